using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Kernels;

namespace RbmTheory.Simulation.Arithmetic;

/// <summary>
/// Transposes 32 rows of bytes: column b is a vector that holds byte b of every row, in the order of
/// <see cref="ByteOf"/>.
/// </summary>
/// <remarks>
/// In that order, interleaving four columns within the halves of a vector, as processors do, gives four vectors of
/// eight 32-bit numbers with rows 0–7, 8–15, 16–23 and 24–31 in their natural order. The bytes are transposed in
/// squares of 8 × 8 in each 64-bit lane, by three exchanges of halves; this is its own inverse.
/// </remarks>
internal static class ByteColumns
{
    /// <summary>Rows of a chunk.</summary>
    public const int Rows = 32;

    /// <summary>Bytes that the rows' buffer must have beyond its last row.</summary>
    public const int Slack = 8;

    private const int Block = 8;

    /// <summary>Columns to allocate for rows of that many bytes: a multiple of eight, of which those beyond the row
    /// hold bytes without meaning.</summary>
    public static int Count(int rowBytes) => (rowBytes + Block - 1) / Block * Block;

    /// <summary>Byte of a column that belongs to a row.</summary>
    /// <param name="row">ρ, in [0, 32).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ByteOf(int row) => (row & 3) + 4 * (row >> 3) + 4 * (row & 4);

    /// <summary>Columns of 32 rows.</summary>
    /// <param name="rows">32 rows one after another and <see cref="Slack"/> bytes more.</param>
    /// <param name="rowBytes">Bytes of a row.</param>
    /// <param name="columns">Receives them, length <see cref="Count"/>.</param>
    public static void FromRows(ReadOnlySpan<byte> rows, int rowBytes, Span<Vector256<byte>> columns)
    {
        Span<Vector256<ulong>> words = stackalloc Vector256<ulong>[Block];
        for (int block = 0; block < columns.Length; block += Block)
        {
            // Bytes 8 q + r of a column are rows r', r' + 16, r' + 4 and r' + 20 for q = 0 … 3.
            for (int r = 0; r < words.Length; r++)
            {
                ReadOnlySpan<byte> row = rows[(((r & 3) + 8 * (r >> 2)) * rowBytes + block)..];
                words[r] = Vector256.Create(Read(row), Read(row[(16 * rowBytes)..]), Read(row[(4 * rowBytes)..]),
                    Read(row[(20 * rowBytes)..]));
            }

            Transpose(words,
                MemoryMarshal.Cast<Vector256<byte>, Vector256<ulong>>(columns.Slice(block, Block)));
        }
    }

    /// <summary>The rows of columns.</summary>
    /// <param name="columns">Length <see cref="Count"/>.</param>
    /// <param name="rowBytes">Bytes of a row.</param>
    /// <param name="rows">Receives 32 rows one after another; the <see cref="Slack"/> bytes behind them are
    /// overwritten.</param>
    public static void ToRows(ReadOnlySpan<Vector256<byte>> columns, int rowBytes, Span<byte> rows)
    {
        // What the last block writes beyond a row is overwritten by the next row, which comes later, in this block or
        // the first.
        Span<ulong> words = stackalloc ulong[Rows];
        for (int block = columns.Length - Block; block >= 0; block -= Block)
        {
            Transpose(MemoryMarshal.Cast<Vector256<byte>, Vector256<ulong>>(columns.Slice(block, Block)),
                MemoryMarshal.Cast<ulong, Vector256<ulong>>(words));
            for (int row = 0; row < Rows; row++)
                BinaryPrimitives.WriteUInt64LittleEndian(rows[(row * rowBytes + block)..], words[Word(row)]);
        }
    }

    /// <summary>Where the eight bytes of a row lie among 8 vectors of 4 words: in lane q of vector r, with 8 q + r the
    /// <see cref="ByteOf"/> of the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Word(int row) => (ByteOf(row) & 7) * 4 + (ByteOf(row) >> 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    private static void Transpose(ReadOnlySpan<Vector256<ulong>> from, Span<Vector256<ulong>> to)
    {
        Vector256<ulong> x7 = from[7], x6 = from[6], x5 = from[5], x4 = from[4];
        Vector256<ulong> x3 = from[3], x2 = from[2], x1 = from[1], x0 = from[0];
        Exchange(ref x0, ref x4, 32, 0x00000000ffffffff);
        Exchange(ref x1, ref x5, 32, 0x00000000ffffffff);
        Exchange(ref x2, ref x6, 32, 0x00000000ffffffff);
        Exchange(ref x3, ref x7, 32, 0x00000000ffffffff);
        Exchange(ref x0, ref x2, 16, 0x0000ffff0000ffff);
        Exchange(ref x1, ref x3, 16, 0x0000ffff0000ffff);
        Exchange(ref x4, ref x6, 16, 0x0000ffff0000ffff);
        Exchange(ref x5, ref x7, 16, 0x0000ffff0000ffff);
        Exchange(ref x0, ref x1, 8, 0x00ff00ff00ff00ff);
        Exchange(ref x2, ref x3, 8, 0x00ff00ff00ff00ff);
        Exchange(ref x4, ref x5, 8, 0x00ff00ff00ff00ff);
        Exchange(ref x6, ref x7, 8, 0x00ff00ff00ff00ff);
        (to[7], to[6], to[5], to[4]) = (x7, x6, x5, x4);
        (to[3], to[2], to[1], to[0]) = (x3, x2, x1, x0);
    }

    /// <summary>Exchanges the upper parts of the first with the lower parts of the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange(ref Vector256<ulong> first, ref Vector256<ulong> second, int shift, ulong lower)
    {
        Vector256<ulong> difference = ((first >>> shift) ^ second) & Vector256.Create(lower);
        second ^= difference;
        first ^= difference << shift;
    }
}
