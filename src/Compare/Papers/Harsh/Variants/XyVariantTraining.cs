using System.Numerics;
using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The training of Fig. 11 on samples of a variant of the XY ring: one ±1 unit.</summary>
internal sealed record XyVariantTraining
{
    private const int Analysed = 2500;

    /// <summary>N.</summary>
    [Shown("Sites, states, hidden units", "N = {0}")]
    public int Sites { get; init; } = 100;

    /// <summary>P.</summary>
    [Shown("Sites, states, hidden units", "P = {0}, M = 1 (±1)")]
    public int States { get; init; } = 10;

    /// <summary>Largest distance of colours that the kernel couples; −1 for the cosine (15).</summary>
    public int Range { get; init; } = -1;

    /// <summary>S, a multiple of the batch.</summary>
    public int Samples { get; init; } = 200;

    /// <summary>Passes over the data, as many as in the paper.</summary>
    [Shown("Training", "{0} epochs")]
    public int Epochs { get; init; } = 20;

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
    public int GibbsSteps { get; init; } = 1;

    /// <summary>Standard deviation of the initial weights.</summary>
    [Shown("Initial weights", "Gaussian, standard deviation {0}")]
    public double InitialDeviation { get; init; } = 0.01;

    /// <summary>Sweeps of a Gibbs chain before its first sample; null where samples are exact.</summary>
    public int? BurnIn { get; init; }

    /// <summary>Sweeps between its samples.</summary>
    public int? Thinning { get; init; }

    /// <summary>Samples that it gives.</summary>
    public int? SamplesPerChain { get; init; }

    /// <summary>βJ at distance 1.</summary>
    public double Coupling1 { get; init; }

    /// <summary>βJ at distance 2; null for none.</summary>
    public double? Coupling2 { get; init; }

    /// <summary>The training in words, for the reader.</summary>
    [JsonIgnore]
    public string Summary
        => $"ν = {LearningRate}, batches of {Batch}, {Chains} chains, PCD-{GibbsSteps}, {Epochs} epochs";

    private double[,] Kernel => Range >= 0 ? ColourKernel.ShortRange(States, Range) : ColourKernel.Xy(States);

    /// <summary>Trains, and measures the order of the weights and the spectrum of the data.</summary>
    /// <param name="run">Seed of data, initial weights, order and chains; stops between updates.</param>
    public VariantOrder Train(RunContext run)
    {
        PottsSet data = Data(run.Seed);
        TrainingPlan plan = new()
        {
            LearningRate = LearningRate,
            BatchSize = Batch,
            Chains = Chains,
            GibbsSteps = GibbsSteps,
            Epochs = Epochs,
        };
        Rbm machine = XyTransitionTraining.Train(data, plan, InitialDeviation, run.Seed, run.Seed, null, run.Stop);
        ColourOrder order = ColourOrder.Of(machine, States);
        double[] weights = [.. machine.Weights.Select(w => (double)w)];
        Complex[] modes = PottsModulation.FirstFourier<double>(weights, States);
        return new(
            order.Overlap, order.Concentration, Math.Sqrt(modes.Average(mode => mode.Magnitude * mode.Magnitude)),
            (double)Epochs * Samples * GibbsSteps * Sites, weights, Spectrum(data));
    }

    private PottsSet Data(ulong seed)
    {
        if (Coupling2 is double second)
        {
            GibbsPlan chains = new()
            {
                BurnIn = BurnIn!.Value,
                Thinning = Thinning!.Value,
                SamplesPerChain = SamplesPerChain!.Value,
            };
            return new GibbsSampler(Sites, [Coupling1, second], Kernel).SampleSet(Samples, seed, chains);
        }

        PottsRingSampler exact = Range >= 0
            ? PottsRingSampler.ShortRange(Sites, States, Range, Coupling1)
            : PottsRingSampler.Xy(Sites, States, Coupling1);
        return exact.SampleSet(Samples, seed);
    }

    /// <summary>
    /// Λ_{k,1} = (P/(P−1)) ⟨|Σ_j exp(2πi(kj/N + v_j/P))|²⟩/N, k = 0..N/2: the eigenvalues of C on the modes of one
    /// turn of the colours, over the first samples, as their law is invariant (16).
    /// </summary>
    private double[] Spectrum(PottsSet data)
    {
        int samples = Math.Min(data.Samples, Analysed);
        double[] spectrum = new double[Sites / 2 + 1];
        Complex[] turns = [.. Enumerable.Range(0, Sites * States).Select(
            x => Complex.FromPolarCoordinates(1, 2 * Math.PI * x / (Sites * States)))];
        for (int s = 0; s < samples; s++)
        {
            ReadOnlySpan<byte> row = data.Sample(s);
            for (int k = 0; k < spectrum.Length; k++)
            {
                Complex sum = Complex.Zero;
                for (int j = 0; j < row.Length; j++)
                    sum += turns[(k * j * States + row[j] * Sites) % turns.Length];
                double square = sum.Real * sum.Real + sum.Imaginary * sum.Imaginary;
                spectrum[k] += States / (States - 1.0) * square / (Sites * (double)samples);
            }
        }
        return spectrum;
    }
}

/// <summary>What a training on a variant ends with.</summary>
/// <param name="Overlap">Order in angle: that of w with the modes that are the same at all sites.</param>
/// <param name="Concentration">Order in space, of |F_i|² along the ring.</param>
/// <param name="Amplitude">Root of the mean |F_i|².</param>
/// <param name="SpinUpdates">Sites drawn by the chains.</param>
/// <param name="Weights">w, site by site.</param>
/// <param name="Spectrum">Λ of the data at k = 0..N/2.</param>
internal sealed record VariantOrder(
    double Overlap, double Concentration, double Amplitude, double SpinUpdates, double[] Weights, double[] Spectrum);
