using System.Text.Json.Serialization;
using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of Fig. 12.</summary>
internal sealed record Fig12Settings
{
    private static readonly Fig12Settings Paper = new();

    /// <summary>30 runs and up to a million samples, or less.</summary>
    public static Presets<Fig12Settings> Presets { get; } = new(
        Paper,
        Quick: Paper with
        {
            NoiseRatios = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
            Runs = 8,
            Vectors = Paper.Vectors with { MostDecades = 5 },
            VectorRuns = 16,
            TwinRuns = 8,
            TwinSets = 10,
            JudgedSets = 3,
        },
        Tiny: Paper with
        {
            Sites = 20,
            NoiseRatios = [0.02, 0.1, 0.5, 2],
            Runs = 3,
            Vectors = Paper.Vectors with { Sites = 20, MostDecades = 4 },
            VectorRuns = 3,
            TwinRuns = 3,
            TwinSets = 4,
            JudgedSets = 4,
        });

    /// <summary>N.</summary>
    [Shown("Sites", "N = {0}")]
    public int Sites { get; init; } = 100;

    /// <summary>β of the eigenvalues.</summary>
    [Shown("Inverse temperatures", "β = {0}")]
    public IReadOnlyList<double> Betas { get; init; } = [0.3, 0.5, 1];

    /// <summary>Those that are drawn.</summary>
    public IReadOnlyList<double> DrawnBetas { get; init; } = [0.3, 0.5];

    /// <summary>r of the samples, ascending.</summary>
    [Shown("Samples", "exact, S = N/r, r = {0}")]
    public IReadOnlyList<double> NoiseRatios { get; init; } =
        [0.01, 0.015, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5];

    /// <summary>Those that are judged.</summary>
    public IReadOnlyList<double> JudgedRatios { get; init; } = [0.02, 0.1, 0.5, 2];

    /// <summary>Sets of samples at each β.</summary>
    [Shown("Runs", "{0} at each β")]
    public int Runs { get; init; } = 30;

    /// <summary>The eigenvectors of (c) and (d).</summary>
    public TopVectors Vectors { get; init; } = new();

    /// <summary>Sets of samples for them.</summary>
    [Shown("Runs", "{0} of (d)")]
    public int VectorRuns { get; init; } = 30;

    /// <summary>Runs of Gaussian data at each β.</summary>
    [Shown("Gaussian data", "{0} runs at each β")]
    public int TwinRuns { get; init; } = 20;

    /// <summary>Growing sets of one of them.</summary>
    [Shown("Gaussian data", "{0} growing sets each")]
    public int TwinSets { get; init; } = 50;

    /// <summary>At the judged r: growing sets of one run of samples, and of Gaussian rows of fixed length.</summary>
    [Shown("Runs", "as many as of Gaussian data, of {0} growing sets each, where they are judged")]
    public int JudgedSets { get; init; } = 50;
}

/// <summary>The top eigenvalues at one β.</summary>
internal sealed record TopEigenvalues
{
    /// <summary>N.</summary>
    public required int Sites { get; init; }

    /// <summary>β.</summary>
    public required double Beta { get; init; }

    /// <summary>r of the samples.</summary>
    [JsonPropertyName("noiseRatio")]
    public required IReadOnlyList<double> NoiseRatios { get; init; }
}

/// <summary>The top eigenvector against the number of samples, at one β.</summary>
internal sealed record TopVectors
{
    private const double Least = 1, PerDecade = 2;

    /// <summary>N.</summary>
    public int Sites { get; init; } = 100;

    /// <summary>β.</summary>
    [Shown("Eigenvectors, (c) and (d)", "β = {0}")]
    public double Beta { get; init; } = 1;

    /// <summary>log₁₀ of the largest number of samples; the smallest is 10, two to a decade.</summary>
    public int MostDecades { get; init; } = 6;

    /// <summary>log₁₀ S, half a decade apart.</summary>
    [JsonIgnore]
    public double[] Decades
        => [.. Enumerable.Range(0, (int)((MostDecades - Least) * PerDecade) + 1).Select(i => Least + i / PerDecade)];

