using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

public class Fig09Tests
{
    private const int Sites = 100, States = 10;

    [Fact]
    public void A_field_that_is_a_bump_times_a_cosine_has_its_place_width_frequency_and_phase()
    {
        ColourField field = new(Field(place: 37, phase: 0.7, third: 0), States);
        Assert.Equal(37, field.Peak);
        Assert.Equal(37, field.Centre, 1e-9);

        // The bump is 2^{−(x/5)²}: half of its maximum at x = ±5; those sites are at half, not above.
        Assert.Equal(10, field.Width, 1e-3);
        Assert.Equal(Enumerable.Range(33, 9), field.Sites);
        Assert.Equal(0.7, field.PeakFit.Phase, 1e-9);
        Assert.Equal(2 * Math.PI / States, field.FieldFrequency, 1e-6);
        Assert.Equal(0, field.PhaseDeviation, 1e-9);
        Assert.Equal(0, field.Unexplained, 1e-12);

        // (Σ g²)² / Σ g⁴ of a Gaussian g = e^{−x²/2s²}: s√(2π), s² = 25/(2 ln 2).
        Assert.Equal(Math.Sqrt(2 * Math.PI * 25 / (2 * Math.Log(2))), field.Participation, 1e-6);
    }

    [Fact]
    public void The_third_harmonic_has_its_sign_at_any_phase_and_leaves_its_share_unexplained()
    {
        ColourField field = new(Field(place: 37, phase: 0.7, third: -0.1), States);
        Assert.Equal(-0.1, field.ThirdHarmonic, 1e-9);
        Assert.Equal(0.01 / 1.01, field.Unexplained, 1e-9);
    }

    [Fact]
    public void The_field_goes_across_the_end_of_the_ring()
        => Assert.Equal([97, 98, 99, 0, 1, 2, 3, 4, 5], new ColourField(Field(1, 0.7, 0), States).Sites);

    [Fact]
    public void Records_of_the_papers_claims_agree_and_each_wrong_number_turns_its_verdict()
    {
        Fig09 figure = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = MadeUp(figure);
        Outcome[] expected =
        [
            .. Enumerable.Repeat(Outcome.Agrees, 4), Outcome.Reported, Outcome.Reported,
            .. Enumerable.Repeat(Outcome.Agrees, 4), Outcome.Reported, Outcome.Reported,
            Outcome.Agrees, Outcome.Agrees, Outcome.Reported,
            // The field of ±1 at rest; θ at rest is above 0, where that of these runs is not.
            Outcome.Agrees, Outcome.Agrees, Outcome.Differs,
        ];
        Assert.Equal(expected, figure.Judge(runs).Select(v => v.Outcome));

        // The made-up runs scatter by a hundredth.
        Assert.Equal(Outcome.Differs, figure.Judge(All("peakFrequency", 1.2)).Of("frequency-double-well").Outcome);
        Assert.Equal(Outcome.Differs, figure.Judge(All("fieldFrequency", 1.2)).Of("field-frequency-spin").Outcome);
        Assert.Equal(Outcome.Differs, figure.Judge(All("phaseDeviation", 30)).Of("phase-double-well").Outcome);
        Assert.Equal(Outcome.Differs, figure.Judge(All("width", 1, spin: 0.5)).Of("wider").Outcome);
        IReadOnlyList<Verdict> oneWell = figure.Judge(All("theta", -1));
        Assert.Equal(Outcome.Differs, oneWell.Of("two-wells").Outcome);
        Assert.Equal(Standing.Refuted, oneWell.Of("two-wells").StandingIn(oneWell));

        // Steady fields of width 7.4 + 2θ at θ = 0.8 and 1.1, and of 12 for ±1; the mean θ of four runs is 0.9975.
        Assert.Equal(12 - 7.4 - 2 * 0.9975, oneWell.Of("wider-rest").Theory!.Value, 1e-9);
        Assert.Equal(-0.02 * 0.9975, oneWell.Of("third-harmonic-double-well-rest").Theory!.Value, 1e-9);

        IReadOnlyList<RunRecord> All(string number, double factor, double? spin = null)
        {
            IReadOnlyList<RunRecord> changed = runs;
            for (int i = 0; i < runs.Count; i++)
            {
                bool has = runs[i].Result.Numbers.TryGetValue(number, out double value);
                double by = runs[i].Run.StartsWith("spin", StringComparison.Ordinal) ? spin ?? factor : factor;
                changed = has ? changed.With(i, number, by * value) : changed;
            }
            return changed;
        }
    }

    [Fact]
    public void A_free_frequency_of_a_cosine_is_that_of_the_data_and_one_with_a_third_harmonic_is_shifted()
    {
        Fig09 figure = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = MadeUp(figure);
        IReadOnlyDictionary<string, object> cosine = figure.Quote(new(WithThirdHarmonic(0)));
        Assert.Equal(2 * Math.PI / States, (double)cosine["lowest"], 1e-6);
        Assert.Equal(2 * Math.PI / States, (double)cosine["highest"], 1e-6);

        IReadOnlyDictionary<string, object> flatter = figure.Quote(new(WithThirdHarmonic(-0.1)));
        Assert.InRange((double)flatter["lowest"], 0.6, 2 * Math.PI / States);
        Assert.InRange((double)flatter["average"], 2 * Math.PI / States, (double)flatter["highest"]);

        IReadOnlyList<RunRecord> WithThirdHarmonic(double value)
            => [.. runs.Select((_, i) => i).Aggregate(runs, (all, i) => all.With(i, "thirdHarmonic", value))];
    }

