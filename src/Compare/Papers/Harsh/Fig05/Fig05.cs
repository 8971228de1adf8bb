using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 5: the place cell moves along the ring, fast where it stands and slowly over the landscape that its data set
/// leaves. Both diffusion constants, and the curve between them, are predicted with no fit.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Fig05(Preset preset) : Experiment<Fig05Settings>(Fig05Settings.Presets, preset)
{
    private const int Stride = DiffusionTraining.Stride, KeptPerEpoch = DiffusionTraining.KeptPerEpoch;
    private const int ObservationsPerEpoch = DiffusionTraining.ObservationsPerEpoch;

    /// <summary>
    /// Lags in observations between which the slope of the short lags is taken. The shape of the bump forgets in
    /// 1/(ν λ) updates, some 40 with λ ≃ 1/4, and so does what it adds to the centre: from 100 updates on the slope is
    /// that of the motion.
    /// </summary>
    private const int ShortFirst = 2, ShortLast = 6, ShortMaximum = 32;

    private const int CurvePoints = 61;

    private OneCellTraining Training => Settings.Training;

    private SingleRun<OneCellTheorySettings, OneCellTheory> Theory => new(Fig05Json.Default)
    {
        Name = "theory",
        Settings = seeds => new(
            Training.Sites, Training.Beta, Training.Samples, Training.LearningRate, Training.Batch, Training.Chains,
            seeds.Of("data"), Training.LongFirst, Training.LongLast),
        Cost = _ => 8,
        Compute = (settings, run) => Predict(settings, run.Stop),
    };

    private RepeatedRuns<OneCellTraining, OneCellPath> Trainings => new(Fig05Json.Default)
    {
        Name = run => $"run-{run}",
        Repeats = Settings.Runs,
        Settings = seeds => Training with { DataSeed = seeds.Of("data") },
        Cost = training => 0.35 * training.Epochs,
        IsRandom = true,
        Compute = Train,
    };

    private RepeatedRuns<OneCellTraining, OneCellPath> FreshTrainings => new(Fig05Json.Default)
    {
        Name = run => $"fresh-{run}",
        Repeats = Settings.FreshRuns,
        Settings = _ => Training with
        {
            Fresh = true,
            GibbsSteps = 1,
            Epochs = Settings.FreshEpochs,
            Skipped = 2,
            LongFirst = 1,
            LongLast = 2,
        },
        Cost = training => 0.25 * training.Epochs,
        IsRandom = true,
        Compute = Train,
    };

    private SingleRun<ShortLagSettings, ShortLagTheory> ShortTheory => new(Fig05Json.Default)
    {
        Name = "short-lags",
        Settings = seeds => new(
            Training.Sites, Training.Beta, Training.Samples, Training.LearningRate, Training.Batch, Training.Chains,
            seeds.Of("data"), ShortFirst * Training.Every, ShortLast * Training.Every),
        Cost = _ => 20,
        Compute = (settings, run) => Predict(settings, run.Stop),
    };

    /// <inheritdoc/>
    public override string Number => "5";

    /// <inheritdoc/>
    public override string Name => "fig05";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Theory, Trainings, FreshTrainings, ShortTheory];

    /// <summary>In epochs: the first of the long lags, and shorter ones.</summary>
    private static int[] JudgedLags(int longFirst) => [.. ((int[])[1, 5]).Where(lag => lag < longFirst), longFirst];

    private static OneCellTheory Predict(OneCellTheorySettings settings, CancellationToken stop)
    {
        (int sites, double beta) = (settings.Sites, settings.Beta);
        PopulationBump bump = PopulationBump.SiteCentred(sites, beta);
        BumpDiffusion noise = new(bump);
        double fresh = noise.PerEpoch(settings.LearningRate, settings.Batch, settings.Chains, settings.Samples);
        double temperature = noise.Temperature(settings.LearningRate, settings.Batch, settings.Chains);
        SpinSet data = new IsingRingSampler(sites, beta).SampleSet(settings.Samples, settings.DataSeed);
        double[] potential = Potential(bump, data, temperature, stop);
        double mean = potential.Average();
        LandscapeDiffusion motion = new(fresh, potential, sites);
        (int first, int last) = (settings.LongFirst, settings.LongLast);
        double[] lags = Grid.Logarithmic(1.0 / ObservationsPerEpoch, last, CurvePoints);
        return new(
            fresh, BumpDiffusion.InPotential(fresh, potential), temperature,
            Math.Sqrt(potential.Average(u => (u - mean) * (u - mean))),
            (motion.MeanSquareDisplacement(last) - motion.MeanSquareDisplacement(first)) / (2 * (last - first)),
            [.. potential.Select(u => u - mean)], lags, [.. lags.Select(motion.MeanSquareDisplacement)],
            [.. JudgedLags(first).Select(lag => motion.MeanSquareDisplacement(lag))]);
    }

    private static ShortLagTheory Predict(ShortLagSettings settings, CancellationToken stop)
    {
        (double rate, int batch, int chains) = (settings.LearningRate, settings.Batch, settings.Chains);
        int updates = settings.Samples / batch;
        PopulationBump bump = PopulationBump.SiteCentred(settings.Sites, settings.Beta);
        BumpDiffusion noise = new(bump);
        BumpDiffusionExpansion expansion = new(bump, rate, batch, chains);
        SpinSet data = new IsingRingSampler(settings.Sites, settings.Beta).SampleSet(settings.Samples, settings.DataSeed);
        double[] potential = Potential(bump, data, noise.Temperature(rate, batch, chains), stop);
        ShortLags lags = new(settings.FirstLag, settings.LastLag, updates);
        return new(
            expansion.Leading * updates, expansion.Correction, lags.Fresh(expansion),
            lags.InLandscape(expansion.PerUpdate * updates, expansion.Leading * updates, potential, settings.Sites),
            lags.OnceAnEpoch(noise));
    }

    /// <summary>U/T of a data set at x = 0, ½, 1, ….</summary>
    private static double[] Potential(PopulationBump bump, SpinSet data, double temperature, CancellationToken stop)
    {
        PopulationBump bond = PopulationBump.BondCentred(bump.Weights.Length, bump.Beta);
        return [.. Landscape(bump, bond, data, stop).Select(l => l / -temperature)];
    }

    /// <summary>
    /// L at x = 0, ½, 1, …: the site-centred bump turned by whole sites, and between two sites the bond-centred one,
    /// which is where the bump passes on its way.
    /// </summary>
    private static double[] Landscape(PopulationBump site, PopulationBump bond, SpinSet data, CancellationToken stop)
    {
        int sites = site.Weights.Length;
        double[] landscape = new double[2 * sites];
        foreach (PopulationBump bump in (PopulationBump[])[site, bond])
        {
            double[] turned = TurnedField.LogLikelihoods(bump.Weights, data, stop);
            for (int x = 0; x < sites; x++)
                landscape[((int)(2 * bump.Centre) + 2 * x) % (2 * sites)] = turned[x];
        }
        return landscape;
    }

    private static OneCellPath Train(OneCellTraining training, RunContext run)
    {
        CentreLog log = training.Follow(run);
        int skipped = training.Skipped * ObservationsPerEpoch, longest = training.LongLast * KeptPerEpoch;
        MeanSquareDisplacement near = MeanSquareDisplacement.Measure([log.Of(0, skipped)], ShortMaximum);
        MeanSquareDisplacement far = MeanSquareDisplacement.Measure([log.Of(0, skipped, Stride)], longest);
        return new(
            training.SpinUpdates,
            [.. log.Of(0, 0, Stride).Select(x => Math.Round(x, 3))],
            [.. Enumerable.Range(0, ShortMaximum + 1).Select(lag => near.At(lag).Value)],
            [.. Enumerable.Range(0, longest + 1).Select(lag => far.At(lag).Value)]);
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        OneCellTheory theory = runs.Of(Theory);
        IReadOnlyList<OneCellPath> trained = runs.Of(Trainings);
        (double Lag, Estimate Msd)[] measured = [.. Measured(trained)];
        double[] ends = [theory.Lags[0], theory.Lags[^1]];
        return new(Name, "The centre of the receptive field wanders along the ring",
        [
            new("Trajectories", new("epoch", 0, Training.Epochs), new("centre of the field, sites"),
                [.. trained.Select((run, r) => Trajectory(run.Trajectory, r))], LegendPlace.None),
            new("Mean square displacement",
                new("lag t, epochs", 0.003, 1.5 * Training.LongLast, Logarithmic: true),
                new("⟨Δx^{2}⟩, sites^{2}", 0.05, Logarithmic: true),
            [
                new("2D_{fresh} t", ends, [.. ends.Select(t => 2 * theory.Fresh * t)], Mark.Dashed, Palette.Grey),
                new("2D_{eff} t", ends, [.. ends.Select(t => 2 * theory.Effective * t)], Mark.Dashed,
                    Palette.Vermilion),
                new("in the data's landscape", theory.Lags, theory.Msd, Mark.Line, Palette.Black),
                new("trained", [.. measured.Select(m => m.Lag)], [.. measured.Select(m => m.Msd.Value)], Mark.Points,
                    Palette.Blue, [.. measured.Select(m => m.Msd.StandardError)]),
            ], LegendPlace.TopLeft),
        ], $"N = {Training.Sites}, M = {Settings.Hidden}, β = {Training.Beta}, S = {Training.Samples:N0}, "
            + $"ν = {Training.LearningRate}, batches of {Training.Batch}, PCD-{Training.GibbsSteps}; {Scale}");
    }

    private string Scale => ScaledDown.Length == 0 ? "the paper's parameters"
        : $"scaled down: {Settings.Runs} × {Training.Epochs} epochs, not {Fig05Settings.Presets.Paper.Runs} × "
            + $"{Fig05Settings.Presets.Paper.Training.Epochs}";

    private static Series Trajectory(double[] positions, int run)
        => new("", [.. positions.Select((_, i) => (double)(i * Stride + 1) / ObservationsPerEpoch)], positions,
            Mark.Line, run % Palette.Curves);

    /// <summary>Lags in epochs, doubling, and the mean over runs.</summary>
    private IEnumerable<(double Lag, Estimate Msd)> Measured(IReadOnlyList<OneCellPath> trained)
    {
        for (int lag = 1; lag <= ShortMaximum; lag *= 2)
            yield return ((double)lag / ObservationsPerEpoch, trained.Mean(path => path.ShortMsd[lag]));
        for (int lag = 1; lag <= Training.LongLast * KeptPerEpoch; lag *= 2)
            yield return ((double)lag / KeptPerEpoch, trained.Mean(path => path.LongMsd[lag]));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        OneCellTheory theory = runs.Of(Theory);
        IReadOnlyList<OneCellPath> trained = runs.Of(Trainings);
        (int first, int last) = (Training.LongFirst, Training.LongLast);
        Estimate far = trained.Mean(path =>
            (path.LongMsd[last * KeptPerEpoch] - path.LongMsd[first * KeptPerEpoch]) / (2 * (last - first)));
        return
        [
            .. ShortDiffusion(runs),
            .. JudgedLags(first).Select((lag, i) => Verdict.Compare(
                $"displacement-{lag}", $"⟨Δx²⟩ at {lag} epoch{(lag == 1 ? "" : "s")}, sites²", null,
                theory.MsdAtJudged[i], trained.Mean(path => path.LongMsd[lag * KeptPerEpoch]),
                "theory: Brownian motion in this data set's landscape") with { Judges = Claim.FirstOrder }),
            Verdict.Compare(
                "long-diffusion", $"D, lags of {first}–{last} epochs, sites²/epoch", "MSD grows linearly",
                theory.LongSlope, far, $"theory: same lags of the curve; D(eff) = {theory.Effective:F2}")
                with { Judges = Claim.FirstOrder },
            Verdict.Report("roughness", "roughness of the landscape, sd(U)/T", "activated, pure diffusion for large S",
                theory.Roughness, null, "above 1: activated"),
        ];
    }

    /// <summary>
    /// D at short lags: to leading order, with the next one, and for one data set, whose landscape and whose samples, once
    /// an epoch, take a computed share off what new samples give.
    /// </summary>
    private IEnumerable<Verdict> ShortDiffusion(Results runs)
    {
        ShortLagTheory theory = runs.Of(ShortTheory);
        double share = theory.InLandscape * theory.OnceAnEpoch;
        Estimate near = Slope(runs.Of(Trainings)), fresh = Slope(runs.Of(FreshTrainings));
        string lags = $"lags of {ShortFirst * Training.Every}–{ShortLast * Training.Every} updates";
        return
        [
            Verdict.Compare(
                "short-diffusion", $"D, {lags}, sites²/epoch", null, runs.Of(Theory).Fresh, near,
                "theory: D(fresh), leading order in ν")
                with { Judges = Claim.FirstOrder, ExplainedBy = "short-control" },
            Verdict.Compare(
                "short-fresh-leading", $"D, {lags}, new samples at every update", null, theory.Leading, fresh,
                "theory: leading order in ν") with { Judges = Claim.FirstOrder, ExplainedBy = "short-fresh" },
            Verdict.Compare(
                "short-fresh", $"the same, {lags}, next order in ν", null, theory.Fresh, fresh,
                $"theory: fluctuations of the shape add {theory.Correction:P1}"),
            Verdict.Compare(
                "short-next", $"D, {lags}, one data set, next order in ν", null, share * theory.Fresh, near,
                $"theory: {theory.InLandscape:P1} left by the landscape, {theory.OnceAnEpoch:P1} by samples that come "
                    + $"once an epoch; the order after next is some {theory.Correction * theory.Correction:P1}")
                with { Judges = Claim.FirstOrder, ExplainedBy = "short-control" },
            Verdict.Compare(
                "short-control", $"D, {lags}, one data set, from that of new samples", null,
                fresh with { Value = share * fresh.Value, StandardError = share * fresh.StandardError }, near,
                "theory: D of the control, every order in ν, times both shares"),
        ];
    }

    private static Estimate Slope(IReadOnlyList<OneCellPath> paths)
    {
        const double Time = (double)(ShortLast - ShortFirst) / ObservationsPerEpoch;
        return paths.Mean(path => (path.ShortMsd[ShortLast] - path.ShortMsd[ShortFirst]) / (2 * Time));
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
    {
        OneCellTheory theory = runs.Of(Theory);
        return new Dictionary<string, object>
        {
            ["effective"] = theory.Effective,
            ["drift"] = Math.Sqrt(2 * theory.Fresh),
            ["correction"] = 100 * runs.Of(ShortTheory).Correction,
        };
    }
}
