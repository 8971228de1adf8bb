using System.Diagnostics;
using System.Globalization;

namespace RbmTheory.Benchmarks.Reliability;

/// <summary>How the program takes damaged files and absurd options: what came of many random command lines, each known
/// by the seed and its number.</summary>
internal static class FuzzTable
{
    private const int Processes = 2, StandardCases = 100_000, MostShown = 20;

    private const long MemoryOfProcess = 4L << 30;

    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(100);

    private static readonly string[] Columns = ["0", "2", "3", "130"];

    private sealed record Line(int Number, string Kind, string Code, double Seconds, double Processor, bool IsWarned,
        long Megabytes, string Fault);

    /// <summary>Runs cases and prints what came of them.</summary>
    /// <param name="words">Nothing, CASES, or CASES SEED; "case" NUMBER or "case" NUMBER SEED prints one of them; "part" is
    /// for the processes.</param>
    /// <returns>The exit code: 0 where every case ended as it should.</returns>
    public static int Run(string[] words)
    {
        if (words is ["part", string home, string seeds, string key, string from, string to, string shown])
        {
            FuzzPart part = new(home, seeds, ulong.Parse(key, CultureInfo.InvariantCulture));
            int first = int.Parse(from, CultureInfo.InvariantCulture), end = int.Parse(to, CultureInfo.InvariantCulture);
            if (end > first)
                return part.Run(first, end, bool.Parse(shown));
            part.Control();
            return 0;
        }

        bool isOne = words is ["case", ..];
        string[] numbers = isOne ? words[1..] : words;
        int count = StandardCases;
        ulong seed = 1;
        if (numbers.Length > 2 || (isOne && numbers.Length == 0)
            || (numbers.Length > 0 && (!int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out count)
                || (count < 1 && !isOne)))
            || (numbers.Length > 1 && !ulong.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out seed)))
        {
            Console.Error.WriteLine($"rbm: bench fuzz = '{string.Join(' ', words)}', but it should be [CASES [SEED]] or "
                + "case NUMBER [SEED]");
            return 2;
        }

        // In memory where that is a folder: the files of a case last for milliseconds.
        string folder = Directory.CreateDirectory(Path.Combine(
            Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"rbm-fuzz-{Environment.ProcessId:D8}")).FullName;
        string began = Environment.CurrentDirectory;
        try
        {
            string valid = Directory.CreateDirectory(Path.Combine(folder, "seeds")).FullName;
            Environment.CurrentDirectory = valid;
            FuzzSeeds.Make();
            Environment.CurrentDirectory = began;
            if (isOne)
            {
                Drive(folder, valid, seed, count, count + 1, isShown: true);
                return 0;
            }

            Console.Write(Start(Directory.CreateDirectory(Path.Combine(folder, "control")).FullName, valid, seed, 0, 0, isShown: false,
                Path.Combine(folder, "now")).Said.Replace(" | ", "\n", StringComparison.Ordinal) + "\n");
            long start = Stopwatch.GetTimestamp();
            int Bound(int i) => (int)((long)count * i / Processes);
            Line[][] parts = new Line[Processes][];
            Thread[] threads = [.. Enumerable.Range(0, Processes).Select(i => new Thread(
                () => parts[i] = Drive(folder, valid, seed, Bound(i), Bound(i + 1), isShown: false)))];
            foreach (Thread thread in threads)
                thread.Start();
            foreach (Thread thread in threads)
                thread.Join();
            return Print([.. parts.SelectMany(part => part)], seed, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        finally
        {
            Environment.CurrentDirectory = began;
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Has processes run some cases, one process at a time; behind a case that ends one, another begins.</summary>
    private static Line[] Drive(string folder, string seeds, ulong seed, int from, int to, bool isShown)
    {
        string home = Directory.CreateDirectory(Path.Combine(folder, $"{from}")).FullName;
        string now = Path.Combine(home, FuzzPart.NowName), done = Path.Combine(home, FuzzPart.DoneName);
        List<Line> lines = [];
        for (int next = from; next < to;)
        {
            File.Delete(now);
            File.Delete(done);
            (int code, string said) = Start(home, seeds, seed, next, to, isShown, now);
            lines.AddRange(File.Exists(done) ? File.ReadLines(done).Select(Parse) : []);
            if (code == 0)
                break;
            if (!File.Exists(now) || File.ReadAllText(now).Split('\n') is not [string number, string kind, string line])
                throw new InvalidOperationException($"a process ended with {code} before its first case: {said}");
            int last = int.Parse(number, CultureInfo.InvariantCulture);
            if (lines.LastOrDefault()?.Number != last)
                lines.Add(new(last, kind, "death", 0, 0, false, 0, $"{line}: the process ended with {code}: {said}"));
            next = last + 1;
        }

        return [.. lines];
    }

    private static (int Code, string Said) Start(
        string home, string seeds, ulong seed, int from, int to, bool isShown, string now)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [typeof(FuzzTable).Assembly.Location, "fuzz", "part", home, seeds,
            $"{seed}", $"{from}", $"{to}", $"{isShown}"])
        {
            RedirectStandardOutput = !isShown,
            RedirectStandardError = true,
            WorkingDirectory = home,
        };
        // No program of others is found, nothing is submitted to a cluster, and no mirror is reached.
        foreach (string proxy in (string[])["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"])
            start.Environment[proxy] = "http://127.0.0.1:9";
        foreach (string name in (string[])["no_proxy", "NO_PROXY", "RBM_MNIST", "RBM_HUMANS", "XDG_DATA_HOME"])
            start.Environment.Remove(name);
        foreach (string name in (string[])["PATH", "HOME", "TMPDIR"])
            start.Environment[name] = Directory.CreateDirectory(Path.Combine(home, name)).FullName;
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = $"{MemoryOfProcess:X}";
        using Process process = Process.Start(start)!;
        Task<string> output = isShown ? Task.FromResult("") : process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        long begun = Stopwatch.GetTimestamp();
        while (!process.WaitForExit(1000))
        {
            DateTime last = File.Exists(now) ? File.GetLastWriteTimeUtc(now) : DateTime.UtcNow;
            if (DateTime.UtcNow - last > LongestSilence || (!File.Exists(now) && Stopwatch.GetElapsedTime(begun) > 3 * LongestSilence))
                process.Kill();
        }

        process.WaitForExit();
        string said = (errors.Result + output.Result).Trim();
        return (process.ExitCode, (said.Length > 60000 ? said[..60000] + "…" : said).ReplaceLineEndings(" | "));
    }

    private static Line Parse(string text)
    {
        string[] cells = text.Split('\t', 8);
        return new(int.Parse(cells[0], CultureInfo.InvariantCulture), cells[1], cells[2],
            double.Parse(cells[3], CultureInfo.InvariantCulture),
            double.Parse(cells[4], CultureInfo.InvariantCulture), cells[5] == "1",
            long.Parse(cells[6], CultureInfo.InvariantCulture), cells[7]);
    }

    private static int Print(Line[] lines, ulong seed, double seconds)
    {
        Console.WriteLine($"{"",-36}{"cases",8}{string.Concat(Columns.Select(code => $"{code,8}"))}"
            + $"{"crashes",9}{"hangs",7}{"slowest s",11}{"CPU ms",9}");
        foreach (IGrouping<string, Line> kind in lines.GroupBy(line => line.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
            Write(kind.Key, [.. kind]);
        Write("all", lines);
        Line slowest = lines.MaxBy(line => line.Seconds)!;
        Line[] faults = [.. lines.Where(line => line.Fault.Length > 0).OrderBy(line => line.Number)];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{lines.Length} cases of seed {seed} by {Processes} processes in "
            + $"{seconds:F0} s; {lines.Count(line => line.IsWarned)} refusals came behind lines of warning or progress; "
            + $"{lines.Count(line => line.Seconds > 10)} took over 10 s, the slowest is case {slowest.Number} ({slowest.Kind}); "
            + $"a process took at most {lines.Max(line => line.Megabytes)} MB"));
        Console.WriteLine($"{faults.Length} cases ended as none should");
        foreach (Line fault in faults.Take(MostShown))
            Console.WriteLine($"case {fault.Number}, {fault.Kind}: {fault.Fault}");
        return faults.Length == 0 ? 0 : 1;
    }

    private static void Write(string name, Line[] lines)
    {
        int hangs = lines.Count(line => line.Code == "hang");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-36}{lines.Length,8}")
            + string.Concat(Columns.Select(code => $"{lines.Count(line => line.Code == code),8}"))
            + string.Create(CultureInfo.InvariantCulture,
                $"{lines.Count(line => line.Fault.Length > 0) - hangs,9}{hangs,7}{lines.Max(line => line.Seconds),11:F2}"
                + $"{1e3 * lines.Average(line => line.Processor),9:F1}"));
    }
}
