namespace RbmTheory.Theory.RandomMatrices;

/// <summary>
/// Where the top eigenvector ê of the covariance of S samples lies among the population's eigenvectors. The resolvent of
/// the sample covariance is close to −(1/z)(1 + m(z)Σ)^{−1}, m the companion Stieltjes transform of Silverstein's
/// equation; at the edge, m_c = −1/y, the share of the population eigenvector of eigenvalue τ in a sample eigenvector is
/// <code>
/// ⟨(ê·u_τ)²⟩ = τ y² / (S Λ_edge (y − τ)²)
/// </code>
/// (Ledoit and Péché), in one direction: where τ is degenerate each of its directions has as much. With the population's
/// own N eigenvalues the shares of all directions sum to 1 exactly, by ψ′(y) = 0. For S → ∞ they tend to those of
/// perturbation theory, the top one to 1 − (1/S) Σ_τ Λτ/(Λ − τ)² over the others, so that the formula goes from the
/// edge of a continuous spectrum to an isolated eigenvector.
/// </summary>
public static class TopSampleEigenvector
{
    /// <summary>⟨(ê·u)²⟩ for one population eigenvector u, between 0 and 1.</summary>
    /// <param name="top">The top sample eigenvalue of the population, at its N and S.</param>
    /// <param name="eigenvalue">τ, the population eigenvalue of u; not above the largest one.</param>
    /// <exception cref="ArgumentException"><paramref name="eigenvalue"/> is out of its range.</exception>
    public static double SquaredOverlap(TopSampleEigenvalue top, double eigenvalue)
    {
        ArgumentNullException.ThrowIfNull(top);
        double y = -1 / top.Edge.Companion;
        double gap = Require.Positive(y - Require.NonNegative(eigenvalue));
        return eigenvalue * y * y / (top.Samples * top.Edge.Location * gap * gap);
    }
}
