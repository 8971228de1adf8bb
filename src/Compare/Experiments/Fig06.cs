using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Experiments;

/// <summary>
/// Fig. 6: three place cells diffuse as one. The motion of their mean and the spread of their separations are
/// predicted with no fit.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
public sealed class Fig06(Preset preset) : Experiment
{
    private const int Sites = 100, Units = ThreeBumps.Units, Samples = 1_000_000, Batch = 100;
    private const int UpdatesPerEpoch = Samples / Batch, Every = 50, LooksPerEpoch = UpdatesPerEpoch / Every;
    private const double Beta = 1, LearningRate = 0.1, InitialDeviation = 0.01;

    /// <summary>Looks between two positions of the trajectories that are kept: a quarter of an epoch.</summary>
    private const int Stride = LooksPerEpoch / 4;

    /// <summary>Lags in looks between which the slope of the short lags is taken, as in Fig. 5.</summary>
    private const int ShortFirst = 2, ShortLast = 6;

    /// <summary>Lags in looks, doubling.</summary>
    private int[] Lags => [.. Enumerable.Range(0, 30).Select(n => 1 << n).TakeWhile(lag => lag <= LongestLag)];

    private const int CurvePoints = 41;

    private int Runs { get; } = preset == Preset.Paper ? 3 : 4;

    private int Epochs { get; } = preset == Preset.Paper ? 200 : 12;

    private int GibbsSteps { get; } = preset == Preset.Paper ? 20 : 1;

    /// <summary>Epochs left out at the start.</summary>
    private int Skipped { get; } = preset == Preset.Paper ? 20 : 2;

    /// <summary>In looks: four epochs, or sixteen.</summary>
    private int LongestLag { get; } = preset == Preset.Paper ? 16 * LooksPerEpoch : 4 * LooksPerEpoch;

    private static string Paper => "constant distance";

    /// <inheritdoc/>
    public override string Number => "6";

    /// <inheritdoc/>
    public override string Name => "fig06";

