using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Kernels;

/// <summary>
/// Products of rows of bits with eight columns of numbers without a multiplication ("four Russians", Arlazarov, Dinic,
/// Kronrod and Faradzhev 1970): all sixteen sums of four numbers are tabulated, and half a byte of a row picks one.
/// </summary>
/// <remarks>
/// Four numbers take 16 stores to tabulate, and then one load and one addition a row instead of four. The sum of one row, which
/// <see cref="Scalar.PackedSum"/> spells out, does not depend on how the bytes are cut into passes.
/// </remarks>
internal static class NibbleTables
{
    /// <summary>Vectors of the two tables of a byte.</summary>
    public const int VectorsPerByte = 32;

    /// <summary>Bytes of a row whose tables are at hand at a time: 16 KiB, half of the fastest cache.</summary>
    public const int BytesPerPass = 16;

    /// <summary>Rows come in multiples of this: so many sums grow side by side.</summary>
    public const int RowGroup = 4;

    private const int BytesOfVector = 32;
    private const int BytesOfTable = 16 * BytesOfVector;

    /// <summary>Tabulates the sums.</summary>
    /// <param name="numbers">Eight columns for each bit of the rows, length a multiple of 8.</param>
    /// <param name="spins">Whether a cleared bit stands for −1; else for 0.</param>
    /// <param name="tables">Receives entry x of half-byte j at [16 j + x]; four vectors for each of the numbers.</param>
    public static void Fill(
        ReadOnlySpan<Vector256<float>> numbers, bool spins, Span<Vector256<float>> tables)
    {
        Require.Length(tables.Length, 4 * numbers.Length);
        Vector256<float> mask = spins ? Vector256<float>.AllBitsSet : Vector256<float>.Zero;
        for (; numbers.Length >= 4; numbers = numbers[4..], tables = tables[16..])
        {
            // What a cleared bit subtracts is the number or 0.
            Vector256<float> n0 = numbers[0], n1 = numbers[1], n2 = numbers[2], n3 = numbers[3];
            Vector256<float> c1 = n1 & mask, c2 = n2 & mask, c3 = n3 & mask;
            Vector256<float> cleared = Vector256<float>.Zero - (n0 & mask), set = Vector256<float>.Zero + n0;
            FillFour(cleared - c1, n2, n3, c2, c3, tables);
            FillFour(set - c1, n2, n3, c2, c3, tables[1..]);
            FillFour(cleared + n1, n2, n3, c2, c3, tables[2..]);
            FillFour(set + n1, n2, n3, c2, c3, tables[3..]);
        }
    }

    /// <summary>Adds to the sum of every row what its bits pick.</summary>
    /// <param name="tables">Those of the bytes.</param>
    /// <param name="rows">Starts at the first of the bytes of the first row.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="sums">Of the rows; a multiple of <see cref="RowGroup"/>.</param>
    public static void Add(
        ReadOnlySpan<Vector256<float>> tables, ReadOnlySpan<byte> rows, int stride, Span<Vector256<float>> sums)
    {
        int bytes = tables.Length / VectorsPerByte;
        Require.Length(sums.Length % RowGroup, 0);
        Require.AtLeast(rows.Length, (sums.Length - 1) * stride + bytes);
        ref byte table = ref Unsafe.As<Vector256<float>, byte>(ref MemoryMarshal.GetReference(tables));
        ref byte row = ref MemoryMarshal.GetReference(rows);
        for (int r = 0; r < sums.Length; r += RowGroup)
        {
            AddToFour(ref table, ref row, (nuint)(uint)stride, (nuint)(uint)bytes, sums.Slice(r, RowGroup));
            row = ref Unsafe.Add(ref row, RowGroup * stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillFour(
        Vector256<float> sum, Vector256<float> n2, Vector256<float> n3, Vector256<float> c2, Vector256<float> c3,
        Span<Vector256<float>> tables)
    {
        Vector256<float> cleared = sum - c2, set = sum + n2;
        tables[0] = cleared - c3;
        tables[4] = set - c3;
        tables[8] = cleared + n3;
        tables[12] = set + n3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToFour(
        ref byte table, ref byte row0, nuint stride, nuint bytes, Span<Vector256<float>> sums)
    {
        ref byte row1 = ref Unsafe.Add(ref row0, stride);
        ref byte row2 = ref Unsafe.Add(ref row1, stride);
        ref byte row3 = ref Unsafe.Add(ref row2, stride);
        Vector256<float> sum0 = sums[0], sum1 = sums[1], sum2 = sums[2], sum3 = sums[3];
        for (nuint b = 0; b < bytes; b++)
        {
            sum0 += Pick(ref table, Unsafe.Add(ref row0, b));
            sum1 += Pick(ref table, Unsafe.Add(ref row1, b));
            sum2 += Pick(ref table, Unsafe.Add(ref row2, b));
            sum3 += Pick(ref table, Unsafe.Add(ref row3, b));
            table = ref Unsafe.Add(ref table, 2 * BytesOfTable);
        }

        (sums[0], sums[1], sums[2], sums[3]) = (sum0, sum1, sum2, sum3);
    }

    /// <summary>The sum of the eight numbers of a byte: lower half + upper half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pick(ref byte table, uint bits)
    {
        nuint low = (bits * BytesOfVector) & (BytesOfTable - BytesOfVector);
        nuint high = (bits * (BytesOfVector / 16)) & (BytesOfTable - BytesOfVector);
        return Unsafe.As<byte, Vector256<float>>(ref Unsafe.Add(ref table, low))
            + Unsafe.As<byte, Vector256<float>>(ref Unsafe.Add(ref table, high + BytesOfTable));
    }
}
