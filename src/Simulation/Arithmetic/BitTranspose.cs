using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Arithmetic;

/// <summary>
/// Transposes matrices of bits, four squares of 64 × 64 bits at a time: <see cref="Squares"/> those that are at hand,
/// <see cref="Rows"/> a matrix of any size cut into such squares.
/// </summary>
/// <remarks>
/// A square is transposed in six rounds (Warren, Hacker's Delight, 7–3): the two off-diagonal blocks of 32 × 32 bits
/// change places, then those within each block, down to single bits. The four squares lie in the four 64-bit lanes of
/// 64 vectors, so that every operation serves all four.
/// </remarks>
internal static class BitTranspose
{
    /// <summary>Side of a square in bits.</summary>
    public const int Side = 64;

    private const int BytesOfVector = 32;

    /// <summary>Transposes four squares in place: in each lane, bit c of word r and bit r of word c change
    /// places.</summary>
    /// <param name="words">Length <see cref="Side"/>.</param>
    public static void Squares(Span<Vector256<ulong>> words)
    {
        Require.Length(words.Length, Side);
        ulong low = uint.MaxValue;
        for (int half = Side / 2; half > 0; half >>= 1, low ^= low << half)
        {
            Vector256<ulong> mask = Vector256.Create(low);
            for (int pair = 0; pair < Side; pair = (pair + half + 1) & ~half)
            {
                Vector256<ulong> above = words[pair], below = words[pair + half];
                Vector256<ulong> swap = ((above >>> half) ^ below) & mask;
                words[pair] = above ^ (swap << half);
                words[pair + half] = below ^ swap;
            }
        }
    }

    /// <summary>Writes bit c of row r to bit r of column c.</summary>
    /// <param name="rows">Rows, one after another, of <paramref name="rowBytes"/> bytes.</param>
    /// <param name="rowBytes">Bytes of a row; there are eight times as many columns.</param>
    /// <param name="columns">Receives the columns, one after another; the bits beyond the last row are 0.</param>
    /// <param name="columnBytes">Bytes of a column, ⌈rows/8⌉.</param>
    public static void Rows(ReadOnlySpan<byte> rows, int rowBytes, Span<byte> columns, int columnBytes)
    {
        Span<Vector256<ulong>> squares = stackalloc Vector256<ulong>[Side];
        Span<byte> bytes = MemoryMarshal.AsBytes(squares);
        int count = rows.Length / rowBytes;
        for (int firstRow = 0; firstRow < count; firstRow += Side)
        {
            int ownRows = Math.Min(Side, count - firstRow);
            int ownBytes = Math.Min(sizeof(ulong), columnBytes - firstRow / 8);
            for (int firstByte = 0; firstByte < rowBytes; firstByte += BytesOfVector)
            {
                int width = Math.Min(BytesOfVector, rowBytes - firstByte);
                squares.Clear();
                for (int r = 0; r < ownRows; r++)
                    rows.Slice((firstRow + r) * rowBytes + firstByte, width).CopyTo(bytes[(r * BytesOfVector)..]);
                Squares(squares);

                // Column 64 q + c of these is lane q of word c.
                Span<byte> to = columns[(8 * firstByte * columnBytes + firstRow / 8)..];
                for (int c = 0, place = 0; c < 8 * width; c++, place += columnBytes)
                {
                    bytes.Slice(c % Side * BytesOfVector + c / Side * sizeof(ulong), ownBytes)
                        .CopyTo(to.Slice(place, ownBytes));
                }
            }
        }
    }
}
