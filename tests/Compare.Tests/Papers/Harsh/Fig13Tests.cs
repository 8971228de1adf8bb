using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

public class Fig13Tests
{
    private const Outcome Agrees = Outcome.Agrees, Differs = Outcome.Differs, Reported = Outcome.Reported;

    [Fact]
    public void The_printed_crossing_is_the_papers_and_the_corrected_one_is_not()
    {
        Fig13 figure = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = MadeUp(figure);
        Assert.Equal(
            [Differs, Agrees, Reported, .. Enumerable.Repeat(Agrees, 10)], figure.Judge(runs).Select(v => v.Outcome));
        Assert.Equal(Agrees, figure.Judge(runs.With(0, "crossing", 0.0664))[0].Outcome);
        Assert.Equal(Differs, figure.Judge(runs.With(0, "crossingAsPrinted", 0.067))[1].Outcome);
        VerdictsOfExperimentsTests.Draws(figure, runs, panels: 5);
    }

    [Fact]
    public void Each_sampled_number_is_held_against_its_own_theory()
    {
        // The made-up runs scatter by a percent: a tenth is far off.
        Fig13 figure = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = MadeUp(figure);
        for (int i = 0; i < 5; i++)
        {
            double top = runs[0].Result.Series["meanAtSampled"][i], plane = runs[0].Result.Series["planeAtSampled"][i];
            Assert.Equal(Differs, figure.Judge(runs.With(0, "meanAtSampled", i, 1.1 * top))[3 + i].Outcome);
            Assert.Equal(Differs, figure.Judge(runs.With(0, "planeAtSampled", i, 1.1 * plane))[8 + i].Outcome);
        }
    }

    [Fact]
    public void The_paper_preset_has_the_papers_maps()
    {
        RunPlan maps = new Fig13(Preset.Paper).Plan(3)[1];
        Assert.Equal([500, 10_000, 5_000_000],
            Enumerable.Range(0, 3).Select(i => (int)maps.Parameters[$"samples{i}"]));
    }

    private static IReadOnlyList<RunRecord> MadeUp(Fig13 figure)
        => Scheduled.RunsWith(figure, (plan, done) => plan.Run switch
        {
            "theory" => null,
            "maps" => new(new Dictionary<string, double>(), Enumerable.Range(0, 3).ToDictionary(
                i => $"vector{plan.Parameters[$"samples{i}"]}",
                i => (double[])[.. Enumerable.Range(0, 1000).Select(k => 0.001 * k)])),
            _ => Scattered(done["theory"], 1 + 0.01 * Math.Sin(done.Count)),
        });

    private static RunResult Scattered(RunResult theory, double scale) => new(
        new Dictionary<string, double>(),
        new Dictionary<string, double[]>
        {
            ["top"] = [.. theory.Series["meanAtSampled"].Select(x => scale * x)],
            ["plane"] = [.. theory.Series["planeAtSampled"].Select(x => scale * x)],
        });
}
