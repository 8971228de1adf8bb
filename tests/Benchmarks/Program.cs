using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using RbmTheory.Benchmarks;
using RbmTheory.Benchmarks.Reliability;

// ./rbm bench theory|train|dense|spectrum|sample|tree [--peers SCRIPT]: our times and, where a script that times others is given, theirs
// in the same run; then one table, the best peer beside ours. ./rbm bench phases|claims: tables of ours alone; of these,
// claims are runs that do nothing, shared out by processes on one folder, which are this program too. ./rbm bench fuzz
// [CASES [SEED]]: random command lines and damaged files, run by processes of this program.
if (args is ["fuzz", ..])
    return FuzzTable.Run(args[1..]);

if (args is ["claims", string folder, string shard])
{
    ClaimTable.Work(folder, int.Parse(shard));
    return 0;
}

// ./rbm bench kills [KILLS [SEED]], ./rbm bench disk: what is lost where the program is killed, or has no room to write.
if (args is ["kills", ..] && args.Length <= 3 && args[1..].All(text => int.TryParse(text, out int number) && number > 0))
    return KillTable.Print(args.Length > 1 ? int.Parse(args[1]) : 200, args.Length > 2 ? int.Parse(args[2]) : 1);
if (args is ["disk"])
    return DiskTable.Print();

string[] withPeers = ["theory", "train", "dense", "spectrum", "sample", "tree"], alone = ["phases", "claims"];
string[] own = ["kills [KILLS [SEED]]", "disk", "fuzz [CASES [SEED]]"];
string[] usage = [.. alone, .. own, .. withPeers.SelectMany(table => (string[])[table, $"{table} --peers SCRIPT"])];
if (args is not ([_] or [_, "--peers", _]) || !withPeers.Concat(args.Length == 1 ? alone : []).Contains(args[0]))
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

if (args[0] == "dense")
{
    try
    {
        DenseTable.Print(script);
        return 0;
    }
    catch (IOException e)
    {
        Console.Error.WriteLine($"rbm: --peers = {script}, but it should be a script that multiplies matrices: {e.Message}");
        return 2;
    }
}

if (args[0] == "phases")
{
    PhaseTable.Print();
    return 0;
}

if (args[0] == "claims")
{
    ClaimTable.Print();
    return 0;
}

if (args[0] == "spectrum")
{
    SpectrumTable.Print(script);
    return 0;
}

if (args[0] == "sample")
{
    SampleTable.Print(script);
    return 0;
}

if (args[0] == "tree")
{
    TreeTable.Print(script);
    return 0;
}

// Trainings run for seconds before they are timed: until the JIT has compiled a kernel for good it is several times
// slower.
Job job = args[0] == "theory" ? Job.ShortRun : Job.ShortRun.WithWarmupCount(12).WithIterationCount(12);
ManualConfig config = ManualConfig.CreateEmpty()
    .AddJob(job.WithToolchain(InProcessEmitToolchain.Instance))
    .AddLogger(NullLogger.Instance)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.DisableOptimizationsValidator)
    .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "rbm-benchmarks"));

if (args[0] == "theory")
    TheoryTable.Print(script, config);
else
    TrainingTable.Print(script, config);
return 0;
