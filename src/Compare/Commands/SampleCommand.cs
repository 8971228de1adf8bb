using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RbmTheory.Compare.Sampling;
using RbmTheory.Compare.Training;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm sample RUN</c>: configurations drawn from a trained machine, and how long its chains
/// remember.</summary>
internal sealed class SampleCommand
{
    private readonly Argument<string> _run = new("run") { Description = "The machine: folder of a run, or a file" };
    private readonly Option<int> _samples = Options.Whole("--samples", "Configurations S", 1000, 1, 1_000_000);
    private readonly Option<int> _steps = Options.Whole("--steps", "Gibbs steps k before each", 1000, 1, 1_000_000);
    private readonly Option<string> _start = new("--start")
    {
        Description = "Where the chains begin: random, each unit by itself; data, rows of the training data; or "
            + "chains, where those of the training were",
        HelpName = "start",
        DefaultValueFactory = _ => NameOf(SampleStart.Random),
        CustomParser = result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (!Enum.GetValues<SampleStart>().Select(NameOf).Contains(text))
                result.AddError($"--start = {text}, but it should be random, data or chains");
            return text;
        },
    };

    private readonly Option<bool> _meanField = new("--mean-field")
    {
        Description = "Algorithm 2 as Fissore prints it: k rounds pass on means in place of values, and one draw ends "
            + "them. It samples no machine, but ends in the fixed points of mean field",
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "File of the samples, a row each: .npy, .npz or .csv, as train --data reads it",
        HelpName = "file",
        Required = true,
    };

    private readonly Option<ulong> _seed = Options.Seed();
    private readonly Option<int> _threads = Options.Threads();
    private readonly Option<bool> _json = Options.Json();

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        SampleCommand sample = new();
        Command command = new("sample", "Draw configurations from a trained machine, each by a chain of its own, and "
            + "measure whether the chains were long enough")
        {
            sample._run, sample._samples, sample._steps, sample._start, sample._meanField, sample._out, sample._seed,
            sample._threads, sample._json,
        };
        command.SetAction(parsed => sample.Run(terminal, parsed));
        return command;
    }

    private int Run(Terminal terminal, ParseResult parsed)
    {
        bool json = parsed.GetValue(_json);
        int samples = parsed.GetValue(_samples);
        string path = parsed.GetValue(_out)!;
        LoadedMachine loaded =
            LoadedMachine.Open(parsed.GetValue(_run)!, line => terminal.Errors.WriteLine($"rbm: {line}"));
        SampleFile.Prepare(path, loaded.Source, samples, loaded.Machine.Sites);
        SampleStart start = Enum.GetValues<SampleStart>().Single(s => NameOf(s) == parsed.GetValue(_start));
        try
        {
            if (parsed.GetValue(_meanField))
                DrawMeanField(terminal, loaded, start, parsed);
            else
                Draw(terminal, loaded, start, parsed);
        }
        catch (OperationCanceledException)
        {
            throw new InterruptedException("interrupted; nothing was written");
        }

        if (!json)
            terminal.Output.WriteLine(path);
        return 0;
    }

    private void Draw(Terminal terminal, LoadedMachine loaded, SampleStart start, ParseResult parsed)
    {
        bool json = parsed.GetValue(_json);
        int samples = parsed.GetValue(_samples);
        MachineSampler drawn = terminal.Wait("chains", json, () => MachineSampler.Draw(loaded, samples,
            parsed.GetValue(_steps), start, parsed.GetValue(_seed), parsed.GetValue(_threads), terminal.Cancellation));
        SampleFile.Write(parsed.GetValue(_out)!, drawn.Chains.Layer,
            drawn.Chains.Rows[..(samples * drawn.Chains.RowBytes)]);
        if (json)
            terminal.Output.WriteLine(ToJson(loaded, drawn.Times, samples, parsed));
        else
            Print(terminal, loaded, drawn.Times, samples);
    }

    private void DrawMeanField(Terminal terminal, LoadedMachine loaded, SampleStart start, ParseResult parsed)
    {
        bool json = parsed.GetValue(_json);
        int samples = parsed.GetValue(_samples), steps = parsed.GetValue(_steps);
        MeanFieldSampler drawn = terminal.Wait("mean field", json, () => MeanFieldSampler.Draw(loaded, samples, steps,
            start, parsed.GetValue(_seed), parsed.GetValue(_threads), terminal.Cancellation));
        SampleFile.Write(parsed.GetValue(_out)!, loaded.Machine.VisibleLayer, drawn.Rows.Span);
        if (!json)
        {
            terminal.Output.WriteLine(Head(loaded, samples) + $"{steps} rounds of mean field each");
            terminal.Output.WriteLine(drawn.Judgement);
            return;
        }

        terminal.Output.WriteLine(JsonSerializer.Serialize(new
        {
            loaded.Source,
            samples,
            loaded.Machine.Sites,
            steps,
            start = parsed.GetValue(_start),
            seed = parsed.GetValue(_seed),
            @out = parsed.GetValue(_out),
            meanField = true,
            largestChange = drawn.LargestChange,
            ends = drawn.Ends,
            hasMoreEnds = drawn.HasMoreEnds,
        }, ReportCommand.Json));
    }

    private string ToJson(LoadedMachine loaded, SampleTimes times, int samples, ParseResult parsed)
        => JsonSerializer.Serialize(new
        {
            loaded.Source,
            samples,
            loaded.Machine.Sites,
            times.Steps,
            start = parsed.GetValue(_start),
            seed = parsed.GetValue(_seed),
            @out = parsed.GetValue(_out),
            autocorrelationTimes = times.All.ToDictionary(a => a.Name, a => times.Interval * a.Of.Time),
            autocorrelationTimeErrors = times.All.ToDictionary(a => a.Name, a => times.Interval * a.Of.TimeError),
            longestTime = times.Longest,
            isLongEnough = times.AreEnough,
        }, ReportCommand.Json);

    private static string Head(LoadedMachine loaded, int samples)
        => $"{loaded.Source}: {samples} samples of {loaded.Machine.Sites} "
            + $"{loaded.Machine.VisibleLayer.Unit.Name} units, ";

    private static void Print(Terminal terminal, LoadedMachine loaded, SampleTimes times, int samples)
    {
        terminal.Output.WriteLine(Head(loaded, samples) + $"{times.Steps} Gibbs steps each");
        terminal.Output.WriteLine("autocorrelation time in steps: " + string.Join(", ",
            times.All.Select(a => $"{TextOf(a.Name)} {TimeOf(a.Of, times.Interval)}")));
        terminal.Output.WriteLine(Judgement(times));
    }

    private static string Judgement(SampleTimes times)
    {
        string steps = $"the {times.Steps} steps of a chain are";
        double ratio = times.Steps / times.Longest;
        return times.Longest == 0 ? "nothing that was measured ever changes"
            : double.IsNaN(ratio) ? "a time is longer than could be seen: the samples may remember where they began"
            : times.AreEnough ? string.Create(CultureInfo.InvariantCulture, $"{steps} {ratio:G3} times the longest")
            : string.Create(CultureInfo.InvariantCulture, $"{steps} only {ratio:G2} times the longest, and should be ")
                + $"{SampleTimes.Many} times and more: the samples remember where they began";
    }

    private static string TimeOf(Simulation.Observables.Autocorrelation of, int interval)
        => of.Variance <= 0 ? "never changes"
            : double.IsNaN(of.Time) ? $"above {SampleTimes.Records / 2 * interval}"
            : string.Create(CultureInfo.InvariantCulture, $"{interval * of.Time:G3} ± {interval * of.TimeError:G2}");

    private static string TextOf(string name) => name switch
    {
        "freeEnergy" => "free energy",
        "projection" => "projection on the first singular vector",
        _ => name,
    };

    private static string NameOf(SampleStart start) => start.ToString().ToLowerInvariant();
}
