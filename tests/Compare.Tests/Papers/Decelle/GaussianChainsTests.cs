using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Decelle;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Compare.Tests.Papers.Decelle;

public class GaussianChainsTests
{
    private readonly GaussianChains _experiment = new(Preset.Quick);

    private GaussianChainsSettings Settings => _experiment.Settings;

    [Fact]
    public void Trainings_that_follow_theory_agree()
        => Assert.All(_experiment.Judge(MadeUp()), v => Assert.Equal((v.Id, Outcome.Agrees), (v.Id, v.Outcome)));

    [Fact]
    public void Other_gains_and_variances_differ()
    {
        // The runs scatter by 0.16 %: two percent are far off, and leave the gain of the second below 1.
        IReadOnlyList<Verdict> weak = _experiment.Judge(MadeUp(gain: 0.95));
        Assert.Equal((Outcome.Differs, Outcome.Differs), (weak.Of("gain-8").Outcome, weak.Of("gain-31").Outcome));
        Assert.Equal((Outcome.Agrees, Outcome.Differs), (weak.Of("equilibrium-8").Outcome, weak.Of("equilibrium-31").Outcome));
        IReadOnlyList<Verdict> strong = _experiment.Judge(MadeUp(gain: 1.2));
        Assert.Equal((Outcome.Differs, Outcome.Agrees), (strong.Of("equilibrium-8").Outcome, strong.Of("equilibrium-31").Outcome));
        IReadOnlyList<Verdict> wide = _experiment.Judge(MadeUp(variance: 1.02));
        Assert.All((string[])["sweet-8", "sweet-31", "beyond-8", "beyond-31"],
            id => Assert.Equal(Outcome.Differs, wide.Of(id).Outcome));
    }

    [Fact]
    public void A_training_in_another_regime_is_counted()
    {
        // Unstable between the two rates at the smallest k, in three of five runs: one point of twelve.
        IReadOnlyList<Verdict> unstable = _experiment.Judge(MadeUp(isUnstable: true));
        Assert.Equal(Outcome.Differs, unstable.Of("stability").Outcome);
        Assert.Equal(11, unstable.Of("stability").Theory);
        IReadOnlyList<Verdict> other = _experiment.Judge(MadeUp(determinant: 0.05));
        Assert.All((int[])[1, 2, 4], k => Assert.Equal(Outcome.Differs, other.Of($"determinant-{k}").Outcome));
    }

    [Fact]
    public void It_draws_every_training_once()
    {
        Figure drawn = _experiment.Draw(MadeUp())!;
        Assert.Equal(4, drawn.Panels.Count);
        Assert.All(drawn.Panels.SelectMany(p => p.Series), s => Assert.Equal(s.X.Length, s.Y.Length));
        Assert.Equal(3 * Settings.PersistentSweeps.Count, drawn.Panels[2].Series.Skip(2).Sum(s => s.X.Length));
        Assert.Equal(3 * Settings.PersistentSweeps.Count, _experiment.Tabulate(MadeUp())!.Rows.Count);
    }

    [Fact]
    public void The_tiny_preset_runs_from_end_to_end()
    {
        GaussianChains tiny = new(Preset.Tiny);
        IReadOnlyList<RunRecord> runs = Scheduled.Runs(tiny);
        Assert.NotEmpty(tiny.Finding(runs).Text);
        Assert.Contains(tiny.Judge(runs), v => v.Id == "stability");
    }

    private IReadOnlyList<RunRecord> MadeUp(
        double gain = 1, double variance = 1, double determinant = 0, bool isUnstable = false)
        => Scheduled.RunsWith(_experiment, (plan, _) =>
        {
            double scatter = 0.001 * (plan.Run[^1] - '3');
            return plan.Run.StartsWith("signal-", StringComparison.Ordinal)
                ? Short(plan.Parameters["signal"], gain * (1 + scatter), variance * (1 + scatter))
                : Persistent(scatter, determinant, isUnstable && plan.Run[^1] >= '3');
        });

    private RunResult Short(double signal, double gain, double variance)
    {
        ShortRunMode theory = new(new(signal), Settings.Sweeps);
        return FlatJson.Result(new ShortChainsResult(theory.SquaredGain * gain,
            [.. Settings.Times.Select(t => theory.Variance(t) * variance)]), GaussianChainsJson.Default);
    }

    private RunResult Persistent(double scatter, double determinant, bool isUnstable)
    {
        List<double> traces = [], determinants = [];
        foreach (int k in Settings.PersistentSweeps)
        {
            PersistentMode mode = new(new(Settings.PersistentSignal), k);
            foreach (double rate in ChainTraining.Rates(mode))
            {
                double[,] map = mode.Map(rate);
                bool strays = rate > mode.CriticalRate || (isUnstable && traces.Count == 1);
                traces.Add(strays ? double.NaN : map[0, 0] + map[1, 1] + scatter);
                determinants.Add(strays ? double.NaN : mode.Determinant + determinant + scatter);
            }
        }

        return FlatJson.Result(new PersistentFits([.. traces], [.. determinants],
            [.. Enumerable.Repeat(0.7, 2 * ChainTraining.CourseUpdates)]), GaussianChainsJson.Default);
    }
}
