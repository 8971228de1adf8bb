using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Decelle;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Papers.Harsh;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers.Decelle;

public class TrajectoryTests
{
    private readonly Trajectory _figure = new(Preset.Tiny);

    [Fact]
    public void The_smallest_training_is_followed_and_drawn()
    {
        IReadOnlyList<RunRecord> runs = Scheduled.Runs(_figure);
        VerdictsOfExperimentsTests.Draws(_figure, runs, panels: 4);
        IReadOnlyList<Verdict> verdicts = _figure.Judge(runs);
        Assert.Equal(8, verdicts.Count);
        // Noise of 784 × 12 weights of deviation 0.01: σ = 0.01 √L/4, L = √(784 · 12), within the 1 % of 9408 numbers.
        TrajectoryCourse course = FlatJson.Read<TrajectoryCourse>(runs[0].Result, TrajectoryJson.Default);
        Assert.Equal(0.01 * Math.Pow(784 * 12, 0.25) / 4, course.Sigma[0], 0.03 * course.Sigma[0]);
        Assert.True(double.IsNaN(course.Spikes[0]));
        // A mode that stands out far above the noise is nearly its value: s/4 is above w, and less than 1 % above it.
        double spike = course.Spikes[^Trajectory.Modes], value = course.SingularValues[^Trajectory.Modes] / 4;
        Assert.InRange(value / spike, 1, 1.05);
    }

    [Fact]
    public void A_training_up_to_F_crosses_one_line_and_orders_later_with_its_fields()
    {
        IReadOnlyList<Verdict> verdicts = _figure.Judge(MadeUp(course => course));
        Assert.All(verdicts.Where(v => v.Outcome != Outcome.Reported), v => Assert.Equal(Outcome.Agrees, v.Outcome));
        // w_1 = 0.1, 0.5, 1.5 at updates 1, 10, 100: passes 1 at 55; the gain 0.4 and 1.2 at 10 and 100: at 77.5.
        Assert.Equal(77.5 / 55, verdicts.Of("later").Simulation!.Value, 0.01);
        Assert.Equal(0.05, verdicts.Of("sigma").Simulation!.Value, 1e-3);
        Assert.Equal(1, verdicts.Of("modes").Simulation!.Value);
    }

    [Fact]
    public void A_training_that_passes_through_the_glass_or_back_or_orders_early_is_noticed()
    {
        Verdict Of(string name, Func<TrajectoryCourse, TrajectoryCourse> change) => _figure.Judge(MadeUp(change)).Of(name);
        Assert.Equal(Outcome.Differs, Of("no-glass", c => c with { Sigma = [.. c.Sigma.Select(s => 30 * s)] }).Outcome);
        Assert.Equal(Outcome.Differs, Of("one-line", c => c with { Spikes = [.. c.Spikes[..^4], 0.5, 0.4, 0.3, 0.2] }).Outcome);
        Assert.Equal(Outcome.Differs, Of("later", c => c with { Gains = [.. c.Gains.Select(g => 2 * g)] }).Outcome);
    }

    private IReadOnlyList<RunRecord> MadeUp(Func<TrajectoryCourse, TrajectoryCourse> change) => Scheduled.RunsWith(_figure, (plan, _) =>
    {
        double scatter = plan.Run == "training-1" ? 1 : 1.001;
        double[] firsts = [double.NaN, 0.1, 0.5, 1.5 * scatter];
        TrajectoryCourse course = new()
        {
            Updates = [0, 1, 10, 100],
            Sigma = [0.05 * scatter, 0.05, 0.05, 0.051],
            Spikes = [.. firsts.SelectMany(w => new[] { w, 0.5 * w, 0.3 * w, double.NaN })],
            SingularValues = [.. firsts.SelectMany(w => new[] { 4 * w, 2 * w, w, 0.5 }.Select(s => double.IsNaN(s) ? 0.3 : s))],
            Gains = [.. new[] { 0.05, 0.1, 0.4, 1.2 }.SelectMany(g => new[] { g, 0.5 * g, 0.4 * g, 0.3 * g })],
        };
        return FlatJson.Result(change(course), TrajectoryJson.Default);
    });
}
