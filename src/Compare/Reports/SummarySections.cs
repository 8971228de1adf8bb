using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers;

namespace RbmTheory.Compare.Reports;

/// <summary>The first pages of a report: what came out, at a glance and in full.</summary>
internal static class SummarySections
{
    private const string VerdictsId = "verdicts";

    /// <summary>What was found, how many numbers agree, and a small picture of each figure.</summary>
    public static Section Summary(Paper paper, IReadOnlyList<Finding> findings)
    {
        Verdict[] verdicts = [.. findings.SelectMany(f => f.Verdicts)];
        return new("Summary",
        [
            .. IsScaledDown(findings)
                ? [new Paragraph("Scaled down: the parameters are not the paper's, and each figure says how. What is said here of "
                    + "the paper holds for the paper preset.")]
                : Array.Empty<Block>(),
            .. Sentences(paper, verdicts).Select(text => new Paragraph(text)),
            new Paragraph(Counts(findings, verdicts)),
            Contents(findings, verdicts),
            new ThumbnailBlock([.. findings.SelectMany(Thumbnails)]),
        ], "summary");
    }

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
                + "stated bound. What is judged is the paper's statement, a theory of first order, which leaves something "
                + "out on purpose, or full theory. Where a number differs and the verdict that explains it agrees, the "
                + "last column says refuted (the paper) or first order (the theory); else unexplained. The remarks stand "
                + "on the page of the figure."),
            VerdictTable.Of(findings),
        ], VerdictsId);
    }

    private static IEnumerable<Thumbnail> Thumbnails(Finding finding)
    {
        if (finding.Figure is not null)
            yield return new(finding.Figure, finding.Experiment.Number, finding.Experiment.Name);
    }

    private static bool IsScaledDown(IReadOnlyList<Finding> findings)
        => findings.Any(f => f.Experiment.Parameters.Any(p => p.Value.Contains(" instead of ", StringComparison.Ordinal)));

    /// <summary>The paper's summary; of a report of some figures only the sentences whose numbers are there.</summary>
    private static IEnumerable<string> Sentences(Paper paper, IReadOnlyList<Verdict> verdicts)
        => paper.Summary?.TryBind(verdicts.Number) ?? [];

    private static string Counts(IReadOnlyList<Finding> findings, IReadOnlyList<Verdict> verdicts)
    {
        ILookup<Standing, Verdict> standings = verdicts.ToLookup(v => v.StandingIn(verdicts));
        int Of(Standing standing) => standings[standing].Count();
        string[] open = [.. standings[Standing.Unexplained].Select(v => v.Figure).Distinct()];
        string where = open.Length > 0 ? $" ({string.Join(", ", open)})" : "";
        return $"Of {verdicts.Count - Of(Standing.Reported)} numbers held against each other, {Of(Standing.Agrees)} agree; "
            + $"in {Of(Standing.Refuted)} the paper is refuted and what should stand there agrees; in "
            + $"{Of(Standing.FinerTheoryAgrees)} a theory of first order differs and a finer one agrees; "
            + $"{Of(Standing.Unexplained)} are unexplained{where}. {Of(Standing.Reported)} more have no counterpart and are "
            + $"reported. They come from {findings.Sum(f => f.Records.Count)} runs.";
    }

    /// <summary>The sections of the report: where they stand, and how many verdicts each has.</summary>
    private static Table Contents(IReadOnlyList<Finding> findings, IReadOnlyList<Verdict> all) => new(
        [
            new("Contents", 6), .. Standings.Select(s => new Column(s.Heading, 1.85, IsNumeric: true)),
            new("Page", 1, IsPage: true),
        ],
        [
            Row("Verdicts", VerdictsId, all, all),
            .. findings.Select(f => Row(f.Experiment.Title, f.Experiment.Name, f.Verdicts, all)),
            Row(Colophon.Heading, Colophon.Id, [], all),
        ]);

    private static readonly (Standing Standing, string Heading, Outcome Outcome)[] Standings =
    [
        (Standing.Agrees, "Agree", Outcome.Agrees), (Standing.Refuted, "Refuted", Outcome.Differs),
        (Standing.FinerTheoryAgrees, "First order", Outcome.Differs),
        (Standing.Unexplained, "Unexplained", Outcome.Differs), (Standing.Reported, "Reported", Outcome.Reported),
    ];

    private static Cell[] Row(string heading, string section, IReadOnlyList<Verdict> verdicts, IReadOnlyList<Verdict> all) =>
    [
        new(heading, null, section),
        .. from s in Standings
           let count = verdicts.Count(v => v.StandingIn(all) == s.Standing)
           select count > 0 ? new Cell($"{count}", s.Outcome) : new(""),
        new("", null, section),
    ];
}
