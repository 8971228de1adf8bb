using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

/// <summary>Fig. 11 drawn and judged from records made up here: the trainings themselves take too long.</summary>
public class Fig11Tests
{
    private const double NoiseRatio = 0.1085, AngularRate = 0.295;

    [Fact]
    public void Records_at_the_thresholds_agree_and_others_do_not()
    {
        Fig11 figure = new(Preset.Quick);
        IReadOnlyList<Verdict> verdicts = figure.Judge(MadeUp(figure, NoiseRatio, 0.02));
        Assert.Equal(Outcome.Agrees, verdicts.Of("angular-growth").Outcome);
        Verdict angular = verdicts.Of("angular-onset"), place = verdicts.Of("place-onset");
        Assert.Equal(Math.Log(NoiseRatio), angular.Simulation!.Value, 1e-2); // the runs are 0.001 apart, slope 0.2
        Assert.Equal(Outcome.Agrees, angular.Outcome);
        Assert.Equal(Math.Log(0.02), place.Simulation!.Value, 1e-2);
        Assert.Equal(Outcome.Differs, place.Outcome); // not at the paper's 0.002
        Assert.Equal(Standing.Refuted, place.StandingIn(verdicts)); // as the next one agrees
        Assert.Equal(Outcome.Agrees, verdicts.Of("time-alone").Outcome); // the same curve after the same time
        Assert.Equal(0.0058, verdicts.Of("one-e-fold").Theory!.Value, 1e-12);
        Assert.Equal(Outcome.Agrees, verdicts.Of("gibbs-steps").Outcome);

        IReadOnlyList<Verdict> flowsLate = figure.Judge(MadeUp(figure, NoiseRatio, 0.02, ofFlow: 0.018));
        Verdict flow = flowsLate.Of("place-onset-flow");
        Assert.Equal(Math.Log(0.02 / 0.018), flow.Simulation!.Value, 1e-2);
        Assert.Equal(Outcome.Differs, flow.Outcome);
        Assert.Equal(Standing.Unexplained, flowsLate.Of("place-onset").StandingIn(flowsLate));

        IReadOnlyList<Verdict> early = figure.Judge(MadeUp(figure, 0.5 * NoiseRatio, 0.02));
        Assert.Equal(Outcome.Differs, early.Of("angular-onset").Outcome);
    }

    [Fact]
    public void It_draws_every_series_whole()
    {
        Fig11 figure = new(Preset.Quick);
        Figure drawn = figure.Draw(MadeUp(figure, NoiseRatio, 0.02))!;
        Assert.Equal((4, 2), (drawn.Panels.Count, drawn.Columns));
        foreach (Series series in drawn.Panels.SelectMany(p => p.Series))
        {
            Assert.Equal(series.X.Length, series.Y.Length);
            Assert.All(series.X.Concat(series.Y), x => Assert.True(double.IsFinite(x)));
        }
    }

    [Theory]
    [InlineData(Preset.Quick)]
    [InlineData(Preset.Paper)]
    public void Runs_make_whole_passes_and_share_their_initial_weights_with_the_same_run_at_another_r(Preset preset)
    {
        RunPlan[] plans = [.. new Fig11(preset).Plan(5).Where(plan => plan.Seed != 0)];
        Assert.All(plans, plan =>
        {
            int updates = (int)plan.Parameters["updates"], batches = (int)plan.Parameters["samples"] / 100;
            Assert.Equal(0, updates % batches);
            Assert.True(plan.Run.StartsWith("updates", StringComparison.Ordinal)
                ? updates >= 9900
                : updates == 20 * batches);
        });
        foreach (IGrouping<string, RunPlan> run in plans.GroupBy(plan => plan.Run[(plan.Run.LastIndexOf('-') + 1)..]))
            Assert.Single(run.Select(plan => plan.Parameters["weightSeed"]).Distinct());
        Assert.Equal(plans.Length, plans.Select(plan => plan.Seed).Distinct().Count());
    }

    [Fact]
    public void The_flow_learns_the_samples_of_every_training_from_its_weights()
    {
        RunPlan[] plans = [.. new Fig11(Preset.Tiny).Plan(5)];
        RunPlan flow = plans.Single(plan => plan.Run == "flow-updates-s-1600");
        double[] expected = [.. Enumerable.Range(1, 3).Select(run =>
        {
            RunPlan trained = plans.Single(plan => plan.Run == $"updates-s-1600-run-{run}");
            return ColourFlowTraining.Compute(new XyTransitionTraining()
            {
                Sites = 40,
                States = 4,
                Beta = 1,
                Batch = 40,
                Samples = 1600,
                Updates = 400,
                WeightSeed = (ulong)trained.Parameters["weightSeed"],
            }, trained.Seed).Concentration;
        })];
        Assert.Equal(expected, flow.Compute(new(new Progress<double>(), new(), default)).Series["concentration"]);
    }

