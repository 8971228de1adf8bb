using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RbmTheory.Simulation.Arithmetic;

namespace RbmTheory.Simulation.Kernels.SingleSpin;

/// <summary>
/// The inputs I = Σ_i w_i v_i of 32 rows of spins at once, four spins at a time from tables of their sixteen sums.
/// </summary>
/// <remarks>
/// <para>The order of the sum is part of the result. The sum of a nibble is ((±w_0 ± w_1) ± w_2) ± w_3, that of a byte
/// its low nibble plus its high one, and I adds those of the bytes in turn, from +0. Spins beyond the last are −1 with
/// weight +0.</para>
/// <para>A table of sixteen floats is stored as four tables of sixteen bytes each, which one instruction looks up for
/// 32 rows; interleaving the four results gives the floats.</para>
/// </remarks>
internal sealed class RowInputs
{
    private const int Planes = 4;

    private readonly float[] _weights;
    private readonly Vector256<byte>[] _tables;

    /// <summary>Tables of zero weights.</summary>
    /// <param name="sites">N, at least 1.</param>
    public RowInputs(int sites)
    {
        int rowBytes = Units.BitRow.Bytes(sites);
        _weights = new float[8 * rowBytes];
        _tables = new Vector256<byte>[2 * Planes * rowBytes];
    }

    /// <summary>Builds the tables of given weights.</summary>
    /// <param name="weights">w, length N.</param>
    public void Prepare(ReadOnlySpan<float> weights)
    {
        weights.CopyTo(_weights);
        Vector256<float> sign0 = Vector256.Create(-0f, 0f, -0f, 0f, -0f, 0f, -0f, 0f);
        Vector256<float> sign1 = Vector256.Create(-0f, -0f, 0f, 0f, -0f, -0f, 0f, 0f);
        Vector256<float> sign2 = Vector256.Create(-0f, -0f, -0f, -0f, 0f, 0f, 0f, 0f);
        for (int nibble = 0; Planes * nibble < _tables.Length; nibble++)
        {
            ReadOnlySpan<float> w = _weights.AsSpan(4 * nibble, 4);
            Vector256<float> three = (Vector256.Create(w[0]) ^ sign0) + (Vector256.Create(w[1]) ^ sign1)
                + (Vector256.Create(w[2]) ^ sign2);
            Vector256<float> last = Vector256.Create(w[3]);
            Split(three - last, three + last, _tables.AsSpan(Planes * nibble, Planes));
        }
    }

    /// <summary>Inputs of 32 rows.</summary>
    /// <param name="columns">The rows as <see cref="ByteColumns"/>.</param>
    /// <param name="inputs">Receives I of each row, length at least 32.</param>
    public void Sum(ReadOnlySpan<Vector256<byte>> columns, Span<float> inputs)
    {
        Vector256<float> sum0 = Vector256<float>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        ReadOnlySpan<Vector256<byte>> tables = _tables;
        Vector256<byte> nibble = Vector256.Create((byte)15);
        for (int b = 0; tables.Length >= 2 * Planes; b++)
        {
            Vector256<byte> low = columns[b] & nibble, high = (columns[b].AsUInt16() >>> 4).AsByte() & nibble;
            var (low01, high01) = Interleave(LookUp(tables[0], low), LookUp(tables[1], low));
            var (low23, high23) = Interleave(LookUp(tables[2], low), LookUp(tables[3], low));
            var (first0, first1) = Interleave(low01.AsUInt16(), low23.AsUInt16());
            var (first2, first3) = Interleave(high01.AsUInt16(), high23.AsUInt16());
            (low01, high01) = Interleave(LookUp(tables[4], high), LookUp(tables[5], high));
            (low23, high23) = Interleave(LookUp(tables[6], high), LookUp(tables[7], high));
            var (second0, second1) = Interleave(low01.AsUInt16(), low23.AsUInt16());
            var (second2, second3) = Interleave(high01.AsUInt16(), high23.AsUInt16());
            sum0 += first0.AsSingle() + second0.AsSingle();
            sum1 += first1.AsSingle() + second1.AsSingle();
            sum2 += first2.AsSingle() + second2.AsSingle();
            sum3 += first3.AsSingle() + second3.AsSingle();
            tables = tables[(2 * Planes)..];
        }

        sum0.CopyTo(inputs);
        sum1.CopyTo(inputs[8..]);
        sum2.CopyTo(inputs[16..]);
        sum3.CopyTo(inputs[24..]);
    }

    /// <summary>Bytes 0, 1, 2 and 3 of sixteen numbers, each twice.</summary>
    private static void Split(Vector256<float> first, Vector256<float> second, Span<Vector256<byte>> planes)
    {
        for (int plane = 0; plane < planes.Length; plane++)
        {
            Vector256<ushort> bytes = Vector256.Narrow(
                first.AsUInt32() >>> (8 * plane), second.AsUInt32() >>> (8 * plane));
            planes[plane] = Vector256.Create(Vector128.Narrow(bytes.GetLower(), bytes.GetUpper()));
        }
    }

    // The instructions of AVX2 work within each half of a vector. Without AVX2 the same bytes are moved by other
    // instructions: the bits are the same.

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<byte> LookUp(Vector256<byte> table, Vector256<byte> indices)
        => Avx2.IsSupported
            ? Avx2.Shuffle(table, indices)
            : Vector256.Create(Vector128.Shuffle(table.GetLower(), indices.GetLower()),
                Vector128.Shuffle(table.GetUpper(), indices.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector256<byte> Low, Vector256<byte> High) Interleave(Vector256<byte> even, Vector256<byte> odd)
    {
        if (Avx2.IsSupported)
            return (Avx2.UnpackLow(even, odd), Avx2.UnpackHigh(even, odd));
        var (even0, even1) = Vector256.Widen(even);
        var (odd0, odd1) = Vector256.Widen(odd);
        return Halves((even0 | odd0 << 8).AsByte(), (even1 | odd1 << 8).AsByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector256<byte> Low, Vector256<byte> High) Interleave(
        Vector256<ushort> even, Vector256<ushort> odd)
    {
        if (Avx2.IsSupported)
            return (Avx2.UnpackLow(even, odd).AsByte(), Avx2.UnpackHigh(even, odd).AsByte());
        var (even0, even1) = Vector256.Widen(even);
        var (odd0, odd1) = Vector256.Widen(odd);
        return Halves((even0 | odd0 << 16).AsByte(), (even1 | odd1 << 16).AsByte());
    }

    /// <summary>The lower halves of both, and the upper halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<byte> Lower, Vector256<byte> Upper) Halves(Vector256<byte> first, Vector256<byte> second)
        => (Vector256.Create(first.GetLower(), second.GetLower()),
            Vector256.Create(first.GetUpper(), second.GetUpper()));
}
