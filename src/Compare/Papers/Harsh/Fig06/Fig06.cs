using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 6: three place cells diffuse as one. The motion of their mean and the spread of their separations are
/// predicted with no fit.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
public sealed class Fig06(Preset preset) : Experiment
{
    private const int Sites = DiffusionTraining.Sites, Samples = DiffusionTraining.Samples, Batch = DiffusionTraining.Batch;
    private const int UpdatesPerEpoch = DiffusionTraining.UpdatesPerEpoch, Every = DiffusionTraining.Every;
    private const int LooksPerEpoch = DiffusionTraining.LooksPerEpoch, Stride = DiffusionTraining.Stride;
    private const int Units = ThreeBumps.Units;
    private const double Beta = DiffusionTraining.Beta, LearningRate = DiffusionTraining.LearningRate;
    private const string Paper = "constant distance", Fresh = "fresh";

    /// <summary>Lags in looks between which the slope of the short lags is taken, as in Fig. 5.</summary>
    private const int ShortFirst = 2, ShortLast = 6;

    /// <summary>Lags in looks, doubling.</summary>
    private int[] Lags => [.. Enumerable.Range(0, 30).Select(n => 1 << n).TakeWhile(lag => lag <= LongestLag)];

    private const int CurvePoints = 41;

    /// <summary>Up to which the repulsion is computed, in units of T: e^{−12} is left out.</summary>
    private const double HighestEnergy = 12;

    /// <summary>Of the motion with samples that come once an epoch: epochs left out of its averages.</summary>
    private const int MotionSettling = 10;

    /// <summary>The epochs of that motion, and how often it is repeated.</summary>
    private int MotionEpochs { get; } = preset == Preset.Paper ? 100 : 15;

    private const int Replicas = 30;

    /// <summary>Between the two lags at which the displacement within the group is compared.</summary>
    private const int Doublings = 4;

    private int Runs { get; } = preset == Preset.Paper ? 3 : 4;

    private int Epochs { get; } = preset == Preset.Paper ? 200 : 10;

    /// <summary>Epochs of the trainings with new samples at every update.</summary>
    private int FreshEpochs { get; } = preset == Preset.Paper ? 40 : 6;

    private DiffusionTraining Training(int epochs) => new(Units, GibbsSteps, epochs);

    private int GibbsSteps { get; } = preset == Preset.Paper ? 20 : 1;

    /// <summary>Epochs left out at the start.</summary>
    private int Skipped { get; } = preset == Preset.Paper ? 20 : 2;

    /// <summary>In looks: four epochs, or sixteen.</summary>
    private int LongestLag { get; } = preset == Preset.Paper ? 16 * LooksPerEpoch : 4 * LooksPerEpoch;

    /// <inheritdoc/>
    public override string Number => "6";

    /// <inheritdoc/>
    public override string Name => "fig06";

