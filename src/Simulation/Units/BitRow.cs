namespace RbmTheory.Simulation.Units;

/// <summary>Rows of units with two values, one bit a unit: unit i is bit i mod 8 of byte i / 8, set for the higher
/// value.</summary>
public static class BitRow
{
    /// <summary>⌈N/8⌉.</summary>
    /// <param name="count">Number of units N, at least 0.</param>
    public static int Bytes(int count) => (int)(((long)count + 7) / 8);

    /// <summary>Whether unit i has the higher value.</summary>
    /// <param name="row">A row.</param>
    /// <param name="unit">i.</param>
    public static bool Get(ReadOnlySpan<byte> row, int unit) => (row[unit >> 3] >> (unit & 7) & 1) != 0;

    /// <summary>The row of spins −1 and +1, a set bit for +1.</summary>
    /// <param name="spins">One number a unit; its sign alone counts.</param>
    /// <param name="row">Receives the row, length <see cref="Bytes"/>.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Pack(ReadOnlySpan<sbyte> spins, Span<byte> row)
    {
        Require.Length(row.Length, Bytes(spins.Length));
        row.Clear();
        for (int i = 0; i < spins.Length; i++)
            row[i >> 3] |= (byte)((~spins[i] >> 7 & 1) << (i & 7));
    }

    /// <summary>Writes high or low for each unit.</summary>
    internal static void Decode(ReadOnlySpan<byte> row, Span<float> values, float low, float high)
    {
        Require.Length(row.Length, Bytes(values.Length));
        for (int i = 0; i < values.Length; i++)
            values[i] = Get(row, i) ? high : low;
    }

    /// <summary>Sets the bits of the units whose value is above a threshold, and clears all others.</summary>
    internal static void Encode(ReadOnlySpan<float> values, Span<byte> row, float threshold)
    {
        Require.Length(row.Length, Bytes(values.Length));
        row.Clear();
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] > threshold)
                row[i >> 3] |= (byte)(1 << (i & 7));
        }
    }
}
