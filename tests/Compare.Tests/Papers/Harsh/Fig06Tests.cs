using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

public class Fig06Tests
{
    private const double Fresh = 14, Plateau = 30;

    // 512 observations, one every 50 of the 10,000 updates of an epoch.
    private const double Longest = 2.56;

    [Fact]
    public void Records_that_follow_theory_agree_and_each_wrong_number_turns_its_verdict()
    {
        Fig06 figure = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = MadeUp(figure);
        IReadOnlyList<Verdict> verdicts = figure.Judge(runs);
        Assert.Equal(11, verdicts.Count);
        Assert.All(verdicts, v => Assert.Equal(
            v.Id == "long-diffusion" ? Outcome.Reported : Outcome.Agrees, v.Outcome));

        // The made-up runs scatter by a tenth of a percent: a twentieth is far off.
        Turns(runs.With(0, "fresh", 1.05 * Fresh), "short-diffusion");
        Turns(runs.With(0, "variance", 1.05 * Plateau), "within", "variance");
        Turns(runs.With(0, "mean", 9, 1.05 * 2 * Fresh * Longest), "mean-displacement");
        Turns(runs.With(0, "plateau", 1.05 * 2 * Plateau), "fresh-variance");
        Turns(runs.With(0, "fullVariance", 1.05 * Plateau), "full-variance");
        Turns(runs.With(0, "fullPlateau", 1.05 * 2 * Plateau), "full-fresh-variance");
        // Replicas that scatter by a percent and are off by a twentieth.
        Turns(WithMotion(1.05, 1), "epoch-variance");
        Turns(WithMotion(1, 1.05), "epoch-mean-displacement");

        IReadOnlyList<RunRecord> WithMotion(double variance, double displacement)
            => [.. runs.Select(r => r.Run == "motion" ? r with { Result = Motion(variance, displacement) } : r)];

        void Turns(IReadOnlyList<RunRecord> changed, params string[] ids)
            => Assert.Equal(ids, figure.Judge(changed).Where(v => v.Outcome == Outcome.Differs).Select(v => v.Id));
    }

    [Fact]
    public void Independent_fields_are_not_coherent()
    {
        Fig06 figure = new(Preset.Quick);
        RunPlan[] plans = [.. figure.Plan(1)];
        IReadOnlyList<RunRecord> runs = [.. plans.Select((plan, i) => Record(plan,
            i == 0 ? Theory() : plan.Run == "motion" ? Motion(1, 1) : Run(1 + 0.001 * i, lag => 6 * Fresh * lag)))];
        Assert.Equal(Outcome.Differs, figure.Judge(runs).Of("coherence").Outcome);
    }

    [Fact]
    public void It_draws_three_lines_a_run_and_every_lag_once()
    {
        Fig06 experiment = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = MadeUp(experiment);
        Figure figure = experiment.Draw(runs)!;
        Assert.Equal(3 * runs.Count(r => r.Run.StartsWith("run-", StringComparison.Ordinal)), figure.Panels[0].Series.Count);
        double[] lags = figure.Panels[1].Series[^1].X;
        Assert.Equal(Longest, lags[^1], 12);
        Assert.All(figure.Panels.SelectMany(p => p.Series), s => Assert.Equal(s.X.Length, s.Y.Length));
    }

    [Fact]
    public void The_paper_preset_trains_for_two_hundred_epochs_over_one_data_set()
    {
        RunPlan[] plans = [.. new Fig06(Preset.Paper).Plan(3).Where(p => p.Run != "motion")];
        Assert.Single(plans.Select(plan => plan.Parameters["dataSeed"]).Distinct());
        Assert.All(plans.Skip(1), plan => Assert.Equal(20, plan.Parameters["gibbsSteps"]));
        Assert.All(plans.Skip(1).Where(plan => plan.Parameters["fresh"] == 0),
            plan => Assert.Equal(200, plan.Parameters["epochs"]));
        Assert.Equal(plans.Length - 1, plans.Skip(1).Select(plan => plan.Seed).Distinct().Count());
    }

    private static IReadOnlyList<RunRecord> MadeUp(Experiment experiment)
    {
        RunPlan[] plans = [.. experiment.Plan(1)];
        return [.. plans.Select((plan, i) => Record(plan,
            i == 0
                ? Theory()
                : plan.Run == "motion"
                ? Motion(1, 1)
                : Run(1 + 0.001 * (i % 2 == 0 ? 1 : -1), _ => Plateau, plan.Parameters["fresh"] == 1 ? 2 : 1)))];
    }

    private static double[] Lags => [.. Enumerable.Range(0, 10).Select(n => 0.005 * (1 << n))];

    private static RunResult Theory() => new(
        new Dictionary<string, double>
        {
            ["fresh"] = Fresh,
            ["softest"] = 0.0025,
            ["stiffest"] = 0.0028,
            ["plateau"] = 2 * Plateau,
            ["variance"] = Plateau,
            ["fullPlateau"] = 2 * Plateau,
            ["fullVariance"] = Plateau,
            ["longTime"] = 0.5 * Fresh,
        },
        new Dictionary<string, double[]>
        {
            ["curve"] = [0.005, 1, Longest],
            ["curveMean"] = [1, 2, 3],
            ["curveWithin"] = [1, 2, 3],
            ["mean"] = [.. Lags.Select(lag => 2 * Fresh * lag)],
            ["within"] = [.. Lags.Select(_ => Plateau)],
            ["weights"] = [0],
        });

    private static RunResult Motion(double variance, double displacement) => FlatJson.Result(
        new TrioReplicas(
            [.. Enumerable.Range(0, 30).Select(r => displacement * 2 * Fresh * Longest * (1 + 0.01 * (r % 2 == 0 ? 1 : -1)))],
            [.. Enumerable.Range(0, 30).Select(r => variance * Plateau * (1 + 0.01 * (r % 2 == 0 ? 1 : -1)))]),
        Fig06Json.Default);

    // Observations every 50 of 10,000 updates; a position kept every quarter of an epoch.
    private static RunResult Run(double scale, Func<double, double> within, double spacing = 1) => new(
        new Dictionary<string, double> { ["spinUpdates"] = 1, ["spacingVariance"] = scale * spacing * Plateau },
        new Dictionary<string, double[]>
        {
            ["trajectory0"] = [0, 1, 2],
            ["trajectory1"] = [33, 34, 35],
            ["trajectory2"] = [66, 67, 68],
            ["mean"] = [.. Lags.Select(lag => scale * 2 * Fresh * lag)],
            ["within"] = [.. Lags.Select(lag => scale * within(lag))],
            ["shortMean"] = [scale * 2 * Fresh * 0.01, scale * 2 * Fresh * 0.03],
        });

    private static RunRecord Record(RunPlan plan, RunResult result) => new()
    {
        Experiment = "fig06",
        Run = plan.Run,
        Parameters = plan.Parameters,
        Seed = plan.Seed,
        Version = "test",
        Machine = new("test", 1, 64, "test", "test"),
        Seconds = 0,
        Result = result,
    };
}
