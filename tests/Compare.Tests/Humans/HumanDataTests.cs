using System.IO.Compression;
using System.Text;
using RbmTheory.Compare.Humans;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Compare.Tests.Humans;

/// <summary>The human genotypes, with small files of their names: 3 people, 5 alleles.</summary>
public sealed class HumanDataTests : IDisposable
{
    private const string Heading = "individual,population,region,latitude,longitude\n";

    private static readonly int[][] Genotypes = [[1, 0, 0, 1, 1], [0, 0, 1, 0, 1], [1, 1, 0, 0, 0]];

    private readonly TempFolder _folder = new();

    public HumanDataTests()
    {
        Write("npz", "ehgdp.npz", NpzOf(Genotypes));
        Write("text", "ehgdp.csv.gz", Packed("1,0,0,1,1\n0,0,1,0,1\n1,1,0,0,0\n"));
        foreach (string folder in (string[])["npz", "text"])
            WriteLabels(folder, Heading + "0,Han-NChina,EAST_ASIA,32,114\n1,Yoruba,AFRICA,8,5\n2,\"French\",EUROPE,46,2\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("npz")]
    [InlineData("text")]
    public void Both_formats_are_the_same_people(string folder)
    {
        HumanSet people = HumanData.Find(new UserData(Humans: _folder[folder])).Read();
        Assert.Equal((3, 5), (people.Rows.Samples, people.Rows.Sites));
        for (int person = 0; person < 3; person++)
        {
            for (int allele = 0; allele < 5; allele++)
                Assert.Equal(2 * Genotypes[person][allele] - 1, people.Rows.Spin(person, allele));
        }

        Assert.Equal(["Han-NChina", "Yoruba", "French"], people.Populations);
        Assert.Equal(["EAST_ASIA", "AFRICA", "EUROPE"], people.Regions);
    }

    [Fact]
    public void The_folder_is_what_is_given_then_what_the_environment_names()
    {
        string one = _folder["npz"], two = _folder["text"], none = _folder["none"];
        Assert.Equal(one, HumanData.Find(one, two).Path);
        Assert.Equal(two, HumanData.Find(null, two).Path);
        Assert.Equal("the human genotypes are not there: give --humans FOLDER, or set the environment variable RBM_HUMANS to the folder of "
            + "ehgdp.npz and labels.csv; data/export-ehgdp.R makes it", Complaint(() => HumanData.Find(null, "")));
        Assert.Equal($"--humans = {none}, but it should be a folder with the human genotypes: there is no ehgdp.npz, nor ehgdp.csv.gz; "
            + "data/export-ehgdp.R makes it", Complaint(() => HumanData.Find(none, two)));
        File.Delete(_folder["npz", "labels.csv"]);
        Assert.Equal($"RBM_HUMANS = {one}, but it should be a folder with the human genotypes: there is no labels.csv; "
            + "data/export-ehgdp.R makes it", Complaint(() => HumanData.Find(null, one)));
    }

    [Theory]
    [InlineData("0,a,b\n1,c,d\n", "it has 2 rows under its heading, but the genotypes have 3")]
    [InlineData("0,a,b\n1,c,\n2,e,f\n", "row 2 under its heading has no region")]
    public void Labels_that_do_not_fit_are_refused(string rows, string complaint)
    {
        WriteLabels("npz", "individual,population,region\n" + rows);
        Assert.Equal($"the file {_folder["npz", "labels.csv"]} cannot be used: {complaint}", Complaint(() => Read("npz")));
    }

    [Fact]
    public void A_heading_that_lacks_a_column_is_refused()
    {
        WriteLabels("npz", "individual,population,continent\n0,a,b\n1,c,d\n2,e,f\n");
        Assert.EndsWith("its heading names no column 'region'", Complaint(() => Read("npz")), StringComparison.Ordinal);
    }

    [Fact]
    public void Genotypes_are_0_or_1()
    {
        Write("npz", "ehgdp.npz", NpzOf([[1, 0], [1, 2], [0, 0]]));
        Assert.EndsWith("row 2, column 2 holds 2, but it should hold 0 or 1", Complaint(() => Read("npz")), StringComparison.Ordinal);
        Write("npz", "ehgdp.npz", [1, 2, 3]);
        Assert.StartsWith($"the file {_folder["npz", "ehgdp.npz"]} cannot be used: ", Complaint(() => Read("npz")), StringComparison.Ordinal);
    }

    private HumanSet Read(string folder) => HumanData.Find(_folder[folder], null).Read();

    private static string Complaint(Action act) => Assert.Throws<InputException>(act).Message;

    private void WriteLabels(string folder, string text) => Write(folder, "labels.csv", Encoding.UTF8.GetBytes(text));

    private void Write(string folder, string name, byte[] bytes)
    {
        Directory.CreateDirectory(_folder[folder]);
        File.WriteAllBytes(_folder[folder, name], bytes);
    }

    private static byte[] NpzOf(int[][] rows)
    {
        using MemoryStream stream = new();
        byte[] all = [.. rows.SelectMany(row => row.Select(x => (byte)x))];
        NpzFile.Write(stream, compressed: true, ("samples", npy => NpyFile.WriteBytes(npy, all, rows.Length, rows[0].Length)));
        return stream.ToArray();
    }

    private static byte[] Packed(string text)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return stream.ToArray();
    }
}
