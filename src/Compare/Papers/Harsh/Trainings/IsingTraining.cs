using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The training of Figs. 3(b) and 4 on the Ising ring; the paper's parameters unless said otherwise.</summary>
internal sealed record IsingTraining
{
    /// <summary>N.</summary>
    [Shown("Sites, hidden units", "N = {0}")]
    public int Sites { get; init; } = 100;

    /// <summary>M, at least 1.</summary>
    public int Hidden { get; init; } = 1;

    /// <summary>β of the data, finite and &gt; 0.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>S.</summary>
    [Shown("Samples", "S = {0:N0}")]
    public int Samples { get; init; } = 10_000;

    /// <summary>
    /// New samples at every update, as many as the epochs would have shown: infinite data. False for a fixed set.
    /// </summary>
    public bool Fresh { get; init; }

    /// <summary>ν.</summary>
    [Shown("Training", "ν = {0}")]
    public double LearningRate { get; init; } = 0.001;

    /// <summary>S_batch, and the number of chains.</summary>
    [Shown("Training", "batches of {0}, as many chains")]
    public int Batch { get; init; } = 10;

    /// <summary>k of PCD-k.</summary>
    [Shown("Training", "PCD-{0}")]
    public int GibbsSteps { get; init; } = 20;

    /// <summary>Passes over the data, at least 1.</summary>
    [Shown("Training", "{0} epochs")]
    public int Epochs { get; init; } = 100;

    /// <summary>Standard deviation of the initial weights.</summary>
    [Shown("Initial weights", "Gaussian, standard deviation {0}")]
    public double InitialDeviation { get; init; } = 0.01;

    /// <summary>Visible spins drawn by the chains: updates × chains × k × N.</summary>
    [JsonIgnore]
    public double SpinUpdates => (double)Epochs * (Samples / Batch) * Batch * GibbsSteps * Sites;

    /// <summary>ξ of (9) on this ring.</summary>
    /// <param name="beta">β.</param>
    public double CorrelationLength(double beta) => new IsingRing(Sites, beta).CorrelationLength;

    /// <summary>The fixed data set of a run.</summary>
    /// <param name="seed">Seed of the run.</param>
    public SpinSet Data(ulong seed)
        => new IsingRingSampler(Sites, Beta).SampleSet(Samples, seed, StreamPurpose.Data);

    /// <summary>Trains a machine; its data, initial weights and chains depend on the seed alone.</summary>
    /// <param name="run">Seed of the run; told the fraction done; stops between updates.</param>
    public Rbm Train(RunContext run)
    {
        TrainingPlan plan = new()
        {
            LearningRate = LearningRate,
            BatchSize = Batch,
            Chains = Batch,
            GibbsSteps = GibbsSteps,
            Epochs = Epochs,
        };
        Rbm machine = Rbm.OfSpins(Sites, Hidden, InitialDeviation, run.Seed);
        ProgressObserver observer = new(Epochs, run.Progress);
        if (Fresh)
        {
            using FreshIsingBatches data = new(new(Sites, Beta), Batch, Samples / Batch, run.Seed);
            Trainer.Run(machine, data, plan, run.Seed, observer: observer, ct: run.Stop);
        }
        else
        {
            ShuffledBatches data = new(Data(run.Seed), Batch, run.Seed);
            Trainer.Run(machine, data, plan, run.Seed, observer: observer, ct: run.Stop);
        }

        return machine;
    }
}
