using MathNet.Numerics.Interpolation;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The shape of one receptive field w_i on the ring, its sign chosen so that the entry of largest |w| is positive (the
/// machine does not change under w_μ → −w_μ). The width follows Fig. 3: the interpolating cubic spline through
/// w_i − max(w)/2 at the sites, and the distance of its two roots nearest to the peak, one on each side.
/// </summary>
public sealed record ReceptiveField
{
    private ReceptiveField()
    {
    }

    /// <summary>The sign, −1 or +1, by which the weights were multiplied.</summary>
    public required int Sign { get; init; }

    /// <summary>The site of the largest |w|, the first one if several are equal, in [0, N).</summary>
    public required int PeakSite { get; init; }

    /// <summary>max_i |w_i|, the largest value at a site.</summary>
    public required double Amplitude { get; init; }

    /// <summary>
    /// Mid-point of the two half-maximum crossings on the ring, in sites, in [0, N); the peak site if there is no
    /// crossing.
    /// </summary>
    public required double Centre { get; init; }

    /// <summary>
    /// Distance of the two half-maximum crossings in sites, in (0, N); NaN if no site lies at or below half the
    /// maximum, or if all weights are zero.
    /// </summary>
    public required double FullWidthHalfMaximum { get; init; }

    /// <summary>W = |Σ_i w_i|, equation (12).</summary>
    public required double Sum { get; init; }

    /// <summary>Σ_i w_i².</summary>
    public required double SumSquares { get; init; }

    /// <summary>Measures a field in single precision, such as <c>machine.FieldOf(mu)</c>.</summary>
    /// <param name="weights">w_i, at least 3 of them, all finite.</param>
    /// <exception cref="ArgumentException">There are fewer than 3, or one is not finite.</exception>
    public static ReceptiveField Measure(ReadOnlySpan<float> weights)
    {
        double[] copy = new double[weights.Length];
        for (int i = 0; i < copy.Length; i++)
            copy[i] = weights[i];
        return Measure(copy);
    }

    /// <summary>Measures a field.</summary>
    /// <param name="weights">w_i, at least 3 of them, all finite.</param>
    /// <exception cref="ArgumentException">There are fewer than 3, or one is not finite.</exception>
    public static ReceptiveField Measure(ReadOnlySpan<double> weights)
    {
        Require.AtLeast(weights.Length, 3);
        int peak = 0;
        double sum = 0, sumSquares = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            Require.Finite(weights[i]);
            if (Math.Abs(weights[i]) > Math.Abs(weights[peak]))
                peak = i;
            sum += weights[i];
            sumSquares += weights[i] * weights[i];
        }

        int sign = weights[peak] < 0 ? -1 : 1;
        var (left, right) = HalfMaximumCrossings(weights, peak, sign);
        double centre = double.IsNaN(left) ? peak : peak + (left + right) / 2;
        return new ReceptiveField
        {
            Sign = sign,
            PeakSite = peak,
            Amplitude = Math.Abs(weights[peak]),
            Centre = Wrap(centre, weights.Length),
            FullWidthHalfMaximum = right - left,
            Sum = Math.Abs(sum),
            SumSquares = sumSquares,
        };
    }

    /// <summary>Offsets of the crossings from the peak, left &lt; 0 &lt; right; NaN if there is none.</summary>
    private static (double Left, double Right) HalfMaximumCrossings(ReadOnlySpan<double> weights, int peak, int sign)
    {
        // Two turns of the ring with the peak in the middle: a crossing is found however lopsided the field is, and the
        // ends, where a spline needs an arbitrary boundary condition, are as far off as can be.
        int sites = weights.Length;
        double[] offsets = new double[2 * sites + 1];
        double[] heights = new double[2 * sites + 1];
        double half = Math.Abs(weights[peak]) / 2;
        for (int k = 0; k < offsets.Length; k++)
        {
            offsets[k] = k - sites;
            heights[k] = sign * weights[(peak + k) % sites] - half;
        }

        int right = sites;
        while (right < 2 * sites && heights[right] > 0)
            right++;
        int left = sites;
        while (left > 0 && heights[left] > 0)
            left--;
        if (half == 0 || right == 2 * sites)
            return (double.NaN, double.NaN);

        CubicSpline spline = CubicSpline.InterpolateNaturalSorted(offsets, heights);
        return (
            Crossing(spline, offsets[left], offsets[left + 1]),
            Crossing(spline, offsets[right], offsets[right - 1]));
    }

    /// <summary>The root between a site at or below half the maximum and the next one above, by bisection.</summary>
    private static double Crossing(CubicSpline spline, double below, double above)
    {
        // Twice the 53 bits of a site's fraction: the interval then cannot shrink further.
        for (int step = 0; step < 106; step++)
        {
            double middle = (below + above) / 2;
            if (spline.Interpolate(middle) > 0)
                above = middle;
            else
                below = middle;
        }

        return (below + above) / 2;
    }

    private static double Wrap(double position, int sites)
    {
        double wrapped = position - sites * Math.Floor(position / sites);
        return wrapped < sites ? wrapped : 0;
    }
}
