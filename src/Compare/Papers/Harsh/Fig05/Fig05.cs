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
/// Fig. 5: the place cell moves along the ring, fast where it stands and slowly over the landscape that its data set
/// leaves. Both diffusion constants, and the curve between them, are predicted with no fit.
/// </summary>
/// <param name="preset">The paper's ten trajectories, or fewer and shorter ones.</param>
public sealed class Fig05(Preset preset) : Experiment
{
    private const int Sites = DiffusionTraining.Sites, Samples = DiffusionTraining.Samples, Batch = DiffusionTraining.Batch;
    private const int UpdatesPerEpoch = DiffusionTraining.UpdatesPerEpoch, Every = DiffusionTraining.Every;
    private const int Stride = DiffusionTraining.Stride, KeptPerEpoch = DiffusionTraining.KeptPerEpoch, GibbsSteps = 20;
    private const double Beta = DiffusionTraining.Beta, LearningRate = DiffusionTraining.LearningRate;

    /// <summary>
    /// Lags in looks between which the slope of the short lags is taken. The shape of the bump forgets in 1/(ν λ)
    /// updates, some 40 with λ ≃ 1/4, the centre's own jitter with it: from 100 updates on the slope is that of the
    /// motion.
    /// </summary>
    private const int ShortFirst = 2, ShortLast = 6, ShortMaximum = 32;

    private const int CurvePoints = 61;

    private int Runs { get; } = preset == Preset.Paper ? 10 : 5;

    private int Epochs { get; } = preset == Preset.Paper ? 200 : 30;

    private DiffusionTraining Training => new(1, GibbsSteps, Epochs);

    /// <summary>Epochs left out at the start; the paper leaves out 20.</summary>
    private int Skipped { get; } = preset == Preset.Paper ? 20 : 5;

    private int LongFirst { get; } = preset == Preset.Paper ? 20 : 4;

    private int LongLast { get; } = preset == Preset.Paper ? 60 : 10;

    private double[] JudgedLags { get; } = preset == Preset.Paper ? [1, 5, 20] : [1, 4];

    /// <inheritdoc/>
    public override string Number => "5";

    /// <inheritdoc/>
    public override string Name => "fig05";

    /// <inheritdoc/>
    public override string Title => "Fig. 5  The place cell diffuses";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> LegacyText =>
    [
        "One hidden unit goes on learning long after its field has formed, from several random initial weights and, "
        + "as the paper's caption has it, from one data set. Left: the centre of the field (the phase of the first "
        + "Fourier mode of w²), followed across the ends of the ring. Right: its mean square displacement over all "
        + "starting times after the transient.",
        "The noise of an update, from the batch and from the chains, moves the bump w along the ring by "
        + "−(w′·δw)/(w′·w′). Were every batch new, the centre would diffuse with D(fresh) = ½ν² (V(model)/n + "
        + "V(data)/S(batch)) / (w′·w′)² an update, both variances being exact (dashed, grey). But the S samples come "
        + "back at every epoch, and their mean log-likelihood L(x) of the bump placed at x is not flat: the centre is "
        + "a Brownian particle in the potential −L at the temperature T = D(fresh) w′·w′/ν. The landscape of this "
        + "very data set gives the mean square displacement at every lag (black) and the constant of Lifson and "
        + "Jackson at long ones, D(eff) = D(fresh)/(⟨exp(U/T)⟩⟨exp(−U/T)⟩) (dashed, vermilion). Nothing is fitted.",
        "The prediction is the leading order in ν. At ν = 0.1 the short lags are expected some 16 % above it, for the "
        + "fluctuations of the bump's shape, of order ν, shrink w′·w′ on average; they raise T with it and lower the "
        + "barriers. A verdict that differs by so much is left as it is. The black curve starts from equilibrium in "
        + "the landscape; trajectories that have yet to find the deepest wells move more at long lags.",
        "The curve also takes the noise of every batch for new. With epochs each sample comes once, and 84 percent "
        + "of the noise, that of the batches, sums to zero at a place to which the field keeps for an epoch. It "
        + "moves nine sites in that time, so that most of it survives, but not all: in computations apart from "
        + "this report, Brownian motion with such noise in the landscape "
        + "of Fig. 6 has ⟨Δx²⟩ = 50, 162 and 466 sites² at 1, 5 and 20 epochs, and 63, 251 and 818 "
        + "with batches drawn with replacement. The trained fields of the paper's parameters, in a landscape like "
        + "it, had 57, 175 and 575.",
    ];