    /// <summary>S of the last.</summary>
    [JsonIgnore]
    [Shown("Eigenvectors, (c) and (d)", "S from 10 to {0:N0}")]
    public int MostSamples => Samples[^1];

    /// <summary>S.</summary>
    [JsonIgnore]
    public int[] Samples => [.. Decades.Select(d => (int)Math.Round(Math.Pow(10, d)))];
}

/// <summary>A ring and the numbers of samples at which its uniform vector exchanges places with two waves.</summary>
internal sealed record NearbyAt
{
    /// <summary>N.</summary>
    public required int Sites { get; init; }

    /// <summary>β.</summary>
    public required double Beta { get; init; }

    /// <summary>S.</summary>
    [JsonPropertyName("samples")]
    public required IReadOnlyList<int> Sizes { get; init; }
}

/// <summary>What theory says of the top eigenvalue.</summary>
/// <param name="Signal">Λ(Ising), (26).</param>
/// <param name="CriticalNoiseRatio">r of (27).</param>
/// <param name="R">r of the curves.</param>
/// <param name="Noise">The edge (25).</param>
/// <param name="Edge">The edge of the sample spectrum, N → ∞.</param>
/// <param name="Mean">The mean of the Tracy–Widom law.</param>
/// <param name="MeanAtSampled">That mean at the r of the samples.</param>
/// <param name="PaperAtSampled">The larger of (25) and (26) there.</param>
internal sealed record EigenvalueTheory(
    double Signal, double CriticalNoiseRatio, double[] R, double[] Noise, double[] Edge, double[] Mean,
    double[] MeanAtSampled, double[] PaperAtSampled);

/// <summary>What the fourth cumulants of the ring add to the mean top eigenvalue, to first order.</summary>
/// <param name="Shift">At each r, at the mean of the Tracy–Widom law.</param>
internal sealed record CumulantShifts(double[] Shift);

/// <summary>The top eigenvalues of one set of samples.</summary>
/// <param name="Top">At each r.</param>
internal sealed record SampledEigenvalues(double[] Top);

/// <summary>What theory says of the top eigenvector.</summary>
/// <param name="Crossing">r of (27).</param>
/// <param name="Uniform">⟨(ê·u)²⟩ with the uniform vector, at every S.</param>
/// <param name="Wave">That with the two waves of length N.</param>
internal sealed record VectorShares(double Crossing, double[] Uniform, double[] Wave);

/// <summary>The shares where the uniform vector exchanges places with the two waves of length N.</summary>
/// <param name="Uniform">⟨(ê·u)²⟩ with the uniform vector, at each S.</param>
internal sealed record NearbyShares(double[] Uniform);

/// <summary>The shares in Gaussian data of the same covariance.</summary>
/// <param name="Uniform">⟨(ê·u)²⟩ with the uniform vector, at every S.</param>
/// <param name="Wave">That with the two waves of length N.</param>
internal sealed record GaussianShares(IReadOnlyList<Estimate> Uniform, IReadOnlyList<Estimate> Wave);

/// <summary>The top eigenvectors of one growing set of samples.</summary>
/// <param name="Uniform">(ê·u)² at every S.</param>
/// <param name="Wave">That with the two waves of length N.</param>
/// <param name="Vectors">√N ê, one S after another, of a first run; else null.</param>
internal sealed record SampledVectors(double[] Uniform, double[] Wave, double[]? Vectors = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(TopEigenvalues))]
[JsonSerializable(typeof(TopVectors))]
[JsonSerializable(typeof(EigenvalueTheory))]
[JsonSerializable(typeof(SampledEigenvalues))]
[JsonSerializable(typeof(VectorShares))]
[JsonSerializable(typeof(IsingTwin))]
[JsonSerializable(typeof(IsingTwinMeans))]
[JsonSerializable(typeof(TopMeans))]
[JsonSerializable(typeof(CumulantShifts))]
[JsonSerializable(typeof(NearbyAt))]
[JsonSerializable(typeof(NearbyShares))]
[JsonSerializable(typeof(SampledVectors))]
internal sealed partial class Fig12Json : JsonSerializerContext;
