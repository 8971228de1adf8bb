using System.Numerics;
using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// One training of Fig. 11: a hidden ±1 unit learns from S configurations of the XY ring, and its order parameters are
/// observed on the way.
/// </summary>
internal sealed record XyTransitionTraining
{
    /// <summary>N.</summary>
    [Shown("Sites, states, hidden units", "N = {0}")]
    public int Sites { get; init; } = 100;

    /// <summary>P.</summary>
    [Shown("Sites, states, hidden units", "P = {0}, M = 1 (±1)")]
    public int States { get; init; } = 10;

    /// <summary>β.</summary>
    [Shown("Inverse temperature", "β = {0}")]
    public double Beta { get; init; } = 1.5;

    /// <summary>S, a multiple of the batch.</summary>
    public int Samples { get; init; } = 10_000;

    /// <summary>Updates; a whole number of passes over the S samples.</summary>
    public int Updates { get; init; } = 2000;

    /// <summary>k of PCD-k.</summary>
    [Shown("Training", "PCD-{0} (the paper does not tell k)")]
    public int GibbsSteps { get; init; } = 1;

    /// <summary>Seed of the initial weights; below 2^53.</summary>
    public ulong WeightSeed { get; init; }

    /// <summary>ν.</summary>
    [Shown("Training", "ν = {0}")]
    public double LearningRate { get; init; } = 0.1;

    /// <summary>S_batch, and the number of chains.</summary>
    [Shown("Training", "batches of {0}, as many chains")]
    public int Batch { get; init; } = 100;

    /// <summary>Standard deviation of the initial weights.</summary>
    [Shown("Initial weights", "Gaussian, standard deviation {0}, the same for run n at every r")]
    public double InitialDeviation { get; init; } = 0.01;

    /// <summary>Updates after which the order parameters are written down, ascending.</summary>
    [JsonPropertyName("look")]
    public IReadOnlyList<int> Looks { get; init; } = [];

    /// <summary>Trains.</summary>
    /// <param name="run">Seed of data, order and chains; told the fraction done; stops between updates.</param>
    public TransitionOrder Train(RunContext run)
    {
        PottsSet data = PottsRingSampler.Xy(Sites, States, Beta).SampleSet(Samples, run.Seed);
        OrderLog log = new(this, run.Progress);
        TrainingPlan plan = new()
        {
            LearningRate = LearningRate,
            BatchSize = Batch,
            Chains = Batch,
            GibbsSteps = GibbsSteps,
            Epochs = Updates / (Samples / Batch),
        };
        Rbm machine = Train(data, plan, InitialDeviation, WeightSeed, run.Seed, log, run.Stop);

        ColourOrder order = ColourOrder.Of(machine, States);
        return new(
            order.Amplitude, order.Overlap, order.Concentration, (double)Updates * Batch * GibbsSteps * Sites,
            PottsModulation.Spatial<float>(machine.Weights, States),
            [.. PottsModulation.FirstFourier<float>(machine.Weights, States).Select(f => f.Magnitude)],
            [.. log.Seen.Select(o => o.Amplitude)], [.. log.Seen.Select(o => o.Overlap)],
            [.. log.Seen.Select(o => o.Concentration)]);
    }

    /// <summary>Trains a machine of one hidden ±1 unit on any data of N sites and P colours.</summary>
    /// <param name="data">A multiple of the batch.</param>
    /// <param name="plan">Rate, batches, chains and epochs.</param>
    /// <param name="deviation">Standard deviation of the initial weights.</param>
    /// <param name="weightSeed">Seed of the initial weights.</param>
    /// <param name="seed">Seed of order and chains.</param>
    /// <param name="observer">Told of every update; null for none.</param>
    /// <param name="stop">Stops between updates.</param>
    internal static Rbm Train(
        PottsSet data, TrainingPlan plan, double deviation, ulong weightSeed, ulong seed, ITrainingObserver? observer,
        CancellationToken stop)
    {
        Rbm machine = new(new(new PottsUnit(data.Colours), data.Sites), new(SpinUnit.Instance, 1));
        machine.Randomize(deviation, weightSeed);
        Trainer.Run(machine, new ShuffledBatches(data, plan.BatchSize, seed), plan, seed, observer: observer, ct: stop);
        return machine;
    }

    private sealed class OrderLog(XyTransitionTraining training, IProgress<double> progress) : ITrainingObserver
    {
        private const int BetweenReports = 100;

        public List<ColourOrder> Seen { get; } = [];

        public void AfterUpdate(long update, Rbm machine)
        {
            if (Seen.Count < training.Looks.Count && update == training.Looks[Seen.Count])
                Seen.Add(ColourOrder.Of(machine, training.States));
            if (update % BetweenReports == 0 || update == training.Updates)
                progress.Report((double)update / training.Updates);
        }
    }
}

/// <summary>The order that a training of Fig. 11 ends with, and what it was on the way.</summary>
/// <param name="Amplitude">|Σ_i F_i|.</param>
/// <param name="Overlap">With the plane of Λ_XY.</param>
/// <param name="Concentration">Of |F_i|² along the ring.</param>
/// <param name="SpinUpdates">Sites drawn by the chains.</param>
/// <param name="Spatial">Σ_i w_iv, (18), for every colour.</param>
/// <param name="Angular">|F_i| at every site.</param>
/// <param name="LookAmplitude">The amplitude after each of the updates at which it was written down.</param>
/// <param name="LookOverlap">The overlap then.</param>
/// <param name="LookConcentration">The concentration then.</param>
internal sealed record TransitionOrder(
    double Amplitude, double Overlap, double Concentration, double SpinUpdates, double[] Spatial, double[] Angular,
    double[] LookAmplitude, double[] LookOverlap, double[] LookConcentration);

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
    /// <param name="machine">The machine.</param>
    /// <param name="states">P.</param>
    public static ColourOrder Of(Rbm machine, int states)
    {
        Complex[] modes = PottsModulation.FirstFourier<float>(machine.Weights, states);
        double amplitude = modes.Aggregate(Complex.Zero, (sum, f) => sum + f).Magnitude;
        double norm = Math.Sqrt(machine.Weights.Sum(w => (double)w * w));
        double[] magnitudes = [.. modes.Select(f => f.Magnitude)];

        // The eigenvectors are √(2/NP) cos and sin of 2πv/P: each component of ΣF is 2/P √(NP/2) times w·e.
        double overlap = amplitude * Math.Sqrt(states / (2.0 * machine.Sites)) / norm;
        return new(amplitude, overlap, RingCentre.OfSquares<double>(magnitudes).Concentration);
    }

    /// <summary>The mean overlap of a random field in the zero-sum gauge with a plane: √(π/2) / √(N(P − 1)).</summary>
    /// <param name="sites">N.</param>
    /// <param name="states">P.</param>
    public static double RandomOverlap(int sites, int states) => Math.Sqrt(Math.PI / (2 * sites * (states - 1)));

    /// <summary>The mean concentration of N independent complex Gaussian amplitudes: √(π/(4N)).</summary>
    /// <param name="sites">N.</param>
    public static double RandomConcentration(int sites) => Math.Sqrt(Math.PI / (4 * sites));
}
