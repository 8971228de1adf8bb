using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Figures.Drawing;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Sweeps;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm sweep status</c>, <c>collect</c> and <c>plot</c>: what there is of a sweep, also while it is
/// made.</summary>
internal static class SweepViews
{
    private const int MostShown = 20;

    /// <summary>The full width at half maximum, by its name in the reports and by that of its column.</summary>
    private const string FullWidth = "fullWidth", Width = "fwhm";

    /// <summary>The verbs.</summary>
    /// <param name="terminal">What they may use.</param>
    public static IEnumerable<Command> Create(Terminal terminal)
        => [CreateStatus(terminal), CreateCollect(terminal), CreatePlot(terminal)];

    /// <summary>A status in one line.</summary>
    /// <param name="status">The status.</param>
    public static string Line(SweepStatus status)
    {
        string others = status.Released > 0 ? $", {status.Released} begun and given back" : "";
        string left = status.Left == 0 || double.IsNaN(status.Seconds) ? ""
            : $"; left about {SweepCommand.Hours(status.CoreHoursLeft)} of one core"
                + (status.Running.Count > 1 ? $", {SweepCommand.Hours(status.HoursLeft)} as it goes on now" : "");
        return $"{status.Finished} of {status.Runs} runs finished, {status.Failed.Count} failed, "
            + $"{status.Running.Count} running, {status.Stale.Count} stale{others}{left}";
    }

    /// <summary>A status as JSON.</summary>
    /// <param name="folder">The sweep.</param>
    /// <param name="status">The status.</param>
    /// <param name="made">How many runs this process ended; null where it only looks.</param>
    public static string ToJson(SweepFolder folder, SweepStatus status, int? made = null)
        => JsonSerializer.Serialize(new
        {
            folder = folder.Path,
            status.Runs,
            status.Finished,
            status.Left,
            made,
            failed = status.Failed.Select(f => new { f.Run, parameters = Parameters(folder, f.Run), f.Reason }),
            running = status.Running.Select(r => Of(folder, r)),
            stale = status.Stale.Select(r => Of(folder, r)),
            status.Released,
            secondsARun = Known(status.Seconds),
            coreHoursLeft = Known(status.CoreHoursLeft),
            hoursLeft = Known(status.HoursLeft),
        }, ReportCommand.Json);

    private static double? Known(double number) => double.IsNaN(number) ? null : number;

    private static object Of(SweepFolder folder, RunningRun run) => new
    {
        run.Run,
        parameters = Parameters(folder, run.Run),
        run.Worker,
        silentSeconds = run.Silent.TotalSeconds,
    };

    private static Dictionary<string, string> Parameters(SweepFolder folder, int run)
        => folder.Plan.Swept.Zip(folder.Plan.Values(run)).ToDictionary(pair => pair.First, pair => pair.Second);

    private static Argument<string> Folder() => new("folder") { Description = "The folder of the sweep" };

    private static Command CreateStatus(Terminal terminal)
    {
        Argument<string> path = Folder();
        Option<int> stale = SweepCommand.StaleOption();
        Option<bool> json = Options.Json();
        Command command = new("status", "What of a sweep is finished, running, failed and why, and how long it will take")
        {
            path, stale, json,
        };
        command.SetAction(parsed =>
        {
            SweepFolder folder = SweepFolder.Open(parsed.GetValue(path)!);
            SweepStatus status = SweepStatus.Of(
                folder, TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(parsed.GetValue(stale)));
            if (parsed.GetValue(json))
            {
                terminal.Output.WriteLine(ToJson(folder, status));
                return;
            }

            terminal.Output.WriteLine(Line(status));
            Write(terminal, "failed", [.. status.Failed.Select(f => (f.Run, f.Reason))], folder);
            Write(terminal, "stale", [.. status.Stale.Select(r => (r.Run, Seen(r)))], folder);
            Write(terminal, "running", [.. status.Running.Select(r => (r.Run, Seen(r)))], folder);
        });
        return command;
    }

    private static string Seen(RunningRun run)
        => $"{run.Worker}, last sign {SweepCommand.Hours(Math.Max(0, run.Silent.TotalHours))} ago";

    private static void Write(
        Terminal terminal, string what, (int Run, string Text)[] runs, SweepFolder folder)
    {
        foreach ((int run, string text) in runs.Take(MostShown))
            terminal.Output.WriteLine($"{what}: run {run} ({folder.Plan.Describe(run)}): {text}");
        if (runs.Length > MostShown)
            terminal.Output.WriteLine($"{what}: {runs.Length - MostShown} more, all of them with --json");
    }

    private static Command CreateCollect(Terminal terminal)
    {
        Argument<string> path = Folder();
        Option<string> csv = File("--csv", "Table as text, a line a run"),
            npz = File("--npz", "Table for numpy.load, an array a column; of words the place of each in NAME.words, a "
                + "text with line ends between"),
            parquet = File("--parquet", "Table for pandas, polars and the like"),
            group = Group("Means over the runs with the same values of these parameters, with standard errors "
                + "and the number of runs that have a value: hidden,beta");
        Command command = new("collect", "The finished runs of a sweep as a table: parameters and what was measured")
        {
            path, csv, npz, parquet, group,
        };
        command.SetAction(parsed =>
        {
            if ((parsed.GetValue(csv) ?? parsed.GetValue(npz) ?? parsed.GetValue(parquet)) is null)
                throw new InputException(
                    "'rbm sweep collect' has no file to write, but it should have --csv, --npz or --parquet");
            SweepTable table = Read(terminal, parsed.GetValue(path)!);
            if (parsed.GetValue(group) is string names)
                table = table.Group(Names(names));
            if (parsed.GetValue(csv) is string text)
                AtomicFile.WriteText(text, table.ToCsv());
            if (parsed.GetValue(npz) is string arrays)
                AtomicFile.Write(arrays, table.WriteNpz);
            if (parsed.GetValue(parquet) is string columns)
                AtomicFile.Write(columns, stream => table.WriteParquet(stream).GetAwaiter().GetResult());
            terminal.Output.WriteLine($"{table.Rows} rows of {string.Join(", ", table.Columns.Select(c => c.Name))}");
        });
        return command;
    }

