using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of Fig. 11.</summary>
internal sealed record Fig11Settings
{
    private static readonly Fig11Settings Paper = new();

    /// <summary>The paper's range of r and 10 runs at each, or fewer points and runs.</summary>
    public static Presets<Fig11Settings> Presets { get; } = new(
        Paper,
        Quick: Paper with
        {
            Samples = [50_000, 25_000, 10_000, 3000, 1000, 200],
            FixedSamples = [10_000, 1000, 200],
            Runs = 4,
            HasLongFlow = false,
        },
        Tiny: Paper with
        {
            Training = Paper.Training with { Sites = 40, States = 4, Beta = 1, Batch = 40 },
            Epochs = 4,
            Samples = [16_000, 4000, 1600, 400],
            FixedSamples = [1600, 400],
            DrawnSamples = [16_000, 4000, 400],
            CheckedSamples = 1600,
            FixedUpdates = 400,
            ManyGibbsSteps = 5,
            FlowLargest = 4000,
            Runs = 3,
        });

    /// <summary>The training at each r; as many sites as samples in a batch.</summary>
    public XyTransitionTraining Training { get; init; } = new();

    /// <summary>Passes over the data, the paper's.</summary>
    [Shown("Training", "{0} epochs")]
    public int Epochs { get; init; } = 20;

    /// <summary>Updates at every r, in the control: those that the epochs make of one of the samples.</summary>
    [Shown("Training", "or {0:N0} updates")]
    public int FixedUpdates { get; init; } = 10_000;

    /// <summary>S = N/r, from small r to large; multiples of the batch.</summary>
    [Shown("Samples", "{0:N0}")]
    public IReadOnlyList<int> Samples { get; init; } =
        [100_000, 50_000, 25_000, 12_500, 10_000, 6000, 3000, 1500, 1000, 500, 200];

    /// <summary>Those of the control with a fixed number of updates.</summary>
    [Shown("Samples", "of fixed updates {0:N0}")]
    public IReadOnlyList<int> FixedSamples { get; init; } = [25_000, 10_000, 3000, 1000, 500, 200];

    /// <summary>Those whose fields are drawn.</summary>
    public IReadOnlyList<int> DrawnSamples { get; init; } = [50_000, 10_000, 3000, 1000, 200];

    /// <summary>The S at which the controls are judged: in both lists.</summary>
    [Shown("Control of k", "S = {0:N0}")]
    public int CheckedSamples { get; init; } = 10_000;

    /// <summary>k of its PCD-k.</summary>
    [Shown("Control of k", "PCD-{0}")]
    public int ManyGibbsSteps { get; init; } = 20;

    /// <summary>The largest S on whose very samples the flow is computed for the paper's epochs.</summary>
    [Shown("Flow on the samples", "S up to {0:N0}")]
    public int FlowLargest { get; init; } = 12_500;

    /// <summary>Whether it is also computed for the fixed number of updates, at the S of the controls.</summary>
    public bool HasLongFlow { get; init; } = true;

    /// <summary>Runs at each r.</summary>
    [Shown("Runs", "{0} at each r")]
    public int Runs { get; init; } = 10;

    /// <summary>Updates between which growth is measured: still linear, no longer the initial weights.</summary>
    public int GrowthFirst { get; init; } = 30;

    /// <summary>The last of them.</summary>
    public int GrowthLast { get; init; } = 60;

    /// <summary>Those S.</summary>
    public IReadOnlyList<int> FlowSamples => [.. Samples.Where(s => s <= FlowLargest)];

    /// <summary>The r of the controls.</summary>
    public double CheckedRatio => Ratio(CheckedSamples);

    /// <summary>The overlap of a random field.</summary>
    public double RandomOverlap => ColourOrder.RandomOverlap(Training.Sites, Training.States);

    /// <summary>The concentration of a random field.</summary>
    public double RandomConcentration => ColourOrder.RandomConcentration(Training.Sites);

    /// <summary>r = N/S.</summary>
    /// <param name="samples">S.</param>
    public double Ratio(int samples) => (double)Training.Sites / samples;

    /// <summary>Updates of all epochs.</summary>
    /// <param name="samples">S.</param>
    public int UpdatesOf(int samples) => Epochs * samples / Training.Batch;

    /// <summary>Those at some r, of the list or not.</summary>
    /// <param name="ratio">r.</param>
    public double UpdatesAt(double ratio) => Epochs * Training.Sites / (Training.Batch * ratio);

    /// <summary>The r at which all epochs are the time in which the wave k = 1 grows by e.</summary>
    /// <param name="theory">Its rate.</param>
    public double OneEFold(TransitionRates theory)
        => (double)Epochs * Training.Sites / Training.Batch * Training.LearningRate * theory.SpatialRate;

