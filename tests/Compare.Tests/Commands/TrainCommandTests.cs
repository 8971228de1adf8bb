using System.Text.Json;
using RbmTheory.Compare.Commands;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Commands;

public sealed class TrainCommandTests : IDisposable
{
    // Three hidden units and thirteen chains: more than one chunk of work, and of uneven size.
    private static readonly string[] Small =
    [
        "train", "--sites", "23", "--hidden", "3", "--samples", "210", "--epochs", "2", "--chains", "13", "--seed", "5",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_numbers_do_not_depend_on_threads_and_come_again()
    {
        string one = Numbers("--threads", "1");
        Assert.Equal(one, Numbers("--threads", "1"));
        Assert.Equal(one, Numbers("--threads", "2"));
        Assert.Equal(one, Numbers("--threads", "7"));
    }

    [Theory]
    [InlineData("--beta", "0.9")]
    [InlineData("--rate", "0.002")]
    [InlineData("--batch", "11")]
    [InlineData("--steps", "3")]
    [InlineData("--deviation", "0.02")]
    [InlineData("--epochs", "3")]
    [InlineData("--samples", "211")]
    [InlineData("--chains", "12")]
    [InlineData("--seed", "6")]
    public void Every_option_has_an_effect(string option, string value)
    {
        string[] others = [.. Small];
        int place = Array.IndexOf(others, option);
        if (place >= 0)
            others[place + 1] = value;
        else
            others = [.. others, option, value];
        Assert.NotEqual(Numbers(), Numbers(others));
    }

    [Fact]
    public void Json_is_the_record_and_nothing_else()
    {
        Reply reply = Rbm.Run([.. Small, "--json", "--out", _folder.Path]);
        Assert.Equal(0, reply.Code);
        RunRecord printed = JsonSerializer.Deserialize<RunRecord>(reply.Output, ReportCommand.Json)!;
        RunRecord written = new RecordStore(_folder.Path).Find("train", "seed-5")!;
        Assert.Equal(SampleRecords.Bits(printed), SampleRecords.Bits(written));
        Assert.Equal([Path.Combine("train", "seed-5.json")], _folder.Files());
        Assert.Equal((23.0, 3.0, 5UL), (written.Parameters["sites"], written.Parameters["hidden"], written.Seed));
        Assert.Equal(23, written.Result.Series["weights3"].Length);
        Assert.DoesNotContain("weights4", written.Result.Series.Keys);
    }

    [Fact]
    public void The_table_has_a_line_for_each_unit_and_the_place_of_the_record()
    {
        Reply reply = Rbm.Run([.. Small, "--out", _folder.Path]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.Contains("hidden unit", reply.Output, StringComparison.Ordinal);
        Assert.Contains("log-likelihood", reply.Output, StringComparison.Ordinal);
        Assert.Contains(_folder["train", "seed-5.json"], reply.Output, StringComparison.Ordinal);
        Assert.Equal(3, reply.Output.Split('\n').Count(l => l.TrimStart() is ['1' or '2' or '3', ' ', ..]));
    }

    [Fact]
    public void Interrupted_it_writes_nothing()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Reply reply = Rbm.Run([.. Small, "--out", _folder.Path], stop.Token);
        Assert.Equal(130, reply.Code);
        Assert.Single(reply.ErrorLines);
        Assert.Empty(_folder.Files());
    }

    [Fact]
    public void A_record_of_the_same_seed_and_other_parameters_is_not_overwritten()
    {
        string[] words = [.. Small, "--out", _folder.Path];
        Assert.Equal(0, Rbm.Run(words).Code);
        string record = _folder["train", "seed-5.json"];
        string content = File.ReadAllText(record);

        Reply reply = Rbm.Run([.. words, "--beta", "0.9"]);
        Assert.Equal((2, ""), (reply.Code, reply.Output)); // no line of progress: refused before any training
        string line = Assert.Single(reply.ErrorLines);
        Assert.Contains(record, line, StringComparison.Ordinal);
        Assert.Contains("beta = 1;", line, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(record));
        Assert.Equal([Path.Combine("train", "seed-5.json")], _folder.Files());

        // The same run again gives the same record; another seed has one of its own.
        Assert.Equal(0, Rbm.Run(words).Code);
        Assert.Equal(0, Rbm.Run([.. Small.SkipLast(1), "6", "--beta", "0.9", "--out", _folder.Path]).Code);
        Assert.Equal(2, _folder.Files().Count);
    }

    [Fact]
    public void A_record_that_lacks_a_parameter_or_has_a_further_one_is_not_overwritten()
    {
        string[] words = [.. Small, "--out", _folder.Path];
        Assert.Equal(0, Rbm.Run(words).Code);
        RecordStore store = new(_folder.Path);
        RunRecord record = store.Find("train", "seed-5")!;
        store.Save(record with { Parameters = new Dictionary<string, double>(record.Parameters) { ["field"] = 1 } });
        Assert.Contains("further parameters", Assert.Single(Rbm.Run(words).ErrorLines), StringComparison.Ordinal);
        store.Save(record with { Parameters = record.Parameters.Where(p => p.Key != "chains").ToDictionary() });
        Assert.Contains("no chains", Assert.Single(Rbm.Run(words).ErrorLines), StringComparison.Ordinal);
    }

    private static string Numbers(params string[] further)
    {
        string[] arguments = further is ["train", ..] ? further : [.. Small, .. further];
        Reply reply = Rbm.Run([.. arguments, "--json"]);
        Assert.Equal(0, reply.Code);
        RunRecord record = JsonSerializer.Deserialize<RunRecord>(reply.Output, ReportCommand.Json)!;
        // The parameters differ on purpose; what is compared is what came of them.
        return SampleRecords.Bits(
            record with { Seconds = 0, Seed = 0, Run = "", Parameters = new Dictionary<string, double>() });
    }
}
