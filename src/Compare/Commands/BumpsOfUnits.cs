using System.Text.Json;
using RbmTheory.Theory.ReceptiveFields;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary>
/// <c>rbm theory bump --units M</c>: the steady bumps of M hidden units on the lattice, (50)-(51), one a unit. They
/// start at even distances; the lattice pins those some six sites apart, and nearer ones push each other away.
/// </summary>
public static class BumpsOfUnits
{
    /// <summary>Most hidden units.</summary>
    public const int MostUnits = 10;

    // The spectrum is that of a dense matrix of N·M rows: at a thousand it takes seconds.
    private const int MostWeights = 1000;

    // Where a unit has less room, its bump is not pinned, and the relaxation may not end.
    private const int SitesOfUnit = 6;

    /// <summary>Prints them.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="sites">N.</param>
    /// <param name="units">M, at least 2.</param>
    /// <param name="separation">The distance of neighbours at the start, in sites; null for N/M.</param>
    /// <param name="json">As JSON.</param>
    /// <exception cref="InputException">There is no room for so many, or they do not become steady.</exception>
    public static void Run(Terminal terminal, int sites, int units, double? separation, bool json)
    {
        int most = Math.Min(sites / SitesOfUnit, MostWeights / sites);
        if (units > most)
            throw new InputException(most < 2
                ? $"--units = {units}, but several need --sites in [{2 * SitesOfUnit}, {MostWeights / 2}]"
                : $"--units = {units}, but with --sites = {sites} it should be at most {most}");
        double even = (double)sites / units, apart = separation ?? even;
        if (apart > even)
            throw new InputException($"--separation = {apart}, but with {units} units on {sites} sites it should be at "
                + $"most {even:R}");
        LatticeBumps bumps = terminal.Wait("steady states and their spectra", json, () => Find(sites, units, apart));
        double[] separations = [.. Enumerable.Range(1, units - 1).Select(mu => bumps.Separation(mu - 1, mu))];
        if (json)
        {
            terminal.Output.WriteLine(JsonSerializer.Serialize(new
            {
                sites,
                units,
                startSeparation = apart,
                energy = bumps.Energy,
                centres = bumps.Centres,
                separations,
                eigenvalues = bumps.Eigenvalues,
                weights = bumps.Weights.Chunk(sites),
            }, ReportCommand.Json));
            return;
        }

        terminal.Output.WriteLine($"{units} bumps on {sites} sites, {apart:R} apart at the start: energy = "
            + $"{bumps.Energy:R}");
        int rotations = units * (units - 1) / 2;
        terminal.Output.WriteLine($"largest eigenvalue beside the {rotations} zeros of the rotations of the units = "
            + $"{bumps.Eigenvalues.OrderBy(Math.Abs).Skip(rotations).Max():R}");
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("hidden unit", "centre (sites, from 0)", "distance to the unit before");
        for (int mu = 0; mu < units; mu++)
            table.AddRow($"{mu + 1}", $"{bumps.Centres[mu]:R}", mu == 0 ? "" : $"{separations[mu - 1]:R}");
        terminal.Write(table);
    }

    private static LatticeBumps Find(int sites, int units, double separation)
    {
        try
        {
            double first = Math.Round(0.5 * (sites - ((units - 1) * separation)));
            return LatticeBumps.FromCentres(
                sites, [.. Enumerable.Range(0, units).Select(mu => first + (mu * separation))]);
        }
        catch (InvalidOperationException error)
        {
            throw new InputException($"--separation = {separation:R}, but from there {error.Message}");
        }
    }
}
