using System.Text.Json.Serialization;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>Which machines are trained.</summary>
internal sealed record MachinesSettings
{
    private static readonly MachinesSettings Paper = new();

    /// <summary>The source's MNIST, 784 × 500, 50 epochs; or strokes, 784 × 100, 10 epochs.</summary>
    public static Presets<MachinesSettings> Presets { get; } = new(
        Paper,
        Quick: Paper with
        {
            Training = Paper.Training with
            {
                Source = new() { Mnist = false, Samples = 30_000 },
                Hidden = 100,
                Epochs = 10,
            },
            Runs = 3,
            MeanFieldRuns = 2,
            SmallRuns = 0,
            Measures = Paper.Measures with { Burn = 100, Sweeps = 150, AnnealingSteps = 200 },
        },
        Tiny: Paper with
        {
            Training = Paper.Training with
            {
                Source = new() { Mnist = false, Samples = 1000 },
                Hidden = 12,
                LearningRate = 0.05,
                Epochs = 20,
            },
            Runs = 2,
            MeanFieldRuns = 2,
            SmallRuns = 0,
            Measures = new()
            {
                Gains = [0.4, 0.75],
                Chains = 50,
                Burn = 20,
                Sweeps = 20,
                SampleTimes = [10, 30],
                Samples = 100,
                AnnealingChains = 5,
                AnnealingSteps = 20,
                TestRows = 50,
                ReconstructedRows = 100,
                Starts = 20,
            },
        });

    /// <summary>The training of the reference machine, by PCD.</summary>
    public DigitTraining Training { get; init; } = new();

    /// <summary>Trainings by PCD.</summary>
    [Shown("Runs", "{0} by PCD")]
    public int Runs { get; init; } = 5;

    /// <summary>Trainings by extended mean field of each kind.</summary>
    [Shown("Runs", "{0} by extended mean field that starts from the data, as many by one that persists")]
    public int MeanFieldRuns { get; init; } = 1;

    /// <summary>The order of extended mean field.</summary>
    [Shown("Extended mean field", "order {0}")]
    public int TapOrder { get; init; } = 2;

    /// <summary>Trainings of a smaller machine by each of the three.</summary>
    [Shown("Runs", "{0} of a smaller machine by each of the three")]
    public int SmallRuns { get; init; } = 5;

    /// <summary>M of the smaller machine.</summary>
    [Shown("Hidden units", "{0} of the smaller machine")]
    public int SmallHidden { get; init; } = 100;

    /// <summary>λ of a further training by PCD.</summary>
    [Shown("Runs", "one with weight decay λ = {0}, one that starts without fields")]
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>What is measured of each machine.</summary>
    public MeasureSettings Measures { get; init; } = new();

    /// <summary>The training of a machine of a kind.</summary>
    /// <param name="kind">The kind.</param>
    public DigitTraining Of(MachineKind kind)
    {
        DigitTraining training = kind is MachineKind.SmallPcd or MachineKind.SmallEmf or MachineKind.SmallPersistentEmf
            ? Training with { Hidden = SmallHidden } : Training;
        return kind switch
        {
            MachineKind.Emf or MachineKind.SmallEmf => training with { TapOrder = TapOrder },
            MachineKind.PersistentEmf or MachineKind.SmallPersistentEmf
                => training with { TapOrder = TapOrder, TapPersistent = true },
            MachineKind.Decay => training with { WeightDecay = WeightDecay },
            MachineKind.NullField => training with { FieldsOfData = false },
            _ => training,
        };
    }

    /// <summary>How many of a kind are trained.</summary>
    /// <param name="kind">The kind.</param>
    public int RunsOf(MachineKind kind) => kind switch
    {
        MachineKind.Pcd => Runs,
        MachineKind.Emf or MachineKind.PersistentEmf => MeanFieldRuns,
        MachineKind.Decay or MachineKind.NullField => 1,
        _ => SmallRuns,
    };
}

/// <summary>How a machine is trained.</summary>
internal enum MachineKind
{
    /// <summary>By PCD.</summary>
    Pcd,

    /// <summary>By extended mean field from the data.</summary>
    Emf,

    /// <summary>By extended mean field that goes on from where it was.</summary>
    PersistentEmf,

    /// <summary>A smaller machine by PCD.</summary>
    SmallPcd,

    /// <summary>A smaller one by extended mean field from the data.</summary>
    SmallEmf,

    /// <summary>A smaller one by extended mean field that goes on.</summary>
    SmallPersistentEmf,

    /// <summary>By PCD with weight decay.</summary>
    Decay,

    /// <summary>By PCD, from visible fields of 0.</summary>
    NullField,
}

/// <summary>The training of a machine, and what is measured of it.</summary>
internal sealed record MachineRun : DigitTraining
{
    /// <summary>One of a training.</summary>
    /// <param name="training">The training.</param>
    public MachineRun(DigitTraining training)
        : base(training)
    {
    }

    /// <summary>Its kind.</summary>
    [JsonIgnore]
    public MachineKind Kind { get; init; }

    /// <summary>Its number among those of its kind, from 1: the first keeps pictures.</summary>
    [JsonIgnore]
    public int Number { get; init; } = 1;

    /// <summary>What is measured.</summary>
    [JsonIgnore]
    public MeasureSettings Measures { get; init; } = new();

    /// <summary>The same for a record.</summary>
    public IReadOnlyList<double> Measured => Measures.Numbers;

    /// <summary>Epochs for which the fields of a reference machine, and of its strongest modes, are trained on at the end
    /// while the weights stay; null for other machines.</summary>
    public int? FieldEpochs => Kind == MachineKind.Pcd ? 1 : null;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(MachineRun))]
[JsonSerializable(typeof(DigitSource))]
[JsonSerializable(typeof(DigitSpectrum))]
[JsonSerializable(typeof(DigitHistory))]
internal sealed partial class MachinesJson : JsonSerializerContext;
