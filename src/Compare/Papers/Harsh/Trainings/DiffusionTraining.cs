using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// The training of Figs. 5 and 6, which goes on long after the fields have formed: 100 spins of the Ising ring at β = 1,
/// a million samples, ν = 0.1, batches of 100, 100 chains. The centres of the fields are written down on the way.
/// </summary>
/// <param name="Hidden">M, at least 1.</param>
/// <param name="GibbsSteps">k of PCD-k.</param>
/// <param name="Epochs">Passes over the data, at least 1.</param>
internal sealed record DiffusionTraining(int Hidden, int GibbsSteps, int Epochs)
{
    /// <summary>N.</summary>
    public const int Sites = 100;

    /// <summary>S.</summary>
    public const int Samples = 1_000_000;

    /// <summary>S_batch, and the number of chains.</summary>
    public const int Batch = 100;

    /// <summary>S/S_batch.</summary>
    public const int UpdatesPerEpoch = Samples / Batch;

    /// <summary>
    /// Updates between two looks at the centres: one moves by about 0.6 sites, and a look costs a thousandth.
    /// </summary>
    public const int Every = 50;

    /// <summary>Looks an epoch.</summary>
    public const int LooksPerEpoch = UpdatesPerEpoch / Every;

    /// <summary>Positions of the trajectories that are kept an epoch.</summary>
    public const int KeptPerEpoch = 4;

    /// <summary>Looks between two of them.</summary>
    public const int Stride = LooksPerEpoch / KeptPerEpoch;

    /// <summary>β.</summary>
    public const double Beta = 1;

    /// <summary>ν.</summary>
    public const double LearningRate = 0.1;

    private const double InitialDeviation = 0.01;

    /// <summary>Visible spins drawn by the chains: updates × chains × k × N.</summary>
    public double SpinUpdates => (double)Epochs * UpdatesPerEpoch * Batch * GibbsSteps * Sites;

    /// <summary>The data set that all trainings share.</summary>
    /// <param name="seed">Its seed.</param>
    public static SpinSet Data(ulong seed) => new IsingRingSampler(Sites, Beta).SampleSet(Samples, seed);

    /// <summary>What the numbers of theory and of all trainings depend on.</summary>
    /// <param name="dataSeed">Seed of the data set that they share.</param>
    public static Dictionary<string, double> Shared(ulong dataSeed) => new()
    {
        ["sites"] = Sites,
        ["beta"] = Beta,
        ["samples"] = Samples,
        ["learningRate"] = LearningRate,
        ["batch"] = Batch,
        ["chains"] = Batch,
        ["dataSeed"] = dataSeed,
    };

    /// <summary>These and what the numbers of one training depend on.</summary>
    /// <param name="shared">Of <see cref="Shared"/>, and the figure's own.</param>
    /// <param name="skipped">Epochs left out at the start.</param>
    public Dictionary<string, double> Parameters(IReadOnlyDictionary<string, double> shared, int skipped)
        => new(shared)
        {
            ["gibbsSteps"] = GibbsSteps,
            ["epochs"] = Epochs,
            ["skipped"] = skipped,
            ["every"] = Every,
            ["initialDeviation"] = InitialDeviation,
        };

    /// <summary>The training in words, for the reader.</summary>
    /// <param name="skipped">Epochs left out at the start.</param>
    public IReadOnlyList<(string Name, string Value)> Words(int skipped) =>
    [
        ("Sites, hidden units", $"N = {Sites}, M = {Hidden}"), ("Inverse temperature", $"β = {Beta}"),
        ("Samples", $"S = {Samples:N0}, one data set for all trajectories, initial weights and chains their own"),
        ("Training", $"ν = {LearningRate}, batches of {Batch}, {Batch} chains, PCD-{GibbsSteps}, {Epochs} epochs"),
        ("Initial weights", $"Gaussian, standard deviation {InitialDeviation}"),
        ("Looks", $"every {Every} updates; the first {skipped} epochs are left out of the displacements"),
    ];

    /// <summary>Trains a machine and returns where its fields went.</summary>
    /// <param name="data">Batches of <see cref="Batch"/> samples, <see cref="UpdatesPerEpoch"/> an epoch.</param>
    /// <param name="seed">Seed of the initial weights and the chains.</param>
    /// <param name="progress">Told the fraction done.</param>
    /// <param name="stop">Stops between updates.</param>
    public CentreLog Follow(IBatchSource data, ulong seed, IProgress<double> progress, CancellationToken stop)
    {
        TrainingPlan plan = new()
        {
            LearningRate = LearningRate,
            BatchSize = Batch,
            Chains = Batch,
            GibbsSteps = GibbsSteps,
            Epochs = Epochs,
        };
        CentreLog log = new(Sites, Hidden, Every);
        Trainer.Run(Rbm.OfSpins(Sites, Hidden, InitialDeviation, seed), data, plan, seed,
            observer: new ProgressObserver(Epochs, progress, log), ct: stop);
        return log;
    }
}
