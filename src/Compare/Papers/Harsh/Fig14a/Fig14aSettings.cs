using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of Fig. 14(a).</summary>
internal sealed record Fig14aSettings
{
    private static readonly Fig14aSettings Paper = new();

    /// <summary>
    /// Training on 100 sites by PCD-20, or on a shorter ring by PCD-1, which for one unit is the same in law: given the
    /// sign of h the visible units are independent, and v tanh I does not see that sign.
    /// </summary>
    public static Presets<Fig14aSettings> Presets { get; } = new(
        Paper,
        Quick: Paper with { Training = Paper.Training with { Sites = 40, GibbsSteps = 1 }, TrainedRuns = 3 },
        Tiny: Paper with
        {
            Starts = 3,
            Training = Paper.Training with
            {
                Sites = 30,
                RateOverBeta = 1,
                GibbsSteps = 1,
                Batch = 500,
                SettlingTime = 12,
                AveragingTime = 6,
            },
            TrainedRuns = 2,
        });

    /// <summary>The integration of (37).</summary>
    public LatticeRelaxation Relaxation { get; init; } = new();

    /// <summary>How many times (37) is integrated.</summary>
    [Shown("Starts of the integration", "{0}, each from its own noise")]
    public int Starts { get; init; } = 6;

    /// <summary>The training.</summary>
    public SmallBetaTraining Training { get; init; } = new();

    /// <summary>β of the training.</summary>
    [Shown("Trained machines", "β = {0}")]
    public double Beta => Training.Beta;

    /// <summary>How many machines are trained.</summary>
    [Shown("Trained machines", "{0} runs")]
    public int TrainedRuns { get; init; } = 5;
}

/// <summary>An integration of (37) from white noise.</summary>
internal sealed record LatticeRelaxation
{
    /// <summary>N.</summary>
    [Shown("Equation (37)", "N = {0}, M = 1")]
    public int Sites { get; init; } = 100;

    /// <summary>Standard deviation of the noise.</summary>
    [Shown("Equation (37)", "from white noise of standard deviation {0}")]
    public double NoiseDeviation { get; init; } = 0.01;

    /// <summary>The time νβt at which it ends at the latest.</summary>
    [Shown("Equation (37)", "to νβt = {0} at most")]
    public double EndTime { get; init; } = 2000;

    /// <summary>It ends where max |dw/dt| falls below this.</summary>
    [Shown("Equation (37)", "until max |dw/dt| < {0:0e-0}")]
    public double SteadyVelocity { get; init; } = 1e-8;

    /// <summary>
    /// The velocity must fall below <see cref="SteadyVelocity"/>: the error of a step has to be well below that.
    /// </summary>
    [Shown("Tolerances", "relative {0:0e-0}")]
    public double RelativeTolerance { get; init; } = 1e-9;

    /// <summary>The same, absolute.</summary>
    [Shown("Tolerances", "absolute {0:0e-0}")]
    public double AbsoluteTolerance { get; init; } = 1e-11;
}

/// <summary>The bump of (37) centred on a site.</summary>
/// <param name="Energy">E.</param>
/// <param name="TopEigenvalue">The largest eigenvalue of (37) about it.</param>
/// <param name="Weights">w/√β.</param>
internal sealed record LatticeState(double Energy, double TopEigenvalue, double[] Weights);

/// <summary>What (37) leads to from noise.</summary>
/// <param name="Steady">1 where it ended in a stationary state, else 0.</param>
/// <param name="Time">νβt at its end.</param>
/// <param name="Steps">Accepted steps of the integrator.</param>
/// <param name="Energy">E at its end.</param>
/// <param name="Weights">w/√β at its end.</param>
/// <param name="Times">Times νβt on its way.</param>
/// <param name="Energies">E at these.</param>
internal sealed record RelaxedField(
    int Steady, double Time, double Steps, double Energy, double[] Weights, double[] Times, double[] Energies);

/// <summary>A bump of theory.</summary>
/// <param name="Weights">w/√β.</param>
internal sealed record TheoreticalBump(double[] Weights);

/// <summary>A trained field.</summary>
/// <param name="SpinUpdates">Spins drawn by the chains.</param>
/// <param name="Weights">w/√β averaged over the late training, positive, its peak at N/2.</param>
internal sealed record AveragedField(double SpinUpdates, double[] Weights);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RingSize))]
[JsonSerializable(typeof(RingAt))]
[JsonSerializable(typeof(LatticeRelaxation))]
[JsonSerializable(typeof(SmallBetaTraining))]
[JsonSerializable(typeof(LatticeState))]
[JsonSerializable(typeof(RelaxedField))]
[JsonSerializable(typeof(TheoreticalBump))]
[JsonSerializable(typeof(AveragedField))]
internal sealed partial class Fig14aJson : JsonSerializerContext;
