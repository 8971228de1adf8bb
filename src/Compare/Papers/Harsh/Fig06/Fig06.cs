using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 6: three place cells diffuse as one. The motion of their mean and the spread of their separations are
/// predicted with no fit.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Fig06(Preset preset) : Experiment<Fig06Settings>(Fig06Settings.Presets, preset)
{
    private const int ObservationsPerEpoch = DiffusionTraining.ObservationsPerEpoch;
    private const int ShortFirst = TrioMotion.ShortFirst, ShortLast = TrioMotion.ShortLast;
    private const string Paper = "constant distance";

    /// <summary>Between the two lags at which the displacement within the group is compared.</summary>
    private const int Doublings = 4;

    private TrioTraining Training => Settings.Training;

    /// <summary>In observations.</summary>
    private int[] Lags => TrioTraining.Lags(Training.LongestLag);

    private SingleRun<TrioTheorySettings, TrioTheory> Theory => new(Fig06Json.Default)
    {
        Name = "theory",
        Settings = TheoryOf,
        Cost = _ => 14,
        Compute = (settings, run) => TrioMotion.Predict(settings, run.Stop),
    };

    private SingleRun<TrioMotionSettings, TrioReplicas> Motion => new(Fig06Json.Default)
    {
        Name = "motion",
        Settings = seeds => new(TheoryOf(seeds), Settings.Replicas, Settings.MotionEpochs),
        Cost = _ => 18,
        IsRandom = true,
        Compute = TrioMotion.Follow,
    };

    private TrioTheorySettings TheoryOf(Seeds seeds)
        => new(
            Training.Sites, Training.Beta, Training.Samples, Training.LearningRate, Training.Batch, Training.Chains,
            seeds.Of("data"), Training.Hidden, Training.LongestLag, Settings.HighestEnergy);

    private KeyedRuns<bool, TrioTraining, TrioPath> Trainings => new(Fig06Json.Default)
    {
        Keys = [false, true],
        RepeatsOf = _ => Settings.Runs,
        Name = (fresh, run) => $"{(fresh ? "fresh" : "run")}-{run}",
        Settings = (fresh, seeds) => Training with
        {
            Fresh = fresh,
            Epochs = fresh ? Settings.FreshEpochs : Training.Epochs,
            DataSeed = seeds.Of("data"),
        },
        Cost = training => (0.4 + 0.08 * training.GibbsSteps) * training.Epochs,
        IsRandom = true,
        Compute = TrioMotion.Train,
    };

    /// <inheritdoc/>
    public override string Number => "6";

    /// <inheritdoc/>
    public override string Name => "fig06";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Theory, Trainings, Motion];

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        TrioTheory theory = runs.Of(Theory);
        TrioPath[] trained = [.. runs.Of(Trainings)[false]];
        double[] curve = theory.Curve, ends = [curve[0], curve[^1]];
        return new(Name, "Three fields keep their distances about, and wander together",
        [
            new("Trajectories, one colour a training", new("epoch", 0, Training.Epochs),
                new("centres of the fields, sites"),
                [.. from unit in Enumerable.Range(0, Training.Hidden)
                    from run in Enumerable.Range(0, trained.Length)
                    select Trajectory(trained[run].Trajectories[unit], run)], LegendPlace.None),
            new("Mean square displacements", new("lag t, epochs", 0.003, 1.5 * curve[^1], Logarithmic: true),
                new("displacement squared, sites^{2}", 0.02, 2e4, Logarithmic: true),
            [
                new("2(D/3) t", ends, [.. ends.Select(t => 2 * theory.Fresh * t)], Mark.Dashed, Palette.Grey),
                new("mean, in the data's landscape", curve, theory.CurveMean, Mark.Line, Palette.Vermilion),
                new("within the group, springs", curve, theory.CurveWithin, Mark.Line, Palette.Black),
                new("its end in the landscape", [0.3, curve[^1]], [theory.Variance, theory.Variance], Mark.Dashed,
                    Palette.Blue),
                Points(trained, "mean of the three, trained", path => path.Mean, Mark.Points, Palette.Vermilion),
                Points(trained, "within the group, trained", path => path.Within, Mark.OpenPoints, Palette.Blue),
            ], LegendPlace.TopLeft),
        ], $"N = {Training.Sites}, M = {Training.Hidden}, β = {Training.Beta}, S = {Training.Samples:N0}, "
            + $"ν = {Training.LearningRate}, batches of {Training.Batch}, PCD-{Training.GibbsSteps}, "
            + $"{Settings.Runs} × {Training.Epochs} epochs" + (ScaledDown.Length == 0 ? "" : " (scaled down)"));
    }

    private static Series Trajectory(double[] positions, int run)
        => new("",
            [.. positions.Select((_, i) => (double)(i * DiffusionTraining.Stride + 1) / ObservationsPerEpoch)],
            positions, Mark.Line, 1 + run % (Palette.Curves - 1));

    private Series Points(TrioPath[] trained, string label, Func<TrioPath, double[]> of, Mark mark, int colour)
    {
        Estimate[] means = [.. Lags.Select((_, n) => trained.Mean(path => of(path)[n]))];
        return new(label, [.. Lags.Select(lag => (double)lag / ObservationsPerEpoch)], [.. means.Select(e => e.Value)],
            mark, colour, [.. means.Select(e => e.StandardError)]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        TrioTheory theory = runs.Of(Theory);
        TrioPath[] trained = [.. runs.Of(Trainings)[false]];
        return
        [
            ShortDiffusion(theory, trained), Within(theory, trained),
            .. Separations(theory, runs.Of(Motion), trained, [.. runs.Of(Trainings)[true]]),
            .. OfMean(theory, runs.Of(Motion), trained), Coherence(theory, trained),
            Verdict.Report("long-diffusion", "D of the mean at long lags, sites²/epoch", "diffusion", theory.LongTime,
                null, $"in this data set's landscape; with fresh data {theory.Fresh:F1}"),
        ];
    }

    private double Longest => (double)Lags[^1] / ObservationsPerEpoch;

    private Verdict ShortDiffusion(TrioTheory theory, TrioPath[] trained)
    {
        const double ShortTime = (double)(ShortLast - ShortFirst) / ObservationsPerEpoch;
        Verdict verdict = Verdict.Compare(
            "short-diffusion",
            $"D of the mean, lags of {ShortFirst * Training.Every}–{ShortLast * Training.Every} updates, sites²/epoch",
            null, theory.Fresh, trained.Mean(path => (path.ShortMean[1] - path.ShortMean[0]) / (2 * ShortTime)),
            "theory: D/3, leading order in ν");
        return verdict with { Judges = Claim.FirstOrder };
    }

    private Verdict Within(TrioTheory theory, TrioPath[] trained)
    {
        Verdict verdict = Verdict.Compare(
            "within", $"displacement within the group at {Longest:G3} epochs, sites²", Paper, theory.Variance,
            trained.Mean(path => path.Within[^1]), "theory: springs in the landscape; independent fields: "
                + $"{2 * Training.Hidden * theory.Fresh * Longest:F0}");
        return verdict with { Judges = Claim.FirstOrder };
    }

    /// <summary>The variance of the separations, by springs and by what these leave out, step by step.</summary>
    private IEnumerable<Verdict> Separations(
        TrioTheory theory, TrioReplicas motion, TrioPath[] trained, TrioPath[] fresh)
    {
        Estimate oneSet = trained.Mean(path => path.SpacingVariance), ever = fresh.Mean(path => path.SpacingVariance);
        return
        [
            Verdict.Compare("variance", "variance of the separations, sites²", Paper, theory.Variance, oneSet,
                $"theory: springs in the landscape; without it {theory.Plateau:F1}, at random {RandomVariance:F0}")
                with { Judges = Claim.FirstOrder, ExplainedBy = "epoch-variance" },
            Verdict.Compare("fresh-variance", "the same, new samples at every update", Paper, theory.Plateau, ever,
                "theory: harmonic springs alone")
                with { Judges = Claim.FirstOrder, ExplainedBy = "full-fresh-variance" },
            Verdict.Compare("full-variance", "variance of the separations, sites², any repulsion", Paper,
                theory.FullVariance, oneSet, "theory: full repulsion in the landscape, every batch drawn anew")
                with { Judges = Claim.FirstOrder, ExplainedBy = "epoch-variance" },
            Verdict.Compare("epoch-variance", "the same, each sample once an epoch", Paper, motion.Variance.Mean(v => v),
                oneSet, $"theory: noise that sums to zero over an epoch, {Settings.Replicas} replicas"),
            Verdict.Compare("full-fresh-variance", "the same, new samples at every update, any repulsion", Paper,
                theory.FullPlateau, ever, "theory: full repulsion, not only its springs"),
        ];
    }

    private IEnumerable<Verdict> OfMean(TrioTheory theory, TrioReplicas motion, TrioPath[] trained)
    {
        Estimate mean = trained.Mean(path => path.Mean[^1]);
        return
        [
            Verdict.Compare("mean-displacement", $"⟨Δx̄²⟩ at {Longest:G3} epochs, sites²", null, theory.Mean[^1], mean,
                "theory: springs and this data set's landscape")
                with { Judges = Claim.FirstOrder, ExplainedBy = "epoch-mean-displacement" },
            Verdict.Compare("epoch-mean-displacement", "the same, each sample once an epoch", null,
                motion.Displacement.Mean(d => d), mean,
                $"theory: noise that sums to zero over an epoch, {Settings.Replicas} replicas"),
        ];
    }

    private Verdict Coherence(TrioTheory theory, TrioPath[] trained)
    {
        int last = Lags.Length - 1, before = last - Doublings;
        double earlier = (double)Lags[before] / ObservationsPerEpoch;
        Estimate growth = trained.Mean(path => path.Within[last] / path.Within[before]);
        return Verdict.Holds(
            "coherence", $"displacement within, {Longest:G3} over {earlier:G2} epochs", "coherent motion",
            growth.Value < 0.5 * (1 << Doublings), theory.Within[last] / theory.Within[before], growth,
            $"less than half of {1 << Doublings}, that of independent fields; theory: springs");
    }

    /// <summary>That of the broken-stick law, (N/M)² (M − 1)/(M + 1).</summary>
    private double RandomVariance
        => Math.Pow((double)Training.Sites / Training.Hidden, 2) * (Training.Hidden - 1) / (Training.Hidden + 1);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
    {
        TrioTheory theory = runs.Of(Theory);
        double slowest = Training.LearningRate * theory.Softest * Training.UpdatesPerEpoch;
        return new Dictionary<string, object>
        {
            ["relaxation"] = 1 / slowest,
            ["spread"] = Math.Sqrt(theory.Plateau),
            ["gap"] = (double)Training.Sites / Training.Hidden,
        };
    }
}
