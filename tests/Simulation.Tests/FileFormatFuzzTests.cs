using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using RbmTheory.Simulation.Data;

namespace RbmTheory.Simulation.Tests;

/// <summary>Damaged files and noise: a valid result or a refusal of one line, and no more memory than the bytes there
/// are warrant.</summary>
public class FileFormatFuzzTests
{
    private const int Most = 1 << 16, Cases = 3000;

    [Fact]
    public void Npy_files_are_read_or_refused()
        => Check(
            [Npy(s => NpyFile.Write(s, [1, 2, 3, 4, 5, 6], 2, 3)), Npy(s => NpyFile.WriteSBytes(s, [1, -1, 1], 3))],
            file => Use(NpyFile.ReadArray(file)));

    [Fact]
    public void Npz_files_are_read_or_refused()
        => Check([Npz(compressed: false), Npz(compressed: true)], file =>
        {
            foreach (string name in NpzFile.Names(file))
                Use(NpzFile.Read(file, name, Most));
        });

    [Fact]
    public void Idx_files_are_read_or_refused()
    {
        byte[] plain = [0, 0, 0x0B, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6];
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal))
            gzip.Write(plain);
        Check([plain, packed.ToArray()], file => Use(IdxFile.Read(file, Most)));
    }

    [Fact]
    public void Csv_files_are_read_or_refused()
        => Check(["t,w1,w2\r\n1,2.5e3,3\n\n#c\n4,-5,nan\n"u8.ToArray(), "1 2 3\n4 5 6\n"u8.ToArray()], file =>
        {
            (double[] values, int rows, int columns, string[]? header) = CsvFile.Read(file);
            Assert.Equal(values.Length, rows * columns);
            Assert.True(rows > 0 && columns > 0 && (header is null || header.Length == columns));
        });

    private static void Check(byte[][] valid, Action<byte[]> read)
    {
        Assert.All(valid, file => read([.. file]));
        Gen<byte[]> noise = ArbMap.Default.GeneratorFor<byte[]>();
        Gen<Func<byte[], byte[]>> change = Gen.Choose(0, int.MaxValue - 1).SelectMany(place => Gen.OneOf(
            Gen.Choose(0, 7).Select(bit => Changed(file => file[place % file.Length] ^= (byte)(1 << bit))),
            Gen.Elements<byte>(0, 1, 0x7F, 0x80, 0xFF).Select(
                value => Changed(file => file[place % file.Length] = value)),
            Gen.Constant<Func<byte[], byte[]>>(file => file[..(place % (file.Length + 1))]),
            noise.Select<byte[], Func<byte[], byte[]>>(bytes => file =>
                [.. file[..(place % (file.Length + 1))], .. bytes, .. file[(place % (file.Length + 1))..]])));
        Gen<byte[]> damaged =
            from file in Gen.Elements(valid)
            from changes in change.NonEmptyListOf()
            select changes.Take(4).Aggregate(file, (f, c) => c(f));
        Gen<byte[]> continued =
            from file in Gen.Elements(valid)
            from start in Gen.Choose(0, 12)
            from bytes in noise
            select (byte[])[.. file[..start], .. bytes];
        Prop.ForAll(Gen.OneOf(damaged, damaged, continued, noise).ToArbitrary(), file => IsReadOrRefused(file, read))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));
    }

    private static bool IsReadOrRefused(byte[] file, Action<byte[]> read)
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
        return true;
    }

    private static void Use(StoredArray array)
    {
        Assert.Equal(array.Count, array.ToDoubles().Length);
        if (array.Rows > 0)
            array.CopyRow(array.Rows - 1, new sbyte[array.RowLength].AsSpan());
    }

    private static Func<byte[], byte[]> Changed(Action<byte[]> change) => file =>
    {
        byte[] copy = [.. file];
        if (copy.Length > 0)
            change(copy);
        return copy;
    };

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
