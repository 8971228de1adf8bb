using System.Text.Json;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Commands;

/// <summary>One training on data with a known tree, and the trees made of it.</summary>
public sealed class TreeCommandTests : IClassFixture<TreeCommandTests.Trained>
{
    private readonly Trained _trained;

    public TreeCommandTests(Trained trained) => _trained = trained;

    [Fact]
    public void Ages_clusters_and_scores_are_told()
    {
        Reply reply = Rbm.Run("tree", _trained.Run, "--points", "60", "--json");
        Assert.True(reply.Code == 0, reply.Errors);
        JsonElement json = JsonDocument.Parse(reply.Output).RootElement;
        JsonElement[] ages = [.. json.GetProperty("ages").EnumerateArray()];
        Assert.Equal((60, 1, "tree:samples=600"), (json.GetProperty("points").GetInt32(), json.GetProperty("order").GetInt32(),
            json.GetProperty("data").GetString()));
        // 600/50 updates an epoch, 40 epochs; the oldest age is the end, the youngest has one cluster.
        Assert.Equal((480, 60), (ages[0].GetProperty("update").GetInt32(), ages[0].GetProperty("starts").GetInt32()));
        Assert.Equal(1, ages[^1].GetProperty("clusters").GetInt32());
        Assert.True(ages[0].GetProperty("clusters").GetInt32() > 1);
        Assert.Equal(0, ages[^1].GetProperty("adjustedRand").GetDouble(), 1e-9);
        Assert.All(ages, age => Assert.InRange(age.GetProperty("purity").GetDouble(), 1.0 / 24, 1));
        Assert.NotEmpty(json.GetProperty("transitions").EnumerateArray());
        Assert.Empty(json.GetProperty("files").EnumerateArray());
        Assert.Equal(0, Rbm.Run("tree", _trained.Run, "--points", "20", "--order", "2").Code);
    }

    [Fact]
    public void The_tree_its_labels_and_its_figure_are_written()
    {
        string folder = _trained.Folder["out"], labels = _trained.Folder["labels.csv"];
        File.WriteAllText(labels, "name,\"kind, of two\"\n" + string.Concat(Enumerable.Range(0, 600).Select(n => $"{n},\"{(n % 20 == 0 ? "a" : "b")}\"\n")));
        Reply reply = Rbm.Run("tree", _trained.Run, "--points", "30", "--labels", labels, "--out", folder);
        Assert.True(reply.Code == 0, reply.Errors);
        Assert.Contains("labels: kind, of two", reply.Output, StringComparison.Ordinal);
        Assert.Equal(["figures/tree.csv", "figures/tree.pdf", "figures/tree.png", "figures/tree.svg", "tree-labels.txt", "tree.nwk"],
            Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal));
        string newick = File.ReadAllText(Path.Combine(folder, "tree.nwk"));
        // 30 of 600, spread: 1, 21, 41, …; all of them have the label a.
        Assert.All(Enumerable.Range(0, 30), n => Assert.Matches($@"[(,]{20 * n + 1}:", newick));
        Assert.Equal(newick.Count(c => c == '('), newick.Count(c => c == ')'));
        Assert.EndsWith(";\n", newick, StringComparison.Ordinal);
        string[] strip = File.ReadAllLines(Path.Combine(folder, "tree-labels.txt"));
        Assert.Equal(Enumerable.Range(0, 30).Select(n => $"{20 * n + 1}\t#0072B2\ta"), strip[^30..]);
    }

    [Theory]
    [InlineData("--labels", "missing.csv")]
    [InlineData("--points", "1")]
    [InlineData("--order", "4")]
    [InlineData("--data", "digits:samples=100")]
    [InlineData("--data", "tree:samples=0")]
    public void What_cannot_be_used_gets_one_line(string option, string value)
    {
        string folder = _trained.Folder["nothing"];
        Reply reply = Rbm.Run("tree", _trained.Run, option, value, "--out", folder);
        Assert.Equal(2, reply.Code);
        Assert.Contains(value, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Labels_that_do_not_fit_and_runs_that_are_none_get_one_line()
    {
        string labels = _trained.Folder["few.csv"];
        File.WriteAllText(labels, "kind\na\nb\n");
        Refused("--labels has 2 rows, but tree:samples=600 has 600", _trained.Run, "--labels", labels);
        Refused("the column should be one of kind", _trained.Run, "--labels", labels + ":region");
        Refused("should be the folder of a run", _trained.Folder["nowhere"]);
        string gone = _trained.Folder["gone"];
        Directory.CreateDirectory(gone);
        foreach (string file in Directory.GetFiles(_trained.Run).Where(f => !f.EndsWith("snapshots.npz", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(gone, Path.GetFileName(file)));
        Refused("has kept no machines on its way, snapshots.npz", gone);

        static void Refused(string words, params string[] arguments)
        {
            Reply reply = Rbm.Run(["tree", .. arguments]);
            Assert.Equal(2, reply.Code);
            Assert.Contains(words, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        }
    }

    public sealed class Trained : IDisposable
    {
        public Trained()
        {
            Run = Folder["run"];
            Reply reply = Support.Rbm.Run("train", "--data", "tree:samples=600", "--hidden", "10", "--hidden-units", "binary",
                "--fields", "--start-fields", "data", "--batch", "50", "--rate", "0.05", "--steps", "2", "--epochs", "40", "--out", Run);
            Assert.True(reply.Code == 0, reply.Errors);
        }

        public TempFolder Folder { get; } = new();

        public string Run { get; }

        public void Dispose() => Folder.Dispose();
    }
}
