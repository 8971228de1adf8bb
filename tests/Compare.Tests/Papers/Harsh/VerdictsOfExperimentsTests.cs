using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Theory.Errata;
using RbmTheory.Theory.RandomMatrices;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Tests.Papers.Harsh;

/// <summary>The experiments that take seconds: made, judged and drawn from what the disk holds of them.</summary>
public class VerdictsOfExperimentsTests
{
    private const Outcome Agrees = Outcome.Agrees, Differs = Outcome.Differs, Reported = Outcome.Reported;

    [Fact]
    public void Fig12_samples_follow_rows_of_fixed_length_and_not_the_paper()
    {
        Fig12 figure = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = Scheduled.Runs(figure);
        IReadOnlyList<Verdict> verdicts = figure.Judge(runs);
        Verdict[] finest = [.. verdicts.Where(v => v.Id.StartsWith("fixed-length-", StringComparison.Ordinal))];
        Assert.Equal(Enumerable.Repeat(Agrees, 12), finest.Select(v => v.Outcome));
        Assert.Equal(3 * 16 + 2 * 4 + 2, verdicts.Count);
        // The Tracy–Widom mean is of large N and knows no length: high, by several of the standard errors of 24 sets.
        Assert.True(verdicts.Of("tracy-widom-1-2").Sigmas < -2);
        // β = 0.3, r = 0.1: the paper's larger of two edges, e^{0.6} = 1.822 and (1 + √0.1)² = 1.732, is far below.
        Verdict far = verdicts.Of("tracy-widom-0.3-0.1");
        Assert.Equal("1.822", far.Paper);
        Assert.True(far.Simulation!.Value > 1.1 * SampleSpectrumEdge.PaperPrediction(0.3, 0.1));

        // A tenth is many of the standard errors of eight runs.
        double mean = runs[0].Result.Series["meanAtSampled"][1];
        Assert.Equal(Differs,
            figure.Judge(runs.With(0, "meanAtSampled", 1, 1.1 * mean)).Of("tracy-widom-0.3-0.02").Outcome);

        // The eigenvector: its shares follow theory at r = 3.1, 1 and 0.01; at 0.1, in between, the large-N law errs.
        Assert.Equal([Agrees, Agrees, Agrees],
            new[] { 32, 100, 10_000 }.Select(samples => verdicts.Of($"uniform-share-{samples}").Outcome));
        int vectors = runs.Select((run, i) => (run.Run, i)).Single(x => x.Run == "vectors-theory").i;
        Assert.Equal(Differs, figure.Judge(runs.With(vectors, "uniform", 6, 0.3)).Of("uniform-share-10000").Outcome);
        Draws(figure, runs, panels: 4);

        Each_finer_theory_of_Fig12_is_its_own(figure, runs);
    }

    private static void Each_finer_theory_of_Fig12_is_its_own(Fig12 figure, IReadOnlyList<RunRecord> runs)
    {
        // Gaussian data know no large N and no cumulants, and the cumulants are an addition to them.
        IReadOnlyList<Verdict> verdicts = figure.Judge(runs);
        int cumulants = runs.Index().Single(x => x.Item.Run == "cumulants-beta-0.3").Index;
        double shift = runs[cumulants].Result.Series["shift"][1];
        Verdict gaussian = verdicts.Of("wishart-0.3-0.02"), shifted = verdicts.Of("cumulant-0.3-0.02");
        Assert.True(shift < 0);
        Assert.Equal(gaussian.Theory!.Value + shift, shifted.Theory!.Value, 1e-12);
        Assert.Equal(gaussian.TheoryError, shifted.TheoryError);
        Assert.Equal(Differs,
            figure.Judge(runs.With(cumulants, "shift", 1, 0.2)).Of("cumulant-0.3-0.02").Outcome);

        // Samples at which the curves of (a), (b) and of (d) are known: S = 32 is in (d) alone, 10,000 in both.
        Assert.Equal(["nearby-share-1000", "nearby-share-10000"],
            verdicts.Where(v => v.Id.StartsWith("nearby", StringComparison.Ordinal)).Select(v => v.Id));
        Assert.Equal(("wishart-share-32", "nearby-share-1000"),
            (verdicts.Of("uniform-share-32").ExplainedBy, verdicts.Of("uniform-share-1000").ExplainedBy));
        int at = Enumerable.Range(0, 17).First(i => TwinAt("1").Parameters[$"samples{i}"] == 32);
        Assert.Equal(
            Enumerable.Range(1, 8).Average(run => TwinAt($"1-run-{run}").Result.Series["uniform"][at]),
            verdicts.Of("wishart-share-32").Theory!.Value, 1e-12);

        RunRecord TwinAt(string name)
            => runs.First(run => run.Run.StartsWith($"twin-beta-{name}", StringComparison.Ordinal));
    }

