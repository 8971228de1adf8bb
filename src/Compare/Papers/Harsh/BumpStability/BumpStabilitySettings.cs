using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of the spectrum of the bump, which takes less than a second: nothing is scaled down.</summary>
internal sealed record BumpStabilitySettings
{
    /// <summary>Between the κ of the curve.</summary>
    public const double KappaStep = 0.05;

    /// <summary>Points of the curve.</summary>
    public const int KappaPoints = 72;

    /// <summary>The length of the shortest ring; one a site longer follows.</summary>
    public const double FirstLength = 9;

    /// <summary>How many rings.</summary>
    public const int Rings = 32;

    private static readonly BumpStabilitySettings Paper = new();

    /// <summary>The same at every preset.</summary>
    public static Presets<BumpStabilitySettings> Presets { get; } = new(Paper, Paper, Paper);

    /// <summary>The largest κ.</summary>
    [Shown("Left", "infinite line, κ up to {0}")]
    public double LargestKappa { get; } = KappaStep * KappaPoints;

    /// <summary>The shortest ring.</summary>
    [Shown("Right", "periodic, L at least {0} sites")]
    public double ShortestRing { get; } = FirstLength;

    /// <summary>The longest ring.</summary>
    [Shown("Right", "at most {0}")]
    public double LongestRing { get; } = FirstLength + Rings - 1;

    /// <summary>What the run depends on.</summary>
    public SpectrumSize Size { get; init; } = new();
}

/// <summary>How much of a spectrum is kept.</summary>
internal sealed record SpectrumSize
{
    /// <summary>The largest eigenvalues on a ring: as many as <see cref="BumpSpectra"/> has room for.</summary>
    [Shown("Right", "the {0} largest eigenvalues")]
    public int Levels { get; } = 6;
}

/// <summary>Eigenvalues of the bump on the line and on rings.</summary>
/// <param name="KappaMinus">κ of b−.</param>
/// <param name="KappaPlus">κ of b+.</param>
/// <param name="BreathingMinus">The breathing eigenvalue at b−.</param>
/// <param name="BreathingPlus">At b+.</param>
/// <param name="ContinuumMinus">The top of the continuum at b−.</param>
/// <param name="Kappa">κ along the family of sech profiles.</param>
/// <param name="Breathing">The breathing eigenvalue at these.</param>
/// <param name="Lengths">L of rings, in sites.</param>
/// <param name="Level0">The largest eigenvalue on each ring.</param>
/// <param name="Level1">The second, and so on.</param>
/// <param name="Level2">The third.</param>
/// <param name="Level3">The fourth.</param>
/// <param name="Level4">The fifth.</param>
/// <param name="Level5">The sixth.</param>
internal sealed record BumpSpectra(
    double KappaMinus, double KappaPlus, double BreathingMinus, double BreathingPlus, double ContinuumMinus,
    double[] Kappa, double[] Breathing, double[] Lengths,
    [property: JsonPropertyName("level-0")] double[] Level0,
    [property: JsonPropertyName("level-1")] double[] Level1,
    [property: JsonPropertyName("level-2")] double[] Level2,
    [property: JsonPropertyName("level-3")] double[] Level3,
    [property: JsonPropertyName("level-4")] double[] Level4,
    [property: JsonPropertyName("level-5")] double[] Level5)
{
    /// <summary>All of the rings, from the largest eigenvalue on.</summary>
    [JsonIgnore]
    public IReadOnlyList<double[]> Levels => [Level0, Level1, Level2, Level3, Level4, Level5];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(SpectrumSize))]
[JsonSerializable(typeof(BumpSpectra))]
internal sealed partial class BumpStabilityJson : JsonSerializerContext;
