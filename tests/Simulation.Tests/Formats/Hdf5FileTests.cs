using FsCheck.Xunit;
using PureHDF;
using PureHDF.Filters;
using PureHDF.VOL.Native;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Simulation.Tests.Formats;

/// <summary>Arrays and texts of HDF5, and damaged files.</summary>
public class Hdf5FileTests
{
    private static readonly byte[] Sample = Write(new()
    {
        ["samples"] = new H5Dataset(new sbyte[] { 1, -1, -1, 1, 1, -1 }, fileDims: [2, 3]),
        ["deep"] = new H5Group { ["er"] = new H5Group { ["x"] = new double[] { 0.5, 1.5 } } },
        ["grey"] = new H5Dataset(Enumerable.Range(0, 64).Select(i => (ushort)(1000 * i)).ToArray(), chunks: [3, 5], fileDims: [8, 8]),
        ["word"] = "potts",
        ["one"] = 7L,
    });

    [Fact]
    public void Arrays_of_every_layout_and_texts_are_read()
    {
        using Hdf5File file = Hdf5File.Open(Sample);
        Assert.Equal(("int8", 2, 3), (file.Read("samples").ElementType, file.Read("samples").Rows, file.Read("samples").RowLength));
        Assert.Equal([1, -1, -1, 1, 1, -1], file.Read("samples").ToDoubles());
        Assert.Equal([0.5, 1.5], file.Read("deep/er/x").ToDoubles());
        Assert.Equal(Enumerable.Range(0, 64).Select(i => 1000.0 * i), file.Read("grey").ToDoubles());
        Assert.Equal([7.0], file.Read("one").ToDoubles());
        Assert.Empty(file.Read("one").Shape);
        Assert.Equal("potts", file.ReadText("word"));
        Assert.Equal(["deep", "grey", "one", "samples", "word"], file.Names());
        Assert.Equal(["deep/er/x", "grey", "one", "samples", "word"], file.Paths().Order());
        Assert.Equal((true, false, false), (file.Has("deep/er/x"), file.Has("deep/er"), file.Has("deep/er/x/y")));
    }

    [Theory]
    [InlineData("none", "its 'none' cannot be used: there is no array of that name")]
    [InlineData("deep", "there is no array of that name")]
    [InlineData("word", "they should be numbers")]
    public void What_is_no_array_is_refused_by_name(string path, string named)
    {
        using Hdf5File file = Hdf5File.Open(Sample);
        Assert.Contains(named, Assert.Throws<FormatException>(() => file.Read(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(30)]
    [InlineData(29)]
    public void A_length_that_asks_for_more_memory_than_there_is_is_damage(int place)
    {
        byte[] file = [.. Sample];
        // The length of the first text in the heap of texts, 8 bytes from the 24th on.
        file[file.AsSpan().IndexOf("GCOL"u8) + place] = 0x10;
        using Hdf5File damaged = Hdf5File.Open(file);
        Assert.StartsWith("its 'word' cannot be used: it is damaged, or of a kind that is not read",
            Assert.Throws<FormatException>(() => damaged.ReadText("word")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(2048)]
    public void A_file_after_bytes_of_another_program_is_read(int length)
    {
        byte[] file = [.. new byte[length], .. Sample];
        BitConverter.TryWriteBytes(file.AsSpan(length + 12), (long)length);
        using Hdf5File read = Hdf5File.Open(file);
        Assert.Equal([0.5, 1.5], read.Read("deep/er/x").ToDoubles());
        Assert.Equal(Enumerable.Range(0, 64).Select(i => 1000.0 * i), read.Read("grey").ToDoubles());
        Assert.Equal("potts", read.ReadText("word"));
        Assert.False(Hdf5File.IsHdf5([.. new byte[length + 1], .. Sample]));

        // A matrix of MATLAB of 3 × 2 is stored column after column, and HDF5 calls that 2 × 3.
        "MATLAB 7.3 MAT-file"u8.CopyTo(file);
        using Hdf5File matlab = Hdf5File.Open(file);
        Assert.Equal([3, 2], matlab.Read("samples").Shape);
        Assert.Equal([1, 1, -1, 1, -1, -1], matlab.Read("samples").ToDoubles());
    }

    [Fact]
    public void Numbers_of_the_other_byte_order_or_packed_otherwise_are_refused_with_what_to_do()
    {
        byte[] file = Write(new() { ["samples"] = new H5Dataset(new int[] { 1, -1, -1, 1 }, fileDims: [2, 2]) });
        // Signed integers of 4 bytes; the lowest bit of the second byte is the byte order.
        file[file.AsSpan().IndexOf((byte[])[0x08, 0, 0, 4, 0, 0, 0, 0, 0, 32, 0])] |= 1;
        using Hdf5File other = Hdf5File.Open(file);
        Assert.Equal("its 'samples' cannot be used: its numbers are big-endian, but they should be little-endian; save it so",
            Assert.Throws<FormatException>(() => other.Read("samples")).Message);
        H5DatasetCreation packed = new(Filters: [new H5Filter(DeflateFilter.Id)]);
        file = Write(new() { ["samples"] = new H5Dataset(new int[64], chunks: [8], datasetCreation: packed) });
        // The number of the filter, 1 for gzip, after the version 2 of the message and the number 1 of filters; 200 is none.
        file[file.AsSpan().IndexOf((byte[])[2, 1, 1, 0]) + 2] = 200;
        using Hdf5File unknown = Hdf5File.Open(file);
        Assert.Equal("its 'samples' cannot be used: it is packed in a way that is not read, but it should be plain or packed by gzip; save it so",
            Assert.Throws<FormatException>(() => unknown.Read("samples")).Message);
    }

    /// <summary>A damaged length would take gigabytes and half a minute.</summary>
    [Fact]
    public void An_array_of_more_bytes_than_the_file_can_hold_is_refused()
    {
        byte[] file = Write(new() { ["x"] = new H5Dataset(new byte[35], fileDims: [5, 7]) });
        ReadOnlySpan<byte> dimensions = [5, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0];
        file[file.AsSpan().IndexOf(dimensions) + 3] = 2;
        using Hdf5File damaged = Hdf5File.Open(file);
        Assert.Equal($"its 'x' cannot be used: it has {7 * (5 + (2 << 24))} bytes, but at most {1032 * file.Length} are allowed in a "
            + $"file of {file.Length}", Assert.Throws<FormatException>(() => damaged.Read("x")).Message);
    }

    [Property(MaxTest = 1500)]
    public void Damaged_files_are_read_or_refused_in_one_line(Damage damage)
    {
        try
        {
            using Hdf5File file = Hdf5File.Open(damage.Of(Sample));
            foreach (string path in file.Paths().Where(path => path != "word"))
                Assert.Equal(file.Read(path).Count, file.Read(path).ToDoubles().Length);
        }
        catch (FormatException error)
        {
            Assert.InRange(error.Message.Length, 1, 300);
            Assert.DoesNotContain(error.Message, c => char.IsControl(c) || c is '\u2028' or '\u2029');
        }
    }

    private static byte[] Write(H5File file)
    {
        using MemoryStream stream = new();
        file.Write(stream);
        return stream.ToArray();
    }
}
