using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Kernels.Scalar;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Kernels;

/// <summary>
/// Draws units of two values from their inputs I, eight units of one row at a time: the higher value has the
/// probability 1/(1 + e^{−2I}) for spins ±1 and 1/(1 + e^{−I}) for 0, 1.
/// </summary>
/// <remarks>
/// <para>Unit c of eight takes bits 8 to 31 of 32-bit word c of one draw of <see cref="LaneStream"/>, the lowest of
/// them set, and with them the centre u of one of 2^23 equal cells: a probability is off by at most 2^−24 by that, and
/// the two values are treated alike. The comparison 2^24 u (1 + 2^y) &lt; 2^24 with <see cref="PowerOfTwo"/> saves the
/// division.</para>
/// <para>44 vector operations for eight units, 11 of them random bits. Two passes over the rows: a processor does not
/// look far enough ahead to overlap the whole chain of 2^y of one row with those of the next.</para>
/// </remarks>
internal static class LaneBernoulli
{
    /// <summary>Draws eight units of every row.</summary>
    /// <param name="sums">Inputs of the rows without the fields; overwritten.</param>
    /// <param name="scratch">Of the same length.</param>
    /// <param name="fields">Added to them.</param>
    /// <param name="spins">Whether the values are ±1; else 0, 1.</param>
    /// <param name="lanes">One draw a row.</param>
    /// <param name="rows">Receives a byte of the first row at [0].</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="mask">The bits that there are; the others become 0.</param>
    public static void Draw(
        Span<Vector256<float>> sums, Span<Vector256<float>> scratch, Vector256<float> fields, bool spins,
        ref LaneStream lanes, Span<byte> rows, int stride, int mask)
    {
        Vector256<float> factor = Vector256.Create((spins ? -2f : -1f) * PowerOfTwo.LogTwoOfE);
        for (int r = 0; r < sums.Length && r < scratch.Length; r++)
            sums[r] = Fraction(factor * (sums[r] + fields), out scratch[r]);
        LaneStream local = lanes;
        Vector256<float> cells = Vector256.Create((float)(1 << 24));
        for (int r = 0; r < sums.Length && r < scratch.Length; r++)
        {
            Vector256<float> odds = Vector256<float>.One + Power(sums[r]) * scratch[r];
            Vector256<int> cell = ((local.Next().AsUInt32() >>> 8) | Vector256<uint>.One).AsInt32();
            Vector256<float> below = Vector256.LessThan(Vector256.ConvertToSingle(cell) * odds, cells);
            rows[r * stride] = (byte)(below.ExtractMostSignificantBits() & (uint)mask);
        }

        lanes = local;
    }

    /// <summary>f of 2^y = 2^n 2^f, and 2^n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Fraction(Vector256<float> y, out Vector256<float> scale)
    {
        Vector256<float> rounder = Vector256.Create(PowerOfTwo.Rounder);
        Vector256<float> highest = Vector256.Create(PowerOfTwo.LargestExponent);
        y = Vector256.ConditionalSelect(Vector256.LessThan(y, -highest), -highest, y);
        y = Vector256.ConditionalSelect(Vector256.GreaterThan(y, highest), highest, y);
        Vector256<float> shifted = y + rounder;
        scale = ((shifted.AsInt32() << 23) + Vector256.Create(127 << 23)).AsSingle();
        return y - (shifted - rounder);
    }

    /// <summary>2^f.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Power(Vector256<float> f)
    {
        Vector256<float> p = Vector256.Create(PowerOfTwo.C5);
        p = p * f + Vector256.Create(PowerOfTwo.C4);
        p = p * f + Vector256.Create(PowerOfTwo.C3);
        p = p * f + Vector256.Create(PowerOfTwo.C2);
        p = p * f + Vector256.Create(PowerOfTwo.C1);
        return p * f + Vector256<float>.One;
    }
}
