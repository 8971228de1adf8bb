using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RbmTheory.Compare.Sampling;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Observables;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm mixing RUN</c>: how long the Gibbs chains of a machine remember, mode by mode, beside what mean field
/// says.</summary>
internal sealed class MixingCommand
{
    private const long MostNumbers = 200_000_000;

    private readonly Argument<string> _run = new("run") { Description = "The machine: folder of a run, or a file" };
    private readonly Option<int> _chains = Options.Whole("--chains",
        "Chains, which start from the training data of a run, and from coins for a file", 300, MixingTime.Groups,
        100_000);
    private readonly Option<int> _burn = Options.Whole("--burn", "Sweeps before the first record", 300, 0, 1_000_000);
    private readonly Option<int> _sweeps = Options.Whole("--sweeps",
        "Sweeps that are recorded; no time longer than half of them can be shown", 1000, 4, 1_000_000);
    private readonly Option<int> _modes = Options.Whole("--modes", "Leading modes of the weights", 5, 1, 100);
    private readonly Option<ulong> _seed = Options.Seed();
    private readonly Option<int> _threads = Options.Threads();
    private readonly Option<bool> _json = Options.Json();

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        MixingCommand mixing = new();
        Command command = new("mixing", "How long the Gibbs chains of a machine remember: autocorrelation times along "
            + "the modes of its weights and of the free energy, or lower bounds of them, relaxation from coins, and mean "
            + "field")
        {
            mixing._run, mixing._chains, mixing._burn, mixing._sweeps, mixing._modes, mixing._seed, mixing._threads,
            mixing._json,
        };
        command.SetAction(parsed => mixing.Run(terminal, parsed));
        return command;
    }

    private int Run(Terminal terminal, ParseResult parsed)
    {
        bool json = parsed.GetValue(_json);
        int chains = parsed.GetValue(_chains), sweeps = parsed.GetValue(_sweeps), modes = parsed.GetValue(_modes);
        if ((long)chains * sweeps * (modes + 1) > MostNumbers)
            throw new InputException($"--chains × --sweeps × (--modes + 1) = {(long)chains * sweeps * (modes + 1)}, "
                + $"but it should be at most {MostNumbers}");
        LoadedMachine loaded =
            LoadedMachine.Open(parsed.GetValue(_run)!, line => terminal.Errors.WriteLine($"rbm: {line}"));
        if (!loaded.Machine.Parameters.AreFinite)
            throw new InputException($"{loaded.Source} holds weights that are no numbers");
        MachineMixing mixing;
        try
        {
            mixing = terminal.Wait("chains", json, () => MachineMixing.Of(loaded, chains, parsed.GetValue(_burn), sweeps,
                modes, parsed.GetValue(_seed), parsed.GetValue(_threads), terminal.Cancellation));
        }
        catch (OperationCanceledException)
        {
            throw new InterruptedException("interrupted");
        }

        if (json)
            terminal.Output.WriteLine(ToJson(loaded, mixing, parsed));
        else
            Print(terminal, loaded, mixing, chains, sweeps);
        return 0;
    }

    private string ToJson(LoadedMachine loaded, MachineMixing mixing, ParseResult parsed)
        => JsonSerializer.Serialize(new
        {
            loaded.Source,
            loaded.Machine.Sites,
            loaded.Machine.Hidden,
            chains = parsed.GetValue(_chains),
            burn = parsed.GetValue(_burn),
            sweeps = parsed.GetValue(_sweeps),
            start = mixing.Start.ToString().ToLowerInvariant(),
            seed = parsed.GetValue(_seed),
            modes = mixing.Modes.Select(
                (time, a) => new { singularValue = mixing.SingularValues[a], chains = OfTime(time) }),
            freeEnergy = OfTime(mixing.FreeEnergy),
            meanField = mixing.Critical is null ? null : new
            {
                gain = mixing.Critical.Gain,
                sweepCorrelation = mixing.Critical.SweepCorrelation,
                autocorrelationTime = mixing.Critical.Gain < 1 ? mixing.Critical.AutocorrelationTime : (double?)null,
            },
            relaxation = new
            {
                mixing.Relaxation.Sweeps,
                mixing.Relaxation.FreeEnergies,
                mixing.Relaxation.Errors,
                mixing.Relaxation.Equilibrium,
                mixing.Relaxation.EquilibriumError,
                time = double.IsFinite(mixing.Relaxation.Time) ? mixing.Relaxation.Time : (double?)null,
                isSeen = !double.IsNaN(mixing.Relaxation.Time),
            },
        }, ReportCommand.Json);

    private static object OfTime(MixingTime time) => new
    {
        time = double.IsFinite(time.Time) ? time.Time : (double?)null,
        timeError = double.IsFinite(time.TimeError) ? time.TimeError : (double?)null,
        time.IsLowerBound,
        sweepCorrelation = time.StepCorrelation,
        sweepCorrelationError = time.StepCorrelationError,
        time.Kurtosis,
        time.KurtosisError,
    };

    private static void Print(Terminal terminal, LoadedMachine loaded, MachineMixing mixing, int chains, int sweeps)
    {
        string start = mixing.Start == SampleStart.Data ? "the training data" : "coins";
        terminal.Output.WriteLine(
            $"{loaded.Source}: {loaded.Description}, {chains} chains from {start}, {sweeps} sweeps");
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("along", "singular value", "time in sweeps", "left after a sweep", "kurtosis");
        foreach ((int a, MixingTime time) in mixing.Modes.Index())
            Add($"mode {a + 1}", Show(mixing.SingularValues[a]), time);
        Add("free energy", "", mixing.FreeEnergy);
        terminal.Write(table);
        if (mixing.Modes.Append(mixing.FreeEnergy).Any(time => time.IsLowerBound))
            terminal.Output.WriteLine("chains did not forget where they began: the other times too may lack a slow part, of "
                + "less than a sixth of the variance");
        if (mixing.Critical is { } critical)
            terminal.Output.WriteLine($"mean field: gain g {Show(critical.Gain)}, a sweep leaves g² = "
                + $"{Show(critical.SweepCorrelation)}, " + (critical.Gain < 1
                    ? $"time ½ + g²/(1 − g²) = {Show(critical.AutocorrelationTime)} sweeps within one state"
                    : "and from 1 on the state is no minimum"));
        double relaxation = mixing.Relaxation.Time;
        terminal.Output.WriteLine("from coins: " + (double.IsNaN(relaxation)
            ? "after one sweep no excess of the free energy is seen"
            : "of the excess of the free energy after one sweep " + (double.IsFinite(relaxation)
                ? $"1/e is left after {Show(relaxation)} sweeps" : $"more than 1/e is left after {sweeps} sweeps")));

        void Add(string name, string value, MixingTime time) => table.AddRow(name, value,
            double.IsNaN(time.Time) ? "never changes" : time.IsLowerBound ? $"> {Show(time.Time)}"
                : $"{Show(time.Time)} ± {Error(time.TimeError)}",
            $"{Show(time.StepCorrelation)} ± {Error(time.StepCorrelationError)}",
            $"{Show(time.Kurtosis)} ± {Error(time.KurtosisError)}");
    }

    private static string Show(double number) => number.ToString("G4", CultureInfo.InvariantCulture);

    private static string Error(double number) => number.ToString("G2", CultureInfo.InvariantCulture);
}
