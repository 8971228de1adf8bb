using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of Fig. 10.</summary>
internal sealed record Fig10Settings
{
    private static readonly Fig10Settings Paper = new();

    /// <summary>The paper's learning rate and epochs for the machine that is drawn, or fewer updates.</summary>
    public static Presets<Fig10Settings> Presets { get; } = new(
        Paper,
        Quick: Paper with { PaperRuns = 0, ShortRuns = 3 },
        Tiny: Paper with
        {
            Training = Paper.Training with
            {
                Sites = 20,
                Samples = 500,
                LearningRate = 0.05,
                FinalLearningRate = 0.05,
                Batch = 50,
                Chains = 50,
                GibbsSteps = 2,
                Epochs = 10,
            },
            ShortEpochs = 5,
            ShortRuns = 2,
        });

    /// <summary>The training.</summary>
    public XyTraining Training { get; init; } = new() { Hidden = 5, DoubleWell = true };

    /// <summary>Passes over the data of the shorter training.</summary>
    public int ShortEpochs { get; init; } = 20;

    /// <summary>A shorter training in words, of the same sum of ν.</summary>
    [Shown("Shorter training")]
    public string ShortSummary => ShortTraining().Summary;

    /// <summary>Machines of the training; the first is drawn.</summary>
    [Shown("Runs", "{0} of the training")]
    public int PaperRuns { get; init; } = 1;

    /// <summary>Machines of the shorter one, for the errors; where there are no others, the first is drawn.</summary>
    [Shown("Runs", "{0} of the shorter one")]
    public int ShortRuns { get; init; } = 8;

    /// <summary>The shorter training.</summary>
    public XyTraining ShortTraining() => Training.Shortened(ShortEpochs);
}

/// <summary>The fields of a machine over sites and angles.</summary>
/// <param name="PeakFrequency">Fitted frequency at the maximum, mean over units, in radians a colour.</param>
/// <param name="Unexplained">1 − R² of the cosine there, mean over units.</param>
/// <param name="PlaceGaps">Variance of the gaps between places over their squared mean.</param>
/// <param name="PhaseGaps">That of the gaps between phases.</param>
/// <param name="HalfTurnGaps">That of the gaps between phases modulo half a turn.</param>
/// <param name="Overlap">Squared overlap over that of the same fields moved and turned at random.</param>
/// <param name="Theta">θ, mean over units.</param>
/// <param name="SpinUpdates">Visible units drawn by the chains.</param>
/// <param name="Weights">w, unit by unit.</param>
/// <param name="Places">The places of the units, in sites.</param>
/// <param name="Phases">Their phases, in degrees.</param>
/// <param name="Widths">Their widths, in sites.</param>
internal sealed record AngularFields(
    double PeakFrequency, double Unexplained, double PlaceGaps, double PhaseGaps, double HalfTurnGaps, double Overlap,
    double Theta, double SpinUpdates, double[] Weights, double[] Places, double[] Phases, double[] Widths);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(XyTraining))]
[JsonSerializable(typeof(AngularFields))]
internal sealed partial class Fig10Json : JsonSerializerContext;