    /// <inheritdoc/>
    public override string Title => "Fig. 6  Three place cells diffuse as one";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> LegacyText =>
    [
        "Three hidden units learn as the one of Fig. 5 does. Left: the centres of their fields, one colour a training, "
        + "followed across the ends of the ring. Right: the mean square displacement of the mean of the three centres, "
        + "and that within the group, R = ½ Σ_m ⟨(Δ_m − Δ̄)²⟩. Fields that moved independently would have R three "
        + "times as large as the first; fields at a constant distance would have R = 0.",
        "The exact flow of three units (infinite data) has three soft modes: the common translation, which nothing but "
        + "the lattice holds, and two changes of the separations, which repulsion holds like springs, κ_1 and κ_2. "
        + "Each field receives the noise of one alone, D. To leading order in ν the mean then diffuses with D/3 "
        + "(dashed, grey), and R levels off at D/(νκ_1) + D/(νκ_2) after 1/(νκ) updates, a third of an epoch (black). "
        + "At shorter lags the fields move independently, at longer ones as one. The distances are constant only on "
        + "average: the variance of a separation is that plateau.",
        "The data set leaves a landscape, the log-likelihood of a field placed at x, as in Fig. 5. It holds the "
        + "separations too, so that R ends below the springs' plateau, and slows the mean, at long lags more than it "
        + "slows a single field: three places of it add up at the same temperature. The variance of the table and "
        + "the vermilion curve, F = −T ln ⟨exp(−Σ_m U(x_m)/T)⟩ over the springs, take it in. All trainings share the "
        + "data, hence the places they prefer. New samples at every update leave no landscape; the table holds them "
        + "against the springs alone. Left out besides: the fluctuations of shape that make D some 16 % larger at ν "
        + "= 0.1 (Fig. 5).",
        "The springs are those of small changes of equal spacing, and the separations change by five sites of 33. "
        + "The repulsion falls off with the gap, so that a short gap costs more than springs would make it, a long "
        + "one less; with the flow's likelihood of three fields held at any distance, −L ≃ Σ V(g), in place of "
        + "springs the variance falls from 30.6 to 22.5 sites² without a landscape (three paper runs: 22.0 ± 1.8) "
        + "and from 25.2 to 18.9 in that of the paper's data set (16.0 ± 0.3). Both lines stand beside the springs'; "
        + "what red is left has the next cause.",
        "In long trainings with one data set the mean moves far less than the vermilion curve says, and its verdict "
        + "is red. Curve and variance take every update's noise for independent of the others. But 84 percent of the "
        + "noise is that of the batches, and over an epoch each sample comes once, so that at a given place it sums "
        + "to zero: three fields that stay in their wells for an epoch are cooled, and do not leave them. The lines "
        + "\"each sample once an epoch\" are Brownian motion of three fields in this landscape, with the full "
        + "repulsion, pushed by random functions of the place that sum to zero over an epoch. For the paper's runs "
        + "three sets of 30 to 60 replicas, computed apart from this report, "
        + "gave variances of 15.2 to 15.7 sites² (trained: 16.0 ± 0.3) and ⟨Δx̄²⟩ at "
        + "10 epochs of 15, 22 and 28, by how many left their wells (trained: 20 ± 2); with batches drawn with "
        + "replacement, 19.3 and 77. Further trainings of 100 epochs, PCD-1, do the same: variance 16.3 ± 0.4 with epochs "
        + "(three) and 19.1 ± 1.1 with replacement (four).",
    ];

