using System.Runtime.InteropServices;

namespace RbmTheory.Simulation.Data.Formats;

/// <summary>Reads compressed data whose length a file states, and takes no more memory than the data can need if the
/// stated length is false.</summary>
internal static class Deflated
{
    /// <summary>The most bytes that one byte can unpack to: deflate codes 258 bytes in 2 bits.</summary>
    public const int LargestRatio = 4 * 258;

    /// <summary>Reads the file as a stream.</summary>
    public static MemoryStream Open(ReadOnlyMemory<byte> content)
        => MemoryMarshal.TryGetArray(content, out ArraySegment<byte> segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);

    /// <summary>Reads to the end, which must come after exactly as many bytes as are claimed.</summary>
    /// <param name="stream">What is read.</param>
    /// <param name="claimed">Bytes that should be left, at least 0.</param>
    /// <param name="stored">Bytes of the file that they are made of.</param>
    /// <param name="most">The most bytes to make.</param>
    /// <exception cref="FormatException">There are more or fewer, or the claim cannot be true, or is too
    /// large.</exception>
    public static byte[] ReadToEnd(Stream stream, double claimed, long stored, int most)
    {
        if (claimed > most)
            throw new FormatException($"it needs {claimed} bytes of memory, but at most {most} are allowed");
        if (claimed > (double)stored * LargestRatio)
            throw new FormatException($"it claims {claimed} bytes of data, but holds only {stored}, compressed or not");
        byte[] data = new byte[(int)claimed];
        int read = stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
        if (read < data.Length)
            throw new FormatException($"it holds {read} bytes of data, but it should hold {claimed}");
        return stream.ReadByte() < 0
            ? data
            : throw new FormatException($"it holds more than the {claimed} bytes of data that it should");
    }
}
