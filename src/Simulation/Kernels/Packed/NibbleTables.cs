using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Kernels.Packed;

/// <summary>
/// Products of rows of bits with sixteen columns of numbers without a multiplication ("four Russians", Arlazarov,
/// Dinic, Kronrod and Faradzhev 1970): all sixteen sums of four numbers are tabulated, and half a byte of a row selects
/// one.
/// </summary>
/// <remarks>
/// <para>The order of a sum is part of the result. The sum of four units starts from 0 and adds them in turn; a cleared
/// bit subtracts the number of a spin ±1, and does nothing for a unit 0, 1. A byte has the sum of its lower four units
/// plus that of its upper four. The sum of a row starts from 0 and adds byte 0, 1, …, however these are cut into
/// passes. Units beyond the last have the number 0.</para>
/// <para>Four numbers of a column take 16 stores to tabulate, and then one load and one addition a row instead of
/// four.</para>
/// <para>A byte of a row takes 4 loads and 4 additions of eight floats, one load of the byte, and 4 integer operations
/// for the addresses, which two vectors of columns share.</para>
/// </remarks>
internal static class NibbleTables
{
    /// <summary>Columns that are summed together, as two vectors.</summary>
    public const int Columns = 16;

    /// <summary>Vectors that hold the numbers of a byte: two for each bit.</summary>
    public const int NumbersPerByte = 16;

    /// <summary>Vectors of the tables of a byte: sixteen entries for its lower half, then sixteen for the upper one. An
    /// entry is a cache line, two vectors.</summary>
    public const int VectorsPerByte = 64;

    /// <summary>Bytes of a row whose tables are used at a time: 16 KiB, half of the first-level cache.</summary>
    public const int BytesPerPass = 8;

    /// <summary>Rows come in multiples of this: the sums of so many are computed side by side.</summary>
    public const int RowGroup = 4;

    private const int BytesOfVector = 32;
    private const int BytesOfEntry = 2 * BytesOfVector;
    private const int BytesOfTable = 16 * BytesOfEntry;

    /// <summary>The next multiple of <see cref="RowGroup"/>.</summary>
    public static int Padded(int rows) => (rows + RowGroup - 1) / RowGroup * RowGroup;

    /// <summary>Tabulates the sums.</summary>
    /// <param name="numbers">Two vectors for each bit of the rows, <see cref="NumbersPerByte"/> for each byte.</param>
    /// <param name="spins">Whether a cleared bit stands for −1; else for 0.</param>
    /// <param name="tables">Receives <see cref="VectorsPerByte"/> vectors for each byte.</param>
    public static void Fill(ReadOnlySpan<Vector256<float>> numbers, bool spins, Span<Vector256<float>> tables)
    {
        Require.Length(tables.Length, 4 * numbers.Length);
        Vector256<float> mask = spins ? Vector256<float>.AllBitsSet : Vector256<float>.Zero;
        for (; numbers.Length >= NumbersPerByte; numbers = numbers[NumbersPerByte..], tables = tables[VectorsPerByte..])
        {
            FillTable(numbers, mask, tables);
            FillTable(numbers[1..], mask, tables[1..]);
            FillTable(numbers[8..], mask, tables[32..]);
            FillTable(numbers[9..], mask, tables[33..]);
        }
    }

