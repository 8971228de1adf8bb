using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of Fig. 13.</summary>
internal sealed record Fig13Settings
{
    private static readonly Fig13Settings Paper = new();

    /// <summary>The paper's numbers of samples, or fewer.</summary>
    public static Presets<Fig13Settings> Presets { get; } = new(
        Paper,
        Quick: Paper with
        {
            MappedSamples = [500, 10_000, 200_000],
            Samples = [100, 500, 2000, 10_000, 50_000],
            Runs = 8,
            TwinRuns = 4,
            TwinSets = 2,
        },
        Tiny: Paper with
        {
            Sites = 20,
            States = 4,
            MappedSamples = [50, 200, 2000],
            Samples = [50, 200, 2000],
            JudgedSamples = [50, 200, 2000],
            Runs = 3,
            TwinRuns = 3,
            TwinSets = 4,
        });

    /// <summary>N.</summary>
    [Shown("Sites, states", "N = {0}")]
    public int Sites { get; init; } = 100;

    /// <summary>P.</summary>
    [Shown("Sites, states", "P = {0}")]
    public int States { get; init; } = 10;

    /// <summary>β.</summary>
    [Shown("Inverse temperature", "β = {0}")]
    public double Beta { get; init; } = 1.5;

    /// <summary>S of the maps (a) to (c).</summary>
    [Shown("Samples of the maps", "exact, S = {0:N0}, one growing set")]
    public IReadOnlyList<int> MappedSamples { get; init; } = [500, 10_000, 5_000_000];

    /// <summary>S of the points, ascending.</summary>
    [Shown("Samples of the points", "exact, S = {0:N0}, each run one growing set")]
    public IReadOnlyList<int> Samples { get; init; } =
        [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 1_000_000];

    /// <summary>Those that are judged.</summary>
    public IReadOnlyList<int> JudgedSamples { get; init; } = [100, 500, 2000, 10_000, 50_000];

    /// <summary>Sets of samples for the points.</summary>
    [Shown("Runs")]
    public int Runs { get; init; } = 20;

    /// <summary>Runs of Gaussian data.</summary>
    [Shown("Gaussian data", "{0} runs")]
    public int TwinRuns { get; init; } = 16;

    /// <summary>Growing sets of one of them.</summary>
    [Shown("Gaussian data", "{0} growing sets each")]
    public int TwinSets { get; init; } = 10;
}

/// <summary>An XY ring and the numbers of samples drawn of it.</summary>
internal sealed record GrowingXySamples
{
    /// <summary>N.</summary>
    public required int Sites { get; init; }

    /// <summary>P.</summary>
    public required int States { get; init; }

    /// <summary>β.</summary>
    public required double Beta { get; init; }

    /// <summary>S, ascending.</summary>
    [JsonPropertyName("samples")]
    public required IReadOnlyList<int> Sizes { get; init; }
}

/// <summary>What theory says of the top eigenvalue and its eigenvector.</summary>
/// <param name="Signal">Λ(XY), (30).</param>
/// <param name="Crossing">r at which it meets the edge of the noise, corrected (31).</param>
/// <param name="CrossingAsPrinted">That with (31) as printed.</param>
/// <param name="R">r of the curves.</param>
/// <param name="Noise">The edge of the noise, corrected (31).</param>
/// <param name="NoiseAsPrinted">That as printed.</param>
/// <param name="Edge">The edge of the sample spectrum, N → ∞.</param>
/// <param name="Mean">The mean of the Tracy–Widom law.</param>
/// <param name="Plane">The share of the plane of the cosine and the sine in the eigenvector.</param>
/// <param name="MeanAtSampled">The mean at the S of the points.</param>
/// <param name="PlaneAtSampled">The share at the S of the points.</param>
internal sealed record XySpectrumTheory(
    double Signal, double Crossing, double CrossingAsPrinted, double[] R, double[] Noise, double[] NoiseAsPrinted,
    double[] Edge, double[] Mean, double[] Plane, double[] MeanAtSampled, double[] PlaneAtSampled);

/// <summary>The top eigenvectors of one growing set of samples.</summary>
/// <param name="Top">The eigenvalue, at each S.</param>
/// <param name="Plane">The share of the plane in it.</param>
internal sealed record SampledXySpectrum(double[] Top, double[] Plane);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(GrowingXySamples))]
[JsonSerializable(typeof(XyTwin))]
[JsonSerializable(typeof(XyTwinMeans))]
[JsonSerializable(typeof(XySpectrumTheory))]
[JsonSerializable(typeof(SampledXySpectrum))]
[JsonSerializable(typeof(Dictionary<string, double[]>))]
internal sealed partial class Fig13Json : JsonSerializerContext;