    [Fact]
    public void The_theory_run_holds_the_rates_that_the_text_gives()
    {
        RunPlan theory = new Fig11(Preset.Quick).Plan(1)[0];
        IReadOnlyDictionary<string, double> numbers
            = theory.Compute(new(new Progress<double>(), new(), default)).Numbers;

        // ((λ_0 + λ_1)/(λ_0 − λ_1) − 1)/P, ν = 0.1: the text's 34 and 3455 updates, and 20 epochs = 0.006.
        PottsRing ring = PottsRing.Xy(100, 10, 1.5);
        Assert.Equal((ring.ModeTopInfinite(1) - 1) / 10, numbers["angularRate"], 1e-12);
        Assert.Equal(34, 10 / numbers["angularRate"], 0.5);
        Assert.Equal(3455, 10 / numbers["spatialRate"], 0.5);
        Assert.Equal(0.006, 2 * numbers["spatialRate"], 5e-4);
        Assert.InRange(numbers["nextSpatialRate"], double.NegativeInfinity, 0);
    }

    /// <summary>Order that sets in on a straight line in ln r: half of it at the two ratios.</summary>
    private static IReadOnlyList<RunRecord> MadeUp(Fig11 figure, double angular, double spatial, double? ofFlow = null)
    {
        // Largest, at the smallest r of the quick preset, 0.002.
        double top = 4 * (Math.Log(angular) - Math.Log(0.002));
        double Amplitude(double r) => top * Math.Max(0, 1 - 0.5 * Math.Log(r / 0.002) / Math.Log(angular / 0.002));
        double Concentration(double r) => Math.Max(0.05, 0.5 - 0.3 * Math.Log(r / spatial));
        List<RunRecord> records = [];
        foreach (RunPlan plan in figure.Plan(1))
        {
            RunResult result = plan.Run == "theory" ? Theory()
                : plan.Run.StartsWith("flow", StringComparison.Ordinal)
                    ? Flow(plan, r => Concentration(r * spatial / (ofFlow ?? spatial)))
                    : Trained(plan, Amplitude, Concentration);
            records.Add(new()
            {
                Experiment = figure.Name,
                Run = plan.Run,
                Parameters = plan.Parameters,
                Seed = plan.Seed,
                Version = "0",
                Machine = Machine.Current,
                Seconds = 1,
                Result = result,
            });
        }

        return records;
    }

    private static RunResult Flow(RunPlan plan, Func<double, double> concentration)
    {
        double[] values = [.. Enumerable.Range(1, (int)plan.Parameters["runs"]).Select(
            run => concentration(100 / plan.Parameters["samples"]) + 0.001 * (run % 2 == 0 ? 1 : -1))];
        return FlatJson.Result(new ColourFlowOrders(values, values, values), Fig11Json.Default);
    }

    private static RunResult Trained(RunPlan plan, Func<double, double> amplitude, Func<double, double> concentration)
    {
        int run = int.Parse(plan.Run[(plan.Run.LastIndexOf('-') + 1)..]);
        double shift = 0.001 * (run % 2 == 0 ? 1 : -1), r = 100 / plan.Parameters["samples"];
        double[] looks =
        [
            .. plan.Parameters.Where(p => p.Key.StartsWith("look", StringComparison.Ordinal)).Select(p => p.Value),
        ];
        double[] growing = [.. looks.Select(u => Math.Exp(u * (Math.Log(1 + 0.1 * AngularRate) + 0.1 * shift)))];
        return new(
            new Dictionary<string, double>
            {
                ["amplitude"] = amplitude(r) + shift,
                ["overlap"] = 0.5 + shift,
                ["concentration"] = concentration(r) + shift,
                ["spinUpdates"] = 1,
            },
            new Dictionary<string, double[]>
            {
                ["spatial"] = new double[10],
                ["angular"] = new double[100],
                ["lookAmplitude"] = growing,
                ["lookOverlap"] = [.. looks.Select(_ => 0.5)],

                // 20/r updates; the two runs of a pair differ, their mean does not.
                ["lookConcentration"] = [.. looks.Select(u => concentration(20 / u))],
            });
    }

    private static RunResult Theory() => new(
        new Dictionary<string, double>
        {
            ["noiseRatio"] = NoiseRatio,
            ["angularRate"] = AngularRate,
            ["spatialRate"] = 0.0029,
            ["nextSpatialRate"] = -0.001,
        },
        new Dictionary<string, double[]> { ["uniform"] = new double[10] });
}
