using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RbmTheory.Simulation.Kernels;

/// <summary>
/// The inputs I = Σ_i w_i v_i of 32 rows of spins at once, four spins at a time from tables of their sixteen sums.
/// </summary>
/// <remarks>
/// <para>The order of the sum is part of the result. The sum of a nibble is ((±w_0 ± w_1) ± w_2) ± w_3, that of a byte its low
/// nibble plus its high one, and I adds those of the bytes in turn, from +0. Spins beyond the last are −1 with weight
/// +0.</para>
/// <para>The sum of the opposite spins is the opposite sum, so eight entries of a vector are enough: those with v_3 = +1. A
/// nibble becomes a code, the index of its entry in bits 0–2 and in bit 7 whether to change the sign. (Where terms cancel
/// exactly, opposite sums are both +0; the sum from +0 takes no notice.)</para>
/// </remarks>
internal sealed class NibbleTables
{
    private readonly float[] _weights;
    private readonly Vector256<float>[] _tables;

    /// <summary>Tables of zero weights.</summary>
    /// <param name="sites">N, at least 1.</param>
    public NibbleTables(int sites)
    {
        int rowBytes = Units.BitRow.Bytes(sites);
        _weights = new float[8 * rowBytes];
        _tables = new Vector256<float>[2 * rowBytes];
    }

    /// <summary>Builds the tables of given weights.</summary>
    /// <param name="weights">w, length N.</param>
    public void Prepare(ReadOnlySpan<float> weights)
    {
        weights.CopyTo(_weights);
        Vector256<float> plus = Vector256<float>.Zero, minus = Vector256.Create(-0f);
        Vector256<float> sign0 = Vector256.Create(-0f, 0f, -0f, 0f, -0f, 0f, -0f, 0f);
        Vector256<float> sign1 = Vector256.Create(-0f, -0f, 0f, 0f, -0f, -0f, 0f, 0f);
        Vector256<float> sign2 = Vector256.Create(minus.GetLower(), plus.GetLower());
        for (int nibble = 0; nibble < _tables.Length; nibble++)
        {
            ReadOnlySpan<float> w = _weights.AsSpan(4 * nibble, 4);
            _tables[nibble] = (Vector256.Create(w[0]) ^ sign0) + (Vector256.Create(w[1]) ^ sign1)
                + (Vector256.Create(w[2]) ^ sign2) + Vector256.Create(w[3]);
        }
    }

    /// <summary>Inputs of 32 rows.</summary>
    /// <param name="columns">The rows as <see cref="ByteColumns"/>.</param>
    /// <param name="inputs">Receives I of each row, length 32.</param>
    public void Sum(ReadOnlySpan<Vector256<byte>> columns, Span<float> inputs)
    {
        Vector256<float> sum0 = Vector256<float>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        ReadOnlySpan<Vector256<float>> tables = _tables;
        for (int b = 0; 2 * b + 1 < tables.Length; b++)
        {
            Vector256<byte> spins = columns[b];
            Vector256<int> low = Codes(spins), high = Codes((spins.AsUInt16() >>> 4).AsByte());
            Vector256<float> lowTable = tables[2 * b], highTable = tables[2 * b + 1];
            sum0 += Entry(lowTable, low, low << 24) + Entry(highTable, high, high << 24);
            sum1 += Entry(lowTable, low >>> 8, low << 16) + Entry(highTable, high >>> 8, high << 16);
            sum2 += Entry(lowTable, low >>> 16, low << 8) + Entry(highTable, high >>> 16, high << 8);
            sum3 += Entry(lowTable, low >>> 24, low) + Entry(highTable, high >>> 24, high);
        }

        sum0.CopyTo(inputs);
        sum1.CopyTo(inputs[8..]);
        sum2.CopyTo(inputs[16..]);
        sum3.CopyTo(inputs[24..]);
    }

    /// <summary>Bits 0–2 as they are where bit 3 is set, else inverted, with bit 7 set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Codes(Vector256<byte> nibbles)
    {
        Vector256<byte> isNegative = Vector256.Equals(nibbles & Vector256.Create((byte)8), Vector256<byte>.Zero);
        return ((nibbles & Vector256.Create((byte)7)) ^ (isNegative & Vector256.Create((byte)0x87))).AsInt32();
    }

    /// <summary>The entries that the lowest three bits of each lane name, with the sign changed where that of
    /// <paramref name="signs"/> is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Entry(Vector256<float> table, Vector256<int> indices, Vector256<int> signs)
    {
        // The instruction looks at three bits only; elsewhere an index must be in range.
        Vector256<float> entries = Avx2.IsSupported
            ? Avx2.PermuteVar8x32(table, indices)
            : Vector256.Shuffle(table, indices & Vector256.Create(7));
        return entries ^ (signs.AsSingle() & Vector256.Create(-0f));
    }
}
