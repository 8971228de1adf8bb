using System.CommandLine;
using System.Text.Json;
using RbmTheory.Theory.ReceptiveFields;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary>
/// <c>rbm theory repulsion</c>: how the bumps of two hidden units push each other apart in the continuum (52)-(53), by
/// the formula for far bumps and measured on the integrated equations.
/// </summary>
public static class RepulsionCommand
{
    // Nearer bumps merge; the ring that is integrated, 64 sites, is to be four times the distance.
    private const double Nearest = 4, Farthest = 16;

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        Option<double> separation =
            Options.Real("--separation", "Distance d(0) of the two bumps, in sites", 8, Nearest, Farthest);
        Option<double> time = Options.Real("--time", "Time t after which the distance is given, in 1/νβ", 1000, 0, 1e12);
        Option<bool> json = Options.Json();
        Command command = new("repulsion",
            "How the bumps of two hidden units repel in the continuum (52)-(53): dd/dt = 24√2 κ exp(-2κd)")
        {
            separation, time, json,
        };
        command.SetAction(parsed =>
        {
            double d = parsed.GetValue(separation), t = parsed.GetValue(time);
            (double Separation, double Ratio) measured =
                terminal.Wait("two bumps", parsed.GetValue(json), () => BumpRepulsion.Measure(d));
            Dictionary<string, double> numbers = new()
            {
                ["separation"] = d,
                ["time"] = t,
                ["kappa"] = SechProfile.Stable.Kappa,
                ["rate"] = BumpRepulsion.Rate(d),
                ["separationAfter"] = BumpRepulsion.Separation(d, t),
                ["measuredSeparation"] = measured.Separation,
                ["measuredRateOverFormula"] = measured.Ratio,
            };
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(numbers, ReportCommand.Json));
            else
                Print(terminal, numbers);
        });
        return command;
    }

    private static void Print(Terminal terminal, Dictionary<string, double> numbers)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("quantity", "value");
        table.AddRow("distance d(0), sites", $"{numbers["separation"]:R}");
        table.AddRow("κ", $"{numbers["kappa"]:R}");
        table.AddRow("rate 24√2 κ exp(-2κd), sites a unit of time", $"{numbers["rate"]:R}");
        table.AddRow($"distance after t = {numbers["time"]:R}", $"{numbers["separationAfter"]:R}");
        table.AddRow("distance where the rate was measured", $"{numbers["measuredSeparation"]:R}");
        table.AddRow("measured rate / formula there", $"{numbers["measuredRateOverFormula"]:R}");
        terminal.Write(table);
    }
}
