using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;
using RbmTheory.Theory.MeanField;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>A training on digits followed on the phase diagram: noise and modes of its weights, update by
/// update.</summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Trajectory(Preset preset) : Experiment<TrajectorySettings>(TrajectorySettings.Presets, preset)
{
    /// <summary>α = 1 … 4.</summary>
    public const int Modes = 4;

    /// <summary>A value stands out above the edge of the initial noise by this factor.</summary>
    private const double OutlierFactor = 1.02;

    /// <summary>A weight of units 0 and 1 over the coupling of ±1 units.</summary>
    private const double WeightsOverCouplings = 4;

    private const int Sites = DigitSource.Side * DigitSource.Side;

    private const double LargestSigma = 1.3, LargestSpike = 2.5;

    private static readonly int[] Colours = [Palette.Blue, Palette.Vermilion, Palette.Green, Palette.Purple];

    /// <inheritdoc/>
    public override string Number => "trajectory";

    /// <inheritdoc/>
    public override string Name => "trajectory";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Trainings];

    private double Kappa => (double)Settings.Training.Hidden / Sites;

    private KeyedRuns<int, DigitTraining, TrajectoryCourse> Trainings => new(TrajectoryJson.Default)
    {
        Keys = [.. Enumerable.Range(1, Settings.Runs)],
        Name = (key, _) => $"training-{key}",
        Settings = (key, seeds) => Settings.Training with
        {
            Source = Settings.Training.Source with
            {
                DataSeed = Settings.Training.Source.Mnist ? 0 : seeds.Of("digits"),
            },
            TrainingSeed = seeds.Of($"training-{key}"),
        },
        Cost = training => 2 + 1.5e-3 * training.Epochs * training.UpdatesPerEpoch,
        IsRandom = true,
        Compute = Train,
        Check = (training, data) => training.Source.Check(data),
    };

    private static TrajectoryCourse Train(DigitTraining training, RunContext run)
    {
        SpinSet digits = training.Source.Train(run.Data);
        double[] deviations = Deviations.Of(digits);
        SnapshotSchedule schedule = new(PerOctave: 6, Every: 1, Until: 0);
        Course course = new(training);
        Rbm machine = training.Start(digits);
        long next = 0;
        void Look(long update, Rbm looked)
        {
            if (update < next)
                return;
            next = schedule.NextAfter(update);
            course.Add(update, new WeightSpectrum(looked).Values, FrozenGain.Of(looked, deviations, Modes));
        }

        Look(0, machine);
        Trainer.Run(machine, new ShuffledBatches(digits, training.Batch, training.TrainingSeed), training.Plan,
            training.TrainingSeed, ct: run.Stop,
            observer: new ProgressObserver(training.Epochs, run.Progress, new TrainingObserver(afterUpdate: Look)));
        return course.Result;
    }

    /// <summary>The noise and the modes in it, as couplings of ±1 units: s/4, and w from s by the law of
    /// outliers.</summary>
    private sealed class Course(DigitTraining training)
    {
        private readonly double _edge = OutlierFactor
            * new SingularValueLaw(Sites, training.Hidden, training.InitialDeviation).UpperEdge;

        private readonly List<double> _updates = [], _sigma = [], _spikes = [], _values = [], _gains = [];

        public TrajectoryCourse Result => new()
        {
            Updates = [.. _updates],
            Sigma = [.. _sigma.Select(Rounded)],
            Spikes = [.. _spikes.Select(Rounded)],
            SingularValues = [.. _values.Select(Rounded)],
            Gains = [.. _gains.Select(Rounded)],
        };

        public void Add(long update, IReadOnlyList<double> values, IReadOnlyList<double> gains)
        {
            // Half of them are noise, however far the bulk has grown.
            int outliers = Math.Min(values.Count(s => s > _edge), values.Count / 2);
            double sigma =
                BulkTemperature.Of(values, outliers, Sites, training.Hidden, WeightsOverCouplings).Deviation;
            SpikedNoise noise = new(Sites, training.Hidden, sigma / Math.Sqrt(Math.Sqrt((double)Sites * training.Hidden)));
            _updates.Add(update);
            _sigma.Add(sigma);
            _spikes.AddRange(values.Take(Modes).Select(
                (s, alpha) => alpha < outliers ? noise.Strength(s / WeightsOverCouplings) ?? double.NaN : double.NaN));
            _values.AddRange(values.Take(Modes));
            _gains.AddRange(gains);
        }

        private static double Rounded(double x) => Math.Round(x, 6);
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        TrajectoryCourse first = Courses(runs)[0];
        return new(Name, "A training on digits, followed on the phase diagram",
            [Diagram(first), Near(first), Strengths(first), GainsOf(first)], Note, Columns: 2);
    }

    private string Note => $"{(Settings.Training.Source.Mnist ? "MNIST" : "stroke digits")}, "
        + $"784 × {Settings.Training.Hidden}, PCD-{Settings.Training.GibbsSteps}, "
        + $"ν = {Settings.Training.LearningRate}, {Settings.Training.Epochs} epochs, the first of {Settings.Runs} runs"
        + (ScaledDown.Length > 0 ? "; scaled down" : "");

    private Panel Diagram(TrajectoryCourse first)
    {
        double[] sigma = [.. Enumerable.Range(0, 31).Select(k => 1 + k / 30.0 * (LargestSigma - 1))];
        return new($"all of it, κ = {Kappa:F2}", new("σ", 0, LargestSigma), new("w", 0, LargestSpike),
        [
            new("", [0, 1], [1, 1], Mark.Line, Palette.Black), new("", [1, 1], [0, 1], Mark.Line, Palette.Black),
            new("SG–F", sigma, [.. sigma.Select(s => PhaseLines.GlassToFerromagnet(s, Kappa))], Mark.Line,
                Palette.Orange),
            .. Enumerable.Range(0, Modes).Select(a => Path(first, a, Mark.LinePoints, w => w <= LargestSpike)),
        ], LegendPlace.TopRight);
    }

    private static Panel Near(TrajectoryCourse first)
    {
        double largest = 1.2 * first.Sigma.Max(), smallest = 0.8 * first.Sigma.Min();
        return new("its part of the plane", new("σ", smallest, largest), new("w", Logarithmic: true),
        [
            new("P–F", [smallest, largest], [1, 1], Mark.Line, Palette.Black),
            .. Enumerable.Range(0, Modes).Select(a => Path(first, a, Mark.LinePoints, _ => true)),
            new("w = σ", [smallest, largest], [smallest, largest], Mark.Dashed, Palette.Grey),
        ], LegendPlace.None);
    }

    private static Series Path(TrajectoryCourse course, int mode, Mark mark, Func<double, bool> isShown)
    {
        double[] spikes = course.CourseOf(course.Spikes, mode);
        int[] looks =
            [.. Enumerable.Range(0, spikes.Length).Where(t => isShown(spikes[t]) && !double.IsNaN(spikes[t]))];
        return new($"α = {mode + 1}", [.. looks.Select(t => course.Sigma[t])], [.. looks.Select(t => spikes[t])], mark,
            Colours[mode]);
    }

    private static Panel Strengths(TrajectoryCourse first) => new("modes and noise", new("update", Logarithmic: true),
        new("w_{α} (dots), σ (grey)", Logarithmic: true),
    [
        new("w = 1", [1, first.Updates[^1]], [1, 1], Mark.Line, Palette.Black),
        .. Enumerable.Range(0, Modes).Select(a =>
        {
            double[] spikes = first.CourseOf(first.Spikes, a);
            int[] looks = [.. Enumerable.Range(1, spikes.Length - 1).Where(t => !double.IsNaN(spikes[t]))];
            return new Series($"α = {a + 1}", [.. looks.Select(t => first.Updates[t])],
                [.. looks.Select(t => spikes[t])], Mark.LinePoints, Colours[a]);
        }),
        new("σ", first.Updates[1..], first.Sigma[1..], Mark.Line, Palette.Grey),
    ], LegendPlace.None);

    private static Panel GainsOf(TrajectoryCourse first) => new("with the fields", new("update", Logarithmic: true),
        new("frozen gain g^{f}_{α}", Logarithmic: true),
    [
        new("1", [1, first.Updates[^1]], [1, 1], Mark.Line, Palette.Black),
        .. Enumerable.Range(0, Modes).Select(a => new Series(
            $"α = {a + 1}", first.Updates[1..], first.CourseOf(first.Gains, a)[1..], Mark.LinePoints, Colours[a])),
    ], LegendPlace.BottomRight);

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        IReadOnlyList<TrajectoryCourse> courses = Courses(runs);
        Estimate noise = courses.Mean(c => c.Sigma.Max()), ratio = courses.Mean(c => GainUpdate(c) / LineUpdate(c));
        double[] changes = [.. courses.Select(c => (double)Changes(c))];
        return
        [
            Verdict.Holds("no-glass", "largest σ of a training, below that of SG", null, noise.IsBelow(1), 1, noise,
                "SG is never visited: noise would have to be some twenty times as strong"),
            Verdict.Holds("one-line", "lines that the first mode crosses", null, changes.All(n => n == 1), 1,
                Estimate.FromRuns(changes), "from P to F, once"),
            Verdict.Holds("later", "updates until g^f_1 = 1 / until w_1 = 1, above 1", null, ratio.IsAbove(1), 1, ratio,
                "with its fields the machine orders later than the diagram, which has none, lets expect"),
            Verdict.Report("sigma", "σ where w_1 = 1", null, null, courses.Mean(c => At(c.Sigma, LineAt(c)))),
            Verdict.Report("straight-up", "σ at the end / at the start", null, null,
                courses.Mean(c => c.Sigma[^1] / c.Sigma[0])),
            Verdict.Report("line", "s_1 where w_1 = 1", null, WeightsOverCouplings,
                courses.Mean(c => At(c.CourseOf(c.SingularValues, 0), LineAt(c))), "theory: 4 without noise"),
            Verdict.Report("gain", "s_1 where g^f_1 = 1", null, null,
                courses.Mean(c => At(c.CourseOf(c.SingularValues, 0), Passing(c.CourseOf(c.Gains, 0)))),
                "the fields lower the gain of the pixels, p(1 − p) in place of ¼"),
            Verdict.Report("modes", "modes with w > 1 at the end, of the first four", null, null,
                courses.Mean(c => (double)c.Spikes[^Modes..].Count(w => w > 1))),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
        => new Dictionary<string, object> { ["kappa"] = $"{Kappa:F3}", ["factor"] = $"{OutlierFactor}" };

    private IReadOnlyList<TrajectoryCourse> Courses(Results runs)
        => [.. runs.Of(Trainings).OrderBy(run => run.Key).Select(run => run.Single())];

    /// <summary>How often the phase of (σ, w_1) changes; w = 0 before the first mode stands out.</summary>
    private int Changes(TrajectoryCourse course)
    {
        double[] spikes = course.CourseOf(course.Spikes, 0);
        Phase[] phases = [.. spikes.Select(
            (w, t) => new ReplicaEquations(course.Sigma[t], double.IsNaN(w) ? 0 : w, Kappa).Phase)];
        return Enumerable.Range(1, phases.Length - 1).Count(t => phases[t] != phases[t - 1]);
    }

    private static double LineAt(TrajectoryCourse course) => Passing(course.CourseOf(course.Spikes, 0));

    private static double LineUpdate(TrajectoryCourse course) => At(course.Updates, LineAt(course));

    private static double GainUpdate(TrajectoryCourse course)
        => At(course.Updates, Passing(course.CourseOf(course.Gains, 0)));

    /// <summary>The look, with its fraction, at which a course first passes 1; NaN where it does not.</summary>
    private static double Passing(double[] course)
    {
        int after = Array.FindIndex(course, x => x >= 1);
        return after < 1 ? double.NaN : after - (course[after] - 1) / (course[after] - course[after - 1]);
    }

    /// <summary>A course between two looks, on a straight line.</summary>
    private static double At(double[] course, double look)
    {
        if (double.IsNaN(look))
            return double.NaN;
        int before = Math.Min((int)look, course.Length - 2);
        return course[before] + (look - before) * (course[before + 1] - course[before]);
    }
}
