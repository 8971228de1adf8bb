namespace RbmTheory.Theory.SpectralDynamics;

/// <summary>The number of hidden units that weights are of.</summary>
internal static class HiddenUnits
{
    /// <summary>M.</summary>
    /// <param name="weights">w_iμ = weights[μN + i].</param>
    /// <param name="sites">N, at least 1.</param>
    /// <exception cref="ArgumentException">They are no multiple of N, or none.</exception>
    public static int Of(ReadOnlySpan<double> weights, int sites)
    {
        Require.AtLeast(sites, 1);
        return !weights.IsEmpty && weights.Length % sites == 0
            ? weights.Length / sites
            : throw Require.Error("weights.Length", weights.Length, $"a multiple of N = {sites}");
    }

    /// <summary>The mean over the hidden units of each visible unit's weights, N numbers.</summary>
    /// <param name="weights">w_iμ = weights[μN + i].</param>
    /// <param name="sites">N.</param>
    public static double[] Mean(ReadOnlySpan<double> weights, int sites)
    {
        int hidden = weights.Length / sites;
        double[] mean = new double[sites];
        for (int k = 0; k < weights.Length; k++)
            mean[k % sites] += weights[k] / hidden;
        return mean;
    }
}
