using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Reports;

public class PaperCodeTests
{
    [Theory]
    [InlineData(PaperCode.OneUnit, 1, 100)]
    [InlineData(PaperCode.OneUnitSmallBatch, 1, 10)]
    [InlineData(PaperCode.HundredUnits, 100, 100)]
    public void The_workloads_that_were_measured_have_the_middle_of_what_was_measured(double rate, double hidden, double batch)
        => Assert.Equal(rate, Rate(("hidden", hidden), ("batch", batch)), 1e-9 * rate);

    [Fact]
    public void Potts_units_have_a_rate_of_their_own()
        => Assert.Equal(PaperCode.Potts, Rate(("states", 10), ("batch", 100)));

    [Theory]
    [InlineData("9")]
    [InlineData("10")]
    [InlineData("11")]
    [InlineData("variants")]
    public void Every_training_on_an_XY_ring_has_that_rate(string figure)
        => Assert.All(
            Catalogue.Select(HarshPaper.Paper, Preset.Paper, figure).SelectMany(e => e.Plan(1)).Where(p => p.Seed != 0),
            plan => Assert.Equal(PaperCode.Potts, PaperCode.Rate(plan.Parameters)));

    [Fact]
    public void One_hidden_unit_two_states_and_a_large_batch_are_taken_where_nothing_is_said()
        => Assert.Equal(PaperCode.OneUnit, Rate(("sites", 37)));

    [Fact]
    public void More_hidden_units_and_smaller_batches_are_slower()
    {
        double[] hidden = [.. new[] { 1, 2, 3, 25, 100, 211 }.Select(m => Rate(("hidden", m), ("batch", 10)))];
        double[] batch = [.. new[] { 100, 53, 23, 10 }.Select(b => Rate(("hidden", 3), ("batch", b)))];
        Assert.Equal(hidden.OrderDescending(), hidden);
        Assert.Equal(batch.OrderDescending(), batch);
        Assert.All(hidden.Concat(batch), rate => Assert.InRange(rate, 1, PaperCode.OneUnit));
        // The part of a hidden unit is the same whatever the batch: the differences of the times are.
        Assert.Equal(1 / Rate(("hidden", 3), ("batch", 10)) - 1 / Rate(("hidden", 1), ("batch", 10)),
            1 / Rate(("hidden", 3), ("batch", 100)) - 1 / Rate(("hidden", 1), ("batch", 100)), 1e-18);
    }

    [Fact]
    public void Only_what_trains_counts_as_training()
    {
        // 8e9 spin updates at 40 million a second are 200 seconds on two cores, so 400 of one; 10 seconds were needed here.
        FigureTime time = FigureTime.Of("5", [Record(10, 8e9), Record(3, null), Record(0.25, 0)]);
        Assert.Equal(("5", 3, 13.25, 10.0, 8e9, 400.0),
            (time.Figure, time.Runs, time.Seconds, time.TrainingSeconds, time.SpinUpdates, time.PaperCodeSeconds));
        Assert.Equal(8e8, time.Rate);
        Assert.Equal(40, time.Ratio);
        Assert.Equal(["5", "3", "13.2", "8.00", "800", "0.111", "40"], time.Cells());
    }

    [Fact]
    public void A_figure_without_training_has_dashes()
    {
        FigureTime time = FigureTime.Of("14a", [Record(0.5, null)]);
        Assert.Null(time.Rate);
        Assert.Null(time.Ratio);
        Assert.Equal(["14a", "1", "0.5", "–", "–", "–", "–"], time.Cells());
    }

    [Fact]
    public void The_total_is_the_sum()
    {
        FigureTime all = FigureTime.Total(
            [FigureTime.Of("5", [Record(10, 8e9)]), FigureTime.Of("6", [Record(30, 8e9), Record(1, null)])]);
        Assert.Equal(("all", 3, 41.0, 16e9, 800.0), (all.Figure, all.Runs, all.Seconds, all.SpinUpdates, all.PaperCodeSeconds));
        Assert.Equal(20, all.Ratio);
        Assert.Equal(FigureTime.Headings.Count, all.Cells().Count);
    }

    private static RunRecord Record(double seconds, double? spinUpdates)
    {
        RunRecord small = SampleRecords.Small();
        Dictionary<string, double> numbers = new(small.Result.Numbers);
        if (spinUpdates is double updates)
            numbers["spinUpdates"] = updates;
        return small with { Seconds = seconds, Result = small.Result with { Numbers = numbers } };
    }

    private static double Rate(params (string Name, double Value)[] parameters)
        => PaperCode.Rate(parameters.ToDictionary(p => p.Name, p => p.Value));
}
