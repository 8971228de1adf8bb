using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

public class VariantsTests
{
    private static readonly double ShortRange = PottsRing.ShortRange(100, 10, 1, 1.5).Eigenvalue(0, 1);

    [Fact]
    public void A_place_without_an_angle_is_the_papers_case_and_an_angle_before_the_place_is_not()
    {
        Variants figure = new(Preset.Quick);
        IReadOnlyList<Verdict> verdicts = figure.Judge(MadeUp(figure, angle: 0.02, place: 0.6));
        Assert.Equal(["eigenvalue-short", "place-without-angle"],
            verdicts.Where(v => v.Outcome == Outcome.Agrees).Select(v => v.Id));
        Assert.Equal(9, verdicts.Count(v => v.Outcome == Outcome.Reported));
        Assert.Equal(Outcome.Differs,
            figure.Judge(MadeUp(figure, angle: 0.9, place: 0.3)).Of("place-without-angle").Outcome);

        // Λ of the data is a tenth off, and the runs scatter by a hundredth.
        Assert.Equal(Outcome.Differs,
            figure.Judge(MadeUp(figure, 0.02, 0.6, signal: 1.1)).Of("eigenvalue-short").Outcome);
    }

    [Fact]
    public void The_threshold_is_where_the_corrected_noise_edge_is_the_signal()
    {
        Variants figure = new(Preset.Quick);
        double ratio = figure.Judge(MadeUp(figure, 0.02, 0.6)).Of("meet-long").Theory!.Value;

        // (P/(P−1)) (1 + √(r(P−1)))², P = 10; the mean of three runs that scatter evenly is Λ itself.
        Assert.Equal(ShortRange, 10.0 / 9 * Math.Pow(1 + Math.Sqrt(9 * ratio), 2), 1e-9);
    }

    [Fact]
    public void It_draws_each_variant_with_its_weights_at_the_smallest_ratio()
    {
        Variants experiment = new(Preset.Quick);
        Figure figure = experiment.Draw(MadeUp(experiment, 0.02, 0.6))!;
        Assert.Equal(6, figure.Panels.Count);
        Assert.All(figure.Panels.SelectMany(p => p.Series), s => Assert.Equal(s.X.Length, s.Y.Length));
        Assert.All(figure.Panels.Where(p => p.Colours is not null), p => Assert.Equal(1000, p.Series[0].Value!.Length));
    }

    [Fact]
    public void The_papers_order_is_judged_from_more_runs_than_the_rest()
    {
        ILookup<string, string> runs = new Variants(Preset.Paper).Plan(1).ToLookup(
            plan => plan.Run[..plan.Run.LastIndexOf("-run-", StringComparison.Ordinal)], plan => plan.Run);
        Assert.Equal(16, runs["competing-s-20000"].Count());
        Assert.All(runs.Where(group => group.Key != "competing-s-20000"), group => Assert.Equal(4, group.Count()));
    }

    private static IReadOnlyList<RunRecord> MadeUp(Variants experiment, double angle, double place, double signal = 1)
        => [.. experiment.Plan(1).Select((plan, i) => SampleRecords.Small("variants", plan.Run) with
        {
            Result = Run(angle, place, signal, 1 + 0.01 * (i % 3 - 1)),
        })];

    private static RunResult Run(double angle, double place, double signal, double scale) => new(
        new Dictionary<string, double>
        {
            ["overlap"] = angle * scale,
            ["concentration"] = place * scale,
            ["amplitude"] = 1,
            ["spinUpdates"] = 1,
        },
        new Dictionary<string, double[]>
        {
            ["weights"] = Fig09Tests.Field(40, 0.7, 0),
            ["spectrum"] = [signal * ShortRange * scale, scale, scale],
        });
}
