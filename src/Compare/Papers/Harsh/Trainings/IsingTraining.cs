using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// The training of Figs. 3 and 4, at the paper's parameters: 100 spins of the Ising ring, ν = 0.001, batches of 10,
/// PCD-20, 10,000 samples for 100 epochs unless said otherwise.
/// </summary>
/// <param name="Hidden">M, at least 1.</param>
/// <param name="Beta">β of the data, finite and &gt; 0.</param>
/// <param name="Epochs">Passes over the data, at least 1.</param>
/// <param name="Fresh">
/// New samples at every update, as many as the epochs would have shown: infinite data. False for a fixed set.
/// </param>
internal sealed record IsingTraining(int Hidden, double Beta, int Epochs = IsingTraining.PaperEpochs, bool Fresh = false)
{
    /// <summary>N.</summary>
    public const int Sites = 100;

    /// <summary>Epochs of the paper.</summary>
    public const int PaperEpochs = 100;

    /// <summary>S.</summary>
    public const int Samples = 10_000;

    /// <summary>S_batch, and the number of chains.</summary>
    public const int Batch = 10;

    /// <summary>ν.</summary>
    public const double LearningRate = 0.001;

    private const int GibbsSteps = 20;
    private const double InitialDeviation = 0.01;

    /// <summary>The training in words, for the reader.</summary>
    public static string Words => $"ν = {LearningRate}, batches of {Batch}, {Batch} chains, PCD-{GibbsSteps}";

    /// <summary>The start in words, for the reader.</summary>
    public static string Start => $"Gaussian, standard deviation {InitialDeviation}";

    /// <summary>ξ of (9).</summary>
    public static double CorrelationLength(double beta) => new IsingRing(Sites, beta).CorrelationLength;

    /// <summary>Everything the numbers of a run depend on.</summary>
    public IReadOnlyDictionary<string, double> Parameters => new Dictionary<string, double>
    {
        ["sites"] = Sites,
        ["hidden"] = Hidden,
        ["beta"] = Beta,
        ["samples"] = Samples,
        ["fresh"] = Fresh ? 1 : 0,
        ["learningRate"] = LearningRate,
        ["batch"] = Batch,
        ["gibbsSteps"] = GibbsSteps,
        ["epochs"] = Epochs,
        ["initialDeviation"] = InitialDeviation,
    };

    /// <summary>Parameters, and those that the noise of the updates depends on.</summary>
    public static IReadOnlyDictionary<string, double> WithNoise(IReadOnlyDictionary<string, double> parameters)
        => new Dictionary<string, double>(parameters) { ["learningRate"] = LearningRate, ["batch"] = Batch };

    /// <summary>Visible spins drawn by the chains: updates × chains × k × N.</summary>
    public double SpinUpdates => (double)Epochs * (Samples / Batch) * Batch * GibbsSteps * Sites;

    /// <summary>Trains a machine; its data, initial weights and chains depend on the seed alone.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="progress">Told the fraction done.</param>
    /// <param name="stop">Stops between updates.</param>
    public Rbm Train(ulong seed, IProgress<double> progress, CancellationToken stop)
    {
        TrainingPlan plan = new()
        {
            LearningRate = LearningRate,
            BatchSize = Batch,
            Chains = Batch,
            GibbsSteps = GibbsSteps,
            Epochs = Epochs,
        };
        IsingRingSampler sampler = new(Sites, Beta);
        Rbm machine = Rbm.OfSpins(Sites, Hidden, InitialDeviation, seed);
        ProgressObserver observer = new(Epochs, progress);
        if (Fresh)
        {
            using FreshIsingBatches data = new(sampler, Batch, Samples / Batch, seed);
            Trainer.Run(machine, data, plan, seed, observer: observer, ct: stop);
        }
        else
        {
            SpinSet set = sampler.SampleSet(Samples, seed, StreamPurpose.Data);
            Trainer.Run(machine, new ShuffledBatches(set, Batch, seed), plan, seed, observer: observer, ct: stop);
        }

        return machine;
    }
}