    [Fact]
    public void Steady_fields_lie_on_straight_lines_and_are_likeliest_where_theta_comes_to_rest()
    {
        XySteadyField[] fields = [Steady(9, 0, 0.004), Steady(10, 0, 0.001), Steady(14, 0, -0.003)];
        SteadyWells wells = new(fields.Index().ToLookup(f => f.Index - 1.0, f => f.Item));
        Assert.Equal(0.25, wells.BestTheta!.Value, 1e-12);
        Assert.Equal(12, wells.At(0.5, f => f.Width)!.Value, 1e-12);
        Assert.Equal(9, wells.At(-1, f => f.Width));
        Assert.Null(wells.At(1.01, f => f.Width));
        Assert.Null(wells.At(double.NaN, f => f.Width));

        // A θ̇ that goes from below to above 0 drives θ away.
        Assert.Null(new SteadyWells(fields.Reverse().Index().ToLookup(f => (double)f.Index, f => f.Item)).BestTheta);
    }

    [Fact]
    public void It_draws_both_maps_and_the_four_panels_of_the_first()
    {
        Fig09 experiment = new(Preset.Paper);
        Figure figure = experiment.Draw(MadeUp(experiment))!;
        Assert.Equal(6, figure.Panels.Count);
        Assert.All(figure.Panels.Take(2), p => Assert.Equal(Sites * States, p.Series[0].Value!.Length));
        Assert.All(figure.Panels.SelectMany(p => p.Series), s => Assert.Equal(s.X.Length, s.Y.Length));
    }

    [Fact]
    public void The_paper_preset_has_the_papers_training()
    {
        foreach (RunPlan plan in new Fig09(Preset.Paper).Plan(3).Where(IsTraining))
        {
            Assert.Equal(100, plan.Parameters["epochs"]);
            Assert.Equal(0.01, plan.Parameters["learningRate"]);
            Assert.Equal(0.01, plan.Parameters["finalLearningRate"]);
            Assert.Equal(100_000, plan.Parameters["samples"]);
            Assert.Equal(20, plan.Parameters["gibbsSteps"]);
        }

        // The same sum of ν over the updates.
        IEnumerable<RunPlan> quick = new Fig09(Preset.Quick).Plan(3).Concat(new Fig10(Preset.Quick).Plan(3));
        foreach (RunPlan plan in quick.Where(IsTraining))
        {
            double mean = (plan.Parameters["learningRate"] + plan.Parameters["finalLearningRate"]) / 2;
            Assert.Equal(1000, plan.Parameters["epochs"] * 1000 * mean, 1e-6);
        }
    }

    /// <summary>w_iv = 2^{−(d/5)²} (cos(2πv/P + φ) + c cos 3(2πv/P + φ)), d the distance from the place.</summary>
    internal static double[] Field(int place, double phase, double third) =>
    [
        .. from i in Enumerable.Range(0, Sites)
           let d = Math.IEEERemainder(i - place, Sites)
           from v in Enumerable.Range(0, States)
           let x = 2 * Math.PI * v / States + phase
           select Math.Pow(2, -d * d / 25) * (Math.Cos(x) + third * Math.Cos(3 * x)),
    ];

    private static bool IsTraining(RunPlan plan) => plan.Seed != 0;

    private static XySteadyField Steady(double width, double third, double velocity)
        => new(1, width, width, third, 2 * Math.PI / States, [], velocity);

    private static IReadOnlyList<RunRecord> MadeUp(Fig09 experiment)
        => [.. experiment.Plan(1).Select((plan, i) => SampleRecords.Small("fig09", plan.Run) with
        {
            Result = !IsTraining(plan)
                ? FlatJson.Result(plan.Parameters.TryGetValue("theta", out double theta)
                    ? Steady(7.4 + 2 * theta, -0.02 * theta, 0.9 - theta) : Steady(12, 0, 0), Fig09Json.Default)
                : Run(plan.Run.StartsWith("spin", StringComparison.Ordinal), 1 + 0.01 * (i % 3 - 1)),
        })];

    private static RunResult Run(bool isSpin, double scale)
    {
        Dictionary<string, double> numbers = new()
        {
            ["amplitude"] = scale,
            ["width"] = (isSpin ? 12 : 10) * scale,
            ["participation"] = 12 * scale,
            ["peakFrequency"] = 2 * Math.PI / States * scale,
            ["fieldFrequency"] = 2 * Math.PI / States * scale,
            ["unexplained"] = 0.01 * scale,
            ["thirdHarmonic"] = 0.01 * (scale - 1),
            ["phaseDeviation"] = 0.03 * scale,
            ["printed"] = 1e-7 * scale,
            ["spinUpdates"] = 1,
        };
        if (!isSpin)
            numbers["theta"] = -scale;
        return new(numbers, new Dictionary<string, double[]> { ["weights"] = Field(40, 0.7, 0) });
    }
}
