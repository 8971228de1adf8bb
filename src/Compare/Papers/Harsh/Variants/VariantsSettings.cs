using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of the variants of the XY ring.</summary>
internal sealed record VariantsSettings
{
    private static readonly VariantsSettings Paper = new();

    /// <summary>The paper gives no parameters.</summary>
    public static Presets<VariantsSettings> Presets { get; } = new(
        Paper,
        Quick: Paper with { Samples = [10_000, 3000, 1000, 200], Runs = 3, CompetingRuns = 3 },
        Tiny: Paper with
        {
            Training = Paper.Training with { Sites = 20, States = 4, Batch = 10 },
            Samples = [200, 50],
            Runs = 2,
            CompetingRuns = 2,
        });

    /// <summary>The training at each r.</summary>
    public XyVariantTraining Training { get; init; } = new();

    /// <summary>βJ of the kernel of short range.</summary>
    [Shown("Short range in angle", "β = {0}")]
    public double ShortCoupling { get; init; } = 1.5;

    /// <summary>The largest distance of colours that it couples.</summary>
    [Shown("Short range in angle", "M(v, v′) = 1 where v and v′ are at most {0} apart, else 0")]
    public int ShortRange { get; init; } = 1;

    /// <summary>βJ at distance 1, 2, of the same sign.</summary>
    [Shown("Long range in space", "(15), βJ at distance 1, 2: {0}")]
    public IReadOnlyList<double> LongCouplings { get; init; } = [1.2, 0.6];

    /// <summary>βJ at distance 1, 2, of opposite signs.</summary>
    [Shown("Competing couplings", "(15), βJ at distance 1, 2: {0}")]
    public IReadOnlyList<double> CompetingCouplings { get; init; } = [2, -1.5];

    /// <summary>S = N/r, from small r to large; multiples of the batch.</summary>
    [Shown("Samples", "{0:N0}; exact, or from Gibbs chains")]
    public IReadOnlyList<int> Samples { get; init; } = [20_000, 10_000, 6000, 3000, 1500, 1000, 500, 200];

    /// <summary>Runs at each r.</summary>
    [Shown("Runs", "{0} at each r")]
    public int Runs { get; init; } = 4;

    /// <summary>
    /// Those of competing couplings at the smallest r, where the paper's order is judged: as few as the others have
    /// left it open.
    /// </summary>
    [Shown("Runs", "{0} of competing couplings at the smallest r")]
    public int CompetingRuns { get; init; } = 16;

    /// <summary>Short range in angle.</summary>
    public XyVariant Short => new("short", "short range in angle", [ShortCoupling], ShortRange);

    /// <summary>Couplings to the second neighbour of the same sign.</summary>
    public XyVariant Long => new("long", "long range in space", LongCouplings, null);

    /// <summary>Couplings to the second neighbour of the opposite sign.</summary>
    public XyVariant Competing => new("competing", "competing couplings", CompetingCouplings, null);

    /// <summary>r = N/S of all S.</summary>
    public IReadOnlyList<double> Ratios => [.. Samples.Select(s => (double)Training.Sites / s)];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(XyVariantTraining))]
[JsonSerializable(typeof(VariantOrder))]
internal sealed partial class VariantsJson : JsonSerializerContext;
