using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Reports;
using RbmTheory.Theory.Errata;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The misprints of the sources, each with a check that the printed form fails and the corrected one passes.</summary>
public sealed class ErrataPage : Experiment
{
    /// <inheritdoc/>
    public override string Number => "errata";

    /// <inheritdoc/>
    public override string Name => "errata";

    /// <inheritdoc/>
    public override string Title => "Errata of the sources";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> LegacyText =>
    [
        "Misprints and slips found in the sources: 000 is the paper (Harsh, Tubiana, Cocco, Monasson), 002 Fissore, 003 Decelle. "
        + "Each is a check that runs: the deviation of the printed form and that of the corrected one, with the bound that "
        + "tells them apart, by exact algebra, by enumeration, or by a seeded simulation with a derived bound.",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters => [("Checks", $"{Erratum.All.Count}, deterministic")];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
        => [new("checks", 0, new Dictionary<string, double> { ["errata"] = Erratum.All.Count }, 3, (progress, stop) => Check(progress, stop))];

    private static RunResult Check(IProgress<double> progress, CancellationToken stop)
    {
        List<ErratumResult> results = [];
        foreach (Erratum erratum in Erratum.All)
        {
            stop.ThrowIfCancellationRequested();
            results.Add(erratum.Check());
            progress.Report((double)results.Count / Erratum.All.Count);
        }

        return new(new Dictionary<string, double>(), new Dictionary<string, double[]>
        {
            ["printed"] = [.. results.Select(r => r.PrintedDeviation)],
            ["corrected"] = [.. results.Select(r => r.CorrectedDeviation)],
            ["bound"] = [.. results.Select(r => r.Bound)],
        });
    }

    /// <inheritdoc/>
    public override Figure? Draw(Results runs) => null;

    /// <inheritdoc/>
    public override Table? Tabulate(Results runs) => new(
        [new("Source", 1.1), new("As printed", 3.1), new("Should be", 3.1), new("Off by, printed", 1.3), new("Off by, corrected", 1.3), new("Bound", 0.9)],
        [
            .. Results(runs).Zip(Erratum.All, (result, erratum) => (IReadOnlyList<Cell>)
            [
                new(erratum.Source), new(erratum.Printed), new(erratum.Corrected),
                new($"{result.PrintedDeviation:G3}", result.PrintedFails ? Outcome.Agrees : Outcome.Differs),
                new($"{result.CorrectedDeviation:G3}", result.CorrectedHolds ? Outcome.Agrees : Outcome.Differs),
                new($"{result.Bound:G3}"),
            ]),
        ]);

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        ErratumResult[] results = [.. Results(runs)];
        int shown = results.Count(r => r.PrintedFails && r.CorrectedHolds);
        return
        [
            Verdict.Holds(Number, $"misprints shown, of {results.Length}", null, shown == results.Length, shown, null,
                "the printed form fails its check and the corrected one passes"),
        ];
    }

    private static IEnumerable<ErratumResult> Results(IReadOnlyList<RunRecord> runs)
    {
        IReadOnlyDictionary<string, double[]> s = runs[0].Result.Series;
        return s["printed"].Select((printed, i) => new ErratumResult(printed, s["corrected"][i], s["bound"][i]));
    }
}
