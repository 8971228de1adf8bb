using System.Diagnostics;

namespace RbmTheory.Benchmarks.Reliability;

/// <summary>What is lost when the program is killed at random instants: nothing should be.</summary>
internal static class KillTable
{
    /// <summary>Kills trainings, reports and sweeps, and prints what came of it.</summary>
    /// <param name="kills">How many kills in all.</param>
    /// <param name="seed">Of the instants.</param>
    /// <returns>The exit code: 0 where nothing was lost and nothing differs.</returns>
    public static int Print(int kills, int seed)
    {
        string home = Directory.CreateTempSubdirectory("rbm-kills-").FullName;
        try
        {
            KilledSubject[] subjects =
            [
                new KilledTraining(Path.Combine(home, "train")), new KilledReport(Path.Combine(home, "report")),
                new KilledSweep(Path.Combine(home, "sweep")),
            ];
            Console.WriteLine($"{"",-8}{"kills",8}{"wholes",8}{"files",8}{"leftovers",11}{"faults",8}{"seconds",9}");
            // At once: most of their time they wait for the disk and for one another.
            Parallel.For(0, subjects.Length, new ParallelOptions { MaxDegreeOfParallelism = subjects.Length }, i =>
            {
                long start = Stopwatch.GetTimestamp();
                KilledSubject subject = subjects[i];
                subject.Kill((kills + i) / subjects.Length, new Random(seed + i));
                Console.WriteLine($"{subject.Name,-8}{subject.Kills,8}{subject.Wholes,8}{subject.Files,8}{subject.Leftovers,11}"
                    + $"{subject.Faults.Count,8}{Stopwatch.GetElapsedTime(start).TotalSeconds,9:F0}");
            });
            Console.WriteLine("wholes: times it came to its end; files: of these, compared with those of undisturbed runs;");
            Console.WriteLine("leftovers: wholes with unfinished files of killed processes, which a run two hours later took away");
            string[] faults = [.. subjects.SelectMany(subject => subject.Faults)];
            Console.WriteLine(faults.Length == 0 ? "nothing lost, nothing different" : $"{faults.Length} faults, which standard error names");
            return faults.Length == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }
}
