using System.Text.Json;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data.Formats;

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

    [Theory]
    [InlineData("--hidden-units", "binary")]
    [InlineData("--hidden-units", "gaussian")]
    [InlineData("--hidden-units", "double-well")]
    [InlineData("--visible", "binary")]
    [InlineData("--final-rate", "0.0005")]
    [InlineData("--fields=true")]
    [InlineData("--data", "ising:sites=23,samples=210,fresh=true")]
    public void Every_choice_has_an_effect(params string[] words)
    {
        // The short forms of the data and their long form exclude each other.
        string[] small = words[0] == "--data" ? ["train", "--hidden", "3", "--epochs", "2", "--chains", "13", "--seed", "5"] : Small;
        Assert.NotEqual(Numbers(), Numbers([.. small, .. words]));
    }

    [Fact]
    public void Chains_that_start_from_the_batch_are_others()
    {
        // With small weights chains forget where they started: the same random numbers lead all of them to the same place.
        string[] words = [.. Small, "--deviation", "1", "--steps", "1"];
        Assert.NotEqual(Numbers(words), Numbers([.. words, "--negative", "contrastive"]));
    }

    [Fact]
    public void Data_in_short_and_in_long_and_a_plan_mean_the_same()
    {
        string plan = _folder["plan.json"];
        File.WriteAllText(plan, """
            { "data": "ising:samples=210,sites=23", "hidden": 3, "epochs": 2, "chains": 7, "seed": 5, "rate": 1e-3, "threads": 2 }
            """);
        Assert.Equal(Numbers(), Numbers("train", "--data", "ising:sites=23,beta=1.0,samples=210", "--hidden", "3", "--epochs", "2",
            "--chains", "13", "--seed", "5"));
        // An option goes before the plan.
        Assert.Equal(Numbers(), Numbers("train", "--plan", plan, "--chains", "13"));
        Assert.NotEqual(Numbers(), Numbers("train", "--plan", plan));
    }

    [Fact]
    public void Json_is_the_record_and_nothing_else()
    {
        Reply reply = Rbm.Run([.. Small, "--json", "--out", _folder.Path]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        TrainingRecord printed = JsonSerializer.Deserialize<TrainingRecord>(reply.Output, TrainingRecord.Json)!;
        TrainingRecord written = TrainingRecord.Read(_folder["result.json"])!;
        Assert.Equal(Bits(printed), Bits(written));
        Assert.Equal(["checkpoint.npz", "plan.json", "result.json", "result.npz", "snapshots.npz"], _folder.Files().Where(f => f != "checkpoint.previous.npz"));
        Assert.Equal("ising:sites=23,beta=1,samples=210", (string)written.Parameters["data"]!);
        Assert.Equal((5UL, 2, 3), (written.Seed, written.Epochs, written.Units["fwhm"].Length));
        Assert.Equal([0, 1, 2], written.Curves["epoch"]);
        Assert.Equal(3, written.Curves["testLogLikelihood"].Length);
        // 210 samples are fewer than the curves look at, so that the last point is the final number.
        Assert.Equal(written.Numbers["trainLogLikelihood"], written.Curves["trainLogLikelihood"][^1]);
    }

    [Fact]
    public void The_arrays_have_the_shapes_that_numpy_users_expect()
    {
        Assert.Equal(0, Rbm.Run([.. Small, "--fields", "--hidden-units", "double-well", "--out", _folder.Path]).Code);
        ReadOnlyMemory<byte> arrays = File.ReadAllBytes(_folder["result.npz"]);
        Assert.Equal([3, 23], NpzFile.Read(arrays, "weights").Shape);
        Assert.Equal([23], NpzFile.Read(arrays, "visibleFields").Shape);
        Assert.Equal([3], NpzFile.Read(arrays, "hiddenFields").Shape);
        Assert.Equal([3], NpzFile.Read(arrays, "hiddenParameters").Shape);
        Assert.Equal([3], NpzFile.Read(arrays, "fwhm").Shape);
        Assert.Equal([2, 0], NpzFile.Read(arrays, "position").ToDoubles());
        Assert.Equal([0, 1, 2], NpzFile.Read(arrays, "curve.epoch").ToDoubles());

        string potts = _folder["potts"];
        Assert.Equal(0, Rbm.Run("train", "--data", "xy:sites=11,colours=5,samples=70", "--hidden", "3", "--epochs", "1", "--fields",
            "--out", potts).Code);
        arrays = File.ReadAllBytes(Path.Combine(potts, "result.npz"));
        Assert.Equal([3, 11, 5], NpzFile.Read(arrays, "weights").Shape);
        Assert.Equal([11, 5], NpzFile.Read(arrays, "visibleFields").Shape);
    }

    [Fact]
    public void The_table_has_a_line_for_each_unit_and_the_places_of_the_result()
    {
        Reply reply = Rbm.Run([.. Small, "--out", _folder.Path]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.Contains("hidden unit", reply.Output, StringComparison.Ordinal);
        Assert.Contains("log-likelihood", reply.Output, StringComparison.Ordinal);
        Assert.Contains(_folder["result.npz"], reply.Output, StringComparison.Ordinal);
        Assert.Equal(3, reply.Output.Split('\n').Count(l => l.TrimStart() is ['1' or '2' or '3', ' ', ..]));
    }

    [Fact]
    public void Interrupted_it_says_how_to_go_on_in_one_line()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        string folder = _folder["my run"];
        Reply reply = Rbm.Run([.. Small, "--out", folder], stop.Token);
        Assert.Equal((130, $"rbm: interrupted; go on with: rbm train --resume '{folder}'"), (reply.Code, Assert.Single(reply.ErrorLines)));
        reply = Rbm.Run(Small, stop.Token);
        Assert.Equal((130, "rbm: interrupted; nothing is kept of a run without --out"), (reply.Code, Assert.Single(reply.ErrorLines)));
    }

    [Theory]
    [InlineData("--rate", "0.002", "has rate = 0.001;")]
    [InlineData("--seed", "6", "has seed = 5;")]
    [InlineData("--samples", "211", "has data = ising:sites=23,beta=1,samples=210;")]
    [InlineData("--epochs", "1", "has epochs = 2;")]
    [InlineData("--final-rate", "0.1", "has final-rate = nothing;")]
    public void A_run_with_other_parameters_is_not_overwritten(string option, string value, string named)
    {
        Assert.Equal(0, Rbm.Run([.. Small, "--out", _folder.Path]).Code);
        byte[] before = File.ReadAllBytes(_folder["result.json"]);
        string[] others = [.. Small, "--out", _folder.Path];
        int place = Array.IndexOf(others, option);
        if (place >= 0)
            others[place + 1] = value;
        else
            others = [.. others, option, value];
        Reply reply = Rbm.Run(others);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains(named, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder["result.json"]));
    }

    [Fact]
    public void A_finished_run_says_so_and_shows_its_result_again()
    {
        string[] words = [.. Small, "--out", _folder.Path];
        string first = Rbm.Run(words).Output;
        byte[] before = File.ReadAllBytes(_folder["result.json"]);
        foreach (string[] again in (string[][])[words, ["train", "--resume", _folder.Path]])
        {
            Reply reply = Rbm.Run(again);
            Assert.Equal((0, ""), (reply.Code, reply.Errors));
            Assert.Contains("is finished", reply.Output, StringComparison.Ordinal);
            Assert.EndsWith(first, reply.Output, StringComparison.Ordinal);
        }

        Assert.Equal(before, File.ReadAllBytes(_folder["result.json"]));
    }

    [Fact]
    public void A_folder_without_a_plan_is_no_run_to_go_on_with()
    {
        Reply reply = Rbm.Run("train", "--resume", _folder.Path);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains("plan.json", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    private static string Numbers(params string[] further)
    {
        string[] arguments = further is ["train", ..] ? further : [.. Small, .. further];
        Reply reply = Rbm.Run([.. arguments, "--json"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        return Bits(JsonSerializer.Deserialize<TrainingRecord>(reply.Output, TrainingRecord.Json)!);
    }

    private static string Bits(TrainingRecord record) => string.Join('\n',
        record.Numbers.Select(n => (n.Key, Values: (double[])[n.Value])).Concat(record.Units.Concat(record.Curves).Select(s => (s.Key, Values: s.Value)))
            .OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => $"{s.Key} {string.Join(' ', s.Values.Select(BitConverter.DoubleToUInt64Bits))}"));
}
