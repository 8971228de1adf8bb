using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Two units at small β from one start, as machines learn them and as the flows of infinite data do: two sites are
/// raised, not one in each unit but in two mixtures of them that stand at right angles. M = 2.
/// </summary>
internal sealed record TwoUnits : SmallBetaTraining
{
    // More than enough for curves that are compared with means of a few runs.
    private static readonly IntegrationOptions Accuracy = new() { RelativeTolerance = 1e-7, AbsoluteTolerance = 1e-9 };

    /// <summary>Sites between the two raised ones.</summary>
    [Shown("Start of the training", "two sites {0} apart")]
    public int Distance { get; init; } = 4;

    /// <summary>The angle of the mixtures to the units, in degrees.</summary>
    [JsonIgnore]
    [Shown("Start of the training", "at {0} degrees to the units")]
    public double StartAngle { get; init; } = 25;

    /// <summary>The same, in radians.</summary>
    public double Angle => StartAngle * Math.PI / 180;

    private int Left => (Sites - Distance) / 2;

    /// <summary>w/√β of the start, without noise, unit by unit.</summary>
    private double[] Start
    {
        get
        {
            (double sine, double cosine) = Math.SinCos(Angle);
            double[] start = new double[2 * Sites];
            start[Left] = Raised * cosine;
            start[Sites + Left] = Raised * sine;
            start[Left + Distance] = -Raised * sine;
            start[Sites + Left + Distance] = Raised * cosine;
            return start;
        }
    }

    /// <summary>The exact flow at this β, for the time of the training.</summary>
    public PairFields ExactFlow() => Flow(new PopulationFlow(Sites, Beta, 2), Math.Sqrt(Beta), 1 / Beta);

    /// <summary>The lattice equations (50), (51), for the time of the training.</summary>
    public PairFields Lattice() => Flow(new SmallBetaFlow(Sites, 2), 1, 1);

    /// <param name="flow">The flow.</param>
    /// <param name="unit">Its weights for those in units of √β.</param>
    /// <param name="time">Its time for a unit of νβt.</param>
    private PairFields Flow(IVectorField flow, double unit, double time)
    {
        PairLog log = new(this);
        double[] state = new double[2 * Sites];
        int epoch = 1;
        double end = TimeAfter(Epochs) * time;
        new AdaptiveRungeKutta().Integrate(
            flow, [.. Start.Select(w => w * unit)], 0, end * (1 + 1e-9), Accuracy, step =>
            {
                for (; epoch <= Epochs && TimeAfter(epoch) * time <= step.EndTime; epoch++)
                {
                    step.Interpolate(TimeAfter(epoch) * time, state);
                    log.Observe(epoch, [.. state.Select(w => w / unit)]);
                }
            });
        return log.Result(0);
    }

    /// <summary>Trains from the same start and weak noise.</summary>
    /// <param name="run">Seed of the noise, the data and the chains; told the fraction done; stops the run.</param>
    public PairFields TrainPair(RunContext run)
    {
        Rbm machine = Noise(run.Seed);
        double[] start = Start;
        for (int k = 0; k < start.Length; k++)
            machine.Weights[k] += (float)(start[k] * Math.Sqrt(Beta));
        PairLog log = new(this);
        Train(machine, run, log);
        return log.Result(SpinUpdates);
    }

    /// <summary>
    /// Observes the two fields in the canonical frame after every epoch, and their mean over the late ones.
    /// </summary>
    private sealed class PairLog(TwoUnits training) : ITrainingObserver
    {
        private readonly List<double> _times = [], _distances = [], _angles = [];
        private readonly double[] _sum = new double[2 * training.Sites];
        private int _averaged;

        public void AfterEpoch(int epoch, Rbm machine)
            => Observe(epoch, [.. machine.Weights.Select(w => w / Math.Sqrt(training.Beta))]);

        /// <param name="epoch">From 1.</param>
        /// <param name="weights">In units of √β.</param>
        public void Observe(int epoch, double[] weights)
        {
            (ReceptiveField left, ReceptiveField right, _) = Pair(weights, training.Sites);
            _times.Add(training.TimeAfter(epoch));
            _distances.Add(right.Centre - left.Centre);
            _angles.Add(
                Math.Abs(CanonicalFrame.Angle(weights.AsSpan(0, training.Sites), weights.AsSpan(training.Sites))));
            if (training.TimeAfter(epoch) <= training.SettlingTime)
                return;
            _averaged++;
            for (int k = 0; k < _sum.Length; k++)
                _sum[k] += weights[k];
        }

        public PairFields Result(double spinUpdates)
        {
            (ReceptiveField left, ReceptiveField right, double[] fields) =
                Pair([.. _sum.Select(w => w / _averaged)], training.Sites);
            return new(
                0.5 * (left.Amplitude + right.Amplitude), 0.5 * (left.SumSquares + right.SumSquares),
                right.Centre - left.Centre, _angles[^1] * 180 / Math.PI, spinUpdates, [.. _times], [.. _distances],
                [.. _angles.Select(a => a * 180 / Math.PI)], fields);
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

/// <summary>Two fields in the canonical frame, averaged over the late training.</summary>
/// <param name="Amplitude">max w/√β, the mean of the two.</param>
/// <param name="SumSquares">Σ w²/β, the mean of the two.</param>
/// <param name="Distance">Of their peaks, in sites.</param>
/// <param name="Angle">Of the units to the canonical frame at the end, in degrees.</param>
/// <param name="SpinUpdates">Spins drawn by the chains; 0 for a flow.</param>
/// <param name="Times">νβt after each epoch.</param>
/// <param name="Distances">The distances at these times.</param>
/// <param name="Angles">The angles.</param>
/// <param name="Fields">w/√β, the field at the smaller site first.</param>
internal sealed record PairFields(
    double Amplitude, double SumSquares, double Distance, double Angle, double SpinUpdates, double[] Times,
    double[] Distances, double[] Angles, double[] Fields);
