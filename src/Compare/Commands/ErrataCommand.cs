using System.CommandLine;
using System.Text.Json;
using RbmTheory.Theory.Errata;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm theory errata</c>: the misprints of the sources, each checked as it is printed.</summary>
public static class ErrataCommand
{
    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        Option<bool> json = Options.Json();
        Command command = new("errata",
            "The misprints of the sources: as printed, as they should be, and a check of both") { json };
        command.SetAction(parsed =>
        {
            (Erratum Erratum, ErratumResult Result)[] all = terminal.Wait("checking the errata", parsed.GetValue(json),
                () => Erratum.All.Select(e => (e, e.Check())).ToArray());
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(
                    JsonSerializer.Serialize(all.Select(e => Numbers(e.Erratum, e.Result)), ReportCommand.Json));
            else
                Print(terminal, all);
            return all.All(e => e.Result.PrintedFails && e.Result.CorrectedHolds) ? 0 : 1;
        });
        return command;
    }

    private static object Numbers(Erratum erratum, ErratumResult result) => new
    {
        source = erratum.Source,
        printed = erratum.Printed,
        corrected = erratum.Corrected,
        howShown = erratum.HowShown,
        printedDeviation = result.PrintedDeviation,
        correctedDeviation = result.CorrectedDeviation,
        bound = result.Bound,
        printedFails = result.PrintedFails,
        correctedHolds = result.CorrectedHolds,
    };

    private static void Print(Terminal terminal, (Erratum Erratum, ErratumResult Result)[] all)
    {
        Table table = new() { Border = TableBorder.Simple, ShowRowSeparators = true };
        table.AddColumns("source", "as printed", "should be", "off by, printed", "off by, corrected", "bound");
        foreach ((Erratum erratum, ErratumResult result) in all)
        {
            table.AddRow(erratum.Source.EscapeMarkup(), erratum.Printed.EscapeMarkup(),
                erratum.Corrected.EscapeMarkup(),
                $"{result.PrintedDeviation:G3}", $"{result.CorrectedDeviation:G3}", $"{result.Bound:G3}");
        }

        terminal.Write(table);
    }
}
