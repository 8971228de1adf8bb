using System.Collections.Concurrent;
using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Reports;
using RbmTheory.Simulation.Data;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>The machines that all figures look at: trained once, with everything that is measured of them.</summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Machines(Preset preset) : Experiment<MachinesSettings>(MachinesSettings.Presets, preset)
{
    private readonly ConcurrentDictionary<DigitSource, Lazy<DigitModes>> _modes = [];

    /// <inheritdoc/>
    public override string Number => "machines";

    /// <inheritdoc/>
    public override string Name => "machines";

    /// <inheritdoc/>
    public override int Revision => 2;

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Digits, Trainings];

    /// <summary>The settings, for the figures that use the runs.</summary>
    public MachinesSettings All => Settings;

    /// <summary>The modes of the data.</summary>
    public SingleRun<DigitSource, DigitSpectrum> Digits => new(MachinesJson.Default)
    {
        Name = "digits",
        Settings = SourceOf,
        Cost = _ => 15,
        Compute = (source, run) => DigitSpectrum.Of(ModesOf(source, run)),
        Check = (source, data) => source.Check(data),
    };

    /// <summary>The trainings, by kind and number from 1.</summary>
    public KeyedRuns<(MachineKind Kind, int Run), MachineRun, DigitHistory> Trainings => new(MachinesJson.Default)
    {
        Keys = [.. Enum.GetValues<MachineKind>().SelectMany(
            kind => Enumerable.Range(1, Settings.RunsOf(kind)).Select(run => (kind, run)))],
        Name = (key, _) => $"{NameOf(key.Kind)}-{key.Run}",
        Settings = (key, seeds) => new(Settings.Of(key.Kind) with
        {
            Source = SourceOf(seeds),
            TrainingSeed = seeds.Of($"training-{key.Run}"),
        })
        {
            Kind = key.Kind,
            Number = key.Run,
            Measures = Settings.Measures,
        },
        Cost = CostOf,
        IsRandom = true,
        Compute = (settings, run) => new MachineTraining(settings, ModesOf(settings.Source, run), run).Run(),
        Check = (settings, data) => settings.Source.Check(data),
    };

    /// <summary>All runs have one data set: its modes are computed once.</summary>
    private DigitModes ModesOf(DigitSource source, RunContext run)
        => _modes.GetOrAdd(source, _ => new(() => new(source.Train(run.Data)))).Value;

    private DigitSource SourceOf(Seeds seeds)
        => Settings.Training.Source with { DataSeed = Settings.Training.Source.Mnist ? 0 : seeds.Of("digits") };

    private static string NameOf(MachineKind kind) => kind switch
    {
        MachineKind.Pcd => "pcd",
        MachineKind.Emf => "emf",
        MachineKind.PersistentEmf => "persistent-emf",
        MachineKind.SmallPcd => "small-pcd",
        MachineKind.SmallEmf => "small-emf",
        MachineKind.SmallPersistentEmf => "small-persistent-emf",
        MachineKind.Decay => "decay",
        _ => "null-field",
    };

    /// <summary>Seconds: of products by mean field, or of the chains, and of the looks.</summary>
    private static double CostOf(MachineRun training)
    {
        double updates = (double)training.Epochs * training.UpdatesPerEpoch, size = 784e-9 * training.Hidden;
        return 5 + updates * size * (training.TapOrder > 0 ? 100 : 6) + 100 * 400 * size;
    }

    /// <inheritdoc/>
    public override Figure? Draw(Results runs) => null;

    /// <inheritdoc/>
    public override Table? Tabulate(Results runs)
        => new([new("Machine", 2), new("Runs", 1), new("Training, s", 1.3), new("s_1 at the end", 1.5), new("Var W", 1.2)],
        [
            .. runs.Of(Trainings).GroupBy(pair => pair.Key.Kind, pair => pair.Single()).Select(kind => (IReadOnlyList<Cell>)
            [
                new(NameOf(kind.Key)), new($"{kind.Count()}"), new($"{kind.Average(h => h.TrainingSeconds):F1}"),
                new($"{kind.Average(h => h.ValuesAt(h.Updates.Length - 1)[0]):F3}"),
                new($"{kind.Average(h => h.Variances[^1]):F5}"),
            ]),
        ]);

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs) => [];
}
