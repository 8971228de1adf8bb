using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>The settings of a Gaussian mode that is trained by Rdm-k and by PCD-k, and of each of its runs.</summary>
internal sealed record GaussianChainsSettings
{
    private static readonly GaussianChainsSettings Paper = new();

    /// <summary>Nothing is scaled down but the runs of the smallest.</summary>
    public static Presets<GaussianChainsSettings> Presets { get; } = new(
        Paper,
        Quick: Paper with
        {
            Updates = 1200,
            PersistentChains = 600,
            PersistentUpdates = 1200,
            PersistentSweeps = [1, 2, 4, 8],
        },
        Tiny: Paper with
        {
            Sweeps = 4,
            Signals = [3, 12],
            Chains = 100,
            Updates = 200,
            LearningRate = 0.002,
            Samples = 500,
            PersistentSweeps = [1, 3],
            PersistentChains = 200,
            PersistentUpdates = 200,
            Runs = 2,
        });

    /// <summary>k of Rdm-k.</summary>
    [Shown("Rdm-k", "k = {0}")]
    public int Sweeps { get; init; } = 10;

    /// <summary>C, below and beyond V₀ + 2k; the noise of a unit and V₀ are 1.</summary>
    [Shown("Rdm-k", "data of variance {0}; noise of a unit and start of the chains 1")]
    public IReadOnlyList<double> Signals { get; init; } = [8, 31];

    /// <summary>ν.</summary>
    [Shown("Rdm-k", "ν = {0}")]
    public double LearningRate { get; init; } = 0.0005;

    /// <summary>Fresh samples of an update, and chains.</summary>
    [Shown("Rdm-k", "{0} fresh samples an update, as many chains")]
    public int Chains { get; init; } = 500;

    /// <summary>Updates; the weight is its mean over the second half.</summary>
    [Shown("Rdm-k", "{0:N0} updates, the weight averaged over the second half")]
    public int Updates { get; init; } = 2000;

    /// <summary>Samples generated.</summary>
    [Shown("Rdm-k", "{0:N0} samples generated")]
    public int Samples { get; init; } = 10_000;

    /// <summary>C of PCD-k.</summary>
    [Shown("PCD-k", "data of variance {0}")]
    public double PersistentSignal { get; init; } = 4;

    /// <summary>k of PCD-k, the first in the pictured course.</summary>
    [Shown("PCD-k", "k = {0}")]
    public IReadOnlyList<int> PersistentSweeps { get; init; } = [1, 2, 4, 8, 16];

    /// <summary>Its chains.</summary>
    [Shown("PCD-k", "{0:N0} chains")]
    public int PersistentChains { get; init; } = 2000;

    /// <summary>Its updates.</summary>
    [Shown("PCD-k", "{0:N0} updates")]
    public int PersistentUpdates { get; init; } = 3000;

    /// <summary>Runs of each.</summary>
    [Shown("Runs", "{0} of each")]
    public int Runs { get; init; } = 5;

    /// <summary>t_G, the sweeps after which samples are looked at.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> Times => [.. Grid.Logarithmic(1, 10 * Sweeps, 13).Select(t => (int)Math.Round(t))
        .Append(Sweeps).Append(2 * Sweeps).Distinct().Order()];
}

/// <summary>The settings of a training by Rdm-k.</summary>
/// <param name="Signal">C.</param>
/// <param name="Sweeps">k.</param>
/// <param name="LearningRate">ν.</param>
/// <param name="Chains">Samples of an update, and chains.</param>
/// <param name="Updates">Updates.</param>
/// <param name="Samples">Samples generated.</param>
/// <param name="Times">t_G.</param>
internal sealed record ShortChains(
    double Signal, int Sweeps, double LearningRate, int Chains, int Updates, int Samples, IReadOnlyList<int> Times);

/// <summary>A mode trained by Rdm-k.</summary>
/// <param name="SquaredGain">x_k.</param>
/// <param name="Variances">V of what it generates, at each t_G.</param>
internal sealed record ShortChainsResult(double SquaredGain, double[] Variances);

/// <summary>A mode trained by PCD-k at several ν and k.</summary>
/// <param name="Traces">The trace of the map of deviations, fitted, for each k and each of its rates; NaN where
/// training is unstable.</param>
/// <param name="Determinants">Its determinant.</param>
/// <param name="Courses">x in the course of the first updates at the smallest k, from a kick, of its stable rates one
/// after another; of a first run.</param>
internal sealed record PersistentFits(double[] Traces, double[] Determinants, double[]? Courses = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(GaussianChainsSettings))]
[JsonSerializable(typeof(ShortChains))]
[JsonSerializable(typeof(ShortChainsResult))]
[JsonSerializable(typeof(PersistentFits))]
internal sealed partial class GaussianChainsJson : JsonSerializerContext;
