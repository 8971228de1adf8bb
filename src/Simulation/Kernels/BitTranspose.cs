using System.Runtime.CompilerServices;

namespace RbmTheory.Simulation.Kernels;

/// <summary>Turns rows of bits into columns of bits.</summary>
internal static class BitTranspose
{
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

    private static ulong Few(ReadOnlySpan<byte> bytes, int stride)
    {
        ulong square = 0;
        for (int r = 0; r * stride < bytes.Length; r++)
            square |= (ulong)bytes[r * stride] << (8 * r);
        return square;
    }

    /// <summary>Eight rows of eight bits, byte r of a word each: exchanges the off-diagonal squares of 1, of 2 and of 4
    /// bits (Warren, Hacker's Delight, 7–3).</summary>
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
