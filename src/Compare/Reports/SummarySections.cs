using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Reports;

/// <summary>The first pages of a report: what came out, at a glance and in full.</summary>
internal static class SummarySections
{
    private const string VerdictsId = "verdicts";

    /// <summary>How many numbers agree, figure by figure, and a small picture of each figure.</summary>
    public static Section Summary(IReadOnlyList<Finding> findings) => new("Summary",
    [
        new Paragraph(Counts(findings)),
        Contents(findings),
        new ThumbnailBlock([.. findings.SelectMany(Thumbnails)]),
    ], "summary");

    /// <summary>Every verdict, and how it is reached.</summary>
    public static Section Verdicts(IReadOnlyList<Finding> findings)
    {
        int judged = findings.Sum(f => f.Verdicts.Count(v => v.Sigmas is not null));
        return new("Verdicts",
        [
            new Paragraph("A simulation agrees with theory when Student's t, with the error over independent runs, "
                + $"leaves a chance of at least {Verdict.Significance:P0} for a deviation as large; σ is the deviation "
                + $"in standard errors. Of {judged} numbers judged so, {Verdict.Significance * judged:F1} would differ by "
                + "chance were theory exact. Without a simulation, theory is held against the paper, or against the "
                + "stated bound. The remarks stand on the page of the figure."),
            VerdictTable.Of(findings),
        ], VerdictsId);
    }

    private static IEnumerable<Thumbnail> Thumbnails(Finding finding)
    {
        if (finding.Figure is not null)
            yield return new(finding.Figure, finding.Experiment.Number, finding.Experiment.Name);
    }

    private static string Counts(IReadOnlyList<Finding> findings)
    {
        int agree = findings.Sum(f => f.Count(Outcome.Agrees)), differ = findings.Sum(f => f.Count(Outcome.Differs)),
            reported = findings.Sum(f => f.Count(Outcome.Reported));
        string[] differing =
            [.. findings.Where(f => f.Count(Outcome.Differs) > 0).Select(f => f.Experiment.Number)];
        string where = differing.Length > 0 ? $" ({string.Join(", ", differing)}; the page of each says why)" : "";
        return $"Of {agree + differ} numbers held against each other, theory against machines or against the paper, "
            + $"{agree} agree and {differ} differ{where}. {reported} more have no counterpart and are reported. They "
            + $"come from {findings.Sum(f => f.Records.Count)} runs.";
    }

    /// <summary>The sections of the report: where they stand, and how many verdicts each has.</summary>
    private static Table Contents(IReadOnlyList<Finding> findings) => new(
        [
            new("Contents", 6), new("Agree", 1, IsNumeric: true), new("Differ", 1, IsNumeric: true),
            new("Reported", 1, IsNumeric: true), new("Page", 1, IsPage: true),
        ],
        [
            Row("Verdicts", VerdictsId, findings),
            .. findings.Select(f => Row(f.Experiment.Title, f.Experiment.Name, [f])),
            Row(Colophon.Heading, Colophon.Id, []),
        ]);

    private static Cell[] Row(string heading, string section, IReadOnlyList<Finding> findings) =>
    [
        new(heading, null, section), Number(findings, Outcome.Agrees), Number(findings, Outcome.Differs),
        Number(findings, Outcome.Reported), new("", null, section),
    ];

    private static Cell Number(IReadOnlyList<Finding> findings, Outcome outcome)
        => findings.Sum(f => f.Count(outcome)) is int count and > 0 ? new($"{count}", outcome) : new("");
}
