using System.CommandLine;
using System.Text.Json;
using RbmTheory.Compare.Sweeps;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm sweep</c>: many trainings, named by one plan, by any number of processes on one folder.</summary>
public sealed class SweepCommand
{
    private const int PieceSeconds = 3, LinesApart = 10;

    private readonly Argument<string> _plan = new("plan")
    {
        Description = "Plan of train as JSON, with lists and ranges; or the folder of a sweep, which goes on",
    };

    private readonly Option<string> _out = Options.Folder(
        "Folder of the sweep, shared by all processes that take part; one found there goes on", null);

    private readonly Option<int> _threads = Options.Whole("--threads",
        "Runs made at a time, each by one thread; the numbers do not depend on it",
        Math.Min(Environment.ProcessorCount, 1024), 1, 1024);

    private readonly Option<int> _limit = Options.Whole(
        "--limit", "How many runs a plan may name", SweepPlan.StandardLimit, 1, SweepPlan.LargestLimit);

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Make nothing: say how many runs there are, and what time, memory and disk they take, by short "
            + "pieces of some; with --slurm print the script",
    };

    private readonly Option<bool> _retry = new("--retry") { Description = "Begin runs anew that failed" };

    private readonly Option<bool> _numbersOnly = new("--numbers-only")
    {
        Description = "Keep result.json alone of a finished run, and not its machine: two entries on the disk, not five",
    };

    private readonly Option<int> _stale = StaleOption();
    private readonly Option<int> _saveEvery =
        Options.Whole("--save-every", "Seconds between two checkpoints; 0 for one after every update", 10, 0, 3600);
    private readonly SlurmOptions _slurm =
        new("the runs: it begins with its own part, and goes on with what others have not begun");

    private readonly Option<bool> _json = Options.Json();

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        SweepCommand sweep = new();
        Command command = new("sweep", "Train many machines named by one plan, here, on Slurm or by any scheduler; killed "
            + "at any instant it goes on from there, with the same numbers however many processes took part")
        {
            sweep._plan, sweep._out, sweep._threads, sweep._limit, sweep._dryRun, sweep._retry, sweep._numbersOnly,
            sweep._stale, sweep._saveEvery, sweep._json,
        };
        foreach (Option option in sweep._slurm.All)
            command.Add(option);
        foreach (Command part in SweepViews.Create(terminal))
            command.Add(part);
        command.SetAction(parsed => sweep.Run(terminal, parsed));
        return command;
    }

    /// <summary>After how long a claim is stale.</summary>
    internal static Option<int> StaleOption() => Options.Whole("--stale",
        "Seconds after which a process that gives no sign is taken for dead, and its runs are taken over", 300, 1, 86_400);

    private int Run(Terminal terminal, ParseResult options)
    {
        string plan = options.GetValue(_plan)!;
        string? path = options.GetValue(_out);
        (int shard, int shards) = _slurm.ShardOf(options) ?? (1, 1);
        if (options.GetValue(_dryRun) && !_slurm.IsAsked(options))
            return Estimate(terminal, options, plan);
        if (SweepFolder.IsOne(plan) && path is not null)
            throw new InputException($"--out = {path}, but it should be left out where {plan}, a sweep, goes on");
        if (!SweepFolder.IsOne(plan) && path is null)
            throw new InputException(File.Exists(plan) ? "--out is left out, but it should name the folder of the sweep"
                : $"plan = {plan}, but it should be a file, or the folder of a sweep, with sweep.json");
        if (_slurm.IsAsked(options))
            return Submit(terminal, options, plan, path);
        SweepFolder folder = path is null
            ? SweepFolder.GoOn(plan) : SweepFolder.Begin(path, plan, options.GetValue(_limit));
        SweepShare share = new()
        {
            Threads = options.GetValue(_threads),
            Shard = shard,
            Shards = shards,
            Stale = TimeSpan.FromSeconds(options.GetValue(_stale)),
            Retries = options.GetValue(_retry),
        };
        return Make(terminal, options, folder, share);
    }

    private int Make(Terminal terminal, ParseResult options, SweepFolder folder, SweepShare share)
    {
        bool json = options.GetValue(_json);
        TextWriter said = json ? terminal.Errors : terminal.Output;
        object gate = new();
        void Warn(string line)
        {
            lock (gate)
                terminal.Errors.WriteLine($"rbm: {line}");
        }

        SweepStatus Status() => SweepStatus.Of(folder, TimeProvider.System.GetUtcNow(), share.Stale);
        SweepStatus before = Status();
        said.WriteLine(SweepViews.Line(before));
        int made = 0;
        long shown = TimeProvider.System.GetTimestamp();
        TimeSpan apart = TimeSpan.FromSeconds(LinesApart);
        SweepRun run = new(folder.Plan, TimeProvider.System, TimeSpan.FromSeconds(options.GetValue(_saveEvery)),
            options.GetValue(_numbersOnly), Warn);
        SweepWorkers workers = new(folder, share, TimeProvider.System, run.Make, (number, failure) =>
        {
            lock (gate)
            {
                made++;
                if (failure is not null)
                    Warn($"run {number} failed ({folder.Plan.Describe(number)}): {failure}");
                if (TimeProvider.System.GetElapsedTime(shown) < apart)
                    return;
                // Looking at the folder should stay a small part of the work.
                long start = TimeProvider.System.GetTimestamp();
                said.WriteLine(SweepViews.Line(Status()));
                shown = TimeProvider.System.GetTimestamp();
                TimeSpan cost = 20 * TimeProvider.System.GetElapsedTime(start, shown);
                apart = cost > apart ? cost : apart;
            }
        });
        try
        {
            terminal.Do(() =>
            {
                workers.Run(terminal.Cancellation);
                return true;
            }, TrainCommand.Patience);
        }
        catch (OperationCanceledException)
        {
            throw new InterruptedException($"interrupted; go on with: rbm sweep {SlurmJob.Quote(folder.Path)}");
        }

        SweepStatus after = Status();
        if (json)
            terminal.Output.WriteLine(SweepViews.ToJson(folder, after, made));
        else
            terminal.Output.WriteLine(SweepViews.Line(after));
        if (after.Failed.Count > 0)
            throw new StoppedException($"{after.Failed.Count} runs failed; rbm sweep status "
                + $"{SlurmJob.Quote(folder.Path)} says why, and --retry begins them anew");
        return 0;
    }

    private int Estimate(Terminal terminal, ParseResult options, string path)
    {
        SweepPlan plan = SweepFolder.IsOne(path)
            ? SweepFolder.Open(path).Plan : SweepPlan.Read(path, options.GetValue(_limit));
        bool json = options.GetValue(_json);
        SweepEstimate cost = terminal.Wait("pieces of some runs", json, () => SweepEstimate.Measure(plan,
            TimeProvider.System, () => Environment.CpuUsage.TotalTime, TimeSpan.FromSeconds(PieceSeconds),
            options.GetValue(_numbersOnly), terminal.Cancellation));
        if (json)
        {
            terminal.Output.WriteLine(
                JsonSerializer.Serialize(new { plan.Swept, estimate = cost }, ReportCommand.Json));
            return 0;
        }

        int threads = options.GetValue(_threads);
        string over = plan.Swept.Count > 0 ? $" over {string.Join(", ", plan.Swept)}" : "";
        terminal.Output.WriteLine($"{Runs(cost.Runs)}{over}");
        string together = Hours(cost.CoreHours / Math.Min(threads, cost.Runs));
        terminal.Output.WriteLine($"time: about {Hours(cost.CoreHours)} of one core, {together} with {threads} runs at a "
            + $"time, by pieces of {Runs(cost.Pieces)}");
        terminal.Output.WriteLine(
            $"memory: about {cost.MegabytesOfProcess:F0} MB for a process that makes one run at a time");
        terminal.Output.WriteLine($"disk: about {cost.MegabytesOnDisk:F1} MB in {cost.Files} files and folders");
        return 0;
    }

    private static string Runs(int number) => number == 1 ? "1 run" : $"{number} runs";

    /// <summary>A time in hours as people say it.</summary>
    internal static string Hours(double hours)
        => hours switch
        {
            double.NaN => "an unknown time",
            < 1.0 / 60 => $"{3600 * hours:F0} s",
            < 1 => $"{60 * hours:F0} min",
            _ => $"{hours:F1} h",
        };

    private int Submit(Terminal terminal, ParseResult options, string plan, string? path)
    {
        SweepPlan read = SweepFolder.IsOne(plan)
            ? SweepFolder.Open(plan).Plan : SweepPlan.Read(plan, options.GetValue(_limit));
        string place = Path.GetFullPath(path ?? plan);
        int left = SweepFolder.IsOne(place) ? LeftIn(SweepFolder.Open(place), options.GetValue(_retry)) : read.Count;
        SlurmJob job = _slurm.JobOf(options, place, left, _threads);
        string script = SlurmOptions.ScriptOf(job, place,
        [
            "sweep", place, "--stale", $"{options.GetValue(_stale)}", "--save-every", $"{options.GetValue(_saveEvery)}",
            .. ((Option<bool>[])[_retry, _numbersOnly]).Where(options.GetValue).Select(flag => flag.Name),
        ]);
        if (options.GetValue(_dryRun))
        {
            terminal.Output.Write(script);
            return 0;
        }

        if (left > 0)
            SlurmJob.Check(script);
        SweepFolder folder = path is null
            ? SweepFolder.GoOn(plan) : SweepFolder.Begin(path, plan, options.GetValue(_limit));
        string what = left > 0 ? $"{SlurmOptions.Submit(script, folder.Path)}: {job.Tasks} tasks for {Runs(left)}"
            : "nothing is submitted: no run is left";
        terminal.Output.WriteLine($"{what}; look with: rbm sweep status {SlurmJob.Quote(folder.Path)}");
        return 0;
    }

    private static int LeftIn(SweepFolder folder, bool withFailed)
    {
        SweepStatus status = SweepStatus.Of(folder, TimeProvider.System.GetUtcNow(), TimeSpan.MaxValue);
        return status.Left + (withFailed ? status.Failed.Count : 0);
    }
}
