using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RbmTheory.Simulation.Kernels.Packed;

/// <summary>
/// Tables of sums of four spins ±1 as <see cref="NibbleTables"/>, but rounded to 16-bit fixed point: each entry is off
/// by up to half a unit, and a look-up serves thirty-two columns in place of sixteen. Needs AVX2.
/// </summary>
/// <remarks>
/// <para>A look-up is a load and an addition of sixteen integers; two share the three integer operations that compute
/// the address from bits that are loaded once for <see cref="Together"/> look-ups and more.</para>
/// <para>Columns come in two vectors of sixteen. Those of a vector are interleaved: lanes 0, 2, … are eight columns,
/// and lanes 1, 3, … the eight that follow, so that two vectors of 32-bit numbers are joined by a shift and a
/// blend.</para>
/// </remarks>
internal static class FixedPointTables
{
    /// <summary>Columns of a vector.</summary>
    public const int Lanes = 16;

    /// <summary>Columns that are summed together, as two vectors.</summary>
    public const int Columns = 2 * Lanes;

    /// <summary>Units of a row that share a table.</summary>
    public const int Units = 4;

    /// <summary>Tables after which the bits of a row are shifted.</summary>
    public const int Together = 5;

    /// <summary>Vectors of a table; an entry is a cache line, two vectors.</summary>
    public const int Vectors = 2 << Units;

    /// <summary>Bytes of a vector.</summary>
    public const int BytesOfVector = 32;

    private const int BytesOfEntry = 2 * BytesOfVector;
    private const int LogOfEntry = 6;
    private const int BytesOfTable = BytesOfEntry << Units;

    /// <summary>Tabulates the sums of one of the two vectors of columns; every other vector of the tables.</summary>
    /// <param name="numbers">Two vectors of eight numbers for each unit of the rows.</param>
    /// <param name="scale">Of numbers in units of 2^−16 of that of the tables, for the first eight columns.</param>
    /// <param name="otherScale">For the other eight.</param>
    /// <param name="tables">Starts at the first vector to be written.</param>
    public static void Fill(
        ReadOnlySpan<Vector256<float>> numbers, Vector256<float> scale, Vector256<float> otherScale,
        Span<Vector256<short>> tables)
    {
        for (int place = 0; !numbers.IsEmpty; numbers = numbers[(2 * Units)..], place += Vectors)
            FillTable(numbers, scale, otherScale, tables.Slice(place, Vectors - 1));
    }

    /// <summary>A number in units of 2^−16 of that of the tables.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Rounded(Vector256<float> number, Vector256<float> scale)
        => Avx.ConvertToVector256Int32(number * scale);

