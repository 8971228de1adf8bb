using System.Numerics;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// A variant of the XY ring (section 4.3), p(v) ∝ exp(Σ_{i&lt;j} J_{d(i,j)} M(v_i, v_j)), and the training of Fig. 11
/// on samples of it: one ±1 unit, ν = 0.1, batches of 100, 20 epochs.
/// </summary>
/// <param name="Name">Its name in files.</param>
/// <param name="Title">Its name for the reader.</param>
/// <param name="Strengths">J_1, J_2, …, with β.</param>
/// <param name="Range">
/// Largest distance of colours that the kernel couples, with strength 1; null for the cosine (15).
/// </param>
internal sealed record XyVariant(string Name, string Title, double[] Strengths, int? Range)
{
    /// <summary>N.</summary>
    public const int Sites = XyTransitionTraining.Sites;

    /// <summary>P.</summary>
    public const int Colours = XyTransitionTraining.States;

    /// <summary>Epochs of the paper.</summary>
    public const int Epochs = 20;

    private const int Batch = XyTransitionTraining.Batch, GibbsSteps = 1, Analysed = 2500;

    // Twenty samples a chain: the autocorrelation time of the magnetisation is 5 sweeps or less.
    private static readonly GibbsPlan Chains = new() { BurnIn = 100, Thinning = 20, SamplesPerChain = 20 };

    /// <summary>The training in words, for the reader.</summary>
    public static string Summary
        => $"ν = {XyTransitionTraining.LearningRate}, batches of {Batch}, {Batch} chains, PCD-{GibbsSteps}, {Epochs} epochs";

    /// <summary>Everything the numbers of a run depend on.</summary>
    /// <param name="samples">S.</param>
    public IReadOnlyDictionary<string, double> Parameters(int samples)
    {
        Dictionary<string, double> parameters = new()
        {
            ["sites"] = Sites,
            ["states"] = Colours,
            ["range"] = Range ?? -1,
            ["samples"] = samples,
            ["epochs"] = Epochs,
            ["learningRate"] = XyTransitionTraining.LearningRate,
            ["batch"] = Batch,
            ["chains"] = Batch,
            ["gibbsSteps"] = GibbsSteps,
            ["initialDeviation"] = XyTransitionTraining.InitialDeviation,
        };
        if (Strengths.Length > 1)
        {
            parameters["burnIn"] = Chains.BurnIn;
            parameters["thinning"] = Chains.Thinning;
            parameters["samplesPerChain"] = Chains.SamplesPerChain;
        }
        for (int d = 1; d <= Strengths.Length; d++)
            parameters[$"coupling{d}"] = Strengths[d - 1];
        return parameters;
    }

    /// <summary>Trains, and measures the order of the weights and the spectrum of the data.</summary>
    /// <param name="samples">S, a multiple of the batch.</param>
    /// <param name="seed">Seed of data, initial weights, order and chains.</param>
    /// <param name="stop">Stops between updates.</param>
    public RunResult Compute(int samples, ulong seed, CancellationToken stop)
    {
        PottsSet data = Strengths.Length > 1
            ? new GibbsSampler(Sites, Strengths, Kernel).SampleSet(samples, seed, Chains)
            : Range is int range
                ? PottsRingSampler.ShortRange(Sites, Colours, range, Strengths[0]).SampleSet(samples, seed)
                : PottsRingSampler.Xy(Sites, Colours, Strengths[0]).SampleSet(samples, seed);
        Rbm machine = XyTransitionTraining.Train(data, Epochs, GibbsSteps, seed, seed, null, stop);
        ColourOrder order = ColourOrder.Of(machine);
        double[] weights = [.. machine.Weights.Select(w => (double)w)];
        Complex[] modes = PottsModulation.FirstFourier<double>(weights, Colours);
        return new(
            new Dictionary<string, double>
            {
                ["overlap"] = order.Overlap,
                ["concentration"] = order.Concentration,
                ["amplitude"] = Math.Sqrt(modes.Average(mode => mode.Magnitude * mode.Magnitude)),
                ["spinUpdates"] = (double)Epochs * samples * GibbsSteps * Sites,
            },
            new Dictionary<string, double[]> { ["weights"] = weights, ["spectrum"] = Spectrum(data) });
    }

    private double[,] Kernel => Range is int range ? ColourKernel.ShortRange(Colours, range) : ColourKernel.Xy(Colours);

    /// <summary>
    /// Λ_{k,1} = (P/(P−1)) ⟨|Σ_j exp(2πi(kj/N + v_j/P))|²⟩/N, k = 0..N/2: the eigenvalues of C on the modes of one
    /// turn of the colours, over the first samples, as their law is invariant (16).
    /// </summary>
    private static double[] Spectrum(PottsSet data)
    {
        int samples = Math.Min(data.Samples, Analysed);
        double[] spectrum = new double[Sites / 2 + 1];
        Complex[] turns = [.. Enumerable.Range(0, Sites * Colours).Select(
            x => Complex.FromPolarCoordinates(1, 2 * Math.PI * x / (Sites * Colours)))];
        for (int s = 0; s < samples; s++)
        {
            ReadOnlySpan<byte> row = data.Sample(s);
            for (int k = 0; k < spectrum.Length; k++)
            {
                Complex sum = Complex.Zero;
                for (int j = 0; j < row.Length; j++)
                    sum += turns[(k * j * Colours + row[j] * Sites) % turns.Length];
                double square = sum.Real * sum.Real + sum.Imaginary * sum.Imaginary;
                spectrum[k] += Colours / (Colours - 1.0) * square / (Sites * (double)samples);
            }
        }
        return spectrum;
    }
}