    /// <summary>Updates after which a training of so many is observed.</summary>
    /// <param name="updates">All its updates.</param>
    public int[] LooksUpTo(int updates)
        => [.. Samples.Select(UpdatesOf).Append(GrowthFirst).Append(GrowthLast).Where(u => u <= updates).Order()];

    /// <summary>
    /// A training of so many updates, or a little fewer: whole passes only, within a percent of the updates asked for.
    /// </summary>
    /// <param name="samples">S.</param>
    /// <param name="updates">Updates.</param>
    /// <param name="gibbsSteps">k of PCD-k.</param>
    /// <param name="weightSeed">Seed of the initial weights.</param>
    public XyTransitionTraining TrainingOf(int samples, int updates, int gibbsSteps, ulong weightSeed)
    {
        int pass = samples / Training.Batch, whole = updates / pass * pass;
        return Training with
        {
            Samples = samples,
            Updates = whole,
            GibbsSteps = gibbsSteps,
            WeightSeed = weightSeed,
            Looks = LooksUpTo(whole),
        };
    }
}

/// <summary>The ring whose rates are computed.</summary>
internal sealed record TransitionRing(int Sites, int States, double Beta);

/// <summary>How fast order grows at infinite data, per update and ν, and where noise begins.</summary>
/// <param name="NoiseRatio">r at which Λ_XY meets the edge of the noise, corrected (31).</param>
/// <param name="AngularRate">That of the angular order from w = 0.</param>
/// <param name="SpatialRate">That of k = ±1 on the state that is the same at every site.</param>
/// <param name="NextSpatialRate">That of k = ±2.</param>
/// <param name="Uniform">The weights of one site of that state.</param>
internal sealed record TransitionRates(
    double NoiseRatio, double AngularRate, double SpatialRate, double NextSpatialRate, double[] Uniform)
{
    /// <summary>Computes them.</summary>
    /// <param name="settings">The ring.</param>
    public static TransitionRates Of(TransitionRing settings)
    {
        PottsRing ring = PottsRing.Xy(settings.Sites, settings.States, settings.Beta);
        PottsUniformState uniform = new(settings.Sites, settings.States, settings.Beta);
        double share = (settings.States - 1.0) / settings.States;
        return new(
            RetardedLearning.PottsCriticalNoiseRatio(ring), (share * ring.Eigenvalue(0, 1) - 1) / settings.States,
            uniform.GrowthRate(1), uniform.GrowthRate(2), uniform.Weights);
    }
}

/// <summary>
/// The flow on the samples of several trainings, all alike but for their seeds, the first of which stand for them all.
/// </summary>
internal sealed record ColourFlowSettings(
    int Sites, int States, double Beta, int Samples, int Updates, double InitialDeviation, double LearningRate,
    int Runs, ulong FirstSeed, ulong FirstWeightSeed)
{
    /// <summary>The seed of each training.</summary>
    [JsonIgnore]
    public IReadOnlyList<ulong> Seeds { get; init; } = [];

    /// <summary>That of its initial weights.</summary>
    [JsonIgnore]
    public IReadOnlyList<ulong> WeightSeeds { get; init; } = [];

    /// <summary>The flow on the samples of trainings of one S.</summary>
    /// <param name="trainings">The trainings.</param>
    /// <param name="samples">S.</param>
    /// <param name="runs">How many there are.</param>
    /// <param name="seeds">The seeds of the experiment.</param>
    public static ColourFlowSettings Of(
        KeyedRuns<(int Samples, int Run), XyTransitionTraining, TransitionOrder> trainings, int samples, int runs,
        Seeds seeds)
    {
        (int, int)[] keys = [.. Enumerable.Range(1, runs).Select(run => (samples, run))];
        XyTransitionTraining[] each = [.. keys.Select(key => trainings.Settings(key, seeds))];
        ulong[] all = [.. keys.Select(key => seeds.Of(trainings.Name(key, 1)))];
        XyTransitionTraining first = each[0];
        return new(
            first.Sites, first.States, first.Beta, first.Samples, first.Updates, first.InitialDeviation,
            first.LearningRate, runs, all[0], first.WeightSeed)
        {
            Seeds = all,
            WeightSeeds = [.. each.Select(training => training.WeightSeed)],
        };
    }
}

/// <summary>Where the flow on the samples of each training leads.</summary>
/// <param name="Amplitude">|Σ_i F_i|.</param>
/// <param name="Overlap">With the plane of Λ_XY.</param>
/// <param name="Concentration">Along the ring.</param>
internal sealed record ColourFlowOrders(double[] Amplitude, double[] Overlap, double[] Concentration);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(TransitionRing))]
[JsonSerializable(typeof(XyTransitionTraining))]
[JsonSerializable(typeof(TransitionRates))]
[JsonSerializable(typeof(TransitionOrder))]
[JsonSerializable(typeof(ColourFlowSettings))]
[JsonSerializable(typeof(ColourFlowOrders))]
internal sealed partial class Fig11Json : JsonSerializerContext;
