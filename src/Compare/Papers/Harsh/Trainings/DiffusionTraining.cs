using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// The training of Figs. 5 and 6, which goes on long after the fields have formed; the paper's parameters unless said
/// otherwise. The centres of the fields are written down on the way.
/// </summary>
internal abstract record DiffusionTraining
{
    /// <summary>Observations of the centres an epoch: from one to the next a centre moves by about 0.6 sites.</summary>
    public const int ObservationsPerEpoch = 200;

    /// <summary>Positions of the trajectories that are kept an epoch.</summary>
    public const int KeptPerEpoch = 4;

    /// <summary>Observations from one of them to the next.</summary>
    public const int Stride = ObservationsPerEpoch / KeptPerEpoch;

    /// <summary>N.</summary>
    [Shown("Sites, hidden units", "N = {0}")]
    public int Sites { get; init; } = 100;

    /// <summary>β.</summary>
    [Shown("Inverse temperature", "β = {0}")]
    public double Beta { get; init; } = 1;

    /// <summary>S; a multiple of <see cref="ObservationsPerEpoch"/> batches.</summary>
    [Shown("Samples", "S = {0:N0}")]
    public int Samples { get; init; } = 1_000_000;

    /// <summary>ν.</summary>
    [Shown("Training", "ν = {0}")]
    public double LearningRate { get; init; } = 0.1;

    /// <summary>S_batch.</summary>
    [Shown("Training", "batches of {0}, as many chains")]
    public int Batch { get; init; } = 100;

    /// <summary>The number of chains.</summary>
    public int Chains => Batch;

    /// <summary>k of PCD-k.</summary>
    [Shown("Training", "PCD-{0}")]
    public int GibbsSteps { get; init; } = 20;

    /// <summary>Passes over the data, at least 1.</summary>
    [Shown("Training", "{0} epochs")]
    public int Epochs { get; init; } = 200;

    /// <summary>Standard deviation of the initial weights.</summary>
    [Shown("Initial weights", "Gaussian, standard deviation {0}")]
    public double InitialDeviation { get; init; } = 0.01;

    /// <summary>Updates from one observation of the centres to the next.</summary>
    [Shown("Centres", "observed every {0} updates")]
    public int Every => UpdatesPerEpoch / ObservationsPerEpoch;

    /// <summary>Epochs left out at the start.</summary>
    [Shown("Centres", "the first {0} epochs left out of the displacements")]
    public int Skipped { get; init; } = 20;

    /// <summary>Seed of the data set that all trainings share.</summary>
    public ulong DataSeed { get; init; }

    /// <summary>S/S_batch.</summary>
    [JsonIgnore]
    public int UpdatesPerEpoch => Samples / Batch;

    /// <summary>Visible spins drawn by the chains: updates × chains × k × N.</summary>
    [JsonIgnore]
    public double SpinUpdates => (double)Epochs * UpdatesPerEpoch * Batch * GibbsSteps * Sites;

    /// <summary>Trains a machine and returns where its fields went.</summary>
    /// <param name="hidden">M, at least 1.</param>
    /// <param name="fresh">New samples at every update: infinite data; else the shared set, in an order of its own.</param>
    /// <param name="run">Seed of the initial weights, the order and the chains; told the fraction done; stops it.</param>
    protected CentreLog Follow(int hidden, bool fresh, RunContext run)
    {
        IsingRingSampler sampler = new(Sites, Beta);
        if (!fresh)
            return Follow(hidden, new ShuffledBatches(sampler.SampleSet(Samples, DataSeed), Batch, run.Seed), run);
        using FreshIsingBatches data = new(sampler, Batch, UpdatesPerEpoch, run.Seed);
        return Follow(hidden, data, run);
    }

    private CentreLog Follow(int hidden, IBatchSource data, RunContext run)
    {
        TrainingPlan plan = new()
        {
            LearningRate = LearningRate,
            BatchSize = Batch,
            Chains = Chains,
            GibbsSteps = GibbsSteps,
            Epochs = Epochs,
        };
        CentreLog log = new(Sites, hidden, Every);
        Trainer.Run(Rbm.OfSpins(Sites, hidden, InitialDeviation, run.Seed), data, plan, run.Seed,
            observer: new ProgressObserver(Epochs, run.Progress, log), ct: run.Stop);
        return log;
    }
}
