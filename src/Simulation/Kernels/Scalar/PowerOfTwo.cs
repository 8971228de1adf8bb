namespace RbmTheory.Simulation.Kernels.Scalar;

/// <summary>
/// Single-precision 2^y for drawing units: + − ×, comparisons and shifts only, the same bits on any machine and in any
/// vector width. About three quarters of the operations of <see cref="Exponential.Exp"/>, and a shorter chain of them.
/// </summary>
/// <remarks>
/// <para>2^y = 2^n 2^f with n = round(y) and f = y − n, which is exact, |f| ≤ ½, and 2^f = 1 + f Q(f) with the Q of
/// degree 4 of least relative error, found by reweighted least squares (Lawson); with its coefficients rounded it is
/// 1.1e−7.</para>
/// <para>A probability 1/(1 + 2^y) has an error of p(1 − p) times the relative one of 2^y, hence below 3e−8 by Q: less
/// than the 2^−24 of the uniform number that it is compared with. With y = −x log₂e in single precision, y is off by
/// |y| 2^−23, which moves p by at most 0.224 × 2^−23, the largest |x| p(1 − p) being 0.224.</para>
/// </remarks>
public static class PowerOfTwo
{
    /// <summary>Exponents below the negative of this, or above it, are taken as these.</summary>
    public const float LargestExponent = 126f;

    /// <summary>Coefficients of 2^f, of f^5 first; that of f^0 is 1.</summary>
    internal const float C5 = 0.00132647285f, C4 = 0.00967151299f, C3 = 0.0555073358f, C2 = 0.240222424f,
        C1 = 0.693147004f;

    /// <summary>Adding it rounds to an integer and leaves that in the low bits of the sum: 1.5 × 2^23.</summary>
    internal const float Rounder = 12582912f;

    /// <summary>log₂ e.</summary>
    public const float LogTwoOfE = 1.44269504f;

    /// <summary>2^y for y in ±<see cref="LargestExponent"/>, clamped beyond; NaN stays NaN.</summary>
    public static float Of(float y)
    {
        y = y < -LargestExponent ? -LargestExponent : y;
        y = y > LargestExponent ? LargestExponent : y;
        float shifted = y + Rounder;
        float f = y - (shifted - Rounder);
        float p = C5;
        p = p * f + C4;
        p = p * f + C3;
        p = p * f + C2;
        p = p * f + C1;
        p = p * f + 1f;
        return p * BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(shifted) << 23) + (127 << 23));
    }
}
