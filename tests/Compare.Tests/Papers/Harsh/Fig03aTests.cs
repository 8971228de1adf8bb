using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

/// <summary>Fig. 3(a) judged from records that are made up, but for its theory: no machine is trained.</summary>
public class Fig03aTests
{
    private const int Sites = 100, Place = 29;
    private const double Favour = 0.02;

    private static readonly Fig03a Experiment = new(Preset.Quick);

    [Fact]
    public void The_gain_of_the_training_set_is_read_where_the_field_stands()
    {
        Verdict[] verdicts = [.. Experiment.Judge(Records(0))];
        Verdict fit = verdicts.Of("fit");
        Assert.Equal(Outcome.Agrees, fit.Outcome);
        Assert.Equal(fit.Theory!.Value, fit.Simulation!.Value, 1e-9);
        Verdict place = verdicts.Of("place");
        Assert.Equal(Favour * (1 - 1.0 / Sites), place.Simulation!.Value, 1e-12);

        Verdict slide = verdicts.Of("slide");
        Assert.Equal((Outcome.Agrees, 0.0), (slide.Outcome, slide.Theory!.Value));

        // The made-up runs scatter by 1e-5 nats.
        Assert.Equal(Outcome.Differs, Experiment.Judge(Records(1e-3)).Of("slide").Outcome);
        Assert.Equal(Outcome.Differs, Experiment.Judge(Records(1e-3)).Of("fit").Outcome);
    }

    [Fact]
    public void The_epoch_of_saturation_depends_on_what_counts_as_saturated()
    {
        // A gain of 1 − e^{−t/4} nats is within 5 % after 4 ln 20 = 12.0 epochs, within 2 % after 4 ln 50 = 15.6 and
        // within 1 % after 4 ln 100 = 18.4.
        IReadOnlyList<Verdict> verdicts = Experiment.Judge(Records(0));
        Assert.Equal([12.0, 16.0, 19.0], verdicts.Where(
            v => v.Id.StartsWith("saturation-", StringComparison.Ordinal)).Select(v => v.Simulation!.Value));
        Assert.Equal((Outcome.Agrees, Claim.Paper, 16.0), verdicts.Of("saturation") is var v
            ? (v.Outcome, v.Judges, v.Simulation!.Value) : default);
    }

    /// <summary>
    /// Fields of the exact shape at a site that their sets favour by 0.02 nats, and trained likelihoods off the gain of
    /// theory by an offset.
    /// </summary>
    private static IReadOnlyList<RunRecord> Records(double offset)
        => Scheduled.RunsWith(Experiment, (plan, done) => plan.Run switch
        {
            "theory" => null,
            "landscapes" => new(new Dictionary<string, double>(), Enumerable.Range(1, 6).ToDictionary(
                run => $"run-{run}",
                _ => (double[])[.. Enumerable.Range(0, Sites).Select(x => x == Place ? Favour - 67 : -67)])),
            "slides" => FlatJson.Result(
                new Slides([0.01, 0.02, 0.03, 0.01, 0.02, 0.03], [.. Enumerable.Repeat(Expected(done["theory"]), 6)]),
                Fig03aJson.Default),
            _ => Trained(plan, done["theory"], offset),
        });

    private static double Expected(RunResult theory) => Favour - 67 + theory.Numbers["fit"] - theory.Numbers["noise"];

    private static RunResult Trained(RunPlan plan, RunResult theory, double offset)
    {
        double[] bump = theory.Series["weights"];
        double scatter = (plan.Run[^1] % 2 == 0 ? 1 : -1) * 1e-5;
        double gain = theory.Numbers["fit"] - theory.Numbers["noise"] + offset + scatter, one = 1 + scatter;
        return FlatJson.Result(
            new PlaceCell(
                Place, one, one, one, one, one, one, [.. Enumerable.Range(0, Sites).Select(i => bump[(i + Sites - Place) % Sites])],
                [Favour - 67 + gain], [.. Enumerable.Range(0, 101).Select(t => 1 - Math.Exp(-t / 4.0))]),
            Fig03aJson.Default);
    }
}
