namespace RbmTheory.Theory.MeanField;

/// <summary>
/// The correlations along a mode in P, exact for many units, any σ &lt; 1 and any law of the modes:
/// <code>
/// ⟨(u·s)²⟩ = ⟨(v·τ)²⟩ = 1/(1 − w²),   ⟨(u·s)(v·τ)⟩ = w/(1 − w²)
/// </code>
/// Without the mode, y = u·s and z = v·τ are sums of many units whose correlations, of order 1/√N, do not know u and v:
/// Gaussian numbers, independent, of variance 1. The mode multiplies their law by e^{wyz}, which leaves them Gaussian
/// with the inverse covariance [[1, −w], [−w, 1]]. What counts is the strength w of the mode, not the singular value
/// of W that belongs to it: that one exceeds 1 in P where noise is not small.
/// </summary>
public static class ParamagnetMoments
{
    /// <summary>⟨(u·s)²⟩.</summary>
    /// <param name="spike">w, in [0, 1).</param>
    /// <exception cref="ArgumentException">It is out of its range.</exception>
    public static double Square(double spike) => 1 / Complement(spike);

    /// <summary>⟨(u·s)(v·τ)⟩.</summary>
    /// <param name="spike">w, in [0, 1).</param>
    /// <exception cref="ArgumentException">It is out of its range.</exception>
    public static double Product(double spike) => spike / Complement(spike);

    private static double Complement(double spike)
        => Require.NonNegative(spike) < 1 ? (1 - spike) * (1 + spike)
            : throw Require.Error(nameof(spike), spike, "in [0, 1)");
}
