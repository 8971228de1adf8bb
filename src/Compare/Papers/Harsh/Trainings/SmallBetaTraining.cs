using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// A training at small β that can be laid over (37) and (50): fresh exact samples at every batch, so that no data set
/// pins the bump, and weights averaged over the late training. Its length is given in the time νβt of (37).
/// </summary>
/// <remarks>
/// The fluctuations of the weights, relative to the bump, have variances proportional to ν/(β S_batch), which the
/// choice ν = β/4 makes the same at every β. At a batch of 5000 they lower Σ w² by a few tenths of a percent, through
/// the bump's jitter along the ring and through the repressor, which the noise of the empty sites adds to.
/// </remarks>
internal record SmallBetaTraining
{
    /// <summary>N, at least 9.</summary>
    [Shown("Trained machines", "N = {0}")]
    public int Sites { get; init; } = 100;

    /// <summary>M, at least 1.</summary>
    [Shown("Trained machines", "M = {0}")]
    public int Hidden { get; init; } = 1;

    /// <summary>β of the data; small, or (37) says nothing.</summary>
    public double Beta { get; init; } = 0.1;

    /// <summary>ν/β.</summary>
    [JsonIgnore]
    [Shown("Training", "ν = {0}β")]
    public double RateOverBeta { get; init; } = 0.25;

    /// <summary>ν.</summary>
    public double LearningRate => RateOverBeta * Beta;

    /// <summary>S_batch, and the number of chains.</summary>
    [Shown("Training", "batches of {0} fresh exact samples, as many chains")]
    public int Batch { get; init; } = 5000;

    /// <summary>The number of chains.</summary>
    public int Chains => Batch;

    /// <summary>k of PCD-k; for M = 1 the law of the training is the same for every k.</summary>
    [Shown("Training", "PCD-{0}")]
    public int GibbsSteps { get; init; } = 20;

    /// <summary>The time νβt that is left out of the average.</summary>
    [Shown("Training", "weights averaged from νβt = {0} on")]
    public double SettlingTime { get; init; } = 16;

    /// <summary>The time νβt over which the weights are averaged, after the settling.</summary>
    [Shown("Training", "over a time of {0}")]
    public double AveragingTime { get; init; } = 18;

    /// <summary>Standard deviation of the initial weights.</summary>
    [Shown("Start of the training", "white noise of standard deviation {0}")]
    public double InitialDeviation { get; init; } = 0.01;

    /// <summary>By how many √β a site is raised at the start, which chooses the place of the bump.</summary>
    [Shown("Start of the training", "a site raised by {0} √β for each bump")]
    public double Raised { get; init; } = 0.5;

    /// <summary>How often the weights are observed; the average has those of the late observations.</summary>
    public int Epochs { get; init; } = 170;

    /// <summary>Expected seconds, measured: a spin drawn by a chain costs a quarter of a nanosecond for one unit and
    /// ten times that for two, a fresh one and its gradient as much as three of the former.</summary>
    [JsonIgnore]
    public double Cost => (double)Epochs * UpdatesPerEpoch * Batch * Sites * (GibbsSteps * (Hidden == 1 ? 1 : 10) + 3)
        * 0.25e-9;

    /// <summary>Visible spins drawn by the chains: updates × chains × k × N.</summary>
    [JsonIgnore]
    public double SpinUpdates => (double)Epochs * UpdatesPerEpoch * Batch * GibbsSteps * Sites;

    private int UpdatesPerEpoch
        => (int)Math.Ceiling((SettlingTime + AveragingTime) / (LearningRate * Beta) / Epochs);

    /// <summary>The time νβt after an epoch.</summary>
    /// <param name="epoch">From 0.</param>
    public double TimeAfter(int epoch) => (double)epoch * UpdatesPerEpoch * LearningRate * Beta;

    /// <summary>A machine of weak white noise, to be raised where the bumps shall be.</summary>
    /// <param name="seed">Seed of the weights.</param>
    public Rbm Noise(ulong seed) => Rbm.OfSpins(Sites, Hidden, InitialDeviation, seed);

    /// <summary>Trains a machine of one unit whose site N/2 is raised.</summary>
    /// <param name="run">Seed of weights, data and chains; told the fraction done; stops between updates.</param>
    /// <returns>The averaged weights in units of √β.</returns>
    public double[] TrainRaised(RunContext run)
    {
        Rbm machine = Noise(run.Seed);
        machine.Weights[Sites / 2] += (float)(Raised * Math.Sqrt(Beta));
        return Train(machine, run);
    }

    /// <summary>Trains; returns the averaged weights in units of √β, unit by unit.</summary>
    /// <param name="machine">The start, which is changed.</param>
    /// <param name="run">Seed of data and chains; told the fraction done; stops between updates.</param>
    /// <param name="observer">Observes the machine after every epoch; may be null.</param>
    public double[] Train(Rbm machine, RunContext run, ITrainingObserver? observer = null)
    {
        TrainingPlan plan = new()
        {
            LearningRate = LearningRate,
            BatchSize = Batch,
            Chains = Chains,
            GibbsSteps = GibbsSteps,
            Epochs = Epochs,
        };
        WeightAverage average = new(skippedEpochs: (int)(Epochs * SettlingTime / (SettlingTime + AveragingTime)));
        ITrainingObserver both = observer is null ? average : new ObserverList(average, observer);
        using FreshIsingBatches data = new(new IsingRingSampler(Sites, Beta), Batch, UpdatesPerEpoch, run.Seed);
        Trainer.Run(machine, data, plan, run.Seed, observer: new ProgressObserver(Epochs, run.Progress, both),
            ct: run.Stop);
        return [.. average.Mean.ToArray().Select(w => w / Math.Sqrt(Beta))];
    }

    /// <summary>A profile turned along the ring so that its peak stands at N/2, and positive.</summary>
    /// <param name="weights">w_i.</param>
    public static double[] Centred(double[] weights)
    {
        ReceptiveField field = ReceptiveField.Measure(weights);
        int sites = weights.Length;
        return
        [
            .. Enumerable.Range(0, sites).Select(
                i => field.Sign * weights[(i + field.PeakSite + sites - sites / 2) % sites]),
        ];
    }

    /// <summary>The weights at most so many sites from N/2.</summary>
    /// <param name="centred">Of <see cref="Centred"/>.</param>
    /// <param name="distance">Sites to either side, below N/2.</param>
    public static double[] Window(double[] centred, int distance)
        => centred[(centred.Length / 2 - distance)..(centred.Length / 2 + distance + 1)];
}
