using System.Text.Json.Serialization;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>Which machines are trained, and how their chains are followed.</summary>
internal sealed record MixingSettings
{
    private static readonly MixingSettings Paper = new();

    /// <summary>MNIST and human genotypes; or strokes, and coins with modes.</summary>
    public static Presets<MixingSettings> Presets { get; } = new(
        Paper,
        Quick: Paper with
        {
            Digits = Paper.Digits with { Source = new() { Mnist = false, Samples = 20_000 }, Epochs = 4 },
            Second = Paper.Second with
            {
                Source = new() { Mnist = false, Samples = 2000 },
                Batch = 100,
                LearningRate = 0.005,
                Epochs = 33,
            },
            AreHumans = false,
            Runs = 3,
            SecondRuns = 2,
            Chains = 300,
            Burn = 100,
            Records = 300,
            Intervals = [1],
            Gains = [0.5, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.4],
            SecondGains = [0.85, 1, 1.15],
            RelaxingChains = 300,
            RelaxationSweeps = [1, 2, 4, 8, 16, 32, 64, 128],
        },
        Tiny: Paper with
        {
            Digits = Paper.Digits with
            {
                Source = new() { Mnist = false, Samples = 500 },
                Hidden = 12,
                LearningRate = 0.1,
                Epochs = 20,
            },
            Second = Paper.Second with
            {
                Source = new() { Mnist = false, Samples = 500 },
                Hidden = 10,
                Batch = 100,
                LearningRate = 0.1,
                Epochs = 30,
            },
            AreHumans = false,
            Sites = 60,
            Strengths = [0.8, 0.5],
            Runs = 2,
            SecondRuns = 2,
            Chains = 40,
            Burn = 20,
            Records = 40,
            Intervals = [1],
            Modes = 3,
            RelaxingChains = 20,
            RelaxationSweeps = [1, 2, 5, 10],
            Gains = [0.4, 0.8, 1.2, 1.6],
            SecondGains = [1],
        });

    /// <summary>The training on digits.</summary>
    public DigitTraining Digits { get; init; } = new() { Hidden = 100, Epochs = 15 };

    /// <summary>The training on the other data: the number of samples is theirs.</summary>
    public DigitTraining Second { get; init; } = new()
    {
        Source = new() { Mnist = false, Samples = 1350 },
        Hidden = 100,
        LearningRate = 0.002,
        Epochs = 120,
    };

    /// <summary>Whether these are human genotypes; else coins with modes.</summary>
    public bool AreHumans { get; init; } = true;

    /// <summary>N of coins with modes.</summary>
    public int Sites { get; init; } = 400;

    /// <summary>β_α of coins with modes.</summary>
    public IReadOnlyList<double> Strengths { get; init; } = [0.35, 0.28];

    /// <summary>Trainings on digits.</summary>
    [Shown("Runs", "{0} on digits")]
    public int Runs { get; init; } = 5;

    /// <summary>Trainings on the other data.</summary>
    [Shown("Runs", "{0} on the other data")]
    public int SecondRuns { get; init; } = 5;

    /// <summary>A machine is looked at when its largest frozen gain first passes each of these.</summary>
    [Shown("Ages", "when the frozen gain passes {0}")]
    public IReadOnlyList<double> Gains { get; init; } =
    [
        0.2, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.15, 1.2, 1.3, 1.5, 2, 2.5,
    ];

    /// <summary>So it is when its second frozen gain first passes each of these.</summary>
    [Shown("Ages", "when the second passes {0}")]
    public IReadOnlyList<double> SecondGains { get; init; } = [0.7, 0.85, 1, 1.15, 1.3];

    /// <summary>Chains from the data.</summary>
    [Shown("Chains", "{0} from the data")]
    public int Chains { get; init; } = 300;

    /// <summary>Sweeps before the first record.</summary>
    [Shown("Chains", "{0} sweeps before the first record")]
    public int Burn { get; init; } = 200;

    /// <summary>Records of each chain.</summary>
    [Shown("Chains", "{0} records")]
    public int Records { get; init; } = 400;