    private static Command CreatePlot(Terminal terminal)
    {
        Argument<string> path = Folder();
        Option<string> x = Column("--x", "Parameter along the axis"),
            y = Column("--y", "What is drawn over it, a column of rbm sweep collect");
        Option<string> group = Group("Parameters whose values are drawn apart");
        Option<string> file = new("--out")
        {
            Description = "File .png, .pdf, .svg or .csv",
            HelpName = "file",
            Required = true,
        };
        Option<bool> logX = new("--log-x") { Description = "Logarithmic axis of x" },
            logY = new("--log-y") { Description = "Logarithmic axis of y" };
        Command command = new("plot", "A figure of a sweep: means over runs with the same x, with standard errors")
        {
            path, x, y, group, file, logX, logY,
        };
        command.SetAction(parsed =>
        {
            string[] groups = parsed.GetValue(group) is string names ? Names(names) : [];
            string across = parsed.GetValue(x)!, up = parsed.GetValue(y) is not FullWidth and string name ? name : Width;
            SweepTable table = Read(terminal, parsed.GetValue(path)!);
            string[] keys = [.. groups.Append(across).Distinct()];
            if (!table.Parameters.Any(p => p.Name == across && p.Numbers is not null))
                throw new InputException($"--x = {across}, but it should be a parameter with numbers: "
                    + string.Join(", ", table.Parameters.Where(p => p.Numbers is not null).Select(p => p.Name)));
            if (!table.Results.Any(r => r.Name == up))
                throw new InputException(
                    $"--y = {up}, but it should be one of {string.Join(", ", table.Results.Select(r => r.Name))}");
            Figure figure = Draw(table.Group(keys), across, up, groups, parsed.GetValue(logX), parsed.GetValue(logY));
            FigureFiles.Save(figure, parsed.GetValue(file)!);
            terminal.Output.WriteLine(parsed.GetValue(file));
        });
        return command;
    }

    private static Figure Draw(SweepTable table, string x, string y, string[] groups, bool logX, bool logY)
    {
        double[] across = table.NumbersOf("--x", x).Numbers!, up = table.NumbersOf("--y", y).Numbers!;
        double[] errors = table.NumbersOf("--y", y + SweepTable.ErrorEnding).Numbers!;
        SweepColumn[] keys =
            [.. groups.Where(name => name != x).Select(name => table.Parameters.First(p => p.Name == name))];
        bool IsShown(int row) => double.IsFinite(up[row]) && (!logX || across[row] > 0) && (!logY || up[row] > 0);
        Series[] series =
        [
            .. Enumerable.Range(0, table.Rows).Where(IsShown)
                .GroupBy(row => string.Join(", ", keys.Select(key => $"{key.Name} = {key.Words[row]}")))
                .SelectMany((rows, i) =>
                {
                    int[] order = [.. rows.OrderBy(row => across[row])];
                    int colour = (i + 1) % Palette.Colours.Count;
                    double[] at = [.. order.Select(row => across[row])], means = [.. order.Select(row => up[row])];
                    // One run has no error, and no bar.
                    double[] bars = [.. order.Select(row => double.IsFinite(errors[row]) ? errors[row] : 0)];
                    return (Series[])[new("", at, means, Mark.LinePoints, colour),
                        new(rows.Key, at, means, Mark.Points, colour, bars)];
                }),
        ];
        if (series.Length == 0)
            throw new InputException($"--y = {y}, but no finished run has a number there that can be drawn");
        double[] counts = table.NumbersOf("--y", y + SweepTable.CountEnding).Numbers!;
        double[] runs = [.. Enumerable.Range(0, table.Rows).Where(IsShown).Select(row => counts[row])];
        bool isWhole = Enumerable.Range(0, table.Rows).All(row => counts[row] == table.Runs.Numbers![row]);
        string over = (runs.Max() > 1 ? $"Means over {Count(runs)} runs, with standard errors" : "One run a point")
            + (isWhole ? "" : "; other runs have no value there");
        return new("sweep", $"{y} over {x}",
            [new("", new(x, Logarithmic: logX), new(y, Logarithmic: logY), series)], over);
    }

    private static string Count(double[] runs)
        => runs.Min() == runs.Max() ? $"{runs.Max()}" : $"{runs.Min()} to {runs.Max()}";

    private static SweepTable Read(Terminal terminal, string path)
        => SweepTable.Read(SweepFolder.Open(path), line => terminal.Errors.WriteLine($"rbm: {line}"));

    private static string[] Names(string text)
        => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } names
            ? names : throw new InputException($"--group = '{text}', but it should name parameters of the sweep");

    private static Option<string> File(string name, string description)
        => new(name) { Description = description, HelpName = "file" };

    private static Option<string> Group(string description)
        => new("--group") { Description = description, HelpName = "list" };

    private static Option<string> Column(string name, string description)
        => new(name) { Description = description, HelpName = "name", Required = true };
}
