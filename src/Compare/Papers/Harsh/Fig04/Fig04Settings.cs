using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of Fig. 4.</summary>
internal sealed record Fig04Settings
{
    private static readonly Fig04Settings Paper = new();

    /// <summary>The paper's 100 epochs, or fewer for the large machines.</summary>
    public static Presets<Fig04Settings> Presets { get; } = new(
        Paper,
        Quick: Paper with { Epochs = [100, 20, 20], Runs = [5, 3, 3] },
        Tiny: Paper with
        {
            Epochs = [20, 4, 2],
            Runs = [2, 2, 2],
            Training = Paper.Training with { Samples = 500 },
        });

    /// <summary>The training, but for M and the epochs.</summary>
    public IsingTraining Training { get; init; } = new();

    /// <summary>M of each machine; three first.</summary>
    [Shown("Sites, hidden units", "M = {0}")]
    public IReadOnlyList<int> Sizes { get; init; } = [3, 25, 100];

    /// <summary>Passes over the data, for each M.</summary>
    [Shown("Epochs, for each M")]
    public IReadOnlyList<int> Epochs { get; init; } = [100, 100, 100];

    /// <summary>Runs of each M.</summary>
    [Shown("Runs, for each M")]
    public IReadOnlyList<int> Runs { get; init; } = [6, 6, 6];
}

/// <summary>The steady state of the exact flow of three units.</summary>
/// <param name="Single">Full width at half maximum of a single unit, in sites.</param>
/// <param name="Fwhm">That of three.</param>
/// <param name="Amplitude">max w of three.</param>
/// <param name="Converged">1 where Newton's method converged, else 0.</param>
/// <param name="Residual">What is left of the flow: how strongly the three push each other.</param>
/// <param name="TopEigenvalue">The largest eigenvalue of the flow about it.</param>
/// <param name="Weights">w, unit by unit.</param>
internal sealed record ThreeFields(
    double Single, double Fwhm, double Amplitude, int Converged, double Residual, double TopEigenvalue, double[] Weights);

/// <summary>A trained machine, its units in the order of their centres.</summary>
/// <param name="Fwhm">Median full width at half maximum, in sites.</param>
/// <param name="Amplitude">Median max w.</param>
/// <param name="RelativeVariance">Variance of the gaps between the centres over their squared mean.</param>
/// <param name="SmallestGap">In sites.</param>
/// <param name="SpinUpdates">Spins drawn by the chains.</param>
/// <param name="Centres">The centres, in sites.</param>
/// <param name="Widths">The widths, in sites.</param>
/// <param name="Amplitudes">max w.</param>
/// <param name="Weights">w, unit by unit, of a first run; else null.</param>
internal sealed record SharedRing(
    double Fwhm, double Amplitude, double RelativeVariance, double SmallestGap, double SpinUpdates, double[] Centres,
    double[] Widths, double[] Amplitudes, double[]? Weights = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RingAt))]
[JsonSerializable(typeof(IsingTraining))]
[JsonSerializable(typeof(ThreeFields))]
[JsonSerializable(typeof(SharedRing))]
internal sealed partial class Fig04Json : JsonSerializerContext;
