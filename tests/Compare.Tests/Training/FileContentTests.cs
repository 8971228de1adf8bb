using System.IO.Compression;
using System.Text;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>Files read by what they hold, whatever their names say, and shapes that hold no samples.</summary>
public sealed class FileContentTests : TableTests
{
    [Theory]
    [InlineData("data.txt", " ", false)]
    [InlineData("data.dat", "\t", false)]
    [InlineData("data.tsv", "\t", false)]
    [InlineData("data.d", "  ", false)]
    [InlineData("data.csv.gz", ",", true)]
    [InlineData("data.csv", ",", true)]
    [InlineData("data.npy", ",", false)]
    public void Text_is_read_by_content_not_by_name(string name, string separator, bool isPacked)
    {
        File.WriteAllBytes(Folder[name], Packed(Encoding.UTF8.GetBytes(Table((_, row) => string.Join(separator, row))), isPacked));
        IsData(Load(name));
    }

    [Theory]
    [InlineData("data.npy.gz", true)]
    [InlineData("data.csv", false)]
    public void Arrays_are_read_by_content_not_by_name(string name, bool isPacked)
    {
        using MemoryStream npy = new();
        NpyFile.Write(npy, [.. Bits.SelectMany(row => row).Select(b => (double)b)], 7, 5);
        File.WriteAllBytes(Folder[name], Packed(npy.ToArray(), isPacked));
        IsData(Load(name));
    }

    [Fact]
    public void Samples_may_be_columns()
    {
        Write(string.Concat(Enumerable.Range(0, 5).Select(i => string.Join(',', Bits.Select(row => row[i])) + "\n")));
        Assert.Equal((5, 7), (Load().Samples, Load().Sites));
        IsData(Load(("transpose", "true")));
    }

    [Theory]
    [InlineData("BZh91AY", "it is packed by bzip2; unpack it first")]
    [InlineData("PAR1", "it is a Parquet file; save its samples as CSV")]
    public void Other_formats_are_named(string text, string named)
    {
        Write(text);
        Refuses(named);
    }

    [Theory]
    [InlineData("(7,)", 7)]
    [InlineData("(1,)", 1)]
    public void Arrays_of_one_dimension_are_refused_with_their_shape(string shape, params int[] lengths)
    {
        using (FileStream file = File.Create(Folder["data.npy"]))
            NpyFile.Write(file, [.. Enumerable.Repeat(1.0, lengths.FirstOrDefault(1))], lengths);
        Refuses($"its shape is {shape}, but it should be (samples, units): one sample is array[None, :], one unit array[:, None]",
            "data.npy");
    }

    [Fact]
    public void What_holds_no_samples_at_all_is_named_as_what_it_is()
    {
        using (FileStream file = File.Create(Folder["data.npy"]))
            NpyFile.Write(file, [1.0]);
        Refuses("it is a single number, but it should be an array of (samples, units)", "data.npy");
        using (ZipArchive zip = ZipFile.Open(Folder["data.csv"], ZipArchiveMode.Create))
            zip.CreateEntry("xl/workbook.xml");
        Refuses("it is a zip archive, or a spreadsheet, without any array .npy; save a spreadsheet as CSV, arrays by numpy.savez");
        Directory.CreateDirectory(Folder["folder.csv"]);
        Refuses("it is a folder, but it should be a file", "folder.csv");
    }

    [Fact]
    public void A_file_of_labels_is_refused_as_such()
    {
        using (FileStream file = File.Create(Folder["labels-idx1-ubyte"]))
            IdxFile.Write(file, [1, 0, 1], 3);
        Refuses("its shape is (3,), but it should be (samples, units): this is a file of labels, give that of the images",
            "labels-idx1-ubyte");
    }

    private static byte[] Packed(byte[] content, bool isPacked)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Optimal))
            gzip.Write(content);
        return isPacked ? stream.ToArray() : content;
    }
}
