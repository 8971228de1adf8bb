namespace RbmTheory.Simulation.Data.Formats;

/// <summary>
/// The checksum of zip archives and gzip files: the remainder of the data, as a polynomial over GF(2), by
/// x^32 + x^26 + x^23 + x^22 + x^16 + x^12 + x^11 + x^10 + x^8 + x^7 + x^5 + x^4 + x^2 + x + 1, lowest bit first, with
/// the bits of register and result inverted (ISO/IEC 8802-3).
/// </summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Remainder)];

    /// <summary>The checksum of data that follow others.</summary>
    /// <param name="data">Any number of bytes.</param>
    /// <param name="before">The checksum of what comes before them; 0 if nothing does.</param>
    public static uint Of(ReadOnlySpan<byte> data, uint before = 0)
    {
        uint register = ~before;
        foreach (byte value in data)
            register = Table[(byte)(register ^ value)] ^ (register >> 8);
        return ~register;
    }

    private static uint Remainder(int value)
    {
        uint remainder = (uint)value;
        for (int bit = 0; bit < 8; bit++)
            remainder = (remainder >> 1) ^ ((remainder & 1) * Polynomial);
        return remainder;
    }
}
