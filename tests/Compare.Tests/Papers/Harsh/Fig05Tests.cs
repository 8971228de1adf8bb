using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

public class Fig05Tests
{
    private const double Fresh = 40, Effective = 10;

    // Of the short lags with one data set: what landscape and epochs leave.
    private const double Share = 0.8;

    [Fact]
    public void Records_that_follow_theory_agree_and_each_wrong_number_turns_its_verdict()
    {
        Fig05 figure = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = MadeUp(figure);
        IReadOnlyList<Verdict> verdicts = figure.Judge(runs);
        Assert.Equal(9, verdicts.Count);
        Assert.All(verdicts, v => Assert.Equal(v.Id == "roughness" ? Outcome.Reported : Outcome.Agrees, v.Outcome));

        // The made-up runs scatter by a tenth of a percent: a twentieth is far off.
        Assert.Equal(Outcome.Differs, OutcomeOf("short-diffusion", runs.With(0, "fresh", 1.05 * Fresh)));
        Assert.Equal(Outcome.Differs, OutcomeOf("displacement-1", runs.With(0, "msdAtJudged", 0, 1.05 * Curve(1))));
        Assert.Equal(Outcome.Differs, OutcomeOf("displacement-4", runs.With(0, "msdAtJudged", 1, 1.05 * Curve(4))));
        Assert.Equal(Outcome.Differs, OutcomeOf("long-diffusion", runs.With(0, "longSlope", 1.05 * Effective)));
        Assert.Equal(Outcome.Differs, OutcomeOf("short-fresh", runs.With(runs.Count - 1, "fresh", 1.05 * Fresh / Share)));
        Assert.Equal(Outcome.Differs, OutcomeOf("short-next", runs.With(runs.Count - 1, "inLandscape", 1.05)));
        Assert.Equal(Outcome.Differs, OutcomeOf("short-control", runs.With(runs.Count - 1, "onceAnEpoch", 1.05 * Share)));

        Outcome OutcomeOf(string id, IReadOnlyList<RunRecord> changed) => figure.Judge(changed).Of(id).Outcome;
    }

    [Fact]
    public void It_draws_a_line_a_run_and_every_lag_once()
    {
        Fig05 experiment = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = MadeUp(experiment);
        Figure figure = experiment.Draw(runs)!;
        Assert.Equal(2, figure.Panels.Count);
        Assert.Equal(runs.Count(r => r.Run.StartsWith("run-", StringComparison.Ordinal)), figure.Panels[0].Series.Count);
        double[] lags = figure.Panels[1].Series[^1].X;
        Assert.Equal(lags.Order().Distinct(), lags);
        Assert.All(figure.Panels.SelectMany(p => p.Series), s => Assert.Equal(s.X.Length, s.Y.Length));
    }

    [Fact]
    public void The_paper_preset_has_ten_trajectories_over_one_data_set()
    {
        RunPlan[] plans =
        [
            .. new Fig05(Preset.Paper).Plan(3)
                .Where(p => p.Run == "theory" || p.Run.StartsWith("run-", StringComparison.Ordinal)),
        ];
        Assert.Equal(11, plans.Length);
        Assert.Single(plans.Select(plan => plan.Parameters["dataSeed"]).Distinct());
        Assert.Equal(10, plans.Skip(1).Select(plan => plan.Seed).Distinct().Count());
        Assert.All(plans.Skip(1), plan => Assert.True(plan.Parameters["epochs"] >= 200));
        Assert.NotEqual(plans[0].Parameters["dataSeed"], new Fig05(Preset.Paper).Plan(4)[0].Parameters["dataSeed"]);
    }

    /// <summary>Free at lags below 0.2 epochs, slow above.</summary>
    private static double Curve(double lag) => lag < 0.2 ? 2 * Fresh * lag : 12 + 2 * Effective * lag;

    private static IReadOnlyList<RunRecord> MadeUp(Experiment experiment)
    {
        RunPlan[] plans = [.. experiment.Plan(1)];
        return [.. plans.Select((plan, i) => Record(plan, plan.Run switch
        {
            "theory" => Theory(),
            "short-lags" => FlatJson.Result(
                new ShortLagTheory(Fresh / Share, 0.16, Fresh / Share, 1, Share), Fig05Json.Default),
            _ => Run(
                (plan.Run.StartsWith("fresh", StringComparison.Ordinal) ? 1 / Share : 1) * (1 + 0.001 * (i % 2 == 0 ? 1 : -1))),
        }))];
    }

    private static RunResult Theory() => new(
        new Dictionary<string, double>
        {
            ["fresh"] = Fresh,
            ["effective"] = Effective,
            ["temperature"] = 0.0024,
            ["longSlope"] = Effective,
            ["roughness"] = 1.2,
        },
        new Dictionary<string, double[]>
        {
            ["potential"] = [1, -1],
            ["lags"] = [0.005, 1, 10],
            ["msd"] = [Curve(0.005), Curve(1), Curve(10)],
            ["msdAtJudged"] = [Curve(1), Curve(4)],
        });

    // Observations every 50 of 10,000 updates; a position kept every quarter of an epoch.
    private static RunResult Run(double scale) => new(
        new Dictionary<string, double> { ["spinUpdates"] = 1 },
        new Dictionary<string, double[]>
        {
            ["trajectory"] = [.. Enumerable.Range(0, 120).Select(i => scale * i)],
            ["shortMsd"] = [.. Enumerable.Range(0, 33).Select(lag => scale * Curve(lag * 0.005))],
            ["longMsd"] = [.. Enumerable.Range(0, 41).Select(lag => scale * Curve(lag * 0.25))],
        });

    private static RunRecord Record(RunPlan plan, RunResult result) => new()
    {
        Experiment = "fig05",
        Run = plan.Run,
        Parameters = plan.Parameters,
        Seed = plan.Seed,
        Version = "test",
        Machine = new("test", 1, 64, "test", "test"),
        Seconds = 0,
        Result = result,
    };
}
