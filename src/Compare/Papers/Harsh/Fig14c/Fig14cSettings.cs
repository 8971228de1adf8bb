using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of Fig. 14(c), and of its one run.</summary>
internal sealed record Fig14cSettings
{
    private static readonly Fig14cSettings Paper = new();

    /// <summary>Nothing is scaled down but the curves of the smallest.</summary>
    public static Presets<Fig14cSettings> Presets { get; } =
        new(Paper, Quick: Paper, Tiny: Paper with { Sites = 40, Step = 0.25 });

    /// <summary>N of the lattice.</summary>
    [Shown("Lattice", "N = {0}, M = 1")]
    public int Sites { get; init; } = 100;

    /// <summary>How far from the peak the profiles are drawn, in sites.</summary>
    [Shown("Continuum", "infinite line, drawn to {0} sites from the peak")]
    public double Range { get; init; } = 8;

    /// <summary>Between the points of the curves, in sites.</summary>
    [Shown("Continuum", "in steps of {0}")]
    public double Step { get; init; } = 0.05;
}

/// <summary>The two sech profiles and the lattice bump; weights are w/√β.</summary>
/// <param name="BMinus">b−.</param>
/// <param name="BPlus">b+.</param>
/// <param name="GapMinus">b − ∫ w² dx of the first profile.</param>
/// <param name="GapPlus">The same of the second.</param>
/// <param name="Amplitude">max w of the first.</param>
/// <param name="Fwhm">Its full width at half maximum, in sites.</param>
/// <param name="CurvatureMinus">Curvature of the energy along the family, at b−.</param>
/// <param name="CurvaturePlus">At b+.</param>
/// <param name="X">Places, in sites from the peak.</param>
/// <param name="Minus">The first profile there.</param>
/// <param name="Plus">The second.</param>
/// <param name="Sites">Sites, from the peak.</param>
/// <param name="Lattice">The lattice bump there.</param>
/// <param name="LatticeRing">The lattice bump on the whole ring.</param>
internal sealed record SechProfiles(
    double BMinus, double BPlus, double GapMinus, double GapPlus, double Amplitude, double Fwhm, double CurvatureMinus,
    double CurvaturePlus, double[] X, double[] Minus, double[] Plus, double[] Sites, double[] Lattice,
    double[] LatticeRing);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Fig14cSettings))]
[JsonSerializable(typeof(SechProfiles))]
internal sealed partial class Fig14cJson : JsonSerializerContext;
