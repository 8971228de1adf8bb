using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RbmTheory.Simulation.Kernels;

/// <summary>How many units of a row share a table.</summary>
internal interface ITableWidth
{
    /// <summary>Units, 4 or 5.</summary>
    static abstract int Units { get; }
}

/// <summary>Tables of sixteen sums, cheap to make.</summary>
internal readonly struct FourUnits : ITableWidth
{
    public static int Units => 4;
}

/// <summary>Tables of thirty-two sums, a fifth fewer look-ups.</summary>
internal readonly struct FiveUnits : ITableWidth
{
    public static int Units => 5;
}

/// <summary>
/// <see cref="NibbleTables"/> of sums of spins ±1 rounded to integers of 16 bits: thirty-two columns where those have
/// sixteen. Needs AVX2.
/// </summary>
/// <remarks>
/// <para>A look-up is a load and an addition of sixteen integers; two share the three integer operations that find the
/// place in bits that are loaded once for <see cref="Together"/> look-ups and more.</para>
/// <para>Columns come in two vectors of sixteen. Those of a vector are interleaved: lanes 0, 2, … are eight columns,
/// and lanes 1, 3, … the eight that follow, so that two vectors of 32-bit numbers are joined by a shift and a
/// blend.</para>
/// </remarks>
internal static class RoughTables
{
    /// <summary>Columns of a vector.</summary>
    public const int Lanes = 16;

    /// <summary>Columns that are summed together, as two vectors.</summary>
    public const int Columns = 2 * Lanes;

    /// <summary>Tables that the bits of a row are shifted for at once.</summary>
    public const int Together = 4;

    private const int BytesOfVector = 32;
    private const int BytesOfEntry = 2 * BytesOfVector;
    private const int LogOfEntry = 6;

    /// <summary>Vectors of a table; an entry is a cache line, two vectors.</summary>
    /// <param name="units">That share it.</param>
    public static int Vectors(int units) => 2 << units;

    /// <summary>Tabulates the sums of one of the two vectors of columns; every other vector of the tables.</summary>
    /// <param name="numbers">Two vectors of eight numbers, in units of 2^−16, for each unit of the rows.</param>
    /// <param name="tables">Starts at the first vector to be written.</param>
    public static void Fill<TWidth>(ReadOnlySpan<Vector256<int>> numbers, Span<Vector256<short>> tables)
        where TWidth : struct, ITableWidth
    {
        for (int place = 0; !numbers.IsEmpty; numbers = numbers[(2 * TWidth.Units)..], place += Vectors(TWidth.Units))
            FillTable<TWidth>(numbers, tables.Slice(place, Vectors(TWidth.Units) - 1));
    }

    /// <summary>Adds to the estimates of every row what its bits pick, taken from one unit to another.</summary>
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
    public static void Add<TWidth>(
        ReadOnlySpan<Vector256<short>> tables, ReadOnlySpan<byte> rows, int stride, int shift,
        ReadOnlySpan<Vector256<short>> units, Span<Vector256<short>> first, Span<Vector256<short>> second)
        where TWidth : struct, ITableWidth
    {
        const int RowGroup = NibbleTables.RowGroup;
        int rounds = tables.Length / (Together * Vectors(TWidth.Units));
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
                AddToFour<TWidth>(ref table, ref row, (nuint)(uint)stride, shift, rounds, units[0],
                    first.Slice(r, RowGroup));
            }
            else
            {
                AddToFour<TWidth>(ref table, ref row, (nuint)(uint)stride, shift, rounds, units[0], units[1],
                    first.Slice(r, RowGroup), second.Slice(r, RowGroup));
            }

