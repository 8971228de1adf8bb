using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Kernels;

/// <summary>
/// Draws units of two values from their inputs I, eight units of one row at a time: the higher value has the probability
/// 1/(1 + e^{−2I}) for spins ±1 and 1/(1 + e^{−I}) for 0, 1.
/// </summary>
/// <remarks>
/// Unit c of eight takes bits 9 to 31 of 32-bit word c of one draw of <see cref="LaneStream"/>, and with them the centre u of
/// one of 2^23 equal cells: a probability is off by at most 2^−24, and the two values are treated alike. The comparison
/// 2^24 u (1 + e^{…}) &lt; 2^24 saves the division. Two passes: a processor cannot look far enough ahead to overlap the long chain of
/// e^x of one row with those of the next.
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
        Vector256<float> factor = Vector256.Create(spins ? -2f : -1f), cells = Vector256.Create((float)(1 << 24));
        for (int r = 0; r < sums.Length && r < scratch.Length; r++)
            sums[r] = LaneExponential.Reduce(factor * (sums[r] + fields), out scratch[r]);
        LaneStream local = lanes;
        for (int r = 0; r < sums.Length && r < scratch.Length; r++)
        {
            Vector256<float> odds = Vector256<float>.One + LaneExponential.ScaledExp(sums[r], scratch[r]);
            Vector256<int> cell = ((local.Next().AsUInt32() >>> 8) | Vector256<uint>.One).AsInt32();
            Vector256<float> below = Vector256.LessThan(Vector256.ConvertToSingle(cell) * odds, cells);
            rows[r * stride] = (byte)(below.ExtractMostSignificantBits() & (uint)mask);
        }

        lanes = local;
    }
}
