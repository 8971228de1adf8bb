using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>Weights of the samples of a file.</summary>
public sealed class WeightsTests : IDisposable
{
    private static readonly string[] Rows = ["1,-1,1,1", "-1,1,1,-1", "1,1,1,-1", "-1,-1,1,1", "1,1,-1,-1"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whole_weights_measure_what_repeated_rows_measure_and_zeros_are_no_samples()
    {
        string weights = Write("w.txt", "2\n0\n3\n1\n1\n");
        TrainingSettings settings = new() { Data = DataSpec.Parse(Write("data.csv", Lines(Rows))), BatchSize = 2 };
        TrainingData weighted = TrainingData.Load(settings with
        {
            Weights = (FileSpec)DataSpec.Parse(weights),
        });
        TrainingData repeated = TrainingData.Load(settings with
        {
            Data = DataSpec.Parse(Write("repeated.csv", Lines(Rows[0], Rows[0], Rows[2], Rows[2], Rows[2], Rows[3], Rows[4]))),
        });
        Assert.Equal(4, weighted.Samples);
        Simulation.Machines.Rbm machine = Simulation.Machines.Rbm.OfSpins(4, 3, 0.7, 1);
        double Measured(TrainingData data) => new LikelihoodMeter(machine, data, settings).Measure(machine).Single().Value;
        Assert.Equal(Measured(repeated), Measured(weighted), 1e-13);
        double all = Measured(TrainingData.Load(settings));
        Assert.NotEqual(all, Measured(weighted), 1e-3);
        // 7² / (4 + 9 + 1 + 1).
        Assert.EndsWith($"; weights from {weights}, as good as 3.3 samples, 1 of weight 0 left out", weighted.Reading, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_weights_train_the_machine_that_none_do_and_others_another()
    {
        string data = Write("data.csv", Lines(Rows));
        Write("equal.csv", "weight\n0.1\n0.1\n0.1\n0.1\n0.1\n");
        Write("other.csv", "0.1\n0.2\n0.1\n0.1\n0.1\n");
        Assert.Equal(0, Train(data, "plain").Code);
        Assert.Equal(0, Train(data, "equal", "--weights", _folder["equal.csv"]).Code);
        Assert.Equal(0, Train(data, "other", "--weights", _folder["other.csv"]).Code);
        byte[] plain = Result("plain");
        Assert.Equal(plain, Result("equal"));
        Assert.NotEqual(plain, Result("other"));
    }

    [Fact]
    public void A_run_with_weights_is_its_own_and_goes_on_where_they_have_moved()
    {
        string data = Write("data.csv", Lines(Rows)), weights = _folder["w.npy"], moved = _folder["moved.npy"];
        using (FileStream file = File.Create(weights))
            NpyFile.Write(file, [1, 2, 3, 4, 0.5], 5);
        Assert.Equal(0, Train(data, "whole", "--weights", weights, "--epochs", "6").Code);
        Assert.Equal(0, Train(data, "run", "--weights", weights).Code);
        Reply without = Train(data, "run");
        Assert.Equal(2, without.Code);
        Assert.Contains("--weights = nothing, but the run in", Assert.Single(without.ErrorLines), StringComparison.Ordinal);

        File.Move(weights, moved);
        Write("w.npy", "1\n2\n3\n4\n5\n");
        Reply changed = Rbm.Run("train", "--resume", _folder["run"], "--epochs", "6");
        Assert.Equal(2, changed.Code);
        Assert.Contains("content of the weights = ", Assert.Single(changed.ErrorLines), StringComparison.Ordinal);
        Reply other = Rbm.Run("train", "--resume", _folder["run"], "--epochs", "6", "--weights", Write("v.csv", "1\n2\n3\n4\n5\n"));
        Assert.Equal(2, other.Code);
        Assert.Contains("whose content has the digest", Assert.Single(other.ErrorLines), StringComparison.Ordinal);

        Reply reply = Rbm.Run("train", "--resume", _folder["run"], "--epochs", "6", "--weights", moved);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.Equal(Result("whole"), Result("run"));
        Assert.Equal(moved, PlanFile.Read(_folder["run", "plan.json"]).Weights!.ToString());
    }

    [Fact]
    public void A_plan_names_weights_beside_itself()
    {
        Write("data.csv", Lines(Rows));
        Write("w.csv", "1\n2\n3\n4\n5\n");
        string plan = Write("plan.json", """{ "data": "data.csv", "weights": "w.csv", "batch": 2, "epochs": 1 }""");
        Reply reply = Rbm.Run("train", "--plan", plan);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.Contains($"weights from {_folder["w.csv"]}, as good as 4.1 samples", reply.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1\n2\n3\n4\n", "are 4 numbers, but they should be 5, one for each sample of ")]
    [InlineData("1\n2\n-3\n4\n5\n", "number 3 is -3, but it should be finite and at least 0")]
    [InlineData("1\n2\nnan\n4\n5\n", "number 3 is NaN, but it should be finite and at least 0")]
    [InlineData("0\n0\n0\n0\n0\n", "it holds no number above 0")]
    [InlineData("1e308\n1e308\n0\n0\n0\n", "its sum is too large")]
    [InlineData("1e-320\n1e-320\n0\n0\n0\n", "its numbers are too small or large")]
    [InlineData("1,1\n2,2\n", "its rows hold 2 numbers, but a row should be the weight of one sample")]
    [InlineData("one\n", "it holds no numbers")]
    public void Weights_that_cannot_be_used_are_named(string text, string message)
    {
        Reply reply = Train(Write("data.csv", Lines(Rows)), "run", "--weights", Write("w.csv", text));
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains(message, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void They_go_with_files_alone_and_with_batches_of_what_is_left()
    {
        string weights = Write("w.csv", "1\n0\n0\n4\n0\n");
        Reply model = Rbm.Run("train", "--data", "ising:sites=4,samples=5", "--batch", "2", "--weights", weights);
        Assert.Equal(2, model.Code);
        Assert.Contains("--weights = ", Assert.Single(model.ErrorLines), StringComparison.Ordinal);
        Reply batch = Train(Write("data.csv", Lines(Rows)), "run", "--weights", weights, "--batch", "3");
        Assert.Equal(2, batch.Code);
        Assert.Contains("at most the number of samples, 2", Assert.Single(batch.ErrorLines), StringComparison.Ordinal);
    }

    private static string Lines(params string[] rows) => string.Join('\n', rows) + "\n";

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }

    private byte[] Result(string run) => File.ReadAllBytes(_folder[run, "result.npz"]);

    private Reply Train(string data, string run, params string[] more)
        => Rbm.Run(["train", "--data", data, .. more.Contains("--batch") ? (string[])[] : ["--batch", "2"], "--seed", "3",
            .. more.Contains("--epochs") ? (string[])[] : ["--epochs", "3"], "--out", _folder[run], .. more]);
}
