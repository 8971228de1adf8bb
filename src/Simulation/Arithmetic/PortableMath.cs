namespace RbmTheory.Simulation.Arithmetic;

/// <summary>
/// Double-precision e^x and ln x made of + − × ÷, fused multiply-adds, comparisons and shifts only: IEEE 754
/// defines the result of each of them to the last bit, so the same bits come out on any machine. Sampling and training
/// call these, not <see cref="Math"/>.
/// </summary>
/// <remarks>
/// <para>e^x = 2^n e^r with n = round(x / ln 2), r = x − n ln 2 in two fused steps, |r| ≤ 0.3466, and e^r by its series
/// to r^13: the first term left out is below 4.2e−18. Largest relative error against 40 digits at 10^5 random
/// arguments in [−708, 709], a third of them in [−2, 0]: 1.51e−16.</para>
/// <para>ln x: x = 2^e m with m in [√½, √2), and ln m = 2 artanh s, s = (m−1)/(m+1), |s| ≤ 0.1716, by its series to
/// s^21: the first term left out is below 3e−19. Largest relative error against 40 digits at 10^5 random arguments in
/// (0, 1): 3.56e−16.</para>
/// </remarks>
public static class PortableMath
{
    /// <summary>Below this argument <see cref="Exp"/> is 0: above it the result is a normal number.</summary>
    public const double LowestArgument = -708;

    /// <summary>Above this argument <see cref="Exp"/> is +∞.</summary>
    public const double HighestArgument = 709;

    /// <summary>e^x, 0 below <see cref="LowestArgument"/> and +∞ above <see cref="HighestArgument"/>; NaN stays
    /// NaN.</summary>
    public static double Exp(double x)
    {
        if (x < LowestArgument)
            return 0;
        if (x > HighestArgument)
            return double.PositiveInfinity;

        // Adding 1.5 × 2^52 rounds to an integer and leaves it in the low bits of the sum.
        const double Rounder = 6755399441055744, Ln2 = 0.6931471805599453, RestOfLn2 = 2.3190468138462996e-17;
        double shifted = x * 1.4426950408889634 + Rounder;
        double n = shifted - Rounder;
        double r = Math.FusedMultiplyAdd(n, -Ln2, x);
        r = Math.FusedMultiplyAdd(n, -RestOfLn2, r);

        // Even and odd powers apart: two chains of half the length.
        double square = r * r;
        double even = 1.0 / 479001600;
        even = Math.FusedMultiplyAdd(even, square, 1.0 / 3628800);
        even = Math.FusedMultiplyAdd(even, square, 1.0 / 40320);
        even = Math.FusedMultiplyAdd(even, square, 1.0 / 720);
        even = Math.FusedMultiplyAdd(even, square, 1.0 / 24);
        even = Math.FusedMultiplyAdd(even, square, 1.0 / 2);
        double odd = 1.0 / 6227020800;
        odd = Math.FusedMultiplyAdd(odd, square, 1.0 / 39916800);
        odd = Math.FusedMultiplyAdd(odd, square, 1.0 / 362880);
        odd = Math.FusedMultiplyAdd(odd, square, 1.0 / 5040);
        odd = Math.FusedMultiplyAdd(odd, square, 1.0 / 120);
        odd = Math.FusedMultiplyAdd(odd, square, 1.0 / 6);
        double beyondLinear = square * Math.FusedMultiplyAdd(odd, r, even);
        long exponent = (BitConverter.DoubleToInt64Bits(shifted) << 52) + (1023L << 52);
        return (beyondLinear + r + 1) * BitConverter.Int64BitsToDouble(exponent);
    }

    /// <summary>ln x for normal x > 0.</summary>
    public static double Log(double x)
    {
        const int SqrtHalfHighBits = 0x3fe6a09e;
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = ((int)(bits >> 32) - SqrtHalfHighBits) >> 20;
        double mantissa = BitConverter.Int64BitsToDouble(bits - ((long)exponent << 52));
        double s = (mantissa - 1) / (mantissa + 1);
        double square = s * s;
        double series = 1.0 / 21;
        series = series * square + 1.0 / 19;
        series = series * square + 1.0 / 17;
        series = series * square + 1.0 / 15;
        series = series * square + 1.0 / 13;
        series = series * square + 1.0 / 11;
        series = series * square + 1.0 / 9;
        series = series * square + 1.0 / 7;
        series = series * square + 1.0 / 5;
        series = series * square + 1.0 / 3;
        series = series * square + 1;
        return exponent * 0.693147180559945309417 + 2 * s * series;
    }
}
