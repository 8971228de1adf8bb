using System.Diagnostics;
using System.Globalization;
using RbmTheory.Compare.Sweeps;

namespace RbmTheory.Benchmarks;

/// <summary>How fast processes on one folder share out runs that do nothing: what claims cost.</summary>
internal static class ClaimTable
{
    private const int Runs = 100_000, Processes = 8;

    /// <summary>Times a sweep of runs that do nothing by eight processes.</summary>
    public static void Print()
    {
        string folder = Directory.CreateTempSubdirectory("rbm-claims-").FullName;
        try
        {
            string plan = Path.Combine(folder, "plan.json");
            File.WriteAllText(plan, $$"""{ "seed": "1..{{Runs}}" }""");
            string sweep = Path.Combine(folder, "sweep");
            SweepFolder.Begin(sweep, plan, Runs);
            long start = Stopwatch.GetTimestamp();
            Process[] processes = [.. Enumerable.Range(1, Processes).Select(i => Process.Start(new ProcessStartInfo(
                Environment.ProcessPath!, [typeof(ClaimTable).Assembly.Location, "claims", sweep, $"{i}"])
            {
                RedirectStandardOutput = true,
            })!)];
            double[][] times = [.. processes.Select(p => p.StandardOutput.ReadToEnd().Split(' ')
                .Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())];
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            int finished = SweepStatus.Of(SweepFolder.Open(sweep), TimeProvider.System.GetUtcNow(), TimeSpan.MaxValue).Finished;
            Console.WriteLine($"{finished} of {Runs} runs by {Processes} processes in {seconds:F1} s: {finished / seconds:F0} a second, "
                + $"{1e3 * times.Sum(t => t[2]) / finished:F3} ms CPU each");
            Console.WriteLine($"finding and claiming took {1e3 * times.Sum(t => t[1]) / finished:F3} ms of a process for a run, "
                + $"{100 * times.Sum(t => t[1]) / times.Sum(t => t[0]):F0} % of its time; the rest is ending it");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>One of the processes: prints its time, that of claims, and that of processors, in seconds.</summary>
    public static void Work(string folder, int shard)
    {
        long start = Stopwatch.GetTimestamp();
        SweepWorkers workers = new(SweepFolder.GoOn(folder), new() { Shard = shard, Shards = Processes }, TimeProvider.System,
            (_, _) => null, (_, _) => { });
        workers.Run(CancellationToken.None);
        using Process own = Process.GetCurrentProcess();
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds} "
            + $"{workers.Claiming.TotalSeconds} {own.TotalProcessorTime.TotalSeconds}"));
    }
}
