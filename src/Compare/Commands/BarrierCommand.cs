using System.CommandLine;
using System.Text.Json;
using RbmTheory.Theory.ReceptiveFields;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary>
/// <c>rbm theory barrier</c>: the energy of the bump of (37) between a site of the lattice and a bond, and the force
/// that pins it.
/// </summary>
public static class BarrierCommand
{
    // Every position takes some Newton steps with a dense matrix of N × N: at 500 sites about a second.
    private const int MostSites = 500, MostPoints = 101;

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        Option<int> sites = Options.Whole("--sites", "Sites N of the ring", 100, LatticeBump.MinimumSites, MostSites);
        Option<int> points =
            Options.Whole("--points", "Positions from a site to a bond, both included", 11, 3, MostPoints);
        Option<bool> json = Options.Json();
        Command command = new("barrier",
            "The energy of the bump of (37) between a site and a bond of the lattice, and the pinning force there")
        {
            sites, points, json,
        };
        command.SetAction(parsed =>
        {
            int n = parsed.GetValue(sites);
            PinningBarrier barrier = terminal.Wait("bumps held between a site and a bond", parsed.GetValue(json),
                () => PinningBarrier.Of(n, parsed.GetValue(points)));
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(new
                {
                    sites = n,
                    barrier.Height,
                    barrier.Length,
                    barrier.Displacements,
                    barrier.Energies,
                    barrier.Forces,
                }, ReportCommand.Json));
            else
                Print(terminal, barrier);
        });
        return command;
    }

    private static void Print(Terminal terminal, PinningBarrier barrier)
    {
        terminal.Output.WriteLine($"height E(bond) - E(site) = {barrier.Height:R}; length |w(bond) - w(site)| = "
            + $"{barrier.Length:R}");
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("centre less site (sites)", "energy less that on the site", "force along the way");
        for (int k = 0; k < barrier.Energies.Length; k++)
            table.AddRow($"{barrier.Displacements[k]:R}", $"{barrier.Energies[k]:R}", $"{barrier.Forces[k]:R}");
        terminal.Write(table);
    }
}
