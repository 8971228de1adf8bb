using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Reports;

/// <summary>Verdicts as a table: of one figure with the remarks, of all figures with their numbers instead.</summary>
internal static class VerdictTable
{
    /// <summary>What a reader looks for first.</summary>
    private static readonly Standing[] Order =
    [
        Standing.Unexplained, Standing.Refuted, Standing.FinerTheoryAgrees, Standing.Agrees, Standing.Reported,
    ];

    /// <summary>The verdicts of one figure.</summary>
    /// <param name="finding">The figure.</param>
    /// <param name="all">All figures of the report.</param>
    public static Table Of(Finding finding, IReadOnlyList<Finding> all)
    {
        Verdict[] verdicts = [.. all.SelectMany(f => f.Verdicts)];
        return new(
            [.. Columns(3.1), new("Remark", 2.75)],
            [
                .. finding.Verdicts.Select(v => (IReadOnlyList<Cell>)
                    [.. Cells(v, v.StandingIn(verdicts)), new(Remark(v, verdicts))]),
            ]);
    }

    /// <summary>
    /// The verdicts of all figures, those that differ first; the remarks stand on the figures' own pages, to which each
    /// row leads.
    /// </summary>
    /// <param name="findings">The figures.</param>
    public static Table Of(IReadOnlyList<Finding> findings)
    {
        Verdict[] all = [.. findings.SelectMany(f => f.Verdicts)];
        return new(
            [new("Figure", 1.05), .. Columns(4.6)],
            [
                .. from standing in Order
                   from finding in findings
                   from verdict in finding.Verdicts
                   where verdict.StandingIn(all) == standing
                   select Linked(verdict, standing, finding.Experiment.Name),
            ],
            HasFilter: true);
    }

    private static IReadOnlyList<Cell> Linked(Verdict verdict, Standing standing, string page)
        => [.. Cells(verdict, standing).Prepend(new(verdict.Figure)).Select(cell => cell with { Link = page })];

    private static Column[] Columns(double quantity) =>
    [
        new("Quantity", quantity), new("Judged", 0.95), new("Paper", 1.2), new("Theory", 1.25, true),
        new("Simulation", 1.85, true), new("σ", 0.8, true), new("Verdict", 1.75),
    ];

    private static Cell[] Cells(Verdict v, Standing standing) =>
    [
        new(v.Quantity), new(Word(v.Judges)), new(v.Paper ?? "–"),
        new(Theory(v).Replace('-', '−')),
        new(v.Simulation?.ToString().Replace('-', '−') ?? "–"),
        new(v.Sigmas is double sigmas ? Signed(sigmas) : "–"),
        new(standing.Word(), v.Outcome),
    ];

    /// <summary>The note, and for a verdict that differs the one that explains it, or should.</summary>
    private static string Remark(Verdict v, IReadOnlyList<Verdict> all)
    {
        if (v.Outcome != Outcome.Differs || all.FirstOrDefault(w => w.Id == v.ExplainedBy) is not Verdict finer)
            return v.Note;
        string holds = finer.Outcome == Outcome.Agrees ? "agrees" : "should agree and does not";
        return (v.Note.Length > 0 ? v.Note + "; " : "") + $"“{finer.Quantity}” {holds}";
    }

    private static string Theory(Verdict v)
        => v is { Theory: double value, TheoryError: double error } ? new Estimate(value, error, 1).ToString()
            : v.Theory is double exact ? Digits(exact) : "–";

    /// <summary>Six digits; two where only the size matters.</summary>
    private static string Digits(double value)
        => double.IsNaN(value) ? "–" : Math.Abs(value) < 1e-4 ? $"{value:G2}" : $"{value:G6}";

    /// <summary>One decimal, with its sign; what rounds to zero is +0.0.</summary>
    private static string Signed(double value) => double.IsNaN(value) ? "–" : $"{Math.Round(value, 1) + 0.0:+0.0;−0.0}";

    private static string Word(Claim claim) => claim switch
    {
        Claim.Paper => "paper",
        Claim.FirstOrder => "first order",
        _ => "theory",
    };
}
