using System.CommandLine;
using System.Text.Json;
using RbmTheory.Theory.MeanField;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm theory lines</c>: the lines between the phases of a machine of a mode in noise.</summary>
public static class LinesCommand
{
    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        Option<double> kappa = PhaseCommand.Kappa();
        Option<int> points = Options.Whole("--points", "Values of σ on each side of 1", 11, 2, 1001);
        Option<double> largest = Options.Real("--largest", "Largest σ", 3, 1, PhaseCommand.Largest);
        ModeLawOptions law = new();
        Option<bool> json = Options.Json();
        Command command = new("lines", "The lines P–F, P–SG and SG–F between the phases of a machine of one mode in "
            + "noise, and where replica symmetry becomes stable in F (AT), over σ")
        {
            kappa, points, largest,
        };
        law.AddTo(command);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            int last = parsed.GetValue(points) - 1;
            double to = parsed.GetValue(largest), k = parsed.GetValue(kappa);
            ModeLaw mode = law.Of(parsed);
            double[] below = [.. Enumerable.Range(0, last + 1).Select(i => (double)i / last)];
            double[] ones = [.. below.Select(_ => 1.0)], above = [.. below.Select(x => 1 + ((to - 1) * x))];
            Lines lines = terminal.Wait("lines", parsed.GetValue(json), () => new Lines(k, mode.Name, new(below, ones),
                new(ones, below), new(above, [.. above.Select(s => PhaseLines.GlassToFerromagnet(s, k))]),
                new(above, [.. above.Select(s => PhaseLines.ReplicaInstability(s, k, mode))])));
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(lines, ReportCommand.Json));
            else
                Print(terminal, lines);
        });
        return command;
    }

    private static void Print(Terminal terminal, Lines lines)
    {
        terminal.Output.WriteLine("P-F: w = 1 for σ up to 1; P-SG: σ = 1 for w up to 1");
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("σ", "SG-F: w", "AT: w");
        for (int i = 0; i < lines.GlassFerro.Sigma.Length; i++)
            table.AddRow($"{lines.GlassFerro.Sigma[i]:R}", $"{lines.GlassFerro.Spike[i]:R}", $"{lines.At.Spike[i]:R}");
        terminal.Write(table);
    }

    /// <summary>The four lines.</summary>
    private sealed record Lines(double Kappa, string Law, Line ParaFerro, Line ParaGlass, Line GlassFerro, Line At);

    /// <summary>One of them.</summary>
    private sealed record Line(double[] Sigma, double[] Spike);
}
