using System.IO.Compression;
using PureHDF;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>Alignments, HDF5, arrays in a folder of an archive, and colours that count from 1.</summary>
public sealed class FastaAndHdf5Tests : TableTests
{
    [Theory]
    [InlineData("data.fasta")]
    [InlineData("data.fa")]
    [InlineData("data.afa")]
    [InlineData("data.txt")]
    public void Letters_are_colours_by_their_place_in_the_whole_alphabet(string name)
    {
        File.WriteAllText(Folder[name], "\n>one of them\n-AC\nDW\n\n>two\r\nYYC\r\n-W\r\n");
        TrainingData data = Load(name);
        Assert.Equal(("potts:21", 2, 5), (data.Unit.Name, data.Samples, data.Sites));
        Assert.Equal([0, 1, 2, 3, 19], Row(data, 0));
        Assert.Equal([20, 20, 2, 0, 19], Row(data, 1));
        Assert.Contains("letters -ACDWY of -ACDEFGHIKLMNPQRSTVWY, colours by their place in it", data.Reading, StringComparison.Ordinal);
        Assert.Null(data.Warning);
    }

    [Theory]
    [InlineData("GATT", null, "potts:5", new[] { 3, 1, 4, 4 })]
    [InlineData("GA-U", null, "potts:5", new[] { 3, 1, 0, 4 })]
    [InlineData("GATT", "potts:21", "potts:21", new[] { 6, 1, 17, 17 })]
    public void Nucleotides_have_an_alphabet_of_their_own_unless_proteins_are_asked_for(string letters, string? asked, string unit, int[] row)
    {
        File.WriteAllText(Folder["data.fa"], $">s\n{letters}\n");
        TrainingData data = asked is null ? Load("data.fa") : Load("data.fa", ("visible", asked));
        Assert.Equal(unit, data.Unit.Name);
        Assert.Equal(row, Row(data, 0));
    }

