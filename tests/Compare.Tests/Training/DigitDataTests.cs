using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>Digits drawn by a pen as training data.</summary>
public sealed class DigitDataTests : IDisposable
{
    private static readonly string[] Train =
        ["train", "--data", "digits:samples=60", "--hidden", "3", "--fields", "--seed", "4"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("digits", "digits:samples=10000")]
    [InlineData("digits:", "digits:samples=10000")]
    [InlineData("digits:samples=007", "digits:samples=7")]
    public void It_has_one_spelling(string text, string spelling)
    {
        Assert.Equal(spelling, DataSpec.Parse(text).ToString());
        Assert.Equal(DataSpec.Parse(text), DataSpec.Parse(spelling));
    }

    [Theory]
    [InlineData("digits:samples=0", "samples = 0, but it should be a whole number in [1, 10000000]")]
    [InlineData("digits:samples=", "samples = , but it should be a whole number in [1, 10000000]")]
    [InlineData("digits:sites=9", "'sites=9', but it should be samples=S")]
    [InlineData("digits:samples=5,fresh=true", "samples = 5,fresh=true, but it should be")]
    public void What_it_cannot_be_is_said_in_one_line(string text, string message)
    {
        Reply reply = Rbm.Run("train", "--data", text);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains(message, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--visible", "potts:3", "it should be spin or binary")]
    [InlineData("--threshold", "0.5", "it should be left out where the data are no file")]
    [InlineData("--batch", "61", "at most the number of samples, 60")]
    public void Options_that_do_not_go_with_it_are_refused(string option, string value, string message)
    {
        Reply reply = Rbm.Run([.. Train, option, value]);
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains(message, Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_labels_and_held_out_rows_are_those_of_the_generator()
    {
        TrainingSettings settings = new() { Data = DataSpec.Parse("digits:samples=40"), Seed = 9 };
        TrainingData data = TrainingData.Load(settings);
        LabelledSet set = StrokeDigits.SampleSet(40, 9);
        Assert.Same(BinaryUnit.Instance, data.Unit);
        Assert.Equal((784, 40, ""), (data.Sites, data.Samples, data.Digest));
        Assert.Equal(set.Labels, data.Labels);
        Assert.Equal(RowsOf(set.Rows), RowsOf(data.TrainingRows(100, 9)));
        Assert.Equal(RowsOf(StrokeDigits.SampleSet(40, 9, Simulation.Random.StreamPurpose.TestData).Rows),
            RowsOf(data.TestRows(100, 9)!));
    }

    [Fact]
    public void A_run_is_trained_resumed_and_told_from_one_of_other_samples()
    {
        Assert.Equal(0, Rbm.Run([.. Train, "--out", _folder["whole"], "--epochs", "3"]).Code);
        Assert.Equal(0, Rbm.Run([.. Train, "--out", _folder["run"], "--epochs", "2"]).Code);
        Assert.Equal(0, Rbm.Run("train", "--resume", _folder["run"], "--epochs", "3", "--threads", "2").Code);
        Assert.Equal(File.ReadAllBytes(_folder["whole", "result.npz"]), File.ReadAllBytes(_folder["run", "result.npz"]));
        Assert.Equal(2, Rbm.Run("train", "--resume", _folder["run"], "--data", "digits:samples=61").Code);
        Reply compared = Rbm.Run("compare", _folder["run"]);
        Assert.Equal((2, ""), (compared.Code, compared.Output));
        Assert.Contains("was trained on digits:samples=60, but theory needs samples of a known law",
            Assert.Single(compared.ErrorLines), StringComparison.Ordinal);
    }

    private static byte[][] RowsOf(IDataSet set)
        => [.. Enumerable.Range(0, set.Samples).Select(s =>
        {
            byte[] row = new byte[set.RowBytes];
            set.CopyRow(s, row);
            return row;
        })];
}
