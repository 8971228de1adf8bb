using System.Numerics;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The centre of mass of a receptive field on the circle: the phase of the first Fourier mode of w² (or of |w|),
/// <code>
/// F = Σ_i m_i e^{2πi·i/N},   centre = (N/2π) arg F,   concentration R = |F| / Σ_i m_i,   m_i = w_i² or |w_i|.
/// </code>
/// </summary>
/// <remarks>
/// <para>The other centre, <see cref="ReceptiveField.Centre"/>, is the mid-point of the half-maximum crossings: it is
/// what a reader of Fig. 3 would mark, but it depends on a few sites only, allocates, and jumps when another site
/// becomes the largest. This one uses every site, shifts exactly when the ring is rotated, and moves smoothly with the
/// weights.</para>
/// <para>Its limits. It is the middle of all the mass, not of the peak: a bump of lopsided tails, or a second one,
/// pulls it; with two equal bumps face to face R = 0 and there is no centre. White noise of variance σ² a site
/// displaces it by (N/2π)·2σ √(Σ w_i² sin²θ_i) / Σ w_i² cos θ_i (standard deviation, first order, θ_i = 2π(i −
/// centre)/N) with w²; with |w| a background between the bumps counts more, by σ instead of σ². A bump that covers
/// the ring has R near 0: then neither is a position. On a peak much narrower than two sites the value between sites
/// is the interpolation that e^{2πi·i/N} makes, not that of a spline.</para>
/// </remarks>
public static class RingCentre
{
    /// <summary>The centre of mass of w².</summary>
    /// <param name="weights">w_i, at least 3 of them, all finite; their sign does not matter.</param>
    /// <returns>The position in sites, in [0, N), NaN if F = 0; and R in [0, 1], NaN if all weights are zero.</returns>
    /// <exception cref="ArgumentException">There are fewer than 3, or one is not finite.</exception>
    public static (double Position, double Concentration) OfSquares<T>(ReadOnlySpan<T> weights)
        where T : struct, IFloatingPoint<T>
        => Measure(weights, squared: true);

    /// <summary>
    /// How far it is from one position on the ring to another the shorter way round, in sites, in [−N/2, N/2].
    /// </summary>
    /// <param name="from">Any finite position; positions that differ by N are the same.</param>
    /// <param name="to">Any finite position.</param>
    /// <param name="sites">N &gt; 0.</param>
    public static double Displacement(double from, double to, double sites) => Math.IEEERemainder(to - from, sites);

    /// <summary>A position on the ring brought into [0, N).</summary>
    /// <param name="position">Any finite position.</param>
    /// <param name="sites">N &gt; 0.</param>
    public static double Wrap(double position, double sites)
    {
        double wrapped = position - sites * Math.Floor(position / sites);
        return wrapped < sites ? Math.Max(0, wrapped) : wrapped >= sites ? 0 : double.NaN;
    }

    private static (double Position, double Concentration) Measure<T>(ReadOnlySpan<T> weights, bool squared)
        where T : struct, IFloatingPoint<T>
    {
        int sites = Require.AtLeast(weights.Length, 3);

        // In units of the largest weight: squares neither overflow nor vanish.
        double largest = 0;
        foreach (T weight in weights)
            largest = Math.Max(largest, Math.Abs(Require.Finite(double.CreateTruncating(weight), nameof(weights))));
        if (largest == 0)
            return (double.NaN, double.NaN);
        double cosine = 0, sine = 0, mass = 0;
        for (int i = 0; i < sites; i++)
        {
            double m = Math.Abs(double.CreateTruncating(weights[i])) / largest;
            if (squared)
                m *= m;
            var (s, c) = Math.SinCos(2 * Math.PI * i / sites);
            cosine += m * c;
            sine += m * s;
            mass += m;
        }

        // A sum that vanishes but for the rounding of N terms has no direction.
        double concentration = Math.Min(1, Math.Sqrt(cosine * cosine + sine * sine) / mass);
        return concentration > sites * 1e-16
            ? (Wrap(sites * Math.Atan2(sine, cosine) / (2 * Math.PI), sites), concentration)
            : (double.NaN, 0);
    }
}
