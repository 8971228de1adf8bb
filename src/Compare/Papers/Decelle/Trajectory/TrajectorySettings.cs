using System.Text.Json.Serialization;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>The settings of the trainings that are followed on the phase diagram.</summary>
internal sealed record TrajectorySettings
{
    private static readonly TrajectorySettings Paper = new();

    /// <summary>MNIST, 784 × 100; or strokes.</summary>
    public static Presets<TrajectorySettings> Presets { get; } = new(
        Paper,
        Quick: Paper with
        {
            Training = Paper.Training with { Source = new() { Mnist = false, Samples = 30_000 }, Epochs = 10 },
            Runs = 3,
        },
        Tiny: Paper with
        {
            Training = Paper.Training with
            {
                Source = new() { Mnist = false, Samples = 1000 },
                Hidden = 12,
                LearningRate = 0.05,
                Epochs = 20,
            },
            Runs = 2,
        });

    /// <summary>The training.</summary>
    public DigitTraining Training { get; init; } = new() { Hidden = 100, Epochs = 20 };

    /// <summary>Trainings.</summary>
    [Shown("Runs", "{0}")]
    public int Runs { get; init; } = 5;
}

/// <summary>Where a training went.</summary>
internal sealed record TrajectoryCourse
{
    /// <summary>Updates after which the weights were looked at, from 0.</summary>
    public required double[] Updates { get; init; }

    /// <summary>σ of the singular values that do not stand out, as couplings of ±1 units.</summary>
    public required double[] Sigma { get; init; }

    /// <summary>w_α, <see cref="Trajectory.Modes"/> numbers a look; NaN where s_α does not stand out.</summary>
    public required double[] Spikes { get; init; }

    /// <summary>s_α, as many.</summary>
    public required double[] SingularValues { get; init; }

    /// <summary>The frozen gains, as many.</summary>
    public required double[] Gains { get; init; }

    /// <summary>One of the lists of several numbers a look, look by look.</summary>
    /// <param name="list">The list.</param>
    /// <param name="mode">α, counted from 0.</param>
    public double[] CourseOf(double[] list, int mode)
        => [.. Enumerable.Range(0, Updates.Length).Select(t => list[t * Trajectory.Modes + mode])];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(DigitTraining))]
[JsonSerializable(typeof(TrajectoryCourse))]
internal sealed partial class TrajectoryJson : JsonSerializerContext;
