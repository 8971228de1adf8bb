using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// The energy barrier against a translation of the bump of (37), which the lattice makes: the energy of the bump on a
/// bond less that on a site, and the force on the bump at every place between, its projection s on the direction from
/// one to the other being fixed and all else relaxed:
/// <code>
/// F = p k,   k·(w − w_site) = s,   k = (w_bond − w_site)/|w_bond − w_site|,   dE/ds = −p
/// </code>
/// </summary>
public sealed class PinningBarrier
{
    private PinningBarrier(double length, double[] displacements, double[] energies, double[] forces)
    {
        Length = length;
        Displacements = displacements;
        Energies = energies;
        Forces = forces;
    }

    /// <summary>E_bond − E_site, in units of the energy of <see cref="SmallBetaFlow"/>; &gt; 0.</summary>
    public double Height => Energies[^1];

    /// <summary>The distances of the centre from a site, in sites, from 0 to ½.</summary>
    public double[] Displacements { get; }

    /// <summary>The energies there, less that on the site.</summary>
    public double[] Energies { get; }

    /// <summary>|w_bond − w_site|: the positions are at even steps of s, from 0 to this, in units of √β.</summary>
    public double Length { get; }

    /// <summary>p, the velocities left along k: negative back to the site, zero at both ends.</summary>
    public double[] Forces { get; }

    /// <summary>The barrier on a ring of N sites.</summary>
    /// <param name="sites">N; at least <see cref="LatticeBump.MinimumSites"/>.</param>
    /// <param name="points">The number of places from a site to a bond, both included; at least 3.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    /// <exception cref="InvalidOperationException">Newton's method does not converge.</exception>
    public static PinningBarrier Of(int sites, int points = 11)
    {
        Require.AtLeast(points, 3);
        LatticeBump site = LatticeBump.SiteCentred(sites), bond = LatticeBump.BondCentred(sites);
        // The bond to the left of the site: moved by one site, it lies to its right.
        double[] right = [.. Enumerable.Range(0, sites).Select(i => bond.Weights[(i + sites - 1) % sites])];
        var flow = new SmallBetaFlow(sites);
        double[] displacements = new double[points], energies = new double[points], forces = new double[points];
        double[] chord = [.. right.Zip(site.Weights, (b, a) => b - a)];
        for (int k = 0; k < points; k++)
        {
            double part = (double)k / (points - 1);
            double[] start = [.. site.Weights.Zip(chord, (a, step) => a + (part * step))];
            SteadyStateResult held = SteadyState.Find(flow, start, [chord]);
            if (!held.Converged)
                throw new InvalidOperationException($"the bump on {sites} sites cannot be held off a site");
            displacements[k] = Math.IEEERemainder(RingState.Centre(held.State) - site.Centre, sites);
            energies[k] = flow.Energy(held.State) - site.Energy;
            forces[k] = held.PinningForces[0];
        }

        return new PinningBarrier(Math.Sqrt(SpanMath.Dot(chord, chord)), displacements, energies, forces);
    }
}
