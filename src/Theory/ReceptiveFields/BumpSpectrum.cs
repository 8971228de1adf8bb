namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// The spectrum of small changes of the bump (44) on the infinite line, (46) with its last term corrected (printed
/// −2(∫wε)ε):
/// <code>
/// dε/dt = 𝓛ε = ε″ + (2 − b)ε + 3w²ε − 2w ∫wε dx,   w = √2 κ sech κx,   b = 2 + κ²
/// </code>
/// The continuum is λ ≤ −κ²; odd changes do not move b and have λ = 0, the translation; of the even ones exactly one is
/// discrete, λ = κ²(α² − 1) with the α in (0, 2) that solves
/// <code>
/// 2⟨w, (𝓛₀ − λ)⁻¹ w⟩ = (4/κ) [3/2 + (α² − 1) ψ′((1+α)/2)/(4α)]/(4 − α²) = 1
/// </code>
/// ψ′ being the trigamma function. It decays as e^{−κα|x|}. The bump is stable iff α &lt; 1, that is κ &lt; 2, b &lt;
/// 6; the argument after (47) says b &lt; 8. The steady bumps, b± = 8 ± 4√2, are on either side of both.
/// </summary>
/// <remarks>
/// Without the integral 𝓛₀ is κ²(∂² − 1 + 6 sech²), y = κx: even bound state sech²y, of eigenvalue 3κ², and waves
/// (3tanh²y − 1 − k² − 3ik tanh y)e^{iky} of −κ²(1 + k²). The overlaps of sech with them are π/2 and ½(1 + k²)π
/// sech(πk/2), so that ⟨sech, (A − μ)⁻¹ sech⟩ = (3π²/16)/(3 − μ) − (π/8) ∫ sech²(πk/2) (1 + k²)/((4 + k²)(1 + μ + k²))
/// dk, A = 𝓛₀/κ². Partial fractions and ∫ sech²(πk/2)/(a² + k²) dk = 2ψ′((1+a)/2)/(πa), by residues, give the bracket.
/// It increases from −∞ to +∞ with α in (0, 2), and is negative beyond: one root. At α = 1 it is ½, so that the root
/// crosses zero at κ = 2.
/// </remarks>
public sealed class BumpSpectrum
{
    /// <summary>The critical inverse width, κ = 2: the bump (44) is stable below.</summary>
    public const double CriticalKappa = 2;

    /// <summary>b = 2 + κ² = 6 at <see cref="CriticalKappa"/>.</summary>
    public const double CriticalRepressor = 6;

    /// <summary>The spectrum of a bump.</summary>
    /// <param name="bump">The bump, whether or not (39) holds.</param>
    public BumpSpectrum(SechProfile bump)
    {
        ArgumentNullException.ThrowIfNull(bump);
        Bump = bump;
        DecayRatio = Solve(bump.Kappa);
    }

    /// <summary>The bump.</summary>
    public SechProfile Bump { get; }

    /// <summary>α in (0, 2): the even discrete mode decays as e^{−κα|x|} away from the bump.</summary>
    public double DecayRatio { get; }

    /// <summary>
    /// κ²(α² − 1), the eigenvalue of the even discrete mode, in units of νβ: −0.257169881… at κ−, 11.4765… at κ+.
    /// </summary>
    public double Breathing => Bump.Kappa * Bump.Kappa * (DecayRatio - 1) * (DecayRatio + 1);

    /// <summary>0, the eigenvalue of w′: the bump is free to move.</summary>
    public static double Translation => 0;

    /// <summary>−κ², the top of the continuum: −0.343145750… at κ−.</summary>
    public double ContinuumEdge => -Bump.Kappa * Bump.Kappa;

    /// <summary>Whether no change grows, κ &lt; 2.</summary>
    public bool IsStable => Bump.Kappa < CriticalKappa;

    /// <summary>
    /// 2⟨w, (𝓛₀ − λ)⁻¹ w⟩ − 1, which vanishes at the eigenvalues of even discrete modes; increasing in α.
    /// </summary>
    /// <param name="kappa">κ; finite and &gt; 0.</param>
    /// <param name="alpha">α = √(1 + λ/κ²); in (0, 2).</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public static double Secular(double kappa, double alpha)
    {
        Require.Positive(kappa);
        if (!(alpha > 0 && alpha < 2))
            throw Require.Error(nameof(alpha), alpha, "in (0, 2)");
        double bracket = 1.5 + ((alpha - 1) * (alpha + 1) * Trigamma(0.5 * (1 + alpha)) / (4 * alpha));
        return (4 / kappa * bracket / ((2 - alpha) * (2 + alpha))) - 1;
    }

    private static double Solve(double kappa)
    {
        double low = 0, high = 2;
        for (double middle = 1; middle > low && middle < high; middle = 0.5 * (low + high))
        {
            if (Secular(kappa, middle) < 0)
                low = middle;
            else
                high = middle;
        }

        return 0.5 * (low + high);
    }

    // ψ′(x) = Σ_{n≥0} (x + n)^{−2}, x > 0: the asymptotic series from x + n ≥ 12 on, whose next term is below 1e-17.
    private static double Trigamma(double x)
    {
        double sum = 0;
        for (; x < 12; x++)
            sum += 1 / (x * x);
        double z = 1 / (x * x);
        double series = (1.0 / 6) - (z * ((1.0 / 30) - (z * ((1.0 / 42) - (z * ((1.0 / 30) - (z * ((5.0 / 66)
            - (z * ((691.0 / 2730) - (z * 7 / 6)))))))))));
        return sum + (1 / x) + (0.5 * z) + (series * z / x);
    }
}
