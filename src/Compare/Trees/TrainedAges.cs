using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Trees;

/// <summary>The machine of a run at the ages at which it was kept, and at its end.</summary>
/// <param name="Settings">The settings of the run.</param>
/// <param name="Ages">Updates and machines, in rising order.</param>
internal sealed record TrainedAges(TrainingSettings Settings, IReadOnlyList<(long Update, Rbm Machine)> Ages)
{
    /// <summary>Machines of a run that are read at most: more show nothing new, and 25 come from any run.</summary>
    private const int MostAges = 150;

    private const int MostGains = 60;

    /// <summary>N.</summary>
    public int Sites => Ages[0].Machine.Sites;

    /// <summary>Reads a run.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="warn">Told of a file that cannot be used, and why.</param>
    /// <exception cref="InputException">The run is not finished, has kept no machines, or is of other units than spins
    /// and binary ones.</exception>
    public static TrainedAges Open(string folder, Action<string> warn)
    {
        RunView run = RunView.Open(folder, warn);
        Rbm machine = run.Machine.ToMachine(run.Settings);
        if (machine.VisibleLayer.Unit is not (BinaryUnit or SpinUnit)
            || machine.HiddenLayer.Unit is not (BinaryUnit or SpinUnit))
            throw new InputException($"the run in {folder} has {machine.VisibleLayer.Unit.Name} × "
                + $"{machine.HiddenLayer.Unit.Name} units, but they should be spin or binary");
        TrainingRecord? result = TrainingRecord.Read(Path.Combine(folder, RunFolder.ResultName));
        if (result is null || run.Divergence is not null)
            throw new InputException($"the run in {folder} is not finished; rbm train --resume "
                + $"{folder} goes on with it");
        if (Snapshots.Open(folder, machine, warn) is not Snapshots snapshots || snapshots.Updates.Count == 0)
            throw new InputException($"the run in {folder} has kept no machines on its way, "
                + $"{RunFolder.SnapshotsName}, but a tree needs them");
        long last = (long)result.Numbers["updates"];
        List<(long Update, Rbm Machine)> ages = [.. snapshots.Ages(machine, MostAges).Where(age => age.Update < last)];
        ages.Add((last, machine));
        return ages.TrueForAll(age => age.Machine.Parameters.AreFinite)
            ? new(run.Settings, ages)
            : throw new InputException($"the run in {folder} holds weights that are no numbers");
    }

    /// <summary>Ages at which a frozen gain passes 1, the first first; none of machines of spins.</summary>
    /// <param name="data">Data that the visible units have the means of.</param>
    public IReadOnlyList<double> TransitionsFor(IDataSet data)
    {
        Rbm machine = Ages[0].Machine;
        if (machine.VisibleLayer.Unit is not BinaryUnit || machine.HiddenLayer.Unit is not BinaryUnit)
            return [];
        double[] deviations = Deviations.Of(data);
        List<double[]> gains = [];
        gains.AddRange(Ages.Select(age => FrozenGain.Of(age.Machine, deviations, MostGains)));
        return GainAges.Of([.. Ages.Select(age => age.Update)], gains);
    }
}
