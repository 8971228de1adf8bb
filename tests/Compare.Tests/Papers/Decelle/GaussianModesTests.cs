using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Decelle;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Compare.Tests.Papers.Decelle;

public class GaussianModesTests
{
    private readonly GaussianModes _experiment = new(Preset.Quick);

    [Fact]
    public void Trainings_that_follow_the_closed_form_agree()
    {
        IReadOnlyList<Verdict> verdicts = _experiment.Judge(MadeUp());
        Assert.All(verdicts.Where(v => !v.Id.EndsWith("-printed", StringComparison.Ordinal)),
            v => Assert.Equal((v.Id, Outcome.Agrees), (v.Id, v.Outcome)));
        foreach (string rotation in (string[])["visible", "hidden"])
            Assert.Equal(Standing.Refuted, verdicts.Of($"{rotation}-printed").StandingIn(verdicts));
        // Twice the value, and minus twice: off by once and by three times the largest.
        Assert.Equal(1, verdicts.Of("visible-printed").Theory!.Value, 1e-6);
        Assert.Equal(3, verdicts.Of("hidden-printed").Theory!.Value, 1e-6);
    }

    [Fact]
    public void What_follows_another_course_differs()
    {
        // The runs scatter by 0.6 %: five percent are far off.
        IReadOnlyList<Verdict> slow = _experiment.Judge(MadeUp(time: 1.05));
        foreach (int mode in (int[])[1, 2, 3, 4])
        {
            Assert.Equal(Standing.Unexplained, slow.Of($"half-{mode}").StandingIn(slow));
            Assert.Equal(Standing.Unexplained, slow.Of($"updates-{mode}").StandingIn(slow));
            // The straight line between looks, a few percent of the time apart, is good to some parts in a thousand.
            Assert.Equal(1.05, slow.Of($"half-{mode}").Simulation!.Value, 3e-3);
        }

        IReadOnlyList<Verdict> forgetful = _experiment.Judge(MadeUp(mixing: 0.95));
        Assert.All(Enumerable.Range(1, 6), a => Assert.Equal(Outcome.Differs, forgetful.Of($"mixing-{a}").Outcome));
        Assert.Equal(Outcome.Differs, _experiment.Judge(MadeUp(signal: 2)).Of("growing").Outcome);
    }

    [Fact]
    public void It_draws_and_tabulates_what_it_has()
    {
        IReadOnlyList<RunRecord> runs = MadeUp();
        Figure drawn = _experiment.Draw(runs)!;
        Assert.Equal(4, drawn.Panels.Count);
        Assert.All(drawn.Panels.SelectMany(p => p.Series), s => Assert.Equal(s.X.Length, s.Y.Length));
        Assert.Equal(6, _experiment.Tabulate(runs)!.Rows.Count);
    }

    [Fact]
    public void The_tiny_preset_runs_from_end_to_end()
    {
        GaussianModes tiny = new(Preset.Tiny);
        IReadOnlyList<RunRecord> runs = Scheduled.Runs(tiny);
        Assert.NotEmpty(tiny.Finding(runs).Text);
        Assert.Equal(20, tiny.Judge(runs).Count);
        Assert.Equal(Outcome.Agrees, tiny.Judge(runs).Of("visible").Outcome);
    }

    /// <summary>Trainings by theory, but for a factor on the times, on the memory, or on the weakest signals.</summary>
    private IReadOnlyList<RunRecord> MadeUp(double time = 1, double mixing = 1, double signal = 1)
        => Scheduled.RunsWith(_experiment, (plan, _) =>
        {
            if (plan.Run == "flow")
                return null;
            GaussianModesSettings settings = _experiment.Settings;
            double scatter = 1 + 0.004 * (plan.Run[^1] - '3');
            GaussianMode[] modes = [.. settings.Signals.Select(c => new GaussianMode(c < 1 ? c * signal : c))];
            int looks = settings.Updates / settings.LookEvery;
            return FlatJson.Result(new GaussianTraining(
                [.. settings.Signals],
                [.. Enumerable.Range(0, looks + 1).SelectMany(k => modes.Select(mode => mode.After(
                    settings.StartGain, k * settings.LookEvery * settings.LearningRate / (time * scatter))))],
                [.. settings.Signals.Select(c => new GaussianMode(c).MixingTime * mixing * scatter)]),
                GaussianModesJson.Default);
        });
}
