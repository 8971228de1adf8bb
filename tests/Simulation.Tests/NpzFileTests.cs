using System.Buffers.Binary;
using System.IO.Compression;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Simulation.Tests;

public class NpzFileTests
{
    // Files of numpy.savez and numpy.savez_compressed (NumPy 1.24): spins, 2 x 3 of int8, and b, the number 0.25 as
    // float64.
    private const string Stored =
        "UEsDBBQAAAAAAAAAIQDlMvCXhgAAAIYAAAAJABQAc3BpbnMubnB5AQAQAIYAAAAAAAAAhgAAAAAAAACTTlVNUFkBAHYAeydkZXNj" +
        "cic6ICd8aTEnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMiwgMyksIH0gICAgICAgICAgICAgICAgICAgICAg" +
        "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgCgH/Af//AVBLAwQUAAAAAAAAACEAg9jUtogAAACIAAAABQAUAGIu" +
        "bnB5AQAQAIgAAAAAAAAAiAAAAAAAAACTTlVNUFkBAHYAeydkZXNjcic6ICc8ZjgnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAn" +
        "c2hhcGUnOiAoKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg" +
        "CgAAAAAAANA/UEsBAhQDFAAAAAAAAAAhAOUy8JeGAAAAhgAAAAkAAAAAAAAAAAAAAIABAAAAAHNwaW5zLm5weVBLAQIUAxQAAAAA" +
        "AAAAIQCD2NS2iAAAAIgAAAAFAAAAAAAAAAAAAACAAcEAAABiLm5weVBLBQYAAAAAAgACAGoAAACAAQAAAAA=";
    private const string Compressed =
        "UEsDBBQAAAAIAAAAIQDlMvCXTQAAAIYAAAAJABQAc3BpbnMubnB5AQAQAIYAAAAAAAAATQAAAAAAAACb7BfqGxDJyFDGUK2eklqc" +
        "XKRupaBek2morqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RpGOgrGmjoKtQpkAy7G/4z//zMCAFBLAwQUAAAACAAAACEA" +
        "g9jUtkcAAACIAAAABQAUAGIubnB5AQAQAIgAAAAAAAAARwAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBuk2ahrqOgnpZfVFKU" +
        "mBefX5SSChJ3S8wpTgWKF2ckFqQC+RqaOgq1ChQBLgYwuGAPAFBLAQIUAxQAAAAIAAAAIQDlMvCXTQAAAIYAAAAJAAAAAAAAAAAA" +
        "AACAAQAAAABzcGlucy5ucHlQSwECFAMUAAAACAAAACEAg9jUtkcAAACIAAAABQAAAAAAAAAAAAAAgAGIAAAAYi5ucHlQSwUGAAAA" +
        "AAIAAgBqAAAABgEAAAAA";

