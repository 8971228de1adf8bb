using System.IO.Compression;
using System.Text;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Simulation.Tests;

/// <summary>What gzip may write, and nothing else, is unpacked: members in a row, fields of the header, zeros at the
/// end.</summary>
public class GzipFileTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_003).Select(n => (byte)(n * n / 7))];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(512)]
    public void Members_and_zeros_at_the_end_are_read(int zeros)
    {
        // One member ends in bytes 0 itself, those of its length; one is empty; one holds what begins a member.
        byte[] magic = [0x1f, 0x8b, 8, 0x1f, 0x8b, 8];
        byte[] packed =
        [
            .. Pack(Content[..70_001]), .. Pack([]), .. Pack(Content[70_001..]), .. Pack(magic, CompressionLevel.NoCompression),
            .. new byte[zeros],
        ];
        Assert.True(GzipFile.IsGzip(packed));
        Assert.Equal([.. Content, .. magic], GzipFile.Unpack(packed).ToArray());
    }

    [Fact]
    public void Every_field_of_the_header_is_passed_over()
    {
        byte[] packed = Pack(Content);
        packed[3] = 4 + 8 + 16 + 2;
        byte[] fields = [3, 0, 7, 7, 7, .. Encoding.ASCII.GetBytes("name\0comment\0"), 1, 2];
        Assert.Equal(Content, GzipFile.Unpack((byte[])[.. packed[..10], .. fields, .. packed[10..]]).ToArray());
        packed[3] = 8;
        Refuses([.. packed[..10], 1, 2, 3]);
    }

    [Fact]
    public void Every_truncation_and_other_bytes_at_the_end_are_refused()
    {
        byte[] packed = [.. Pack(Content[..101]), .. Pack(Content[101..211])];
        int first = Pack(Content[..101]).Length;
        for (int length = 2; length < packed.Length; length++)
        {
            // Between two members a file may end, and zeros at the end of the length are not told from padding.
            if (length == first)
                Assert.Equal(101, GzipFile.Unpack(packed.AsMemory(0, length)).Length);
            else
                Refuses(packed[..length]);
        }

        Refuses([.. packed, 1]);
        Refuses([.. packed, 0, 0, 1]);
        packed[first - 1] ^= 1;
        Refuses(packed);
    }

    private static void Refuses(byte[] packed)
        => Assert.Equal("it starts as a gzip file does, but it is damaged or cut short",
            Assert.Throws<FormatException>(() => GzipFile.Unpack(packed)).Message);

    private static byte[] Pack(byte[] content, CompressionLevel level = CompressionLevel.Optimal)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, level))
            gzip.Write(content);
        return stream.ToArray();
    }
}
