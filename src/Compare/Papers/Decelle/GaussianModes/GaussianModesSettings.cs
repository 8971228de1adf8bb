using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>The settings of the trainings of Gaussian units, and of each of their runs.</summary>
internal sealed record GaussianModesSettings
{
    private static readonly GaussianModesSettings Paper = new();

    /// <summary>Nothing is scaled down but the runs of the smallest.</summary>
    public static Presets<GaussianModesSettings> Presets { get; } = new(
        Paper,
        Quick: Paper,
        Tiny: Paper with
        {
            Samples = 500,
            Batch = 50,
            LearningRate = 0.02,
            Updates = 400,
            LookEvery = 10,
            MixingSweeps = 200,
            Runs = 2,
        });

    /// <summary>C_α, the variances of the data along the six axes, largest first; the noise σ_v² of a unit is
    /// 1.</summary>
    [Shown("Data", "variances {0}")]
    public IReadOnlyList<double> Signals { get; init; } = [6, 4, 2.5, 1.6, 0.9, 0.5];

    /// <summary>S.</summary>
    [Shown("Data", "S = {0:N0}")]
    public int Samples { get; init; } = 10_000;

    /// <summary>x₀, the squared gain of every mode at the start.</summary>
    [Shown("Initial weights", "along the principal components of the samples, squared gains {0}")]
    public double StartGain { get; init; } = 0.01;

    /// <summary>ν.</summary>
    [Shown("Training", "PCD-1, ν = {0}")]
    public double LearningRate { get; init; } = 0.002;

    /// <summary>S_batch, and the number of chains.</summary>
    [Shown("Training", "batches of {0}, as many chains")]
    public int Batch { get; init; } = 200;

    /// <summary>Updates.</summary>
    [Shown("Training", "{0:N0} updates")]
    public int Updates { get; init; } = 4000;

    /// <summary>Updates from one look at the weights to the next.</summary>
    public int LookEvery { get; init; } = 20;

    /// <summary>Sweeps over which the trained machine's autocorrelation is measured.</summary>
    [Shown("Autocorrelation", "{0:N0} sweeps of all chains")]
    public int MixingSweeps { get; init; } = 2000;

    /// <summary>Trainings.</summary>
    [Shown("Runs", "{0}")]
    public int Runs { get; init; } = 5;
}

/// <summary>A training of a machine of six visible and six hidden Gaussian units.</summary>
/// <param name="Signals">C_α of its samples, largest first.</param>
/// <param name="SquaredGains">x_α, six numbers a look, of which the first is at the start.</param>
/// <param name="MixingTimes">Integrated autocorrelation times along the modes at the end, in sweeps.</param>
internal sealed record GaussianTraining(double[] Signals, double[] SquaredGains, double[] MixingTimes)
{
    /// <summary>x_α, look by look.</summary>
    /// <param name="mode">α, from 0.</param>
    public double[] CourseOf(int mode)
        => [.. Enumerable.Range(0, SquaredGains.Length / Signals.Length)
            .Select(t => SquaredGains[t * Signals.Length + mode])];
}

/// <summary>The flow of infinitely many samples.</summary>
/// <param name="Deviation">The largest difference of x_α of the integrated flow from the closed form, of all times and
/// modes, from an aligned start.</param>
/// <param name="Times">Times at which a flow from a random start was looked at.</param>
/// <param name="Cosines">|u_α·e_α|, the alignment of each left singular vector with its axis, at each time.</param>
/// <param name="Visible">u_a·u̇_b by finite differences, of pairs a &lt; b apart enough, all times.</param>
/// <param name="VisibleFormula">The same by the formula.</param>
/// <param name="Hidden">v_a·v̇_b by finite differences.</param>
/// <param name="HiddenFormula">The same by the formula.</param>
internal sealed record GaussianRotations(
    double Deviation, double[] Times, double[] Cosines, double[] Visible, double[] VisibleFormula, double[] Hidden,
    double[] HiddenFormula);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(GaussianModesSettings))]
[JsonSerializable(typeof(GaussianTraining))]
[JsonSerializable(typeof(GaussianRotations))]
internal sealed partial class GaussianModesJson : JsonSerializerContext;