    [Fact]
    public void Dna_with_letters_of_ambiguity_is_read_as_proteins_with_a_warning()
    {
        File.WriteAllText(Folder["data.fa"], ">a\nACGTNR--\n>b\nACGTAC--\n");
        TrainingData data = Load("data.fa");
        Assert.Equal("potts:21", data.Unit.Name);
        Assert.Equal($"most letters of {Folder["data.fa"]} are A, C, G or T, but it has others (-ACGNRT) and is read as proteins, potts:21; "
            + "for DNA give --visible potts:5, which names the first other letter", data.Warning);
        Assert.Null(Load("data.fa", ("visible", "potts:21")).Warning);
        InputException error = Assert.Throws<InputException>(() => Load("data.fa", ("visible", "potts:5")));
        Assert.Contains("position 5 holds 'N', but it should be one of -ACGT", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(">a\nACD\n>b\nAC\n", "sequence 2 ('b') has 2 letters, but it should have 3, as those before it: sequences should be aligned")]
    [InlineData(">a\nACD\n>b\nAXD\n", "sequence 2 ('b'), position 2 holds 'X', but it should be one of -ACDEFGHIKLMNPQRSTVWY")]
    [InlineData(">a\nAcD\n", "sequence 1 ('a'), position 2 holds 'c', but it should be one of -ACDEFGHIKLMNPQRSTVWY; insertions")]
    [InlineData(">a\n", "sequence 1 ('a') has 0 letters, but it should have at least one")]
    public void Sequences_that_are_not_aligned_or_have_other_letters_are_refused(string text, string named)
    {
        File.WriteAllText(Folder["data.fasta"], text);
        Refuses(named, "data.fasta");
    }

    [Theory]
    [InlineData("data.h5", "samples", "data.h5")]
    [InlineData("data.hdf5", "deep/er/x", "data.hdf5:deep/er/x")]
    [InlineData("data.csv", "samples", "data.csv")]
    public void Hdf5_is_read_by_its_dataset_and_by_content(string file, string path, string data)
    {
        WriteHdf5(file, path);
        IsData(Load(data));
    }

    [Fact]
    public void Hdf5_may_be_packed_or_of_matlab_which_stores_columns()
    {
        WriteHdf5("plain.h5", "samples");
        byte[] plain = File.ReadAllBytes(Folder["plain.h5"]);
        using (GZipStream gzip = new(File.Create(Folder["data.h5.gz"]), CompressionLevel.Fastest))
            gzip.Write(plain);
        IsData(Load("data.h5.gz:samples"));

        sbyte[] columns = [.. Enumerable.Range(0, 5).SelectMany(i => Bits.Select(row => (sbyte)row[i]))];
        new H5File { ["v"] = new H5Dataset(columns, fileDims: [5, 7]) }.Write(Folder["rest.h5"]);
        byte[] matlab = [.. new byte[512], .. File.ReadAllBytes(Folder["rest.h5"])];
        "MATLAB 7.3 MAT-file"u8.CopyTo(matlab);
        BitConverter.TryWriteBytes(matlab.AsSpan(512 + 12), 512L);
        File.WriteAllBytes(Folder["data.mat"], matlab);
        IsData(Load("data.mat:v"));
        new H5File().Write(Folder["none.h5"]);
        Refuses("it is HDF5 without any dataset, but it should hold one of (samples, units)", "none.h5");
    }

    [Fact]
    public void Hdf5_without_samples_says_what_it_holds()
    {
        WriteHdf5("data.h5", "deep/er/x");
        Refuses("it holds no dataset 'samples', so that one has to be named: FILE.h5:deep/er/x or :labels", "data.h5");
        Refuses("it holds no dataset 'y', so that one", "data.h5:y");
    }

    [Fact]
    public void An_archive_may_have_folders()
    {
        using MemoryStream npy = new();
        NpyFile.Write(npy, [.. Bits.SelectMany(row => row).Select(b => (double)b)], 7, 5);
        using (ZipArchive zip = ZipFile.Open(Folder["data.npz"], ZipArchiveMode.Create))
        {
            foreach (string name in (string[])["train/X", "test/X"])
            {
                using Stream entry = zip.CreateEntry(name + ".npy").Open();
                entry.Write(npy.ToArray());
            }
        }

        IsData(Load("data.npz:train/X"));
        Refuses("FILE.npz:train/X or :test/X", "data.npz");
    }

    [Fact]
    public void Colours_from_1_are_kept_with_a_warning_or_counted_from_1_where_as_many_are_asked_for()
    {
        Write("2,3,1\n1,1,3\n");
        TrainingData kept = Load(), asked = Load(("visible", "potts:3")), more = Load(("visible", "potts:4"));
        Assert.Equal(("potts:4", "potts:3"), (kept.Unit.Name, asked.Unit.Name));
        Assert.Equal([2, 3, 1], Row(kept, 0));
        Assert.Equal([1, 2, 0], Row(asked, 0));
        Assert.Equal([2, 3, 1], Row(more, 0));
        Assert.StartsWith("colour 0 never appears in ", kept.Warning, StringComparison.Ordinal);
        Assert.Contains("give --visible potts:3; read as potts:4", kept.Warning, StringComparison.Ordinal);
        Assert.Null(asked.Warning);
        Assert.Equal(kept.Warning, more.Warning);
        Assert.Null(Load(("visible", "potts:5")).Warning);
        Assert.Contains("potts:3 (1 to 3)", asked.Reading, StringComparison.Ordinal);
        Reply reply = Rbm.Run("train", "--data", Folder["data.csv"], "--batch", "1", "--epochs", "1");
        Assert.Equal(0, reply.Code);
        Assert.StartsWith("rbm: colour 0 never appears", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    private static int[] Row(TrainingData data, int sample)
    {
        IDataSet set = data.TrainingRows(data.Samples, 1);
        byte[] row = new byte[set.RowBytes];
        set.CopyRow(sample, row);
        return Array.ConvertAll(row, colour => (int)colour);
    }

    private void WriteHdf5(string file, string path)
    {
        object data = new H5Dataset(Bits.SelectMany(row => row).Select(b => (sbyte)b).ToArray(), fileDims: [7, 5]);
        foreach (string name in path.Split('/').Reverse().SkipLast(1))
            data = new H5Group { [name] = data };
        new H5File { [path.Split('/')[0]] = data, ["labels"] = new int[] { 1, 2, 3, 4, 5, 6, 7 } }.Write(Folder[file]);
    }
}
