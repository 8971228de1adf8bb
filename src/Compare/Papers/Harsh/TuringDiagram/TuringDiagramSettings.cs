using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of the diagram of pattern formation.</summary>
internal sealed record TuringDiagramSettings
{
    /// <summary>A length at which the uniform state is stable, in sites.</summary>
    public const double Below = 8;

    /// <summary>A length at which it is not.</summary>
    public const double Above = 9.5;

    private static readonly TuringDiagramSettings Paper = new();

    /// <summary>Nothing is scaled down but the smallest, which has fewer points.</summary>
    public static Presets<TuringDiagramSettings> Presets { get; } = new(
        Paper, Quick: Paper, Tiny: Paper with { Integration = Paper.Integration with { Points = 32, EndTime = 1000 } });

    /// <summary>The integration at each length.</summary>
    public RingIntegration Integration { get; init; } = new();

    /// <summary>The lengths that are integrated.</summary>
    [Shown("Lengths", "L = {0}")]
    public IReadOnlyList<double> Lengths { get; } = [Below, Above];

    /// <summary>The modes of the growth rates.</summary>
    public GrowingModes Growth { get; init; } = new();
}

/// <summary>An integration of (38) on a ring, from the uniform state with white noise.</summary>
internal sealed record RingIntegration
{
    /// <summary>L, in sites.</summary>
    public double Length { get; init; }

    /// <summary>Points in space.</summary>
    [Shown("Integration", "{0} points, spectral")]
    public int Points { get; init; } = 64;

    /// <summary>Standard deviation of the noise.</summary>
    [Shown("Integration", "white noise of standard deviation {0}")]
    public double NoiseDeviation { get; init; } = 0.01;

    /// <summary>Its time νβt.</summary>
    [Shown("Integration", "to νβt = {0}")]
    public double EndTime { get; init; } = 2000;
}

/// <summary>How many modes have growth rates: as many as <see cref="RingStates"/> has room for.</summary>
internal sealed record GrowingModes
{
    /// <summary>The number of modes.</summary>
    public int Modes { get; } = 3;
}

/// <summary>The states of (38) on rings, and the growth of small changes of the uniform one.</summary>
/// <param name="Lower">L−, in sites.</param>
/// <param name="Upper">L+.</param>
/// <param name="SpreadAbove">max w − min w of the bump at the longer of the lengths that are integrated.</param>
/// <param name="Lengths">L of rings.</param>
/// <param name="Uniform">w of the uniform state at these.</param>
/// <param name="Above">Those above L+.</param>
/// <param name="Stable">max w of the stable bump at these.</param>
/// <param name="StableMinimum">Its min w.</param>
/// <param name="Unstable">max w of the narrow bump at every length.</param>
/// <param name="Mode1">The growth rate of the first mode at every length.</param>
/// <param name="Mode2">Of the second.</param>
/// <param name="Mode3">Of the third.</param>
internal sealed record RingStates(
    double Lower, double Upper, double SpreadAbove, double[] Lengths, double[] Uniform, double[] Above, double[] Stable,
    double[] StableMinimum, double[] Unstable,
    [property: JsonPropertyName("mode-1")] double[] Mode1,
    [property: JsonPropertyName("mode-2")] double[] Mode2,
    [property: JsonPropertyName("mode-3")] double[] Mode3)
{
    /// <summary>The growth rates of all modes, from the first on.</summary>
    [JsonIgnore]
    public IReadOnlyList<double[]> Modes => [Mode1, Mode2, Mode3];
}

/// <summary>What (38) leads to on a ring.</summary>
/// <param name="Spread">max w − min w at the end.</param>
/// <param name="Max">max w.</param>
/// <param name="Weights">w/√β.</param>
internal sealed record RingEnd(double Spread, double Max, double[] Weights);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RingIntegration))]
[JsonSerializable(typeof(GrowingModes))]
[JsonSerializable(typeof(RingStates))]
[JsonSerializable(typeof(RingEnd))]
internal sealed partial class TuringDiagramJson : JsonSerializerContext;
