using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace RbmTheory.Benchmarks;

/// <summary><c>bench theory</c>: our integrators and the best peer within each error, in one table.</summary>
internal static class TheoryTable
{
    /// <summary>Measures and prints.</summary>
    /// <param name="script">The peer script, or null.</param>
    /// <param name="config">How to measure.</param>
    public static void Print(string? script, IConfig config)
    {
        IReadOnlyList<PeerTime> peers = Peers.Integrators(script);
        Console.WriteLine();
        Console.WriteLine($"{"problem",-8}{"bound",-8}{"ours",-22}{"median ms",10}   {"best peer",-32}{"median ms",10}{"ratio",8}");
        foreach ((string name, Integration integration) in new (string, Integration)[] { ("ring", new Ring()), ("pde", new Pde()) })
        {
            Summary summary = BenchmarkRunner.Run(integration.GetType(), config);
            foreach (BenchmarkReport report in summary.Reports.OrderByDescending(r => (double)r.BenchmarkCase.Parameters["Bound"]))
            {
                integration.Bound = (double)report.BenchmarkCase.Parameters["Bound"];
                integration.Choose();
                double ours = report.ResultStatistics!.Median / 1e6;
                PeerTime? peer = Peers.Best(peers, name, integration.Bound);
                string mine = $"rtol={integration.Choice.Tolerance:0e+0} err={integration.Choice.Error:0.0e+0}";
                string theirs = peer is null
                    ? ""
                    : $"   {$"{peer.Method} err={peer.Error:0.0e+0}",-32}{peer.Milliseconds,10:F2}{peer.Milliseconds / ours,8:F1}";
                Console.WriteLine($"{name,-8}{integration.Bound,-8:0e+0}{mine,-22}{ours,10:F3}{theirs}");
            }
        }

        Summary velocity = BenchmarkRunner.Run<PopulationVelocity>(config);
        Console.WriteLine($"one velocity of the infinite-data flow, N = 100, beta = 1: {velocity.Reports[0].ResultStatistics!.Median / 1e6:F4} ms");
    }
}
