using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of Fig. 3(b).</summary>
internal sealed record Fig03bSettings
{
    private static readonly Fig03bSettings Paper = new();

    /// <summary>25 runs at each β, as in the paper, or fewer at fewer β.</summary>
    public static Presets<Fig03bSettings> Presets { get; } = new(
        Paper,
        Quick: Paper with
        {
            Betas = [0.4, 0.6, 0.8, 1, 1.2],
            Runs = 5,
            SetRuns = 2,
            Training = Paper.Training with { GibbsSteps = 1 },
        },
        Tiny: Paper with
        {
            Betas = [0.6, 0.8, 1],
            Runs = 2,
            SetRuns = 2,
            Training = Paper.Training with { Samples = 500, Epochs = 20 },
        });

    /// <summary>The training at each β.</summary>
    public IsingTraining Training { get; init; } = new();

    /// <summary>M.</summary>
    [Shown("Sites, hidden units", "M = {0}")]
    public int Hidden => Training.Hidden;

    /// <summary>The β of the trainings.</summary>
    [Shown("Inverse temperatures", "β = {0}")]
    public IReadOnlyList<double> Betas { get; init; } = [0.4, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2];

    /// <summary>Trainings at each β.</summary>
    [Shown("Runs", "{0} at each β, and as many of the control")]
    public int Runs { get; init; } = 25;

    /// <summary>Of these with a fixed set, those whose sets are studied without noise.</summary>
    [Shown("Runs", "{0} of them followed without noise")]
    public int SetRuns { get; init; } = 25;

    /// <summary>The β of the curve: it widens fastest at the end, where the bump begins to fill the ring.</summary>
    public IReadOnlyList<double> CurveBetas { get; init; } =
        [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.15, 1.2];
}

/// <summary>A ring without temperature, for the limit of small β.</summary>
internal sealed record RingSize(int Sites);

/// <summary>An Ising ring.</summary>
internal sealed record RingAt(int Sites, double Beta);

/// <summary>What the effect of the noise of the updates depends on.</summary>
internal sealed record NoiseAt(int Sites, double Beta, double LearningRate, int Batch);

/// <summary>Trainings on data sets of their own; the first of their seeds stands for them all.</summary>
internal sealed record LikelySettings([property: JsonIgnore] IsingTraining Training)
{
    /// <summary>N.</summary>
    public int Sites => Training.Sites;

    /// <summary>β.</summary>
    public double Beta => Training.Beta;

    /// <summary>S.</summary>
    public int Samples => Training.Samples;

    /// <summary>ν.</summary>
    public double LearningRate => Training.LearningRate;

    /// <summary>S_batch, and the number of chains.</summary>
    public int Batch => Training.Batch;

    /// <summary>k of PCD-k.</summary>
    public int GibbsSteps => Training.GibbsSteps;

    /// <summary>Passes over the data.</summary>
    public int Epochs => Training.Epochs;

    /// <summary>Standard deviation of the initial weights.</summary>
    public double InitialDeviation => Training.InitialDeviation;

    /// <summary>How many trainings.</summary>
    public int Runs => Seeds.Count;

    /// <summary>Seed of the first.</summary>
    public ulong FirstSeed => Seeds[0];

    /// <summary>The seed of each.</summary>
    [JsonIgnore]
    public IReadOnlyList<ulong> Seeds { get; init; } = [];
}

/// <summary>Widths run by run, in sites.</summary>
/// <param name="MostLikely">That of the field of greatest likelihood on the run's data set, next to the trained one.</param>
internal sealed record LikelyWidths(double[] MostLikely);

/// <summary>Widths run by run, in sites.</summary>
/// <param name="Flow">Where the flow without noise on the run's data set leads, from its start and in its time.</param>
internal sealed record FlowWidths(double[] Flow);

/// <summary>A width of theory.</summary>
/// <param name="CorrelationLength">ξ, in sites.</param>
/// <param name="Fwhm">Full width at half maximum, in sites.</param>
internal sealed record TheoreticalWidth(double CorrelationLength, double Fwhm);

/// <summary>The width expected of the last weights of a training with fresh samples.</summary>
/// <param name="OfPlace">What places off the sites add, in sites.</param>
/// <param name="OfNoise">What the noise adds.</param>
/// <param name="Fwhm">The width, in sites.</param>
internal sealed record NoisyWidth(double OfPlace, double OfNoise, double Fwhm);

/// <summary>A trained field.</summary>
/// <param name="Fwhm">Full width at half maximum, in sites.</param>
/// <param name="Amplitude">max w.</param>
/// <param name="SpinUpdates">Spins drawn by the chains.</param>
/// <param name="Weights">w, positive at the peak.</param>
internal sealed record TrainedField(double Fwhm, double Amplitude, double SpinUpdates, double[] Weights);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RingSize))]
[JsonSerializable(typeof(RingAt))]
[JsonSerializable(typeof(NoiseAt))]
[JsonSerializable(typeof(IsingTraining))]
[JsonSerializable(typeof(LikelySettings))]
[JsonSerializable(typeof(LikelyWidths))]
[JsonSerializable(typeof(FlowWidths))]
[JsonSerializable(typeof(TheoreticalWidth))]
[JsonSerializable(typeof(NoisyWidth))]
[JsonSerializable(typeof(TrainedField))]
internal sealed partial class Fig03bJson : JsonSerializerContext;
