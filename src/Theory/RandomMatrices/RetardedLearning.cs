using RbmTheory.Theory.Populations;

namespace RbmTheory.Theory.RandomMatrices;

/// <summary>
/// Where the top eigenvalue of the population crosses the edge of the noise, as section 5.1 of the paper places the
/// retarded-learning transition; r = N/S, N the number of sites.
/// <code>
/// Ising:  e^{2β} = (1 + √r)²  ⇔  β(r) = ln(1 + √r)                                                        (27)
/// Potts:  independent sites have C = P/(P−1) on the N(P−1) directions that Σ_v [v_i = v] = 1 leaves, so
///         Λ_noise = (P/(P−1)) (1 + √(r(P−1)))²
/// </code>
/// The paper's (31) prints P/(P−1) + (1 + √(rP))², which does not tend to P/(P−1) as r → 0; it is kept here, under its
/// name, only to be shown beside the other.
/// </summary>
public static class RetardedLearning
{
    /// <summary>
    /// β(r) = ln(1 + √r), equation (27): the signal of the Ising ring is above the noise for β above it.
    /// </summary>
    /// <param name="noiseRatio">r, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException"><paramref name="noiseRatio"/> is out of its range.</exception>
    public static double CriticalBeta(double noiseRatio)
    {
        double root = Math.Sqrt(Require.Positive(noiseRatio));
        return root < 1 ? 2 * Math.Atanh(root / (2 + root)) : Math.Log(1 + root); // accurate where √r is small
    }

    /// <summary>
    /// r(β) = (e^β − 1)², the inverse of (27): the signal of the Ising ring is above the noise for r below it.
    /// </summary>
    /// <param name="beta">β, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException"><paramref name="beta"/> is out of its range.</exception>
    public static double CriticalNoiseRatio(double beta)
    {
        double growth = 2 * Math.Sinh(Require.Positive(beta) / 2) * Math.Exp(beta / 2); // e^β − 1
        return growth * growth;
    }

    /// <summary>Λ_noise = (P/(P−1)) (1 + √(r(P−1)))², the edge of the noise of independent Potts variables.</summary>
    /// <param name="noiseRatio">r = N/S, finite and &gt; 0.</param>
    /// <param name="states">P, at least 2.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static double PottsNoiseEdge(double noiseRatio, int states)
        => new MarchenkoPastur(
            Require.Positive(noiseRatio) * (Require.AtLeast(states, 2) - 1), states / (states - 1.0)).UpperEdge;

    /// <summary>P/(P−1) + (1 + √(rP))², equation (31) as printed; it is not the edge of the noise.</summary>
    /// <param name="noiseRatio">r = N/S, finite and &gt; 0.</param>
    /// <param name="states">P, at least 2.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static double PottsNoiseEdgeAsPrinted(double noiseRatio, int states)
        => (Require.AtLeast(states, 2) / (states - 1.0))
            + new MarchenkoPastur(Require.Positive(noiseRatio) * states).UpperEdge;

    /// <summary>
    /// The r at which <see cref="PottsNoiseEdge"/> is the top eigenvalue of the infinite ring: with
    /// E = Λ (P−1)/P, r = (√E − 1)²/(P − 1). For the XY ring of P = 10 at β = 1.5 it is 0.1085.
    /// </summary>
    /// <param name="ring">The population; its number of sites plays no part.</param>
    public static double PottsCriticalNoiseRatio(PottsRing ring)
    {
        ArgumentNullException.ThrowIfNull(ring);
        double root = Math.Sqrt(ring.TopEigenvalueInfinite * (ring.States - 1) / ring.States) - 1;
        return root * root / (ring.States - 1);
    }

    /// <summary>
    /// The r at which <see cref="PottsNoiseEdgeAsPrinted"/> is the top eigenvalue of the infinite ring: 0.066 for the
    /// XY ring of P = 10 at β = 1.5, as the caption of Fig. 13 says; null where Λ &lt; P/(P−1) + 1 and the two never
    /// meet.
    /// </summary>
    /// <param name="ring">The population; its number of sites plays no part.</param>
    public static double? PottsCriticalNoiseRatioAsPrinted(PottsRing ring)
    {
        ArgumentNullException.ThrowIfNull(ring);
        double root = Math.Sqrt(ring.TopEigenvalueInfinite - (ring.States / (ring.States - 1.0))) - 1;
        return root >= 0 ? root * root / ring.States : null;
    }
}
