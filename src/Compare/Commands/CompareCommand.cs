using System.CommandLine;
using System.Text.Json;
using RbmTheory.Compare.Comparisons;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Training;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm compare FOLDER</c>: a run on samples of a ring, finished or not, compared with the theory for its
/// parameters.</summary>
public static class CompareCommand
{
    private const string NoVerdict = "One run has no error bar: deviations are stated, not judged.";

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        Argument<string> folder = new("folder") { Description = "Folder of a run, as given to rbm train --out" };
        Option<bool> all = new("--all") { Description = $"Every hidden unit, not only the first {UnitTable.Most}" };
        Option<string> figures =
            Options.Folder("Draw the weights over the expected field too, into figures/ in this folder", null);
        Option<bool> json = new("--json")
        {
            Description = "Print one JSON object instead of text: run, source, epoch, epochs, updates, isFinished, "
                + "data, hidden, hiddenUnits, isAboveTransition; quantities, each with quantity, theory, run, "
                + "deviationPercent and remark; and units, a number a hidden unit by name, centres in sites from 0",
        };
        Command command = new("compare",
            "Line up a run on samples of a ring, finished or not, with the theory of its parameters: thresholds, "
            + "learning time, the expected field and its diffusion, and what was measured")
        {
            folder, all, figures, json,
        };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(folder)!, parsed.GetValue(all),
            parsed.GetValue(figures), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Terminal terminal, string folder, bool all, string? figures, bool json)
    {
        ComparedRun run = new(RunView.Open(folder, line => terminal.Errors.WriteLine($"rbm: {line}")), folder);
        if (figures is not null)
            OutputFolder.Prepare(figures);
        RunComparison comparison =
            terminal.Wait("theory", json, () => new RunComparison(run, terminal.Cancellation));
        if (json)
            terminal.Output.WriteLine(ToJson(comparison, folder));
        else
            Print(terminal, comparison, all);
        if (figures is not null)
            Draw(terminal, comparison, figures, json);
        return 0;
    }

    private static string ToJson(RunComparison comparison, string folder)
    {
        ComparedRun run = comparison.Run;
        return JsonSerializer.Serialize(new
        {
            run = folder,
            run.View.Source,
            run.Machine.Epoch,
            epochs = run.View.Settings.Epochs,
            run.Updates,
            isFinished = IsFinished(run),
            data = $"{run.Ring}",
            run.Hidden,
            hiddenUnits = run.View.Settings.HiddenUnit.Name,
            run.IsAboveTransition,
            quantities = comparison.Quantities.ToDictionary(
                c => c.Name, c => new { c.Quantity, c.Theory, c.Run, c.DeviationPercent, c.Remark }),
            comparison.Units,
        }, ReportCommand.Json);
    }

    private static bool IsFinished(ComparedRun run) => run.Machine.Epoch >= run.View.Settings.Epochs;

    private static void Print(Terminal terminal, RunComparison comparison, bool all)
    {
        ComparedRun run = comparison.Run;
        TrainingSettings settings = run.View.Settings;
        terminal.Output.WriteLine($"{run.View.Source}: epoch {run.Machine.Epoch} of {settings.Epochs}, "
            + $"{run.Machine.Sites} {settings.VisibleUnit?.Name} × {run.Hidden} {settings.HiddenUnit.Name}, "
            + $"{run.Ring}");
        if (!IsFinished(run))
            terminal.Output.WriteLine($"the run is not finished: this is its state after {run.Updates} updates");
        Spectre.Console.Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("quantity", "theory", "run", "deviation", "remark");
        foreach (Comparison c in comparison.Quantities)
            table.AddRow(c.Quantity.EscapeMarkup(), Number(c.Theory), Number(c.Run), Percent(c.DeviationPercent),
                c.Remark.EscapeMarkup());
        terminal.Write(table);
        if (run.Hidden > 1)
            PrintUnits(terminal, comparison.Units, all);
        terminal.Output.WriteLine(NoVerdict);
    }

    private static void PrintUnits(Terminal terminal, Dictionary<string, double[]> units, bool all)
    {
        (string Heading, string Name, double Shift)[] columns =
        [
            ("centre (site)", "centre", 1), ("peak |w|", "amplitude", 0), ("FWHM (sites)", "fwhm", 0),
            ("W = |Σw|", "sum", 0), ("angular frequency", "frequency", 0),
        ];
        columns = [.. columns.Where(c => units.ContainsKey(c.Name))];
        Spectre.Console.Table table = new() { Border = TableBorder.Simple };
        table.AddColumns(["hidden unit", .. columns.Select(c => c.Heading)]);
        int count = units["centre"].Length, shown = all ? count : Math.Min(count, UnitTable.Most);
        for (int mu = 0; mu < shown; mu++)
        {
            table.AddRow([$"{mu + 1}", .. columns.Select(c => Number(Finite(units[c.Name][mu] + c.Shift))
                + (units.TryGetValue(RunComparison.DeviationOf(c.Name), out double[]? deviation)
                    ? $" ({Percent(Finite(deviation[mu]))})" : ""))]);
        }

        terminal.Write(table);
        if (shown < count)
            terminal.Output.WriteLine($"{count - shown} more hidden units; rbm compare FOLDER --all shows every one");
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Number(double? value) => value is double number ? $"{number:G5}" : "–";

    private static string Percent(double? value) => value is double number ? $"{number:+0.0;−0.0;0.0} %" : "–";

    private static void Draw(Terminal terminal, RunComparison comparison, string folder, bool json)
    {
        using ReportWriter writer = new(folder);
        writer.Write(ComparisonFigure.Of(comparison));
        foreach (string file in writer.Publish())
            (json ? terminal.Errors : terminal.Output).WriteLine(file);
    }
}
