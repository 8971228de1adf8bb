using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Decelle;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers.Decelle;

public class MixingTests
{
    private static readonly string[] Groups = ["digits", "second"];

    /// <summary>Ages at these frozen gains of the first mode; s_1 is four times that, as s_1* is 4.</summary>
    private static readonly double[] Gains = [0.3, 0.5, 0.7, 0.8, 0.9, 1, 1.1, 1.2];

    [Fact]
    public void The_tiny_preset_runs_end_to_end()
    {
        using TempFolder folder = new();
        Experiment[] experiments = [new Mixing(Preset.Tiny)];
        IReadOnlyDictionary<string, IReadOnlyList<RunRecord>> records =
            new Scheduler(new(folder.Path), 2, new Listener()).Run(experiments, 1, forced: [], CancellationToken.None);
        Finding finding = Assert.Single(Finding.Of(experiments, records));
        Assert.Equal(6, finding.Figure!.Panels.Count);
        Assert.Equal(26, finding.Verdicts.Count);
        Assert.NotEmpty(finding.Text);
        Assert.Empty(experiments[0].Prose.UnboundNumbers());
    }

    [Fact]
    public void Machines_that_do_as_theory_says_agree_and_coarser_theory_is_explained()
    {
        IReadOnlyList<Verdict> verdicts = new Mixing(Preset.Quick).Judge(MadeUp());
        foreach (string group in Groups)
        {
            // Kurtoses 2.8 at 0.9 and 2.2 at 1: half-way, of both modes.
            Assert.Equal(0.95, verdicts.Of($"{group}-jump").Simulation!.Value, 1e-9);
            Assert.Equal(0.95, verdicts.Of($"{group}-second-jump").Simulation!.Value, 1e-9);
            foreach (string name in (string[])["jump", "rise", "halfway", "second-jump", "correlation-inputs", "time-inputs", "huge", "two-sides"])
                Assert.Equal(Outcome.Agrees, verdicts.Of($"{group}-{name}").Outcome);
            // (g^f)² is a tenth above ρ(1), g_1² a twentieth.
            foreach (string name in (string[])["correlation-frozen", "correlation-point"])
                Assert.Equal(Standing.FinerTheoryAgrees, verdicts.Of($"{group}-{name}").StandingIn(verdicts));
        }
    }

    [Theory]
    [InlineData("kurtoses", 3.0, "jump")]
    [InlineData("kurtoses", 3.0, "two-sides")]
    [InlineData("kurtoses", 3.0, "second-jump")]
    [InlineData("correlations", 0.03, "correlation-inputs")]
    [InlineData("times", 1.0, "time-inputs")]
    [InlineData("times", 1.0, "huge")]
    public void Other_machines_differ(string series, double value, string verdict)
    {
        foreach (string group in Groups)
        {
            IReadOnlyList<RunRecord> runs = MadeUp();
            for (int i = 0; i < runs.Count; i++)
            {
                for (int k = 0; k < runs[i].Result.Series[series].Length; k++)
                    runs = runs.With(i, series, k, value);
            }

            Assert.Equal(Standing.Unexplained, Unless(new Mixing(Preset.Quick).Judge(runs), $"{group}-{verdict}"));
        }
    }

    [Fact]
    public void A_jump_at_another_place_differs()
    {
        IReadOnlyList<RunRecord> runs = MadeUp(star: 6);
        IReadOnlyList<Verdict> verdicts = new Mixing(Preset.Quick).Judge(runs);
        foreach (string group in Groups)
        {
            Assert.Equal(Outcome.Differs, verdicts.Of($"{group}-jump").Outcome);
            Assert.Equal(Outcome.Differs, verdicts.Of($"{group}-rise").Outcome);
            Assert.Equal(Outcome.Differs, verdicts.Of($"{group}-halfway").Outcome);
        }
    }

    [Fact]
    public void Lower_bounds_are_open_points_and_bounds_in_the_table()
    {
        Mixing experiment = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = MadeUp();
        Panel times = experiment.Draw(runs)!.Panels[1];
        Series bounds = Assert.Single(times.Series, s => s.Label == "at least"), found = times.Series.Single(s => s.Label == "τ along u_{1}");
        Assert.Equal(2, bounds.X.Length);
        Assert.Equal(2 * (Gains.Length - 1), found.X.Length);
        Assert.Contains(experiment.Tabulate(runs)!.Rows, row => row[6].Text == "> 150");
    }

    /// <summary>A paper's statement may be refuted only by a corrected one; here none is there to explain.</summary>
    private static Standing Unless(IReadOnlyList<Verdict> verdicts, string id) => verdicts.Of(id).StandingIn(verdicts);

    private static IReadOnlyList<RunRecord> MadeUp(double star = 4)
        => [.. new Mixing(Preset.Quick).Plan(1).Select(plan => new RunRecord
        {
            Experiment = "mixing",
            Run = plan.Run,
            Parameters = plan.Parameters,
            Seed = plan.Seed,
            Version = "test",
            Machine = new("test", 1, 64, "test", "test"),
            Seconds = 0,
            Result = FlatJson.Result(History(star), MixingJson.Default),
        })];

    private static MixingHistory History(double star)
    {
        double[] correlations = [.. Gains.Select(g => g * g / 1.1)];
        double[] times = [0.6, 0.8, 1.5, 2.2, 4, 10, 70, 150], kurtoses = [3, 3, 2.95, 2.9, 2.8, 2.2, 1.8, 1.4];
        static double[] Triples(double[] one, Func<double, double> others) => [.. one.SelectMany(x => (double[])[x, others(x), others(x)])];
        double[] zeros = new double[Gains.Length], threes = new double[3 * Gains.Length];
        double[] bounds = [.. threes];
        bounds[3 * (Gains.Length - 1)] = 1;
        return new()
        {
            Star = star,
            DataKurtosis = 1.1,
            Updates = [.. Gains.Select((_, k) => 100.0 * k)],
            SingularValues = [.. Gains.Select(g => 4 * g)],
            FrozenGains = Triples(Gains, g => g),
            PointGains = [.. Gains.Select(g => Math.Min(0.95, g / Math.Sqrt(1.05)))],
            InputCorrelations = correlations,
            InputTimes = times,
            Correlations = correlations,
            CorrelationErrors = zeros,
            Times = Triples(times, t => t),
            TimeErrors = threes,
            TimesAreBounds = bounds,
            LargestTimes = times,
            LargestTimeErrors = zeros,
            LargestTimesAreBounds = zeros,
            SlowestModes = zeros,
            Kurtoses = Triples(kurtoses, k => k),
            KurtosisErrors = threes,
            RelaxationTimes = [.. Gains.Select(g => g < 0.9 ? double.NaN : 5 * g)],
            Excesses = [],
        };
    }
}
