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
        IReadOnlyList<Verdict> verdicts = figure.Judge(runs);
        Assert.Equal(["crossing"], verdicts.Where(v => v.Outcome == Differs).Select(v => v.Id));
        Assert.Equal(["signal"], verdicts.Where(v => v.Outcome == Reported).Select(v => v.Id));
        Assert.Equal(22, verdicts.Count(v => v.Outcome == Agrees));

        IReadOnlyList<Verdict> papers = figure.Judge(runs.With(0, "crossing", 0.0664));
        Assert.Equal((Agrees, Differs), (papers.Of("crossing").Outcome, papers.Of("crossing-drawn").Outcome));
        Assert.Equal(Differs,
            figure.Judge(runs.With(0, "crossingAsPrinted", 0.067)).Of("crossing-printed").Outcome);
        VerdictsOfExperimentsTests.Draws(figure, runs, panels: 5);
    }

    [Fact]
    public void The_papers_crossing_is_refuted_by_that_of_the_drawn_curves()
    {
        // (√(Λ(P − 1)/P) − 1)²/(P − 1), and the curves themselves have no other.
        Fig13 figure = new(Preset.Quick);
        IReadOnlyList<Verdict> verdicts = figure.Judge(MadeUp(figure));
        double root = Math.Sqrt(0.9 * verdicts.Of("signal").Theory!.Value) - 1;
        Assert.Equal(root * root / 9, verdicts.Of("crossing-drawn").Theory!.Value, 1e-9);
        Assert.Equal(Standing.Refuted, verdicts.Of("crossing").StandingIn(verdicts));
    }

    [Fact]
    public void Each_sampled_number_is_held_against_its_own_theory()
    {
        // The made-up runs scatter by a percent: a tenth is far off.
        Fig13 figure = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = MadeUp(figure);
        foreach ((int i, int size) in ((int[])[100, 500, 2000, 10_000, 50_000]).Index())
        {
            double top = runs[0].Result.Series["meanAtSampled"][i], plane = runs[0].Result.Series["planeAtSampled"][i];
            IReadOnlyList<Verdict> above = figure.Judge(
                runs.With(0, "meanAtSampled", i, 1.1 * top).With(0, "planeAtSampled", i, 1.1 * plane));
            string[] differ = ["crossing", $"tracy-widom-{size}", $"plane-share-{size}"];
            Assert.Equal(differ, above.Where(v => v.Outcome == Differs).Select(v => v.Id));
            Assert.All(differ[1..], id => Assert.Equal(Standing.FinerTheoryAgrees, above.Of(id).StandingIn(above)));
        }
    }

    [Fact]
    public void Gaussian_data_that_differ_are_not_explained()
    {
        // The made-up data scatter by a percent: a tenth is far off.
        Fig13 figure = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = MadeUp(figure);
        double top = runs[0].Result.Series["meanAtSampled"][1], plane = runs[0].Result.Series["planeAtSampled"][1];
        foreach ((int i, RunRecord run) in runs.Index().ToArray())
        {
            if (run.Run.StartsWith("twin-", StringComparison.Ordinal))
                runs = runs.With(i, "top", 1, 1.1 * top).With(i, "plane", 1, 1.1 * plane);
        }

        IReadOnlyList<Verdict> verdicts = figure.Judge(runs);
        string[] differ = ["wishart-500", "wishart-plane-500"];
        Assert.Equal(differ, verdicts.Where(v => v.Outcome == Differs).Select(v => v.Id).Except(["crossing"]));
        Assert.All(differ, id => Assert.Equal(Standing.Unexplained, verdicts.Of(id).StandingIn(verdicts)));
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
