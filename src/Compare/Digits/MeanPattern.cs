namespace RbmTheory.Compare.Digits;

/// <summary>What a mode has in common with the mean of the digits.</summary>
internal static class MeanPattern
{
    /// <summary>|cos| of the angle to p, to p − ½, and to the fields ln p/(1 − p) of rule (19).</summary>
    /// <param name="mode">N numbers, not all 0.</param>
    /// <param name="means">p, N numbers.</param>
    /// <param name="samples">S: the fields are those of p clipped to [1/S, 1 − 1/S].</param>
    public static double[] Cosines(ReadOnlySpan<double> mode, double[] means, int samples) =>
    [
        Cosine(mode, means),
        Cosine(mode, [.. means.Select(p => p - 0.5)]),
        Cosine(mode, Fields(means, samples)),
    ];

    /// <summary>ln p/(1 − p), p clipped to [1/S, 1 − 1/S].</summary>
    /// <param name="means">p, N numbers.</param>
    /// <param name="samples">S.</param>
    public static double[] Fields(double[] means, int samples)
        => [.. means.Select(p => Math.Clamp(p, 1.0 / samples, 1 - 1.0 / samples)).Select(p => Math.Log(p / (1 - p)))];

    /// <summary>|cos| of the angle between two vectors.</summary>
    /// <param name="first">Not all 0.</param>
    /// <param name="second">As many numbers, not all 0.</param>
    public static double Cosine(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double product = 0, ofFirst = 0, ofSecond = 0;
        for (int i = 0; i < first.Length; i++)
        {
            product += first[i] * second[i];
            ofFirst += first[i] * first[i];
            ofSecond += second[i] * second[i];
        }

        return Math.Abs(product) / Math.Sqrt(ofFirst * ofSecond);
    }
}
