using System.Diagnostics;

namespace RbmTheory.Benchmarks.Reliability;

/// <summary>What the program leaves on disks that are too small, and how it ends where it writes to the full device.</summary>
internal static class DiskTable
{
    private const string Plan = """
        { "data": "ising:sites=23,beta=1,samples=50", "hidden": 3, "epochs": 2, "seed": "1..5" }
        """;

    private static readonly string[] Training =
        ["--data", "ising:sites=23,beta=1,samples=50", "--hidden", "3", "--epochs", "4", "--threads", "1", "--save-every", "0"];

    /// <summary>Tries them all, and prints what came of it.</summary>
    /// <returns>The exit code: 0 where all went well.</returns>
    public static int Print()
    {
        string home = Directory.CreateTempSubdirectory("rbm-disk-").FullName;
        try
        {
            using (SmallDisk? disk = SmallDisk.TryMount(Path.Combine(home, "disk"), SmallDisk.Page))
            {
                if (disk is null)
                {
                    Console.Error.WriteLine("rbm: bench disk mounts small disks in memory, which takes root on Linux");
                    return 2;
                }
            }

            return Try(home);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static int Try(string home)
    {
        string plan = Path.Combine(home, "plan.json"), run = Path.Combine(home, "run"), sweep = Path.Combine(home, "sweep");
        File.WriteAllText(plan, Plan);
        Reply[] made = [RbmProgram.RunHere(["train", .. Training, "--out", run]), RbmProgram.RunHere("sweep", plan, "--out", sweep)];
        if (made.FirstOrDefault(reply => reply.Code != 0) is Reply failed)
            throw new InvalidOperationException(failed.Text);
        List<string> faults = [];
        FullDevice device = new(Path.Combine(home, "links"), plan, run, sweep);
        device.Try();
        faults.AddRange(device.Faults);
        Console.WriteLine($"/dev/full as a file or folder to write, or as standard output: {device.Tried} command lines, "
            + $"{device.Faults.Count} faults");
        Random random = new(1);
        Console.WriteLine($"{"",-16}{"full",6}{"whole",7}{"needs",10}{"faults",8}{"seconds",9}");
        foreach (DiskSubject subject in Subjects(home, plan, run, sweep))
        {
            long start = Stopwatch.GetTimestamp();
            subject.Try(random);
            faults.AddRange(subject.Faults);
            Console.WriteLine($"{subject.Name,-16}{subject.Full,6}{subject.Whole,7}{subject.Needs / 1024,7} kB{subject.Faults.Count,8}"
                + $"{Stopwatch.GetElapsedTime(start).TotalSeconds,9:F0}");
        }

        Console.WriteLine("full: disks that were too small, of every size, of every number of files, or filled on the way;");
        Console.WriteLine("whole: disks on which it ended at once; needs: the smallest size of these");
        Console.WriteLine(faults.Count == 0 ? "nothing lost, nothing half-written, one line each" : $"{faults.Count} faults, which standard error names");
        return faults.Count == 0 ? 0 : 1;
    }

    private static IEnumerable<DiskSubject> Subjects(string home, string plan, string run, string sweep)
    {
        DiskSubject Of(string name, string target, Func<string, string[]> words, Func<string, bool>? isCompared = null)
            => new(name, Path.Combine(home, name.Replace(' ', '-')), words, target, isCompared ?? (_ => true));

        yield return Of("train", "run", to => ["train", .. Training, "--out", to]);
        // A claim of this process that could not be given back gets old.
        yield return Of("sweep", "sweep", to => ["sweep", plan, "--out", to, "--threads", "2", "--stale", "1", "--save-every", "0"]);
        foreach (string format in (string[])["npz", "rbms", "cossio"])
            yield return Of($"export {format}", "machine", to => ["export", run, to, "--format", format]);
        foreach (string format in (string[])["csv", "npz", "parquet"])
            yield return Of($"collect {format}", $"table.{format}", to => ["sweep", "collect", sweep, $"--{format}", to]);
        yield return Of("plot", "plot.png", to => ["sweep", "plot", sweep, "--x", "seed", "--y", "fwhm", "--out", to]);
        yield return Of("sample", "samples.npy", to => ["sample", run, "--samples", "1000", "--out", to]);
        // The report tells the seconds of its records.
        yield return Of("report", "report",
            to => ["report", "--paper", "harsh", "--preset", "tiny", "--figures", "13", "--out", to, "--threads", "2"],
            file => !Path.GetFileName(file).StartsWith("report.", StringComparison.Ordinal));
    }
}
