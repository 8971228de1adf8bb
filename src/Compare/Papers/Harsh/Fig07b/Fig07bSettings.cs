using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of Fig. 7(b).</summary>
internal sealed record Fig07bSettings
{
    private static readonly Fig07bSettings Paper = new();

    /// <summary>The paper's, or fewer runs with one Gibbs step, the same in law.</summary>
    public static Presets<Fig07bSettings> Presets { get; } = new(
        Paper,
        Quick: Paper with { Runs = 5, Training = Paper.Training with { GibbsSteps = 1 } },
        Tiny: Paper with
        {
            Samples = [200, 100, 40, 20],
            Epochs = 50,
            Updates = 2000,
            Runs = 2,
            Training = Paper.Training with { LearningRate = 0.01, GibbsSteps = 1 },
        });

    /// <summary>The training, but for S, the updates and the initial weights.</summary>
    public FiniteDataTraining Training { get; init; } = new() { Sites = 20, Beta = 0.5 };

    /// <summary>Passes over the data with the number of epochs fixed.</summary>
    [Shown("Training, left", "{0} epochs")]
    public int Epochs { get; init; } = 250;

    /// <summary>
    /// Updates with their number fixed: a whole number of passes over every S, and within 1 % of those of Fig. 7(a).
    /// </summary>
    [Shown("Training, right", "{0:N0} updates")]
    public int Updates { get; init; } = 252_000;

    /// <summary>β.</summary>
    [Shown("Inverse temperature", "β = {0}")]
    public double Beta => Training.Beta;

    /// <summary>Each S, a multiple of the batch, the largest first.</summary>
    [Shown("Samples", "S = {0}")]
    public IReadOnlyList<int> Samples { get; init; } = [2000, 1000, 400, 200, 160, 120, 100, 70, 50, 30, 20, 10];

    /// <summary>Standard deviations of the initial weights: a small one, also for fixed updates, and a large
    /// one.</summary>
    [Shown("Initial weights", "Gaussian, standard deviations {0}")]
    public IReadOnlyList<double> InitialDeviations { get; init; } = [0.01, 0.1];

    /// <summary>Trainings at each r.</summary>
    [Shown("Runs", "{0} at each r")]
    public int Runs { get; init; } = 10;
}

/// <summary>The steady bump of infinite data.</summary>
/// <param name="Sum">W.</param>
/// <param name="Overlap">W/(|w|√N).</param>
/// <param name="EigenvalueStandsOut">The r at which the mean top eigenvalue of C leaves the noise.</param>
/// <param name="Weights">w.</param>
internal sealed record BumpAgainstNoise(double Sum, double Overlap, double EigenvalueStandsOut, double[] Weights);

/// <summary>
/// The flow on the samples of several trainings, all alike but for their seeds, the first of which stands for them all.
/// </summary>
internal sealed record SampleFlowSettings(
    int Sites, double Beta, int Samples, int Updates, double InitialDeviation, double LearningRate, int Runs,
    ulong FirstSeed)
{
    /// <summary>The seed of each training.</summary>
    [JsonIgnore]
    public IReadOnlyList<ulong> Seeds { get; init; } = [];

    /// <summary>The flow on the samples of some trainings.</summary>
    /// <param name="trainings">The trainings.</param>
    /// <param name="key">Which of them.</param>
    /// <param name="seeds">The seeds of the experiment.</param>
    public static SampleFlowSettings Of<TKey>(
        KeyedRuns<TKey, FiniteDataTraining, FiniteDataField> trainings, TKey key, Seeds seeds)
        where TKey : notnull
    {
        FiniteDataTraining training = trainings.Settings(key, seeds);
        ulong[] all =
            [.. Enumerable.Range(1, trainings.RepeatsOf(key)).Select(run => seeds.Of(trainings.Name(key, run)))];
        return new(
            training.Sites, training.Beta, training.Samples, training.Updates, training.InitialDeviation,
            training.LearningRate, all.Length, all[0])
        {
            Seeds = all,
        };
    }
}

/// <summary>Where the flow on the samples of each training leads.</summary>
/// <param name="Sum">W = |Σ w|.</param>
/// <param name="Norm">|w|.</param>
/// <param name="Overlap">W/(|w|√N).</param>
internal sealed record SampleFlowFields(double[] Sum, double[] Norm, double[] Overlap);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RingAt))]
[JsonSerializable(typeof(FiniteDataTraining))]
[JsonSerializable(typeof(BumpAgainstNoise))]
[JsonSerializable(typeof(FiniteDataField))]
[JsonSerializable(typeof(SampleFlowSettings))]
[JsonSerializable(typeof(SampleFlowFields))]
internal sealed partial class Fig07bJson : JsonSerializerContext;
