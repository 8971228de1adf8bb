namespace RbmTheory.Simulation.Kernels;

/// <summary>Turns rows of bits into columns of bits.</summary>
internal static class BitTranspose
{
    /// <summary>Writes bit c of row r to bit r of column c.</summary>
    /// <param name="rows">Rows, one after another, of <paramref name="rowBytes"/> bytes.</param>
    /// <param name="rowBytes">Bytes of a row; there are eight times as many columns.</param>
    /// <param name="columns">Receives the columns, one after another; the bits beyond the last row are 0.</param>
    /// <param name="columnBytes">Bytes of a column, at least ⌈rows/8⌉.</param>
    public static void Rows(ReadOnlySpan<byte> rows, int rowBytes, Span<byte> columns, int columnBytes)
    {
        int count = rows.Length / rowBytes;
        for (int group = 0; group < columnBytes; group++)
        {
            int inGroup = Math.Clamp(count - 8 * group, 0, 8);
            for (int b = 0; b < rowBytes; b++)
            {
                ulong square = 0;
                for (int r = 0; r < inGroup; r++)
                    square |= (ulong)rows[(8 * group + r) * rowBytes + b] << (8 * r);
                square = Square(square);
                for (int c = 0; c < 8; c++)
                    columns[(8 * b + c) * columnBytes + group] = (byte)(square >> (8 * c));
            }
        }
    }

    /// <summary>Eight rows of eight bits, byte r of a word each: exchanges the off-diagonal squares of 1, of 2 and of 4 bits
    /// (Warren, Hacker's Delight, 7–3).</summary>
    internal static ulong Square(ulong rows)
    {
        ulong exchanged = (rows ^ (rows >> 7)) & 0x00AA00AA00AA00AA;
        rows ^= exchanged ^ (exchanged << 7);
        exchanged = (rows ^ (rows >> 14)) & 0x0000CCCC0000CCCC;
        rows ^= exchanged ^ (exchanged << 14);
        exchanged = (rows ^ (rows >> 28)) & 0x00000000F0F0F0F0;
        return rows ^ exchanged ^ (exchanged << 28);
    }
}
