using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Fissore;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Tests.Papers.Fissore;

/// <summary>Fig. 2 drawn and judged from records made up here: the trainings themselves take too long.</summary>
public class Fig02Tests
{
    [Theory]
    [InlineData(Preset.Quick)]
    [InlineData(Preset.Paper)]
    public void Machines_alike_agree_and_others_do_not(Preset preset)
    {
        IReadOnlyList<Verdict> alike = Judge(preset, new(), new(), new());
        Assert.Equal(Outcome.Agrees, alike.Of("temperature").Outcome);
        Assert.Equal(1, alike.Of("temperature").Simulation!.Value, 1e-12);
        Assert.Equal(0, alike.Of("temperature-course").Simulation!.Value, 1e-12);
        Assert.Equal(Outcome.Agrees, alike.Of("samples-emf").Outcome);
        Assert.Equal(Outcome.Agrees, alike.Of("samples-persistent").Outcome);
        Assert.DoesNotContain(alike, v => v.Id == "samples-emf-worse");
        Assert.Equal(Outcome.Differs, alike.Of("collapse").Outcome);
        Assert.Equal(Outcome.Reported, alike.Of("spurious-emf").Outcome);
        Assert.Equal(1, alike.Of("covariance-emf").Simulation!.Value, 1e-12);

        IReadOnlyList<Verdict> apart = Judge(preset, new(), new() { Temperature = 0.85, Error = 2, Alike = 0.3, Far = 0.5 },
            new() { Temperature = 1.2, Error = 3, Alike = 0.9, Far = 0.6 });
        Assert.Equal(Outcome.Differs, apart.Of("temperature").Outcome);
        Assert.Equal(0.85, apart.Of("temperature").Simulation!.Value, 1e-12);
        Assert.Equal(0.15, apart.Of("temperature-course").Simulation!.Value, 1e-12);
        Assert.Equal(1.2, apart.Of("temperature-persistent").Simulation!.Value, 1e-12);
        Assert.Equal(Standing.Refuted, apart.Of("samples-emf").StandingIn(apart));
        Assert.Equal(Standing.Refuted, apart.Of("samples-persistent").StandingIn(apart));
        Assert.Equal(0.7, apart.Of("collapse").Simulation!.Value, 1e-3);
        Assert.Equal(0.3, apart.Of("spurious-emf").Simulation!.Value, 1e-3);
        Assert.Equal(Outcome.Agrees, apart.Of("spurious-emf").Outcome);
        Assert.Equal(Outcome.Agrees, apart.Of("spurious-persistent").Outcome);
        Assert.Equal(3, apart.Of("covariance-persistent").Simulation!.Value, 1e-12);
    }

    [Fact]
    public void Better_samples_differ_too_and_are_no_worse()
    {
        // E1, E2, EPS and both accuracies, at each of three times.
        IReadOnlyList<Verdict> better = Judge(Preset.Paper, new() { Alike = 0.3 }, new() { Error = 0.5, Alike = 0.4 }, new());
        Assert.Equal(12, better.Of("samples-emf").Simulation!.Value);
        Assert.Equal(0, better.Of("samples-emf-worse").Simulation!.Value);
        Assert.Equal("of 12", better.Of("samples-emf-worse").Note);
        Assert.Equal(Standing.Unexplained, better.Of("samples-emf").StandingIn(better));

        IReadOnlyList<Verdict> fewer = Judge(Preset.Paper, new() { Far = 0.5 }, new() { Far = 0.2 }, new());
        Assert.Equal(Outcome.Differs, fewer.Of("spurious-emf").Outcome);
    }

