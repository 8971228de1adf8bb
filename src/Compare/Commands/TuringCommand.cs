using System.CommandLine;
using System.Text.Json;
using RbmTheory.Theory.ReceptiveFields;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary>
/// <c>rbm theory turing</c>: the uniform state of (38) on a ring and the growth of its modes, (A1)-(A12).
/// </summary>
public static class TuringCommand
{
    private const int ShownModes = 9;

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        Option<double> length = Options.Real("--length", "Length L of the ring, in sites", 10, 1, 1e6);
        Option<bool> json = Options.Json();
        Command command = new("turing", "The uniform state on a ring of length L and the growth rates of its modes")
        {
            length, json,
        };
        command.SetAction(parsed =>
        {
            TuringInstability uniform = new(parsed.GetValue(length));
            double[] rates = [.. Enumerable.Range(0, ShownModes).Select(uniform.GrowthRate)];
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(Numbers(uniform, rates), ReportCommand.Json));
            else
                Print(terminal, uniform, rates);
        });
        return command;
    }

    private static object Numbers(TuringInstability uniform, double[] rates) => new
    {
        length = uniform.Length,
        weight = uniform.Weight,
        b = uniform.Repressor,
        activatorOnActivator = uniform.ActivatorOnActivator,
        repressorOnActivator = uniform.RepressorOnActivator,
        activatorOnRepressor = uniform.ActivatorOnRepressor,
        repressorOnRepressor = uniform.RepressorOnRepressor,
        trace = uniform.Trace,
        determinant = uniform.Determinant,
        growthRates = rates,
        unstableModes = uniform.UnstableModes,
        stable = uniform.IsStable,
        lowerLength = TuringInstability.LowerLength,
        upperLength = TuringInstability.UpperLength,
    };

    private static void Print(Terminal terminal, TuringInstability uniform, double[] rates)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("quantity", "value");
        table.AddRow("uniform weight w*", $"{uniform.Weight:R}");
        table.AddRow("repressor b*", $"{uniform.Repressor:R}");
        table.AddRow("f_w, f_b (A4)", $"{uniform.ActivatorOnActivator:R}, {uniform.RepressorOnActivator:R}");
        table.AddRow("g_w, g_b (A4)", $"{uniform.ActivatorOnRepressor:R}, {uniform.RepressorOnRepressor:R}");
        table.AddRow("trace, determinant (A9)", $"{uniform.Trace:R}, {uniform.Determinant:R}");
        for (int mode = 0; mode < rates.Length; mode++)
            table.AddRow($"growth rate of mode {mode}", $"{rates[mode]:R}");
        table.AddRow("modes that grow", $"{uniform.UnstableModes}");
        table.AddRow("uniform state is stable for L",
            $"{TuringInstability.LowerLength:R} to {TuringInstability.UpperLength:R}");
        terminal.Write(table);
    }
}
