using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RbmTheory.Compare.MeanField;
using RbmTheory.Compare.Training;
using RbmTheory.Theory.MeanField;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm theory tap MACHINE</c>: the free energy and the magnetisations of a machine in mean field, to first,
/// second and third order in its weights, beside the exact log Z where that can be summed.</summary>
internal static class TapCommand
{
    private const int Orders = 3, UnitsShown = 8;

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        Argument<string?> place = new("machine")
        {
            Description = "Folder of a run, or file of a machine, of binary or spin units",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> formula = new("--machine")
        {
            Description = "A machine given by a formula instead: formula:bias:N=8,M=6,s=0.3 or formula:gen:…, "
                + "N and M in [1, 2000], s in (-100, 100], units=binary or units=spin",
            HelpName = "formula",
        };
        Option<bool> json = Options.Json();
        Command command = new("tap", "Mean-field free energy and magnetisations of a machine to orders 1, 2 and 3 in "
            + "its weights, (13)-(16) of Fissore, and how slowly its slowest mode decays in a Gibbs sweep")
        {
            place, formula, json,
        };
        command.SetAction(parsed =>
        {
            bool isJson = parsed.GetValue(json);
            (TwoStateMachine machine, string source) = Open(terminal, parsed.GetValue(place), parsed.GetValue(formula));
            (double? exact, TapSolution[] orders, CriticalOperator critical) =
                terminal.Wait("mean field", isJson, () => Solve(machine));
            if (isJson)
                terminal.Output.WriteLine(ToJson(machine, source, exact, orders, critical));
            else
                Print(terminal, machine, source, exact, orders, critical);
            return 0;
        });
        return command;
    }

    private static (TwoStateMachine Machine, string Source) Open(Terminal terminal, string? place, string? formula)
    {
        if (formula is not null)
        {
            FormulaSpec spec = FormulaSpec.Parse("--machine", formula);
            return place is null ? (spec.Create(), spec.ToString())
                : throw new InputException($"'{place}' and --machine are both given, but it should be one of them");
        }

        if (place is null)
            throw new InputException("there is no machine, but it should be the folder of a run, a file, or a formula "
                + "behind --machine");
        LoadedMachine loaded = LoadedMachine.Open(place, line => terminal.Errors.WriteLine($"rbm: {line}"));
        return (TheoryMachine.Of(loaded), loaded.Source);
    }

    private static (double? LogPartition, TapSolution[] Orders, CriticalOperator Critical) Solve(
        TwoStateMachine machine)
    {
        TapSolution[] orders = [.. Enumerable.Range(1, Orders).Select(order => TapSolution.Find(machine, order))];
        return (ExactPartition.LogPartition(machine), orders,
            CriticalOperator.At(machine, orders[0].Visible, orders[0].Hidden));
    }

    private static string ToJson(
        TwoStateMachine machine, string source, double? exact, TapSolution[] orders, CriticalOperator critical)
        => JsonSerializer.Serialize(new
        {
            source,
            visibleUnits = machine.Visible,
            hiddenUnits = machine.Hidden,
            logPartition = exact,
            order1 = orders[0],
            order2 = orders[1],
            order3 = orders[2],
            critical = new
            {
                gain = critical.Gain,
                sweepCorrelation = critical.SweepCorrelation,
                autocorrelationTime = critical.Gain < 1 ? critical.AutocorrelationTime : (double?)null,
            },
        }, ReportCommand.Json);

    private static void Print(Terminal terminal, TwoStateMachine machine, string source, double? exact,
        TapSolution[] orders, CriticalOperator critical)
    {
        terminal.Output.WriteLine($"{source}: {machine.Visible} {machine.VisibleUnit.Name} × {machine.Hidden} "
            + machine.HiddenUnit.Name);
        terminal.Output.WriteLine(exact is double log ? $"F = -log Z, summed exactly: {-log:R}"
            : $"F = -log Z: both layers have more than {ExactPartition.MostUnits} units, too many to sum");
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("order", "F", "F - exact", "residual", "iterations", "first ⟨v⟩", "first ⟨h⟩");
        for (int k = 0; k < Orders; k++)
        {
            TapSolution tap = orders[k];
            table.AddRow($"{k + 1}", $"{tap.FreeEnergy:R}", exact is double z ? Show(tap.FreeEnergy + z) : "",
                Show(tap.Residual), tap.Converged ? $"{tap.Iterations}" : $"{tap.Iterations}, not converged",
                Means(tap.Visible), Means(tap.Hidden));
        }

        terminal.Write(table);
        string time = critical.Gain < 1
            ? $"autocorrelation time {Show(critical.AutocorrelationTime)} sweeps, correlation after one "
                + Show(critical.SweepCorrelation)
            : "from 1 on the state is no minimum, and there is no time";
        terminal.Output.WriteLine($"slowest mode at order 1: gain g {Show(critical.Gain)} a layer; {time}");
    }

    private static string Means(double[] means)
        => string.Join(' ', means.Take(UnitsShown).Select(m => m.ToString("F4", CultureInfo.InvariantCulture)));

    private static string Show(double number) => number.ToString("G5", CultureInfo.InvariantCulture);
}
