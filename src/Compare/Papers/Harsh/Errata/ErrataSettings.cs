using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;
using RbmTheory.Theory.Errata;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of the page of errata, and of its one run.</summary>
internal sealed record ErrataSettings
{
    private static readonly ErrataSettings Paper = new();

    /// <summary>Every check, or the first ones.</summary>
    public static Presets<ErrataSettings> Presets { get; } = new(Paper, Quick: Paper, Tiny: new() { Errata = 5 });

    /// <summary>How many are checked, from the first on.</summary>
    [Shown("Checks", "{0}, deterministic")]
    public int Errata { get; init; } = Erratum.All.Count;
}

/// <summary>What the checks found, erratum by erratum.</summary>
/// <param name="Printed">The deviation of the printed form.</param>
/// <param name="Corrected">That of the corrected one.</param>
/// <param name="Bound">The bound that tells them apart.</param>
internal sealed record ErrataDeviations(double[] Printed, double[] Corrected, double[] Bound);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ErrataSettings))]
[JsonSerializable(typeof(ErrataDeviations))]
internal sealed partial class ErrataJson : JsonSerializerContext;
