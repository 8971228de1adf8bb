using RbmTheory.Compare.Agreement;

namespace RbmTheory.Compare.Reports;

/// <summary>The first pages of a report: what came out, at a glance and in full.</summary>
internal static class SummarySections
{
    /// <summary>How many numbers agree, figure by figure, and a small picture of each figure.</summary>
    public static Section Summary(IReadOnlyList<Finding> findings) => new("Summary",
    [
        new Paragraph(Counts(findings)),
        Overview(findings),
        new ThumbnailBlock([.. findings.SelectMany(Thumbnails)]),
        new Contents(),
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
        ], "verdicts");
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

    /// <summary>Two figures to a row of the table, the first half of them on the left.</summary>
    private static Table Overview(IReadOnlyList<Finding> findings)
    {
        Column[] half = [new("Figure", 5), new("Agree", 1.05, true), new("Differ", 1, true), new("Reported", 1.45, true)];
        if (findings.Count == 1)
            return new(half, [[.. Row(findings[0])]]);
        int rows = (findings.Count + 1) / 2;
        return new([.. half, .. half],
        [
            .. Enumerable.Range(0, rows).Select(i => (IReadOnlyList<Cell>)
            [
                .. Row(findings[i]),
                .. i + rows < findings.Count ? Row(findings[i + rows]) : [new(""), new(""), new(""), new("")],
            ]),
        ]);
    }

    private static Cell[] Row(Finding finding) =>
    [
        new(finding.Experiment.Title, null, finding.Experiment.Name), Number(finding, Outcome.Agrees),
        Number(finding, Outcome.Differs), Number(finding, Outcome.Reported),
    ];

    private static Cell Number(Finding finding, Outcome outcome)
        => finding.Count(outcome) is int count and > 0 ? new($"{count}", outcome) : new("–");
}
