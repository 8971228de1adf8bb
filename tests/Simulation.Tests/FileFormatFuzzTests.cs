using System.IO.Compression;
using FsCheck.Xunit;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Simulation.Tests;

/// <summary>Damaged files and noise: a valid result or a refusal of one line, and no more memory than the bytes there
/// are warrant.</summary>
public class FileFormatFuzzTests
{
    private const int Most = 1 << 16, Cases = 3000;

    private static readonly byte[][] NpyFiles =
        [Npy(s => NpyFile.Write(s, [1, 2, 3, 4, 5, 6], 2, 3)), Npy(s => NpyFile.WriteSBytes(s, [1, -1, 1], 3))];

    private static readonly byte[][] NpzFiles = [Npz(compressed: false), Npz(compressed: true)];

    private static readonly byte[][] IdxFiles = PlainAndPacked(
        [0, 0, 0x0B, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6]);

    private static readonly byte[][] CsvFiles =
        ["t,w1,w2\r\n1,2.5e3,3\n\n#c\n4,-5,nan\n"u8.ToArray(), "1 2 3\n4 5 6\n"u8.ToArray()];

    [Fact]
    public void Undamaged_files_are_read()
    {
        Assert.All(NpyFiles, ReadNpy);
        Assert.All(NpzFiles, ReadNpz);
        Assert.All(IdxFiles, ReadIdx);
        Assert.All(CsvFiles, ReadCsv);
    }

    [Property(MaxTest = Cases)]
    public void Npy_files_are_read_or_refused(Damage damage) => IsReadOrRefused(damage.Of(NpyFiles), ReadNpy);

    [Property(MaxTest = Cases)]
    public void Npz_files_are_read_or_refused(Damage damage) => IsReadOrRefused(damage.Of(NpzFiles), ReadNpz);

    [Property(MaxTest = Cases)]
    public void Idx_files_are_read_or_refused(Damage damage) => IsReadOrRefused(damage.Of(IdxFiles), ReadIdx);

    [Property(MaxTest = Cases)]
    public void Csv_files_are_read_or_refused(Damage damage) => IsReadOrRefused(damage.Of(CsvFiles), ReadCsv);

    private static void IsReadOrRefused(byte[] file, Action<byte[]> read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read(file);
        }
        catch (FormatException error)
        {
            Assert.InRange(error.Message.Length, 1, 300);
            Assert.DoesNotContain(error.Message, c => char.IsControl(c) || c is '\u2028' or '\u2029');
        }

        // A byte becomes a double at most, kept twice while a list grows; what is unpacked is at most two arrays of
        // Most bytes, and 8 times as much as doubles. The rest is messages, the header's match and buffers of the
        // platform, together less than 1 MiB.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 * file.Length + 2 * 9 * Most + (1 << 20));
    }

    private static void ReadNpy(byte[] file) => Use(NpyFile.ReadArray(file));

    private static void ReadNpz(byte[] file)
    {
        foreach (string name in NpzFile.Names(file))
            Use(NpzFile.Read(file, name, Most));
    }

    private static void ReadIdx(byte[] file) => Use(IdxFile.Read(file, Most));

    private static void ReadCsv(byte[] file)
    {
        (double[] values, int rows, int columns, string[]? header) = CsvFile.Read(file);
        Assert.Equal(values.Length, rows * columns);
        Assert.True(rows > 0 && columns > 0 && (header is null || header.Length == columns));
    }

    private static void Use(StoredArray array)
    {
        Assert.Equal(array.Count, array.ToDoubles().Length);
        if (array.Rows > 0)
            array.CopyRow(array.Rows - 1, new sbyte[array.RowLength].AsSpan());
    }

    private static byte[][] PlainAndPacked(byte[] plain)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal))
            gzip.Write(plain);
        return [plain, packed.ToArray()];
    }

    private static byte[] Npy(Action<Stream> write)
    {
        using MemoryStream stream = new();
        write(stream);
        return stream.ToArray();
    }

    private static byte[] Npz(bool compressed)
        => Npy(stream => NpzFile.Write(stream, compressed,
            ("w", npy => NpyFile.Write(npy, [1, 2, 3, 4, 5, 6], 2, 3)),
            ("s", npy => NpyFile.WriteSBytes(npy, [1, -1], 2))));
}
