using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of Fig. 3(a): the paper's own, repeated.</summary>
internal sealed record Fig03aSettings
{
    private static readonly Fig03aSettings Paper = new();

    /// <summary>25 runs, or fewer.</summary>
    public static Presets<Fig03aSettings> Presets { get; } = new(
        Paper,
        Quick: Paper with { Runs = 6 },
        Tiny: Paper with { Runs = 3, Training = Paper.Training with { Samples = 500, Epochs = 20 } });

    /// <summary>The training.</summary>
    public PlaceCellTraining Training { get; init; } = new();

    /// <summary>How often it is repeated.</summary>
    [Shown("Runs")]
    public int Runs { get; init; } = 25;
}

/// <summary>A training of Fig. 3(a).</summary>
internal sealed record PlaceCellTraining
{
    /// <summary>N.</summary>
    [Shown("Sites, hidden units", "N = {0}, M = 1")]
    public int Sites { get; init; } = 100;

    /// <summary>β.</summary>
    [Shown("Inverse temperature", "β = {0}")]
    public double Beta { get; init; } = 1;

    /// <summary>S.</summary>
    [Shown("Samples", "S = {0:N0} for training, as many for testing")]
    public int Samples { get; init; } = 10_000;

    /// <summary>ν.</summary>
    [Shown("Training", "ν = {0}")]
    public double LearningRate { get; init; } = 0.001;

    /// <summary>S_batch, and the number of chains.</summary>
    [Shown("Training", "batches of {0}, as many chains")]
    public int Batch { get; init; } = 10;

    /// <summary>k of PCD-k.</summary>
    [Shown("Training", "PCD-{0}")]
    public int GibbsSteps { get; init; } = 20;

    /// <summary>Passes over the data.</summary>
    [Shown("Training", "{0} epochs")]
    public int Epochs { get; init; } = 100;

    /// <summary>Standard deviation of the initial weights.</summary>
    [Shown("Initial weights", "Gaussian, standard deviation {0}")]
    public double InitialDeviation { get; init; } = 0.01;

    /// <summary>The training set of a run.</summary>
    /// <param name="seed">Its seed.</param>
    public SpinSet Data(ulong seed) => new IsingRingSampler(Sites, Beta).SampleSet(Samples, seed, StreamPurpose.Data);
}

/// <summary>What the bump of infinite data and its fit to S samples depend on.</summary>
internal sealed record FitSettings(int Sites, double Beta, int Samples, double LearningRate, int Batch, int Chains);

/// <summary>The training sets of all runs; the first of their seeds stands for them all.</summary>
internal sealed record LandscapeSettings(int Sites, double Beta, int Samples, int Runs, ulong FirstSeed)
{
    /// <summary>The seed of each run.</summary>
    [JsonIgnore]
    public IReadOnlyList<ulong> Seeds { get; init; } = [];
}

/// <summary>The training sets of all runs, and how long a field slides up their landscapes.</summary>
internal sealed record SlideSettings(
    int Sites, double Beta, int Samples, int Runs, ulong FirstSeed, double LearningRate, int Batch, int Epochs)
{
    /// <summary>The seed of each run.</summary>
    [JsonIgnore]
    public IReadOnlyList<ulong> Seeds { get; init; } = [];
}

/// <summary>What theory expects of each training set, in nats.</summary>
/// <param name="Gain">What the slide up its landscape gains.</param>
/// <param name="LogLikelihood">Its log-likelihood at the end of the training.</param>
internal sealed record Slides(double[] Gain, double[] LogLikelihood);

/// <summary>The bump of infinite data.</summary>
/// <param name="LogLikelihood">Its mean log-likelihood under the population, in nats.</param>
/// <param name="CorrelationLength">ξ of (9), in sites.</param>
/// <param name="NegativeEntropy">That of the population's own law.</param>
/// <param name="Fit">What a fit to S samples gains on them, in nats.</param>
/// <param name="Noise">What the noise of the updates costs.</param>
/// <param name="Weights">Its weights.</param>
internal sealed record PopulationFit(
    double LogLikelihood, double CorrelationLength, double NegativeEntropy, double Fit, double Noise, double[] Weights);

/// <summary>A trained machine.</summary>
/// <param name="PeakSite">The site of its largest weight, from 0.</param>
/// <param name="Amplitude">max w.</param>
/// <param name="Fwhm">Full width at half maximum, in sites.</param>
/// <param name="Sum">|Σ w|.</param>
/// <param name="SumSquares">Σ w².</param>
/// <param name="CorrelationLength">ξ of the training set, in sites.</param>
/// <param name="SpinUpdates">Spins drawn by the chains.</param>
/// <param name="Weights">w, positive at the peak.</param>
/// <param name="TrainLogLikelihood">Of the training set after 0, 1, … epochs, in nats.</param>
/// <param name="TestLogLikelihood">Of the test set.</param>
internal sealed record PlaceCell(
    int PeakSite, double Amplitude, double Fwhm, double Sum, double SumSquares, double CorrelationLength,
    double SpinUpdates, double[] Weights, double[] TrainLogLikelihood, double[] TestLogLikelihood);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(PlaceCellTraining))]
[JsonSerializable(typeof(FitSettings))]
[JsonSerializable(typeof(LandscapeSettings))]
[JsonSerializable(typeof(SlideSettings))]
[JsonSerializable(typeof(Slides))]
[JsonSerializable(typeof(PopulationFit))]
[JsonSerializable(typeof(PlaceCell))]
[JsonSerializable(typeof(Dictionary<string, double[]>))]
internal sealed partial class Fig03aJson : JsonSerializerContext;