    [Fact]
    public void The_spectrum_tells_the_two_bumps_apart_at_b_6_and_not_at_8()
    {
        BumpStability figure = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = Scheduled.Runs(figure);
        IReadOnlyList<Verdict> verdicts = figure.Judge(runs);
        Assert.Equal([Agrees, Agrees, Differs, Agrees], verdicts.Select(v => v.Outcome));
        Assert.Equal(6, verdicts.Of("limit").Theory);
        Assert.Equal(Standing.Refuted, verdicts.Of("limit").StandingIn(verdicts));
        Assert.Equal(6, verdicts.Of("limit-corrected").Theory!.Value, 1e-12);
        Assert.Equal(Differs, figure.Judge(runs.With(0, "breathingMinus", 0)).Of("stable-minus").Outcome);
        Assert.Equal(Differs, figure.Judge(runs.With(0, "breathingPlus", 0)).Of("unstable-plus").Outcome);
        // Were the mode at rest at κ = 2.1, the limit would be b = 6.41, two steps of the curve away.
        int moved = Array.FindIndex(runs[0].Result.Series["kappa"], kappa => kappa > 2.09);
        IReadOnlyList<RunRecord> later = runs.With(0, "breathing", moved, 0);
        Assert.Equal(Differs, figure.Judge(later).Of("limit-corrected").Outcome);
        Draws(figure, runs, panels: 2);
    }

    [Fact]
    public void The_Turing_diagram_integrates_to_what_it_draws()
    {
        TuringDiagram figure = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = Scheduled.Runs(figure);
        IReadOnlyList<Verdict> verdicts = figure.Judge(runs);
        Assert.Equal([Differs, Agrees, Agrees, Agrees], verdicts.Select(v => v.Outcome));
        Assert.Equal(TuringInstability.UpperLength, verdicts.Of("length").Theory);
        Assert.Equal(Standing.Refuted, verdicts.Of("length").StandingIn(verdicts));
        // A piece of h = 0.1 sites through a rate with |f″/f′| = 0.45 1/site is off by at most h²/8 times that, 0.0006.
        Assert.Equal(TuringInstability.UpperLength, verdicts.Of("length-corrected").Theory!.Value, 1e-3);
        Assert.Equal([Agrees, Agrees, Agrees, Differs],
            figure.Judge(runs.With(0, "upper", 1.2)).Select(v => v.Outcome));
        Assert.Equal([Differs, Differs, Agrees, Differs],
            figure.Judge(runs.With(1, "spread", 1e-5)).Select(v => v.Outcome));
        Assert.Equal([Differs, Agrees, Differs, Differs],
            figure.Judge(runs.With(2, "spread", 1e-5)).Select(v => v.Outcome));
        Draws(figure, runs, panels: 2);
    }

    [Fact]
    public void The_errata_are_a_table_and_one_verdict()
    {
        Erratum[] errata = [.. Erratum.All.Where(e => e.Source.StartsWith("000", StringComparison.Ordinal))];
        ErrataPage page = new(Preset.Quick);
        IReadOnlyList<RunRecord> runs = Scheduled.Runs(page);
        Assert.Null(page.Draw(runs));
        Verdict verdict = Assert.Single(page.Judge(runs));
        Assert.Equal((Agrees, (double?)errata.Length), (verdict.Outcome, verdict.Theory));

        Table table = page.Tabulate(runs)!;
        Assert.Equal(errata.Select(e => e.Source), table.Rows.Select(row => row[0].Text));
        Assert.All(table.Rows, row => Assert.Equal((Agrees, Agrees), (row[3].Outcome, row[4].Outcome)));

        IReadOnlyList<RunRecord> printedHolds = runs.With(0, "printed", 2, 0);
        IReadOnlyList<RunRecord> correctedFails = runs.With(0, "corrected", 5, 1e9);
        Assert.Equal((Differs, errata.Length - 1.0),
            (page.Judge(printedHolds)[0].Outcome, page.Judge(printedHolds)[0].Theory));
        Assert.Equal(Differs, page.Judge(correctedFails)[0].Outcome);
        Assert.Equal(Differs, page.Tabulate(correctedFails)!.Rows[5][4].Outcome);
    }

    /// <summary>The figure has its panels, its series are whole, and it is drawn.</summary>
    internal static void Draws(Experiment experiment, IReadOnlyList<RunRecord> runs, int panels)
    {
        Figure figure = experiment.Draw(runs)!;
        Assert.Equal((experiment.Name, panels), (figure.Name, figure.Panels.Count));
        foreach (Series series in figure.Panels.SelectMany(p => p.Series))
        {
            Assert.NotEmpty(series.X);
            Assert.Equal(series.X.Length, series.Y.Length);
            Assert.All(series.X.Concat(series.Y), x => Assert.True(double.IsFinite(x)));
        }

        using TempFolder folder = new();
        using ReportWriter writer = new(folder.Path);
        writer.Write(figure);
        string[] kinds = [".csv", ".pdf", ".png", ".svg"];
        Assert.Equal(
            kinds.Select(kind => Path.Combine(folder.Path, "figures", experiment.Name + kind)), writer.Publish());
    }
}
