using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 3(a): the receptive field that one hidden unit learns from 10,000 samples of the Ising ring, at the paper's own
/// parameters, several times over.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Fig03a(Preset preset) : Experiment<Fig03aSettings>(Fig03aSettings.Presets, preset)
{
    /// <summary>The gain over independent spins counts as saturated within one of these shares of its last
    /// value.</summary>
    private static readonly double[] Saturations = [0.05, 0.02, 0.01];

    private PlaceCellTraining Training => Settings.Training;

    private SingleRun<FitSettings, PopulationFit> Theory => new(Fig03aJson.Default)
    {
        Name = "theory",
        Settings = _ => new(
            Training.Sites, Training.Beta, Training.Samples, Training.LearningRate, Training.Batch, Training.Batch),
        Compute = (settings, _) => Fit(settings),
    };

    private RepeatedRuns<PlaceCellTraining, PlaceCell> Trainings => new(Fig03aJson.Default)
    {
        Name = RunName,
        Repeats = Settings.Runs,
        Settings = _ => Training,
        Cost = _ => 10,
        IsRandom = true,
        Compute = Train,
    };

    /// <summary>The log-likelihood of each run's training set under the bump of infinite data at every site.</summary>
    private SingleRun<LandscapeSettings, Dictionary<string, double[]>> Landscapes => new(Fig03aJson.Default)
    {
        Name = "landscapes",
        Settings = seeds => new(Training.Sites, Training.Beta, Training.Samples, Settings.Runs, seeds.Of(RunName(1)))
        {
            Seeds = SetsOf(seeds),
        },
        Cost = _ => 4,
        Compute = (settings, run) => LandscapesOf(settings, run.Stop),
    };

    /// <summary>
    /// The log-likelihood that theory expects of each run's training set: neither the trained weights nor their place are
    /// used.
    /// </summary>
    private SingleRun<SlideSettings, Slides> SlidesUp => new(Fig03aJson.Default)
    {
        Name = "slides",
        Settings = seeds => new(
            Training.Sites, Training.Beta, Training.Samples, Settings.Runs, seeds.Of(RunName(1)), Training.LearningRate,
            Training.Batch, Training.Epochs)
        {
            Seeds = SetsOf(seeds),
        },
        Cost = _ => 5,
        Compute = (settings, run) => SlidesOf(settings, run.Stop),
    };

    /// <inheritdoc/>
    public override string Number => "3a";

    /// <inheritdoc/>
    public override string Name => "fig03a";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Theory, Trainings, Landscapes, SlidesUp];

    private static string RunName(int run) => $"run-{run}";

    private IReadOnlyList<ulong> SetsOf(Seeds seeds)
        => [.. Enumerable.Range(1, Settings.Runs).Select(run => seeds.Of(RunName(run)))];

    private static PopulationFit Fit(FitSettings settings)
    {
        PopulationBump bump = PopulationBump.SiteCentred(settings.Sites, settings.Beta);
        IsingRing ring = new(settings.Sites, settings.Beta);
        FiniteSample finite = new(bump, settings.Samples, settings.LearningRate, settings.Batch, settings.Chains);
        return new(
            bump.LogLikelihood, ring.CorrelationLength, ring.MeanLogLikelihood, finite.Fit, finite.Noise, bump.Weights);
    }

    private static Dictionary<string, double[]> LandscapesOf(LandscapeSettings settings, CancellationToken stop)
    {
        double[] weights = PopulationBump.SiteCentred(settings.Sites, settings.Beta).Weights;
        return LandscapesOf(weights, settings.Beta, settings.Samples, settings.Seeds, stop).Index()
            .ToDictionary(set => RunName(set.Index + 1), set => set.Item);
    }

    /// <summary>The log-likelihood of a field at every site, for the training set of each seed.</summary>
    private static double[][] LandscapesOf(
        double[] weights, double beta, int samples, IReadOnlyList<ulong> seeds, CancellationToken stop)
    {
        PlaceCellTraining sets = new() { Sites = weights.Length, Beta = beta, Samples = samples };
        return [.. seeds.Select(seed => TurnedField.LogLikelihoods(weights, sets.Data(seed), stop))];
    }

    private static Slides SlidesOf(SlideSettings settings, CancellationToken stop)
    {
        PopulationBump bump = PopulationBump.SiteCentred(settings.Sites, settings.Beta);
        FiniteSample finite = new(bump, settings.Samples, settings.LearningRate, settings.Batch, settings.Batch);
        double stiffness = new BumpDiffusion(bump).Stiffness;
        double time = settings.LearningRate * settings.Epochs * (settings.Samples / settings.Batch);
        double[][] landscapes = LandscapesOf(bump.Weights, settings.Beta, settings.Samples, settings.Seeds, stop);
        double[] gains = [.. landscapes.Select(l => LandscapeSlide.MeanGain(l, stiffness, time))];
        return new(gains, [.. landscapes.Select((l, i) => l.Average() + gains[i] + finite.Fit - finite.Noise)]);
    }

    private static PlaceCell Train(PlaceCellTraining training, RunContext run)
    {
        SpinSet train = training.Data(run.Seed);
        SpinSet test = new IsingRingSampler(training.Sites, training.Beta)
            .SampleSet(training.Samples, run.Seed, StreamPurpose.TestData);
        Rbm machine = Rbm.OfSpins(training.Sites, 1, training.InitialDeviation, run.Seed);
        TrainingPlan plan = new()
        {
            LearningRate = training.LearningRate,
            BatchSize = training.Batch,
            Chains = training.Batch,
            GibbsSteps = training.GibbsSteps,
            Epochs = training.Epochs,
        };
        LikelihoodCurve curve = new(train, test);
        curve.AfterEpoch(0, machine);
        Trainer.Run(machine, new ShuffledBatches(train, training.Batch, run.Seed), plan, run.Seed,
            observer: new ProgressObserver(training.Epochs, run.Progress, curve), ct: run.Stop);

        ReceptiveField field = ReceptiveField.Measure(machine.FieldOf(0));
        int updates = training.Epochs * (training.Samples / training.Batch);
        return new(
            field.PeakSite, field.Amplitude, field.FullWidthHalfMaximum, field.Sum, field.SumSquares,
            CorrelationLength(train), (double)updates * training.Batch * training.GibbsSteps * training.Sites,
            [.. machine.Weights.Select(w => (double)w * field.Sign)], [.. curve.Train], [.. curve.Test]);
    }

    /// <summary>ξ = −1/ln C(1) from the mean product of neighbours, (9).</summary>
    private static double CorrelationLength(SpinSet data)
    {
        long sum = 0;
        for (int s = 0; s < data.Samples; s++)
        {
            for (int i = 0; i < data.Sites; i++)
                sum += data.Spin(s, i) * data.Spin(s, (i + 1) % data.Sites);
        }
        return -1 / Math.Log((double)sum / data.Samples / data.Sites);
    }

    /// <summary>The first epoch whose gain over the start is within a share of the mean gain of the last ten.</summary>
    private static double SaturationEpoch(double[] test, double share)
    {
        double last = test.TakeLast(10).Average();
        double gain = last - test[0];
        return test.TakeWhile(value => value < last - share * gain).Count();
    }

    /// <summary>
    /// A run's training set against infinite data: what the trained weights gain over the bump of infinite data where
    /// they stand, which is where the two overlap most, and what that place gains over the mean place.
    /// </summary>
    private static (double Fit, double Place) Gains(PlaceCell cell, double[] places, double[] bump)
    {
        int sites = bump.Length;
        int here = Enumerable.Range(0, sites)
            .MaxBy(x => bump.Select((w, i) => w * cell.Weights[(i + x) % sites]).Sum());
        return (cell.TrainLogLikelihood[^1] - places[here], places[here] - places.Average());
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        double[] theory = runs.Of(Theory).Weights;
        PlaceCell first = runs.Of(Trainings)[0];
        int n = theory.Length, shift = first.PeakSite - ReceptiveField.Measure(theory).PeakSite + n;
        double[] sites = [.. Enumerable.Range(1, n).Select(i => (double)i)];
        double[] epochs = [.. Enumerable.Range(0, Training.Epochs + 1).Select(i => (double)i)];
        return new(Name, "Weights learnt by one hidden unit from the Ising ring",
        [
            new("Weights after training", new("site i", 1, n), new("weight w_{i}"),
            [
                new("exact flow, infinite data", sites,
                    [.. sites.Select(i => theory[((int)i - 1 - shift + 2 * n) % n])], Mark.Line, Palette.Black),
                new("trained", sites, first.Weights, Mark.Points, Palette.Blue),
            ], LegendPlace.TopLeft),
            new("Log-likelihood", new("epoch", 0, Training.Epochs), new("nats per configuration"),
            [
                new("training set", epochs, first.TrainLogLikelihood, Mark.Line, Palette.Blue),
                new("test set", epochs, first.TestLogLikelihood, Mark.Dashed, Palette.Vermilion),
            ], LegendPlace.BottomRight),
        ], $"N = {n}, M = 1, β = {Training.Beta}, S = {Training.Samples:N0}, ν = {Training.LearningRate}, batches of "
            + $"{Training.Batch}, PCD-{Training.GibbsSteps}"
            + (Training == Fig03aSettings.Presets.Paper.Training ? ": the paper's parameters" : "; scaled down"));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        PopulationFit exact = runs.Of(Theory);
        ReceptiveField bump = ReceptiveField.Measure(exact.Weights);
        IReadOnlyList<PlaceCell> cells = runs.Of(Trainings);
        (double Fit, double Place)[] gains = GainsOf(runs);
        double[] expected = runs.Of(SlidesUp).LogLikelihood;
        return
        [
            Verdict.Compare("correlation-length", "correlation length ξ of the data, sites", "3.7",
                exact.CorrelationLength, cells.Mean(c => c.CorrelationLength)),
            Verdict.Report("peak-site", "site of the peak, first run", "68; any", null, null,
                $"site {cells[0].PeakSite + 1:F0}, as good as any"),
            Verdict.Compare("peak", "peak of the weights max w", null, bump.Amplitude, cells.Mean(c => c.Amplitude),
                "theory: infinite data") with { Judges = Claim.FirstOrder },
            Verdict.Compare("width", "full width at half maximum, sites", null, bump.FullWidthHalfMaximum,
                cells.Mean(c => c.Fwhm), "theory: infinite data") with { Judges = Claim.FirstOrder },
            Verdict.Compare("sum", "W = |Σ w|", null, bump.Sum, cells.Mean(c => c.Sum), "theory: infinite data")
                with { Judges = Claim.FirstOrder },
            Verdict.Compare("training-likelihood", "log-likelihood of the training set, nats", null,
                exact.LogLikelihood, cells.Mean(c => c.TrainLogLikelihood[^1]), "theory: infinite data")
                with { Judges = Claim.FirstOrder, ExplainedBy = "slide" },
            Verdict.Compare("test-likelihood", "log-likelihood of the test set, nats", null, exact.LogLikelihood,
                cells.Mean(c => c.TestLogLikelihood[^1]), "theory: infinite data") with { Judges = Claim.FirstOrder },
            Verdict.Compare("fit", "training set, less that of the bump of infinite data there, nats", null,
                exact.Fit - exact.Noise, gains.Mean(g => g.Fit),
                $"theory: fit to S samples {exact.Fit:F4}, less noise {exact.Noise:F4}"),
            Verdict.Compare("slide", "training set, run by run, less what its landscape, fit and noise predict, nats", null, 0,
                cells.Index().Mean(c => c.Item.TrainLogLikelihood[^1] - expected[c.Index]),
                "theory: a slide up the landscape of the set from any place, the fit, the noise; no trained number"),
            Verdict.Report("place", "that bump there, less its mean along the ring, nats", null, null,
                gains.Mean(g => g.Place), "a field prefers places that its data set favours"),
            .. Saturation(cells),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
    {
        PopulationFit exact = runs.Of(Theory);
        return new Dictionary<string, object>
        {
            ["fit"] = exact.Fit,
            ["noise"] = exact.Noise,
            ["slides"] = runs.Of(SlidesUp).Gain.Mean(gain => gain),
            ["percent0"] = 100 * Saturations[0],
            ["percent1"] = 100 * Saturations[1],
            ["percent2"] = 100 * Saturations[2],
        };
    }

    /// <summary>The epochs of saturation by each definition, and whether between the first and the last the paper's may
    /// lie.</summary>
    private static IEnumerable<Verdict> Saturation(IReadOnlyList<PlaceCell> cells)
    {
        const double First = 10, Last = 20;
        Estimate[] epochs = [.. Saturations.Select(s => cells.Mean(c => SaturationEpoch(c.TestLogLikelihood, s)))];
        foreach ((double share, Estimate epoch) in Saturations.Zip(epochs))
        {
            yield return Verdict.Report(
                $"saturation-{share}", $"epoch at which the test log-likelihood is within {share:P0} of its gain", null,
                null, epoch);
        }

        yield return Verdict.Holds(
            "saturation", $"epochs from within {Saturations[0]:P0} of the gain to within {Saturations[^1]:P0}",
            $"saturates after {First}–{Last}", epochs[0].Value <= Last && epochs[^1].Value >= First, null, epochs[1],
            $"from {epochs[0].Value:F1} to {epochs[^1].Value:F1}: the paper does not define saturation");
    }

    private (double Fit, double Place)[] GainsOf(Results runs)
    {
        Dictionary<string, double[]> landscapes = runs.Of(Landscapes);
        double[] bump = runs.Of(Theory).Weights;
        return [.. runs.Of(Trainings).Select((cell, i) => Gains(cell, landscapes[RunName(i + 1)], bump))];
    }

    private sealed class LikelihoodCurve(SpinSet train, SpinSet test) : ITrainingObserver
    {
        public List<double> Train { get; } = [];

        public List<double> Test { get; } = [];

        public void AfterEpoch(int epoch, Rbm machine)
        {
            Train.Add(ExactLikelihood.MeanLogLikelihood(machine, train));
            Test.Add(ExactLikelihood.MeanLogLikelihood(machine, test));
        }
    }
}
