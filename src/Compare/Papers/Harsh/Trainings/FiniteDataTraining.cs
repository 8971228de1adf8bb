using System.Text.Json.Serialization;
using MathNet.Numerics;
using RbmTheory.Compare.Lab;
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
internal sealed record FiniteDataTraining
{
    /// <summary>
    /// The top eigenvalue of C counts as outside the noise above this quantile of that of independent spins.
    /// </summary>
    public const double NoiseQuantile = 0.99;

    // Most updates between two reports of progress where samples are fresh and know no epoch.
    private const int FreshUpdatesPerEpoch = 1000;

    // More than enough for curves that are compared with means of a few runs.
    private static readonly IntegrationOptions Accuracy = new() { RelativeTolerance = 1e-6, AbsoluteTolerance = 1e-9 };

    /// <summary>N.</summary>
    [Shown("Sites, hidden units", "N = {0}, M = 1")]
    public int Sites { get; init; } = 100;

    /// <summary>β of the data.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>S, a multiple of the batch; 0 for fresh samples at every batch.</summary>
    public int Samples { get; init; } = 10_000;

    /// <summary>Updates; a whole number of passes over the S samples.</summary>
    public int Updates { get; init; } = 250_000;

    /// <summary>Standard deviation of the initial weights.</summary>
    public double InitialDeviation { get; init; } = 0.01;

    /// <summary>ν.</summary>
    [Shown("Training", "ν = {0}")]
    public double LearningRate { get; init; } = 0.001;

    /// <summary>S_batch, and the number of chains.</summary>
    [Shown("Training", "batches of {0}, as many chains")]
    public int Batch { get; init; } = 10;

    /// <summary>
    /// k of PCD-k. One hidden unit makes v independent given the sign of h, and v tanh I does not see that sign: one
    /// Gibbs step draws a new sample, and PCD-1 is PCD-20 in law.
    /// </summary>
    [Shown("Training", "PCD-{0}")]
    public int GibbsSteps { get; init; } = 20;

    /// <summary>Visible spins drawn by the chains: updates × chains × k × N.</summary>
    [JsonIgnore]
    public double SpinUpdates => (double)Updates * Batch * GibbsSteps * Sites;

    /// <summary>Trains, and integrates the exact flow.</summary>
    /// <param name="run">Seed of data, initial weights, order and chains; told the fraction done; stops the
    /// run.</param>
    public FiniteDataField Train(RunContext run)
    {
        IsingRingSampler ring = new(Sites, Beta);
        SpinSet? data = Samples > 0 ? ring.SampleSet(Samples, run.Seed) : null;
        Rbm machine = Rbm.OfSpins(Sites, 1, InitialDeviation, run.Seed);
        double[] flow = Flow([.. machine.Weights.Select(w => (double)w)]);
        if (data is null)
        {
            int perEpoch = (int)Euclid.GreatestCommonDivisor(Updates, FreshUpdatesPerEpoch);
            using FreshIsingBatches fresh = new(ring, Batch, perEpoch, run.Seed);
            Train(machine, fresh, run);
        }
        else
        {
            Train(machine, new ShuffledBatches(data, Batch, run.Seed), run);
        }

        double[] weights = [.. machine.Weights.Select(w => (double)w)];
        return new(
            Math.Abs(weights.Sum()), Math.Sqrt(weights.Sum(w => w * w)), Alignment.WithUniform<double>(weights),
            Math.Abs(flow.Sum()), Alignment.WithUniform<double>(flow), data is null ? 1 : TopEigenvectorOverlap(data),
            SpinUpdates, weights);
    }

    private void Train(Rbm machine, IBatchSource data, RunContext run)
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
        ITrainingObserver? observer = plan.Epochs <= 1000 ? new ProgressObserver(plan.Epochs, run.Progress) : null;
        Trainer.Run(machine, data, plan, run.Seed, observer: observer, ct: run.Stop);
        run.Progress.Report(1);
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
    /// Whether the mean top eigenvalue of S samples of the ring lies above <see cref="NoiseQuantile"/> of that of
    /// independent spins (Tracy–Widom about the edge of the sample spectrum, both at this N and S).
    /// </summary>
    /// <param name="sites">N.</param>
    /// <param name="beta">β.</param>
    /// <param name="samples">S.</param>
    public static bool EigenvalueStandsOut(int sites, double beta, int samples)
    {
        TopSampleEigenvalue noise = new(new PopulationSpectrum([1.0]), sites, samples);
        return noise.Cumulative(TopSampleEigenvalue.Of(new IsingRing(sites, beta), samples).Mean) > NoiseQuantile;
    }
}

/// <summary>A trained unit beside the exact flow from the same start.</summary>
/// <param name="Sum">W = |Σ w|, (12).</param>
/// <param name="Norm">|w|.</param>
/// <param name="Overlap">W/(|w|√N).</param>
/// <param name="FlowSum">W of the exact flow.</param>
/// <param name="FlowOverlap">Its overlap.</param>
/// <param name="EigenvectorOverlap">Overlap of the top eigenvector of C with the uniform vector; 1 for fresh
/// samples.</param>
/// <param name="SpinUpdates">Spins drawn by the chains.</param>
/// <param name="Weights">w.</param>
internal sealed record FiniteDataField(
    double Sum, double Norm, double Overlap, double FlowSum, double FlowOverlap, double EigenvectorOverlap,
    double SpinUpdates, double[] Weights);
