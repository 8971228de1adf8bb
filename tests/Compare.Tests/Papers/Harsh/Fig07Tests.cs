using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

/// <summary>Fig. 7 drawn and judged from records made up here: the trainings themselves take too long.</summary>
public class Fig07Tests
{
    private static readonly string[] Ordered = ["fresh-0.6", "fresh-1", "fixed-0.6", "fixed-1"];
    private static readonly string[] Halves = ["half-0.01", "half-0.1"];

    [Fact]
    public void Fig07a_agrees_with_records_at_the_exact_flow_and_not_with_others()
    {
        Fig07a figure = new(Preset.Quick);
        IReadOnlyList<RunRecord> exact = MadeUp(figure, p => 4 * p["beta"] + 1);
        Assert.All(Ordered, id => Assert.Equal(Outcome.Agrees, figure.Judge(exact).Of(id).Outcome));

        IReadOnlyList<RunRecord> off = MadeUp(figure, p => 4.4 * p["beta"] + 1.1);
        Assert.All(Ordered, id => Assert.Equal(Outcome.Differs, figure.Judge(off).Of(id).Outcome));
        DrawsWhole(figure, exact);
    }

    [Fact]
    public void Fig07b_reads_where_W_halves()
    {
        Fig07b figure = new(Preset.Quick);
        // W falls from 5 to 0 in a straight line in ln r and is 2.5, half the bump's, at the r of (27).
        double middle = Math.Log(Math.Pow(Math.Exp(0.5) - 1, 2));
        IReadOnlyList<RunRecord> runs = MadeUp(figure, p => 2.5 - 0.5 * (Math.Log(20 / p["samples"]) - middle));
        IReadOnlyList<Verdict> verdicts = figure.Judge(runs);
        // The spread of the runs is 0.001 over a slope of 0.5.
        Assert.Equal(middle, verdicts.Of("half-0.01").Simulation!.Value, 2);
        Assert.All(Halves, id => Assert.Equal(Outcome.Agrees, verdicts.Of(id).Outcome));

        IReadOnlyList<RunRecord> early = MadeUp(figure, p => 2.3 - 0.5 * (Math.Log(20 / p["samples"]) - middle));
        Assert.All(Halves, id => Assert.Equal(Outcome.Differs, figure.Judge(early).Of(id).Outcome));
        DrawsWhole(figure, runs);
    }

    [Fact]
    public void Fig07b_holds_each_training_against_the_flow_on_its_samples()
    {
        Fig07b figure = new(Preset.Quick);
        double Sum(IReadOnlyDictionary<string, double> p) => 1.5 - 0.5 * Math.Log(20 / p["samples"]);
        string[] paired = ["half-flow-0.01", "half-flow-0.1", "sum-flow-largest"];
        IReadOnlyList<Verdict> same = figure.Judge(MadeUp(figure, Sum));
        Assert.All(paired, id => Assert.Equal(Outcome.Agrees, same.Of(id).Outcome));
        Assert.Equal(Standing.Refuted, same.Of("half-0.01").StandingIn(same));

        // W less by 0.1 on a slope of −0.5 halves 0.2 earlier.
        IReadOnlyList<Verdict> off = figure.Judge(MadeUp(figure, Sum, ofFlow: p => Sum(p) - 0.1));
        Assert.All(paired, id => Assert.Equal(Outcome.Differs, off.Of(id).Outcome));
        Assert.Equal(0.2, off.Of("half-flow-0.1").Simulation!.Value, 1e-3);
        Assert.Equal(0.1, off.Of("sum-flow-largest").Simulation!.Value, 1e-9);
    }

    [Fact]
    public void The_flow_learns_the_samples_of_every_training()
    {
        RunPlan[] plans = [.. new Fig07b(Preset.Tiny).Plan(3)];
        RunPlan flow = plans.Single(p => p.Run == "flow-epochs-0.1-s-20");
        FiniteDataTraining training = new()
        {
            Sites = 20,
            Beta = 0.5,
            Samples = 20,
            Updates = 100,
            InitialDeviation = 0.1,
            LearningRate = 0.01,
        };
        double[] expected = [.. Enumerable.Range(1, 2).Select(run => SampleFlowTraining.Compute(
            training, plans.Single(p => p.Run == $"epochs-0.1-s-20-run-{run}").Seed).Sum)];
        Assert.Equal(expected, flow.Compute(new(new Progress<double>(), new(), default)).Series["sum"]);
        Assert.Equal(plans.Single(p => p.Run == "epochs-0.1-s-20-run-1").Seed, flow.Parameters["firstSeed"]);
    }

    [Theory]
    [InlineData(0.35, 1.65)] // the line from (1, 1) to (2, 0) passes 0.35 at 1.65
    [InlineData(2, double.NaN)]
    public void Crossing_is_on_the_straight_line(double level, double expected)
        => Assert.Equal(expected, Jackknife.Crossing([0, 1, 2], [1, 1, 0], [level, level, level]), 12);

