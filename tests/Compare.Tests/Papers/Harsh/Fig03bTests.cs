using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

/// <summary>Fig. 3(b) drawn and judged from records that are made up: no machine is trained.</summary>
public class Fig03bTests
{
    private static readonly Fig03b Experiment = new(Preset.Quick);

    [Fact]
    public void Widths_on_the_curve_agree_and_one_off_it_differs()
    {
        IReadOnlyList<RunRecord> runs = Records((_, _) => 0);
        Assert.All(Experiment.Judge(runs), v => Assert.Equal(Outcome.Agrees, v.Outcome));

        // Two sites are hundreds of the made-up standard errors.
        Verdict[] moved = [.. Experiment.Judge(Records((fresh, beta) => !fresh && beta == 0.8 ? 2 : 0))];
        Assert.Equal(Outcome.Differs, moved.Of("fixed-0.8").Outcome);
        Assert.Equal(Outcome.Agrees, moved.Of("fresh-0.8").Outcome);

        // A fresh width off the curve differs twice, and bends the line of the fresh ones and no other.
        Verdict[] fresh = [.. Experiment.Judge(Records((isFresh, beta) => isFresh && beta == 1.2 ? 2 : 0))];
        Assert.Equal(["fresh-1.2", "noisy-1.2", "fresh-slope", "fresh-intercept"],
            fresh.Where(v => v.Outcome == Outcome.Differs).Select(v => v.Id));
    }

    [Theory]
    [InlineData("likely", "mostLikely")]
    [InlineData("flow", "flow")]
    public void A_width_off_that_of_its_own_data_set_turns_its_verdict_and_no_other(string id, string series)
    {
        IReadOnlyList<RunRecord> runs = Records((_, _) => 0);
        Assert.Equal("flow-0.8", Experiment.Judge(runs).Of("fixed-0.8").ExplainedBy);
        int place = runs.Index().Single(r => r.Item.Run == $"{id}-beta-0.8").Index;
        for (int run = 0; run < Experiment.Settings.SetRuns; run++)
            runs = runs.With(place, series, run, Exact(0.8) + 1);
        Assert.Equal([$"{id}-0.8"], Experiment.Judge(runs)
            .Where(v => v.Outcome == Outcome.Differs && !v.Id.EndsWith("slope", StringComparison.Ordinal)
                && !v.Id.EndsWith("intercept", StringComparison.Ordinal)).Select(v => v.Id));
    }

    [Fact]
    public void A_line_through_a_convex_width_is_told_from_a_convex_width()
    {
        // What the machines would have to learn for the paper's line to be the law: 2 + 2ξ.
        Verdict curvature = Experiment.Judge(Records((_, beta) => 2 + 2 * Length(beta) - Exact(beta))).Of("curvature");
        Assert.Equal(Outcome.Differs, curvature.Outcome);
        Assert.Equal(0, curvature.Simulation!.Value, 0.01);
        Assert.Equal(0.3, curvature.Theory!.Value, 1e-6);
    }

    [Fact]
    public void An_intercept_below_zero_differs_from_the_papers()
    {
        Verdict Of(double offset)
            => Experiment.Judge(Records((_, beta) => offset + 2 * Length(beta) - Exact(beta))).Of("positive");
        Assert.Equal(Outcome.Agrees, Of(2).Outcome);
        Assert.Equal(Outcome.Differs, Of(-2).Outcome);
    }

    [Fact]
    public void Runs_of_different_data_or_temperature_have_parameters_of_their_own()
    {
        IGrouping<string, RunPlan>[] settings = [.. Experiment.Plan(1).Where(p => p.Seed != 0)
            .GroupBy(p => string.Join(' ', p.Parameters.OrderBy(x => x.Key).Select(x => $"{x.Key}={x.Value:R}")))];
        // Five temperatures, fixed and fresh.
        Assert.Equal(10, settings.Length);
        Assert.All(settings, s => Assert.Equal(5, s.Count()));
        Assert.Equal(2 * 8 * 25, new Fig03b(Preset.Paper).Plan(1).Count(p => p.Seed != 0));
    }

    [Fact]
    public void Draws_the_curve_from_its_limit_on()
    {
        Figure figure = Experiment.Draw(Records((_, _) => 0))!;
        Assert.Equal(2, figure.Panels.Count);
        Assert.Equal(0, figure.Panels[0].Series[0].X[0]);
        Assert.All(figure.Panels[0].Series[0].X.Zip(figure.Panels[0].Series[0].X.Skip(1)),
            pair => Assert.True(pair.First < pair.Second));
        Assert.All(figure.Panels.SelectMany(p => p.Series).SelectMany(s => s.X.Concat(s.Y)),
            x => Assert.True(double.IsFinite(x)));
    }

    private static double Length(double beta) => new IsingRing(100, beta).CorrelationLength;

    /// <summary>A convex width, 4 + ξ + 0.3 ξ².</summary>
    private static double Exact(double beta) => 4 + Length(beta) + 0.3 * Length(beta) * Length(beta);

    /// <summary>Runs off the curve by an offset and by 0.01, alternating, so that there is an error.</summary>
    private static IReadOnlyList<RunRecord> Records(Func<bool, double, double> offset)
        => [.. Experiment.Plan(1).Select((plan, i) => new RunRecord
        {
            Experiment = Experiment.Name,
            Run = plan.Run,
            Parameters = plan.Parameters,
            Seed = plan.Seed,
            Version = "test",
            Machine = Machine.Current,
            Seconds = 0,
            Result = plan.Run.StartsWith("likely", StringComparison.Ordinal) ? Likely(plan, offset)
                : plan.Run.StartsWith("flow", StringComparison.Ordinal) ? Flow(plan, offset) : new(
                new Dictionary<string, double>
                {
                    ["fwhm"] = WidthOf(plan, i, offset),
                    ["ofNoise"] = 0,
                    ["ofPlace"] = 0,
                    ["correlationLength"] = 1,
                    ["amplitude"] = 1,
                    ["spinUpdates"] = 1,
                },
                new Dictionary<string, double[]> { ["weights"] = [] }),
        })];

    /// <summary>Most likely fields as wide as the trained ones.</summary>
    private static RunResult Likely(RunPlan plan, Func<bool, double, double> offset)
    {
        double beta = plan.Parameters["beta"];
        return FlatJson.Result(
            new LikelyWidths([.. Enumerable.Repeat(Exact(beta) + offset(false, beta), Experiment.Settings.SetRuns)]), Fig03bJson.Default);
    }

    private static RunResult Flow(RunPlan plan, Func<bool, double, double> offset)
    {
        double beta = plan.Parameters["beta"];
        return FlatJson.Result(
            new FlowWidths([.. Enumerable.Repeat(Exact(beta) + offset(false, beta), Experiment.Settings.SetRuns)]), Fig03bJson.Default);
    }

    private static double WidthOf(RunPlan plan, int index, Func<bool, double, double> offset)
    {
        if (!plan.Parameters.TryGetValue("beta", out double beta))
            return 4;
        return plan.Parameters.TryGetValue("fresh", out double fresh)
            ? Exact(beta) + offset(fresh == 1, beta) + (index % 2 == 0 ? 0.01 : -0.01)
            : Exact(beta);
    }
}
