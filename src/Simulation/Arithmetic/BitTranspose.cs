using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Arithmetic;

/// <summary>
/// Transposes matrices of bits: <see cref="Squares"/> four of 64 × 64 bits that lie side by side in vectors,
/// <see cref="Rows"/> one of any size in bytes, by squares of 8 × 8 bits.
/// </summary>
/// <remarks>
/// A square is transposed by exchanging its two off-diagonal blocks, then those within each block, down to single bits
/// (Warren, Hacker's Delight, 7–3): six rounds for 64 × 64 bits, three for 8 × 8, which fit one word. To gather rows of
/// bytes into large squares takes as long as the large squares save: 1.8 instead of 1.5 μs for 100 rows of 13 bytes,
/// 10 instead of 11 μs for 100 rows of 98.
/// </remarks>
internal static class BitTranspose
{
    /// <summary>Side of a large square in bits.</summary>
    public const int Side = 64;

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
        int count = rows.Length / rowBytes;
        for (int first = 0; first < count; first += 8)
        {
            ReadOnlySpan<byte> own = rows[(first * rowBytes)..];
            Span<byte> to = columns[(first / 8)..];
            for (int b = 0, place = 0; b < rowBytes; b++)
            {
                ulong square = Square(count - first >= 8 ? EightBytes(own[b..], rowBytes) : Few(own[b..], rowBytes));
                for (int c = 0; c < 8; c++, square >>= 8, place += columnBytes)
                    to[place] = (byte)square;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong EightBytes(ReadOnlySpan<byte> bytes, int stride)
    {
        uint lower = FourBytes(bytes, stride), upper = FourBytes(bytes[(4 * stride)..], stride);
        return lower | (ulong)upper << 32;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint FourBytes(ReadOnlySpan<byte> bytes, int stride)
        => bytes[0] | (uint)bytes[stride] << 8 | (uint)bytes[2 * stride] << 16 | (uint)bytes[3 * stride] << 24;

    /// <summary>A byte of each of the last rows, fewer than eight.</summary>
    private static ulong Few(ReadOnlySpan<byte> bytes, int stride)
    {
        ulong square = 0;
        for (int r = 0; r * stride < bytes.Length; r++)
            square |= (ulong)bytes[r * stride] << (8 * r);
        return square;
    }

    /// <summary>Transposes eight rows of eight bits, each a byte of the word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Square(ulong rows)
    {
        ulong exchanged = (rows ^ (rows >> 7)) & 0x00AA00AA00AA00AA;
        rows ^= exchanged ^ (exchanged << 7);
        exchanged = (rows ^ (rows >> 14)) & 0x0000CCCC0000CCCC;
        rows ^= exchanged ^ (exchanged << 14);
        exchanged = (rows ^ (rows >> 28)) & 0x00000000F0F0F0F0;
        return rows ^ exchanged ^ (exchanged << 28);
    }
}
