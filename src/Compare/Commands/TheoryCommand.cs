using System.CommandLine;
using System.Text.Json;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Commands;

/// <summary><c>rbm theory</c>: numbers of the theory half.</summary>
public static class TheoryCommand
{
    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
        => new("theory", "Numbers of the theory half") { Bump(terminal) };

    private static Command Bump(Terminal terminal)
    {
        Option<int> sites = Options.Whole("--sites", "Sites N of the ring", 100, LatticeBump.MinimumSites, 2000);
        Option<bool> json = Options.Json();
        Command command = new("bump", "The steady bumps of the small-β lattice equation (37): centred on a site, which is stable, and on "
            + "a bond, which is a saddle")
        {
            sites, json,
        };
        command.SetAction(parsed =>
        {
            Dictionary<string, LatticeBump> bumps = new()
            {
                ["siteCentred"] = LatticeBump.SiteCentred(parsed.GetValue(sites)),
                ["bondCentred"] = LatticeBump.BondCentred(parsed.GetValue(sites)),
            };
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(bumps.ToDictionary(b => b.Key, b => Numbers(b.Value)), ReportCommand.Json));
            else
                Print(terminal, bumps);
        });
        return command;
    }

    private static object Numbers(LatticeBump bump) => new
    {
        max = bump.Max,
        sum = bump.Sum,
        sumSquares = bump.SumSquares,
        fwhm = ReceptiveField.Measure(bump.Weights).FullWidthHalfMaximum,
        energy = bump.Energy,
        eigenvalues = bump.Eigenvalues,
    };

    private static void Print(Terminal terminal, Dictionary<string, LatticeBump> bumps)
    {
        Spectre.Console.Table table = new() { Border = Spectre.Console.TableBorder.Simple };
        Spectre.Console.TableExtensions.AddColumns(table, "bump", "max w/√β", "Σw/√β", "Σw²/β", "FWHM (sites)", "energy", "largest eigenvalue");
        foreach ((string name, LatticeBump bump) in bumps)
        {
            Spectre.Console.TableExtensions.AddRow(table, name, $"{bump.Max:R}", $"{bump.Sum:R}", $"{bump.SumSquares:R}",
                $"{ReceptiveField.Measure(bump.Weights).FullWidthHalfMaximum:R}", $"{bump.Energy:R}", $"{bump.Eigenvalues[0]:R}");
        }
        terminal.Write(table);
    }
}
