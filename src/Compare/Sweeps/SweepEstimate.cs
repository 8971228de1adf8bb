using System.Diagnostics;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Sweeps;

/// <summary>
/// What a sweep will cost, from a short piece of its first run. Time of other runs is taken to be in proportion to
/// epochs × (samples / batch) × (batch + chains × steps) × sites × hidden, as far as the plan says these; estimates of
/// log Z after a training are not in it.
/// </summary>
/// <param name="Runs">Number of runs.</param>
/// <param name="CoreHours">Hours of one core.</param>
/// <param name="MegabytesOfProcess">Memory of a process that makes one run at a time.</param>
/// <param name="MegabytesOnDisk">Room of all results.</param>
/// <param name="Files">Files of all results, folders among them.</param>
public sealed record SweepEstimate(int Runs, double CoreHours, double MegabytesOfProcess, double MegabytesOnDisk,
    long Files)
{
    private const int Megabyte = 1 << 20, Block = 4096;

    /// <summary>Machines on the way that a training keeps at most, unless more are asked for.</summary>
    private const int Snapshots = 24;

    /// <summary>Trains the first run for a while, and keeps nothing of it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="piece">For how long at most.</param>
    /// <param name="isSmall">Whether results are kept without machines.</param>
    /// <param name="stop">Stops it.</param>
    public static SweepEstimate Measure(
        SweepPlan plan, TimeProvider clock, TimeSpan piece, bool isSmall, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(clock);
        (TrainingSettings settings, StartMachine? machine) = plan.Start(plan.Settings(0), null, _ => { });
        long start = clock.GetTimestamp();
        TrainingData data = TrainingData.Load(settings);
        double reading = clock.GetElapsedTime(start).TotalSeconds;
        double training;
        // The first time a short run is made, most of its time is that of compiling the program.
        do
        {
            training = Train(settings, machine, data, clock, piece, stop);
        }
        while (training < piece.TotalSeconds && clock.GetElapsedTime(start) < piece);

        double first = WorkOf(settings), work = 0, bytes = 0;
        long files = 0;
        for (int run = 0; run < plan.Count; run++)
        {
            TrainingSettings other = plan.Settings(run);
            work += WorkOf(other) / first;
            double weights = sizeof(float) * (double)data.Sites * other.Hidden * data.Unit.Components;
            // The plan, the numbers with a few a unit, and the machine, then and on its way.
            bytes += isSmall ? Blocks(Block + 100.0 * other.Hidden)
                : Block + Blocks(Block + 100.0 * other.Hidden) + Blocks(Block + weights)
                    + Blocks(Block + weights * Math.Min(Snapshots, other.Epochs));
            files += isSmall ? 2 : 5;
        }

        using Process process = Process.GetCurrentProcess();
        return new(plan.Count, (plan.Count * reading + work * training) / 3600,
            (double)process.PeakWorkingSet64 / Megabyte, (bytes + plan.Count * (double)Block) / Megabyte, files);
    }

    /// <summary>The seconds that a training takes, by a piece of it.</summary>
    private static double Train(TrainingSettings settings, StartMachine? machine, TrainingData data, TimeProvider clock,
        TimeSpan piece, CancellationToken stop)
    {
        Piece watch = new();
        long start = clock.GetTimestamp();
        using CancellationTokenSource enough = new(piece, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, stop);
        try
        {
            TrainingRun.Begin(settings, machine, data, null, watch, clock, piece).Run(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return watch.Seconds;
        }
        catch (DivergedException)
        {
            // It takes no longer.
        }

        return clock.GetElapsedTime(start).TotalSeconds;
    }

    private static double Blocks(double bytes) => Math.Ceiling(bytes / Block) * Block;

    private static double WorkOf(TrainingSettings settings)
    {
        (double samples, double sites) = settings.Data switch
        {
            RingSpec ring => (ring.Samples, ring.Sites * Math.Max(1, ring.Colours)),
            DigitSpec digits => (digits.Samples, 1),
            _ => (1.0, 1.0),
        };
        double sweeps = settings.BatchSize + (double)settings.Chains * settings.GibbsSteps;
        return settings.Epochs * samples / settings.BatchSize * sweeps * sites * settings.Hidden;
    }

    private sealed class Piece : ITrainingMonitor
    {
        /// <summary>What the whole training will take.</summary>
        public double Seconds { get; private set; }

        public void Say(string line)
        {
            // Nothing is shown of a piece.
        }

        public void Warn(string line)
        {
            // The run itself will say so.
        }

        public void Advanced(in TrainingProgress progress) => Seconds = (progress.Elapsed + progress.Left).TotalSeconds;
    }
}