    /// <inheritdoc/>
    public override string Equations =>
        "exact bump, where (32) vanishes; its noise and the landscape of the data go beyond the paper";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        .. Training.Words(Skipped),
        ("Runs", $"{Runs}"),
        ("Scaled down", preset == Preset.Paper
            ? "nothing: the paper's parameters"
            : $"{Runs} trajectories of {Epochs} epochs instead of 10 of 200, {Skipped} epochs left out instead of 20"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
    {
        ulong dataSeed = SeedOf(seed, "data");
        Dictionary<string, double> shared = new(DiffusionTraining.Shared(dataSeed))
        {
            ["longFirst"] = LongFirst,
            ["longLast"] = LongLast,
        };
        RunPlan theory = new("theory", 0, shared, 8, (_, stop) => Theory(dataSeed, stop));
        return [theory, .. Enumerable.Range(1, Runs).Select(run => PlanRun(seed, dataSeed, shared, $"run-{run}"))];
    }

    private RunPlan PlanRun(ulong seed, ulong dataSeed, Dictionary<string, double> shared, string run)
    {
        ulong own = SeedOf(seed, run);
        return new(run, own, Training.Parameters(shared, Skipped), Cost: 0.35 * Epochs,
            (progress, stop) => Train(dataSeed, own, progress, stop));
    }

    private RunResult Theory(ulong dataSeed, CancellationToken stop)
    {
        PopulationBump bump = PopulationBump.SiteCentred(Sites, Beta);
        BumpDiffusion noise = new(bump);
        double fresh = noise.PerEpoch(LearningRate, Batch, Batch, Samples);
        double temperature = noise.Temperature(LearningRate, Batch, Batch);
        SpinSet data = DiffusionTraining.Data(dataSeed);
        double[] potential = Landscape(bump, PopulationBump.BondCentred(Sites, Beta), data, stop);
        for (int p = 0; p < potential.Length; p++)
            potential[p] /= -temperature;
        double mean = potential.Average();
        LandscapeDiffusion motion = new(fresh, potential, Sites);
        double[] lags = Grid.Logarithmic((double)Every / UpdatesPerEpoch, LongLast, CurvePoints);
        return new(
            new Dictionary<string, double>
            {
                ["fresh"] = fresh,
                ["effective"] = BumpDiffusion.InPotential(fresh, potential),
                ["temperature"] = temperature,
                ["roughness"] = Math.Sqrt(potential.Average(u => (u - mean) * (u - mean))),
                ["longSlope"] = (motion.MeanSquareDisplacement(LongLast) - motion.MeanSquareDisplacement(LongFirst))
                    / (2 * (LongLast - LongFirst)),
            },
            new Dictionary<string, double[]>
            {
                ["potential"] = [.. potential.Select(u => u - mean)],
                ["lags"] = lags,
                ["msd"] = [.. lags.Select(motion.MeanSquareDisplacement)],
                ["msdAtJudged"] = [.. JudgedLags.Select(motion.MeanSquareDisplacement)],
            });
    }

    /// <summary>
    /// L at x = 0, ½, 1, …: the site-centred bump turned by whole sites, and between two sites the bond-centred one,
    /// which is where the bump passes on its way.
    /// </summary>
    private static double[] Landscape(PopulationBump site, PopulationBump bond, SpinSet data, CancellationToken stop)
    {
        double[] landscape = new double[2 * Sites];
        foreach (PopulationBump bump in (PopulationBump[])[site, bond])
        {
            double[] turned = TurnedField.LogLikelihoods(bump.Weights, data, stop);
            for (int x = 0; x < Sites; x++)
                landscape[((int)(2 * bump.Centre) + 2 * x) % (2 * Sites)] = turned[x];
        }
        return landscape;
    }

    private RunResult Train(ulong dataSeed, ulong seed, IProgress<double> progress, CancellationToken stop)
    {
        CentreLog log = Training.Follow(
            new ShuffledBatches(DiffusionTraining.Data(dataSeed), Batch, seed), seed, progress, stop);
        int skipped = Skipped * DiffusionTraining.LooksPerEpoch;
        MeanSquareDisplacement near = MeanSquareDisplacement.Measure([log.Of(0, skipped)], ShortMaximum);
        MeanSquareDisplacement far = MeanSquareDisplacement.Measure(
            [log.Of(0, skipped, Stride)], LongLast * KeptPerEpoch);
        return new(
            new Dictionary<string, double>
            {
                ["spinUpdates"] = Training.SpinUpdates,
            },
            new Dictionary<string, double[]>
            {
                ["trajectory"] = [.. log.Of(0, 0, Stride).Select(x => Math.Round(x, 3))],
                ["shortMsd"] = [.. Enumerable.Range(0, ShortMaximum + 1).Select(lag => near.At(lag).Value)],
                ["longMsd"] = [.. Enumerable.Range(0, LongLast * KeptPerEpoch + 1).Select(lag => far.At(lag).Value)],
            });
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        RunResult theory = runs[0].Result;
        RunRecord[] trained = [.. runs.Skip(1)];
        (double Lag, Estimate Msd)[] measured = [.. Measured(trained)];
        double[] lags = theory.Series["lags"];
        double[] ends = [lags[0], lags[^1]];
        return new(Name, "The centre of the receptive field wanders along the ring",
        [
            new("Trajectories", new("epoch", 0, Epochs), new("centre of the field, sites"),
                [.. trained.Select((run, r) => Trajectory(run.Result.Series["trajectory"], r))], LegendPlace.None),
            new("Mean square displacement", new("lag t, epochs", 0.003, 1.5 * LongLast, Logarithmic: true),
                new("⟨Δx^{2}⟩, sites^{2}", 0.05, Logarithmic: true),
            [
                new("2D_{fresh} t", ends, [.. ends.Select(t => 2 * theory.Numbers["fresh"] * t)], Mark.Dashed,
                    Palette.Grey),
                new("2D_{eff} t", ends, [.. ends.Select(t => 2 * theory.Numbers["effective"] * t)], Mark.Dashed,
                    Palette.Vermilion),
                new("in the data's landscape", lags, theory.Series["msd"], Mark.Line, Palette.Black),
                new("trained", [.. measured.Select(m => m.Lag)], [.. measured.Select(m => m.Msd.Value)], Mark.Points,
                    Palette.Blue, [.. measured.Select(m => m.Msd.StandardError)]),
            ], LegendPlace.TopLeft),
        ], $"N = {Sites}, M = 1, β = {Beta}, S = {Samples:N0}, ν = {LearningRate}, batches of {Batch}, "
            + $"PCD-{GibbsSteps}; " + (preset == Preset.Paper
                ? "the paper's parameters" : $"scaled down: {Runs} × {Epochs} epochs, not 10 × 200"));
    }

    private static Series Trajectory(double[] positions, int run)
        => new("", [.. positions.Select((_, i) => (double)(i * Stride + 1) * Every / UpdatesPerEpoch)], positions,
            Mark.Line, run % Palette.Colours.Count);

    /// <summary>Lags in epochs, doubling, and the mean over runs.</summary>
    private IEnumerable<(double Lag, Estimate Msd)> Measured(RunRecord[] trained)
    {
        for (int lag = 1; lag <= ShortMaximum; lag *= 2)
            yield return ((double)lag * Every / UpdatesPerEpoch, Mean(trained, r => r.Series["shortMsd"][lag]));
        for (int lag = 1; lag <= LongLast * KeptPerEpoch; lag *= 2)
            yield return ((double)lag / KeptPerEpoch, Mean(trained, r => r.Series["longMsd"][lag]));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        RunResult theory = runs[0].Result;
        RunRecord[] trained = [.. runs.Skip(1)];
        const double ShortTime = (double)(ShortLast - ShortFirst) * Every / UpdatesPerEpoch;
        Estimate near = Mean(trained,
            r => (r.Series["shortMsd"][ShortLast] - r.Series["shortMsd"][ShortFirst]) / (2 * ShortTime));
        Estimate far = Mean(trained,
            r => (r.Series["longMsd"][LongLast * KeptPerEpoch] - r.Series["longMsd"][LongFirst * KeptPerEpoch])
                / (2 * (LongLast - LongFirst)));
        return
        [
            Verdict.Compare(Number, $"D, lags of {ShortFirst * Every}–{ShortLast * Every} updates, sites²/epoch", null,
                theory.Numbers["fresh"], near, "theory: D(fresh), leading order in ν; +16 % expected at ν = 0.1"),
            .. JudgedLags.Select((lag, i) => Verdict.Compare(
                Number, $"⟨Δx²⟩ at {lag} epoch{(lag == 1 ? "" : "s")}, sites²", null, theory.Series["msdAtJudged"][i],
                Mean(trained, r => r.Series["longMsd"][(int)(lag * KeptPerEpoch)]),
                "theory: Brownian motion in this data set's landscape")),
            Verdict.Compare(Number, $"D, lags of {LongFirst}–{LongLast} epochs, sites²/epoch", "MSD grows linearly",
                theory.Numbers["longSlope"], far,
                $"theory: same lags of the curve; D(eff) = {theory.Numbers["effective"]:F2}"),
            Verdict.Report(Number, "roughness of the landscape, sd(U)/T", "activated, pure diffusion for large S",
                theory.Numbers["roughness"], null, "above 1: activated"),
        ];
    }

    private static Estimate Mean(RunRecord[] trained, Func<RunResult, double> quantity)
        => Estimate.FromRuns([.. trained.Select(run => quantity(run.Result))]);
}