    [Fact]
    public void A_few_of_many_comparisons_differ_by_chance()
    {
        // P(≥ 2 of 18) = 1 − 0.99^18 − 18 · 0.01 · 0.99^17 = 0.0138 and P(≥ 3 of 18) = 0.0007.
        SampleComparison three = new([10, 100, 1000]), one = new([10]);
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(three.MayBeChance));
        // P(≥ 1 of 6) = 0.059, P(≥ 2 of 6) = 0.0015.
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(one.MayBeChance));
    }

    [Theory]
    [InlineData(0, Outcome.Agrees)]
    [InlineData(-0.3, Outcome.Differs)]
    public void The_temperature_converges_where_its_slope_says_so(double slope, Outcome outcome)
    {
        IReadOnlyList<Verdict> verdicts = Judge(Preset.Paper, new() { LateSlope = slope }, new(), new());
        Verdict converges = verdicts.Of("converges");
        Assert.Equal(slope, converges.Simulation!.Value, 2e-3); // runs are 0.001 apart
        Assert.Equal(outcome, converges.Outcome);
        if (outcome == Outcome.Differs)
            Assert.Equal(Standing.Refuted, converges.StandingIn(verdicts));
        else
            Assert.Equal(Outcome.Differs, verdicts.Of("falls").Outcome);

        // 10 epochs say nothing of what comes after 20.
        Assert.Equal(Outcome.Reported, Judge(Preset.Quick, new() { LateSlope = slope }, new(), new()).Of("converges").Outcome);
    }

    [Fact]
    public void Slopes_are_those_of_the_last_decade_of_each_training()
    {
        IReadOnlyList<Verdict> verdicts = Judge(Preset.Quick, new() { Slope = -1.5 }, new() { Slope = -1.2 }, new() { Slope = -1 });
        Assert.Equal(-1.5, verdicts.Of("slope-pcd").Simulation!.Value, 2e-3);
        Assert.Equal(-1.2, verdicts.Of("slope-emf").Simulation!.Value, 2e-3);
        Assert.Equal(-1, verdicts.Of("slope-persistent").Simulation!.Value, 2e-3);
    }

    [Fact]
    public void The_bulk_is_what_does_not_stand_out()
    {
        IReadOnlyList<Verdict> verdicts = Judge(Preset.Quick, new(), new(), new());
        // Half of the values are outliers at every look, the others as they were: σ² without them is half.
        Assert.Equal(Math.Sqrt(2), verdicts.Of("bulk").Simulation!.Value, 1e-9);
    }

    [Fact]
    public void Tails_are_fatter_where_the_kurtosis_is_above_zero()
    {
        IReadOnlyList<Verdict> verdicts = Judge(Preset.Quick, new(), new() { Kurtosis = -0.5 }, new());
        Assert.Equal(Outcome.Agrees, verdicts.Of("tails-pcd").Outcome);
        Assert.Equal(Outcome.Differs, verdicts.Of("tails-emf").Outcome);
        Assert.Equal(1.5, verdicts.Of("tails-alive-pcd").Simulation!.Value, 2e-3);
        Assert.StartsWith("deviation 0.2", verdicts.Of("tails-alive-pcd").Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Fixed_points_are_told_by_order_and_rows_by_training()
    {
        IReadOnlyList<Verdict> verdicts = Judge(Preset.Paper, new(), new(), new() { Rows = 1, Spurious = 0.75 });
        Verdict first = verdicts.Of("fixed-points-persistent-1"), second = verdicts.Of("fixed-points-persistent-large-2");
        Assert.Equal((0.75, 0.375), (first.Simulation!.Value, second.Simulation!.Value));
        Assert.StartsWith("7.0 distinct; 10.0 % not converged; median distance 0.80", first.Note, StringComparison.Ordinal);
        Assert.StartsWith("5.0 distinct; 20.0 % not converged; median distance 0.70", second.Note, StringComparison.Ordinal);
        Assert.Equal(1, verdicts.Of("rows-persistent").Simulation!.Value);
        Assert.Equal(100, verdicts.Of("rows-emf-large").Simulation!.Value);
    }

    [Fact]
    public void Algorithm_2_is_refuted_by_ends_that_are_few()
    {
        IReadOnlyList<Verdict> few = Judge(Preset.Quick, new() { Ends = 3 }, new(), new());
        Assert.Equal(Standing.Refuted, few.Of("printed").StandingIn(few));
        Assert.Equal((3, 100), (few.Of("printed").Simulation!.Value, few.Of("both-drawn").Simulation!.Value));
        Assert.Equal(Outcome.Agrees, Judge(Preset.Quick, new() { Ends = 100 }, new(), new()).Of("printed").Outcome);
    }

    [Theory]
    [InlineData(Preset.Quick, 9 + 1)]
    [InlineData(Preset.Paper, 18 + 1)]
    public void It_draws_every_series_whole_and_has_a_row_for_each_machine_and_time(Preset preset, int rows)
    {
        (Fig02 figure, IReadOnlyList<RunRecord> runs) = MadeUp(preset, new(), new() { Error = 4 }, new());
        Figure drawn = figure.Draw(runs)!;
        Assert.Equal((12, 3), (drawn.Panels.Count, drawn.Columns));
        foreach (Series series in drawn.Panels.SelectMany(p => p.Series))
        {
            Assert.NotEmpty(series.X);
            Assert.Equal(series.X.Length, series.Y.Length);
            Assert.All(series.X.Concat(series.Y), x => Assert.True(double.IsFinite(x)));
        }

        // All weights of each histogram are in it.
        foreach (Series histogram in drawn.Panels.Take(3).SelectMany(p => p.Series.Skip(1)))
            Assert.Equal(1, histogram.Y.Sum() * (histogram.X[1] - histogram.X[0]), 1e-9);

        Table table = figure.Tabulate(runs)!;
        Assert.Equal(rows, table.Rows.Count);
        Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count));
        Assert.Equal(("10", "12"), (table.Rows[3][1].Text, table.Rows[3][3].Text)); // three times the floor, and four times that
        Assert.Equal("1", table.Rows[^1][3].Text);
        Assert.All(figure.Text(new(runs), figure.Judge(runs)), text => Assert.DoesNotContain('{', text));
    }

    private static IReadOnlyList<Verdict> Judge(Preset preset, Made pcd, Made emf, Made persistent)
    {
        (Fig02 figure, IReadOnlyList<RunRecord> runs) = MadeUp(preset, pcd, emf, persistent);
        return figure.Judge(runs);
    }

    private static (Fig02 Figure, IReadOnlyList<RunRecord> Runs) MadeUp(Preset preset, Made pcd, Made emf, Made persistent)
    {
        Machines machines = new(preset);
        MachinesSettings settings = machines.All;
        return (new Fig02(machines),
        [
            .. machines.Plan(1).Where(plan => plan.Run != "digits").Select(plan => new RunRecord()
            {
                Experiment = machines.Name,
                Run = plan.Run,
                Parameters = plan.Parameters,
                Seed = plan.Seed,
                Version = "0",
                Machine = Machine.Current,
                Seconds = 1,
                Result = FlatJson.Result(History(settings, plan,
                    plan.Run.Contains("persistent", StringComparison.Ordinal) ? persistent
                        : plan.Run.Contains("emf", StringComparison.Ordinal) ? emf : pcd), MachinesJson.Default),
            }),
        ]);
    }

    /// <summary>A history of known temperatures, spectra, weights and samples; runs differ by a thousandth.</summary>
    private static DigitHistory History(MachinesSettings settings, RunPlan plan, Made made)
    {
        int run = int.Parse(plan.Run[(plan.Run.LastIndexOf('-') + 1)..]), hidden = (int)plan.Parameters["hidden"];
        double shift = 0.001 * (run % 2 == 0 ? 1 : -1);
        int perEpoch = settings.Training.UpdatesPerEpoch, last = settings.Training.Epochs * perEpoch, late = 20 * perEpoch;
        double[] updates = [0, .. Grid.Logarithmic(1, last, 20)];
        double edge = new SingularValueLaw(784, hidden, 0.01).UpperEdge;
        double[] values = [.. Enumerable.Range(0, hidden).Select(a => a < hidden / 2 ? 2 * edge : 0.5 * edge)];
        double Temperature(double t) => 1e4 * made.Temperature * Math.Pow(Math.Max(Math.Min(t, late), 1), made.Slope + shift)
            * Math.Pow(Math.Max(t, late) / late, made.LateSlope + shift);
        double[] Quality(double error, double alike) =>
            [0.01 * error, 0.001 * error, 1, 0.1 * error, 0.5, alike, 0.1, 0.13 + shift];
        double[] histogram = [.. Enumerable.Range(0, WeightHistogram.Bins).Select(b => b is 39 or 40 or 41 ? 1.0 / 3 : 0)];
        bool isFirst = run == 1;
        return new()
        {
            TrainingSeconds = 1,
            Updates = updates,
            // Only noise before the first update.
            Values = [.. updates.SelectMany((_, t) => t == 0 ? Array.ConvertAll(values, _ => 0.5 * edge) : values)],
            PrincipalOverlaps = [],
            GrowthOverlaps = [],
            FrozenGains = [],
            Variances = [.. updates.Select(t => 1 / Temperature(t))],
            Crossings = [],
            Moments = [0.1, made.Kurtosis + shift, 0.2, 1.5 + shift],
            Histograms = isFirst ? [.. histogram, .. histogram, .. histogram] : null,
            Quality =
            [
                .. settings.Measures.SampleTimes.SelectMany(_ => Quality(3 * made.Error * (1 + shift), made.Alike + shift)),
                .. Quality(1 + shift, 0.5),
            ],
            Spurious = [made.Spurious, 0.1, 7, 0.8, made.Spurious / 2, 0.2, 5, 0.7],
            SpuriousSamples = made.Far + shift,
            DistinctRows = made.Rows,
            Printed = isFirst ? [100, made.Ends, 100, 0.2, 64, 65] : null,
            FeaturePictures = isFirst ? [.. Enumerable.Range(0, 2 * 784).Select(k => Math.Sin(k))] : null,
            SamplePictures = isFirst ? [.. Enumerable.Range(0, 2 * 784).Select(k => k % 2.0)] : null,
        };
    }

    /// <summary>What is told of a training.</summary>
    private sealed record Made
    {
        public double Temperature { get; init; } = 1;

        public double Slope { get; init; } = -0.5;

        public double LateSlope { get; init; }

        public double Error { get; init; } = 1;

        public double Alike { get; init; } = 0.2;

        public double Far { get; init; } = 0.2;

        public double Kurtosis { get; init; } = 5;

        public double Rows { get; init; } = 100;

        public double Spurious { get; init; }

        public double Ends { get; init; } = 2;
    }
}
