using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Reports;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>
/// Machines trained with chains that start from coins at every update and make k sweeps, Rdm-k: what they generate after
/// so many sweeps from coins, and after others; PCD for contrast.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class ShortRuns(Preset preset) : Experiment<ShortRunsSettings>(ShortRunsSettings.Presets, preset)
{
    /// <inheritdoc/>
    public override string Number => "short";

    /// <inheritdoc/>
    public override string Name => "short-runs";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Trainings];

    private KeyedRuns<(ShortRunKind Kind, int Run), ShortRun, ShortRunSamples> Trainings => new(ShortRunsJson.Default)
    {
        Keys = [.. Enum.GetValues<ShortRunKind>().SelectMany(
            kind => Enumerable.Range(1, Settings.RunsOf(kind)).Select(run => (kind, run)))],
        Name = (key, _) => $"{NameOf(key.Kind)}-{key.Run}",
        Settings = (key, seeds) => Settings.Of(key.Kind) with
        {
            Source = Settings.Training.Source with { DataSeed = Settings.Training.Source.Mnist ? 0 : seeds.Of("digits") },
            TrainingSeed = seeds.Of($"training-{key.Run}"),
        },
        Cost = CostOf,
        IsRandom = true,
        Compute = (settings, run) => ShortRunTraining.Run(settings, run),
        Check = (settings, data) => settings.Source.Check(data),
    };

    private static string NameOf(ShortRunKind kind) => kind switch
    {
        ShortRunKind.Short => "short",
        ShortRunKind.Long => "long",
        _ => "pcd",
    };

    /// <summary>Seconds: of the chains of training, of those that generate, and of comparing.</summary>
    private static double CostOf(ShortRun run)
    {
        const double spin = 1e-11;
        double sweep = 2 * 784 * run.Hidden * spin;
        double updates = (double)run.Epochs * run.UpdatesPerEpoch;
        return (updates * run.Batch * (run.GibbsSteps + 2) * sweep)
            + (run.QualitySamples * run.SampleTimes[^1] * sweep) + (0.2 * run.SampleTimes.Count);
    }

    /// <inheritdoc/>
    public override Figure? Draw(Results runs)
    {
        return null;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs) => [];
}
