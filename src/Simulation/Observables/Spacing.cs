namespace RbmTheory.Simulation.Observables;

/// <summary>
/// How the centres of M receptive fields share the ring, Figs. 4 and 6: the gaps g_m ≥ 0 from each centre to the next,
/// Σ_m g_m = N. Repelling fields have equal gaps.
/// </summary>
/// <remarks>
/// Fields at random positions (uniform and independent) have gaps of the broken-stick law: variance
/// (N/M)² (M − 1)/(M + 1), so a <see cref="RelativeVariance"/> of (M − 1)/(M + 1) on average, and a smallest gap of
/// mean N/M². Those are the values to compare a training with.
/// </remarks>
public sealed record Spacing
{
    private Spacing()
    {
    }

    /// <summary>The M gaps in sites, from each centre to the next one up the ring, in the order of the centres in
    /// [0, N); the last one leads across the end of the ring.</summary>
    public required double[] Gaps { get; init; }

    /// <summary>N/M, the mean gap, in sites.</summary>
    public required double Mean { get; init; }

    /// <summary>(1/M) Σ (g_m − N/M)², in sites²: the mean is known, no degree of freedom is lost.</summary>
    public required double Variance { get; init; }

    /// <summary>Variance over Mean²: 0 for equal gaps, at most M − 1 (all centres in one place).</summary>
    public double RelativeVariance => Variance / (Mean * Mean);

    /// <summary>The smallest gap, in sites, in [0, N/M].</summary>
    public required double Smallest { get; init; }

    /// <summary>Measures the gaps.</summary>
    /// <param name="centres">M ≥ 1 finite positions in sites; they are wrapped onto the ring, in any order.</param>
    /// <param name="sites">N, at least 1.</param>
    /// <exception cref="ArgumentException">There is no centre, one is not finite, or N is below 1.</exception>
    public static Spacing Measure(ReadOnlySpan<double> centres, int sites)
    {
        Require.AtLeast(centres.Length, 1);
        Require.AtLeast(sites, 1);
        double[] gaps = new double[centres.Length];
        for (int m = 0; m < gaps.Length; m++)
            gaps[m] = RingCentre.Wrap(Require.Finite(centres[m]), sites);
        Array.Sort(gaps);
        double first = gaps[0];
        for (int m = 0; m < gaps.Length - 1; m++)
            gaps[m] = gaps[m + 1] - gaps[m];
        gaps[^1] = first + sites - gaps[^1];
        double mean = (double)sites / gaps.Length;
        return new Spacing
        {
            Gaps = gaps,
            Mean = mean,
            Variance = gaps.Sum(gap => (gap - mean) * (gap - mean)) / gaps.Length,
            Smallest = gaps.Min(),
        };
    }
}
