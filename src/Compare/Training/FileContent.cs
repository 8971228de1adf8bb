using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Compare.Training;

/// <summary>What the bytes of a data file are, by the bytes, and by the name only where they tell nothing.</summary>
internal static class FileContent
{
    private static readonly (byte[] Start, string Name)[] Others =
    [
        ([.. "BZh"u8], "packed by bzip2; unpack it first"),
        ([0xFD, .. "7zXZ"u8], "packed by xz; unpack it first"),
        ([0x28, 0xB5, 0x2F, 0xFD], "packed by Zstandard; unpack it first"),
        ([.. "MATLAB 5"u8], "a file of MATLAB before 7.3; save its samples by save -v7.3, or as text"),
        ([0x80, 0x04, 0x95], "a pickle; save its samples by numpy.save"),
        ([.. "PAR1"u8], "a Parquet file; save its samples as CSV"),
    ];

    /// <summary>The bytes of a file as they are.</summary>
    /// <param name="path">Where it is.</param>
    /// <exception cref="FormatException">It is a folder.</exception>
    public static byte[] ReadAll(string path)
        => !Directory.Exists(path) ? File.ReadAllBytes(path)
            : throw new FormatException("it is a folder, but it should be a file");

    /// <summary>The bytes, unpacked where gzip packed them.</summary>
    /// <param name="content">The whole file.</param>
    /// <exception cref="FormatException">They are damaged.</exception>
    public static ReadOnlyMemory<byte> Unpack(byte[] content)
        => GzipFile.IsGzip(content) ? GzipFile.Unpack(content) : content;

    /// <summary>Whether they are an IDX file.</summary>
    /// <param name="content">The whole file, unpacked.</param>
    public static bool IsIdx(ReadOnlyMemory<byte> content) => IdxFile.IsIdx(content.Span);

    /// <summary>The array of a binary file; null where the file is text.</summary>
    /// <param name="content">The whole file, unpacked.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="array">The array of an archive; null for the only one.</param>
    /// <exception cref="FormatException">It is of no known format, or damaged.</exception>
    public static StoredArray? ArrayOf(ReadOnlyMemory<byte> content, string path, string? array)
    {
        ReadOnlySpan<byte> bytes = content.Span;
        foreach ((byte[] start, string name) in Others)
        {
            if (bytes.StartsWith(start))
                throw new FormatException("it is " + name);
        }

        string ending = EndingOf(path);
        bool isText = ending is not ("npy" or "npz" or "idx")
            || !bytes[..Math.Min(bytes.Length, 1000)].Contains((byte)0);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x93, .. "NUMPY"u8]))
            return NpyFile.ReadArray(content);
        if (bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8))
            return NpzFile.Read(content, array ?? OnlyArray(content));
        if (Hdf5File.IsHdf5(bytes))
            return OfHdf5(content, array);
        if (IsIdx(content))
            return IdxFile.Read(content);
        if (array is not null)
            throw new FormatException($"it is no archive that could hold an array '{array}'");
        return isText ? null : ending switch
        {
            "npy" => NpyFile.ReadArray(content),
            "npz" => NpzFile.Read(content, OnlyArray(content)),
            _ => IdxFile.Read(content),
        };
    }

    /// <summary>A dataset of HDF5, by default that of the name that others give to samples.</summary>
    private static StoredArray OfHdf5(ReadOnlyMemory<byte> content, string? array)
    {
        const string Samples = "samples";
        using Hdf5File file = Hdf5File.Open(content);
        if (file.Has(array ?? Samples))
            return file.Read(array ?? Samples);
        if (file.Paths().Count == 0)
            throw new FormatException("it is HDF5 without any dataset, but it should hold one of (samples, units)");
        throw new FormatException($"it holds no dataset '{array ?? Samples}', so that one has to be named: FILE.h5:"
            + string.Join(" or :", file.Paths().Take(5)));
    }

    private static string EndingOf(string path)
    {
        string name = path.ToLowerInvariant();
        name = name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name;
        return name.EndsWith("-ubyte", StringComparison.Ordinal) ? "idx" : Path.GetExtension(name).TrimStart('.');
    }

    private static string OnlyArray(ReadOnlyMemory<byte> content)
    {
        string[] names = NpzFile.Names(content);
        if (names.Length == 0)
            throw new FormatException("it is a zip archive, or a spreadsheet, without any array .npy; save a "
                + "spreadsheet as CSV, arrays by numpy.savez");
        return names.Length == 1
            ? names[0]
            : throw new FormatException($"it holds {names.Length} arrays, so that one has to be named: FILE.npz:"
                + string.Join(" or :", names.Take(5)));
    }
}
