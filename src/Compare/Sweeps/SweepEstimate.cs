using System.Diagnostics;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Sweeps;

/// <summary>
/// What a sweep will cost, from short pieces of some of its runs, the first, the last, and others evenly between. The
/// time of another run is that of the nearest of them, in proportion to epochs × (samples / batch) × (batch + chains ×
/// steps) × sites × hidden. It is time of a processor: whatever else the machine does makes it no longer. Where an epoch
/// takes twice as long as a piece, estimates of log Z after the training are not in it.
/// </summary>
/// <param name="Runs">Number of runs.</param>
/// <param name="Pieces">How many of them it is measured by.</param>
/// <param name="CoreHours">Hours of one core.</param>
/// <param name="MegabytesOfProcess">Memory of a process that makes one run at a time: the most that a piece
/// took.</param>
/// <param name="MegabytesOnDisk">Room of all results.</param>
/// <param name="Files">Files of all results, folders among them.</param>
public sealed record SweepEstimate(int Runs, int Pieces, double CoreHours, double MegabytesOfProcess,
    double MegabytesOnDisk, long Files)
{
    private const int Megabyte = 1 << 20, Block = 4096, MostPieces = 5;

    /// <summary>Trains some of the runs for a while, and keeps nothing of them.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="processor">Time that this process has had of processors.</param>
    /// <param name="together">For how long at most, all of them.</param>
    /// <param name="isSmall">Whether results are kept without machines.</param>
    /// <param name="stop">Stops it.</param>
    public static SweepEstimate Measure(SweepPlan plan, TimeProvider clock, Func<TimeSpan> processor, TimeSpan together,
        bool isSmall, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(processor);
        int count = Math.Min(plan.Count, MostPieces);
        int[] chosen = [.. Enumerable.Range(0, count).Select(i => (int)((plan.Count - 1L) * i / Math.Max(1, count - 1)))];
        Piece[] pieces = [.. chosen.Select(run => Piece.Of(plan, run, clock, processor, together / count, stop))];
        double seconds = 0, bytes = 0;
        long files = 0;
        Dictionary<(SnapshotSchedule?, long, long), int> kept = [];
        for (int run = 0; run < plan.Count; run++)
        {
            Piece near = pieces.MinBy(piece => Math.Abs(piece.Run - run))!;
            TrainingSettings settings = plan.Settings(run);
            DataSize size = near.SizeOf(settings);
            seconds += near.Reading + near.Training * size.WorkOf(settings) / near.Work;
            long weights = (long)sizeof(float) * size.Units * settings.Hidden;
            var key = (settings.Snapshots, weights, size.UpdatesOf(settings));
            if (!kept.TryGetValue(key, out int snapshots))
                kept[key] = snapshots = Snapshots.Count(weights, settings.Snapshots, key.Item3);
            // The folder, the plan, the numbers with a few a unit, and the machine, then and on its way.
            double numbers = Block + Blocks(Block + 100.0 * settings.Hidden);
            bytes += isSmall ? numbers
                : Block + numbers + Blocks(Block + weights) + Blocks(Block + (double)weights * snapshots);
            files += isSmall ? 2 : 5;
        }

        using Process process = Process.GetCurrentProcess();
        return new(plan.Count, count, seconds / 3600, (double)process.PeakWorkingSet64 / Megabyte, bytes / Megabyte, files);
    }

    private static double Blocks(double bytes) => Math.Ceiling(bytes / Block) * Block;

    /// <summary>How large the data of a run are.</summary>
    /// <param name="Samples">S.</param>
    /// <param name="Units">N, times the colours.</param>
    private sealed record DataSize(long Samples, int Units)
    {
        public double WorkOf(TrainingSettings settings)
        {
            double sweeps = settings.BatchSize + (double)settings.Chains * settings.GibbsSteps;
            return (double)settings.Epochs * Samples / settings.BatchSize * sweeps * Units * settings.Hidden;
        }

        public long UpdatesOf(TrainingSettings settings) => Math.Max(1, settings.Epochs * Samples / settings.BatchSize);
    }

    /// <summary>A run that was begun, and what it takes in whole.</summary>
    /// <param name="Run">Its number.</param>
    /// <param name="Reading">Seconds of a processor to read or draw its data.</param>
    /// <param name="Training">Seconds of a processor to train.</param>
    /// <param name="Work">What these are in proportion to.</param>
    /// <param name="Own">The size of its data.</param>
    private sealed record Piece(int Run, double Reading, double Training, double Work, DataSize Own)
    {
        public static Piece Of(SweepPlan plan, int run, TimeProvider clock, Func<TimeSpan> processor, TimeSpan most,
            CancellationToken stop)
        {
            (TrainingSettings settings, StartMachine? machine) = plan.Start(plan.Settings(run), null, _ => { });
            long start = clock.GetTimestamp();
            TimeSpan before = processor();
            TrainingData data = TrainingData.Load(settings);
            double reading = (processor() - before).TotalSeconds, training;
            bool isWhole;
            int epochs = 1;
            // The first time a short run is made, most of its time is that of compiling the program.
            do
            {
                (double epoch, double end, isWhole) = Train(
                    settings with { Epochs = epochs }, machine, data, clock, processor, most, stop);
                training = settings.Epochs * epoch + end;
                epochs = Math.Min(2 * epochs, settings.Epochs);
            }
            while (isWhole && clock.GetElapsedTime(start) < most);

            DataSize size = new(data.Samples, data.Sites * data.Unit.Components);
            return new(run, reading, training, size.WorkOf(settings), size);
        }

        /// <summary>The size of the data of another run, as far as its settings say it; else as here.</summary>
        public DataSize SizeOf(TrainingSettings settings) => settings.Data switch
        {
            RingSpec ring => new(ring.Samples, ring.Sites * Math.Max(1, ring.Colours)),
            DigitSpec digits => new(digits.Samples, StrokeDigits.Sites),
            TreeSpec tree => new(tree.Samples, UltrametricTree.Sites),
            _ => Own,
        };

        /// <summary>The seconds of a processor that an epoch takes, and what comes before and after all of them; not the
        /// latter where the time is over before the end.</summary>
        private static (double Epoch, double End, bool IsWhole) Train(TrainingSettings settings, StartMachine? machine,
            TrainingData data, TimeProvider clock, Func<TimeSpan> processor, TimeSpan most, CancellationToken stop)
        {
            long start = clock.GetTimestamp();
            TimeSpan before = processor();
            using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
            // What is more than half done comes to its end.
            Watch watch = new(left =>
            {
                if (clock.GetElapsedTime(start) is TimeSpan elapsed && elapsed > most && left > elapsed)
                    enough.Cancel();
            });
            bool isWhole = true;
            try
            {
                TrainingRun.Begin(settings, machine, data, null, watch, clock, most).Run(enough.Token);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                isWhole = false;
            }
            catch (DivergedException)
            {
                // It takes no longer.
            }

            // Compiling goes on beside it, on another core.
            double elapsed = clock.GetElapsedTime(start).TotalSeconds;
            double share = Math.Min(1, (processor() - before).TotalSeconds / elapsed);
            double epochs = isWhole ? watch.Elapsed : watch.Elapsed + watch.Left;
            return (share * epochs / settings.Epochs, isWhole ? share * (elapsed - watch.Elapsed) : 0, isWhole);
        }
    }

    private sealed class Watch(Action<TimeSpan> advanced) : ITrainingMonitor
    {
        /// <summary>Seconds of the training until it was last heard of.</summary>
        public double Elapsed { get; private set; }

        /// <summary>Seconds left then.</summary>
        public double Left { get; private set; }

        public void Say(string line)
        {
            // Nothing is shown of a piece.
        }

        public void Warn(string line)
        {
            // The run itself will say so.
        }

        public void Advanced(in TrainingProgress progress)
        {
            (Elapsed, Left) = (progress.Elapsed.TotalSeconds, progress.Left.TotalSeconds);
            advanced(progress.Left);
        }
    }
}
