using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using RbmTheory.Simulation.Arithmetic;

namespace RbmTheory.Simulation.Kernels.Packed;

/// <summary>
/// The exact sum for one row and one column, bit for bit that of <see cref="NibbleTables"/>: the sums of eight bytes of
/// the row are made side by side in a vector, and then added one after another. Needs AVX2.
/// </summary>
/// <remarks>Those additions, each of which waits for the one before, take most of the time, 3 cycles a byte. The sum of
/// <see cref="Near"/> has its terms in another order.</remarks>
internal sealed class ColumnSums
{
    private const int Lanes = 8;
    private const int VectorsOfGroup = 8;

    private readonly int _bytes;
    private readonly int _groups;
    private readonly int _eights;
    private readonly bool _spins;
    private readonly VectorBuffer _numbers;

    /// <summary>Zeros.</summary>
    /// <param name="product">The product whose sums these are.</param>
    public ColumnSums(PackedProduct product)
    {
        (_bytes, _spins) = (product.RowBytes, product.Spins);
        _groups = (_bytes + Lanes - 1) / Lanes;
        _eights = product.ColumnBytes;
        _numbers = new(checked(_eights * Lanes * _groups * VectorsOfGroup));
    }

    /// <summary>Copies the weights of a block of columns.</summary>
    /// <param name="product">Where they are.</param>
    /// <param name="block">Its number there.</param>
    public void Read(PackedProduct product, int block)
    {
        ReadOnlySpan<Vector256<float>> numbers = product.NumbersOf(block);
        for (int eight = 2 * block; eight < Math.Min(2 * block + 2, _eights); eight++)
        {
            for (int group = 0; group < _groups; group++)
            {
                int bytes = Math.Min(Lanes, _bytes - group * Lanes);
                int first = group * Lanes * NibbleTables.NumbersPerByte + eight % 2;
                ReadOnlySpan<Vector256<float>> own = numbers[first..];
                for (int bit = 0; bit < 8; bit++)
                    ReadBit(own[(2 * bit)..], bytes, (eight * Lanes * _groups + group) * VectorsOfGroup + bit);
            }
        }
    }

    /// <summary>Σ_j s_j a_jc.</summary>
    /// <param name="row">Starts at the row; the last of its bytes may be followed by seven others.</param>
    /// <param name="column">c.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public float Of(ReadOnlySpan<byte> row, int column)
    {
        ReadOnlySpan<Vector256<float>> numbers = NumbersOf(column);
        Span<float> bytes = stackalloc float[Lanes];
        float sum = 0;
        for (int left = _bytes; left > 0; left -= Lanes, numbers = numbers[VectorsOfGroup..], row = row[Lanes..])
        {
            OfBytes(numbers, row).CopyTo(bytes);
            for (int b = 0; b < Lanes && b < left; b++)
                sum += bytes[b];
        }

        return sum;
    }

    /// <summary>The same sum but for its roundings, of which each term has no more.</summary>
    /// <inheritdoc cref="Of"/>
    public float Near(ReadOnlySpan<byte> row, int column)
    {
        ReadOnlySpan<Vector256<float>> numbers = NumbersOf(column);
        Vector256<float> sum = default;
        for (; !numbers.IsEmpty; numbers = numbers[VectorsOfGroup..], row = row[Lanes..])
            sum += OfBytes(numbers, row);
        return Vector256.Sum(sum);
    }

    /// <summary>Transposes the numbers of one bit of eight bytes, of eight columns each, into those of eight
    /// columns.</summary>
    private void ReadBit(ReadOnlySpan<Vector256<float>> numbers, int bytes, int place)
    {
        Vector256<float> Byte(ReadOnlySpan<Vector256<float>> of, int b)
            => b < bytes ? of[b * NibbleTables.NumbersPerByte] : default;

        // Pairs of columns of pairs of bytes; then four columns of two bytes, or two columns of four; then the halves.
        var (a0, a1) = Pairs(Byte(numbers, 0), Byte(numbers, 1));
        var (b0, b1) = Pairs(Byte(numbers, 2), Byte(numbers, 3));
        var (c0, c1) = Pairs(Byte(numbers, 4), Byte(numbers, 5));
        var (d0, d1) = Pairs(Byte(numbers, 6), Byte(numbers, 7));
        int stride = _groups * VectorsOfGroup;
        Span<Vector256<float>> to = _numbers.Vectors[place..];
        Put(Avx.Shuffle(a0, b0, 0x44), Avx.Shuffle(c0, d0, 0x44), to, stride);
        Put(Avx.Shuffle(a0, b0, 0xEE), Avx.Shuffle(c0, d0, 0xEE), to[stride..], stride);
        Put(Avx.Shuffle(a1, b1, 0x44), Avx.Shuffle(c1, d1, 0x44), to[(2 * stride)..], stride);
        Put(Avx.Shuffle(a1, b1, 0xEE), Avx.Shuffle(c1, d1, 0xEE), to[(3 * stride)..], stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Low, Vector256<float> High) Pairs(Vector256<float> first, Vector256<float> second)
        => (Avx.UnpackLow(first, second), Avx.UnpackHigh(first, second));

    /// <summary>Stores a column, and the one four further.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(
        Vector256<float> firstBytes, Vector256<float> lastBytes, Span<Vector256<float>> to, int stride)
    {
        to[0] = Avx.Permute2x128(firstBytes, lastBytes, 0x20);
        to[4 * stride] = Avx.Permute2x128(firstBytes, lastBytes, 0x31);
    }

    private ReadOnlySpan<Vector256<float>> NumbersOf(int column)
        => _numbers.Vectors.Slice(column * _groups * VectorsOfGroup, _groups * VectorsOfGroup);

    /// <summary>The sums of eight bytes of a row; those beyond its end have the numbers 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> OfBytes(ReadOnlySpan<Vector256<float>> numbers, ReadOnlySpan<byte> row)
    {
        Vector256<int> bits = Avx2.ConvertToVector256Int32(
            Vector128.CreateScalar(MemoryMarshal.Read<ulong>(row)).AsByte());
        return OfFour(numbers, bits) + OfFour(numbers[4..], bits >>> 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> OfFour(ReadOnlySpan<Vector256<float>> numbers, Vector256<int> bits)
        => Taken(numbers[0], bits << 31) + Taken(numbers[1], bits << 30) + Taken(numbers[2], bits << 29)
            + Taken(numbers[3], bits << 28);

    /// <summary>s a, with s from the uppermost bit: the number with either sign, or the number or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Taken(Vector256<float> number, Vector256<int> bit)
        => _spins
            ? number ^ Vector256.AndNot(Vector256.Create(-0f), bit.AsSingle())
            : number & (bit >> 31).AsSingle();
}
