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
/// <param name="Sites">N, at least 9.</param>
/// <param name="Hidden">M, at least 1.</param>
/// <param name="Beta">β of the data; small, or (37) says nothing.</param>
/// <param name="Batch">S_batch, and the number of chains.</param>
/// <param name="GibbsSteps">k of PCD-k; for M = 1 the law of the training is the same for every k.</param>
internal sealed record SmallBetaTraining(int Sites, int Hidden, double Beta, int Batch, int GibbsSteps)
{
    /// <summary>ν/β.</summary>
    public const double RateOverBeta = 0.25;

    /// <summary>The time νβt that is left out of the average.</summary>
    public const double SettlingTime = 16;

    /// <summary>The time νβt over which the weights are averaged, after the settling.</summary>
    public const double AveragingTime = 18;

    /// <summary>Standard deviation of the initial weights.</summary>
    public const double InitialDeviation = 0.01;

    /// <summary>By how many √β a site is raised at the start, which chooses the place of the bump.</summary>
    public const double Raised = 0.5;

    /// <summary>Looks of the observer; the average has one from each of the late ones.</summary>
    public const int Epochs = 170;

    /// <summary>ν.</summary>
    public double LearningRate => RateOverBeta * Beta;

    /// <summary>Everything the numbers of a run depend on.</summary>
    public Dictionary<string, double> Parameters => new()
    {
        ["sites"] = Sites,
        ["hidden"] = Hidden,
        ["beta"] = Beta,
        ["gibbsSteps"] = GibbsSteps,
        ["initialDeviation"] = InitialDeviation,
        ["learningRate"] = LearningRate,
        ["batch"] = Batch,
        ["chains"] = Batch,
        ["settlingTime"] = SettlingTime,
        ["averagingTime"] = AveragingTime,
        ["raised"] = Raised,
        ["epochs"] = Epochs,
    };

    /// <summary>What the effect of the noise depends on: for one unit the law does not know k.</summary>
    public Dictionary<string, double> NoiseParameters => new()
    {
        ["sites"] = Sites,
        ["beta"] = Beta,
        ["learningRate"] = LearningRate,
        ["batch"] = Batch,
        ["settlingTime"] = SettlingTime,
        ["averagingTime"] = AveragingTime,
    };

    /// <summary>Expected seconds, measured: a spin drawn by a chain costs a quarter of a nanosecond for one unit and
    /// ten times that for two, a fresh one and its gradient as much as three of the former.</summary>
    public double Cost => (double)Epochs * UpdatesPerEpoch * Batch * Sites * (GibbsSteps * (Hidden == 1 ? 1 : 10) + 3)
        * 0.25e-9;

    /// <summary>Visible spins drawn by the chains: updates × chains × k × N.</summary>
    public double SpinUpdates => (double)Epochs * UpdatesPerEpoch * Batch * GibbsSteps * Sites;

    /// <summary>The training in words, for the reader.</summary>
    public static string Words(int batch, int gibbsSteps)
        => $"ν = {RateOverBeta}β, batches of {batch}, as many chains, PCD-{gibbsSteps}; averaged over νβt = "
            + $"{SettlingTime} to {SettlingTime + AveragingTime}";

    /// <summary>The time νβt after an epoch.</summary>
    /// <param name="epoch">From 0.</param>
    public double TimeAfter(int epoch) => (double)epoch * UpdatesPerEpoch * LearningRate * Beta;

    private int UpdatesPerEpoch
        => (int)Math.Ceiling((SettlingTime + AveragingTime) / (LearningRate * Beta) / Epochs);

    /// <summary>A machine of weak white noise, to be raised where the bumps shall be.</summary>
    /// <param name="seed">Seed of the weights.</param>
    public Rbm Noise(ulong seed) => Rbm.OfSpins(Sites, Hidden, InitialDeviation, seed);

    /// <summary>A machine of one unit whose site N/2 is raised.</summary>
    /// <param name="seed">Seed of the weights.</param>
    public Rbm RaisedMachine(ulong seed)
    {
        Rbm machine = Noise(seed);
        machine.Weights[Sites / 2] += (float)(Raised * Math.Sqrt(Beta));
        return machine;
    }

    /// <summary>Trains; returns the averaged weights in units of √β, unit by unit.</summary>
    /// <param name="machine">The start, which is changed.</param>
    /// <param name="seed">Seed of data and chains.</param>
    /// <param name="progress">Told the fraction done.</param>
    /// <param name="stop">Stops between updates.</param>
    /// <param name="observer">Looks at the machine after every epoch; may be null.</param>
    public double[] Train(
        Rbm machine, ulong seed, IProgress<double> progress, CancellationToken stop, ITrainingObserver? observer = null)
    {
        TrainingPlan plan = new()
        {
            LearningRate = LearningRate,
            BatchSize = Batch,
            Chains = Batch,
            GibbsSteps = GibbsSteps,
            Epochs = Epochs,
        };
        WeightAverage average = new(skippedEpochs: (int)(Epochs * SettlingTime / (SettlingTime + AveragingTime)));
        ITrainingObserver both = observer is null ? average : new ObserverList(average, observer);
        using FreshIsingBatches data = new(new IsingRingSampler(Sites, Beta), Batch, UpdatesPerEpoch, seed);
        Trainer.Run(machine, data, plan, seed, observer: new ProgressObserver(Epochs, progress, both), ct: stop);
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
