using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of the limit of small β.</summary>
internal sealed record SmallBetaLimitSettings
{
    private static readonly SmallBetaLimitSettings Paper = new();

    /// <summary>
    /// 100 sites and PCD-20, or a shorter ring, where the noise of fewer empty sites adds to the repressor, and PCD-1,
    /// which for one unit is the same in law: given the sign of h the visible units are independent, and v tanh I does
    /// not see that sign.
    /// </summary>
    public static Presets<SmallBetaLimitSettings> Presets { get; } = new(
        Paper,
        Quick: Paper with { Training = Paper.Training with { Sites = 40, GibbsSteps = 1 } },
        Tiny: Paper with
        {
            Training = Paper.Training with
            {
                Sites = 30,
                RateOverBeta = 1,
                GibbsSteps = 1,
                Batch = 500,
                SettlingTime = 12,
                AveragingTime = 6,
            },
            Runs = 2,
        });

    /// <summary>The training at each β.</summary>
    public SmallBetaTraining Training { get; init; } = new();

    /// <summary>The β of the trainings; at least three.</summary>
    [Shown("Trained machines", "β = {0}")]
    public IReadOnlyList<double> Betas { get; init; } = [0.1, 0.2, 0.3];

    /// <summary>Trainings at each β.</summary>
    [Shown("Trained machines", "{0} runs at each β")]
    public int Runs { get; init; } = 5;
}

/// <summary>What the effect of the noise depends on: for one unit the law does not know k.</summary>
internal sealed record NoiseOfAverage(
    int Sites, double Beta, double LearningRate, int Batch, double SettlingTime, double AveragingTime);

/// <summary>What the noise of the updates leaves of the bump.</summary>
/// <param name="SumSquares">Σ w²/β of the averaged weights, to first order in ν/S_batch.</param>
internal sealed record NoisySum(double SumSquares);

/// <summary>A trained field, averaged over the late training.</summary>
/// <param name="Amplitude">max w/√β.</param>
/// <param name="Fwhm">Full width at half maximum, in sites.</param>
/// <param name="SumSquares">Σ w²/β.</param>
/// <param name="SpinUpdates">Spins drawn by the chains.</param>
/// <param name="Weights">w/√β, positive, its peak at N/2.</param>
internal sealed record TrainedBump(
    double Amplitude, double Fwhm, double SumSquares, double SpinUpdates, double[] Weights);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RingSize))]
[JsonSerializable(typeof(NoiseOfAverage))]
[JsonSerializable(typeof(SmallBetaTraining))]
[JsonSerializable(typeof(TheoreticalBump))]
[JsonSerializable(typeof(NoisySum))]
[JsonSerializable(typeof(TrainedBump))]
[JsonSerializable(typeof(Dictionary<string, double[]>))]
internal sealed partial class SmallBetaLimitJson : JsonSerializerContext;
