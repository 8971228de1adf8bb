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
/// <para>38 vector operations for eight units, 11 of them random bits. Two passes over the rows: a processor does not
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
        Vector256<float> factor = Vector256.Create((spins ? -2f : -1f) * PowerOfTwo.BinaryE);
        Vector256<float> highest = Vector256.Create(PowerOfTwo.HighestArgument);
        for (int r = 0; r < sums.Length && r < scratch.Length; r++)
        {
            Vector256<float> y = factor * (sums[r] + fields);
            y = Vector256.ConditionalSelect(Vector256.LessThan(y, -highest), -highest, y);
            y = Vector256.ConditionalSelect(Vector256.GreaterThan(y, highest), highest, y);
            sums[r] = LanePowerOfTwo.Split(y, out Vector256<int> exponent);
            scratch[r] = exponent.AsSingle();
        }

        LaneStream local = lanes;
        Vector256<float> cells = Vector256.Create((float)(1 << 24));
        for (int r = 0; r < sums.Length && r < scratch.Length; r++)
        {
            Vector256<float> odds = Vector256<float>.One + LanePowerOfTwo.Join(sums[r], scratch[r].AsInt32());
            Vector256<int> cell = ((local.Next().AsUInt32() >>> 8) | Vector256<uint>.One).AsInt32();
            Vector256<float> below = Vector256.LessThan(Vector256.ConvertToSingle(cell) * odds, cells);
            rows[r * stride] = (byte)(below.ExtractMostSignificantBits() & (uint)mask);
        }

        lanes = local;
    }
}
