using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace RbmTheory.Benchmarks;

/// <summary><c>bench train</c>: our trainings and the best peer on each, in one table.</summary>
internal static class TrainingTable
{
    /// <summary>Measures and prints.</summary>
    /// <param name="script">The peer script, or null.</param>
    /// <param name="config">How to measure.</param>
    public static void Print(string? script, IConfig config)
    {
        IReadOnlyList<PeerTraining> peers = Peers.Trainings(script);
        Console.WriteLine();
        Console.WriteLine("ours: the median over epochs of the time of an update on two cores; Mspin/s = chains x k x N / time,"
            + " summed over trajectories");
        Console.WriteLine($"{"workload",-32}{"trajectories",13}{"ms/update",11}{"Mspin/s",10}   "
            + $"{"best peer",-10}{"ms/update",10}{"Mspin/s",9}{"ratio",8}");
        Summary summary = BenchmarkRunner.Run<TrainingEpoch>(config);
        foreach (BenchmarkReport report in summary.Reports)
        {
            TrainingEpoch epoch = new() { Workload = (Workload)report.BenchmarkCase.Parameters[nameof(Workload)] };
            epoch.Make();
            double ours = report.ResultStatistics!.Median / 1e6 / epoch.Updates;
            double rate = epoch.SpinUpdates / ours / 1e3;
            Console.WriteLine($"{epoch.Workload.Name,-32}{epoch.Workload.Trajectories,13}{ours,11:F4}{rate,10:F0}"
                + Best(peers, epoch, ours));
        }
    }

    /// <summary>The peer runs one trajectory at a time, on two threads.</summary>
    private static string Best(IReadOnlyList<PeerTraining> peers, TrainingEpoch epoch, double ours)
    {
        PeerTraining? best = peers.Where(p => p.Workload == epoch.Workload.Name).MinBy(p => p.Milliseconds);
        if (best is null)
            return "";
        double theirs = epoch.SpinUpdates / epoch.Workload.Trajectories / best.Milliseconds / 1e3;
        double ratio = epoch.Workload.Trajectories * best.Milliseconds / ours;
        return $"   {best.Peer,-10}{best.Milliseconds,10:F3}{theirs,9:F1}{ratio,8:F1}";
    }
}
