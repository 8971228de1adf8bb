using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Decelle;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers.Decelle;

public class ShortRunsTests
{
    private const double Floor = 1e-3;

    private readonly ShortRuns _experiment = new(Preset.Quick);

    private ShortRunsSettings Settings => _experiment.Settings;

    private int Short => Settings.Training.GibbsSteps;

    private int Long => Settings.LongSteps;

    [Fact]
    public void Machines_that_are_best_after_k_sweeps_agree_and_long_chains_are_ones()
    {
        IReadOnlyList<Verdict> verdicts = _experiment.Judge(MadeUp());
        foreach (int k in (int[])[Short, Long])
        {
            Assert.Equal(Standing.FinerTheoryAgrees, verdicts.Of($"means-rate-{k}").StandingIn(verdicts));
            Assert.All((string[])["means", "means-sweet", "sweet"],
                id => Assert.Equal(Outcome.Agrees, verdicts.Of($"{id}-{k}").Outcome));
        }

        Assert.Equal((Outcome.Agrees, Claim.Paper), (verdicts.Of("ones").Outcome, verdicts.Of("ones").Judges));
        Assert.Equal((Outcome.Agrees, Outcome.Agrees), (verdicts.Of("collapse").Outcome, verdicts.Of("persistent").Outcome));
    }

    [Fact]
    public void Machines_that_are_best_at_another_time_or_end_elsewhere_are_told()
    {
        IReadOnlyList<Verdict> verdicts = _experiment.Judge(MadeUp(best: 3));
        foreach (int k in (int[])[Short, Long])
        {
            Assert.All((string[])["means", "means-sweet", "sweet"],
                id => Assert.Equal(Outcome.Differs, verdicts.Of($"{id}-{k}").Outcome));
        }

        Assert.Equal(Outcome.Differs, _experiment.Judge(MadeUp(ones: 0.3)).Of("ones").Outcome);
        Assert.Equal(Outcome.Differs, _experiment.Judge(MadeUp(alike: 0.5)).Of("collapse").Outcome);
        Assert.Equal(Outcome.Differs, _experiment.Judge(MadeUp(isPersistentBest: true)).Of("persistent").Outcome);
    }

    [Fact]
    public void It_draws_every_time_of_every_kind()
    {
        IReadOnlyList<RunRecord> runs = MadeUp();
        Figure drawn = _experiment.Draw(runs)!;
        Assert.Equal(9, drawn.Panels.Count);
        Assert.All(drawn.Panels.Take(6), p => Assert.Equal(3, p.Series.Count(s => s.X.Length == Settings.SampleTimes.Count)));
        Assert.All(drawn.Panels.SelectMany(p => p.Series), s => Assert.Equal(s.X.Length, s.Y.Length));
    }

    [Fact]
    public void The_tiny_preset_runs_from_end_to_end()
    {
        ShortRuns tiny = new(Preset.Tiny);
        IReadOnlyList<RunRecord> runs = Scheduled.Runs(tiny);
        Assert.NotEmpty(tiny.Finding(runs).Text);
        Assert.Contains(tiny.Judge(runs), v => v.Id == "collapse");
    }

    /// <summary>Errors that have their least value, the floor, where t_G is k times some number, and rise as the square
    /// of the logarithm of time from there; those of PCD fall throughout.</summary>
    private IReadOnlyList<RunRecord> MadeUp(
        double best = 1, double alike = 0.95, double ones = 0.9, bool isPersistentBest = false)
        => Scheduled.RunsWith(_experiment, (plan, _) =>
        {
            double k = plan.Parameters["gibbsSteps"], scatter = 1 + 0.01 * (plan.Run[^1] - '2');
            bool isPersistent = plan.Run.StartsWith("pcd", StringComparison.Ordinal);
            double Rise(double t) => isPersistent && !isPersistentBest ? 1 + 10 / t : 1 + Math.Pow(Math.Log(t / (best * k)), 2);
            double[] Row(double rise) => [Floor * rise * scatter, 1e-4 * rise * scatter, 1e-5, 1e-2, 0.9, alike, 0, 0.1];
            return FlatJson.Result(new ShortRunSamples
            {
                TrainingSeconds = 1,
                Quality = [.. Settings.SampleTimes.SelectMany(t => Row(Rise(t))), .. Row(1 / scatter)],
                Ones = [.. Settings.SampleTimes.Select(_ => ones * scatter)],
                AtRate = Row(2),
                MeanFloor = Floor,
                DataActivity = 0.13,
                Pictures = plan.Parameters["isPictured"] > 0
                    ? [.. Enumerable.Repeat(0.0, 2 * ShortRunTraining.Pictures * DigitSource.Side * DigitSource.Side)] : null,
            }, ShortRunsJson.Default);
        });
}