    [Theory]
    [InlineData(Stored)]
    [InlineData(Compressed)]
    public void Archives_of_NumPy_are_read(string base64)
    {
        byte[] file = Convert.FromBase64String(base64);
        Assert.Equal(["spins", "b"], NpzFile.Names(file));
        StoredArray spins = NpzFile.Read(file, "spins");
        Assert.Equal([2, 3], spins.Shape);
        Assert.Equal([1, -1, 1, -1, -1, 1], spins.ToDoubles());
        Assert.Equal([0.25], NpzFile.Read(file, "b").ToDoubles());
        Assert.Equal("it holds no array named 'c', but spins, b", Refusal(file, "c"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_is_read_back_and_is_the_same_bytes_every_time(bool compressed)
    {
        byte[] file = Sample(compressed);
        Assert.Equal(file, Sample(compressed));
        Assert.Equal(["w", "β"], NpzFile.Names(file));
        StoredArray weights = NpzFile.Read(file, "w");
        Assert.Equal([3, 5], weights.Shape);
        Assert.Equal(Enumerable.Range(0, 15).Select(n => 0.1 * n), weights.ToDoubles());
        Assert.Equal([2], NpzFile.Read(file, "β").ToDoubles());

        // Stored arrays can be found as they are; compressed ones take less.
        using MemoryStream npy = new();
        WriteWeights(npy);
        Assert.Equal(compressed ? -1 : 31 + "w.npy".Length - 1, file.AsSpan().IndexOf(npy.ToArray()));
        using ZipArchive archive = new(new MemoryStream(file));
        Assert.All(archive.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
    }

    [Theory]
    [InlineData(Stored)]
    [InlineData(Compressed)]
    public void Every_truncation_is_refused(string base64)
    {
        byte[] file = Convert.FromBase64String(base64);
        for (int length = 0; length < file.Length; length++)
            Assert.Equal("it is not a zip archive, or it is damaged", Refusal(file[..length], "spins"));
    }

    [Theory]
    [InlineData(Stored)]
    [InlineData(Compressed)]
    public void A_changed_byte_in_an_array_is_noticed_unless_it_changes_no_number(string base64)
    {
        // The array lies after its local header of 30 bytes, a name of 9 and an extra field of 20; the compressed one
        // takes 77. A compressed run of blanks may be copied from another place in the run, and the last byte has bits
        // to spare.
        byte[] file = Convert.FromBase64String(base64);
        int refused = 0;
        for (int i = 59; i < 59 + 77; i++)
        {
            file[i] ^= 0x10;
            try
            {
                Assert.Equal([1, -1, 1, -1, -1, 1], NpzFile.Read(file, "spins").ToDoubles());
            }
            catch (FormatException)
            {
                refused++;
            }

            file[i] ^= 0x10;
        }

        Assert.InRange(refused, base64 == Stored ? 77 : 39, 77);
    }

    [Fact]
    public void A_false_length_or_a_claim_of_gigabytes_is_refused_before_memory_is_taken()
    {
        // The length of the second entry in the central directory, 24 bytes from the start of its record.
        byte[] file = Convert.FromBase64String(Compressed);
        int length = file.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 24;
        foreach (uint claim in (uint[])[0, 128, 135, 137, 0x7FFFFFFF, 0xFFFFFFFE])
        {
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(length), claim);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.True(Refusal(file, "b").Length > 0);

            // 71 compressed bytes become at most 73272; the rest is buffers of the platform, of less than 1 MiB.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 73272 + (1 << 20));
        }
    }

    [Fact]
    public void An_array_that_unpacks_to_more_than_allowed_is_refused()
    {
        using MemoryStream stream = new();
        sbyte[] zeros = new sbyte[1_000_000];
        NpzFile.Write(stream, compressed: true, ("zeros", npy => NpyFile.WriteSBytes(npy, zeros, 1000, 1000)));
        Assert.Equal(
            "its entry 'zeros.npy' cannot be used: it needs 1000128 bytes of memory, but at most 1000127 are allowed",
            Assert.Throws<FormatException>(() => NpzFile.Read(stream.ToArray(), "zeros", 1_000_127)).Message);
        Assert.Equal(1_000_000, NpzFile.Read(stream.ToArray(), "zeros", 1_000_128).Count);
    }

    [Theory]
    [InlineData(12, "bzip2")]
    [InlineData(14, "LZMA")]
    [InlineData(97, "method 97")]
    public void A_method_that_is_not_known_is_named(byte method, string name)
    {
        // The method stands 8 bytes from the start of the local header, and 10 from that of the record in the directory.
        byte[] file = Convert.FromBase64String(Compressed);
        file[file.AsSpan().LastIndexOf("PK\u0003\u0004"u8) + 8] = method;
        file[file.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 10] = method;
        Assert.Equal($"its entry 'b.npy' cannot be used: it is packed by {name}, but it should be stored or deflated, as "
            + "numpy.savez and numpy.savez_compressed do", Refusal(file, "b"));
        Assert.Equal([2, 3], NpzFile.Read(file, "spins").Shape);
    }

    [Fact]
    public void Entries_of_other_kinds_leave_the_arrays_readable()
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            WriteEntry(archive, "notes.txt", "text"u8);
            WriteEntry(archive, "text.npy", "text"u8);
            WriteEntry(archive, "two.npy", Npy());
            WriteEntry(archive, "two.npy", Npy());
            WriteEntry(archive, "one.npy", Npy());
        }

        byte[] file = stream.ToArray();
        Assert.Equal(["text", "two", "two", "one"], NpzFile.Names(file));
        Assert.Equal([7], NpzFile.Read(file, "one").ToDoubles());
        Assert.Equal("its entry 'text.npy' cannot be used: it does not start as an NPY file does",
            Refusal(file, "text"));
        Assert.Equal("it holds 2 arrays named 'two', but it should hold one", Refusal(file, "two"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    [InlineData("used")]
    public void Names_that_cannot_be_used_are_refused_before_anything_is_written(string name)
    {
        using MemoryStream stream = new();
        Assert.Throws<ArgumentException>(
            () => NpzFile.Write(stream, false, ("used", WriteWeights), (name, WriteWeights)));
        Assert.Equal(0, stream.Length);
        Assert.Throws<ArgumentException>(() => NpzFile.Read(Sample(true), "w", -1));
    }

    private static byte[] Sample(bool compressed)
    {
        using MemoryStream stream = new();
        NpzFile.Write(stream, compressed, ("w", WriteWeights), ("β", npy => NpyFile.Write(npy, [2.0])));
        return stream.ToArray();
    }

    private static void WriteWeights(Stream npy)
        => NpyFile.Write(npy, [.. Enumerable.Range(0, 15).Select(n => 0.1 * n)], 3, 5);

    private static byte[] Npy()
    {
        using MemoryStream stream = new();
        NpyFile.Write(stream, [7.0], 1);
        return stream.ToArray();
    }

    private static void WriteEntry(ZipArchive archive, string name, ReadOnlySpan<byte> content)
    {
        using Stream stream = archive.CreateEntry(name).Open();
        stream.Write(content);
    }

    private static string Refusal(byte[] file, string name)
    {
        string message = Assert.Throws<FormatException>(() => NpzFile.Read(file, name)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