            row = ref Unsafe.Add(ref row, RowGroup * stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillTable<TWidth>(ReadOnlySpan<Vector256<int>> numbers, Span<Vector256<short>> table)
        where TWidth : struct, ITableWidth
    {
        // Sums with the last number; the others are their negatives, at the complement of the place.
        int units = TWidth.Units;
        Vector256<int> half = Vector256.Create(1 << 15);
        Vector256<int> a = numbers[2 * units - 2] + half, b = numbers[2 * units - 1] + half;
        if (units == 4)
        {
            FillEight<TWidth>(a, b, numbers, table, 8);
            return;
        }

        Vector256<int> a3 = numbers[6], b3 = numbers[7];
        FillEight<TWidth>(a - a3, b - b3, numbers, table, 16);
        FillEight<TWidth>(a + a3, b + b3, numbers, table, 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillEight<TWidth>(
        Vector256<int> a, Vector256<int> b, ReadOnlySpan<Vector256<int>> numbers, Span<Vector256<short>> table,
        int place)
        where TWidth : struct, ITableWidth
    {
        Vector256<int> a0 = numbers[0], b0 = numbers[1];
        FillFour<TWidth>(a - a0, b - b0, numbers, table, place);
        FillFour<TWidth>(a + a0, b + b0, numbers, table, place + 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillFour<TWidth>(
        Vector256<int> a, Vector256<int> b, ReadOnlySpan<Vector256<int>> numbers, Span<Vector256<short>> table,
        int place)
        where TWidth : struct, ITableWidth
    {
        Vector256<int> a1 = numbers[2], b1 = numbers[3], a2 = numbers[4], b2 = numbers[5];
        Vector256<int> lowA = a - a1, lowB = b - b1, highA = a + a1, highB = b + b1;
        Put<TWidth>(lowA - a2, lowB - b2, table, place);
        Put<TWidth>(highA - a2, highB - b2, table, place + 2);
        Put<TWidth>(lowA + a2, lowB + b2, table, place + 4);
        Put<TWidth>(highA + a2, highB + b2, table, place + 6);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TWidth>(Vector256<int> a, Vector256<int> b, Span<Vector256<short>> table, int place)
        where TWidth : struct, ITableWidth
    {
        Vector256<short> sum = Interleave(a >>> 16, b);
        table[2 * place] = sum;
        table[2 * ((1 << TWidth.Units) - 1 - place)] = -sum;
    }

    /// <summary>The lower halves of the first numbers and the upper halves of the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Interleave(Vector256<int> first, Vector256<int> second)
        => Avx2.Blend(first.AsInt16(), second.AsInt16(), 0b10101010);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToFour<TWidth>(
        ref byte table, ref byte row, nuint stride, int shift, int rounds, Vector256<short> unit,
        Vector256<short> otherUnit, Span<Vector256<short>> first, Span<Vector256<short>> second)
        where TWidth : struct, ITableWidth
    {
        ulong bits0 = Bits(ref row, shift), bits1 = Bits(ref Unsafe.Add(ref row, stride), shift);
        ulong bits2 = Bits(ref Unsafe.Add(ref row, 2 * stride), shift);
        ulong bits3 = Bits(ref Unsafe.Add(ref row, 3 * stride), shift);
        Vector256<short> first0 = default, first1 = default, first2 = default, first3 = default;
        Vector256<short> second0 = default, second1 = default, second2 = default, second3 = default;
        for (; rounds > 0; rounds--)
        {
            AddPicked<TWidth>(ref table, 0, bits0, bits1, bits2, bits3, ref first0, ref first1, ref first2, ref first3,
                ref second0, ref second1, ref second2, ref second3);
            AddPicked<TWidth>(ref table, 1, bits0, bits1, bits2, bits3, ref first0, ref first1, ref first2, ref first3,
                ref second0, ref second1, ref second2, ref second3);
            AddPicked<TWidth>(ref table, 2, bits0, bits1, bits2, bits3, ref first0, ref first1, ref first2, ref first3,
                ref second0, ref second1, ref second2, ref second3);
            AddPicked<TWidth>(ref table, 3, bits0, bits1, bits2, bits3, ref first0, ref first1, ref first2, ref first3,
                ref second0, ref second1, ref second2, ref second3);
            bits0 >>= Together * TWidth.Units;
            bits1 >>= Together * TWidth.Units;
            bits2 >>= Together * TWidth.Units;
            bits3 >>= Together * TWidth.Units;
            table = ref Unsafe.Add(ref table, Together * (BytesOfEntry << TWidth.Units));
        }

        AddScaled(first, first0, first1, first2, first3, unit);
        AddScaled(second, second0, second1, second2, second3, otherUnit);
    }

    /// <summary>The same of the first sixteen columns only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToFour<TWidth>(
        ref byte table, ref byte row, nuint stride, int shift, int rounds, Vector256<short> unit,
        Span<Vector256<short>> first)
        where TWidth : struct, ITableWidth
    {
        ulong bits0 = Bits(ref row, shift), bits1 = Bits(ref Unsafe.Add(ref row, stride), shift);
        ulong bits2 = Bits(ref Unsafe.Add(ref row, 2 * stride), shift);
        ulong bits3 = Bits(ref Unsafe.Add(ref row, 3 * stride), shift);
        Vector256<short> first0 = default, first1 = default, first2 = default, first3 = default;
        for (; rounds > 0; rounds--)
        {
            for (int number = 0; number < Together; number++)
            {
                first0 += At(ref Entry<TWidth>(ref table, bits0 << LogOfEntry), 0);
                first1 += At(ref Entry<TWidth>(ref table, bits1 << LogOfEntry), 0);
                first2 += At(ref Entry<TWidth>(ref table, bits2 << LogOfEntry), 0);
                first3 += At(ref Entry<TWidth>(ref table, bits3 << LogOfEntry), 0);
                bits0 >>= TWidth.Units;
                bits1 >>= TWidth.Units;
                bits2 >>= TWidth.Units;
                bits3 >>= TWidth.Units;
                table = ref Unsafe.Add(ref table, BytesOfEntry << TWidth.Units);
            }
        }

        AddScaled(first, first0, first1, first2, first3, unit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPicked<TWidth>(
        ref byte table, int number, ulong bits0, ulong bits1, ulong bits2, ulong bits3, ref Vector256<short> first0,
        ref Vector256<short> first1, ref Vector256<short> first2, ref Vector256<short> first3,
        ref Vector256<short> second0, ref Vector256<short> second1, ref Vector256<short> second2,
        ref Vector256<short> second3)
        where TWidth : struct, ITableWidth
    {
        AddPicked<TWidth>(ref table, number, bits0, ref first0, ref second0);
        AddPicked<TWidth>(ref table, number, bits1, ref first1, ref second1);
        AddPicked<TWidth>(ref table, number, bits2, ref first2, ref second2);
        AddPicked<TWidth>(ref table, number, bits3, ref first3, ref second3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPicked<TWidth>(
        ref byte table, int number, ulong bits, ref Vector256<short> first, ref Vector256<short> second)
        where TWidth : struct, ITableWidth
    {
        // One shift, to the right or to the left, takes the bits to where a place has them: a multiple of a cache line.
        int shift = number * TWidth.Units - LogOfEntry;
        ref byte entry = ref Entry<TWidth>(ref table, shift < 0 ? bits << -shift : bits >> shift);
        first += At(ref entry, number * (BytesOfEntry << TWidth.Units));
        second += At(ref entry, number * (BytesOfEntry << TWidth.Units) + BytesOfVector);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte Entry<TWidth>(ref byte table, ulong place)
        where TWidth : struct, ITableWidth
        => ref Unsafe.Add(ref table, (nuint)place & (nuint)((BytesOfEntry << TWidth.Units) - BytesOfEntry));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(ref byte row, int shift) => Unsafe.ReadUnaligned<ulong>(ref row) >> shift;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> At(ref byte entry, int place)
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
