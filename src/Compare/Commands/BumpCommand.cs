using System.CommandLine;
using System.Text.Json;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.ReceptiveFields;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary>
/// <c>rbm theory bump</c>: the steady bumps, on the lattice at small β, of the exact flow at any β, of the continuum on a
/// ring, or of several hidden units.
/// </summary>
public static class BumpCommand
{
    // The reach of the 2048 points of RingBumpSpectrum, rounded down.
    private const double LongestRing = 479;

    /// <summary>The verb.</summary>
    /// <param name="terminal">What it may use.</param>
    public static Command Create(Terminal terminal)
    {
        Option<int> sites = Options.Whole("--sites", "Sites N of the ring", 100, LatticeBump.MinimumSites, 2000);
        Option<double?> beta = Options.Optional("--beta",
            "Inverse temperature: the exact infinite-data flow instead of (37)", 0, 10);
        Option<double?> length = Options.Optional("--length",
            "Length L of a ring, in sites: the continuum (38) instead", 1, LongestRing);
        Option<int> units = Options.Whole("--units",
            "Hidden units M: one bump a unit, (50)-(51), where there are several", 1, 1, BumpsOfUnits.MostUnits);
        Option<double?> separation = Options.Optional("--separation",
            "Distance of neighbouring bumps at the start, in sites, for several units; N/M unless given", 0, 1000);
        Option<bool> json = Options.Json();
        Command command = new("bump",
            "The steady bumps centred on a site and on a bond: of the small-β lattice equation (37), or with "
            + "--beta of the exact infinite-data flow; with --length the bump of the continuum; with --units those of "
            + "several hidden units on the lattice")
        {
            sites, beta, length, units, separation, json,
        };
        command.SetAction(parsed =>
        {
            int m = parsed.GetValue(units);
            if (m > 1 && (parsed.GetResult(beta) ?? parsed.GetResult(length)) is not null)
                throw new InputException($"--units = {m}, but it should stand without --beta and --length");
            if (m == 1 && parsed.GetValue(separation) is double apart)
                throw new InputException($"--separation = {apart}, but it should stand with --units of at least 2");
            if (m > 1)
            {
                BumpsOfUnits.Run(
                    terminal, parsed.GetValue(sites), m, parsed.GetValue(separation), parsed.GetValue(json));
                return;
            }

            if (parsed.GetValue(length) is double l)
            {
                if (parsed.GetResult(beta) is not null || parsed.GetResult(sites) is { Implicit: false })
                    throw new InputException($"--length = {l}, but it should stand without --sites and --beta");
                Continuum(terminal, l, parsed.GetValue(json));
                return;
            }

            int n = parsed.GetValue(sites);
            Dictionary<string, Numbers> bumps = terminal.Wait("steady states and their spectra", parsed.GetValue(json),
                () => parsed.GetValue(beta) is double b ? Exact(n, b) : Lattice(n));
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(bumps, ReportCommand.Json));
            else
                Print(terminal, bumps);
        });
        return command;
    }

    private static void Continuum(Terminal terminal, double length, bool json)
    {
        if (length <= TuringInstability.UpperLength)
            throw new InputException($"--length = {length}, but it should be above {TuringInstability.UpperLength:R}, "
                + "where the bump is born");
        (DnBump bump, IReadOnlyList<double> eigenvalues) = terminal.Wait("the bump and its spectrum", json, () =>
        {
            DnBump stable = DnBump.Stable(length);
            return (stable, Spectrum(stable));
        });
        if (json)
        {
            terminal.Output.WriteLine(JsonSerializer.Serialize(new
            {
                length,
                max = bump.Amplitude,
                min = bump.Minimum,
                b = bump.Repressor,
                kappa = bump.Kappa,
                energy = bump.Energy,
                eigenvalues,
            }, ReportCommand.Json));
            return;
        }

        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("quantity", "value");
        table.AddRow("max", $"{bump.Amplitude:R}");
        table.AddRow("min", $"{bump.Minimum:R}");
        table.AddRow("b", $"{bump.Repressor:R}");
        table.AddRow("energy", $"{bump.Energy:R}");
        for (int i = 0; i < 4; i++)
            table.AddRow($"eigenvalue {i + 1}", $"{eigenvalues[i]:R}");
        terminal.Write(table);
    }

    private static IReadOnlyList<double> Spectrum(DnBump bump)
    {
        try
        {
            return new RingBumpSpectrum(bump).All;
        }
        catch (ArgumentException error)
        {
            throw new InputException($"--length = {bump.Length}, but its spectrum is out of reach: {error.Message}");
        }
    }

    private static Dictionary<string, Numbers> Lattice(int sites) => new()
    {
        ["siteCentred"] = Of(LatticeBump.SiteCentred(sites)),
        ["bondCentred"] = Of(LatticeBump.BondCentred(sites)),
    };

    private static Dictionary<string, Numbers> Exact(int sites, double beta)
    {
        try
        {
            return new()
            {
                ["siteCentred"] = Of(PopulationBump.SiteCentred(sites, beta)),
                ["bondCentred"] = Of(PopulationBump.BondCentred(sites, beta)),
            };
        }
        catch (InvalidOperationException error)
        {
            throw new InputException($"--beta = {beta}, but there is no bump: {error.Message}");
        }
    }

    private static Numbers Of(LatticeBump bump)
        => new(bump.Max, bump.Sum, bump.SumSquares, Width(bump.Weights), bump.Energy, bump.Eigenvalues);

    private static Numbers Of(PopulationBump bump)
        => new(bump.Max, bump.Sum, bump.SumSquares, Width(bump.Weights), -bump.LogLikelihood, bump.Eigenvalues);

    private static double Width(double[] weights) => ReceptiveField.Measure(weights).FullWidthHalfMaximum;

    private static void Print(Terminal terminal, Dictionary<string, Numbers> bumps)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("", "siteCentred", "bondCentred");
        void Row(string name, Func<Numbers, double> of)
            => table.AddRow([name, .. bumps.Values.Select(b => $"{of(b):R}")]);
        Row("max", b => b.Max);
        Row("sum", b => b.Sum);
        Row("sumSquares", b => b.SumSquares);
        Row("fwhm", b => b.Fwhm);
        Row("energy", b => b.Energy);
        Row("largest eigenvalue", b => b.Eigenvalues[0]);
        Row("next eigenvalue", b => b.Eigenvalues[1]);
        terminal.Write(table);
    }

    /// <summary>
    /// What is printed of a bump; the exact flow's energy is minus the log-likelihood per configuration.
    /// </summary>
    private sealed record Numbers(
        double Max, double Sum, double SumSquares, double Fwhm, double Energy, double[] Eigenvalues);
}
