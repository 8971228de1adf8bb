using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Sweeps;

/// <summary>Trains one machine of a sweep in the folder of its claim, from the last checkpoint there, as <c>rbm train
/// --resume</c> does: however often it was stopped, and wherever, its result has the same bits.</summary>
/// <param name="plan">The plan.</param>
/// <param name="clock">The clock.</param>
/// <param name="saveEvery">Longest time between two checkpoints.</param>
/// <param name="isSmall">Keep of a finished run its numbers alone, <c>result.json</c>, and not its machine.</param>
/// <param name="warn">Told of what is doubtful, in one line.</param>
public sealed class SweepRun(
    SweepPlan plan, TimeProvider clock, TimeSpan saveEvery, bool isSmall, Action<string> warn)
{
    private static readonly string[] OfUnfinished = [RunFolder.CheckpointName, RunFolder.PreviousName];

    private static readonly string[] OfMachine =
        [RunFolder.PlanName, RunFolder.ArraysName, RunFolder.SnapshotsName, StartMachine.Name];

    /// <summary>Makes the run.</summary>
    /// <param name="claim">Its claim.</param>
    /// <param name="stop">Stops it, with a checkpoint.</param>
    /// <returns>Null where it is finished; else why it cannot be, in one line.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public string? Make(SweepClaim claim, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(claim);
        try
        {
            Train(claim.Path, claim.Run, stop);
            foreach (string name in isSmall ? [.. OfUnfinished, .. OfMachine] : OfUnfinished)
                File.Delete(Path.Combine(claim.Path, name));
            return null;
        }
        catch (Exception error) when (error is InputException or DivergedException or ArgumentException)
        {
            return error.Message.ReplaceLineEndings(" ");
        }
    }

    private void Train(string path, int run, CancellationToken stop)
    {
        // With numbers alone, the plan goes first, and the result is the last that is left.
        if (isSmall && File.Exists(Path.Combine(path, RunFolder.ResultName))
            && !File.Exists(Path.Combine(path, RunFolder.PlanName)))
            return;
        using RunFolder folder = RunFolder.OpenClaimed(path);
        void Warn(string line) => warn($"run {run}: {line}");
        (TrainingSettings settings, StartMachine? start) = plan.Start(plan.Settings(run), path, Warn);
        settings = folder.Settle(settings);
        if (folder.FindResult(settings, Warn) is not null)
            return;
        if (RunFolder.FindDivergence(path) is string divergence)
            throw new InputException(divergence);
        TrainingData data = TrainingData.Load(settings);
        if (data.Warning is string warning)
            Warn(warning);
        TrainingRun.Begin(settings, start, data, folder, new Quiet(Warn), clock, saveEvery).Run(stop);
    }

    private sealed class Quiet(Action<string> warn) : ITrainingMonitor
    {
        public void Say(string line)
        {
            // Of many runs at once nobody wants to read how each begins.
        }

        public void Warn(string line) => warn(line);

        public void Advanced(in TrainingProgress progress)
        {
            // The status of the sweep is that of its folder.
        }
    }
}
