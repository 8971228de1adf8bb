using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of Fig. 6.</summary>
internal sealed record Fig06Settings
{
    private static readonly Fig06Settings Paper = new();

    /// <summary>
    /// Three trainings of 200 epochs (the paper does not tell how many it made), or shorter ones with a single Gibbs
    /// step, which serves as well: v tanh I does not see which way a hidden unit points.
    /// </summary>
    public static Presets<Fig06Settings> Presets { get; } = new(
        Paper,
        Quick: Paper with
        {
            Training = Paper.Training with { GibbsSteps = 1, Epochs = 10, Skipped = 2, LongestLag = 800 },
            Runs = 4,
            FreshEpochs = 6,
            MotionEpochs = 10,
            Replicas = 30,
        },
        Tiny: Paper with
        {
            Training = Paper.Training with
            {
                Sites = 36,
                Beta = 0.5,
                Samples = 20_000,
                GibbsSteps = 1,
                Epochs = 4,
                Skipped = 2,
                LongestLag = 128,
            },
            Runs = 2,
            FreshEpochs = 4,
            MotionEpochs = 4,
            Replicas = 3,
        });

    /// <summary>The training with one data set.</summary>
    public TrioTraining Training { get; init; } = new();

    /// <summary>M.</summary>
    [Shown("Sites, hidden units", "M = {0}")]
    public int Hidden => Training.Hidden;

    /// <summary>How often it is repeated.</summary>
    [Shown("Runs")]
    public int Runs { get; init; } = 3;

    /// <summary>Epochs of the trainings with new samples at every update.</summary>
    [Shown("Runs", "and as many of {0} epochs with new samples at every update")]
    public int FreshEpochs { get; init; } = 40;

    /// <summary>The epochs of the motion with samples that come once an epoch.</summary>
    [Shown("Motion in theory", "{0} epochs")]
    public int MotionEpochs { get; init; } = 180;

    /// <summary>How often that motion is repeated.</summary>
    [Shown("Motion in theory", "{0} replicas")]
    public int Replicas { get; init; } = 60;

    /// <summary>Up to which the repulsion is computed, in units of T: e^{−12} is left out.</summary>
    public double HighestEnergy { get; init; } = 12;
}

/// <summary>A training of Fig. 6.</summary>
internal sealed record TrioTraining : DiffusionTraining
{
    /// <summary>M.</summary>
    public int Hidden { get; init; } = ThreeBumps.Units;

    /// <summary>In observations; the lags double up to it.</summary>
    public int LongestLag { get; init; } = 16 * ObservationsPerEpoch;

    /// <summary>New samples at every update: infinite data. False for the shared data set.</summary>
    public bool Fresh { get; init; }

    /// <summary>Lags in observations, doubling.</summary>
    /// <param name="longest">None is longer.</param>
    public static int[] Lags(int longest)
        => [.. Enumerable.Range(0, 30).Select(n => 1 << n).TakeWhile(lag => lag <= longest)];

    /// <summary>Trains a machine and returns where its fields went.</summary>
    /// <param name="run">The run.</param>
    public CentreLog Follow(RunContext run) => Follow(Hidden, Fresh, run);
}

/// <summary>What the motion of three place cells depends on in theory.</summary>
internal sealed record TrioTheorySettings(
    int Sites, double Beta, int Samples, double LearningRate, int Batch, int Chains, ulong DataSeed, int Hidden,
    int LongestLag, double HighestEnergy);

/// <summary>What the motion depends on where each sample comes once an epoch.</summary>
internal sealed record TrioMotionSettings(
    [property: JsonIgnore] TrioTheorySettings Theory, int Replicas, int MotionEpochs)
{
    /// <summary>N.</summary>
    public int Sites => Theory.Sites;

    /// <summary>β.</summary>
    public double Beta => Theory.Beta;

    /// <summary>S.</summary>
    public int Samples => Theory.Samples;

    /// <summary>ν.</summary>
    public double LearningRate => Theory.LearningRate;

    /// <summary>S_batch.</summary>
    public int Batch => Theory.Batch;

    /// <summary>The number of chains.</summary>
    public int Chains => Theory.Chains;

    /// <summary>Seed of the data set.</summary>
    public ulong DataSeed => Theory.DataSeed;

    /// <summary>M.</summary>
    public int Hidden => Theory.Hidden;

    /// <summary>The lag of the displacement, in observations.</summary>
    public int LongestLag => Theory.LongestLag;

    /// <summary>Up to which the repulsion is computed, in units of T.</summary>
    public double HighestEnergy => Theory.HighestEnergy;
}

/// <summary>Brownian motion of three fields with samples that come once an epoch, replica by replica, in sites².</summary>
/// <param name="Displacement">Mean square displacement of the mean place at the longest lag.</param>
/// <param name="Variance">Variance of a separation.</param>
internal sealed record TrioReplicas(double[] Displacement, double[] Variance);

/// <summary>The motion of three place cells in theory: lengths in sites, times in epochs.</summary>
/// <param name="Fresh">D of the mean place, D/3 of one field, with new samples at every update.</param>
/// <param name="Softest">κ_1, in units of ν.</param>
/// <param name="Stiffest">κ_2.</param>
/// <param name="Plateau">Variance of a separation, springs alone.</param>
/// <param name="Variance">That in the landscape of the data.</param>
/// <param name="FullVariance">The same with the full repulsion.</param>
/// <param name="FullPlateau">Variance of a separation, the full repulsion alone.</param>
/// <param name="LongTime">D of the mean place in the landscape at long lags.</param>
/// <param name="Curve">The lags of the curves.</param>
/// <param name="CurveMean">Mean square displacement of the mean place there.</param>
/// <param name="CurveWithin">That within the group.</param>
/// <param name="Mean">That of the mean place at the lags of the trainings.</param>
/// <param name="Within">That within the group at these.</param>
/// <param name="Weights">w of the exact flow, unit by unit.</param>
internal sealed record TrioTheory(
    double Fresh, double Softest, double Stiffest, double Plateau, double Variance, double FullVariance, double FullPlateau, double LongTime, double[] Curve,
    double[] CurveMean, double[] CurveWithin, double[] Mean, double[] Within, double[] Weights);

/// <summary>The motion of three trained place cells.</summary>
/// <param name="SpacingVariance">Variance of a separation, in sites².</param>
/// <param name="SpinUpdates">Spins drawn by the chains.</param>
/// <param name="Mean">Mean square displacement of the mean place at the lags, in sites².</param>
/// <param name="Within">That within the group.</param>
/// <param name="ShortMean">That of the mean place at the two short lags.</param>
/// <param name="Trajectory0">The centre of the first field, <see cref="DiffusionTraining.KeptPerEpoch"/> times an
/// epoch.</param>
/// <param name="Trajectory1">That of the second.</param>
/// <param name="Trajectory2">That of the third.</param>
internal sealed record TrioPath(
    double SpacingVariance, double SpinUpdates, double[] Mean, double[] Within, double[] ShortMean,
    double[] Trajectory0, double[] Trajectory1, double[] Trajectory2)
{
    /// <summary>The centres of the fields.</summary>
    [JsonIgnore]
    public double[][] Trajectories => [Trajectory0, Trajectory1, Trajectory2];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(TrioTraining))]
[JsonSerializable(typeof(TrioTheorySettings))]
[JsonSerializable(typeof(TrioTheory))]
[JsonSerializable(typeof(TrioMotionSettings))]
[JsonSerializable(typeof(TrioReplicas))]
[JsonSerializable(typeof(TrioPath))]
internal sealed partial class Fig06Json : JsonSerializerContext;