    [Fact]
    public void Jackknife_of_a_mean_is_the_standard_error()
    {
        double[] values = [1, 2, 4, 7, 11];
        Estimate plain = Estimate.FromRuns(values);
        Estimate jackknife = Jackknife.OfMeanCurve([.. values.Select(v => new[] { v })], mean => mean[0]);
        Assert.Equal(plain.Value, jackknife.Value, 12);
        Assert.Equal(plain.StandardError, jackknife.StandardError, 12);
    }

    [Fact]
    public void Random_directions_and_the_plateau_of_noise()
    {
        Assert.Equal(2 / Math.PI, FiniteDataTraining.RandomOverlap(2), 12); // the mean of |cos| over the circle
        // Small weights: E[sech² I] ≈ 1 − q + 2q², so q ≈ Λ − 1 and |w|² ≈ Λ − 1, to first order in Λ − 1.
        double norm = FiniteDataTraining.NoisePlateau(100, 1.0001) / FiniteDataTraining.RandomOverlap(100) / 10;
        Assert.Equal(0.01, norm, 1e-5);
    }

    /// <summary>Records with W as given, a thousandth apart from run to run.</summary>
    private static IReadOnlyList<RunRecord> MadeUp(
        Experiment figure, Func<IReadOnlyDictionary<string, double>, double> sum,
        Func<IReadOnlyDictionary<string, double>, double>? ofFlow = null)
        => [.. figure.Plan(1).Select(plan => Record(figure, plan,
            plan.Run.StartsWith("flow", StringComparison.Ordinal) ? Flow(plan, ofFlow ?? sum)
            : plan.Run != "theory" ? Trained(plan, sum)
            : figure is Fig07a ? Rings(plan) : Ring()))];

    private static double Scatter(int run) => 0.001 * (run % 2 == 0 ? 1 : -1);

    private static RunResult Flow(RunPlan plan, Func<IReadOnlyDictionary<string, double>, double> sum)
    {
        double[] sums =
            [.. Enumerable.Range(1, (int)plan.Parameters["runs"]).Select(run => sum(plan.Parameters) + Scatter(run))];
        return FlatJson.Result(new SampleFlowFields(sums, sums, sums), Fig07bJson.Default);
    }

    private static RunResult Trained(RunPlan plan, Func<IReadOnlyDictionary<string, double>, double> sum)
    {
        int run = int.Parse(plan.Run[(plan.Run.LastIndexOf('-') + 1)..]);
        double w = sum(plan.Parameters) + Scatter(run);
        string[] names = ["sum", "flowSum"];
        Dictionary<string, double> numbers = names.ToDictionary(name => name, _ => w);
        foreach (string name in (string[])["overlap", "flowOverlap", "eigenvectorOverlap"])
            numbers[name] = w / 10;
        numbers["norm"] = numbers["spinUpdates"] = 1;
        double[] weights = new double[(int)plan.Parameters["sites"]];
        weights[run] = 1;
        return new(numbers, new Dictionary<string, double[]> { ["weights"] = weights });
    }

    private static RunResult Ring() => new(
        new Dictionary<string, double> { ["eigenvalueStandsOut"] = 0.1, ["sum"] = 5, ["overlap"] = 0.5 },
        new Dictionary<string, double[]> { ["weights"] = [] });

    private static RunResult Rings(RunPlan plan)
    {
        double[] betas = [.. plan.Parameters.Where(p => p.Key.StartsWith("beta", StringComparison.Ordinal)).Select(p => p.Value)];
        double[] bump = new double[(int)plan.Parameters["sites"]];
        bump[3] = 1;
        Dictionary<string, double[]> series = new()
        {
            ["sum"] = [.. betas.Select(b => 4 * b + 1)],
            ["overlap"] = [.. betas.Select(_ => 0.3)],
            ["noise"] = [.. betas.Select(_ => 0.3)],
        };
        for (int b = 0; b < betas.Length; b++)
            series[$"bump{b}"] = bump;
        return new(new Dictionary<string, double> { ["eigenvalueStandsOut"] = 0.1 }, series);
    }

    private static RunRecord Record(Experiment figure, RunPlan plan, RunResult result) => new()
    {
        Experiment = figure.Name,
        Run = plan.Run,
        Parameters = plan.Parameters,
        Seed = plan.Seed,
        Version = "0",
        Machine = Machine.Current,
        Seconds = 1,
        Result = result,
    };

    private static void DrawsWhole(Experiment figure, IReadOnlyList<RunRecord> runs)
    {
        Figure drawn = figure.Draw(runs)!;
        Assert.Equal(2, drawn.Panels.Count);
        foreach (Series series in drawn.Panels.SelectMany(p => p.Series))
        {
            Assert.Equal(series.X.Length, series.Y.Length);
            Assert.All(series.X.Concat(series.Y), x => Assert.True(double.IsFinite(x)));
        }
    }
}