    /// <summary>Adds the sums of the table entries that the bits of every row select to its estimates, converted from
    /// the unit of the tables to that of the estimates.</summary>
    /// <param name="tables">A multiple of <see cref="Together"/> of them, for at most 64 bits less
    /// <paramref name="shift"/>.</param>
    /// <param name="rows">Starts at the byte of the first row with the first bit; eight bytes of the last row are
    /// read.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="shift">Of the first bit in its byte.</param>
    /// <param name="units">Units of the tables, as multiples of 2^−15 of those of the estimates; of both
    /// vectors.</param>
    /// <param name="first">Estimates of the first sixteen columns, one vector a row, a multiple of
    /// <see cref="NibbleTables.RowGroup"/>.</param>
    /// <param name="second">Those of the other sixteen; empty where there are none: the work is half as much.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Add(
        ReadOnlySpan<Vector256<short>> tables, ReadOnlySpan<byte> rows, int stride, int shift,
        ReadOnlySpan<Vector256<short>> units, Span<Vector256<short>> first, Span<Vector256<short>> second)
    {
        const int RowGroup = NibbleTables.RowGroup;
        int rounds = tables.Length / (Together * Vectors);
        Require.Length(first.Length % RowGroup, 0);
        if (!second.IsEmpty)
            Require.Length(second.Length, first.Length);
        Require.AtLeast(rows.Length, (first.Length - 1) * stride + sizeof(ulong));
        ref byte table = ref Unsafe.As<Vector256<short>, byte>(ref MemoryMarshal.GetReference(tables));
        ref byte row = ref MemoryMarshal.GetReference(rows);
        for (int r = 0; r < first.Length; r += RowGroup)
        {
            if (second.IsEmpty)
            {
                AddToFour(ref table, ref row, (nuint)(uint)stride, shift, rounds, units[0],
                    first.Slice(r, RowGroup));
            }
            else
            {
                AddToFour(ref table, ref row, (nuint)(uint)stride, shift, rounds, units[0], units[1],
                    first.Slice(r, RowGroup), second.Slice(r, RowGroup));
            }

            row = ref Unsafe.Add(ref row, RowGroup * stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillTable(
        ReadOnlySpan<Vector256<float>> numbers, Vector256<float> scale, Vector256<float> otherScale,
        Span<Vector256<short>> table)
    {
        // The sums with +(last number); those with −(last number) are their negatives, at the complementary index.
        Vector256<int> half = Vector256.Create(1 << 15);
        Vector256<int> a0 = Rounded(numbers[0], scale), b0 = Rounded(numbers[1], otherScale);
        Vector256<int> a1 = Rounded(numbers[2], scale), b1 = Rounded(numbers[3], otherScale);
        Vector256<int> a2 = Rounded(numbers[4], scale), b2 = Rounded(numbers[5], otherScale);
        Vector256<int> a = Rounded(numbers[6], scale) + half, b = Rounded(numbers[7], otherScale) + half;
        FillFour(a - a0, b - b0, a1, b1, a2, b2, table, 8);
        FillFour(a + a0, b + b0, a1, b1, a2, b2, table, 9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillFour(
        Vector256<int> a, Vector256<int> b, Vector256<int> a1, Vector256<int> b1, Vector256<int> a2,
        Vector256<int> b2, Span<Vector256<short>> table, int place)
    {
        Vector256<int> lowA = a - a1, lowB = b - b1, highA = a + a1, highB = b + b1;
        Put(lowA - a2, lowB - b2, table, place);
        Put(highA - a2, highB - b2, table, place + 2);
        Put(lowA + a2, lowB + b2, table, place + 4);
        Put(highA + a2, highB + b2, table, place + 6);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Vector256<int> a, Vector256<int> b, Span<Vector256<short>> table, int place)
    {
        Vector256<short> sum = Interleave(a >>> 16, b);
        table[2 * place] = sum;
        table[2 * ((1 << Units) - 1 - place)] = -sum;
    }

    /// <summary>The lower halves of the first numbers and the upper halves of the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Interleave(Vector256<int> first, Vector256<int> second)
        => Avx2.Blend(first.AsInt16(), second.AsInt16(), 0b10101010);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToFour(
        ref byte table, ref byte row, nuint stride, int shift, int rounds, Vector256<short> unit,
        Vector256<short> otherUnit, Span<Vector256<short>> first, Span<Vector256<short>> second)
    {
        ulong bits0 = Bits(ref row, shift), bits1 = Bits(ref Unsafe.Add(ref row, stride), shift);
        ulong bits2 = Bits(ref Unsafe.Add(ref row, 2 * stride), shift);
        ulong bits3 = Bits(ref Unsafe.Add(ref row, 3 * stride), shift);
        Vector256<short> first0 = default, first1 = default, first2 = default, first3 = default;
        Vector256<short> second0 = default, second1 = default, second2 = default, second3 = default;
        for (; rounds > 0; rounds--)
        {
            AddPicked(ref table, 0, bits0, bits1, bits2, bits3, ref first0, ref first1, ref first2, ref first3,
                ref second0, ref second1, ref second2, ref second3);
            AddPicked(ref table, 1, bits0, bits1, bits2, bits3, ref first0, ref first1, ref first2, ref first3,
                ref second0, ref second1, ref second2, ref second3);
            AddPicked(ref table, 2, bits0, bits1, bits2, bits3, ref first0, ref first1, ref first2, ref first3,
                ref second0, ref second1, ref second2, ref second3);
            AddPicked(ref table, 3, bits0, bits1, bits2, bits3, ref first0, ref first1, ref first2, ref first3,
                ref second0, ref second1, ref second2, ref second3);
            AddPicked(ref table, 4, bits0, bits1, bits2, bits3, ref first0, ref first1, ref first2, ref first3,
                ref second0, ref second1, ref second2, ref second3);
            bits0 >>= Together * Units;
            bits1 >>= Together * Units;
            bits2 >>= Together * Units;
            bits3 >>= Together * Units;
            table = ref Unsafe.Add(ref table, Together * BytesOfTable);
        }

        AddScaled(first, first0, first1, first2, first3, unit);
        AddScaled(second, second0, second1, second2, second3, otherUnit);
    }

    /// <summary>The same for the first sixteen columns only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToFour(
        ref byte table, ref byte row, nuint stride, int shift, int rounds, Vector256<short> unit,
        Span<Vector256<short>> first)
    {
        ulong bits0 = Bits(ref row, shift), bits1 = Bits(ref Unsafe.Add(ref row, stride), shift);
        ulong bits2 = Bits(ref Unsafe.Add(ref row, 2 * stride), shift);
        ulong bits3 = Bits(ref Unsafe.Add(ref row, 3 * stride), shift);
        Vector256<short> first0 = default, first1 = default, first2 = default, first3 = default;
        for (; rounds > 0; rounds--)
        {
            for (int number = 0; number < Together; number++)
            {
                first0 += At(ref Entry(ref table, bits0 << LogOfEntry), 0);
                first1 += At(ref Entry(ref table, bits1 << LogOfEntry), 0);
                first2 += At(ref Entry(ref table, bits2 << LogOfEntry), 0);
                first3 += At(ref Entry(ref table, bits3 << LogOfEntry), 0);
                bits0 >>= Units;
                bits1 >>= Units;
                bits2 >>= Units;
                bits3 >>= Units;
                table = ref Unsafe.Add(ref table, BytesOfTable);
            }
        }

        AddScaled(first, first0, first1, first2, first3, unit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPicked(
        ref byte table, int number, ulong bits0, ulong bits1, ulong bits2, ulong bits3, ref Vector256<short> first0,
        ref Vector256<short> first1, ref Vector256<short> first2, ref Vector256<short> first3,
        ref Vector256<short> second0, ref Vector256<short> second1, ref Vector256<short> second2,
        ref Vector256<short> second3)
    {
        AddPicked(ref table, number, bits0, ref first0, ref second0);
        AddPicked(ref table, number, bits1, ref first1, ref second1);
        AddPicked(ref table, number, bits2, ref first2, ref second2);
        AddPicked(ref table, number, bits3, ref first3, ref second3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPicked(
        ref byte table, int number, ulong bits, ref Vector256<short> first, ref Vector256<short> second)
    {
        // One shift, to the right or to the left, multiplies the four bits by the size of an entry, a cache line.
        int shift = number * Units - LogOfEntry;
        ref byte entry = ref Entry(ref table, shift < 0 ? bits << -shift : bits >> shift);
        first += At(ref entry, number * BytesOfTable);
        second += At(ref entry, number * BytesOfTable + BytesOfVector);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte Entry(ref byte table, ulong place)
        => ref Unsafe.Add(ref table, (nuint)place & (nuint)(BytesOfTable - BytesOfEntry));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(ref byte row, int shift) => Unsafe.ReadUnaligned<ulong>(ref row) >> shift;

    /// <summary>The vector so many bytes behind the beginning of an entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> At(ref byte entry, int place)
        => Unsafe.As<byte, Vector256<short>>(ref Unsafe.Add(ref entry, place));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled(
        Span<Vector256<short>> to, Vector256<short> sum0, Vector256<short> sum1, Vector256<short> sum2,
        Vector256<short> sum3, Vector256<short> unit)
    {
        to[0] += Avx2.MultiplyHighRoundScale(sum0, unit);
        to[1] += Avx2.MultiplyHighRoundScale(sum1, unit);
        to[2] += Avx2.MultiplyHighRoundScale(sum2, unit);
        to[3] += Avx2.MultiplyHighRoundScale(sum3, unit);
    }
}
