using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Two units at small β from one start, as machines learn them and as the flows of infinite data do: two sites are
/// raised, not one in each unit but in two mixtures of them that stand at right angles.
/// </summary>
/// <param name="Training">The training; M = 2.</param>
/// <param name="Distance">Sites between the two raised ones.</param>
/// <param name="Angle">The angle of the mixtures to the units, in radians.</param>
internal sealed record TwoUnits(SmallBetaTraining Training, int Distance, double Angle)
{
    // More than enough for curves that are compared with means of a few runs.
    private static readonly IntegrationOptions Accuracy = new() { RelativeTolerance = 1e-7, AbsoluteTolerance = 1e-9 };

    /// <summary>Everything the numbers of a run depend on.</summary>
    public Dictionary<string, double> Parameters
        => new(Training.Parameters) { ["distance"] = Distance, ["angle"] = Angle };

    private int Sites => Training.Sites;

    private int Left => (Sites - Distance) / 2;

    /// <summary>w/√β of the start, without noise, unit by unit.</summary>
    private double[] Start
    {
        get
        {
            (double sine, double cosine) = Math.SinCos(Angle);
            double[] start = new double[2 * Sites];
            start[Left] = SmallBetaTraining.Raised * cosine;
            start[Sites + Left] = SmallBetaTraining.Raised * sine;
            start[Left + Distance] = -SmallBetaTraining.Raised * sine;
            start[Sites + Left + Distance] = SmallBetaTraining.Raised * cosine;
            return start;
        }
    }

    /// <summary>The exact flow at this β, for the time of the training.</summary>
    public RunResult ExactFlow()
    {
        double root = Math.Sqrt(Training.Beta);
        return Flow(new PopulationFlow(Sites, Training.Beta, 2), root, 1 / Training.Beta);
    }

    /// <summary>The lattice equations (50), (51), for the time of the training.</summary>
    public RunResult Lattice() => Flow(new SmallBetaFlow(Sites, 2), 1, 1);

    /// <param name="flow">The flow.</param>
    /// <param name="unit">Its weights for those in units of √β.</param>
    /// <param name="time">Its time for a unit of νβt.</param>
    private RunResult Flow(IVectorField flow, double unit, double time)
    {
        PairLog log = new(Training);
        double[] state = new double[2 * Sites];
        int epoch = 1;
        double end = Training.TimeAfter(SmallBetaTraining.Epochs) * time;
        new AdaptiveRungeKutta().Integrate(
            flow, [.. Start.Select(w => w * unit)], 0, end * (1 + 1e-9), Accuracy, step =>
            {
                for (; epoch <= SmallBetaTraining.Epochs && Training.TimeAfter(epoch) * time <= step.EndTime; epoch++)
                {
                    step.Interpolate(Training.TimeAfter(epoch) * time, state);
                    log.Look(epoch, [.. state.Select(w => w / unit)]);
                }
            });
        return log.Result(0);
    }

    /// <summary>Trains from the same start and weak noise.</summary>
    /// <param name="seed">Seed of the noise, the data and the chains.</param>
    /// <param name="progress">Told the fraction done.</param>
    /// <param name="stop">Stops the run.</param>
    public RunResult Train(ulong seed, IProgress<double> progress, CancellationToken stop)
    {
        Rbm machine = Training.Noise(seed);
        double[] start = Start;
        for (int k = 0; k < start.Length; k++)
            machine.Weights[k] += (float)(start[k] * Math.Sqrt(Training.Beta));
        PairLog log = new(Training);
        Training.Train(machine, seed, progress, stop, log);
        return log.Result(Training.SpinUpdates);
    }

    /// <summary>
    /// Looks at the two fields in the canonical frame after every epoch, and at their mean over the late ones.
    /// </summary>
    private sealed class PairLog(SmallBetaTraining training) : ITrainingObserver
    {
        private readonly List<double> _times = [], _distances = [], _angles = [];
        private readonly double[] _sum = new double[2 * training.Sites];
        private int _averaged;

        public void AfterEpoch(int epoch, Rbm machine)
            => Look(epoch, [.. machine.Weights.Select(w => w / Math.Sqrt(training.Beta))]);

        /// <param name="epoch">From 1.</param>
        /// <param name="weights">In units of √β.</param>
        public void Look(int epoch, double[] weights)
        {
            (ReceptiveField left, ReceptiveField right, _) = Pair(weights, training.Sites);
            _times.Add(training.TimeAfter(epoch));
            _distances.Add(right.Centre - left.Centre);
            _angles.Add(Math.Abs(CanonicalFrame.Angle(weights.AsSpan(0, training.Sites), weights.AsSpan(training.Sites))));
            if (training.TimeAfter(epoch) <= SmallBetaTraining.SettlingTime)
                return;
            _averaged++;
            for (int k = 0; k < _sum.Length; k++)
                _sum[k] += weights[k];
        }

        public RunResult Result(double spinUpdates)
        {
            (ReceptiveField left, ReceptiveField right, double[] fields) =
                Pair([.. _sum.Select(w => w / _averaged)], training.Sites);
            return new(
                new Dictionary<string, double>
                {
                    ["amplitude"] = 0.5 * (left.Amplitude + right.Amplitude),
                    ["sumSquares"] = 0.5 * (left.SumSquares + right.SumSquares),
                    ["distance"] = right.Centre - left.Centre,
                    ["angle"] = _angles[^1] * 180 / Math.PI,
                    ["spinUpdates"] = spinUpdates,
                },
                new Dictionary<string, double[]>
                {
                    ["times"] = [.. _times],
                    ["distances"] = [.. _distances],
                    ["angles"] = [.. _angles.Select(a => a * 180 / Math.PI)],
                    ["fields"] = fields,
                });
        }

        /// <summary>The two fields in the canonical frame, the one at the smaller site first.</summary>
        private static (ReceptiveField Left, ReceptiveField Right, double[] Fields) Pair(double[] weights, int sites)
        {
            double[] canonical = CanonicalFrame.Rotate(weights, sites);
            double[] one = canonical[..sites], two = canonical[sites..];
            ReceptiveField first = ReceptiveField.Measure(one), second = ReceptiveField.Measure(two);
            return first.Centre <= second.Centre
                ? (first, second, [.. one, .. two]) : (second, first, [.. two, .. one]);
        }
    }
}
