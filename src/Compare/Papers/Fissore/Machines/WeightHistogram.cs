namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>How many weights lie in each of equal bins, and the moments of all of them.</summary>
internal static class WeightHistogram
{
    /// <summary>Bins of a histogram, from −<see cref="Range"/> to <see cref="Range"/> standard deviations.</summary>
    public const int Bins = 81;

    /// <summary>The range in standard deviations of the weights themselves.</summary>
    public const double Range = 6;

    /// <summary>The share of the weights in each bin; those beyond the range are left out.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="deviation">The standard deviation that sets the range.</param>
    public static double[] Of(ReadOnlySpan<float> weights, double deviation)
    {
        double[] shares = new double[Bins];
        foreach (float weight in weights)
        {
            int bin = (int)Math.Floor((weight / (Range * deviation) + 1) / 2 * Bins);
            if (bin is >= 0 and < Bins)
                shares[bin] += 1.0 / weights.Length;
        }

        return shares;
    }
}
