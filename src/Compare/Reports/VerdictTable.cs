using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Reports;

/// <summary>Verdicts as a table: of one figure with the remarks, of all figures with their numbers instead.</summary>
internal static class VerdictTable
{
    /// <summary>What a reader looks for first.</summary>
    private static readonly Outcome[] Order = [Outcome.Differs, Outcome.Agrees, Outcome.Reported];

    /// <summary>The verdicts of one figure.</summary>
    public static Table Of(Finding finding) => new(
        [.. Columns(3.3), new("Remark", 2.75)],
        [.. finding.Verdicts.Select(v => (IReadOnlyList<Cell>)[.. Cells(v), new(v.Note)])]);

    /// <summary>
    /// The verdicts of all figures, those that differ first; the remarks stand on the figures' own pages, to which each
    /// row leads.
    /// </summary>
    public static Table Of(IReadOnlyList<Finding> findings) => new(
        [new("Figure", 1.05), .. Columns(4.6)],
        [
            .. from outcome in Order
               from finding in findings
               from verdict in finding.Verdicts
               where verdict.Outcome == outcome
               select Linked(verdict, finding.Experiment.Name),
        ],
        HasFilter: true);

    private static IReadOnlyList<Cell> Linked(Verdict verdict, string page)
        => [.. Cells(verdict).Prepend(new(verdict.Figure)).Select(cell => cell with { Link = page })];

    private static Column[] Columns(double quantity) =>
    [
        new("Quantity", quantity), new("Paper", 1.1), new("Theory", 1.2, true),
        new("Simulation", 1.85, true), new("σ", 0.85, true), new("Verdict", 1),
    ];

    private static Cell[] Cells(Verdict v) =>
    [
        new(v.Quantity), new(v.Paper ?? "–"),
        new(Theory(v).Replace('-', '−')),
        new(v.Simulation?.ToString().Replace('-', '−') ?? "–"),
        new(v.Sigmas is double sigmas ? Signed(sigmas) : "–"),
        new(Word(v.Outcome), v.Outcome),
    ];

    private static string Theory(Verdict v)
        => v is { Theory: double value, TheoryError: double error } ? new Estimate(value, error, 1).ToString()
            : v.Theory is double exact ? Digits(exact) : "–";

    /// <summary>Six digits; two where only the size matters.</summary>
    private static string Digits(double value) => Math.Abs(value) < 1e-4 ? $"{value:G2}" : $"{value:G6}";

    /// <summary>One decimal, with its sign; what rounds to zero is +0.0.</summary>
    private static string Signed(double value) => $"{Math.Round(value, 1) + 0.0:+0.0;−0.0}";

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Agrees => "agrees",
        Outcome.Differs => "differs",
        _ => "reported",
    };
}
