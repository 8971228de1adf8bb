using FsCheck.Xunit;
using RbmTheory.Compare.Sweeps;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Compare.Training;

namespace RbmTheory.Compare.Tests.Sweeps;

/// <summary>What runs a plan names, and what plans are refused in one line.</summary>
public sealed class SweepPlanTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_combination_is_a_run_the_last_key_fastest_and_each_is_what_train_reads_of_it()
    {
        SweepPlan plan = Read("""
            { "data": "ising:sites=11,beta={beta},samples=50", "beta": [0.5, "1..2 by 0.5"], "hidden": 3, "seed": "7..9" }
            """);
        Assert.Equal(["beta", "seed"], plan.Swept);
        Assert.Equal(12, plan.Count);
        string[] betas = ["0.5", "1", "1.5", "2"], seeds = ["7", "8", "9"];
        for (int run = 0; run < plan.Count; run++)
        {
            string beta = betas[run / 3], seed = seeds[run % 3];
            Assert.Equal([beta, seed], plan.Values(run));
            File.WriteAllText(_folder["one.json"],
                $$"""{ "data": "ising:sites=11,beta={{beta}},samples=50", "hidden": 3, "seed": {{seed}} }""");
            Assert.Equal(PlanFile.Read(_folder["one.json"]) with { Threads = 1 }, plan.Settings(run));
        }
    }

    [Fact]
    public void Zipped_keys_go_side_by_side_and_stand_where_the_first_of_them_does()
    {
        SweepPlan plan = Read("""
            { "hidden": [1, 2, 3], "seed": [4, 5], "rate": "0.1..0.3 by 0.1", "zip": [["hidden", "rate"]] }
            """);
        Assert.Equal(
            ["1 4 0.1", "1 5 0.1", "2 4 0.2", "2 5 0.2", "3 4 0.3", "3 5 0.3"],
            Enumerable.Range(0, plan.Count).Select(run => string.Join(' ', plan.Values(run))));
        Assert.Equal((2, 0.2, 5UL), (plan.Settings(3).Hidden, plan.Settings(3).LearningRate, plan.Settings(3).Seed));
    }

    [Property(MaxTest = 30)]
    public void As_many_runs_as_the_product_of_the_lists_all_different(byte hidden, byte seeds, byte rates, bool zipped)
    {
        int m = 1 + hidden % 4, s = 1 + seeds % 5, r = zipped ? s : 1 + rates % 3;
        string rateList = string.Join(", ", Enumerable.Range(1, r).Select(i => $"0.0{i}"));
        SweepPlan plan = Read($$"""
            { "hidden": "1..{{m}}", "seed": "1..{{s}}", "rate": [{{rateList}}]{{(zipped ? ", \"zip\": [[\"seed\", \"rate\"]]" : "")}} }
            """);
        Assert.Equal(zipped ? m * s : m * s * r, plan.Count);
        Assert.Equal(plan.Count, Enumerable.Range(0, plan.Count).Select(run => PlanFile.ToJson(plan.Settings(run))).Distinct().Count());
    }

    [Fact]
    public void Paths_are_relative_to_the_plan_also_with_parameters_in_them()
    {
        File.WriteAllText(_folder["part1.csv"], "0,1,1\n1,0,1\n");
        File.WriteAllText(_folder["part2.csv"], "0,1,1\n1,0,0\n");
        SweepPlan plan = Read("""{ "data": "part{part}.csv", "part": [1, 2], "batch": 1 }""");
        Assert.Equal(_folder["part2.csv"], plan.Settings(1).Data.ToString());
    }

    [Fact]
    public void A_plan_of_train_is_a_sweep_of_one_run()
    {
        SweepPlan plan = Read("""{ "hidden": 2 }""");
        Assert.Equal((1, 2), (plan.Count, plan.Settings(0).Hidden));
        Assert.Empty(plan.Swept);
    }

    [Theory]
    [InlineData("""{ "hidden": [] }""", "names no run: hidden = []")]
    [InlineData("""{ "hidden": "1..100", "seed": "1..101" }""", "names 10100 runs, but it should be at most 10000; --limit")]
    [InlineData("""{ "seed": "1..1000000000000" }""", "seed = 1..1000000000000: it has 1000000000000 numbers")]
    [InlineData("""{ "seed": [1, 2], "hidden": [1, 0] }""", "hidden = 0, but it should be a whole number in [1, 10000]")]
    [InlineData("""{ "seed": "1..3", "hidden": [1.5] }""", "hidden = 1.5, but it should be a whole number")]
    [InlineData("""{ "seed": "3..1" }""", "seed = 3..1: the range is empty")]
    [InlineData("""{ "rate": "0.1..1 by -0.1" }""", "rate = 0.1..1 by -0.1: the range is empty")]
    [InlineData("""{ "hidden": [1, 2], "seed": [1, 2, 3], "zip": [["hidden", "seed"]] }""", "zip pairs hidden of 2 values with seed of 3")]
    [InlineData("""{ "hidden": [1, 2], "zip": [["hidden", "sed"]] }""", "zip names sed, but it should name keys with a list")]
    [InlineData("""{ "hidden": 1, "zip": "hidden" }""", "zip = \"hidden\", but it should be lists of keys")]
    [InlineData("""{ "hidden": [1, 2, 1] }""", "the runs 0 and 2 are the same, hidden = 1")]
    [InlineData("""{ "rate": [0.1, 0.10] }""", "the runs 0 and 1 are the same, rate = 0.10")]
    [InlineData("""{ "hiden": [1, 2] }""", "'hiden' is unknown, but a key should be zip, stand in a word as {hiden}")]
    [InlineData("""{ "data": "ising:beta={beta}" }""", "data has {beta}, but beta should then be another key")]
    [InlineData("""{ "data": "ising:beta={beta}", "beta": [1, 11] }""", "beta = 11")]
    [InlineData("""{ "data": "ising:beta={beta}", "beta": [[1]] }""", "beta = [1], but it should be a number, a text, a range")]
    [InlineData("""{ "data": ["gone.csv"] }""", "gone.csv, but there is no such file")]
    [InlineData("""{ "start": ["gone.npz"] }""", "gone.npz")]
    [InlineData("""{ "threads": 2 }""", "threads should be left out")]
    [InlineData("""{ "seed": 1, "seed": 2 }""", "seed is given twice")]
    [InlineData("""{ "batch": [10, 20000] }""", "batch = 20000")]
    [InlineData("""{ "seed": null }""", "seed = null")]
    [InlineData("""[1]""", "it should hold one JSON object")]
    public void A_plan_that_cannot_be_made_is_refused_in_one_line(string text, string reason)
    {
        InputException error = Assert.Throws<InputException>(() => Read(text));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void More_runs_are_allowed_where_they_are_asked_for()
    {
        File.WriteAllText(_folder["plan.json"], """{ "hidden": "1..100", "seed": "1..101" }""");
        Assert.Equal(10100, SweepPlan.Read(_folder["plan.json"], 10100).Count);
    }

    private SweepPlan Read(string text)
    {
        File.WriteAllText(_folder["plan.json"], text);
        return SweepPlan.Read(_folder["plan.json"], SweepPlan.StandardLimit);
    }
}
