using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// The steady bump of (37), 0 = w_{i+1} + w_{i−1} + w_i³ − w_i Σ_k w_k², on a ring of N sites, found by Newton's method
/// from the bump (44) of the continuum. The lattice pins it: centred on a site it is stable, centred on a bond between
/// two it is a saddle, and both differ from the continuum by 2 to 11 %.
/// </summary>
public sealed class LatticeBump
{
    /// <summary>
    /// The least ring that holds a bump: on 8 sites and less only the uniform state is left. In the continuum the bump
    /// is born at the length 8.74, where the uniform state becomes unstable.
    /// </summary>
    public const int MinimumSites = 9;

    private LatticeBump(int sites, double centre)
    {
        Require.AtLeast(sites, MinimumSites);
        Centre = centre;
        var flow = new SmallBetaFlow(sites);
        var start = new double[sites];
        for (int i = 0; i < sites; i++)
            start[i] = SechProfile.Stable.Value(Math.IEEERemainder(i - centre, sites));

        SteadyStateResult steady = SteadyState.Find(flow, start, [NeutralModes.Translation(start, sites)]);
        if (!steady.Converged)
            throw new InvalidOperationException($"no steady bump was found on {sites} sites");
        Weights = steady.State;
        Energy = flow.Energy(Weights);
        Eigenvalues = steady.Eigenvalues();
    }

    /// <summary>The position of the maximum, in sites: N/2 rounded down, less ½ when it is on a bond.</summary>
    public double Centre { get; }

    /// <summary>w_i, one a site, all &gt; 0, in units of √β.</summary>
    public double[] Weights { get; }

    /// <summary>max_i w_i.</summary>
    public double Max => Weights.Max();

    /// <summary>Σ_i w_i.</summary>
    public double Sum => Weights.Sum();

    /// <summary>Σ_i w_i², the repressor.</summary>
    public double SumSquares => Weights.Sum(w => w * w);

    /// <summary>E = −Σ w_i w_{i+1} + ¼(Σw²)² − ¼Σw⁴.</summary>
    public double Energy { get; }

    /// <summary>The eigenvalues of the Jacobian of (37), descending, in units of νβ: the first is that of
    /// translation.</summary>
    public double[] Eigenvalues { get; }

    /// <summary>The bump whose maximum is on a site: stable.</summary>
    /// <param name="sites">N; at least <see cref="MinimumSites"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="sites"/> is too small.</exception>
    /// <exception cref="InvalidOperationException">Newton's method does not converge.</exception>
    public static LatticeBump SiteCentred(int sites) => new(sites, sites / 2);

    /// <summary>The bump whose maximum is between two sites: a saddle, unstable along the ring.</summary>
    /// <param name="sites">N; at least <see cref="MinimumSites"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="sites"/> is too small.</exception>
    /// <exception cref="InvalidOperationException">Newton's method does not converge.</exception>
    public static LatticeBump BondCentred(int sites) => new(sites, (sites / 2) - 0.5);
}
