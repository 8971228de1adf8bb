using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>Stopped anywhere, a run ends bit for bit like one that was not; a damaged checkpoint is named, and the one
/// before it used.</summary>
public sealed class ResumeTests : IDisposable
{
    private static readonly string[] Words =
    [
        "train", "--sites", "13", "--hidden", "3", "--samples", "70", "--chains", "37", "--steps", "2", "--epochs", "6",
        "--batch", "9", "--rate", "0.01", "--seed", "3", "--fields",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)] // seven batches of nine: the end of an epoch
    [InlineData(8)]
    [InlineData(41)]
    public void Stopped_between_any_two_updates_it_ends_the_same(int updates)
    {
        StopAfter(updates, new SteppingClock(1));
        Assert.False(File.Exists(_folder["run", "result.json"]));
        Reply reply = Rbm.Run("train", "--resume", _folder["run"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.Contains("going on from epoch", reply.Output, StringComparison.Ordinal);
        EndsLikeOneNeverStopped();
    }

    [Fact]
    public void A_clock_that_stands_still_writes_one_checkpoint_and_one_that_runs_writes_more()
    {
        StopAfter(20, new SteppingClock(0));
        Assert.Equal(["checkpoint.npz", "plan.json", "snapshots.npz"], RunFiles());
        Directory.Delete(_folder["run"], recursive: true);
        StopAfter(20, new SteppingClock(1));
        Assert.Equal(["checkpoint.npz", "checkpoint.previous.npz", "plan.json", "snapshots.npz"], RunFiles());
    }

    [Fact]
    public void A_damaged_checkpoint_is_named_and_the_one_before_it_used()
    {
        StopAfter(20, new SteppingClock(1));
        string newest = _folder["run", "checkpoint.npz"], previous = _folder["run", "checkpoint.previous.npz"];
        byte[] good = File.ReadAllBytes(newest), before = File.ReadAllBytes(previous);
        Random random = new(7);
        for (int trial = 0; trial < 6; trial++)
        {
            byte[] bad = [.. good];
            if (trial % 2 == 0)
                bad = bad[..random.Next(bad.Length)];
            else
                bad[bad.AsSpan().IndexOf("weights.npy"u8) + 200 + random.Next(80)] ^= 1; // within the numbers
            File.WriteAllBytes(newest, bad);
            File.WriteAllBytes(previous, before);
            File.Delete(_folder["run", "result.json"]);

            Reply reply = Rbm.Run("train", "--resume", _folder["run"]);
            Assert.Equal(0, reply.Code);
            string line = Assert.Single(reply.ErrorLines);
            Assert.StartsWith($"rbm: the checkpoint {newest} cannot be used: ", line, StringComparison.Ordinal);
            Assert.EndsWith($"; going on from {previous}", line, StringComparison.Ordinal);
            EndsLikeOneNeverStopped();
        }
    }

    [Fact]
    public void The_damaged_result_of_a_finished_run_is_named_and_made_anew()
    {
        StopAfter(20, new SteppingClock(1));
        Assert.Equal(0, Rbm.Run("train", "--resume", _folder["run"]).Code);
        string arrays = _folder["run", "result.npz"];
        byte[] bad = File.ReadAllBytes(arrays);
        bad[bad.AsSpan().IndexOf("weights.npy"u8) + 200] ^= 1;
        File.WriteAllBytes(arrays, bad);
        Reply reply = Rbm.Run("train", "--resume", _folder["run"]);
        Assert.Equal(0, reply.Code);
        string line = Assert.Single(reply.ErrorLines);
        Assert.StartsWith($"rbm: {arrays} cannot be used: its entry 'weights.npy'", line, StringComparison.Ordinal);
        Assert.EndsWith("; it is made anew from the last checkpoint", line, StringComparison.Ordinal);
        EndsLikeOneNeverStopped();
        Assert.Contains("is finished", Rbm.Run("train", "--resume", _folder["run"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_good_checkpoint_is_not_lost_while_the_damaged_one_beside_it_is_replaced()
    {
        StopAfter(20, new SteppingClock(1));
        byte[] before = File.ReadAllBytes(_folder["run", "checkpoint.previous.npz"]);
        File.WriteAllText(_folder["run", "checkpoint.npz"], "no archive");
        StopAfter(0, new SteppingClock(0));
        Assert.Equal(before, File.ReadAllBytes(_folder["run", "checkpoint.previous.npz"]));
        Reply reply = Rbm.Run("train", "--resume", _folder["run"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        EndsLikeOneNeverStopped();
    }

    [Fact]
    public void Where_no_checkpoint_can_be_used_both_are_named_and_nothing_is_touched()
    {
        StopAfter(20, new SteppingClock(1));
        File.WriteAllText(_folder["run", "checkpoint.npz"], "");
        File.WriteAllText(_folder["run", "checkpoint.previous.npz"], "PK");
        Reply reply = Rbm.Run("train", "--resume", _folder["run"]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        string line = Assert.Single(reply.ErrorLines);
        Assert.Contains(_folder["run", "checkpoint.npz"], line, StringComparison.Ordinal);
        Assert.Contains(_folder["run", "checkpoint.previous.npz"], line, StringComparison.Ordinal);
        Assert.Equal("", File.ReadAllText(_folder["run", "checkpoint.npz"]));
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused_by_the_first_parameter_that_differs()
    {
        StopAfter(5, new SteppingClock(0));
        string plan = _folder["run", "plan.json"];
        File.WriteAllText(plan, File.ReadAllText(plan).Replace("\"seed\": 3", "\"seed\": 4", StringComparison.Ordinal));
        Reply reply = Rbm.Run("train", "--resume", _folder["run"]);
        Assert.Equal(2, reply.Code);
        Assert.Contains("it is of a run with seed = 3, but this run has seed = 4", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_file_that_has_changed_is_noticed()
    {
        string data = _folder["data.csv"];
        File.WriteAllText(data, "1,-1,1\n-1,1,1\n1,1,1\n");
        string[] words = ["train", "--data", data, "--batch", "2", "--epochs", "3", "--out", _folder["run"]];
        Assert.Equal(0, Rbm.Run(words).Code);
        File.WriteAllText(data, "1,-1,1\n-1,1,1\n1,1,-1\n");
        words[6] = "4";
        Reply reply = Rbm.Run(words);
        Assert.Equal(2, reply.Code);
        Assert.Contains("content of the data file", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void More_epochs_go_on_from_the_last_checkpoint_as_if_they_had_been_planned()
    {
        string[] fewer = [.. Words, "--out", _folder["run"]];
        fewer[Array.IndexOf(fewer, "--epochs") + 1] = "4";
        Assert.Equal(0, Rbm.Run(fewer).Code);
        Reply reply = Rbm.Run("train", "--resume", _folder["run"], "--epochs", "6");
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        EndsLikeOneNeverStopped();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{ \"format\": 7")]
    public void A_broken_result_is_named_and_made_anew_once_it_is_deleted(string content)
    {
        string[] words = [.. Words, "--out", _folder["run"]];
        Assert.Equal(0, Rbm.Run(words).Code);
        File.WriteAllText(_folder["run", "result.json"], content);
        Reply reply = Rbm.Run(words);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.StartsWith($"rbm: the result {_folder["run", "result.json"]} is broken (", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
        File.Delete(_folder["run", "result.json"]);
        Assert.Equal(0, Rbm.Run(words).Code);
        EndsLikeOneNeverStopped();
    }

    [Fact]
    public void A_result_with_half_a_character_is_broken_too()
    {
        string[] words = [.. Words, "--out", _folder["run"]];
        Assert.Equal(0, Rbm.Run(words).Code);
        string path = _folder["run", "result.json"], whole = File.ReadAllText(path);
        File.WriteAllText(path, whole.Replace("\"parameters\": {", "\"parameters\": { \"half\": \"\\ud800\",", StringComparison.Ordinal));
        Reply reply = Rbm.Run([.. words, "--json"]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.StartsWith($"rbm: the result {path} is broken (", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_killed_process_was_writing_is_removed_and_nothing_else()
    {
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllText(_folder["run", "checkpoint.npz.123.tmp"], "half");
        File.WriteAllText(_folder["run", "snapshots.npz.123.tmp"], "half");
        File.WriteAllText(_folder["run", "mine.tmp"], "whole");
        StopAfter(5, new SteppingClock(0));
        Assert.Equal(["checkpoint.npz", "mine.tmp", "plan.json", "snapshots.npz"], RunFiles());
    }

    [Fact]
    public void Two_processes_do_not_train_in_one_folder()
    {
        Directory.CreateDirectory(_folder["run"]);
        using RunFolder held = RunFolder.Open(_folder["run"]);
        Reply reply = Rbm.Run([.. Words, "--out", _folder["run"]]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains("another process", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    private IEnumerable<string> RunFiles() => Directory.GetFiles(_folder["run"]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    /// <summary>The same run in a folder of its own, never stopped.</summary>
    private void EndsLikeOneNeverStopped()
    {
        string whole = _folder["whole"];
        Assert.Equal(0, Rbm.Run([.. Words, "--out", whole]).Code);
        foreach (string name in (string[])["result.npz", "snapshots.npz"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole, name)), File.ReadAllBytes(_folder["run", name]));
        TrainingRecord one = TrainingRecord.Read(Path.Combine(whole, "result.json"))!;
        TrainingRecord other = TrainingRecord.Read(_folder["run", "result.json"])!;
        Assert.Equal(one.Numbers, other.Numbers);
        Assert.Equal(one with { Seconds = 0, Numbers = other.Numbers, Parameters = other.Parameters, Units = other.Units, Curves = other.Curves },
            other with { Seconds = 0 });
    }

    /// <summary>Trains in the folder, and stops after so many updates.</summary>
    private void StopAfter(int updates, TimeProvider clock)
    {
        TrainingSettings settings = new()
        {
            Data = DataSpec.Parse("ising:sites=13,beta=1,samples=70"),
            VisibleUnit = SpinUnit.Instance,
            Hidden = 3,
            Chains = 37,
            GibbsSteps = 2,
            Epochs = 6,
            BatchSize = 9,
            LearningRate = 0.01,
            Seed = 3,
            Fields = true,
            Threads = 2,
        };
        Directory.CreateDirectory(_folder["run"]);
        using RunFolder folder = RunFolder.Open(_folder["run"]);
        settings = folder.Settle(settings);
        using CancellationTokenSource stop = new();
        if (updates == 0)
            stop.Cancel();
        TrainingRun run = new(settings, TrainingData.Load(settings), folder, new StopAfterUpdates(updates, stop), clock, TimeSpan.FromSeconds(3));
        Assert.ThrowsAny<OperationCanceledException>(() => run.Run(stop.Token));
    }

    private sealed class StopAfterUpdates(int updates, CancellationTokenSource stop) : ITrainingMonitor
    {
        private int _seen;

        public void Say(string line)
        {
        }

        public void Warn(string line)
        {
        }

        public void Advanced(in TrainingProgress progress)
        {
            if (++_seen == updates)
                stop.Cancel();
        }
    }

    /// <summary>A clock that goes on by so many seconds whenever it is looked at.</summary>
    private sealed class SteppingClock(int seconds) : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now += seconds;
    }
}
