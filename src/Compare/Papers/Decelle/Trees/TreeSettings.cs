using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>Which trees are made.</summary>
internal sealed record TreeSettings
{
    private static readonly TreeSettings Paper = new();

    /// <summary>MNIST, ultrametric data and people; or strokes and ultrametric data.</summary>
    public static Presets<TreeSettings> Presets { get; } = new(
        Paper,
        Quick: Paper with
        {
            Digits = Paper.Digits with { Kind = TreeKind.Strokes, Samples = 30_000, Points = 300 },
            DigitRuns = 3,
            SyntheticRuns = 3,
            HumanRuns = 0,
        },
        Tiny: Paper with
        {
            Digits = Paper.Digits with
            {
                Kind = TreeKind.Strokes,
                Samples = 1000,
                Hidden = 12,
                LearningRate = 0.05,
                Epochs = 40,
                PerOctave = 2,
                Points = 24,
            },
            Synthetic = Paper.Synthetic with { Samples = 1000, Hidden = 20, Epochs = 40, PerOctave = 2, Points = 30 },
            DigitRuns = 2,
            SyntheticRuns = 2,
            HumanRuns = 0,
        });

    /// <summary>The training on digits.</summary>
    public TreeRun Digits { get; init; } = new()
    {
        Kind = TreeKind.Mnist,
        Samples = 60_000,
        Hidden = 100,
        LearningRate = 0.01,
        Epochs = 10,
        PerOctave = 4,
        Points = 400,
    };

    /// <summary>The training on ultrametric data.</summary>
    public TreeRun Synthetic { get; init; } = new()
    {
        Kind = TreeKind.Ultrametric,
        Samples = 5000,
        Hidden = 50,
        LearningRate = 0.05,
        Epochs = 160,
        PerOctave = 6,
        Points = 400,
    };

    /// <summary>The training on people.</summary>
    public TreeRun Humans { get; init; } = new()
    {
        Kind = TreeKind.Humans,
        Samples = 1350,
        Hidden = 100,
        LearningRate = 0.01,
        Epochs = 300,
        PerOctave = 4,
        Points = 1350,
    };

    /// <summary>Trainings on digits.</summary>
    [Shown("Runs", "{0} on digits")]
    public int DigitRuns { get; init; } = 5;

    /// <summary>Trainings on ultrametric data, each of a tree of its own.</summary>
    [Shown("Runs", "{0} on ultrametric data")]
    public int SyntheticRuns { get; init; } = 5;

    /// <summary>Trainings on people; 0 for none.</summary>
    [Shown("Runs", "{0} on people")]
    public int HumanRuns { get; init; } = 5;

    /// <summary>The kinds of data there are runs of.</summary>
    public IReadOnlyList<TreeRun> All
        => [Digits, Synthetic, .. HumanRuns > 0 ? [Humans] : Array.Empty<TreeRun>()];

    /// <summary>How many runs a kind has.</summary>
    /// <param name="kind">The kind.</param>
    public int RunsOf(TreeKind kind) => kind switch
    {
        TreeKind.Ultrametric => SyntheticRuns,
        TreeKind.Humans => HumanRuns,
        _ => DigitRuns,
    };
}

/// <summary>What data a tree is of.</summary>
internal enum TreeKind
{
    /// <summary>MNIST.</summary>
    Mnist,

    /// <summary>Strokes drawn from a seed.</summary>
    Strokes,

    /// <summary>Data with a known tree.</summary>
    Ultrametric,

    /// <summary>Human genotypes.</summary>
    Humans,
}

/// <summary>A training on units 0 and 1 by PCD, its fields from the means of the data, and the tree made of
/// it.</summary>
internal sealed record TreeRun
{
    /// <summary>What the data are.</summary>
    public required TreeKind Kind { get; init; }

    /// <summary>S.</summary>
    public required int Samples { get; init; }

    /// <summary>M.</summary>
    public required int Hidden { get; init; }

    /// <summary>k of PCD-k.</summary>
    public int GibbsSteps { get; init; } = 5;

    /// <summary>ν.</summary>
    public required double LearningRate { get; init; }

    /// <summary>S_batch, and the number of chains.</summary>
    public int Batch { get; init; } = 100;

    /// <summary>Passes over the data.</summary>
    public required int Epochs { get; init; }

    /// <summary>Standard deviation of the initial weights.</summary>
    public double InitialDeviation { get; init; } = 0.01;

    /// <summary>Ages from one update to twice as many.</summary>
    public required int PerOctave { get; init; }

    /// <summary>Data that are followed.</summary>
    public required int Points { get; init; }

    /// <summary>Updates of the training.</summary>
    [JsonIgnore]
    public int Updates => Samples / Batch * Epochs;

    /// <summary>Its name among the runs.</summary>
    [JsonIgnore]
    public string Name => Kind switch
    {
        TreeKind.Mnist or TreeKind.Strokes => "digits",
        TreeKind.Ultrametric => "ultrametric",
        _ => "humans",
    };

    /// <summary>What the data are, in words.</summary>
    [JsonIgnore]
    public string Words => Kind switch
    {
        TreeKind.Mnist => "MNIST",
        TreeKind.Strokes => "stroke digits",
        TreeKind.Ultrametric => "ultrametric data",
        _ => "people",
    };

    /// <summary>All that decides it, in words.</summary>
    [JsonIgnore]
    public string Parameters
        => $"S = {Samples:N0}, M = {Hidden}, PCD-{GibbsSteps}, ν = {LearningRate}, batches of {Batch}, "
        + $"{Updates:N0} updates, {PerOctave} ages an octave, {Points} data followed";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(TreeRun))]
[JsonSerializable(typeof(TreeHistory))]
internal sealed partial class TreesJson : JsonSerializerContext;
