using System.IO.Compression;
using System.IO.Hashing;

namespace RbmTheory.Simulation.Data.Formats;

/// <summary>
/// Named arrays in NumPy's format NPZ: a zip archive in which the array w is the NPY file <c>w.npy</c>. It reads what
/// <c>numpy.savez</c> and <c>numpy.savez_compressed</c> write, and <c>numpy.load</c> reads what <see cref="Write"/>
/// writes. An array is unpacked only when it is asked for, so that the file may hold others, of types not known here.
/// </summary>
public static class NpzFile
{
    private const string Extension = ".npy";
    private const int MostText = 1 << 16;

    /// <summary>The earliest time that a zip archive can tell: the bytes do not depend on when they are
    /// written.</summary>
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Writes arrays. The same arrays give the same bytes with the same version of .NET on the same system, in a stream
    /// that can seek.
    /// </summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="compressed">Whether to compress, as <c>savez_compressed</c> does.</param>
    /// <param name="arrays">Of each array its name and what writes it, such as
    /// <c>("w", npy => NpyFile.Write(npy, weights, 3, 5))</c>. No two share a name; none is empty, or holds a slash, a
    /// backslash or a control character.</param>
    /// <exception cref="ArgumentException">A name cannot be used.</exception>
    public static void Write(
        Stream stream, bool compressed, params ReadOnlySpan<(string Name, Action<Stream> Write)> arrays)
    {
        ArgumentNullException.ThrowIfNull(stream);
        HashSet<string> names = [];
        foreach ((string name, Action<Stream> write) in arrays)
        {
            ArgumentNullException.ThrowIfNull(name);
            ArgumentNullException.ThrowIfNull(write);
            if (name.Length == 0 || name.Any(c => c is '/' or '\\' || char.IsControl(c)) || !names.Add(name))
            {
                throw Require.Error(nameof(name), $"'{Excerpt.Of(name)}'",
                    "not empty, unlike the others, without slash, backslash and control characters");
            }
        }

        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach ((string name, Action<Stream> write) in arrays)
        {
            ZipArchiveEntry entry = archive.CreateEntry(
                name + Extension, compressed ? CompressionLevel.Optimal : CompressionLevel.NoCompression);
            entry.LastWriteTime = Time;
            using Stream npy = entry.Open();
            write(npy);
        }
    }

    /// <summary>The names of the arrays, in the order of the file.</summary>
    /// <param name="content">The whole file.</param>
    /// <exception cref="FormatException">It is not a zip archive, or a damaged one.</exception>
    public static string[] Names(ReadOnlyMemory<byte> content)
        => WithEntries(content, (names, _) => names);

    /// <summary>Reads one array.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="name">The name of the array.</param>
    /// <param name="mostBytes">The most memory that it may take, at least 0.</param>
    /// <exception cref="ArgumentException">The memory is negative.</exception>
    /// <exception cref="FormatException">It is not a zip archive, or a damaged one; it has no array of that name, or
    /// two; or the array is damaged, larger than allowed or of a type that is not known.</exception>
    public static StoredArray Read(ReadOnlyMemory<byte> content, string name, int mostBytes = int.MaxValue)
        => Read(content, name, Math.Min(Require.AtLeast(mostBytes, 0), Array.MaxLength), NpyFile.ReadArray);

    /// <summary>Reads one array that is a text, such as NumPy makes of a string.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="name">The name of the array.</param>
    /// <exception cref="FormatException">As for <see cref="Read"/>, or the array is no text.</exception>
    public static string ReadText(ReadOnlyMemory<byte> content, string name)
        => Read(content, name, MostText, NpyText.Read);

    private static T Read<T>(ReadOnlyMemory<byte> content, string name, int most, Func<ReadOnlyMemory<byte>, T> read)
    {
        ArgumentNullException.ThrowIfNull(name);
        return WithEntries(content, (names, entries) =>
        {
            int count = names.Count(other => other == name);
            if (count == 1)
                return Read(content, entries[Array.IndexOf(names, name)], most, read);
            string all = string.Join(", ", names.Take(5).Select(other => Excerpt.Of(other)));
            throw new FormatException(
                count > 0 ? $"it holds {count} arrays named '{Excerpt.Of(name)}', but it should hold one"
                : names.Length == 0 ? "it holds no arrays"
                : $"it holds no array named '{Excerpt.Of(name)}', but {all}{(names.Length > 5 ? ", …" : "")}");
        });
    }

    private static T Read<T>(
        ReadOnlyMemory<byte> content, ZipArchiveEntry entry, int most, Func<ReadOnlyMemory<byte>, T> read)
    {
        int archive = content.Length;
        try
        {
            if (entry.IsEncrypted)
                throw new FormatException("it is encrypted");
            if (ZipMethod.Of(content.Span, entry.FullName) is { } method && ZipMethod.IsUnknown(method))
                throw new FormatException($"it is packed by {ZipMethod.NameOf(method)}, but it should be stored or "
                    + "deflated, as numpy.savez and numpy.savez_compressed do");
            if (entry.CompressedLength > archive || entry.CompressedLength < 0 || entry.Length < 0)
                throw new FormatException($"it claims {entry.CompressedLength} bytes of an archive of {archive}");
            using Stream stream = entry.Open();
            byte[] npy = Deflated.ReadToEnd(stream, entry.Length, entry.CompressedLength, most);
            uint checksum = Crc32.HashToUInt32(npy);
            if (checksum != entry.Crc32)
                throw new FormatException($"its checksum is {checksum:x8}, but it should be {entry.Crc32:x8}");
            return read(npy);
        }
        catch (FormatException error)
        {
            string shown = Excerpt.Of(entry.FullName);
            throw new FormatException($"its entry '{shown}' cannot be used: {error.Message}");
        }
    }

    private static T WithEntries<T>(ReadOnlyMemory<byte> content, Func<string[], ZipArchiveEntry[], T> use)
    {
        try
        {
            using ZipArchive archive = new(Deflated.Open(content), ZipArchiveMode.Read);
            ZipArchiveEntry[] entries =
                [.. archive.Entries.Where(entry => entry.FullName.EndsWith(Extension, StringComparison.Ordinal))];
            return use([.. entries.Select(entry => entry.FullName[..^Extension.Length])], entries);
        }
        catch (Exception error) when (
            error is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw new FormatException("it is not a zip archive, or it is damaged");
        }
    }
}
