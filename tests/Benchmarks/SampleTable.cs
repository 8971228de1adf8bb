using System.Diagnostics;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Benchmarks;

/// <summary><c>bench sample</c>: Gibbs sweeps of 1000 chains of a trained machine of 784 × 500 units 0 and 1, ours and a
/// peer's in turns, in one table.</summary>
internal static class SampleTable
{
    private const int Hidden = 500, Chains = 1000, Turns = 10, Sweeps = 20, PeerSweeps = 2;

    /// <summary>Measures and prints.</summary>
    /// <param name="script">The peer script, or null.</param>
    public static void Print(string? script)
    {
        Rbm machine = Trained();
        Console.WriteLine($"{machine.Sites} x {Hidden}, trained, {Chains} chains, milliseconds a sweep: the shortest of {Turns} turns, and the median");
        Console.WriteLine($"{"program",-12}{"threads",8}{"shortest",10}{"median",10}{"ratio",8}");
        foreach (int threads in new[] { 1, 2 })
        {
            using AskedPeer? peer = script is null ? null : new(script, threads);
            ChainMover mover = new(machine, new PersistentChains(Chains, machine.VisibleLayer, seed: 1), threads);
            mover.Move(10 * Sweeps);
            List<double> ours = [], theirs = [];
            for (int turn = 0; turn < Turns; turn++)
            {
                long start = Stopwatch.GetTimestamp();
                mover.Move(Sweeps);
                ours.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds / Sweeps);
                if (peer is not null)
                    theirs.Add(peer.Milliseconds($"sweep {machine.Sites} {Hidden} {Chains} {PeerSweeps}") / PeerSweeps);
            }

            Line("ours", threads, ours, null);
            if (peer is not null)
                Line(peer.Name, threads, theirs, ours);
        }
    }

    /// <summary>Some hundred updates: the weights are no longer noise.</summary>
    private static Rbm Trained()
    {
        SpinSet digits = StrokeDigits.SampleSet(5000, seed: 1).Rows;
        Rbm machine = new(new(BinaryUnit.Instance, digits.Sites, fields: true), new(BinaryUnit.Instance, Hidden, fields: true));
        machine.Randomize(0.01, seed: 1);
        FieldsOfData.Set(machine, digits);
        Trainer.Run(machine, new ShuffledBatches(digits, 100, seed: 1),
            new TrainingPlan { LearningRate = 0.01, BatchSize = 100, Chains = 100, GibbsSteps = 5, Epochs = 10 }, seed: 1);
        return machine;
    }

    private static void Line(string name, int threads, List<double> times, List<double>? ours)
    {
        double[] sorted = [.. times.Order()];
        string ratio = ours is null ? "" : $"{sorted[0] / ours.Min():F1}";
        Console.WriteLine($"{name,-12}{threads,8}{sorted[0],10:F2}{sorted[sorted.Length / 2],10:F2}{ratio,8}");
    }
}
