namespace RbmTheory.Theory.Populations;

/// <summary>
/// How far from Gaussian the waves û_q = N^(−1/2) Σ_i v_i e^{2πiqi/N} of an Ising ring are, exactly at finite N:
/// <code>
/// K(p, q) = ⟨|û_p|² |û_q|²⟩ − λ_p λ_q − λ_p² (δ_{q,p} + δ_{q,−p}),   Σ_q K(p, q) = −2λ_p²
/// ⟨v_i v_j v_0 v_d⟩ = ⟨v_0 v_A⟩,   A = |[i, j) Δ [0, d)|,   i ≤ j
/// </code>
/// The sum: Σ_q |û_q|² = N for any spins. The second line: on a ring v_i v_j is the product over the bonds between them,
/// and a bond in both arcs drops out. Rows of such data give (24) the mean squares ⟨|Ĉ_pq|²⟩ = (λ_p λ_q + K(p, q))/S.
/// </summary>
public static class FourthCumulants
{
    /// <summary>K(p, q) for p = 0..N−1.</summary>
    /// <param name="ring">N and β.</param>
    /// <param name="mode">q, any integer, taken modulo N.</param>
    public static double[] Of(IsingRing ring, int mode)
    {
        ArgumentNullException.ThrowIfNull(ring);
        double[] weights = new double[ring.Sites];
        int q = ((mode % ring.Sites) + ring.Sites) % ring.Sites;
        weights[q] += 0.5;
        weights[(ring.Sites - q) % ring.Sites] += 0.5;
        return Contract(ring, weights);
    }

    /// <summary>
    /// Σ_q K(p, q) b_q for p = 0..N−1, from the covariances of the form Σ_q b_q |û_q|² = Σ_ij B_{i−j} v_i v_j with the
    /// products v_0 v_d: N³/2 additions for all p together.
    /// </summary>
    /// <param name="ring">N and β.</param>
    /// <param name="weights">b_q, N numbers with b_q = b_{N−q}, as q and −q are one wave.</param>
    /// <exception cref="ArgumentException">There are not N.</exception>
    public static double[] Contract(IsingRing ring, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(ring);
        ArgumentNullException.ThrowIfNull(weights);
        int sites = ring.Sites;
        Require.Length(weights.Count, sites, "weights.Count");
        double[] kernel = [.. Cosines(weights).Select(sum => sum / sites)]; // B_d
        double[] spectrum = ring.Spectrum();
        double mean = spectrum.Zip(weights, (x, b) => x * b).Sum();
        double[] moments = Moments(ring, kernel);
        return [.. Cosines(moments).Select((sum, p) => sum - (spectrum[p] * (mean + (2 * spectrum[p] * weights[p]))))];
    }

    // ⟨(Σ_ij B_{i−j} v_i v_j) v_0 v_d⟩
    private static double[] Moments(IsingRing ring, double[] kernel)
    {
        int sites = ring.Sites;
        double[] covariance = [.. Enumerable.Range(0, sites + 1).Select(ring.Covariance)];
        double[] moments = new double[sites];
        for (int d = 0; d < sites; d++)
        {
            double sum = 0;
            for (int i = 0; i < sites; i++)
            {
                for (int j = i + 1; j < sites; j++)
                {
                    int common = Math.Max(0, Math.Min(j, d) - i);
                    sum += kernel[j - i] * covariance[j - i + d - (2 * common)];
                }
            }

            moments[d] = (sites * kernel[0] * covariance[d]) + (2 * sum);
        }

        return moments;
    }

    /// <summary>Σ_d x_d cos(2πqd/N) for every q.</summary>
    private static double[] Cosines(IReadOnlyList<double> values)
    {
        int sites = values.Count;
        double[] cosines = [.. Enumerable.Range(0, sites).Select(x => Math.Cos(2 * Math.PI * x / sites))];
        return [.. Enumerable.Range(0, sites).Select(
            q => values.Select((x, d) => x * cosines[(int)((long)q * d % sites)]).Sum())];
    }
}
