using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Kernels.Packed;

/// <summary>
/// Draws sixteen units of two values at a time from 16-bit fixed-point estimates of their inputs, and says which of
/// them the error of the estimate leaves doubtful; all others are as <see cref="LaneBernoulli"/> draws them from the
/// exact inputs and the same random words. Needs AVX2.
/// </summary>
/// <remarks>
/// <para>With t = (n + ½) 2^−22 in (−1, 1), a unit is high where t &lt; tanh x, x being I for spins ±1 and I/2 for 0,
/// 1. The upper sixteen bits m of the random word have m &lt; 2^15 t &lt; m + 1.</para>
/// <para>An estimate x' with |x' − x| ≤ e gives T' ≈ 2^15 tanh x'. Its error is at most the sum of 2^15 e s, s being
/// the largest slope of tanh between x and x', which the segment of <see cref="FixedPointTanh"/> bounds, and of
/// <see cref="FixedPointTanh.Error"/>; where x' is beyond the range, of <see cref="FixedPointTanh.Tail"/> in place of
/// the first and 2 in place of the second. The product 2^15 e s is rounded by up to ½; the exact draw computes odds in
/// floats, whose relative rounding errors move T by less than ½; and m differs from 2^15 t by up to 1. So the sign of
/// T' − m is certain where its magnitude is above 2^15 e s + <see cref="Margin"/>; elsewhere the unit is
/// doubtful.</para>
/// <para>31 vector operations for sixteen units, besides 20 for the random bits.</para>
/// </remarks>
internal static class FixedPointBernoulli
{
    /// <summary>9 + 1 + ½ + ½ + 1, in units of 2^−15.</summary>
    private const short Margin = 12;

    /// <summary>Draws random words, one a row.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Draw(ref LaneStream lanes, Span<Vector256<ulong>> words)
    {
        LaneStream local = lanes;
        for (int r = 0; r < words.Length; r++)
            words[r] = local.Next();
        lanes = local;
    }