    /// <summary>Adds the table entries that the bits of every row select to its sums. Where a byte of units 0, 1 is 0 in
    /// four rows, it is passed over: it adds 0, and a sum that starts from 0 is never −0.</summary>
    /// <param name="tables">Those of the bytes.</param>
    /// <param name="spins">Whether a cleared bit stands for −1; else for 0.</param>
    /// <param name="rows">Starts at the first of the bytes of the first row.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="first">Sums of the first eight columns, one vector a row, a multiple of
    /// <see cref="RowGroup"/>.</param>
    /// <param name="second">Those of the other eight; empty where there are none: the work is half as much.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Add(
        ReadOnlySpan<Vector256<float>> tables, bool spins, ReadOnlySpan<byte> rows, int stride,
        Span<Vector256<float>> first, Span<Vector256<float>> second)
    {
        int bytes = tables.Length / VectorsPerByte;
        Require.Length(first.Length % RowGroup, 0);
        if (!second.IsEmpty)
            Require.Length(second.Length, first.Length);
        Require.AtLeast(rows.Length, (first.Length - 1) * stride + bytes);
        ref byte table = ref Unsafe.As<Vector256<float>, byte>(ref MemoryMarshal.GetReference(tables));
        ref byte row = ref MemoryMarshal.GetReference(rows);
        for (int r = 0; r < first.Length; r += RowGroup)
        {
            if (second.IsEmpty)
            {
                AddToFour(ref table, ref row, (nuint)(uint)stride, (nuint)(uint)bytes, spins, first.Slice(r, RowGroup));
            }
            else
            {
                AddToFour(ref table, ref row, (nuint)(uint)stride, (nuint)(uint)bytes, spins,
                    first.Slice(r, RowGroup), second.Slice(r, RowGroup));
            }

            row = ref Unsafe.Add(ref row, RowGroup * stride);
        }
    }

    /// <summary>The sums of the four numbers at [0], [2], [4] and [6]; every other vector of the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillTable(
        ReadOnlySpan<Vector256<float>> numbers, Vector256<float> mask, Span<Vector256<float>> table)
    {
        // A cleared bit subtracts the number for a spin, 0 for a unit 0, 1.
        Vector256<float> n0 = numbers[0], n1 = numbers[2], n2 = numbers[4], n3 = numbers[6];
        Vector256<float> c1 = n1 & mask, c2 = n2 & mask, c3 = n3 & mask;
        Vector256<float> cleared = Vector256<float>.Zero - (n0 & mask), set = Vector256<float>.Zero + n0;
        FillFour(cleared - c1, n2, n3, c2, c3, table);
        FillFour(set - c1, n2, n3, c2, c3, table[2..]);
        FillFour(cleared + n1, n2, n3, c2, c3, table[4..]);
        FillFour(set + n1, n2, n3, c2, c3, table[6..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillFour(
        Vector256<float> sum, Vector256<float> n2, Vector256<float> n3, Vector256<float> c2, Vector256<float> c3,
        Span<Vector256<float>> table)
    {
        Vector256<float> cleared = sum - c2, set = sum + n2;
        table[24] = set + n3;
        table[0] = cleared - c3;
        table[8] = set - c3;
        table[16] = cleared + n3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToFour(
        ref byte table, ref byte row0, nuint stride, nuint bytes, bool spins, Span<Vector256<float>> first,
        Span<Vector256<float>> second)
    {
        ref byte row1 = ref Unsafe.Add(ref row0, stride);
        ref byte row2 = ref Unsafe.Add(ref row1, stride);
        ref byte row3 = ref Unsafe.Add(ref row2, stride);
        Vector256<float> first0 = first[0], first1 = first[1], first2 = first[2], first3 = first[3];
        Vector256<float> second0 = second[0], second1 = second[1], second2 = second[2], second3 = second[3];
        for (nuint b = 0; b < bytes; b++)
        {
            uint bits0 = Unsafe.Add(ref row0, b), bits1 = Unsafe.Add(ref row1, b);
            uint bits2 = Unsafe.Add(ref row2, b), bits3 = Unsafe.Add(ref row3, b);
            if (spins || (bits0 | bits1 | bits2 | bits3) != 0)
            {
                AddPicked(ref table, bits0, ref first0, ref second0);
                AddPicked(ref table, bits1, ref first1, ref second1);
                AddPicked(ref table, bits2, ref first2, ref second2);
                AddPicked(ref table, bits3, ref first3, ref second3);
            }

            table = ref Unsafe.Add(ref table, VectorsPerByte * BytesOfVector);
        }

        (first[0], first[1], first[2], first[3]) = (first0, first1, first2, first3);
        (second[0], second[1], second[2], second[3]) = (second0, second1, second2, second3);
    }

    /// <summary>The same of the first eight columns only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToFour(
        ref byte table, ref byte row0, nuint stride, nuint bytes, bool spins, Span<Vector256<float>> first)
    {
        ref byte row1 = ref Unsafe.Add(ref row0, stride);
        ref byte row2 = ref Unsafe.Add(ref row1, stride);
        ref byte row3 = ref Unsafe.Add(ref row2, stride);
        Vector256<float> first0 = first[0], first1 = first[1], first2 = first[2], first3 = first[3];
        for (nuint b = 0; b < bytes; b++)
        {
            uint bits0 = Unsafe.Add(ref row0, b), bits1 = Unsafe.Add(ref row1, b);
            uint bits2 = Unsafe.Add(ref row2, b), bits3 = Unsafe.Add(ref row3, b);
            if (spins || (bits0 | bits1 | bits2 | bits3) != 0)
            {
                first0 += Picked(ref table, bits0);
                first1 += Picked(ref table, bits1);
                first2 += Picked(ref table, bits2);
                first3 += Picked(ref table, bits3);
            }

            table = ref Unsafe.Add(ref table, VectorsPerByte * BytesOfVector);
        }

        (first[0], first[1], first[2], first[3]) = (first0, first1, first2, first3);
    }

    /// <summary>The sum of the eight numbers of a byte, for the first eight columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Picked(ref byte table, uint bits)
    {
        ref byte low = ref Unsafe.Add(ref table, (bits * BytesOfEntry) & (BytesOfTable - BytesOfEntry));
        ref byte high = ref Unsafe.Add(ref table, (bits * (BytesOfEntry / 16)) & (BytesOfTable - BytesOfEntry));
        return At(ref low, 0) + At(ref high, BytesOfTable);
    }

    /// <summary>Adds the sums of the eight numbers of a byte: lower half + upper half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPicked(
        ref byte table, uint bits, ref Vector256<float> first, ref Vector256<float> second)
    {
        ref byte low = ref Unsafe.Add(ref table, (bits * BytesOfEntry) & (BytesOfTable - BytesOfEntry));
        ref byte high = ref Unsafe.Add(ref table, (bits * (BytesOfEntry / 16)) & (BytesOfTable - BytesOfEntry));
        Vector256<float> lower = At(ref low, 0), other = At(ref low, BytesOfVector);
        first += lower + At(ref high, BytesOfTable);
        second += other + At(ref high, BytesOfTable + BytesOfVector);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> At(ref byte table, int place)
        => Unsafe.As<byte, Vector256<float>>(ref Unsafe.Add(ref table, place));
}
