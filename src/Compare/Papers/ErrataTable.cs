using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Reports;
using RbmTheory.Theory.Errata;

namespace RbmTheory.Compare.Papers;

/// <summary>
/// The misprints of some sources, each with a check that the printed form fails and the corrected one passes.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
/// <param name="sources">How the names of the sources begin.</param>
internal abstract class ErrataTable(Preset preset, params string[] sources)
    : Experiment<ErrataSettings>(ErrataSettings.PresetsOf(Of(sources).Count), preset)
{
    private readonly IReadOnlyList<Erratum> _errata = Of(sources);

    private SingleRun<ErrataSettings, ErrataDeviations> Checks => new(ErrataJson.Default)
    {
        Name = "checks",
        Settings = _ => Settings,
        Cost = _ => 3,
        Compute = Check,
    };

    /// <inheritdoc/>
    public override string Number => "errata";

    /// <inheritdoc/>
    public override string Name => "errata";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Checks];

    private static IReadOnlyList<Erratum> Of(string[] sources)
        => [.. Erratum.All.Where(e => sources.Any(s => e.Source.StartsWith(s, StringComparison.Ordinal)))];

    private ErrataDeviations Check(ErrataSettings settings, RunContext run)
    {
        List<ErratumResult> results = [];
        foreach (Erratum erratum in _errata.Take(settings.Errata))
        {
            run.Stop.ThrowIfCancellationRequested();
            results.Add(erratum.Check());
            run.Progress.Report((double)results.Count / settings.Errata);
        }

        return new(
            [.. results.Select(r => r.PrintedDeviation)], [.. results.Select(r => r.CorrectedDeviation)],
            [.. results.Select(r => r.Bound)]);
    }

    /// <inheritdoc/>
    public override Figure? Draw(Results runs) => null;

    /// <inheritdoc/>
    public override Table? Tabulate(Results runs) => new(
        [
            new("Source", 1.1), new("As printed", 3.1), new("Should be", 3.1), new("Off by, printed", 1.3),
            new("Off by, corrected", 1.3), new("Bound", 0.9),
        ],
        [
            .. ResultsOf(runs).Zip(_errata, (result, erratum) => (IReadOnlyList<Cell>)
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
        ErratumResult[] results = [.. ResultsOf(runs)];
        int shown = results.Count(r => r.PrintedFails && r.CorrectedHolds);
        return
        [
            Verdict.Holds("shown", $"misprints shown, of {results.Length}", null, shown == results.Length, shown, null,
                "the printed form fails its check and the corrected one passes"),
        ];
    }

    private IEnumerable<ErratumResult> ResultsOf(Results runs)
    {
        ErrataDeviations found = runs.Of(Checks);
        return found.Printed.Select((printed, i) => new ErratumResult(printed, found.Corrected[i], found.Bound[i]));
    }
}
