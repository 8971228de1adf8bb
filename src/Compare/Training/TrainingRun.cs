using System.Text.Json.Nodes;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Training;

/// <summary>
/// One training, from the last checkpoint in its folder to its result. Its numbers do not depend on how often, or
/// where, it was stopped, nor on the clock.
/// </summary>
/// <param name="settings">The settings, none left to the data.</param>
/// <param name="data">The data.</param>
/// <param name="folder">Where checkpoints and result go; null for nowhere.</param>
/// <param name="monitor">Receives messages and progress.</param>
/// <param name="clock">The clock.</param>
/// <param name="saveEvery">Longest time between two checkpoints.</param>
public sealed class TrainingRun(
    TrainingSettings settings, TrainingData data, RunFolder? folder, ITrainingMonitor monitor, TimeProvider clock,
    TimeSpan saveEvery)
{
    private const int EstimatedRows = 10_000;

    private static readonly TimeSpan EndOfEpoch = TimeSpan.FromSeconds(1);

    /// <summary>So many times what the last save took pass until one at the end of an epoch.</summary>
    private const int SavesApart = 20;

    /// <summary>The machine that it starts from; null for random weights.</summary>
    public StartMachine? Start { get; init; }

    private string Identity => field ??= RunIdentity.Of(settings, data, Start);

    /// <summary>A checkpoint later than those in the folder, for a training that diverges before the next.</summary>
    private byte[]? _kept;

    private Snapshots? _snapshots;

    /// <summary>A training with what its settings left to the data.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="start">The machine that it starts from; null for random weights. The folder keeps a copy.</param>
    /// <param name="data">The data.</param>
    /// <param name="folder">Where checkpoints and result go; null for nowhere.</param>
    /// <param name="monitor">Receives messages and progress.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="saveEvery">Longest time between two checkpoints.</param>
    /// <exception cref="InputException">The machine has another number of units than the data.</exception>
    public static TrainingRun Begin(TrainingSettings settings, StartMachine? start, TrainingData data,
        RunFolder? folder, ITrainingMonitor monitor, TimeProvider clock, TimeSpan saveEvery)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(data);
        start?.Check(data.Sites);
        if (folder is not null)
            start?.KeepIn(folder);
        settings = settings with
        {
            VisibleUnit = data.Unit,
            Columns = data.Columns,
            Shape = settings.Shape ?? data.Shape,
        };
        return new(settings, data, folder, monitor, clock, saveEvery) { Start = start };
    }

    /// <summary>Trains to the end, and writes the result.</summary>
    /// <param name="stop">Stops between two updates, with a checkpoint.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="InputException">No checkpoint in the folder can be used.</exception>
    /// <exception cref="DivergedException">It diverged. The folder has a finite checkpoint, and a line that says
    /// so.</exception>
    public TrainingRecord Run(CancellationToken stop)
    {
        TrainingPlan plan = settings.Plan;
        Rbm machine = NewMachine();
        Trainer trainer = new(machine, data.Batches(plan.BatchSize, settings.Seed), plan, settings.Seed,
            settings.Threads);
        Snapshots.Check(machine, settings.Snapshots, (long)plan.Epochs * trainer.BatchesPerEpoch);
        LikelihoodMeter meter = new(machine, data, settings);
        Checkpoint? from = folder?.Restore(trainer, Identity, monitor.Warn);
        _snapshots = folder?.RestoreSnapshots(machine, Identity, from is null ? 0 : trainer.Updates,
            settings.Snapshots, monitor.Warn) ?? new(machine, settings.Snapshots);
        folder?.WritePlan(settings);
        folder?.WriteDivergence(null);
        if (data.Autocorrelation?.Warning is string warning)
            monitor.Warn(warning);
        if (settings.AnnealingSteps > 0 && ExactLikelihood.CanBeExact(machine))
            monitor.Say($"--annealing = {settings.AnnealingSteps} is not used: log Z is summed exactly, since one "
                + "side of the machine has few states");
        TrainingCurves curves = new(from?.Curves);
        double before = from?.Curves.GetValueOrDefault(TrainingCurves.Seconds) is [double seconds, ..] ? seconds : 0;
        if (from is not null)
            monitor.Say($"going on from epoch {trainer.Epoch} of {plan.Epochs}, update {trainer.Batch} of "
                + $"{trainer.BatchesPerEpoch}");
        else
            curves.Add(0, meter.Measure(machine));
        long start = clock.GetTimestamp();
        double Seconds() => before + clock.GetElapsedTime(start).TotalSeconds;
        Watch watch = new(trainer, _snapshots, meter, curves, monitor, clock, saveEvery,
            () => Save(trainer, curves, Seconds()), () => Keep(trainer, curves, Seconds()));
        if (from is null)
            Keep(trainer, curves, before);
        try
        {
            trainer.Run(watch, stop);
            Save(trainer, curves, Seconds());
            return Finish(trainer, curves, Seconds(), stop);
        }
        catch (OperationCanceledException)
        {
            Save(trainer, curves, Seconds());
            throw;
        }
        catch (DivergedException error)
        {
            if (_kept is not null)
                folder?.Save(_kept);
            folder?.WriteDivergence(error.Message);
            throw;
        }
    }

    private Rbm NewMachine()
    {
        Layer<IVisibleUnit> visible = new(data.Unit, data.Sites, settings.Fields || settings.HasFieldsOfData);
        Layer<IUnit> hidden = new(settings.HiddenUnit, settings.Hidden, settings.Fields);
        if (Start is not null)
            return Start.Create(visible, hidden);
        Rbm machine = new(visible, hidden);
        machine.Randomize(settings.InitialDeviation, settings.Seed);
        if (settings.HasFieldsOfData)
            FieldsOfData.Set(machine, Samples());
        return machine;
    }

    private IDataSet Samples()
        => data.Samples > 1 ? data.TrainingRows(int.MaxValue, settings.Seed)
            : throw new InputException("--start-fields = data, but there is one sample, and should be at least 2");

    private void Save(Trainer trainer, TrainingCurves curves, double seconds)
    {
        if (folder is null)
            return;
        if (_snapshots!.HasNew)
            folder.SaveSnapshots(_snapshots, Identity);
        folder.Save(Pack(trainer, curves, seconds));
        _kept = null;
    }

    private void Keep(Trainer trainer, TrainingCurves curves, double seconds)
        => _kept = folder is null ? null : Pack(trainer, curves, seconds);

    private byte[] Pack(Trainer trainer, TrainingCurves curves, double seconds)
    {
        using MemoryStream stream = new();
        (string, double[])[] all =
            [.. curves.All.Select(c => (c.Key, c.Value)), (TrainingCurves.Seconds, [seconds])];
        Checkpoint.Write(stream, trainer, Identity, all);
        return stream.ToArray();
    }

    private TrainingRecord Finish(Trainer trainer, TrainingCurves curves, double seconds, CancellationToken stop)
    {
        Rbm machine = trainer.Machine;
        Dictionary<string, double> numbers = new() { ["updates"] = trainer.Updates };
        foreach ((string name, double value) in LikelihoodMeter.MeasureAtEnd(machine, data, settings.Seed, stop))
            numbers[name] = value;
        foreach ((string name, double value) in Estimates(trainer, stop))
            numbers[name] = value;
        foreach ((string name, double value) in data.Autocorrelation?.Numbers ?? [])
            numbers[name] = value;
        Dictionary<string, double[]> units =
            UnitMeasures.Of(machine.Weights, machine.Hidden, machine.VisibleLayer.Unit.Components);
        TrainingRecord record = new()
        {
            Parameters = JsonNode.Parse(PlanFile.ToJson(settings))!.AsObject(),
            Seed = settings.Seed,
            Version = Product.Version,
            Machine = Records.Machine.Current,
            Seconds = seconds,
            Epochs = trainer.Epoch,
            Numbers = numbers,
            Units = units,
            Curves = curves.All,
        };
        if (folder is not null)
        {
            using MemoryStream stream = new();
            TrainedMachine.Write(stream, machine, trainer.Epoch, units, curves.All);
            AtomicFile.WriteBytes(folder.PathOf(RunFolder.ArraysName), stream.ToArray());
            record.Write(folder.PathOf(RunFolder.ResultName));
        }

        return record;
    }

    /// <summary>Estimates of log Z, where they are asked for and the states cannot be summed.</summary>
    private Dictionary<string, double> Estimates(Trainer trainer, CancellationToken stop)
    {
        Rbm machine = trainer.Machine;
        if (settings.AnnealingSteps == 0 || ExactLikelihood.CanBeExact(machine))
            return [];
        IDataSet train = data.TrainingRows(EstimatedRows, settings.Seed);
        byte[] chains = trainer.Plan.HasChains ? trainer.Chains.Rows.ToArray() : [];
        return EstimatedLikelihood.Of(machine, _snapshots!.Machines(machine), chains, train, train,
            data.TestRows(EstimatedRows, settings.Seed),
            new(settings.AnnealingSteps, EstimatePlan.StandardChains, settings.Seed, settings.Threads), stop);
    }

    /// <summary>Records the curves, keeps snapshots, saves checkpoints, keeps one in memory after epochs 1, 2, 4, 8, …,
    /// and reports the progress.</summary>
    private sealed class Watch(Trainer trainer, Snapshots snapshots, LikelihoodMeter meter, TrainingCurves curves,
        ITrainingMonitor monitor, TimeProvider clock, TimeSpan saveEvery, Action save, Action keep) : ITrainingObserver
    {
        private const double LongestTime = 1e11;

        private readonly long _start = clock.GetTimestamp(), _updatesBefore = trainer.Updates;
        private long _saved = clock.GetTimestamp();
        private TimeSpan _cost;

        public void AfterUpdate(long update, Rbm machine)
        {
            snapshots.AfterUpdate(update, machine);

            // The clock is read once: an update may take no more than a few microseconds.
            long now = clock.GetTimestamp();
            if (clock.GetElapsedTime(_saved, now) >= saveEvery)
                Save();
            long all = (long)trainer.Plan.Epochs * trainer.BatchesPerEpoch;
            double done = (double)(update - _updatesBefore) / (all - _updatesBefore);
            TimeSpan elapsed = clock.GetElapsedTime(_start, now);
            monitor.Advanced(new((double)update / trainer.BatchesPerEpoch, trainer.Plan.Epochs, elapsed,
                TimeSpan.FromSeconds(Math.Min(elapsed.TotalSeconds * (1 / done - 1), LongestTime)), curves));
        }

        public void AfterEpoch(int epoch, Rbm machine)
        {
            if (meter.IsDue(epoch) && epoch > curves.LastEpoch)
                curves.Add(epoch, meter.Measure(machine));
            TimeSpan since = clock.GetElapsedTime(_saved);
            if (since >= EndOfEpoch && since >= SavesApart * _cost)
                Save();
            else if (int.IsPow2(epoch))
                keep();
        }

        private void Save()
        {
            long start = clock.GetTimestamp();
            save();
            _saved = clock.GetTimestamp();
            _cost = clock.GetElapsedTime(start, _saved);
        }
    }
}
