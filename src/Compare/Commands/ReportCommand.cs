using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Humans;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Mnist;
using RbmTheory.Compare.Papers;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Sweeps;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm report</c>: makes the runs that are missing, draws every figure, writes the report.</summary>
public static class ReportCommand
{
    /// <summary>How JSON is printed and written.</summary>
    public static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        Option<string> paper = new("--paper")
        {
            Description = $"Which paper: {string.Join(", ", Catalogue.Papers.Select(p => p.Name))}, or {Catalogue.All}",
            DefaultValueFactory = _ => Catalogue.Papers[0].Name,
            HelpName = "name",
        };
        Option<string> folder = Options.Folder(
            "Folder of the report, its figures and its records, and of one for each where there are several papers; "
            + "reports/quick/PAPER, reports/PAPER or reports/tiny/PAPER unless given", null);
        Option<string> preset = Options.Preset();
        Option<string> figures = new("--figures")
        {
            Description = "Only these, as in 3,14a; all unless given",
            HelpName = "list",
        };
        Option<ulong> seed = Options.Seed();
        Option<int> threads = Options.Threads();
        Option<string> force = Force();
        Option<bool> strict = Strict();
        Option<string> mnist = Mnist(), humans = Humans();
        Option<bool> json = Options.Json();
        SlurmOptions slurm = new("the runs, and draw nothing: the same command without it gathers them");
        Command command = new("report",
            "Make the runs that are missing, draw every figure and write report.pdf and report.html; "
            + "finished runs are kept, so that interrupted or repeated it goes on from them")
        {
            paper, preset, figures, folder, seed, threads, force, strict, mnist, humans, json,
        };
        foreach (Option option in slurm.All)
            command.Add(option);
        command.SetAction(parsed =>
        {
            Preset chosen = Options.PresetOf(parsed, preset);
            IReadOnlyList<Paper> papers = Catalogue.Named(parsed.GetValue(paper)!);
            (int Shard, int Shards)? shard = slurm.ShardOf(parsed);
            if ((shard is not null || slurm.IsAsked(parsed)) && parsed.GetResult(force) is not null)
                throw new InputException("--force is given, but it should be left out where several processes share out "
                    + "the runs; delete their records instead");
            UserData data = DataOf(parsed, mnist, humans);
            foreach (Paper one in papers)
            {
                IReadOnlyList<Experiment> experiments = Chosen(one, chosen, parsed.GetValue(figures));
                string place = FolderOf(one, chosen, parsed.GetValue(folder), papers.Count > 1);
                if (slurm.IsAsked(parsed))
                {
                    List<string> words =
                    [
                        "report", "--paper", one.Name, "--preset", parsed.GetValue(preset)!,
                        "--out", Path.GetFullPath(place), "--seed", $"{parsed.GetValue(seed)}",
                    ];
                    if (parsed.GetValue(figures) is string some)
                        words.AddRange(["--figures", some]);
                    if (data.Mnist is not null)
                        words.AddRange(["--mnist", Path.GetFullPath(data.Mnist)]);
                    if (data.Humans is not null)
                        words.AddRange(["--humans", Path.GetFullPath(data.Humans)]);
                    if (parsed.GetValue(strict))
                        words.Add("--strict");
                    int runs = LeftOf(experiments, parsed.GetValue(seed), place);
                    SlurmJob job = slurm.JobOf(parsed, place, runs, threads);
                    string script = SlurmOptions.ScriptOf(job, place, words), said = "nothing is submitted: no run is left";
                    if (runs > 0)
                    {
                        SlurmJob.Check(script);
                        said = $"{SlurmOptions.Submit(script, OutputFolder.Prepare(place))}: {job.Tasks} tasks for {runs} runs";
                    }

                    terminal.Output.WriteLine($"{said}; when all are done, the same command without --slurm gathers them");
                }
                else if (shard is var (i, n))
                {
                    RunPart(terminal, experiments, place, parsed.GetValue(seed), parsed.GetValue(threads), i, n,
                        parsed.GetValue(strict), data);
                }
                else
                {
                    Run(terminal, one, experiments, place, parsed.GetValue(seed), parsed.GetValue(threads),
                        ForcedOf(parsed, force, one, chosen), parsed.GetValue(json), asReport: true,
                        parsed.GetValue(strict), data);
                }
            }
        });
        return command;
    }

    /// <summary>Where a report is written.</summary>
    /// <param name="paper">The paper.</param>
    /// <param name="preset">The preset.</param>
    /// <param name="given">The folder that the user names; null for none.</param>
    /// <param name="isOneOfSeveral">Whether each paper has a folder of its own within the named one.</param>
    public static string FolderOf(Paper paper, Preset preset, string? given, bool isOneOfSeveral)
    {
        string standard = preset switch
        {
            Preset.Paper => "reports",
            Preset.Quick => "reports/quick",
            _ => "reports/tiny",
        };
        return given is null ? Path.Combine(standard, paper.Name)
            : isOneOfSeveral ? Path.Combine(given, paper.Name) : given;
    }

    /// <summary>The option that makes runs anew: of all figures, or of those named.</summary>
    public static Option<string> Force() => new("--force")
    {
        Description = "Make runs anew though their records are there: all, or those of the figures named",
        HelpName = "figures",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>The option that refuses records of other builds.</summary>
    public static Option<bool> Strict() => new("--strict")
    {
        Description = "Refuse finished runs that other builds of the program made",
    };

    /// <summary>The option that says where the digits of MNIST are.</summary>
    public static Option<string> Mnist() => new("--mnist")
    {
        Description = "Folder of the MNIST files, for the paper presets of fissore and decelle; "
            + $"{MnistFolder.Variable}, or where rbm data mnist puts them, unless given",
        HelpName = "folder",
    };

    /// <summary>The option that says where the human genotypes are.</summary>
    public static Option<string> Humans() => new("--humans")
    {
        Description = "Folder of the human genotypes, ehgdp.npz or ehgdp.csv.gz and labels.csv, for the paper preset of "
            + $"decelle; {HumanData.Variable} unless given",
        HelpName = "folder",
    };

    /// <summary>The folders of data that the command line names: they are looked into whether anything needs them or
    /// not.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="mnist">The option of <see cref="Mnist"/>.</param>
    /// <param name="humans">The option of <see cref="Humans"/>.</param>
    /// <exception cref="InputException">A folder that is named lacks a file.</exception>
    public static UserData DataOf(ParseResult parsed, Option<string> mnist, Option<string> humans)
    {
        UserData data = new(parsed.GetValue(mnist), parsed.GetValue(humans));
        if (data.Mnist is not null)
            MnistFolder.Find(data.Mnist);
        if (data.Humans is not null)
            HumanData.Find(data);
        return data;
    }

    /// <summary>The experiments that the option names.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="force">The option.</param>
    /// <param name="paper">The paper.</param>
    /// <param name="preset">The preset.</param>
    /// <exception cref="InputException">There is no such figure.</exception>
    public static IReadOnlyList<Experiment> ForcedOf(
        ParseResult parsed, Option<string> force, Paper paper, Preset preset)
        => parsed.GetResult(force) is null ? [] : Chosen(paper, preset, parsed.GetValue(force), "--force");

    private static IReadOnlyList<Experiment> Chosen(
        Paper paper, Preset preset, string? numbers, string name = "--figures")
        => numbers is null ? paper.Of(preset) : Catalogue.Select(paper, preset, numbers, name);

    /// <summary>Makes, draws and judges some experiments.</summary>
    /// <param name="terminal">What it may use.</param>
    /// <param name="paper">Their paper.</param>
    /// <param name="experiments">The experiments.</param>
    /// <param name="folder">Where everything is written.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="threads">Runs made at a time.</param>
    /// <param name="forced">Experiments whose runs are made anew.</param>
    /// <param name="json">Print JSON.</param>
    /// <param name="asReport">Write the report too, not only the figures.</param>
    /// <param name="strict">Refuse finished runs that other builds made.</param>
    /// <param name="data">Where the user has data; null for nowhere.</param>
    /// <returns>The exit code.</returns>
    public static int Run(
        Terminal terminal, Paper paper, IReadOnlyList<Experiment> experiments, string folder, ulong seed, int threads,
        IReadOnlyList<Experiment> forced, bool json, bool asReport, bool strict = false, UserData? data = null)
    {
        folder = Path.TrimEndingDirectorySeparator(OutputFolder.Prepare(folder));
        IReadOnlyDictionary<string, IReadOnlyList<RunRecord>> records =
            RunAll(terminal, experiments, folder, seed, threads, forced, json, strict, data);
        Finding[] findings = [.. experiments.Select(e => Read(e, records))];
        Verdict[] verdicts = [.. findings.SelectMany(f => f.Verdicts)];

        FigureTime[] times = [.. experiments.Select(e => FigureTime.Of(e.Number, records[e.Name]))];

        using ReportWriter writer = new(folder);
        writer.Write([.. findings.Select(f => f.Figure).OfType<Figure>()], threads);
        if (asReport)
            writer.Write(ReportComposer.Compose(paper, findings, seed), verdicts, Json);
        IReadOnlyList<string> files = writer.Publish();

        if (json)
            terminal.Output.WriteLine(
                JsonSerializer.Serialize(new { version = Product.Version, paper = paper.Name, seed, verdicts, times, files }, Json));
        else
            Print(terminal, seed, verdicts, times,
                asReport ? [.. files.Where(f => Path.GetDirectoryName(f) == folder)] : files);
        return 0;
    }

    /// <summary>A record may be well formed and yet lack what the experiment left there.</summary>
    private static Finding Read(
        Experiment experiment, IReadOnlyDictionary<string, IReadOnlyList<RunRecord>> records)
    {
        try
        {
            return Finding.Of(experiment, records);
        }
        catch (Exception error) when (error is KeyNotFoundException or JsonException)
        {
            // "The given key 'NAME' was not present in the dictionary.", "… missing required properties including: 'NAME'."
            Match match = Regex.Match(error.Message, "(key|including:) ('[^']+')");
            string name = match.Success ? match.Groups[2].Value : "a number or a series";
            throw new InputException($"a record of {experiment.Name} lacks {name}; redo the runs with --force");
        }
        catch (Exception error) when (error is IndexOutOfRangeException or ArgumentException)
        {
            throw new InputException(
                $"a record of {experiment.Name} holds a series of another length; redo the runs with --force");
        }
    }

    /// <summary>How many runs there is no record of.</summary>
    private static int LeftOf(IReadOnlyList<Experiment> experiments, ulong seed, string folder)
        => new Scheduler(new(Path.Combine(folder, "records")), 1, new PlainMonitor(TextWriter.Null)).Missing(experiments, seed);

    /// <summary>Makes the runs of one part of several.</summary>
    private static void RunPart(Terminal terminal, IReadOnlyList<Experiment> experiments, string folder, ulong seed,
        int threads, int shard, int shards, bool strict, UserData data)
    {
        void Warn(string line) => terminal.Errors.WriteLine($"rbm: {line}");
        RecordStore store = new(Path.Combine(OutputFolder.Prepare(folder), "records"), Warn);
        new Scheduler(store, threads, new PlainMonitor(terminal.Output),
            reused => OtherBuilds.Check(reused, strict, Warn), data)
            .RunPart(experiments, seed, shard, shards, terminal.Cancellation);
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<RunRecord>> RunAll(
        Terminal terminal, IReadOnlyList<Experiment> experiments, string folder, ulong seed, int threads,
        IReadOnlyList<Experiment> forced, bool json, bool strict, UserData? data)
    {
        bool bars = terminal.IsInteractive && !json;
        List<string> kept = [];
        void Warn(string line)
        {
            if (bars)
                kept.Add(line);
            else
                terminal.Errors.WriteLine($"rbm: {line}");
        }
        RecordStore store = new(Path.Combine(folder, "records"), Warn);
        IReadOnlyDictionary<string, IReadOnlyList<RunRecord>> Make(IRunMonitor monitor)
            => new Scheduler(store, threads, monitor, reused => OtherBuilds.Check(reused, strict, Warn), data)
                .Run(experiments, seed, forced, terminal.Cancellation);

        if (!bars)
            return Make(new PlainMonitor(json ? terminal.Errors : terminal.Output));
        IReadOnlyDictionary<string, IReadOnlyList<RunRecord>>? records = null;
        try
        {
            BarMonitor.Show(terminal.Console, monitor => records = Make(monitor));
        }
        finally
        {
            // Only now: lines written while the progress bars are shown would break them up.
            foreach (string line in kept)
                terminal.Errors.WriteLine($"rbm: {line}");
        }

        return records!;
    }

    private static void Print(
        Terminal terminal, ulong seed, IReadOnlyList<Verdict> verdicts, IReadOnlyList<FigureTime> times,
        IReadOnlyList<string> files)
    {
        terminal.Output.WriteLine($"RbmTheory {Product.Version}, seed {seed}");
        Spectre.Console.Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("figure", "quantity", "paper", "theory", "simulation", "σ", "verdict");
        foreach (Verdict v in verdicts)
        {
            string colour = v.Outcome switch { Outcome.Agrees => "blue", Outcome.Differs => "red", _ => "default" };
            table.AddRow(v.Figure, v.Quantity.EscapeMarkup(), (v.Paper ?? "–").EscapeMarkup(),
                v.Theory is double t ? $"{t:G6}" : "–",
                v.Simulation?.ToString() ?? "–", v.Sigmas is double s ? $"{Math.Round(s, 1) + 0.0:+0.0;-0.0}" : "–",
                $"[{colour}]{v.StandingIn(verdicts).Word()}[/]");
        }
        terminal.Write(table);
        terminal.Write(TimesOf(times));
        foreach (string file in files)
            terminal.Output.WriteLine(file);
    }

    /// <summary>The time of each figure, and of them all where they are several.</summary>
    private static Spectre.Console.Table TimesOf(IReadOnlyList<FigureTime> times)
    {
        Spectre.Console.Table table = new() { Border = TableBorder.Simple };
        foreach (string heading in FigureTime.Headings)
            table.AddColumn(heading);
        foreach (FigureTime time in times.Count > 1 ? times.Append(FigureTime.Total(times)) : times)
            table.AddRow([.. time.Cells()]);
        return table;
    }
}
