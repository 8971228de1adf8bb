using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Comparisons;

/// <summary>
/// What one hidden spin learns from infinitely many samples of the Ising ring: the bump of the exact flow, or, where
/// the correlations are as long as the ring, equal weights.
/// </summary>
public sealed class ExpectedField
{
    /// <summary>Largest ring for which it is computed, in half a minute or so.</summary>
    public const int MostSites = 500;

    /// <summary>The field.</summary>
    /// <param name="sites">N, in [3, <see cref="MostSites"/>].</param>
    /// <param name="beta">β; finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public ExpectedField(int sites, double beta)
    {
        Require.InRange(sites, 3, MostSites);
        DissolvingBeta = sites < LatticeBump.MinimumSites ? null : PopulationBump.DissolvingBeta(sites);
        Bump = beta < DissolvingBeta ? TryBump(sites, beta) : null;
        if (Bump is not null)
        {
            Weights = Bump.Weights;
            Centre = Bump.Centre;
            RelaxationTime = -1 / Bump.Eigenvalues[1]; // the first is that of the translation
            return;
        }

        Weights = new double[sites];
        Array.Fill(Weights, UniformState.Weight(sites, beta));
        RelaxationTime = -1 / UniformState.GrowthRate(sites, beta, 1);
    }

    /// <summary>w_i, one a site, all &gt; 0.</summary>
    public double[] Weights { get; }

    /// <summary>Where its maximum is, in sites from 0.</summary>
    public double Centre { get; }

    /// <summary>The bump; null where the weights are equal.</summary>
    public PopulationBump? Bump { get; }

    /// <summary>The β from which on there is no bump; null where the ring is too small for one at any.</summary>
    public double? DissolvingBeta { get; }

    /// <summary>The time, ν × updates, in which the slowest change of the shape decays.</summary>
    public double RelaxationTime { get; }

    /// <summary>|w|.</summary>
    public double Norm => Math.Sqrt(Weights.Sum(w => w * w));

    /// <summary>
    /// The field with its maximum elsewhere, between sites too: the field is even about its centre, and its Fourier
    /// series is evaluated there.
    /// </summary>
    /// <param name="centre">Where the maximum is to be, in sites from 0.</param>
    public double[] PlacedAt(double centre)
    {
        int n = Weights.Length;
        double[] modes = new double[n], placed = new double[n];
        for (int k = 0; k < n; k++)
        {
            for (int i = 0; i < n; i++)
                modes[k] += Weights[i] * Math.Cos(2 * Math.PI * k * (i - Centre) / n) / n;
        }

        // k and k − n are the same wave on the sites, not between them: the longer of the two is meant.
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < n; k++)
                placed[i] += modes[k] * Math.Cos(2 * Math.PI * Math.Min(k, n - k) * (i - centre) / n);
        }

        return placed;
    }

    // The bump flattens without a jump: just below the end Newton's method may already find equal weights.
    private static PopulationBump? TryBump(int sites, double beta)
    {
        try
        {
            return PopulationBump.SiteCentred(sites, beta);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
