using System.Runtime.CompilerServices;

namespace RbmTheory.Simulation.Arithmetic;

/// <summary>
/// Single-precision e^x, 1/(1 + e^{−x}) and tanh x made of + − × ÷, comparisons and shifts only. IEEE 754 defines the
/// result of each of them to the last bit, there is no fused multiply-add and no library call: the same bits come out
/// on any machine and in any vector width.
/// </summary>
/// <remarks>
/// <para>e^x = 2^n e^r with n = round(x / ln 2), r = x − n ln 2 in two steps (Cody and Waite; 0.693359375 has few
/// enough bits that n times it is exact), and e^r = 1 + r + r² P(r) with the degree-5 minimax P of Cephes <c>expf</c>
/// (S. Moshier).</para>
/// <para>tanh x = x + x³ Q(x²) for |x| &lt; 0.625, with Q of Cephes <c>tanhf</c>, and 1 − 2/(e^{2|x|} + 1)
/// beyond.</para>
/// <para>Largest errors against double precision, measured over every float above 2^−31 of the range: e^x 8.16e−8
/// relative, logistic 8.94e−8 absolute, tanh 7.93e−8 absolute and 1.43e−7 relative.</para>
/// </remarks>
public static class Exponential
{
    /// <summary>Arguments of <see cref="Exp"/> below this are taken as this: the result stays a normal
    /// number.</summary>
    public const float LowestArgument = -87.33654f;

    /// <summary>Arguments of <see cref="Exp"/> above this are taken as this: the result stays finite.</summary>
    public const float HighestArgument = 88.37626f;

    /// <summary>e^x for x in [<see cref="LowestArgument"/>, <see cref="HighestArgument"/>], clamped beyond; NaN stays
    /// NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x)
    {
        // Adding 1.5 × 2^23 rounds to an integer and leaves it in the low bits of the sum.
        const float Rounder = 12582912f;
        x = x < LowestArgument ? LowestArgument : x;
        x = x > HighestArgument ? HighestArgument : x;
        float shifted = x * 1.44269504f + Rounder;
        float n = shifted - Rounder;
        float r = x - n * 0.693359375f;
        r -= n * -2.12194440e-4f;
        float p = 1.9875691500e-4f;
        p = p * r + 1.3981999507e-3f;
        p = p * r + 8.3334519073e-3f;
        p = p * r + 4.1665795894e-2f;
        p = p * r + 1.6666665459e-1f;
        p = p * r + 5.0000001201e-1f;
        float mantissa = p * (r * r) + r + 1f;
        float scale = BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(shifted) << 23) + (127 << 23));
        return mantissa * scale;
    }

    /// <summary>The logistic function 1/(1 + e^{−x}), in (0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Logistic(float x) => 1f / (1f + Exp(-x));

    /// <summary>tanh x, in [−1, 1], exactly odd.</summary>
    public static float Tanh(float x)
    {
        float magnitude = x < 0 ? -x : x;
        if (magnitude >= 0.625f)
        {
            float tail = 1f - 2f / (Exp(magnitude + magnitude) + 1f);
            return x < 0 ? -tail : tail;
        }

        float square = x * x;
        float q = -5.70498872745e-3f;
        q = q * square + 2.06390887954e-2f;
        q = q * square - 5.37397155531e-2f;
        q = q * square + 1.33314422036e-1f;
        q = q * square - 3.33332819422e-1f;
        return q * square * x + x;
    }
}
