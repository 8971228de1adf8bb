using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;

namespace RbmTheory.Compare.Tests.Training;

/// <summary>Runs on tables: what they say was read, what their plans hold, and runs of earlier builds, whose plans and
/// checkpoints name neither rows nor columns.</summary>
public sealed class TableRunTests : TableTests
{
    private static readonly string[] OldNames =
    [
        "version", "data", "threshold", "visible", "hidden-units", "hidden", "fields", "deviation", "rate", "final-rate", "batch",
        "chains", "steps", "negative", "annealing", "seed", "content of the data file",
    ];

    [Fact]
    public void The_identity_of_a_run_that_names_no_part_of_a_file_is_that_of_earlier_builds()
    {
        Write(Table((_, row) => string.Join(',', row)));
        TrainingSettings settings = new() { Data = DataSpec.Parse(Folder["data.csv"]), BatchSize = 1 };
        TrainingData data = TrainingData.Load(settings);
        string old = RunIdentity.Of(settings, data);
        Assert.Equal(OldNames, old.Split('\n').Select(line => line.Split(" = ")[0]));
        TrainingSettings all = settings with { Columns = ColumnRanges.All, SkipRows = 0 };
        Assert.Equal(old, RunIdentity.Of(all, data));
        Assert.Null(SettingList.FirstDifference(settings, all));
        TrainingSettings part = settings with { Columns = ColumnRanges.From(1), Transpose = true };
        Assert.Equal("columns", SettingList.FirstDifference(settings, part)!.Name);
        Assert.Equal("it is of a run with columns = nothing, but this run has columns = 1-",
            Assert.Throws<FormatException>(() => RunIdentity.Check(old, RunIdentity.Of(part, data))).Message);
        Assert.Equal("it is of a run with columns = 1-, but this run has columns = nothing",
            Assert.Throws<FormatException>(() => RunIdentity.Check(RunIdentity.Of(part, data), old)).Message);
    }

    [Fact]
    public void The_text_says_what_was_read_and_the_plan_which_columns_are_data()
    {
        Write(Table((r, row) => $"{r},{string.Join(',', row)}", ",a,b,c,d,e"));
        Reply reply = Train("--out", Folder["run"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.StartsWith($"7 samples × 5 units, binary (0, 1), from {Folder["data.csv"]}; first row 0 1 1 0 1; its first column is an "
            + "index and left out\n", reply.Output, StringComparison.Ordinal);
        Assert.Contains("\"columns\": \"1-\"", File.ReadAllText(Folder["run", "plan.json"]), StringComparison.Ordinal);
        Assert.Contains("is finished", Train("--out", Folder["run"]).Output, StringComparison.Ordinal);
        Assert.Contains("going on", Rbm.Run("train", "--resume", Folder["run"], "--epochs", "2").Output, StringComparison.Ordinal);
        Assert.StartsWith("{", Train("--json").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "rises as an index does; give --columns 1- ")]
    [InlineData(",a,b,c,d,e", "it is of a run with columns = nothing, but this run has columns = 1-")]
    public void A_run_of_an_earlier_build_that_took_an_index_for_data_goes_on_where_that_is_said(string? head, string refusal)
    {
        Write(Table((r, row) => $"{r},{string.Join(',', row)}", head));
        Assert.Equal(0, Train("--columns", "0-", "--threshold", "0.5", "--out", Folder["run"]).Code);
        string plan = Folder["run", "plan.json"];
        File.WriteAllLines(plan, File.ReadAllLines(plan).Where(line => !line.Contains("columns", StringComparison.Ordinal)));
        string[] further = ["train", "--resume", Folder["run"], "--epochs", "2"];
        Reply reply = Rbm.Run(further);
        Assert.Equal(2, reply.Code);
        Assert.Contains(refusal, reply.Errors, StringComparison.Ordinal);
        reply = Rbm.Run([.. further, "--columns", "0-"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        Assert.Contains("going on from epoch 1 of 2", reply.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--skip-rows", "1")]
    [InlineData("--columns", "1-")]
    [InlineData("--labels-column", "0")]
    [InlineData("--transpose", "true")]
    public void A_ring_has_neither_rows_nor_columns_of_a_file(string option, string value)
        => Assert.Equal($"rbm: {option} = {value}, but it should be left out where the data are no file",
            Assert.Single(Rbm.Run("train", option, value).ErrorLines));

    [Fact]
    public void Peak_and_sum_of_one_and_two_sites_are_measured()
    {
        Dictionary<string, double[]> one = UnitMeasures.Of([-0.5f, 0.25f], hidden: 2, colours: 1);
        Assert.Equal([0.5, 0.25], one["amplitude"]);
        Assert.Equal([0.5, 0.25], one["sum"]);
        Assert.Equal([0, 0], one["centre"]);
        Assert.Equal([double.NaN, double.NaN], one["fwhm"]);
        Dictionary<string, double[]> two = UnitMeasures.Of([0.5f, -0.75f, float.NaN, 1], hidden: 2, colours: 1);
        Assert.Equal([0.75, double.NaN], two["amplitude"]);
        Assert.Equal([0.25, double.NaN], two["sum"]);
        Assert.Equal([1, double.NaN], two["centre"]);
    }

    [Fact]
    public void Annealing_that_is_not_needed_is_said_to_be_left_out()
    {
        string[] small = ["train", "--sites", "7", "--samples", "20", "--epochs", "1", "--annealing"];
        Assert.Contains("--annealing = 3 is not used: log Z is summed exactly", Rbm.Run([.. small, "3"]).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("--annealing", Rbm.Run([.. small, "0"]).Output, StringComparison.Ordinal);
    }

    private Reply Train(params string[] further)
        => Rbm.Run(["train", "--data", Folder["data.csv"], "--epochs", "1", "--batch", "3", .. further]);
}
