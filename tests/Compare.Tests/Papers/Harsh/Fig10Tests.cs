using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

public class Fig10Tests
{
    [Fact]
    public void Five_even_places_and_phases_agree_with_the_paper_and_pairs_in_quadrature_are_found()
    {
        Fig10 figure = new(Preset.Quick);
        IReadOnlyList<Verdict> even = figure.Judge(MadeUp(figure, pairs: false));
        string[] agree = ["frequency", "frequency-harmonic", "repulsion", "places", "places-taken", "phases",
            "phases-half-turn"];
        Assert.Equal(agree, even.Where(v => v.Outcome == Outcome.Agrees).Select(v => v.Id));
        Assert.Equal(["unexplained", "theta"], even.Where(v => v.Outcome == Outcome.Reported).Select(v => v.Id));

        // Signs that make the phases even in every machine are no coins.
        Assert.Equal(Outcome.Differs, even.Of("phases-signs").Outcome);

        IReadOnlyList<Verdict> paired = figure.Judge(MadeUp(figure, pairs: true));
        Assert.Equal(11, paired.Count);
        Verdict quadrature = paired.Of("quadrature");
        Assert.Equal(Outcome.Agrees, quadrature.Outcome);
        Assert.Contains("6 pairs in 3 machines", quadrature.Note, StringComparison.Ordinal);

        // Places 7.1, 51.05 and 75: gaps 43.95, 23.95 and 32.1 have (variance/mean²) 0.0608, random ones 1/2.
        Verdict taken = paired.Of("places-taken");
        Assert.Equal(Outcome.Agrees, taken.Outcome);
        Assert.Equal(0.5, taken.Theory!.Value, 1e-12);
        Assert.Equal(0.0606, taken.Simulation!.Value, 5e-4);
        Assert.Contains("3 places a machine", taken.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("peakFrequency", 0.7, "frequency")]
    [InlineData("peakFrequency", 0.7, "frequency-harmonic")]
    [InlineData("overlap", 1.1, "repulsion")]
    [InlineData("placeGaps", 0.7, "places")]
    [InlineData("phaseGaps", 0.7, "phases")]
    [InlineData("halfTurnGaps", 0.7, "phases-half-turn")]
    public void Each_wrong_number_turns_its_verdict(string number, double value, string verdict)
    {
        Fig10 figure = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = MadeUp(figure, pairs: false);

        // Runs scatter by a hundredth of it.
        for (int i = 0; i < runs.Count; i++)
            runs = runs.With(i, number, value * (1 + 0.01 * (i - 2)));
        Assert.Equal(Outcome.Differs, figure.Judge(runs).Of(verdict).Outcome);
    }

    [Fact]
    public void It_draws_five_units_and_every_pair_of_every_run()
    {
        Fig10 experiment = new(Preset.Quick);
        Figure figure = experiment.Draw(MadeUp(experiment, pairs: true))!;
        Assert.Equal(5, figure.Panels[0].Series.Count);
        Assert.Equal(10, figure.Panels[1].Series.Count);
        Assert.Equal(3 * 10, figure.Panels[2].Series[^1].X.Length);
        Assert.All(figure.Panels[2].Series[^1].Y, angle => Assert.InRange(angle, 0, 180));
    }

    [Fact]
    public void The_paper_preset_draws_a_machine_of_the_papers_training()
    {
        RunPlan first = new Fig10(Preset.Paper).Plan(3)[0];
        Assert.Equal(100, first.Parameters["epochs"]);
        Assert.Equal(0.01, first.Parameters["learningRate"]);
        Assert.Equal(20, first.Parameters["gibbsSteps"]);
        Assert.Equal(5, first.Parameters["hidden"]);
    }

    private static IReadOnlyList<RunRecord> MadeUp(Fig10 experiment, bool pairs)
        => [.. experiment.Plan(1).Select((plan, i) => SampleRecords.Small("fig10", plan.Run) with
        {
            Result = Run(pairs, 1 + 0.01 * (i - 2)),
        })];

    // Two pairs at 7 and 51 and a unit at 75, a quarter of a turn apart, either way round; or all of them even.
    private static RunResult Run(bool pairs, double scale) => new(
        new Dictionary<string, double>
        {
            ["peakFrequency"] = 0.2 * Math.PI * scale,
            ["unexplained"] = 0.01 * scale,
            ["placeGaps"] = 0.1 * scale,
            ["phaseGaps"] = 0.1 * scale,
            ["halfTurnGaps"] = 0.1 * scale,
            ["overlap"] = 0.1 * scale,
            ["theta"] = scale,
            ["spinUpdates"] = 1,
        },
        new Dictionary<string, double[]>
        {
            ["weights"] = [.. Enumerable.Range(0, 5).SelectMany(mu => Fig09Tests.Field(20 * mu + 7, mu, 0))],
            ["places"] = pairs ? [7, 51, 7.2, 75, 51.1] : [7, 27, 47, 67, 87],
            ["phases"] = pairs ? [-170, 28, -80, 70, 18 + 100 * scale] : [0, 72, 144, -144, -72],
            ["widths"] = [8, 8, 8, 11, 8],
        });
}