    /// <inheritdoc/>
    public override string Title => "Fig. 6  Three place cells diffuse as one";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Text =>
    [
        "Three hidden units learn as the one of Fig. 5 does. Left: the centres of their fields, one colour a training, "
        + "followed across the ends of the ring. Right: the mean square displacement of the mean of the three centres, "
        + "and that within the group, R = ½ Σ_m ⟨(Δ_m − Δ̄)²⟩. Fields that moved independently would have R equal to three "
        + "times the first; fields at a constant distance would have R = 0.",
        "The exact flow of three units (infinite data) has three soft modes: the common translation, which nothing but "
        + "the lattice holds, and two changes of the separations, which repulsion holds like springs, κ_1 and κ_2. Each "
        + "field receives the noise of one alone, D. To leading order in ν the mean then diffuses with D/3 (dashed, "
        + "grey), and R levels off at D/(νκ_1) + D/(νκ_2) after 1/(νκ) updates (black). The distances are not constant: "
        + "about the same sum is the variance of one separation around N/3, five sites and more either way; at lags "
        + "below a third of an epoch the fields move independently.",
        "At long lags the data set's landscape slows the mean, more than a single field in Fig. 5: three fields see "
        + "three places of it at a time, at a third of the temperature. The curve in vermilion averages the landscape of "
        + "this data set over the separations, F = −T ln ⟨exp(−Σ U/T)⟩, and lets the mean diffuse in it. The springs are "
        + "the harmonic ones about equal spacing, the landscape's pull on the separations is left out, and so are "
        + "fluctuations of the fields' shape, which make D some 16 % larger at ν = 0.1 (Fig. 5).",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("Sites, hidden units", $"N = {Sites}, M = {Units}"), ("Inverse temperature", $"β = {Beta}"),
        ("Samples", $"S = {Samples:N0}, one data set for all trajectories, initial weights and chains their own"),
        ("Training", $"ν = {LearningRate}, batches of {Batch}, {Batch} chains, PCD-{GibbsSteps}, {Epochs} epochs"),
        ("Initial weights", $"Gaussian, standard deviation {InitialDeviation}"),
        ("Looks", $"every {Every} updates; the first {Skipped} epochs are left out of the displacements"),
        ("Runs", $"{Runs}"),
        ("Scaled down", preset == Preset.Paper
            ? $"{Runs} trainings of {Epochs} epochs; the paper does not tell how many"
            : $"{Runs} trainings of {Epochs} epochs; PCD-1, as v tanh I does not see which way a hidden unit points"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
    {
        ulong dataSeed = SeedOf(seed, "data");
        Dictionary<string, double> shared = new()
        {
            ["sites"] = Sites,
            ["hidden"] = Units,
            ["beta"] = Beta,
            ["samples"] = Samples,
            ["learningRate"] = LearningRate,
            ["batch"] = Batch,
            ["chains"] = Batch,
            ["dataSeed"] = dataSeed,
            ["longestLag"] = LongestLag,
        };
        RunPlan theory = new("theory", 0, shared, 10, (_, stop) => Theory(dataSeed, stop));
        return [theory, .. Enumerable.Range(1, Runs).Select(run => PlanRun(seed, dataSeed, shared, $"run-{run}"))];
    }

    private RunPlan PlanRun(ulong seed, ulong dataSeed, Dictionary<string, double> shared, string run)
    {
        ulong own = SeedOf(seed, run);
        Dictionary<string, double> parameters = new(shared)
        {
            ["gibbsSteps"] = GibbsSteps,
            ["epochs"] = Epochs,
            ["skipped"] = Skipped,
            ["every"] = Every,
            ["initialDeviation"] = InitialDeviation,
        };
        return new(run, own, parameters, Cost: (0.4 + 0.08 * GibbsSteps) * Epochs,
            (progress, stop) => Train(dataSeed, own, progress, stop));
    }

    private RunResult Theory(ulong dataSeed, CancellationToken stop)
    {
        ThreeBumps bumps = new(Sites, Beta);
        PopulationBump alone = PopulationBump.SiteCentred(Sites, Beta);
        BumpDiffusion noise = new(alone);
        double perUpdate = bumps.Diffusion(LearningRate, Batch, Batch), fresh = perUpdate * UpdatesPerEpoch / Units;
        double temperature = noise.PerUpdate(LearningRate, Batch, Batch) * noise.Stiffness / LearningRate;
        SpinSet data = new IsingRingSampler(Sites, Beta).SampleSet(Samples, dataSeed);
        double[] potential = [.. TurnedField.LogLikelihoods(alone.Weights, data, stop).Select(l => -l / temperature)];
        LandscapeDiffusion motion = new(fresh, bumps.FreeEnergy(potential, perUpdate, LearningRate), Sites);

        double[] curve = Grid.Logarithmic((double)Every / UpdatesPerEpoch, (double)LongestLag / LooksPerEpoch, CurvePoints);
        double[] lags = [.. Lags.Select(lag => (double)lag / LooksPerEpoch)];
        double Within(double epochs) => bumps.OfSeparations(perUpdate, LearningRate, epochs * UpdatesPerEpoch);
        return new(
            new Dictionary<string, double>
            {
                ["fresh"] = fresh,
                ["softest"] = bumps.Stiffness[0],
                ["stiffest"] = bumps.Stiffness[1],
                ["plateau"] = Within(double.PositiveInfinity),
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

    private RunResult Train(ulong dataSeed, ulong seed, IProgress<double> progress, CancellationToken stop)
    {
        SpinSet data = new IsingRingSampler(Sites, Beta).SampleSet(Samples, dataSeed);
        TrainingPlan plan = new()
        {
            LearningRate = LearningRate,
            BatchSize = Batch,
            Chains = Batch,
            GibbsSteps = GibbsSteps,
            Epochs = Epochs,
        };
        Rbm machine = Rbm.OfSpins(Sites, Units, InitialDeviation, seed);
        CentreLog log = new(Sites, Units, Every);
        Trainer.Run(machine, new ShuffledBatches(data, Batch, seed), plan, seed,
            observer: new ProgressObserver(Epochs, progress, log), ct: stop);

        double[][] all = [.. Enumerable.Range(0, Units).Select(m => log.Of(m))];
        double[][] late = [.. Enumerable.Range(0, Units).Select(m => log.Of(m, Skipped * LooksPerEpoch))];
        CollectiveMotion motion = new(late, Sites);
        double[] variances =
        [
            .. Enumerable.Range(0, late[0].Length).Select(t => Spacing.Measure([.. late.Select(x => x[t])], Sites).Variance),
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
                ["spinUpdates"] = (double)Epochs * UpdatesPerEpoch * Batch * GibbsSteps * Sites,
            },
            series);
    }

    /// <inheritdoc/>
    public override Figure Draw(IReadOnlyList<RunRecord> runs)
    {
        RunResult theory = runs[0].Result;
        RunRecord[] trained = [.. runs.Skip(1)];
        double[] curve = theory.Series["curve"], ends = [curve[0], curve[^1]];
        double fresh = theory.Numbers["fresh"];
        return new(Name, "Three fields keep their distances about, and wander together",
        [
            new("Trajectories, one colour a training", new("epoch", 0, Epochs), new("centres of the fields, sites"),
                [.. from m in Enumerable.Range(0, Units)
                    from run in Enumerable.Range(0, trained.Length)
                    select Trajectory(trained[run].Result.Series[$"trajectory{m}"], run)], LegendPlace.None),
            new("Mean square displacements", new("lag t, epochs", 0.003, 1.5 * curve[^1], Logarithmic: true),
                new("sites^{2}", 0.02, 1e4, Logarithmic: true),
            [
                new("2(D/3) t", ends, [.. ends.Select(t => 2 * fresh * t)], Mark.Dashed, Palette.Grey),
                new("mean, in the data's landscape", curve, theory.Series["curveMean"], Mark.Line, Palette.Vermilion),
                new("within the group, springs", curve, theory.Series["curveWithin"], Mark.Line, Palette.Black),
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
    public override IReadOnlyList<Verdict> Judge(IReadOnlyList<RunRecord> runs)
    {
        RunResult theory = runs[0].Result;
        RunRecord[] trained = [.. runs.Skip(1)];
        const double ShortTime = (double)(ShortLast - ShortFirst) / LooksPerEpoch;
        int last = Lags.Length - 1;
        double epochs = (double)Lags[last] / LooksPerEpoch, plateau = theory.Numbers["plateau"];
        Estimate near = Mean(trained, r => (r.Series["shortMean"][1] - r.Series["shortMean"][0]) / (2 * ShortTime));
        Estimate within = Mean(trained, r => r.Series["within"][last]);
        Estimate mean = Mean(trained, r => r.Series["mean"][last]);
        Estimate coherence = Mean(trained, r => Units * r.Series["mean"][last] / r.Series["within"][last]);
        return
        [
            Verdict.Compare(Number, $"D of the mean, lags of {ShortFirst * Every}–{ShortLast * Every} updates, sites²/epoch",
                null, theory.Numbers["fresh"], near, "theory: D/3, leading order in ν; +16 % expected at ν = 0.1"),
            Verdict.Compare(Number, $"displacement within the group at {epochs:G3} epochs, sites²", Paper, plateau, within,
                "theory: D/(νκ₁) + D/(νκ₂); independent fields: "
                + $"{2 * Units * theory.Numbers["fresh"] * epochs:F0}"),
            Verdict.Compare(Number, "variance of the separations, sites²", Paper, plateau,
                Mean(trained, r => r.Numbers["spacingVariance"]),
                $"theory: the same; fields put down at random: {RandomVariance:F0}"),
            Verdict.Compare(Number, $"⟨Δx̄²⟩ at {epochs:G3} epochs, sites²", null, theory.Series["mean"][last], mean,
                "theory: springs and this data set's landscape"),
            Verdict.Holds(Number, $"three times mean over within at {epochs:G3} epochs", "coherent motion",
                coherence.Value - 2 * coherence.StandardError > 1, Units * theory.Series["mean"][last] / theory.Series["within"][last],
                coherence, "above 1, the value of independent fields, by two standard errors"),
            Verdict.Report(Number, "D of the mean at long lags, sites²/epoch", "diffusion", theory.Numbers["longTime"], null,
                $"in this data set's landscape; with fresh data {theory.Numbers["fresh"]:F1}"),
        ];
    }

    /// <summary>That of the broken-stick law, (N/M)² (M − 1)/(M + 1).</summary>
    private static double RandomVariance => (double)Sites * Sites / (Units * Units) * (Units - 1) / (Units + 1);

    private static Estimate Mean(RunRecord[] trained, Func<RunResult, double> quantity)
        => Estimate.FromRuns([.. trained.Select(run => quantity(run.Result))]);
}
