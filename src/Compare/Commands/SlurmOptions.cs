using System.CommandLine;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Sweeps;
using RbmTheory.Compare.Training;

namespace RbmTheory.Compare.Commands;

/// <summary>The options by which a verb becomes a job array of Slurm, or one process of several.</summary>
/// <param name="what">What the processes share out among them.</param>
internal sealed partial class SlurmOptions(string what)
{
    private const int StandardTasks = 16, MostTasks = 100_000;

    private readonly Option<string> _shard = new("--shard")
    {
        Description = $"i/n: this is process i of n that share out {what}",
        HelpName = "i/n",
    };

    private readonly Option<bool> _slurm = new("--slurm")
    {
        Description = $"Submit a job array to Slurm whose tasks share out {what}, each with --threads cores, 1 unless given",
    };

    private readonly Option<string> _partition = Word("--partition", "Partition of the job array", AnyWord(), "one word"),
        _time = Word("--time", "Time limit of a task, as Slurm writes it: 4:00:00", Time(),
            "minutes, hours:minutes:seconds or days-hours, as Slurm reads it"),
        _memory = Word("--mem", "Memory of a task, as Slurm writes it: 2G", Memory(),
            "a number of megabytes, or one with K, M, G or T, as Slurm reads it");

    private readonly Option<int> _tasks = Options.Whole("--array-size", "Tasks of the job array, at most one a run",
        StandardTasks, 1, MostTasks);

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [_shard, _slurm, _partition, _time, _memory, _tasks];

    /// <summary>Whether a job array is asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="InputException">An option is given that has no meaning with it, or without it.</exception>
    public bool IsAsked(ParseResult parsed)
    {
        bool isAsked = parsed.GetValue(_slurm);
        Option[] without = isAsked ? [_shard] : [_partition, _time, _memory, _tasks];
        return Array.Find(without, option => TrainOptions.IsGiven(parsed, option)) is not Option given ? isAsked
            : throw new InputException($"{given.Name} is given, but it should be left out "
                + (isAsked ? "with --slurm, whose tasks are the processes" : "without --slurm"));
    }

    /// <summary>Which of how many processes this is; null where it is the only one.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="InputException">It is given, but not as i/n.</exception>
    public (int Shard, int Shards)? ShardOf(ParseResult parsed)
    {
        if (parsed.GetValue(_shard) is not string text)
            return null;
        WholeRange range = new(1, MostTasks);
        string[] parts = text.Split('/');
        return parts.Length == 2 && range.Read(parts[0]) is ulong i && range.Read(parts[1]) is ulong n && i <= n
            ? ((int)i, (int)n)
            : throw new InputException($"--shard = {text}, but it should be i/n with i in [1, n] and n at most {MostTasks}");
    }

    /// <summary>The job array.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folder">The folder that its tasks share.</param>
    /// <param name="runs">How many runs there are.</param>
    /// <param name="threads">The option of threads.</param>
    public SlurmJob JobOf(ParseResult parsed, string folder, int runs, Option<int> threads)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new($"rbm-{new string([.. name.Where(char.IsAsciiLetterOrDigit)])}",
            Math.Clamp(runs, 1, parsed.GetValue(_tasks)),
            TrainOptions.IsGiven(parsed, threads) ? parsed.GetValue(threads) : 1, parsed.GetValue(_partition),
            parsed.GetValue(_time), parsed.GetValue(_memory));
    }

    /// <summary>The script of a job array whose tasks print to files in the folder that they share.</summary>
    /// <param name="job">The job array.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="words">The command line of a task, but for <c>--shard</c> and <c>--threads</c>.</param>
    public static string ScriptOf(SlurmJob job, string folder, IEnumerable<string> words)
        => job.Script(LogsOf(folder),
            [.. words.Select(SlurmJob.Quote), "--threads", $"{job.Threads}", "--shard", SlurmJob.Shard]);

    /// <summary>Writes a script that <see cref="SlurmJob.Check"/> has let pass to the folder, and submits it.</summary>
    /// <param name="script">The script.</param>
    /// <param name="folder">The folder.</param>
    /// <returns>What Slurm says.</returns>
    /// <exception cref="InputException">There is no Slurm, or it refuses the script.</exception>
    public static string Submit(string script, string folder)
    {
        Directory.CreateDirectory(LogsOf(folder));
        string file = Path.Combine(folder, "slurm.sh");
        AtomicFile.WriteText(file, script);
        return SlurmJob.Submit(file);
    }

    private static string LogsOf(string folder) => Path.Combine(Path.GetFullPath(folder), "slurm");

    private static Option<string> Word(string name, string description, Regex allowed, string range)
    {
        Option<string> option = new(name) { Description = description, HelpName = name[2..] };
        option.Validators.Add(result =>
        {
            string text = result.GetValueOrDefault<string>() ?? "";
            if (!allowed.IsMatch(text))
                result.AddError($"{name} = {text}, but it should be {range}");
        });
        return option;
    }

    [GeneratedRegex(@"\A[^\s\p{C}]+\z")]
    private static partial Regex AnyWord();

    [GeneratedRegex(@"\A(?:[0-9]+(?::[0-9]+){0,2}|[0-9]+-[0-9]+(?::[0-9]+){0,2}|infinite|unlimited)\z",
        RegexOptions.IgnoreCase)]
    private static partial Regex Time();

    [GeneratedRegex(@"\A[0-9]+[KMGT]?B?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Memory();
}
