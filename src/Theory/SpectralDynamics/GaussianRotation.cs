namespace RbmTheory.Theory.SpectralDynamics;

/// <summary>
/// How the singular vectors of W = Σ_a w_a u_a v_aᵀ turn under <see cref="GaussianFlow"/>. Between two modes a ≠ b the
/// model's term is 0, and with ⟨s_a s_b⟩ = u_aᵀCu_b
/// <code>
/// u_aᵀẆv_b = σ_h² ⟨s_a s_b⟩ w_b = w_b u_a·u̇_b − w_a v_a·v̇_b,
/// </code>
/// which together with the same for b, a, and u_b·u̇_a = −u_a·u̇_b, gives
/// <code>
/// u_a·u̇_b = σ_h² ⟨s_a s_b⟩ (w_a² + w_b²)/(w_b² − w_a²),    v_a·v̇_b = σ_h² ⟨s_a s_b⟩ 2w_a w_b/(w_b² − w_a²).
/// </code>
/// The slides print other factors; see the errata. A stronger mode b turns away from what it has in common with the
/// weaker ones, until no two modes of W share anything in the data: u_a are then principal components.
/// </summary>
public static class GaussianRotation
{
    /// <summary>u_a·u̇_b at [a, b], in 1/t; 0 for a = b. A direction that W has not is one of w_a = 0.</summary>
    /// <param name="weights">w_a ≥ 0, no two alike.</param>
    /// <param name="correlations">⟨s_a s_b⟩, as many rows and columns.</param>
    /// <param name="hiddenVariance">σ_h², finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static double[,] OfVisible(
        IReadOnlyList<double> weights, double[,] correlations, double hiddenVariance = 1)
        => Of(weights, correlations, hiddenVariance, (a, b) => (a * a) + (b * b));

    /// <summary>v_a·v̇_b at [a, b], in 1/t; 0 for a = b.</summary>
    /// <param name="weights">w_a ≥ 0, no two alike.</param>
    /// <param name="correlations">⟨s_a s_b⟩, as many rows and columns.</param>
    /// <param name="hiddenVariance">σ_h², finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static double[,] OfHidden(
        IReadOnlyList<double> weights, double[,] correlations, double hiddenVariance = 1)
        => Of(weights, correlations, hiddenVariance, (a, b) => 2 * a * b);

    private static double[,] Of(
        IReadOnlyList<double> weights, double[,] correlations, double hiddenVariance,
        Func<double, double, double> factor)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(correlations);
        Require.Positive(hiddenVariance);
        int modes = weights.Count;
        Require.Length(correlations.GetLength(0), modes, "correlations.GetLength(0)");
        Require.Length(correlations.GetLength(1), modes, "correlations.GetLength(1)");
        double[,] rotation = new double[modes, modes];
        for (int a = 0; a < modes; a++)
        {
            for (int b = 0; b < modes; b++)
            {
                if (a == b)
                    continue;
                double gap = (weights[b] - weights[a]) * (weights[b] + weights[a]);
                if (!(Math.Abs(gap) > 0))
                    throw Require.Error($"weights[{b}]", weights[b], $"other than weights[{a}]");
                rotation[a, b] = hiddenVariance * correlations[a, b] * factor(weights[a], weights[b]) / gap;
            }
        }

        return rotation;
    }
}
