using MathNet.Numerics;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// One training of Fig. 7: a hidden unit learns from S configurations of the Ising ring, and the exact flow, which
/// knows infinitely many, from the same initial weights for the same time.
/// </summary>
/// <param name="Sites">N.</param>
/// <param name="Beta">β of the data.</param>
/// <param name="Samples">S, a multiple of the batch; null for fresh samples at every batch.</param>
/// <param name="Updates">Updates; a whole number of passes over the S samples.</param>
/// <param name="InitialDeviation">Standard deviation of the initial weights.</param>
/// <param name="GibbsSteps">k of PCD-k.</param>
public sealed record FiniteDataTraining(
    int Sites, double Beta, int? Samples, int Updates, double InitialDeviation, int GibbsSteps)
{
    /// <summary>S_batch, and the number of chains.</summary>
    public const int Batch = 10;

    /// <summary>ν.</summary>
    public const double LearningRate = 0.001;

    // Fresh samples know no epoch: as many updates between two calls of the observer as 10,000 samples have.
    private const int FreshUpdatesPerEpoch = 1000;

    // More than enough for curves that are compared with means of a few runs.
    private static readonly IntegrationOptions Accuracy = new() { RelativeTolerance = 1e-6, AbsoluteTolerance = 1e-9 };

    /// <summary>Everything the numbers of the run depend on.</summary>
    public Dictionary<string, double> Parameters => new()
    {
        ["sites"] = Sites,
        ["beta"] = Beta,
        ["samples"] = Samples ?? 0,
        ["updates"] = Updates,
        ["initialDeviation"] = InitialDeviation,
        ["gibbsSteps"] = GibbsSteps,
        ["learningRate"] = LearningRate,
        ["batch"] = Batch,
    };

    /// <summary>Trains, and integrates the exact flow.</summary>
    /// <param name="seed">Seed of data, initial weights, order and chains.</param>
    /// <param name="progress">Told the fraction done.</param>
    /// <param name="stop">Stops the run.</param>
    public RunResult Compute(ulong seed, IProgress<double> progress, CancellationToken stop)
    {
        IsingRingSampler ring = new(Sites, Beta);
        SpinSet? data = Samples is int samples ? ring.SampleSet(samples, seed) : null;
        Rbm machine = Rbm.OfSpins(Sites, 1, InitialDeviation, seed);
        double[] flow = Flow([.. machine.Weights.Select(w => (double)w)]);
        if (data is null)
        {
            using FreshIsingBatches fresh = new(ring, Batch, FreshUpdatesPerEpoch, seed);
            Train(machine, fresh, seed, progress, stop);
        }
        else
        {
            Train(machine, new ShuffledBatches(data, Batch, seed), seed, progress, stop);
        }

        double[] weights = [.. machine.Weights.Select(w => (double)w)];
        return new(
            new Dictionary<string, double>
            {
                ["sum"] = Math.Abs(weights.Sum()),
                ["norm"] = Math.Sqrt(weights.Sum(w => w * w)),
                ["overlap"] = Alignment.WithUniform<double>(weights),
                ["flowSum"] = Math.Abs(flow.Sum()),
                ["flowOverlap"] = Alignment.WithUniform<double>(flow),
                ["eigenvectorOverlap"] = data is null ? 1 : TopEigenvectorOverlap(data),
                ["spinUpdates"] = (double)Updates * Batch * GibbsSteps * Sites,
            },
            new Dictionary<string, double[]> { ["weights"] = weights });
    }

    private void Train(Rbm machine, IBatchSource data, ulong seed, IProgress<double> progress, CancellationToken stop)
    {
        TrainingPlan plan = new()
        {
            LearningRate = LearningRate,
            BatchSize = Batch,
            Chains = Batch,
            GibbsSteps = GibbsSteps,
            Epochs = Updates / data.BatchesPerEpoch,
        };
        // With ten samples an epoch is one update: to report each would cost more than to make it.
        ITrainingObserver? observer = plan.Epochs <= 1000 ? new ProgressObserver(plan.Epochs, progress) : null;
        Trainer.Run(machine, data, plan, seed, observer: observer, ct: stop);
        progress.Report(1);
    }

    private double[] Flow(double[] start) => new AdaptiveRungeKutta()
        .Integrate(new PopulationFlow(Sites, Beta), start, 0, LearningRate * Updates, Accuracy).State;

    /// <summary>The overlap of the top eigenvector of C (24) with the uniform vector.</summary>
    private static double TopEigenvectorOverlap(SpinSet data)
    {
        SpinCovariance covariance = new(data.Sites);
        covariance.Add(data, 0, data.Samples);
        return Alignment.WithUniform(new CovarianceSpectrum(covariance.Matrix()).Vector(0));
    }

    /// <summary>
    /// The mean overlap of a random direction with the uniform vector, Γ(N/2)/(√π Γ((N+1)/2)) ≈ √(2/(πN)).
    /// </summary>
    /// <param name="sites">N.</param>
    public static double RandomOverlap(int sites) => Math.Exp(
        SpecialFunctions.GammaLn(sites / 2.0) - SpecialFunctions.GammaLn((sites + 1) / 2.0)) / Math.Sqrt(Math.PI);

    /// <summary>
    /// W of weights that saturate along a random eigenvector of C, of eigenvalue Λ. The input I is then nearly
    /// Gaussian, of variance q = Λ|w|², ⟨v tanh I⟩ = C w E[sech² I], and with tanh w ≈ w the flow stops where
    /// Λ E[sech² I] = 1; W = √N |w| times the overlap of a random direction.
    /// </summary>
    /// <param name="sites">N.</param>
    /// <param name="eigenvalue">Λ, above 1.</param>
    public static double NoisePlateau(int sites, double eigenvalue)
    {
        double low = 0, high = 1;
        while (MeanSquaredSech(high) * eigenvalue > 1)
            high *= 2;
        while (high - low > 1e-10 * high)
        {
            double middle = 0.5 * (low + high);
            (low, high) = MeanSquaredSech(middle) * eigenvalue > 1 ? (middle, high) : (low, middle);
        }

        return Math.Sqrt(sites * low / eigenvalue) * RandomOverlap(sites);
    }

    // The trapezoidal rule on a Gaussian converges faster than any power of the step.
    private static double MeanSquaredSech(double variance)
    {
        const double Step = 0.05, End = 8;
        double sum = 0, root = Math.Sqrt(variance);
        for (double x = -End; x <= End; x += Step)
            sum += Math.Exp(-0.5 * x * x) / Math.Pow(Math.Cosh(root * x), 2);
        return sum * Step / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>
    /// Whether the mean top eigenvalue of S samples of the ring lies above the 99 % point of that of independent spins
    /// (Tracy–Widom about the edge of the sample spectrum, both at this N and S).
    /// </summary>
    /// <param name="sites">N.</param>
    /// <param name="beta">β.</param>
    /// <param name="samples">S.</param>
    public static bool EigenvalueStandsOut(int sites, double beta, int samples)
    {
        TopSampleEigenvalue noise = new(new PopulationSpectrum([1.0]), sites, samples);
        return noise.Cumulative(TopSampleEigenvalue.Of(new IsingRing(sites, beta), samples).Mean) > 0.99;
    }
}
