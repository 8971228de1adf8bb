using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of Fig. 5.</summary>
internal sealed record Fig05Settings
{
    private static readonly Fig05Settings Paper = new();

    /// <summary>The paper's ten trajectories, or fewer and shorter ones.</summary>
    public static Presets<Fig05Settings> Presets { get; } = new(
        Paper,
        Quick: Paper with
        {
            Training = Paper.Training with { GibbsSteps = 1, Epochs = 30, Skipped = 5, LongFirst = 4, LongLast = 10 },
            Runs = 4,
            FreshRuns = 3,
            FreshEpochs = 8,
        },
        Tiny: Paper with
        {
            Training = Paper.Training with
            {
                Sites = 36,
                Beta = 0.5,
                Samples = 20_000,
                GibbsSteps = 1,
                Epochs = 5,
                Skipped = 2,
                LongFirst = 1,
                LongLast = 2,
            },
            Runs = 3,
            FreshRuns = 3,
            FreshEpochs = 6,
        });

    /// <summary>The training.</summary>
    public OneCellTraining Training { get; init; } = new();

    /// <summary>M.</summary>
    [Shown("Sites, hidden units", "M = {0}")]
    public int Hidden { get; init; } = OneCellTraining.Hidden;

    /// <summary>Trajectories.</summary>
    [Shown("Runs")]
    public int Runs { get; init; } = 10;

    /// <summary>Trainings with new samples at every update, for the short lags.</summary>
    [Shown("Runs", "and {0} with new samples at every update and PCD-1, which for one unit is the same in law")]
    public int FreshRuns { get; init; } = 10;

    /// <summary>Epochs of these, of as many updates.</summary>
    [Shown("Runs", "{0} epochs each")]
    public int FreshEpochs { get; init; } = 40;
}

/// <summary>A training of Fig. 5.</summary>
internal sealed record OneCellTraining : DiffusionTraining
{
    /// <summary>M.</summary>
    public const int Hidden = 1;

    /// <summary>The shortest of the long lags, in epochs, between which the slope is taken.</summary>
    public int LongFirst { get; init; } = 20;

    /// <summary>The longest, in epochs; fewer than are not skipped.</summary>
    public int LongLast { get; init; } = 60;

    /// <summary>True for new samples at every update, infinite data; null for the shared data set.</summary>
    public bool? Fresh { get; init; }

    /// <summary>Trains a machine and returns where its field went.</summary>
    /// <param name="run">The run.</param>
    public CentreLog Follow(RunContext run) => Follow(Hidden, Fresh == true, run);
}

/// <summary>What the motion at short lags depends on; the lags in updates.</summary>
internal sealed record ShortLagSettings(
    int Sites, double Beta, int Samples, double LearningRate, int Batch, int Chains, ulong DataSeed, int FirstLag,
    int LastLag);

/// <summary>D at short lags, in sites² an epoch, and what is left of it with one data set.</summary>
/// <param name="Leading">To leading order in ν.</param>
/// <param name="Correction">The share that the next order adds.</param>
/// <param name="Fresh">With the next order and the jitter of the measured centre: new samples at every update.</param>
/// <param name="InLandscape">The share that the landscape of the data set leaves.</param>
/// <param name="OnceAnEpoch">The share that is left where each sample comes once an epoch.</param>
internal sealed record ShortLagTheory(
    double Leading, double Correction, double Fresh, double InLandscape, double OnceAnEpoch);

/// <summary>What the motion of a place cell depends on in theory.</summary>
internal sealed record OneCellTheorySettings(
    int Sites, double Beta, int Samples, double LearningRate, int Batch, int Chains, ulong DataSeed, int LongFirst,
    int LongLast);

/// <summary>The motion of a place cell in theory: lengths in sites, times in epochs.</summary>
/// <param name="Fresh">D with new samples at every update.</param>
/// <param name="Effective">D in the landscape at the longest lags.</param>
/// <param name="Temperature">T in nats.</param>
/// <param name="Roughness">Standard deviation of U/T.</param>
/// <param name="LongSlope">D from the slope between the long lags.</param>
/// <param name="Potential">U/T, less its mean, at x = 0, ½, 1, ….</param>
/// <param name="Lags">The lags of the curve.</param>
/// <param name="Msd">The mean square displacement there.</param>
/// <param name="MsdAtJudged">That at the lags that are judged.</param>
internal sealed record OneCellTheory(
    double Fresh, double Effective, double Temperature, double Roughness, double LongSlope, double[] Potential,
    double[] Lags, double[] Msd, double[] MsdAtJudged);

/// <summary>The motion of a trained place cell.</summary>
/// <param name="SpinUpdates">Spins drawn by the chains.</param>
/// <param name="Trajectory">The centre, in sites, <see cref="DiffusionTraining.KeptPerEpoch"/> times an epoch.</param>
/// <param name="ShortMsd">Mean square displacement at lags of 0, 1, … observations, in sites².</param>
/// <param name="LongMsd">That at lags of 0, 1, … kept positions.</param>
internal sealed record OneCellPath(double SpinUpdates, double[] Trajectory, double[] ShortMsd, double[] LongMsd);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(OneCellTraining))]
[JsonSerializable(typeof(ShortLagSettings))]
[JsonSerializable(typeof(ShortLagTheory))]
[JsonSerializable(typeof(OneCellTheorySettings))]
[JsonSerializable(typeof(OneCellTheory))]
[JsonSerializable(typeof(OneCellPath))]
internal sealed partial class Fig05Json : JsonSerializerContext;
