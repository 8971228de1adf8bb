using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RbmTheory.Compare;
using RbmTheory.Compare.Humans;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Benchmarks.Reliability;

/// <summary>One process that runs cases in itself, one after the other, in a folder that is made anew for each. What
/// it begins stands in a file before it begins, and what came of it in another.</summary>
/// <param name="home">The folder of the process.</param>
/// <param name="seeds">The folder of the valid files.</param>
/// <param name="seed">The seed of all cases.</param>
internal sealed class FuzzPart(string home, string seeds, ulong seed)
{
    /// <summary>The file that names the case that is run.</summary>
    public const string NowName = "now.txt";

    /// <summary>The file of what came of the cases.</summary>
    public const string DoneName = "done.tsv";

    /// <summary>The exit code that says: another process should go on behind the case that was run last.</summary>
    public const int GoOn = 7;

    private const int LongestText = 700, MostLeft = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5), Left = TimeSpan.FromSeconds(1.4),
        Hang = TimeSpan.FromSeconds(10), LongestHang = TimeSpan.FromSeconds(60);
    private static readonly string[] Links = ["null", "full", "loop"];

    private readonly FuzzOptions _options = new(seeds);
    private readonly string _place = Path.Combine(home, "case", "in");
    private readonly Lock _gate = new();
    private StreamWriter? _done;
    private (int Number, FuzzCase Case, long Start, TimeSpan Processor)? _now;

    /// <summary>Runs cases.</summary>
    /// <param name="from">The number of the first.</param>
    /// <param name="to">The number behind the last.</param>
    /// <param name="isShown">Whether to print them with all that they print.</param>
    /// <returns>The exit code.</returns>
    public int Run(int from, int to, bool isShown)
    {
        using StreamWriter done = new(Path.Combine(home, DoneName), append: true) { AutoFlush = true };
        _done = done;
        using Timer watch = new(_ => Watch(), null, TimeSpan.Zero, TimeSpan.FromSeconds(0.5));
        int left = 0;
        for (int number = from; number < to; number++)
        {
            File.WriteAllText(Path.Combine(home, NowName), $"{number}\nmaking a case\n");
            FuzzCase one = CaseOf(number);
            Prepare(one);
            File.WriteAllText(Path.Combine(home, NowName), $"{number}\n{one.Kind}\n{JsonSerializer.Serialize(one.Arguments)}");
            TimeSpan processor = Environment.CpuUsage.TotalTime;
            lock (_gate)
                _now = (number, one, Stopwatch.GetTimestamp(), processor);
            Told output = new(), errors = new();
            (int code, string? fault) = Run(one, output, errors, out bool wasStopped);
            double seconds;
            lock (_gate)
            {
                seconds = Stopwatch.GetElapsedTime(_now.Value.Start).TotalSeconds;
                _now = null;
            }

            fault ??= FaultOf(code, errors, wasStopped);
            if (isShown)
                Console.WriteLine($"{JsonSerializer.Serialize(one.Arguments)}\n{output}\n{errors}\nexit code {code}; "
                    + (fault ?? "no fault"));
            Note(number, one, $"{code}", seconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds,
                code == 2 && errors.Lines.Count > 1, fault);
            // What could not be stopped computes on, and slows down what follows.
            left += wasStopped && seconds > Left.TotalSeconds ? 1 : 0;
            if (left == MostLeft)
                return GoOn;
        }

        Environment.CurrentDirectory = home;
        Directory.Delete(Path.Combine(home, "case"), recursive: true);
        return 0;
    }

    /// <summary>How many of the command lines that read files are accepted where nothing is damaged.</summary>
    public void Control()
    {
        int accepted = 0;
        string[] all = [.. FuzzFiles.Undamaged.Distinct()];
        foreach (string line in all)
        {
            FuzzCase one = new("", line.Split(' '));
            Prepare(one);
            Told output = new(), errors = new();
            (int code, _) = Run(one, output, errors, out bool wasStopped);
            accepted += code == 0 || wasStopped ? 1 : 0;
            if (code != 0)
                Console.WriteLine($"{(wasStopped ? "stopped" : "refused")}: {line}: {errors}");
        }

        Console.WriteLine($"{accepted} of {all.Length} command lines that read files are accepted where nothing is damaged");
    }

    private FuzzCase CaseOf(int number)
    {
        ulong state = SplitMix64.Mix(seed) + (ulong)number;
        System.Random random = new((int)(SplitMix64.Next(ref state) >> 33));
        return number % 2 == 0 ? FuzzFiles.Draw(seeds, random) : _options.Draw(random);
    }

    private static (int Code, string? Fault) Run(FuzzCase one, Told output, Told errors, out bool wasStopped)
    {
        using CancellationTokenSource stop = new(Patience);
        try
        {
            if (one.Arguments is [FuzzFiles.Humans, string folder])
            {
                HumanData.Find(new(null, folder)).Read();
                return (0, null);
            }

            return (Compare.Commands.CommandLine.Run(one.Arguments, output, errors, isInteractive: false, stop.Token), null);
        }
        catch (InputException error) when (one.Arguments[0] == FuzzFiles.Humans)
        {
            errors.WriteLine($"rbm: {Compare.Commands.PlainLines.Plain(error.Message)}");
            return (2, null);
        }
        catch (Exception error)
        {
            return (-1, $"an exception: {error}");
        }
        finally
        {
            wasStopped = stop.IsCancellationRequested;
        }
    }

    /// <summary>What is wrong with how a command line ended; null for nothing.</summary>
    private static string? FaultOf(int code, Told errors, bool wasStopped)
    {
        string said = string.Join(" | ", errors.Lines);
        if (code is not (0 or 2 or 3) && !(code == 130 && wasStopped))
            return $"exit code {code}: {said}";
        if (errors.Loose.Length > 0)
            return $"error text without an end: {errors.Loose}";
        if (code is 2 or 3 && !(errors.Lines is [.., string line] && line.StartsWith("rbm: ", StringComparison.Ordinal)))
            return $"exit code {code} without a line: {said}";
        return errors.Lines.FirstOrDefault(line => line.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029')) is string broken
            ? $"an error of several lines, or with control characters: {broken}" : null;
    }

    private void Note(int number, FuzzCase one, string code, double seconds, double processor, bool isWarned, string? fault)
    {
        long memory = Environment.WorkingSet;
        string damaged = one.File is null ? "" : $" with {one.File} damaged";
        string text = fault is null ? "" : $"{JsonSerializer.Serialize(one.Arguments)}{damaged}: "
            + (fault.Length > LongestText ? fault[..LongestText] + "…" : fault).ReplaceLineEndings(" | ").Replace('\t', ' ');
        _done!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{number}\t{one.Kind}\t{code}\t{seconds:F3}\t{processor:F3}\t{(isWarned ? 1 : 0)}\t{memory >> 20}\t{text}"));
    }

    /// <summary>Ends the process where a case does not end. Where others leave less than half of a core to this process,
    /// there is more patience.</summary>
    private void Watch()
    {
        lock (_gate)
        {
            if (_now is not { } now)
                return;
            TimeSpan since = Stopwatch.GetElapsedTime(now.Start), processor = Environment.CpuUsage.TotalTime - now.Processor;
            if (since < Hang || (since < LongestHang && processor < Hang / 2))
                return;
            Note(now.Number, now.Case, "hang", since.TotalSeconds, processor.TotalSeconds, false, string.Create(
                CultureInfo.InvariantCulture,
                $"it had not ended after {since.TotalSeconds:F0} s, and was asked to after {Patience.TotalSeconds} s"));
            Process.GetCurrentProcess().Kill();
        }
    }

    /// <summary>The folder of a case: copies of the valid files that its command line names, and the damaged one.</summary>
    private void Prepare(FuzzCase one)
    {
        Environment.CurrentDirectory = home;
        if (Directory.Exists(Path.Combine(home, "case")))
            Directory.Delete(Path.Combine(home, "case"), recursive: true);
        Directory.CreateDirectory(_place);
        Environment.CurrentDirectory = _place;
        bool IsNamed(string name) => one.Arguments.Any(word => word.Contains(name, StringComparison.Ordinal));
        foreach (string path in Directory.GetFileSystemEntries(seeds))
        {
            string name = Path.GetFileName(path);
            if (IsNamed(name) || (name == "bits.csv" && IsNamed("settings.json")))
                Copy(path, name);
        }

        foreach (string link in Links.Where(IsNamed))
            File.CreateSymbolicLink(link, link == "loop" ? "loop" : $"/dev/{link}");
        if (one.File is null)
            return;
        if (one.Content is null && File.Exists(one.File))
            File.Delete(one.File);
        Directory.CreateDirectory(one.Content is null ? one.File : Path.GetDirectoryName(Path.GetFullPath(one.File))!);
        if (one.Content is not null)
            File.WriteAllBytes(one.File, one.Content);
    }

    private static void Copy(string from, string to)
    {
        if (File.Exists(from))
        {
            File.Copy(from, to);
            return;
        }

        Directory.CreateDirectory(to);
        foreach (string path in Directory.GetFileSystemEntries(from))
            Copy(path, Path.Combine(to, Path.GetFileName(path)));
    }

    /// <summary>What is written, each line as it was written.</summary>
    private sealed class Told : StringWriter
    {
        private readonly List<string> _lines = [];
        private readonly Lock _gate = new();

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_gate)
                    return [.. _lines];
            }
        }

        /// <summary>What was not written as lines.</summary>
        public string Loose => base.ToString();

        public override void WriteLine(string? value)
        {
            lock (_gate)
                _lines.Add(value ?? "");
        }

        public override string ToString() => string.Join('\n', Lines) + Loose;
    }
}
