using RbmTheory.Theory.Populations;

namespace RbmTheory.Theory.RandomMatrices;

/// <summary>
/// The top eigenvalue λ̂ of the covariance of S samples and its eigenvector, where the top eigenvalue Λ of the population
/// stands apart, S → ∞ at fixed N. Second-order perturbation theory (Lawley for Gaussian data), with the mean squares
/// ⟨C_q²⟩ = c_q/S of the matrix elements between the top and the others, c_q = Λλ_q + K_q, K_q a fourth cumulant:
/// <code>
/// ⟨λ̂⟩ = Λ + (1/S) Σ_q c_q/(Λ − λ_q) + O(S^−2)
/// ⟨share of the top⟩ = 1 − (1/S) Σ_q c_q/(Λ − λ_q)² + O(S^−2)
/// </code>
/// A top that is twice degenerate (cosine and sine) first splits like a 2 × 2 random matrix, whose elements C_cs and
/// (C_cc − C_ss)/2 are normal of variance v/S, v = Λ² for Gaussian data: ⟨λ̂⟩ has √(πv/2S) more, the rest as above for
/// one of the two, and the share is that of their plane; the next order is then S^(−3/2).
/// </summary>
/// <remarks>Good while every Λ√2/(Λ − λ_q) is well below √S: on the Ising ring at N = 100, Λ/(Λ − λ_1) is 20 at β = 1
/// and 400 at β = 0.3. Before that, <see cref="NearbyWaves"/> or the edge of a continuum,
/// <see cref="TopSampleEigenvalue"/>.</remarks>
public sealed class SeparateTop
{
    private SeparateTop(double top, double splitting, IReadOnlyList<double> others, IReadOnlyList<double> couplings, int samples)
    {
        Samples = Require.AtLeast(samples, 1);
        double shift = 0, loss = 0;
        for (int q = 0; q < others.Count; q++)
        {
            double gap = top - others[q];
            shift += couplings[q] / gap / samples;
            loss += couplings[q] / (gap * gap) / samples;
        }

        (Mean, Share) = (top + Math.Sqrt(Math.PI * splitting / (2 * samples)) + shift, 1 - loss);
    }

    /// <summary>S, the number of samples.</summary>
    public int Samples { get; }

    /// <summary>⟨λ̂⟩.</summary>
    public double Mean { get; }

    /// <summary>The mean share of the population's top eigenspace in the top eigenvector; negative where the formula is
    /// out of its range.</summary>
    public double Share { get; }

    /// <summary>For Gaussian data.</summary>
    /// <param name="eigenvalues">Of the population, finite and ≥ 0; the largest is there once or twice, to 1e-12.</param>
    /// <param name="samples">S, at least 1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static SeparateTop Gaussian(IReadOnlyList<double> eigenvalues, int samples)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        Require.AtLeast(eigenvalues.Count, 1, "eigenvalues.Count");
        double top = eigenvalues.Max();
        double[] others = [.. eigenvalues.Select((x, q) => Require.NonNegative(x, $"eigenvalues[{q}]"))
            .Where(x => x < top * (1 - 1e-12))];
        int degeneracy = Require.InRange(eigenvalues.Count - others.Length, 1, 2);
        return new(top, degeneracy == 2 ? top * top : 0, others, [.. others.Select(x => top * x)], samples);
    }

    /// <summary>For an Ising ring, with its fourth cumulants.</summary>
    /// <param name="ring">N and β.</param>
    /// <param name="samples">S, at least 1.</param>
    /// <exception cref="ArgumentException"><paramref name="samples"/> is out of its range.</exception>
    public static SeparateTop Of(IsingRing ring, int samples)
    {
        ArgumentNullException.ThrowIfNull(ring);
        double[] spectrum = ring.Spectrum(), cumulants = FourthCumulants.Of(ring, 0);
        return new(spectrum[0], 0, spectrum[1..],
            [.. spectrum.Zip(cumulants, (value, k) => (spectrum[0] * value) + k).Skip(1)], samples);
    }
}
