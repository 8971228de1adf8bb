namespace RbmTheory.Theory.RandomMatrices;

/// <summary>
/// Gaussian rows brought to a fixed length, which is all that fourth cumulants see of spins on an Ising ring. With
/// independent g_a of variance s_a,
/// <code>
/// v_a = √N g_a/|g|,   λ_a = ⟨v_a²⟩ = N ∫_0^∞ s_a/(1 + 2ts_a) Π_b (1 + 2ts_b)^(−1/2) dt,   Σ_a λ_a = N
/// ⟨v_a² v_b²⟩ − λ_a λ_b = K(a, b) for a ≠ b,   ⟨v_a⁴⟩ − 3λ_a² = 3K(a, a)   to leading order in 1/N,
/// K(a, b) = (2/N) λ_a λ_b (Σ_c λ_c²/N − λ_a − λ_b)
/// </code>
/// On the Ising ring, whose rows have the length √N too, <see cref="Populations.FourthCumulants"/> are K(p, q) but for
/// terms t^N, also where p = q: waves of spins and of such rows differ in the fourth cumulants of single waves, in order
/// 1/N² and in sixth cumulants.
/// </summary>
public static class FixedLength
{
    private const int MostSteps = 200;

    // The integral over u = log t; the integrand, times t, is below 1e-17 of its largest value beyond the ends.
    private const double First = -40, Last = 25, Step = 0.125;

    /// <summary>The s_a whose rows have given λ_a, to 1e-12 of each; their sum is that of the λ_a.</summary>
    /// <param name="eigenvalues">λ_a, at least three, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">There are fewer, or one is out of range; or one is so near to the whole sum
    /// that no s_a were found.</exception>
    public static double[] Variances(IReadOnlyList<double> eigenvalues)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        Require.AtLeast(eigenvalues.Count, 3, "eigenvalues.Count");
        double[] variances = [.. eigenvalues.Select((x, a) => Require.Positive(x, $"eigenvalues[{a}]"))];
        double sum = variances.Sum();
        for (int step = 0; step < MostSteps; step++)
        {
            double[] found = Eigenvalues(variances);
            double off = 0;
            for (int a = 0; a < variances.Length; a++)
            {
                variances[a] *= eigenvalues[a] / found[a];
                off = Math.Max(off, Math.Abs((found[a] / eigenvalues[a]) - 1));
            }

            double scale = sum / variances.Sum();
            for (int a = 0; a < variances.Length; a++)
                variances[a] *= scale;
            if (off < 1e-12)
                return variances;
        }

        throw Require.Error("largest eigenvalue", eigenvalues.Max(), $"a smaller part of the sum of all, {sum}");
    }

    /// <summary>λ_a of rows of given s_a, by the trapezoidal rule in log t.</summary>
    /// <param name="variances">s_a, at least three, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">There are fewer, or one is out of range.</exception>
    public static double[] Eigenvalues(IReadOnlyList<double> variances)
    {
        ArgumentNullException.ThrowIfNull(variances);
        Require.AtLeast(variances.Count, 3, "variances.Count");
        double sum = variances.Select((s, a) => Require.Positive(s, $"variances[{a}]")).Sum();
        double[] eigenvalues = new double[variances.Count];
        for (double u = First; u <= Last; u += Step)
        {
            double t = Math.Exp(u) / sum;
            double weight = sum * t * Step * Math.Exp(-0.5 * variances.Sum(s => Math.Log(1 + (2 * t * s))));
            for (int a = 0; a < eigenvalues.Length; a++)
                eigenvalues[a] += weight * variances[a] / (1 + (2 * t * variances[a]));
        }

        return eigenvalues;
    }
}
