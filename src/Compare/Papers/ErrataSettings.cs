using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers;

/// <summary>The settings of the page of errata, and of its one run.</summary>
internal sealed record ErrataSettings
{
    /// <summary>Every check, or the first ones.</summary>
    /// <param name="errata">How many there are.</param>
    public static Presets<ErrataSettings> PresetsOf(int errata)
    {
        ErrataSettings all = new() { Errata = errata };
        return new(all, Quick: all, Tiny: new() { Errata = Math.Min(5, errata) });
    }

    /// <summary>How many are checked, from the first on.</summary>
    [Shown("Checks", "{0}, deterministic")]
    public required int Errata { get; init; }
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
