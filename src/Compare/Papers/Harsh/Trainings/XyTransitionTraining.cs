using System.Numerics;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// One training of Fig. 11: a hidden ±1 unit learns from S configurations of the XY ring, and its order parameters are
/// looked at on the way.
/// </summary>
/// <param name="Samples">S, a multiple of the batch.</param>
/// <param name="Updates">Updates; a whole number of passes over the S samples.</param>
/// <param name="GibbsSteps">k of PCD-k.</param>
/// <param name="WeightSeed">Seed of the initial weights; below 2^53.</param>
/// <param name="Looks">Updates at which the order parameters are written down, ascending.</param>
public sealed record XyTransitionTraining(int Samples, int Updates, int GibbsSteps, ulong WeightSeed, IReadOnlyList<int> Looks)
{
    /// <summary>N.</summary>
    public const int Sites = 100;

    /// <summary>P.</summary>
    public const int States = 10;

    /// <summary>β.</summary>
    public const double Beta = 1.5;

    /// <summary>S_batch, and the number of chains.</summary>
    public const int Batch = 100;

    /// <summary>ν.</summary>
    public const double LearningRate = 0.1;

    /// <summary>Standard deviation of the initial weights.</summary>
    public const double InitialDeviation = 0.01;

    /// <summary>Everything the numbers of the run depend on.</summary>
    public Dictionary<string, double> Parameters
    {
        get
        {
            Dictionary<string, double> parameters = new()
            {
                ["sites"] = Sites,
                ["states"] = States,
                ["beta"] = Beta,
                ["samples"] = Samples,
                ["updates"] = Updates,
                ["gibbsSteps"] = GibbsSteps,
                ["weightSeed"] = WeightSeed,
                ["learningRate"] = LearningRate,
                ["batch"] = Batch,
                ["initialDeviation"] = InitialDeviation,
            };
            for (int look = 0; look < Looks.Count; look++)
                parameters[$"look{look}"] = Looks[look];
            return parameters;
        }
    }

    /// <summary>Trains.</summary>
    /// <param name="seed">Seed of data, order and chains.</param>
    /// <param name="progress">Told the fraction done.</param>
    /// <param name="stop">Stops the run.</param>
    public RunResult Compute(ulong seed, IProgress<double> progress, CancellationToken stop)
    {
        PottsSet data = PottsRingSampler.Xy(Sites, States, Beta).SampleSet(Samples, seed);
        OrderLog log = new(Looks, Updates, progress);
        Rbm machine = Train(data, Updates / (Samples / Batch), GibbsSteps, WeightSeed, seed, log, stop);

        ColourOrder order = ColourOrder.Of(machine);
        return new(
            new Dictionary<string, double>
            {
                ["amplitude"] = order.Amplitude,
                ["overlap"] = order.Overlap,
                ["concentration"] = order.Concentration,
                ["spinUpdates"] = (double)Updates * Batch * GibbsSteps * Sites,
            },
            new Dictionary<string, double[]>
            {
                ["spatial"] = PottsModulation.Spatial<float>(machine.Weights, States),
                ["angular"] =
                [
                    .. PottsModulation.FirstFourier<float>(machine.Weights, States).Select(f => f.Magnitude),
                ],
                ["lookAmplitude"] = [.. log.Seen.Select(o => o.Amplitude)],
                ["lookOverlap"] = [.. log.Seen.Select(o => o.Overlap)],
                ["lookConcentration"] = [.. log.Seen.Select(o => o.Concentration)],
            });
    }

    /// <summary>Trains a machine on any data of N sites and P colours.</summary>
    /// <param name="data">A multiple of the batch.</param>
    /// <param name="epochs">Passes over the data.</param>
    /// <param name="gibbsSteps">k of PCD-k.</param>
    /// <param name="weightSeed">Seed of the initial weights.</param>
    /// <param name="seed">Seed of order and chains.</param>
    /// <param name="observer">Looks on; null for none.</param>
    /// <param name="stop">Stops between updates.</param>
    internal static Rbm Train(
        PottsSet data, int epochs, int gibbsSteps, ulong weightSeed, ulong seed, ITrainingObserver? observer,
        CancellationToken stop)
    {
        Rbm machine = new(new(new PottsUnit(States), Sites), new(SpinUnit.Instance, 1));
        machine.Randomize(InitialDeviation, weightSeed);
        TrainingPlan plan = new()
        {
            LearningRate = LearningRate,
            BatchSize = Batch,
            Chains = Batch,
            GibbsSteps = gibbsSteps,
            Epochs = epochs,
        };
        Trainer.Run(machine, new ShuffledBatches(data, Batch, seed), plan, seed, observer: observer, ct: stop);
        return machine;
    }

    /// <summary>The mean overlap of a random field in the zero-sum gauge with a plane: √(π/2) / √(N(P − 1)).</summary>
    public static double RandomOverlap => Math.Sqrt(Math.PI / (2 * Sites * (States - 1)));

    /// <summary>The mean concentration of N independent complex Gaussian amplitudes: √(π/(4N)).</summary>
    public static double RandomConcentration => Math.Sqrt(Math.PI / (4 * Sites));

    private sealed class OrderLog(IReadOnlyList<int> looks, int updates, IProgress<double> progress)
        : ITrainingObserver
    {
        private const int BetweenReports = 100;

        public List<ColourOrder> Seen { get; } = [];

        public void AfterUpdate(long update, Rbm machine)
        {
            if (Seen.Count < looks.Count && update == looks[Seen.Count])
                Seen.Add(ColourOrder.Of(machine));
            if (update % BetweenReports == 0 || update == updates)
                progress.Report((double)update / updates);
        }
    }
}

/// <summary>
/// The order of a Potts field over the colours and along the ring, from F_i = (2/P) Σ_v w_iv e^{−2πiv/P}.
/// </summary>
/// <param name="Amplitude">|Σ_i F_i|, the size of the first harmonic of Σ_i w_iv, (18).</param>
/// <param name="Overlap">Norm of the projection of w/|w| on the two eigenvectors of Λ_XY, as in Fig. 13(e).</param>
/// <param name="Concentration">
/// |Σ_i |F_i|² e^{2πii/N}| / Σ_i |F_i|²: 0 for a field that is the same at every site, 1 for one on a single site.
/// </param>
internal readonly record struct ColourOrder(double Amplitude, double Overlap, double Concentration)
{
    /// <summary>Reads the weights of a machine of one hidden unit.</summary>
    public static ColourOrder Of(Rbm machine)
    {
        Complex[] modes = PottsModulation.FirstFourier<float>(machine.Weights, XyTransitionTraining.States);
        double amplitude = modes.Aggregate(Complex.Zero, (sum, f) => sum + f).Magnitude;
        double norm = Math.Sqrt(machine.Weights.Sum(w => (double)w * w));
        double[] magnitudes = [.. modes.Select(f => f.Magnitude)];

        // The eigenvectors are √(2/NP) cos and sin of 2πv/P: each component of ΣF is 2/P √(NP/2) times w·e.
        double overlap = amplitude * Math.Sqrt(XyTransitionTraining.States / (2.0 * XyTransitionTraining.Sites)) / norm;
        return new(amplitude, overlap, RingCentre.OfSquares<double>(magnitudes).Concentration);
    }
}
