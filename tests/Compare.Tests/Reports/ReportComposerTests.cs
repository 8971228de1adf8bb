using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Reports.Pdf;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Theory.Errata;

namespace RbmTheory.Compare.Tests.Reports;

public class ReportComposerTests
{
    private static readonly Experiment[] Experiments =
        [new Fig14c(Preset.Quick), new FakeExperiment("fake", 7), new ErrataPage(Preset.Quick)];

    private static readonly Dictionary<string, IReadOnlyList<RunRecord>> Records = Experiments.ToDictionary(
        e => e.Name, e => e is ErrataPage ? Errata() : Scheduled.Runs(e));

    private static readonly Document Report = ReportComposer.Compose(HarshPaper.Paper, Finding.Of(Experiments, Records), seed: 1);

    [Fact]
    public void Sections_are_in_the_order_of_the_paper_between_the_summary_and_how_it_was_made()
        => Assert.Equal(["summary", "verdicts", "fig14c", "fake", "errata", "made"], Report.Sections.Select(s => s.Id));

    [Fact]
    public void The_report_is_headed_by_its_paper()
        => Assert.Equal((HarshPaper.Paper.Title, HarshPaper.Paper.Subtitle), (Report.Title, Report.Subtitle));

    [Fact]
    public void The_summary_counts_the_verdicts_of_every_figure()
    {
        Table contents = Report.Sections[0].Blocks.OfType<Table>().Single();
        Assert.Equal(["verdicts", "fig14c", "fake", "errata", "made"], contents.Rows.Select(r => r[0].Link));
        Assert.All(contents.Rows, r => Assert.Equal(r[0].Link, r[^1].Link));
        Assert.Equal(["4", "", "", "1", "3"], Counts(0));
        Assert.Equal(["4", "", "", "", "3"], Counts(1));
        Assert.Equal(["", "", "", "", ""], Counts(2));
        Assert.Equal(["", "", "", "1", ""], Counts(3));
        Assert.Equal((Outcome.Agrees, Outcome.Differs), (contents.Rows[1][1].Outcome, contents.Rows[3][4].Outcome));
        IEnumerable<string> Counts(int row) => contents.Rows[row].Skip(1).Take(5).Select(c => c.Text);
        string counts = Report.Sections[0].Blocks.OfType<Paragraph>().Last().Text;
        foreach (string found in (string[])["Of 5 numbers", "4 agree;", "1 are unexplained (errata)", "3 more have no counterpart", "from 9 runs"])
            Assert.Contains(found, counts, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_figure_has_a_thumbnail_and_a_table_alone_has_none()
        => Assert.Equal([("14c", "fig14c"), ("fake", "fake")],
            Report.Sections[0].Blocks.OfType<ThumbnailBlock>().Single().Items.Select(t => (t.Caption, t.Link)));

    [Fact]
    public void Every_verdict_leads_to_its_figure_and_those_that_differ_come_first()
    {
        Table verdicts = Report.Sections[1].Blocks.OfType<Table>().Single();
        Assert.Equal(["errata", .. Enumerable.Repeat("fig14c", 7)], verdicts.Rows.Select(r => r[0].Link));
        Assert.All(verdicts.Rows, r => Assert.All(r, cell => Assert.Equal(r[0].Link, cell.Link)));
        Assert.Equal(["unexplained", .. Enumerable.Repeat("agrees", 4), .. Enumerable.Repeat("reported", 3)], verdicts.Rows.Select(r => r[^1].Text));
        Assert.All(verdicts.Rows, r => Assert.Equal(verdicts.Columns.Count, r.Count));
        Assert.Equal(["Theory", "Simulation", "σ"], verdicts.Columns.Where(c => c.IsNumeric).Select(c => c.Heading));
        Assert.True(verdicts.HasFilter);
    }

    [Fact]
    public void The_theory_and_the_seeds_stand_on_the_page_of_the_figure()
    {
        Assert.Contains(Report.Sections[2].Blocks.OfType<Paragraph>(), p => p.Text.Contains($": {Experiments[0].Equations}.", StringComparison.Ordinal));
        Assert.DoesNotContain(Report.Sections[3].Blocks.OfType<Paragraph>(), p => p.Text.StartsWith("Theory", StringComparison.Ordinal));
        string[] names = [.. Report.Sections[2].Blocks.OfType<Table>().Last().Rows.Select(r => r[0].Text)];
        Assert.DoesNotContain("Seeds", names); // nothing is random in 14(c)
        IReadOnlyList<Cell> seeds = Report.Sections[3].Blocks.OfType<Table>().Last().Rows.Single(r => r[0].Text == "Seeds");
        Assert.StartsWith($"{Records["fake"][0].Seed}, ", seeds[1].Text, StringComparison.Ordinal);
        Assert.EndsWith(" and 2 more, in the run records", seeds[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void How_it_was_made_holds_the_time_of_each_figure()
    {
        Table times = Report.Sections[^1].Blocks.OfType<Table>().Last();
        Assert.Equal(FigureTime.Headings, times.Columns.Select(c => c.Heading), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(["14c", "fake", "errata", "all"], times.Rows.Select(r => r[0].Text));
        Assert.Equal(["1", "7", "1", "9"], times.Rows.Select(r => r[1].Text));
    }

    [Fact]
    public void Every_experiment_names_what_links_can_lead_to()
        => Assert.All(Catalogue.Papers.SelectMany(p => p.Of(Preset.Quick)), e => Assert.Matches("^[a-z][a-z0-9-]*$", e.Name));

    [Fact]
    public void Two_dozen_figures_find_room_on_the_first_page()
    {
        FakeExperiment[] many = [.. Enumerable.Range(1, 24).Select(i => new FakeExperiment($"fake{i}", 1) { Heading = $"A fake with a long title, number {i}" })];
        Document report = ReportComposer.Compose(
            HarshPaper.Paper, [.. many.Select(e => e.Finding([SampleRecords.Small(e.Name)]))], seed: 1);
        IReadOnlyList<PageItem> first = PdfReport.Lay(report)[0];
        string[] texts = [.. first.OfType<TextItem>().Select(t => t.Text)];
        Assert.All(many, e => Assert.Contains(e.Title, texts));
        Assert.Equal(24, first.OfType<ThumbnailItem>().Count());
    }

    [Theory]
    [InlineData(-0.04, "+0.0")]
    [InlineData(0.0, "+0.0")]
    [InlineData(-0.06, "−0.1")]
    [InlineData(2.25, "+2.2")] // half to even
    public void Sigmas_have_one_sign(double sigmas, string expected)
    {
        FakeExperiment fake = new("fake", 1) { Verdicts = [new("fake", "quantity", null, 1, new(1, 1, 3), sigmas, Outcome.Agrees)] };
        Document report = ReportComposer.Compose(
            HarshPaper.Paper, [fake.Finding([SampleRecords.Small("fake")])], seed: 1);
        Assert.Equal(expected, report.Sections[1].Blocks.OfType<Table>().Single().Rows.Single()[6].Text);
    }

    /// <summary>Errata of which none is shown: neither form deviates.</summary>
    private static IReadOnlyList<RunRecord> Errata()
    {
        double[] zeros = new double[Erratum.All.Count];
        return
        [
            SampleRecords.Small("errata", "checks") with
            {
                Seed = 0,
                Result = new(new Dictionary<string, double>(),
                    new Dictionary<string, double[]> { ["printed"] = zeros, ["corrected"] = zeros, ["bound"] = zeros }),
            },
        ];
    }
}
