using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;

namespace RbmTheory.Simulation.Kernels.SingleSpin;

/// <summary>
/// 16-bit fixed-point estimates of the inputs I = Σ_i w_i v_i of 32 rows of spins, in half the operations of
/// <see cref="RowInputs"/>: the sums of four spins are rounded to integers of 16 bits. Nearly every hidden spin is
/// decided from the estimate; where its largest <see cref="Error"/> leaves the decision doubtful, the exact sum of
/// <see cref="RowInputs"/> decides, so that no result depends on the estimates.
/// </summary>
internal sealed class FixedPointInputs
{
    private const int Planes = 2, Largest = short.MaxValue;

    private readonly float[] _weights;
    private readonly Vector256<byte>[] _tables;
    private float _unit;

    /// <summary>Tables of zero weights.</summary>
    /// <param name="sites">N, at least 1.</param>
    public FixedPointInputs(int sites)
    {
        int rowBytes = Units.BitRow.Bytes(sites);
        _weights = new float[8 * rowBytes];
        _tables = new Vector256<byte>[2 * Planes * rowBytes];
    }

    /// <summary>
    /// Largest error of an estimate, against the sum of <see cref="RowInputs"/>; infinite where the tables cannot hold
    /// the sums. Each nibble is rounded by up to half a unit, and the sums of floats, of fewer than 2^24/8 terms, have
    /// themselves an error of up to 2^−24 Σ|w| for each term.
    /// </summary>
    public float Error { get; private set; }

    /// <summary>Builds the tables of given weights.</summary>
    /// <param name="weights">w, length N.</param>
    public void Prepare(ReadOnlySpan<float> weights)
    {
        weights.CopyTo(_weights);
        float sum = 0;
        foreach (float weight in weights)
            sum += MathF.Abs(weight);
        int nibbles = _tables.Length / Planes;

        // All sums fit 16 bits: Σ|w| is at most that many units, and the roundings add at most half a unit a nibble.
        _unit = Math.Max(sum * 1.001f / Math.Max(Largest - nibbles, 1), 1e-30f);
        Error = nibbles < Largest / 2
            ? (0.5f * nibbles + 1) * _unit + 1e-7f * weights.Length * sum
            : float.PositiveInfinity;
        Vector256<float> sign0 = Vector256.Create(-1f, 1f, -1f, 1f, -1f, 1f, -1f, 1f);
        Vector256<float> sign1 = Vector256.Create(-1f, -1f, 1f, 1f, -1f, -1f, 1f, 1f);
        Vector256<float> sign2 = Vector256.Create(-1f, -1f, -1f, -1f, 1f, 1f, 1f, 1f);
        Vector256<float> rounder = Vector256.Create(PowerOfTwo.Rounder);
        for (int nibble = 0; nibble < nibbles; nibble++)
        {
            ReadOnlySpan<float> w = _weights.AsSpan(4 * nibble, 4);
            Vector256<float> three = (w[0] * sign0 + w[1] * sign1 + w[2] * sign2) / _unit;
            Vector256<float> last = Vector256.Create(w[3] / _unit);
            Vector256<uint> first = (three - last + rounder).AsUInt32(), second = (three + last + rounder).AsUInt32();
            for (int plane = 0; plane < Planes; plane++)
            {
                Vector256<ushort> bytes = Vector256.Narrow(first >>> (8 * plane), second >>> (8 * plane));
                _tables[Planes * nibble + plane]
                    = Vector256.Create(Vector128.Narrow(bytes.GetLower(), bytes.GetUpper()));
            }
        }
    }

    /// <summary>Estimates for 32 rows.</summary>
    /// <param name="columns">The rows as <see cref="ByteColumns"/>.</param>
    /// <param name="inputs">Receives one estimate a row, length at least 32.</param>
    public void Sum(ReadOnlySpan<Vector256<byte>> columns, Span<float> inputs)
    {
        Vector256<short> sum0 = Vector256<short>.Zero, sum1 = sum0;
        ReadOnlySpan<Vector256<byte>> tables = _tables;
        Vector256<byte> nibble = Vector256.Create((byte)15);
        for (int b = 0; tables.Length >= 2 * Planes; b++)
        {
            Vector256<byte> low = columns[b] & nibble, high = (columns[b].AsUInt16() >>> 4).AsByte() & nibble;
            var (low0, low1) = RowInputs.Interleave(
                RowInputs.LookUp(tables[0], low), RowInputs.LookUp(tables[1], low));
            var (high0, high1) = RowInputs.Interleave(
                RowInputs.LookUp(tables[2], high), RowInputs.LookUp(tables[3], high));
            sum0 += low0.AsInt16() + high0.AsInt16();
            sum1 += low1.AsInt16() + high1.AsInt16();
            tables = tables[(2 * Planes)..];
        }

        // A number of 16 bits interleaved with itself and shifted right by 16 with its sign is the same number in 32
        // bits.
        var (rows0, rows1) = RowInputs.Interleave(sum0.AsUInt16(), sum0.AsUInt16());
        var (rows2, rows3) = RowInputs.Interleave(sum1.AsUInt16(), sum1.AsUInt16());
        ToNumbers(rows0).CopyTo(inputs);
        ToNumbers(rows1).CopyTo(inputs[8..]);
        ToNumbers(rows2).CopyTo(inputs[16..]);
        ToNumbers(rows3).CopyTo(inputs[24..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> ToNumbers(Vector256<byte> pairs)
        => Vector256.ConvertToSingle(pairs.AsInt32() >> 16) * Vector256.Create(_unit);
}
