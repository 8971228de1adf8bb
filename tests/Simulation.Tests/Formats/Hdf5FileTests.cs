using FsCheck.Xunit;
using PureHDF;
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
