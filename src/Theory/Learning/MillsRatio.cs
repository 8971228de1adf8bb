using MathNet.Numerics;

namespace RbmTheory.Theory.Learning;

/// <summary>
/// Mills' ratio R(x) = ∫_0^∞ e^{−h²/2 − xh} dh = √(π/2) e^{x²/2} erfc(x/√2), with R′ = xR − 1: half of a Gaussian law
/// under a slope.
/// </summary>
internal static class MillsRatio
{
    // The continued fraction converges as e^{−2√(2n) x}: 60 terms leave 1e-15 from here on.
    private const double Far = 2;
    private const int Terms = 60;

    /// <summary>R(x); finite for x above −37.</summary>
    public static double Of(double x)
    {
        if (x < Far)
            return Math.Sqrt(Math.PI / 2) * Math.Exp(0.5 * x * x) * SpecialFunctions.Erfc(x / Math.Sqrt(2));
        double fraction = x;
        for (int n = Terms; n >= 1; n--)
            fraction = x + (n / fraction);
        return 1 / fraction;
    }
}
