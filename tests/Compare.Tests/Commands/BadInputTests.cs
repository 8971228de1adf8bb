using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Commands;

/// <summary>Whatever cannot be used: exit code 2, one line that names it and what is allowed, and nothing else.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("frob", "'frob'", "report, figure, theory, train")]
    [InlineData("--frob", "'--frob'", "report, figure, theory, train")]
    [InlineData("", "needs a verb", "report, figure, theory, train")]
    [InlineData("theory", "'rbm theory' needs a verb", "bump")]
    [InlineData("theory frob", "'frob'", "bump")]
    [InlineData("theory bump --frob 1", "'--frob'", "--sites, --beta, --length, --units, --separation, --json")]
    [InlineData("theory bump 100", "'100'", "--sites, --beta, --length, --units, --separation, --json")]
    [InlineData("report --frob", "'--frob'", "--out, --seed, --threads")]
    [InlineData("figure", "argument 'number' missing", "figure --help")]
    [InlineData("figure 99", "figure = 99", "harsh/1, harsh/2, harsh/3a, harsh/3b, harsh/4, ")]
    [InlineData("figure 14c 14a", "'14a'", "--out")]
    [InlineData("train --sites", "--sites", "train --help")]
    [InlineData("train --sites 10 --sites 11", "--sites", "single")]
    [InlineData("@missing", "verb", "report")]
    public void Words_that_are_unknown_missing_or_too_many(string line, string named, string allowed)
        => IsRefused(line, named, allowed);

    [Theory]
    [InlineData("theory bump --sites", "8", "a whole number in [9, 2000]")]
    [InlineData("theory bump --sites", "2001", "a whole number in [9, 2000]")]
    [InlineData("train --sites", "2", "a whole number in [3, 100000]")]
    [InlineData("train --sites", "100001", "a whole number in [3, 100000]")]
    [InlineData("train --sites", "99999999999999999999", "a whole number in [3, 100000]")]
    [InlineData("train --sites", "1e2", "a whole number in [3, 100000]")]
    [InlineData("train --sites", "10.5", "a whole number in [3, 100000]")]
    [InlineData("train --sites", "ten", "a whole number in [3, 100000]")]
    [InlineData("train --hidden", "0", "a whole number in [1, 10000]")]
    [InlineData("train --samples", "-5", "a whole number in [1, 10000000]")]
    [InlineData("train --batch", "0", "a whole number in [1, 1000000]")]
    [InlineData("train --chains", "0", "a whole number in [1, 1000000]")]
    [InlineData("train --steps", "0", "a whole number in [1, 1000000]")]
    [InlineData("train --epochs", "0", "a whole number in [1, 1000000]")]
    [InlineData("train --beta", "0", "a number in (0, 10]")]
    [InlineData("train --beta", "-1", "a number in (0, 10]")]
    [InlineData("train --beta", "10.0001", "a number in (0, 10]")]
    [InlineData("train --beta", "NaN", "a number in (0, 10]")]
    [InlineData("train --beta", "Infinity", "a number in (0, 10]")]
    [InlineData("train --beta", "∞", "a number in (0, 10]")]
    [InlineData("train --beta", "1,5", "a number in (0, 10]")]
    [InlineData("train --rate", "NaN", "a number in (0, 10]")]
    [InlineData("train --rate", "-Infinity", "a number in (0, 10]")]
    [InlineData("train --deviation", "0", "a number in (0, 10]")]
    [InlineData("train --final-rate", "0", "a number in (0, 10]")]
    [InlineData("train --final-rate", "11", "a number in (0, 10]")]
    [InlineData("train --threshold", "NaN", "a number in (-1E+300, 1E+300]")]
    [InlineData("train --negative", "Exact", "persistent, contrastive, exact, random, tap1, tap2 or tap3")]
    [InlineData("train --tap-iterations", "0", "a whole number in [1, 1000000]")]
    [InlineData("train --tap-tolerance", "0", "a number in (0, 1]")]
    [InlineData("train --weight-decay", "0", "a number in (0, 10]")]
    [InlineData("train --weight-decay", "NaN", "a number in (0, 10]")]
    [InlineData("train --start-fields", "zero", "data")]
    [InlineData("train --snapshots", "90", "dense, or dense:octave=Q,every=E,until=U")]
    [InlineData("train --visible", "gaussian", "spin, binary or potts:P with P in [2, 256]")]
    [InlineData("train --visible", "potts:257", "spin, binary or potts:P with P in [2, 256]")]
    [InlineData("train --hidden-units", "potts:3", "spin, binary, gaussian or double-well")]
    [InlineData("train --hidden-units", "Spin", "spin, binary, gaussian or double-well")]
    [InlineData("train --save-every", "-1", "a whole number in [0, 3600]")]
    [InlineData("train --seed", "-1", "a whole number in [0, 18446744073709551615]")]
    [InlineData("report --seed", "18446744073709551616", "a whole number in [0, 18446744073709551615]")]
    [InlineData("figure 14c --seed", "x", "a whole number in [0, 18446744073709551615]")]
    [InlineData("figure 14c --threads", "0", "a whole number in [1, 1024]")]
    [InlineData("report --threads", "1025", "a whole number in [1, 1024]")]
    [InlineData("train --threads", "many", "a whole number in [1, 1024]")]
    public void Values_out_of_range_or_of_no_number(string line, string value, string allowed)
        => IsRefused($"{line} {value}", $"{line.Split(' ')[^1]} = {value}", $"but it should be {allowed}");

    [Theory]
    [InlineData("train --samples 10 --batch 11", "--batch = 11", "at most the number of samples, 10")]
    [InlineData("train --data xy:sites=100000,samples=10000000", "--data = xy:sites=100000,colours=10", "MB of memory")]
    [InlineData("train --data ising --sites 11", "--sites = 11", "left out where --data is given")]
    [InlineData("train --data xy --visible spin", "--visible = spin", "it should be potts:10")]
    [InlineData("train --visible potts:3", "--visible = potts:3", "it should be spin or binary")]
    [InlineData("train --threshold 0.5", "--threshold = 0.5", "where the data are no file")]
    [InlineData("train --negative tap2 --hidden-units gaussian", "--hidden-units = gaussian", "with --negative = tap2 it should be spin or binary")]
    [InlineData("train --negative tap1 --data xy", "--visible = potts:10", "with --negative = tap1 it should be spin or binary")]
    [InlineData("train --tap-iterations 10", "--tap-iterations = 10", "left out where --negative is persistent")]
    [InlineData("train --negative exact --tap-tolerance 1e-3", "--tap-tolerance = 0.001", "left out where --negative is exact")]
    [InlineData("train --negative contrastive --tap-persistent", "--tap-persistent = true", "left out where --negative is contrastive")]
    [InlineData("train --resume somewhere", "--resume = somewhere", "left out")]
    [InlineData("theory flow exact --hidden 13", "--hidden = 13", "for the exact flow it should be at most 12")]
    [InlineData("theory flow small-beta --hidden 100 --sites 10000", "--hidden = 100", "less with --sites = 10000")]
    public void Values_that_do_not_fit_together(string line, string named, string allowed)
        => IsRefused(line, named, allowed);

    [Theory]
    [InlineData("", "ising:sites=N")]
    [InlineData("isng:sites=10", ".tsv, .d or .idx, packed or not (.gz)")]
    [InlineData("somewhere.text", ".tsv, .d or .idx, packed or not (.gz)")]
    [InlineData("some.npy:w", ".tsv, .d or .idx, packed or not (.gz)")]
    [InlineData("ising:sites=2", "sites = 2, but it should be a whole number in [3, 100000]")]
    [InlineData("ising:sites=10,sites=11", "sites is given twice")]
    [InlineData("ising:colours=3", "one of sites, beta, samples, fresh, couplings, sampler, = and a value")]
    [InlineData("ising:sites", "one of sites, beta, samples, fresh, couplings, sampler, = and a value")]
    [InlineData("ising:fresh=yes", "fresh = yes, but it should be true or false")]
    [InlineData("xy:fresh=true", "one of sites, colours, beta, samples, couplings, sampler, = and a value")]
    [InlineData("xy:colours=1", "colours = 1, but it should be a whole number in [2, 256]")]
    [InlineData("xy:beta=", "beta = , but it should be a number in (0, 10]")]
    public void Data_that_are_neither_a_model_nor_a_file(string data, string allowed)
    {
        Reply reply = Rbm.Run("train", "--data", data, "--out", _folder["out"]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        string line = Assert.Single(reply.ErrorLines);
        Assert.StartsWith($"rbm: --data = {data}: ", line, StringComparison.Ordinal);
        Assert.Contains(allowed, line, StringComparison.Ordinal);
        Assert.Empty(_folder.Files());
    }

    [Fact]
    public void A_directive_of_the_library_is_a_word_like_any_other()
    {
        Reply reply = Rbm.Run("[suggest:3]", "[suggest:3]", "37");
        Assert.Equal(2, reply.Code);
        Assert.StartsWith("rbm: ", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Line_breaks_in_a_value_do_not_break_the_line()
    {
        Reply reply = Rbm.Run("train", "--sites", "1\n2\r\n3", "--out", _folder["out"]);
        Assert.Equal(2, reply.Code);
        Assert.Single(reply.ErrorLines);
    }

    [Theory]
    [InlineData("report")]
    [InlineData("figure 14c")]
    [InlineData("train --samples 10 --epochs 1")]
    public void A_folder_that_cannot_be_written(string line)
    {
        string file = _folder["file"];
        File.WriteAllText(file, "");
        foreach (string folder in (string[])[file, Path.Combine(file, "below"), ""])
        {
            Reply reply = Rbm.Run([.. line.Split(' '), "--out", folder]);
            Assert.Equal((2, ""), (reply.Code, reply.Output));
            Assert.StartsWith($"rbm: --out = {folder}, but it should be a folder that can be written", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
            Assert.Equal(["file"], _folder.Files());
        }
    }

    [Theory]
    [InlineData("figures")]
    [InlineData("records")]
    public void A_file_where_a_folder_of_the_report_should_be_is_noticed_before_any_run(string name)
    {
        File.WriteAllText(_folder[name], "");
        Reply reply = Rbm.Run("figure", "14c", "--out", _folder.Path);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.StartsWith($"rbm: --out = {_folder.Path}, but it should be a folder that can be written", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.Equal([name], _folder.Files());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{ \"format\": 7")]
    public void A_record_that_is_broken(string content)
    {
        string record = _folder["records", "fig14c", "profiles.json"];
        Directory.CreateDirectory(Path.GetDirectoryName(record)!);
        File.WriteAllText(record, content);
        Reply reply = Rbm.Run("figure", "14c", "--out", _folder.Path);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        string line = Assert.Single(reply.ErrorLines);
        Assert.Contains(record, line, StringComparison.Ordinal);
        Assert.Contains("--force", line, StringComparison.Ordinal);
        Assert.Equal(["records/fig14c/profiles.json"], _folder.Files().Select(f => f.Replace('\\', '/')));
        Assert.Equal(content, File.ReadAllText(record));

        Assert.Equal(0, Rbm.Run("figure", "14c", "--out", _folder.Path, "--force").Code);
    }

    [Fact]
    public void A_record_that_is_whole_but_lacks_a_number()
    {
        Assert.Equal(0, Rbm.Run("figure", "14c", "--out", _folder.Path).Code);
        RecordStore store = new(_folder["records"]);
        RunRecord record = store.Find("fig14c", "profiles")!;
        store.Save(record with { Result = record.Result with { Numbers = new Dictionary<string, double>() } });
        Reply reply = Rbm.Run("figure", "14c", "--out", _folder.Path, "--json");
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        string line = reply.ErrorLines[^1]; // after that of the progress
        Assert.Equal("rbm: a record of fig14c lacks 'bMinus'; redo the runs with --force", line);
        Assert.DoesNotContain(reply.ErrorLines, l => l.TrimStart().StartsWith("at ", StringComparison.Ordinal));

        Assert.Equal(0, Rbm.Run("figure", "14c", "--out", _folder.Path, "--force").Code);
    }

    [Fact]
    public void A_file_where_the_records_should_be()
    {
        File.WriteAllText(_folder["records"], "");
        Reply reply = Rbm.Run("figure", "14c", "--out", _folder.Path);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains(_folder["records"], Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(["records"], _folder.Files());
    }

    private void IsRefused(string line, string named, string allowed)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] there = words is ["report" or "figure" or "train", ..] ? ["--out", _folder["out"]] : [];
        // At the front, lest it become the value of an option that lacks one.
        Reply reply = Rbm.Run([.. words.Take(1), .. there, .. words.Skip(1)]);
        Assert.Equal(2, reply.Code);
        Assert.Equal("", reply.Output);
        string error = Assert.Single(reply.ErrorLines);
        Assert.StartsWith("rbm: ", error, StringComparison.Ordinal);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Contains(allowed, error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }
}
