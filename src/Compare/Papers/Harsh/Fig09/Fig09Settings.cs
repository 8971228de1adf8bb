using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of Fig. 9.</summary>
internal sealed record Fig09Settings
{
    private static readonly Fig09Settings Paper = new();

    /// <summary>The paper's learning rate and epochs, or fewer updates with a falling rate.</summary>
    public static Presets<Fig09Settings> Presets { get; } = new(
        Paper,
        Quick: Paper with { Training = Paper.Training.Shortened(20), Thetas = [0.8, 1.1] },
        Tiny: Paper with
        {
            Training = Paper.Training with
            {
                Sites = 10,
                States = 7,
                Samples = 1000,
                LearningRate = 0.1,
                Batch = 50,
                Chains = 50,
                GibbsSteps = 1,
                Epochs = 10,
            },
            Runs = 2,
            Thetas = [-1, 0],
        });

    /// <summary>The training of one unit, but for its kind and θ.</summary>
    public XyTraining Training { get; init; } = new();

    /// <summary>θ at the start of the last run: two wells, at h = ±1.</summary>
    [Shown("θ at the start", "0, in the last run {0}: two wells")]
    public double TwoWells { get; init; } = -1;

    /// <summary>θ at which the steady field of the double well is computed, ascending; between two, a straight
    /// line.</summary>
    [Shown("Steady field of the double well", "θ = {0}, straight lines between")]
    public IReadOnlyList<double> Thetas { get; init; } = [-1, -0.5, 0, 0.5, 0.8, 0.9, 1, 1.1];

    /// <summary>Trainings of each kind of unit.</summary>
    [Shown("Runs", "{0} of each unit")]
    public int Runs { get; init; } = 4;
}

/// <summary>The ring whose steady field is computed, and θ of real h; null for h = ±1.</summary>
internal sealed record SteadyFieldSettings(int Sites, int States, double Beta, double? Theta = null);

/// <summary>The field that a unit has learned over sites and angles.</summary>
/// <param name="Amplitude">Of the cosine at the site where it is largest, in units of weight.</param>
/// <param name="Width">Full width of the modulation at half maximum, in sites.</param>
/// <param name="Participation">Its participation, in sites.</param>
/// <param name="PeakFrequency">Fitted frequency at the maximum, in radians a colour.</param>
/// <param name="FieldFrequency">Mean of the fitted frequencies over the field.</param>
/// <param name="Unexplained">1 − R² of the cosine at the maximum.</param>
/// <param name="ThirdHarmonic">Third harmonic over the first there.</param>
/// <param name="PhaseDeviation">Largest deviation of the phase in the field, in radians.</param>
/// <param name="Printed">Largest modulation by (17) as printed.</param>
/// <param name="SpinUpdates">Visible units drawn by the chains.</param>
/// <param name="Weights">w, [site × P + colour].</param>
/// <param name="Theta">θ, where the unit has one; else null.</param>
internal sealed record AngularField(
    double Amplitude, double Width, double Participation, double PeakFrequency, double FieldFrequency,
    double Unexplained, double ThirdHarmonic, double PhaseDeviation, double Printed, double SpinUpdates,
    double[] Weights, double? Theta = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(XyTraining))]
[JsonSerializable(typeof(AngularField))]
[JsonSerializable(typeof(SteadyFieldSettings))]
[JsonSerializable(typeof(XySteadyField))]
internal sealed partial class Fig09Json : JsonSerializerContext;
