using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

/// <summary>Fig. 4 drawn and judged from records that are made up: no machine is trained.</summary>
public class Fig04Tests
{
    private static readonly Fig04 Experiment = new(Preset.Quick);

    [Fact]
    public void Equal_gaps_and_narrow_fields_agree()
        => Assert.All(Experiment.Judge(Records(0.1, 5)), v => Assert.Equal(Outcome.Agrees, v.Outcome));

    [Theory]
    [InlineData(1.0, 5, 2, 5)] // places at random: the three verdicts on gaps
    [InlineData(0.1, 15, 5, 7)] // as wide as one unit, 14: the two on the width of large machines
    public void Random_gaps_or_wide_fields_differ(double variance, double width, int from, int end)
    {
        Outcome[] outcomes = [.. Experiment.Judge(Records(variance, width)).Select(v => v.Outcome)];
        for (int i = 0; i < outcomes.Length; i++)
            Assert.Equal(i >= from && i < end ? Outcome.Differs : Outcome.Agrees, outcomes[i]);
    }

    [Fact]
    public void Draws_three_fields_and_every_place()
    {
        Figure figure = Experiment.Draw(Records(0.1, 5))!;
        Assert.Equal([6, 1, 1], figure.Panels.Select(p => p.Series.Count));
        Assert.Equal([2500, 10000], figure.Panels.Skip(1).Select(p => p.Series[0].X.Length));
        Assert.All(figure.Panels.SelectMany(p => p.Series).SelectMany(s => s.X.Concat(s.Y)),
            x => Assert.True(double.IsFinite(x)));
    }

    /// <summary>Three units as the flow has them; larger machines with fields of a width; gaps of a variance.</summary>
    private static IReadOnlyList<RunRecord> Records(double variance, double width)
        => [.. Experiment.Plan(1).Select((plan, i) => new RunRecord
        {
            Experiment = Experiment.Name,
            Run = plan.Run,
            Parameters = plan.Parameters,
            Seed = plan.Seed,
            Version = "test",
            Machine = Machine.Current,
            Seconds = 0,
            Result = ResultOf((int)plan.Parameters.GetValueOrDefault("hidden", 3),
                i == 0 ? 0 : i % 2 == 0 ? 0.01 : -0.01, variance, width),
        })];

    private static RunResult ResultOf(int hidden, double noise, double variance, double width)
    {
        double[] weights =
            [.. Enumerable.Range(0, 100 * hidden).Select(x => 1 / Math.Cosh((x % 100 - (20 + 30 * (x / 100)) % 100) / 4.0))];
        return new(
            new Dictionary<string, double>
            {
                ["single"] = 14,
                ["fwhm"] = (hidden == 3 ? 14 : width) + noise,
                ["amplitude"] = 0.8 + noise,
                ["relativeVariance"] = variance + noise,
                ["smallestGap"] = 1,
                ["spinUpdates"] = 1,
                ["converged"] = 1,
                ["residual"] = 0,
                ["topEigenvalue"] = 0,
            },
            new Dictionary<string, double[]>
            {
                ["weights"] = weights,
                ["centres"] = [.. Enumerable.Range(0, hidden).Select(mu => 100.0 * mu / hidden)],
                ["widths"] = [.. Enumerable.Repeat(width, hidden)],
                ["amplitudes"] = [.. Enumerable.Repeat(0.8, hidden)],
            });
    }
}
