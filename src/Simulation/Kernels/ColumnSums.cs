using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Kernels;

/// <summary>
/// <see cref="Scalar.PackedSum"/> of one column and one row, with its bits: the sums of eight bytes of the row are made
/// abreast, and added one after another. Needs AVX2.
/// </summary>
/// <remarks>Bound by that addition, 3 cycles a byte.</remarks>
internal sealed class ColumnSums
{
    private const int Lanes = 8;
    private const int VectorsOfGroup = 8;

    private readonly int _bytes;
    private readonly int _groups;
    private readonly int _eights;
    private readonly bool _spins;
    private readonly VectorBuffer _numbers;

    /// <param name="inner">Number of units J of a row.</param>
    /// <param name="columns">Number of units that receive.</param>
    /// <param name="spins">Whether the units of a row are ±1; else 0, 1.</param>
    public ColumnSums(int inner, int columns, bool spins)
    {
        (_bytes, _spins) = (BitRow.Bytes(inner), spins);
        _groups = (_bytes + Lanes - 1) / Lanes;
        _eights = BitRow.Bytes(columns);
        _numbers = new(checked(_eights * Lanes * _groups * VectorsOfGroup));
    }

    /// <summary>Takes over the weights.</summary>
    /// <param name="numbers">Those of <see cref="PackedProduct"/>.</param>
    public void Read(ReadOnlySpan<Vector256<float>> numbers)
    {
        for (int eight = 0; eight < _eights; eight++)
        {
            int first = eight / 2 * _bytes * NibbleTables.NumbersPerByte + eight % 2;
            for (int group = 0; group < _groups; group++)
            {
                int bytes = Math.Min(Lanes, _bytes - group * Lanes);
                ReadOnlySpan<Vector256<float>> own = numbers[(first + group * Lanes * NibbleTables.NumbersPerByte)..];
                for (int bit = 0; bit < 8; bit++)
                    ReadBit(own[(2 * bit)..], bytes, (eight * Lanes * _groups + group) * VectorsOfGroup + bit);
            }
        }
    }

    /// <summary>The sum.</summary>
    /// <param name="row">Starts at the row; the last of its bytes may be followed by seven others.</param>
    /// <param name="column">Which.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public float Of(ReadOnlySpan<byte> row, int column)
    {
        ReadOnlySpan<Vector256<float>> numbers = _numbers.Vectors.Slice(
            column * _groups * VectorsOfGroup, _groups * VectorsOfGroup);
        Span<float> bytes = stackalloc float[Lanes];
        float sum = 0;
        for (int left = _bytes; left > 0; left -= Lanes, numbers = numbers[VectorsOfGroup..], row = row[Lanes..])
        {
            Vector256<int> bits = Avx2.ConvertToVector256Int32(
                Vector128.CreateScalar(MemoryMarshal.Read<ulong>(row)).AsByte());
            (OfFour(numbers, bits) + OfFour(numbers[4..], bits >>> 4)).CopyTo(bytes);
            for (int b = 0; b < Lanes && b < left; b++)
                sum += bytes[b];
        }

        return sum;
    }

    /// <summary>Turns eight columns of one bit of eight bytes.</summary>
    private void ReadBit(ReadOnlySpan<Vector256<float>> numbers, int bytes, int place)
    {
        Span<float> to = MemoryMarshal.Cast<Vector256<float>, float>(_numbers.Vectors)[(place * Lanes)..];
        int stride = _groups * VectorsOfGroup * Lanes;
        for (int b = 0; b < bytes; b++)
        {
            Vector256<float> from = numbers[b * NibbleTables.NumbersPerByte];
            for (int column = 0; column < Lanes; column++)
                to[column * stride + b] = from[column];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> OfFour(ReadOnlySpan<Vector256<float>> numbers, Vector256<int> bits)
        => Taken(numbers[0], bits << 31) + Taken(numbers[1], bits << 30) + Taken(numbers[2], bits << 29)
            + Taken(numbers[3], bits << 28);

    /// <summary>A number as the uppermost bit says: with its sign or the other, or either itself or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Taken(Vector256<float> number, Vector256<int> bit)
        => _spins
            ? number ^ Vector256.AndNot(Vector256.Create(-0f), bit.AsSingle())
            : number & (bit >> 31).AsSingle();
}
