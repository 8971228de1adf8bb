using System.CommandLine;
using System.Text.Json;
using RbmTheory.Theory.SpectralDynamics;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm theory modes --signal C</c>: how a mode of Gaussian units is learnt, where it ends, how fast the
/// trained machine mixes, and with --steps what training by k sweeps makes of it.</summary>
public static class ModesCommand
{
    // From here to there a signal over noise, up to 1e12, has all its digits.
    private const double Smallest = 1e-6, Largest = 1e6;

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        Option<double?> signal = Options.Optional(
            "--signal", "Variance C of the data along the mode", Smallest, Largest);
        signal.Required = true;
        Option<double> visible = Variance("--visible-variance", "Variance σ_v² of a visible unit");
        Option<double> hidden = Variance("--hidden-variance", "Variance σ_h² of a hidden unit");
        Option<double> from = Options.Real("--from", "The weight at the start, over w*", 0.01, 1e-100, 1 - 1e-9);
        Option<double> to = Options.Real("--to", "The weight at the end, over w*", 0.9, 1e-100, 1 - 1e-9);
        Option<int> steps = Options.Whole("--steps",
            "Sweeps k of Rdm-k and of PCD-k; 0 to leave both out", 0, 0, 1_000_000);
        Option<double?> start = Options.Optional("--start-variance",
            "Variance V_0 that the chains of Rdm-k start with; 1 unless given", 0, Largest);
        Option<bool> json = Options.Json();
        Command command = new("modes",
            "A mode of a machine of Gaussian units on both sides: its weight once trained, the time from one weight to "
            + "another in 1/ν updates, and the autocorrelation time of the trained machine in sweeps; with --steps the "
            + "squared gain x_k of training by Rdm-k, which has no equilibrium from 1 on, and the rates ν above which "
            + "PCD-k oscillates and is unstable")
        {
            signal, visible, hidden, from, to, steps, start, json,
        };
        command.SetAction(parsed =>
        {
            double low = parsed.GetValue(from), high = parsed.GetValue(to);
            if (low >= high)
                throw new InputException($"--from = {low}, but it should be below --to = {high}");
            int k = parsed.GetValue(steps);
            if (k == 0 && parsed.GetValue(start) is double given)
                throw new InputException($"--start-variance = {given}, but it should stand with --steps of at least 1");
            GaussianMode mode = new(parsed.GetValue(signal)!.Value, parsed.GetValue(visible), parsed.GetValue(hidden));
            Dictionary<string, double?> numbers = Numbers(mode, low, high);
            if (k > 0)
                Add(numbers, mode, k, parsed.GetValue(start) ?? 1);
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(numbers, ReportCommand.Json));
            else
                Print(terminal, numbers);
        });
        return command;
    }

    private static Option<double> Variance(string name, string description)
        => Options.Real(name, description, 1, Smallest, Largest);

    private static Dictionary<string, double?> Numbers(GaussianMode mode, double from, double to) => new()
    {
        ["weight"] = mode.Weight,
        ["time"] = mode.FixedPoint > 0 ? mode.Time(from * from * mode.FixedPoint, to * to * mode.FixedPoint) : null,
        ["mixingTime"] = mode.MixingTime,
    };

    private static void Add(Dictionary<string, double?> numbers, GaussianMode mode, int steps, double startVariance)
    {
        numbers["shortRun"] = new ShortRunMode(mode, steps, startVariance).SquaredGain;
        PersistentMode? persistent = mode.FixedPoint > 0 ? new(mode, steps) : null;
        numbers["oscillationRate"] = persistent?.OscillationRate;
        numbers["criticalRate"] = persistent?.CriticalRate;
    }

    private static void Print(Terminal terminal, Dictionary<string, double?> numbers)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("quantity", "value");
        foreach ((string name, double? value) in numbers)
            table.AddRow(name, value is double number ? $"{number:R}" : "none: the signal is not above the noise");
        terminal.Write(table);
    }
}
