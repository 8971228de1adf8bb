using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Papers;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers;

/// <summary>
/// The tiny preset says little about physics, but everything about the way from settings to report: which verdicts
/// there are, and that no number changes its sign or vanishes.
/// </summary>
public class TinyReportTests
{
    public static TheoryData<string> Papers => [.. Catalogue.Papers.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Papers))]
    public void Every_verdict_has_the_name_and_the_signs_that_it_had(string paper)
    {
        string path = Path.Combine(Repository.Root, "tests", "Compare.Tests", "Papers", $"tiny-{paper}.txt");
        string[] lines = [.. TinyReport.Of(Catalogue.Named(paper).Single()).SelectMany(f => f.Verdicts).Select(Line)];
        string found = Path.Combine(AppContext.BaseDirectory, $"tiny-{paper}.txt");
        File.WriteAllLines(found, lines);
        Assert.True(File.ReadAllLines(path).SequenceEqual(lines), $"{path} differs from what was found, {found}: where that "
            + "is meant, it takes its place");
    }

    [Theory]
    [MemberData(nameof(Papers))]
    public void Names_are_unique_and_explanations_lead_to_another_verdict_of_a_finer_claim(string paper)
    {
        Verdict[] verdicts = [.. TinyReport.Of(Catalogue.Named(paper).Single()).SelectMany(f => f.Verdicts)];
        Assert.Equal(verdicts.Length, verdicts.Select(v => v.Id).Distinct().Count());
        Assert.All(verdicts, v => Assert.Matches(@"^[a-z0-9]+/[a-z0-9][a-z0-9.-]*$", v.Id));
        foreach (Verdict verdict in verdicts.Where(v => v.ExplainedBy is not null))
        {
            Verdict finer = Assert.Single(verdicts, v => v.Id == verdict.ExplainedBy);
            Assert.NotEqual(verdict.Id, finer.Id);
            Assert.True(finer.Judges >= verdict.Judges, $"{verdict.Id} is explained by {finer.Id}, which judges less");
        }
    }

    [Theory]
    [MemberData(nameof(Papers))]
    public void Every_text_finds_its_values_and_every_figure_its_page(string paper)
    {
        IReadOnlyList<Finding> findings = TinyReport.Of(Catalogue.Named(paper).Single());
        Assert.All(findings, f => Assert.NotEmpty(f.Text));
        Assert.All(findings.SelectMany(f => f.Text), t => Assert.DoesNotMatch(@"(?<![_^])\{", t));
        Document report = ReportComposer.Compose(Catalogue.Named(paper).Single(), findings, seed: 1);
        Assert.Equal(findings.Select(f => f.Experiment.Title), report.Sections.Skip(2).SkipLast(1).Select(s => s.Heading));
    }

    private static string Line(Verdict v)
        => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{v.Id} {Sign(v.Theory)}{Sign(v.Simulation?.Value)}");

    private static char Sign(double? number)
        => number switch
        {
            null => '.',
            double.NaN => '?',
            > 0 => '+',
            < 0 => '-',
            _ => '0',
        };
}