    /// <summary>Decides sixteen units of every row.</summary>
    /// <param name="estimates">x' in units of 2^(scale − 15) of the range of <see cref="FixedPointTanh"/>; one vector a
    /// row, at most <see cref="IKernel.ChunkRows"/>.</param>
    /// <param name="scale">Scale of the estimates, from <see cref="FixedPointProduct.Scale"/>.</param>
    /// <param name="errors">e in units of 2^−15, from <see cref="FixedPointProduct.AreFew"/>.</param>
    /// <param name="words">Random words of the first eight units of every row, and from
    /// <see cref="IKernel.ChunkRows"/> on those of the other eight.</param>
    /// <param name="rows">Receives the units, at the first byte of the first row.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="mask">The bits that stand for units; the others become 0. Above 255, two bytes are written.</param>
    /// <param name="sure">Receives two bits a unit, 0 where it is doubtful, and the unit itself is then set to its
    /// lower value: unit c of the first eight at 4 c, unit c of the other eight at 4 c + 2; for every row.</param>
    /// <returns>The rows that have doubtful units, a bit each.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static uint Decide(
        ReadOnlySpan<Vector256<short>> estimates, int scale, Vector256<short> errors,
        ReadOnlySpan<Vector256<ulong>> words, Span<byte> rows, int stride, int mask, Span<uint> sure)
    {
        Vector256<short> limit = Vector256.Create((short)(short.MaxValue >> scale));
        Vector128<short> shift = Vector128.CreateScalar((short)scale);
        Vector256<short> c0 = Twice(FixedPointTanh.C0), c1 = Twice(FixedPointTanh.C1), c2 = Twice(FixedPointTanh.C2);
        Vector256<short> c3 = Twice(FixedPointTanh.C3), slopes = Twice(FixedPointTanh.Slopes);
        int count = estimates.Length;
        Require.InRange(count, 1, IKernel.ChunkRows);
        Require.AtLeast(words.Length, IKernel.ChunkRows + count);
        Require.AtLeast(sure.Length, count);
        Require.AtLeast(rows.Length, (count - 1) * stride + (mask > byte.MaxValue ? 2 : 1));
        ref Vector256<short> estimate = ref MemoryMarshal.GetReference(estimates);
        ref Vector256<ulong> word = ref MemoryMarshal.GetReference(words);
        ref uint ownSure = ref MemoryMarshal.GetReference(sure);
        ref byte row = ref MemoryMarshal.GetReference(rows);
        uint doubtful = 0;
        for (int r = 0; r < count; r++)
        {
            Vector256<short> x = Unsafe.Add(ref estimate, r);
            Vector256<short> a = Avx2.ShiftLeftLogical(Vector256.Min(Vector256.Abs(x), limit), shift);

            // The two bytes of the coefficient of segment i are numbers 2 i and 2 i + 1 of sixteen.
            Vector256<byte> segment = ((a >>> 12) * Vector256.Create((short)0x0202) + Vector256.Create((short)0x0100))
                .AsByte();
            Vector256<short> f = a << 3;
            Vector256<short> p = Avx2.MultiplyHighRoundScale(f, LookUp(c3, segment)) + LookUp(c2, segment);
            p = Avx2.MultiplyHighRoundScale(f, p) + LookUp(c1, segment);
            p = Avx2.MultiplyHighRoundScale(f, p) + LookUp(c0, segment);
            Vector256<short> doubt = Avx2.MultiplyHighRoundScale(errors, LookUp(slopes, segment))
                + Vector256.Create(Margin);
            Vector256<short> random = FixedPointTables.Interleave(Unsafe.Add(ref word, r).AsInt32() >>> 16,
                Unsafe.Add(ref word, IKernel.ChunkRows + r).AsInt32());
            Vector256<short> difference = Avx2.SubtractSaturate(Avx2.Sign(p, x), random);

            // Negative where the unit is certainly high, and certainly low.
            Vector256<short> high = Avx2.SubtractSaturate(doubt, difference), low = Avx2.AddSaturate(doubt, difference);
            uint certain = (high | low).AsByte().ExtractMostSignificantBits() | 0x55555555;
            uint bits = (high.AsInt32() << 16).ExtractMostSignificantBits()
                | high.AsInt32().ExtractMostSignificantBits() << 8;
            bits &= (uint)mask;
            if (mask > byte.MaxValue)
                Unsafe.WriteUnaligned(ref row, (ushort)bits);
            else
                row = (byte)bits;
            row = ref Unsafe.Add(ref row, stride);
            Unsafe.Add(ref ownSure, r) = certain;
            doubtful |= (certain != uint.MaxValue ? 1u : 0u) << r;
        }

        return doubtful;
    }

    /// <summary>Decides one unit from its exact input, as <see cref="LaneBernoulli"/> does.</summary>
    /// <param name="input">I.</param>
    /// <param name="spins">Whether the values are ±1; else 0, 1.</param>
    /// <param name="word">32 random bits.</param>
    public static bool IsHigh(float input, bool spins, uint word)
    {
        const float Highest = LaneBernoulli.HighestArgument;
        float y = (spins ? -2f : -1f) * PowerOfTwo.BinaryE * input;
        y = y < -Highest ? -Highest : y;
        float odds = PowerOfTwo.Exp2(y > Highest ? Highest : y);
        float cell = (int)word >> 9;
        float difference = MathF.FusedMultiplyAdd(
            LaneBernoulli.HalfOfCells + 0.5f, odds, MathF.FusedMultiplyAdd(cell, odds, cell));
        return difference < LaneBernoulli.HalfOfCells - 0.5f;
    }

    /// <summary>Decides one unit from a number near its exact input, where all numbers as near as that lead to the same
    /// value; else null.</summary>
    /// <remarks>The odds have relative errors below 1e-6 (1 + |I|), as if the input were off by as much, and the other
    /// roundings of <see cref="IsHigh(float, bool, uint)"/> are below two cells together.</remarks>
    /// <param name="input">The number.</param>
    /// <param name="error">How far the exact input may be from it.</param>
    /// <param name="spins">Whether the values are ±1; else 0, 1.</param>
    /// <param name="word">32 random bits.</param>
    public static bool? IsHigh(float input, float error, bool spins, uint word)
    {
        const int TwoCells = 2 << 9;
        error += 1e-6f * (1 + MathF.Abs(input));
        bool atLeast = IsHigh(input - error, spins, (uint)(Math.Min((int)word, int.MaxValue - TwoCells) + TwoCells));
        bool atMost = IsHigh(input + error, spins, (uint)(Math.Max((int)word, int.MinValue + TwoCells) - TwoCells));
        return atLeast == atMost ? atLeast : null;
    }

    private static Vector256<short> Twice(Vector128<short> eight) => Vector256.Create(eight, eight);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> LookUp(Vector256<short> table, Vector256<byte> index)
        => Avx2.Shuffle(table.AsByte(), index).AsInt16();
}
