using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Kernels.Packed;

/// <summary>
/// Draws units of two values from their exact inputs I, eight units of one row at a time: the higher value has the
/// probability 1/(1 + e^{−2I}) for spins ±1 and 1/(1 + e^{−I}) for 0, 1.
/// </summary>
/// <remarks>
/// <para>Unit c of eight takes bits 9 to 31 of 32-bit word c of one draw of <see cref="LaneStream"/>, with their sign,
/// as number n of one of 2^23 equal cells: u = ½ + (n + ½) 2^−23 is the centre of a cell. This changes a probability by
/// at most 2^−24, and favours neither value. With the odds o = 2^y of <see cref="PowerOfTwo"/> against the higher
/// value, u (1 + o) &lt; 1 is n (1 + o) + (2^22 + ½) o &lt; 2^22 − ½: two fused multiply-adds, and no division.</para>
/// <para>30 vector operations for eight units, 11 of them random bits. Three passes over the rows, each with a part of
/// these: a processor does not reorder enough instructions to overlap all the operations of one row, of which each
/// waits for the one before, with those of the next.</para>
/// </remarks>
internal static class LaneBernoulli
{
    /// <summary>Half of the number of cells.</summary>
    public const float HalfOfCells = 1 << 22;

    /// <summary>y is clamped to [−this, this], where n × 2^y stays finite.</summary>
    public const float HighestArgument = 100f;

    /// <summary>Draws eight units of every row.</summary>
    /// <param name="sums">Inputs of the rows without the fields; overwritten.</param>
    /// <param name="scratch">Of the same length.</param>
    /// <param name="fields">Added to them.</param>
    /// <param name="spins">Whether the values are ±1; else 0, 1.</param>
    /// <param name="lanes">One draw a row.</param>
    /// <param name="rows">Receives a byte of the first row at [0].</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="mask">The bits that stand for units; the others become 0.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Draw(
        Span<Vector256<float>> sums, Span<Vector256<float>> scratch, Vector256<float> fields, bool spins,
        ref LaneStream lanes, Span<byte> rows, int stride, int mask)
    {
        ToOdds(sums, scratch, fields, spins);
        LaneStream local = lanes;
        for (int r = 0, place = 0; r < sums.Length; r++, place += stride)
            rows[place] = (byte)(Toss(sums[r], ref local) & (uint)mask);
        lanes = local;
    }

    /// <summary>The same where the rows that the inputs come from have few values, for each of which the thresholds
    /// have been computed.</summary>
    /// <param name="thresholds">What <see cref="ToThresholds"/> leaves, at [value].</param>
    /// <param name="values">That of every row, a byte.</param>
    /// <param name="lanes">One draw a row.</param>
    /// <param name="rows">Receives a byte of the first row at [0].</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="mask">The bits that stand for units; the others become 0.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void DrawByValue(
        ReadOnlySpan<Vector256<float>> thresholds, ReadOnlySpan<byte> values, ref LaneStream lanes, Span<byte> rows,
        int stride, int mask)
    {
        LaneStream local = lanes;
        for (int r = 0, place = 0; r < values.Length; r++, place += stride)
        {
            Vector256<int> below = Vector256.LessThan(local.Next().AsInt32() >> 9, thresholds[values[r]].AsInt32());
            rows[place] = (byte)(below.ExtractMostSignificantBits() & (uint)mask);
        }

        lanes = local;
    }

    /// <summary>The thresholds T: the number n of a cell gives the higher value where n &lt; T.</summary>
    /// <remarks>The sum that <see cref="Draw"/> compares does not fall as n grows, as rounding keeps the order of
    /// numbers: there is one n = T from which on the lower value is drawn. The two roundings of the sum move it by up
    /// to ¼ each; the three of its estimate c move that by up to ¾ together, and T is an integer: T − ⌊c⌋ is in −1, …,
    /// 3, and four comparisons find it.</remarks>
    /// <param name="odds">What <see cref="ToOdds"/> leaves; overwritten by integers.</param>
    public static void ToThresholds(Span<Vector256<float>> odds)
    {
        Vector256<float> half = Vector256.Create(HalfOfCells - 0.5f), other = Vector256.Create(HalfOfCells + 0.5f);
        foreach (ref Vector256<float> o in odds)
        {
            Vector256<float> estimate = Vector256.FusedMultiplyAdd(-other, o, half) / (Vector256<float>.One + o);
            Vector256<float> cell = Vector256.Floor(estimate) - Vector256<float>.One;
            Vector256<int> threshold = Vector256.ConvertToInt32(cell);
            for (int step = 0; step < 4; step++, cell += Vector256<float>.One)
                threshold -= IsHigh(cell, o).AsInt32();

            // Odds that are NaN give the higher value for no n.
            o = Vector256.ConditionalSelect(
                Vector256.Equals(o, o), threshold.AsSingle(), Vector256.Create(int.MinValue).AsSingle());
        }
    }

    /// <summary>The odds o against the higher value.</summary>
    /// <param name="sums">Inputs without the fields; overwritten by the odds.</param>
    /// <param name="scratch">At least as many.</param>
    /// <param name="fields">Added to them.</param>
    /// <param name="spins">Whether the values are ±1; else 0, 1.</param>
    public static void ToOdds(
        Span<Vector256<float>> sums, Span<Vector256<float>> scratch, Vector256<float> fields, bool spins)
    {
        Vector256<float> factor = Vector256.Create((spins ? -2f : -1f) * PowerOfTwo.BinaryE);
        Vector256<float> highest = Vector256.Create(HighestArgument), lowest = -highest;
        scratch = scratch[..sums.Length];
        for (int r = 0; r < sums.Length; r++)
        {
            // NaN, always the second operand, stays NaN, and such a unit gets the lower value.
            Vector256<float> y = factor * (sums[r] + fields);
            y = Vector256.MinNative(highest, Vector256.MaxNative(lowest, y));
            sums[r] = LanePowerOfTwo.Split(y, out Vector256<int> exponent);
            scratch[r] = exponent.AsSingle();
        }

        for (int r = 0; r < sums.Length; r++)
            sums[r] = LanePowerOfTwo.Join(sums[r], scratch[r].AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Toss(Vector256<float> odds, ref LaneStream lanes)
        => IsHigh(Vector256.ConvertToSingle(lanes.Next().AsInt32() >> 9), odds).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> IsHigh(Vector256<float> cell, Vector256<float> odds)
    {
        Vector256<float> half = Vector256.Create(HalfOfCells - 0.5f), other = Vector256.Create(HalfOfCells + 0.5f);
        Vector256<float> sum = Vector256.FusedMultiplyAdd(other, odds, Vector256.FusedMultiplyAdd(cell, odds, cell));
        return Vector256.LessThan(sum, half);
    }
}
