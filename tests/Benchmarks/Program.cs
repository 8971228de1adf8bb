using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using RbmTheory.Benchmarks;

// ./rbm bench theory [--peers SCRIPT]: our integrators and, where a script that times others is given, theirs in the same
// run; then one table, the best peer within each error beside ours.
string[] usage = ["theory", "theory --peers SCRIPT"];
if (args is not ["theory"] and not ["theory", "--peers", _])
{
    Console.Error.WriteLine($"rbm: bench = '{string.Join(' ', args)}', but it should be one of: {string.Join(", ", usage)}");
    return 2;
}

string? script = args.Length == 3 ? args[2] : null;
if (script is not null && !File.Exists(script))
{
    Console.Error.WriteLine($"rbm: --peers = {script}, but it should be a Python script that is there");
    return 2;
}

ManualConfig config = ManualConfig.CreateEmpty()
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddLogger(NullLogger.Instance)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.DisableOptimizationsValidator)
    .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "rbm-benchmarks"));

IReadOnlyList<PeerTime> peers = Peers.Measure(script);
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
return 0;
