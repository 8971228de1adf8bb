using System.IO.Compression;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Simulation.Tests;

public class IdxFileTests
{
    [Theory]
    [InlineData("00000801 00000003 00ff07", "uint8", 0.0, 255.0, 7.0)]
    [InlineData("00000901 00000003 80ff7f", "int8", -128.0, -1.0, 127.0)]
    [InlineData("00000b01 00000003 8000fffe0102", "int16", -32768.0, -2.0, 258.0)]
    [InlineData("00000c01 00000003 80000000fffffffe01020304", "int32", -2147483648.0, -2.0, 16909060.0)]
    [InlineData("00000d01 00000003 bfc000003e80000042280000", "float32", -1.5, 0.25, 42.0)]
    [InlineData("00000e01 00000003 bff80000000000003fd00000000000004045000000000000", "float64", -1.5, 0.25, 42.0)]
    public void Every_type_is_read_and_unpacked(string hex, string type, params double[] values)
    {
        byte[] file = Hex(hex);
        foreach (byte[] content in (byte[][])[file, Pack(file)])
        {
            StoredArray array = IdxFile.Read(content);
            Assert.Equal(type, array.ElementType);
            Assert.Equal([3], array.Shape);
            Assert.Equal(values, array.ToDoubles());
        }
    }

    [Fact]
    public void What_is_written_begins_as_the_images_of_MNIST_do_and_is_read_back()
    {
        byte[] pixels = [.. Enumerable.Range(0, 30).Select(n => (byte)(8 * n))];
        byte[] file = Write(pixels, 2, 3, 5);
        Assert.Equal(Hex("00000803 00000002 00000003 00000005"), file[..16]);
        StoredArray images = IdxFile.Read(file);
        Assert.Equal([2, 3, 5], images.Shape);
        byte[] second = new byte[15];
        images.CopyRow<byte>(1, second);
        Assert.Equal(pixels[15..], second);
    }

    [Fact]
    public void Every_truncation_packed_or_not_is_refused_and_so_is_more()
    {
        byte[] file = Write([1, 2, 3, 4, 5, 6], 2, 3), packed = Pack(file);
        for (int length = 0; length < file.Length; length++)
        {
            Refusal(file[..length]);
            Refusal(Pack(file[..length]));
        }

        for (int length = 0; length < packed.Length; length++)
            Refusal(packed[..length]);
        Assert.Equal("it holds more than the 6 bytes of data that it should", Refusal([.. file, 0]));
        Refusal(Pack([.. file, 0]));
    }

    [Fact]
    public void A_changed_byte_in_packed_data_is_noticed()
    {
        byte[] packed = Pack(Write([.. Enumerable.Range(0, 221).Select(n => (byte)(n * n))], 13, 17));

        // The first 10 bytes are the header of gzip: a time and a system may change.
        for (int i = 10; i < packed.Length; i++)
        {
            packed[i] ^= 0x04;
            Refusal(packed);
            packed[i] ^= 0x04;
        }

        Assert.Equal(221, IdxFile.Read(packed).Count);
    }

    [Theory]
    [InlineData("", "it ends within its header")]
    [InlineData("00010801 00000001 00", "it does not start with two bytes 0, as an IDX file does")]
    [InlineData("00000a01 00000001 00",
        "its entries are of type 0x0A, but they should be of one of 0x08, 0x09, 0x0B, 0x0C, 0x0D and 0x0E")]
    [InlineData("00000800 00", "it has 0 dimensions, but it should have 1 to 64")]
    [InlineData("00000801 80000000 00", "its shape holds a length above 2147483647")]
    [InlineData("00000802 00000002 00000003 0102030405", "it holds 5 bytes of data, but it should hold 6")]
    [InlineData("00000802 00000002 00000003 01020304050607", "it holds more than the 6 bytes of data that it should")]
    [InlineData("00000801 7fffff00 00", "it claims 2147483392 bytes of data, but holds only 9, compressed or not")]
    public void What_is_wrong_is_said(string hex, string message)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        string packed = Refusal(Pack(Hex(hex)));
        Assert.Equal(message, Refusal(Hex(hex)));
        if (!message.Contains("claims", StringComparison.Ordinal))
            Assert.Equal(message, packed);

        // A packed file of 40 bytes becomes at most 41280; the rest is buffers of the platform, of less than 1 MiB.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 41280 + (1 << 20));
    }

    [Fact]
    public void Memory_is_limited_where_that_is_asked()
    {
        byte[] packed = Pack(Write(new byte[10_001], 73, 137));
        Assert.Equal("it needs 10001 bytes of memory, but at most 10000 are allowed",
            Assert.Throws<FormatException>(() => IdxFile.Read(packed, 10_000)).Message);
        Assert.Equal(10_001, IdxFile.Read(packed, 10_001).Count);
        Assert.Throws<ArgumentException>(() => IdxFile.Read(packed, -1));
    }

    [Fact]
    public void A_shape_that_does_not_fit_the_numbers_cannot_be_written()
    {
        foreach (int[] shape in (int[][])[[], [2], [-1, -3], [3, 3]])
            Assert.Throws<ArgumentException>(() => Write([1, 2, 3], shape));
    }

    private static byte[] Write(byte[] values, params int[] shape)
    {
        using MemoryStream stream = new();
        IdxFile.Write(stream, values, shape);
        return stream.ToArray();
    }

    private static byte[] Pack(byte[] content)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Optimal))
            gzip.Write(content);
        return stream.ToArray();
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));

    private static string Refusal(byte[] file)
    {
        string message = Assert.Throws<FormatException>(() => IdxFile.Read(file)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