    /// <summary>Sweeps from one record to the next: the next number where no window of the last was long enough.</summary>
    [Shown("Chains", "{0} sweeps apart")]
    public IReadOnlyList<int> Intervals { get; init; } = [1, 3];

    /// <summary>Modes whose times are measured.</summary>
    [Shown("Chains", "along {0} modes")]
    public int Modes { get; init; } = 10;

    /// <summary>Chains from coins.</summary>
    [Shown("Relaxation", "{0} chains from coins")]
    public int RelaxingChains { get; init; } = 200;

    /// <summary>When they are looked at.</summary>
    [Shown("Relaxation", "after {0} sweeps")]
    public IReadOnlyList<int> RelaxationSweeps { get; init; } =
        [1, 2, 3, 4, 6, 8, 11, 16, 23, 32, 45, 64, 91, 128, 181, 256];

    /// <summary>The training of a run.</summary>
    /// <param name="areDigits">Whether it is on digits.</param>
    /// <param name="seeds">The seeds of the experiment.</param>
    /// <param name="run">Its number, from 1.</param>
    public MixingRun Of(bool areDigits, Seeds seeds, int run)
    {
        DigitTraining training = areDigits ? Digits : Second;
        bool isDrawn = areDigits ? !training.Source.Mnist : !AreHumans;
        return new(training with
        {
            Source = training.Source with { DataSeed = isDrawn ? seeds.Of(areDigits ? "digits" : "coins") : 0 },
            TrainingSeed = seeds.Of($"{(areDigits ? "digits" : "second")}-{run}"),
        })
        {
            Kind = areDigits ? MixingData.Digits : AreHumans ? MixingData.Humans : MixingData.Coins,
            Sites = areDigits || AreHumans ? 0 : Sites,
            Strengths = areDigits || AreHumans ? [] : Strengths,
            Gains = Gains,
            SecondGains = SecondGains,
            Chains = Chains,
            Burn = Burn,
            Records = Records,
            Intervals = Intervals,
            Modes = Modes,
            RelaxingChains = RelaxingChains,
            RelaxationSweeps = RelaxationSweeps,
        };
    }
}

/// <summary>What a machine is trained on.</summary>
internal enum MixingData
{
    /// <summary>Digits.</summary>
    Digits,

    /// <summary>Human genotypes.</summary>
    Humans,

    /// <summary>Coins with modes.</summary>
    Coins,
}

/// <summary>A training whose chains are followed.</summary>
internal sealed record MixingRun : DigitTraining
{
    /// <summary>One of a training.</summary>
    /// <param name="training">The training.</param>
    public MixingRun(DigitTraining training)
        : base(training)
    {
    }

    /// <summary>The data.</summary>
    [JsonIgnore]
    public MixingData Kind { get; init; }

    /// <summary>The same for a record.</summary>
    public int Data => (int)Kind;

    /// <summary>N of coins; 0 for other data.</summary>
    public required int Sites { get; init; }

    /// <summary>β_α of coins; none for other data.</summary>
    public required IReadOnlyList<double> Strengths { get; init; }

    /// <inheritdoc cref="MixingSettings.Gains"/>
    public required IReadOnlyList<double> Gains { get; init; }

    /// <inheritdoc cref="MixingSettings.SecondGains"/>
    public required IReadOnlyList<double> SecondGains { get; init; }

    /// <inheritdoc cref="MixingSettings.Chains"/>
    public required int Chains { get; init; }

    /// <inheritdoc cref="MixingSettings.Burn"/>
    public required int Burn { get; init; }

    /// <inheritdoc cref="MixingSettings.Records"/>
    public required int Records { get; init; }

    /// <inheritdoc cref="MixingSettings.Intervals"/>
    public required IReadOnlyList<int> Intervals { get; init; }

    /// <inheritdoc cref="MixingSettings.Modes"/>
    public required int Modes { get; init; }

    /// <inheritdoc cref="MixingSettings.RelaxingChains"/>
    public required int RelaxingChains { get; init; }

    /// <inheritdoc cref="MixingSettings.RelaxationSweeps"/>
    public required IReadOnlyList<int> RelaxationSweeps { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(MixingRun))]
[JsonSerializable(typeof(MixingHistory))]
internal sealed partial class MixingJson : JsonSerializerContext;
