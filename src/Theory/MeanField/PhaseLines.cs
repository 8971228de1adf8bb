using MathNet.Numerics.RootFinding;

namespace RbmTheory.Theory.MeanField;

/// <summary>
/// The lines between the phases of <see cref="ReplicaEquations"/> without fields. P ends at w = 1 where σ ≤ 1, to F,
/// and at σ = 1 where w ≤ 1, to SG; both are continuous, as is the line between SG and F. None of them knows the law
/// of the modes: they are where a small m, or a small q, is just kept up, and only ⟨û²⟩ = 1 enters there.
/// </summary>
/// <remarks>
/// In P a small (m, q) becomes (w²m, σ⁴q) after both layers: hence w = 1 and σ = 1, for any κ.
/// </remarks>
public static class PhaseLines
{
    /// <summary>Both lines leave w = σ = 1 along w = σ, for any κ and law, and part from it by (σ − 1)² times a number of
    /// order 1. So near 1 the overlaps are too small to be solved for, and w = σ is as good to some 1e-10.</summary>
    private const double Flat = 1e-5;

    /// <summary>
    /// w_c, above which the glass turns to the mode. A small m upon inputs κ^{¼}σ√q̄ x is answered by w(1 − q) in one
    /// layer and w(1 − q̄) in the other:
    /// <code>w_c = [(1 − q)(1 − q̄)]^{−½},   q = ⟨tanh²(κ^{¼}σ√q̄ x)⟩,   q̄ = ⟨tanh²(κ^{−¼}σ√q x)⟩</code>
    /// Of large σ 1 − q → κ^{−¼}√(2/π)/σ and 1 − q̄ → κ^{¼}√(2/π)/σ, so that w_c → σ√(π/2) for any κ.
    /// </summary>
    /// <param name="sigma">σ, finite and ≥ 1.</param>
    /// <param name="kappa">κ, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static double GlassToFerromagnet(double sigma, double kappa)
    {
        RequireGlass(sigma);
        if (sigma - 1 < Flat)
            return sigma;
        // Without a mode there is no other phase for these σ.
        ReplicaState glass = GlassOf(sigma, kappa);
        return 1 / Math.Sqrt((1 - glass.VisibleOverlap) * (1 - glass.HiddenOverlap));
    }

    /// <summary>
    /// The w of F above which replica symmetry is stable, σ⁴⟨sech⁴⟩⟨sech⁴⟩ = 1 (de Almeida and Thouless); it is above
    /// <see cref="GlassToFerromagnet"/>, and both are 1 at σ = 1. Of Gaussian modes and large σ
    /// ⟨sech²⟩ ≈ 2/(√(2π) k√v) and ⟨sech⁴⟩ is ⅔ of it, while w²⟨sech²⟩⟨sech²⟩ = 1: w → ⅔σ², for any κ.
    /// </summary>
    /// <param name="sigma">σ, in [1, 100].</param>
    /// <param name="kappa">κ, finite and &gt; 0.</param>
    /// <param name="law">The law of the modes; Gaussian where null.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static double ReplicaInstability(double sigma, double kappa, ModeLaw? law = null)
    {
        RequireGlass(sigma);
        if (sigma - 1 < Flat)
            return sigma;
        double Excess(double w) => Math.Log(new ReplicaEquations(sigma, w, kappa, law).Solve().Instability);
        double low = GlassToFerromagnet(sigma, kappa), high = 1.25 * low;
        while (Excess(high) > 0)
            (low, high) = (high, 1.25 * high);
        return Brent.FindRoot(Excess, low, high, 1e-12 * high);
    }

    /// <summary>
    /// m² = m̄² in F near P, to first order in w − 1:
    /// <code>
    /// 2(w − 1) = m² {(κ^{½} + κ^{−½})⟨û⁴⟩/3 + σ²[2 + σ²(κ^{½} + κ^{−½})]/(1 − σ⁴)}
    /// </code>
    /// of Gaussian modes m² = 2(1 − σ⁴)(w − 1)/(κ^{½} + κ^{−½} + 2σ²). To third order of small inputs
    /// m = A[1 − κ^{½}(A²⟨û⁴⟩/3 + σ²q̄)], q = κ^{½}(A² + σ²q̄), and the same with κ → 1/κ; with A = Ā = m these give
    /// κ^{½}q̄ = m²(1 + σ²κ^{½})/(1 − σ⁴), and w² times the two brackets is 1. The coefficient is positive for every
    /// law: the transition is continuous.
    /// </summary>
    /// <param name="sigma">σ, in [0, 1).</param>
    /// <param name="spike">w, finite and ≥ 1.</param>
    /// <param name="kappa">κ, finite and &gt; 0.</param>
    /// <param name="law">The law of the modes; Gaussian where null.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static double SquareNearParamagnet(double sigma, double spike, double kappa, ModeLaw? law = null)
    {
        if (!(Require.NonNegative(sigma) < 1))
            throw Require.Error(nameof(sigma), sigma, "in [0, 1)");
        if (!(Require.Finite(spike) >= 1))
            throw Require.Error(nameof(spike), spike, "a finite number >= 1");
        double ratios = Math.Sqrt(Require.Positive(kappa)) + (1 / Math.Sqrt(kappa)), noise = sigma * sigma;
        double fourth = (law ?? ModeLaw.Gaussian).FourthMoment / 3;
        return 2 * (spike - 1)
            / ((ratios * fourth) + (noise * (2 + (noise * ratios)) / (1 - (noise * noise))));
    }

    /// <summary>The state of pure noise, σ &gt; 1.</summary>
    internal static ReplicaState GlassOf(double sigma, double kappa) => new ReplicaEquations(sigma, 0, kappa).Solve();

    private static void RequireGlass(double sigma)
    {
        if (!(Require.Finite(sigma) >= 1))
            throw Require.Error(nameof(sigma), sigma, "a finite number >= 1");
    }
}