    /// <inheritdoc/>
    public override string Equations => "exact flow of three units, (21), (22)";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        .. Training(Epochs).Words(Skipped),
        ("Runs", $"{Runs}, and {Runs} of {FreshEpochs} epochs with new samples at every update"),
        ("Scaled down", preset == Preset.Paper
            ? $"{Runs} trainings of {Epochs} epochs; the paper does not tell how many"
            : $"{Runs} trainings of {Epochs} epochs; PCD-1, as v tanh I does not see which way a hidden unit points"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
    {
        ulong dataSeed = SeedOf(seed, "data");
        Dictionary<string, double> shared = new(DiffusionTraining.Shared(dataSeed))
        {
            ["hidden"] = Units,
            ["longestLag"] = LongestLag,
        };
        ulong motionSeed = SeedOf(seed, "motion");
        Dictionary<string, double> parameters = new(shared)
        {
            ["highestEnergy"] = HighestEnergy,
            ["motionSeed"] = motionSeed,
            ["replicas"] = Replicas,
            ["motionEpochs"] = MotionEpochs,
        };
        RunPlan theory = new("theory", 0, parameters, 18, (_, stop) => Theory(dataSeed, motionSeed, stop));
        return
        [
            theory,
            .. from kind in new[] { "run", Fresh }
               from run in Enumerable.Range(1, Runs)
               select PlanRun(seed, dataSeed, shared, $"{kind}-{run}", kind == Fresh),
        ];
    }

    private RunPlan PlanRun(ulong seed, ulong dataSeed, Dictionary<string, double> shared, string run, bool fresh)
    {
        DiffusionTraining training = Training(fresh ? FreshEpochs : Epochs);
        ulong own = SeedOf(seed, run);
        Dictionary<string, double> parameters = new(training.Parameters(shared, Skipped))
        {
            ["fresh"] = fresh ? 1 : 0,
        };
        return new(run, own, parameters, Cost: (0.4 + 0.08 * GibbsSteps) * training.Epochs,
            (progress, stop) => Train(training, fresh ? null : dataSeed, own, progress, stop));
    }

    private RunResult Theory(ulong dataSeed, ulong motionSeed, CancellationToken stop)
    {
        ThreeBumps bumps = new(Sites, Beta);
        PopulationBump alone = PopulationBump.SiteCentred(Sites, Beta);
        BumpDiffusion noise = new(alone);
        double perUpdate = bumps.Diffusion(LearningRate, Batch, Batch), fresh = perUpdate * UpdatesPerEpoch / Units;
        double temperature = noise.Temperature(LearningRate, Batch, Batch);
        SpinSet data = DiffusionTraining.Data(dataSeed);
        double[] potential = [.. TurnedField.LogLikelihoods(alone.Weights, data, stop).Select(l => -l / temperature)];
        (double[] energy, double variance) = bumps.InLandscape(potential, perUpdate, LearningRate);
        LandscapeDiffusion motion = new(fresh, energy, Sites);
        double group = bumps.Noise.Average(field => field.Temperature(LearningRate, Batch, Batch));
        TrioPotential trio = new(bumps, Beta, HighestEnergy * group);
        EpochNoise epochs = new(alone, trio, potential, Units * fresh, group, Batch, motionSeed);
        (double displacement, double error, double epochVariance) = epochs.Follow(
            MotionEpochs, MotionSettling, (double)Lags[^1] / LooksPerEpoch, Replicas, motionSeed, stop);

        double[] curve = Grid.Logarithmic(
            (double)Every / UpdatesPerEpoch, (double)LongestLag / LooksPerEpoch, CurvePoints);
        double[] lags = [.. Lags.Select(lag => (double)lag / LooksPerEpoch)];
        double Within(double epochs) => bumps.OfSeparations(perUpdate, LearningRate, epochs * UpdatesPerEpoch);
        return new(
            new Dictionary<string, double>
            {
                ["fresh"] = fresh,
                ["softest"] = bumps.Stiffness[0],
                ["stiffest"] = bumps.Stiffness[1],
                ["plateau"] = Within(double.PositiveInfinity),
                ["variance"] = variance,
                ["fullVariance"] = trio.SeparationVariance(group, potential),
                ["epochVariance"] = epochVariance,
                ["epochMean"] = displacement,
                ["epochMeanError"] = error,
                ["fullPlateau"] = trio.SeparationVariance(group, new double[Sites]),
                ["longTime"] = motion.LongTime,
            },
            new Dictionary<string, double[]>
            {
                ["curve"] = curve,
                ["curveMean"] = [.. curve.Select(motion.MeanSquareDisplacement)],
                ["curveWithin"] = [.. curve.Select(Within)],
                ["mean"] = [.. lags.Select(motion.MeanSquareDisplacement)],
                ["within"] = [.. lags.Select(Within)],
                ["weights"] = bumps.Weights,
            });
    }

    private static CentreLog Follow(
        DiffusionTraining training, ulong? dataSeed, ulong seed, IProgress<double> progress, CancellationToken stop)
    {
        if (dataSeed is ulong set)
            return training.Follow(new ShuffledBatches(DiffusionTraining.Data(set), Batch, seed), seed, progress, stop);
        using FreshIsingBatches data = new(new IsingRingSampler(Sites, Beta), Batch, UpdatesPerEpoch, seed);
        return training.Follow(data, seed, progress, stop);
    }

    private RunResult Train(
        DiffusionTraining training, ulong? dataSeed, ulong seed, IProgress<double> progress, CancellationToken stop)
    {
        CentreLog log = Follow(training, dataSeed, seed, progress, stop);
        double[][] all = [.. Enumerable.Range(0, Units).Select(m => log.Of(m))];
        double[][] late = [.. Enumerable.Range(0, Units).Select(m => log.Of(m, Skipped * LooksPerEpoch))];
        CollectiveMotion motion = new(late, Sites);
        double[] variances =
        [
            .. Enumerable.Range(0, late[0].Length)
                .Select(t => Spacing.Measure([.. late.Select(x => x[t])], Sites).Variance),
        ];
        Dictionary<string, double[]> series = new()
        {
            ["mean"] = [.. Lags.Select(motion.OfMean)],
            ["within"] = [.. Lags.Select(motion.OfSeparations)],
            ["shortMean"] = [motion.OfMean(ShortFirst), motion.OfMean(ShortLast)],
        };
        for (int m = 0; m < Units; m++)
            series[$"trajectory{m}"] = [.. all[m].Where((_, look) => look % Stride == 0).Select(x => Math.Round(x, 3))];
        return new(
            new Dictionary<string, double>
            {
                ["spacingVariance"] = variances.Average(),
                ["spinUpdates"] = training.SpinUpdates,
            },
            series);
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        RunResult theory = runs[0].Result;
        RunRecord[] trained = [.. runs.Skip(1).Take(Runs)];
        double[] curve = theory.Series["curve"], ends = [curve[0], curve[^1]];
        double fresh = theory.Numbers["fresh"], variance = theory.Numbers["variance"];
        return new(Name, "Three fields keep their distances about, and wander together",
        [
            new("Trajectories, one colour a training", new("epoch", 0, Epochs), new("centres of the fields, sites"),
                [.. from m in Enumerable.Range(0, Units)
                    from run in Enumerable.Range(0, trained.Length)
                    select Trajectory(trained[run].Result.Series[$"trajectory{m}"], run)], LegendPlace.None),
            new("Mean square displacements", new("lag t, epochs", 0.003, 1.5 * curve[^1], Logarithmic: true),
                new("displacement squared, sites^{2}", 0.02, 2e4, Logarithmic: true),
            [
                new("2(D/3) t", ends, [.. ends.Select(t => 2 * fresh * t)], Mark.Dashed, Palette.Grey),
                new("mean, in the data's landscape", curve, theory.Series["curveMean"], Mark.Line, Palette.Vermilion),
                new("within the group, springs", curve, theory.Series["curveWithin"], Mark.Line, Palette.Black),
                new("its end in the landscape", [0.3, curve[^1]], [variance, variance], Mark.Dashed, Palette.Blue),
                Points(trained, "mean of the three, trained", "mean", Mark.Points, Palette.Vermilion),
                Points(trained, "within the group, trained", "within", Mark.OpenPoints, Palette.Blue),
            ], LegendPlace.TopLeft),
        ], $"N = {Sites}, M = {Units}, β = {Beta}, S = {Samples:N0}, ν = {LearningRate}, batches of {Batch}, "
            + $"PCD-{GibbsSteps}, {Runs} × {Epochs} epochs" + (preset == Preset.Paper ? "" : " (scaled down)"));
    }

    private static Series Trajectory(double[] positions, int run)
        => new("", [.. positions.Select((_, i) => (double)(i * Stride + 1) / LooksPerEpoch)], positions, Mark.Line,
            1 + run % (Palette.Colours.Count - 1));

    private Series Points(RunRecord[] trained, string label, string series, Mark mark, int colour)
    {
        Estimate[] means = [.. Lags.Select((_, n) => Mean(trained, r => r.Series[series][n]))];
        return new(label, [.. Lags.Select(lag => (double)lag / LooksPerEpoch)], [.. means.Select(e => e.Value)], mark,
            colour, [.. means.Select(e => e.StandardError)]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        RunResult theory = runs[0].Result;
        RunRecord[] trained = [.. runs.Skip(1).Take(Runs)];
        const double ShortTime = (double)(ShortLast - ShortFirst) / LooksPerEpoch;
        int last = Lags.Length - 1;
        double epochs = (double)Lags[last] / LooksPerEpoch, earlier = (double)Lags[last - Doublings] / LooksPerEpoch;
        double variance = theory.Numbers["variance"];
        Estimate near = Mean(trained, r => (r.Series["shortMean"][1] - r.Series["shortMean"][0]) / (2 * ShortTime));
        Estimate within = Mean(trained, r => r.Series["within"][last]);
        Estimate mean = Mean(trained, r => r.Series["mean"][last]);
        Estimate growth = Mean(trained, r => r.Series["within"][last] / r.Series["within"][last - Doublings]);
        return
        [
            Verdict.Compare(
                Number, $"D of the mean, lags of {ShortFirst * Every}–{ShortLast * Every} updates, sites²/epoch", null,
                theory.Numbers["fresh"], near, "theory: D/3, leading order in ν; +16 % expected at ν = 0.1"),
            Verdict.Compare(
                Number, $"displacement within the group at {epochs:G3} epochs, sites²", Paper, variance, within,
                "theory: springs in the landscape; independent fields: "
                + $"{2 * Units * theory.Numbers["fresh"] * epochs:F0}"),
            Verdict.Compare(Number, "variance of the separations, sites²", Paper, variance,
                Mean(trained, r => r.Numbers["spacingVariance"]),
                $"theory: springs in the landscape; without it {theory.Numbers["plateau"]:F1}, "
                + $"at random {RandomVariance:F0}"),
            Verdict.Compare(Number, "the same, new samples at every update", Paper, theory.Numbers["plateau"],
                Mean([.. runs.Skip(1 + Runs)], r => r.Numbers["spacingVariance"]),
                "theory: harmonic springs alone"),
            Verdict.Compare(Number, "variance of the separations, sites², any repulsion", Paper,
                theory.Numbers["fullVariance"], Mean(trained, r => r.Numbers["spacingVariance"]),
                "theory: full repulsion in the landscape, every batch drawn anew"),
            Verdict.Compare(Number, "the same, each sample once an epoch", Paper, theory.Numbers["epochVariance"],
                Mean(trained, r => r.Numbers["spacingVariance"]),
                "theory: noise of the batches that sums to zero over an epoch"),
            Verdict.Compare(Number, "the same, new samples at every update, any repulsion", Paper,
                theory.Numbers["fullPlateau"], Mean([.. runs.Skip(1 + Runs)], r => r.Numbers["spacingVariance"]),
                "theory: full repulsion, not only its springs"),
            Verdict.Compare(Number, $"⟨Δx̄²⟩ at {epochs:G3} epochs, sites²", null, theory.Series["mean"][last], mean,
                "theory: springs and this data set's landscape"),
            Verdict.Compare(Number, "the same, each sample once an epoch", null,
                new Estimate(theory.Numbers["epochMean"], theory.Numbers["epochMeanError"], Replicas - 1), mean,
                $"theory: noise that sums to zero over an epoch, {Replicas} replicas"),
            Verdict.Holds(Number, $"displacement within, {epochs:G3} over {earlier:G2} epochs", "coherent motion",
                growth.Value < 0.5 * (1 << Doublings),
                theory.Series["within"][last] / theory.Series["within"][last - Doublings], growth,
                $"less than half of {1 << Doublings}, that of independent fields; theory: springs"),
            Verdict.Report(Number, "D of the mean at long lags, sites²/epoch", "diffusion", theory.Numbers["longTime"],
                null, $"in this data set's landscape; with fresh data {theory.Numbers["fresh"]:F1}"),
        ];
    }

    /// <summary>That of the broken-stick law, (N/M)² (M − 1)/(M + 1).</summary>
    private static double RandomVariance => (double)Sites * Sites / (Units * Units) * (Units - 1) / (Units + 1);

    private static Estimate Mean(RunRecord[] trained, Func<RunResult, double> quantity)
        => Estimate.FromRuns([.. trained.Select(run => quantity(run.Result))]);
}
