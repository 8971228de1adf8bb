using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of Fig. 14(b).</summary>
internal sealed record Fig14bSettings
{
    private static readonly Fig14bSettings Paper = new();

    /// <summary>Training on 100 sites by PCD-20, or on a shorter ring by fewer steps.</summary>
    public static Presets<Fig14bSettings> Presets { get; } = new(
        Paper,
        Quick: Paper with { Training = Paper.Training with { Sites = 40, GibbsSteps = 3 }, Runs = 4 },
        Tiny: Paper with
        {
            Relaxation = Paper.Relaxation with { Sites = 40 },
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

    /// <summary>The integration of (50) and (51).</summary>
    public PairRelaxation Relaxation { get; init; } = new();

    /// <summary>The training.</summary>
    public TwoUnits Training { get; init; } = new() { Hidden = 2, Beta = 0.3 };

    /// <summary>β of the training.</summary>
    [Shown("Trained machines", "β = {0}")]
    public double Beta => Training.Beta;

    /// <summary>How many machines are trained.</summary>
    [Shown("Trained machines", "{0} runs")]
    public int Runs { get; init; } = 5;
}

/// <summary>An integration of (50) and (51) from white noise.</summary>
internal sealed record PairRelaxation
{
    /// <summary>N.</summary>
    [Shown("Equations (50), (51)", "N = {0}")]
    public int Sites { get; init; } = 100;

    /// <summary>M.</summary>
    [Shown("Equations (50), (51)", "M = {0}")]
    public int Hidden { get; } = 2;

    /// <summary>Standard deviation of the noise.</summary>
    [Shown("Equations (50), (51)", "from white noise of standard deviation {0}")]
    public double NoiseDeviation { get; init; } = 0.01;

    /// <summary>The time νβt at which it ends at the latest.</summary>
    [Shown("Equations (50), (51)", "to νβt = {0} at most")]
    public double EndTime { get; init; } = 20000;

    /// <summary>It ends where max |dw/dt| falls below this.</summary>
    [Shown("Equations (50), (51)", "until max |dw/dt| < {0:0e-0}")]
    public double SteadyVelocity { get; init; } = 1e-9;
}

/// <summary>What (50) and (51) lead to from noise; weights are w/√β.</summary>
/// <param name="Steady">1 where it ended in a stationary state, else 0.</param>
/// <param name="Time">νβt at its end.</param>
/// <param name="Angle">The angle θ to the canonical frame, in radians.</param>
/// <param name="First">Unit 1 as integrated.</param>
/// <param name="Second">Unit 2 as integrated.</param>
/// <param name="CanonicalFirst">Unit 1 in the canonical frame.</param>
/// <param name="CanonicalSecond">Unit 2 in the canonical frame.</param>
/// <param name="Single">The bump of one unit alone.</param>
internal sealed record RelaxedPair(
    int Steady, double Time, double Angle, double[] First, double[] Second, double[] CanonicalFirst,
    double[] CanonicalSecond, double[] Single);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(PairRelaxation))]
[JsonSerializable(typeof(TwoUnits))]
[JsonSerializable(typeof(RelaxedPair))]
[JsonSerializable(typeof(PairFields))]
internal sealed partial class Fig14bJson : JsonSerializerContext;
