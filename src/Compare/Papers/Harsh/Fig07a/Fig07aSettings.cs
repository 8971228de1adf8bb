using System.Text.Json;
using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of Fig. 7(a).</summary>
internal sealed record Fig07aSettings
{
    private static readonly Fig07aSettings Paper = new();

    /// <summary>The paper's, or fewer runs at fewer β with one Gibbs step, the same in law.</summary>
    public static Presets<Fig07aSettings> Presets { get; } = new(
        Paper,
        Quick: Paper with
        {
            Betas = [0.02, 0.06, 0.1, 0.15, 0.25, 0.6, 1],
            Runs = 4,
            Training = Paper.Training with { GibbsSteps = 1 },
        },
        Tiny: Paper with
        {
            Betas = [0.02, 0.6, 1],
            Epochs = 50,
            Runs = 2,
            Training = Paper.Training with { Sites = 40, Samples = 200, LearningRate = 0.01, GibbsSteps = 1 },
        });

    /// <summary>The training at each β, but for the updates.</summary>
    public FiniteDataTraining Training { get; init; } = new();

    /// <summary>Passes over the data.</summary>
    [Shown("Training", "{0} epochs")]
    public int Epochs { get; init; } = 250;

    /// <summary>S.</summary>
    [Shown("Samples", "S = {0:N0}")]
    public int Samples => Training.Samples;

    /// <summary>r = N/S.</summary>
    [Shown("Samples", "r = {0}")]
    public double NoiseRatio => (double)Training.Sites / Samples;

    /// <summary>The β of the trainings.</summary>
    [Shown("Inverse temperatures", "β = {0}")]
    public IReadOnlyList<double> Betas { get; init; } = [0.02, 0.06, 0.1, 0.13, 0.16, 0.2, 0.25, 0.3, 0.4, 0.6, 0.8, 1];

    /// <summary>Those in the ordered phase that are trained with fresh samples too.</summary>
    [Shown("Inverse temperatures", "fresh samples too at β = {0}")]
    public IReadOnlyList<double> OrderedBetas { get; init; } = [0.6, 1];

    /// <summary>Standard deviation of the initial weights.</summary>
    [Shown("Initial weights", "Gaussian, standard deviation {0}")]
    public double InitialDeviation => Training.InitialDeviation;

    /// <summary>Trainings at each β.</summary>
    [Shown("Runs", "{0} at each β")]
    public int Runs { get; init; } = 10;
}

/// <summary>The rings of which a figure needs the theory.</summary>
/// <param name="Sites">N.</param>
/// <param name="Samples">S.</param>
/// <param name="Beta">Each β.</param>
internal sealed record RingsAt(int Sites, int Samples, IReadOnlyList<double> Beta);

/// <summary>The steady bump of infinite data, and the noise of S samples, at each β.</summary>
/// <param name="EigenvalueStandsOut">The β at which the mean top eigenvalue of C leaves the noise.</param>
/// <param name="Sum">W of the bump.</param>
/// <param name="Overlap">Its overlap with the uniform vector.</param>
/// <param name="Noise">W of weights that saturate along the noise.</param>
internal sealed record RingTheory(double EigenvalueStandsOut, double[] Sum, double[] Overlap, double[] Noise)
{
    /// <summary>The weights of the bumps, by name: <c>bump0</c>, <c>bump1</c>, …</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Bumps { get; set; } = [];

    /// <summary>The weights of the bump at one β.</summary>
    /// <param name="beta">Its place among them, from 0.</param>
    public double[] Bump(int beta) => Bumps[NameOf(beta)].Deserialize(Fig07aJson.Default.DoubleArray)!;

    /// <summary>The weights of all bumps by name.</summary>
    /// <param name="weights">Those of each.</param>
    public static Dictionary<string, JsonElement> Named(IEnumerable<double[]> weights)
        => weights.Index().ToDictionary(
            bump => NameOf(bump.Index),
            bump => JsonSerializer.SerializeToElement(bump.Item, Fig07aJson.Default.DoubleArray));

    private static string NameOf(int beta) => $"bump{beta}";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RingsAt))]
[JsonSerializable(typeof(FiniteDataTraining))]
[JsonSerializable(typeof(RingTheory))]
[JsonSerializable(typeof(FiniteDataField))]
internal sealed partial class Fig07aJson : JsonSerializerContext;
