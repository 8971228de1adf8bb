namespace RbmTheory.Simulation.Data.Formats;

/// <summary>Files packed by gzip: one member or several, with zeros after them or without.</summary>
public static class GzipFile
{
    /// <summary>Whether a file begins as gzip files do.</summary>
    /// <param name="content">The file, or its beginning.</param>
    public static bool IsGzip(ReadOnlySpan<byte> content) => GzipReader.IsGzip(content);

    /// <summary>All that a file holds.</summary>
    /// <param name="content">The whole file.</param>
    /// <exception cref="FormatException">It is damaged or cut short, or holds 2 GB or more.</exception>
    public static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> content) => GzipReader.Unpack(content);
}
