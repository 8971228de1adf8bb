using System.Diagnostics;

namespace RbmTheory.Benchmarks.Reliability;

/// <summary>
/// <c>rbm sweep</c> by several processes on one folder: one of them is killed and started again, a few times over, while
/// the others go on.
/// </summary>
/// <param name="home">A folder for it alone.</param>
internal sealed class KilledSweep(string home) : KilledSubject("sweep", home)
{
    private const int Processes = 3, MostKills = 4;
    private const string Plan = """
        { "data": "ising:sites=23,beta=1,samples=200", "hidden": 3, "epochs": 4, "seed": "1..12" }
        """;

    /// <inheritdoc/>
    protected override TimeSpan MakeUndisturbed(string folder)
    {
        long start = Stopwatch.GetTimestamp();
        Process[] processes = Begin(folder);
        foreach (Process process in processes)
            End(process);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <inheritdoc/>
    protected override void MakeWhole(string folder, int kills, Random random)
    {
        Process[] processes = Begin(folder);
        for (int kill = 0; kill < MostKills && Kills < kills; kill++)
        {
            long start = Stopwatch.GetTimestamp();
            TimeSpan wait = random.NextDouble() * Duration;
            while (Stopwatch.GetElapsedTime(start) < wait && processes.Any(p => !p.HasExited))
                Thread.Sleep(1);
            int[] alive = [.. Enumerable.Range(0, Processes).Where(i => !processes[i].HasExited)];
            if (alive.Length == 0)
                break;
            int victim = alive[random.Next(alive.Length)];
            string[] finished = Finished(folder);
            processes[victim].Kill();
            Reply reply = RbmProgram.Finish(processes[victim]);
            processes[victim].Dispose();
            if (reply.Code == RbmProgram.Killed)
                Kills++;
            else
                Check(reply);
            Note(finished.Except(Finished(folder)).Select(run => $"the finished run {run} is gone"));
            Note(finished.SelectMany(run => FolderContent.Of(RunOf(folder, run), name => name != "claim")
                .DifferencesFrom(FolderContent.Of(RunOf(Reference, run))).Where(fault => fault != "claim is left")
                .Select(fault => $"{run}: {fault}")));
            processes[victim] = Start(folder, victim);
        }

        foreach (Process process in processes)
            End(process);
    }

    private Process[] Begin(string folder)
    {
        File.WriteAllText(Path.Combine(Home, "plan.json"), Plan);
        return [.. Enumerable.Range(0, Processes).Select(i => Start(folder, i))];
    }

    private Process Start(string folder, int i) => RbmProgram.Start("sweep", Path.Combine(Home, "plan.json"), "--out", folder,
        "--threads", "1", "--shard", $"{i + 1}/{Processes}", "--stale", "1", "--save-every", "0");

    private void End(Process process)
    {
        Check(RbmProgram.Finish(process));
        process.Dispose();
    }

    private static string RunOf(string folder, string run) => Path.Combine(folder, "runs", run);

    private static string[] Finished(string folder)
    {
        string runs = Path.Combine(folder, "runs");
        return !Directory.Exists(runs) ? []
            : [.. Directory.GetDirectories(runs, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(runs, path))
                .Where(path => path.Contains(Path.DirectorySeparatorChar) && !path.Contains('.')).Order(StringComparer.Ordinal)];
    }
}
