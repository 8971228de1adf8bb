using System.Diagnostics;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Trees;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Benchmarks;

/// <summary><c>bench tree</c>: TAP fixed points of order 2 of a trained machine of 784 × 100 from 500 data, ours and a
/// peer's in turns; then the tree of 400 digits over 25 ages.</summary>
internal static class TreeTable
{
    private const int Points = 500, Leaves = 400, Ages = 25, Turns = 5, Iterations = 2000;

    private const double Tolerance = 1e-6;

    /// <summary>Measures and prints.</summary>
    /// <param name="script">The peer script, or null.</param>
    public static void Print(string? script)
    {
        SpinSet data = StrokeDigits.SampleSet(10_000, seed: 1).Rows;
        List<(long Update, Rbm Machine)> ages = Train(data);
        Rbm machine = ages[^1].Machine;
        float[] starts = Values(data, Points);
        string file = Path.Combine(Path.GetTempPath(), $"rbm-bench-{Environment.ProcessId}.npz");
        try
        {
            Write(file, machine, starts);
            Console.WriteLine($"{Points} TAP fixed points of order 2, 784 x 100, update {ages[^1].Update}, |dm| < {Tolerance}, damping "
                + $"1/2, milliseconds: the shortest of {Turns} turns");
            foreach (int threads in new[] { 1, 2 })
                Print(machine, starts, threads, script, file);
        }
        finally
        {
            File.Delete(file);
        }

        SpinSet some = new(Leaves, data.Sites);
        byte[] row = new byte[data.RowBytes];
        for (int n = 0; n < Leaves; n++)
        {
            data.CopyRow(n, row);
            some.Write(n, row);
        }

        foreach (int order in new[] { 1, 2 })
        {
            ModeTree tree = null!;
            double seconds = Milliseconds(() => tree = ModeTree.Follow(ages, some, order, threads: 2)) / 1e3;
            Console.WriteLine($"tree of {Leaves} digits, order {order}, {tree.Ages.Count} of {Ages} ages until one is left, two "
                + $"threads: {seconds:F1} s");
        }
    }

    private static void Print(Rbm machine, float[] starts, int threads, string? script, string file)
    {
        using AskedPeer? peer = script is null ? null : new(script, threads);
        double ours = double.PositiveInfinity, theirs = double.PositiveInfinity;
        int converged = 0;
        for (int turn = 0; turn < Turns; turn++)
        {
            ours = Math.Min(ours, Milliseconds(() => converged = FixedPoints.Of(
                machine, starts, 2, Iterations, Tolerance, threads).Converged));
            if (peer is not null)
                theirs = Math.Min(theirs, peer.Milliseconds($"tap {file} {Iterations} {Tolerance}"));
        }

        Console.WriteLine($"{threads} threads: ours {ours:F0}, {converged} converged"
            + (peer is null ? "" : $"; {peer.Name} {theirs:F0}, ratio {theirs / ours:F1}"));
    }

    private static List<(long Update, Rbm Machine)> Train(SpinSet data)
    {
        Rbm machine = new(new(BinaryUnit.Instance, data.Sites, fields: true), new(BinaryUnit.Instance, 100, fields: true));
        machine.Randomize(0.01, 1);
        FieldsOfData.Set(machine, data);
        long[] looks = [.. Enumerable.Range(0, Ages).Select(k => (long)Math.Round(200 * Math.Pow(15, k / (Ages - 1.0))))];
        List<(long, Rbm)> ages = [];
        TrainingPlan plan = new() { LearningRate = 0.01, BatchSize = 100, Chains = 100, GibbsSteps = 5, Epochs = 30 };
        Trainer.Run(machine, data, plan, seed: 1, observer: new TrainingObserver(afterUpdate: (update, now) =>
        {
            if (looks.Contains(update))
                ages.Add((update, now.Clone()));
        }));
        return ages;
    }

    private static void Write(string file, Rbm machine, float[] starts)
    {
        double[] Doubles(float[] numbers) => Array.ConvertAll(numbers, x => (double)x);
        using FileStream stream = File.Create(file);
        NpzFile.Write(stream, compressed: false,
            ("weights", npy => NpyFile.Write(npy, Doubles(machine.Weights), machine.Hidden, machine.Sites)),
            ("visible", npy => NpyFile.Write(npy, Doubles(machine.Parameters.VisibleFields), machine.Sites)),
            ("hidden", npy => NpyFile.Write(npy, Doubles(machine.Parameters.HiddenFields), machine.Hidden)),
            ("starts", npy => NpyFile.Write(npy, Doubles(starts), Points, machine.Sites)));
    }

    private static float[] Values(SpinSet data, int count)
        => [.. Enumerable.Range(0, count).SelectMany(
            n => Enumerable.Range(0, data.Sites).Select(i => data.Spin(n, i) > 0 ? 1f : 0))];

    private static double Milliseconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
