namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// The spectral derivative along a ring of N sites: that of the trigonometric polynomial through the values,
/// <code>
/// w′_i = Σ_{d=1}^{N−1} c_d w_{i+d},   c_d = −(−1)^d (π/N) cot(πd/N) for even N,   −(−1)^d (π/N)/sin(πd/N) for odd N
/// </code>
/// exact for waves below N/2.
/// </summary>
internal static class RingDerivative
{
    /// <summary>w′, per site; O(N²).</summary>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        int n = Require.AtLeast(values.Length, 3, "values.Length");
        var derivative = new double[n];
        for (int d = 1; d < n; d++)
        {
            double angle = Math.PI * d / n;
            double slope = n % 2 == 0 ? 1 / Math.Tan(angle) : 1 / Math.Sin(angle);
            double weight = (d % 2 == 0 ? -1 : 1) * slope * Math.PI / n;
            for (int i = 0; i < n; i++)
                derivative[i] += weight * values[(i + d) % n];
        }

        return derivative;
    }
}
