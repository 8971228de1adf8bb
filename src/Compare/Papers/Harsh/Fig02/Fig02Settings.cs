using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of Fig. 2.</summary>
internal static class Fig02Settings
{
    private static readonly RingSamplesSettings<SpinRing> Paper = new(new SpinRing());

    /// <summary>The paper's, which take a second.</summary>
    public static Presets<RingSamplesSettings<SpinRing>> Presets { get; } = new(
        Paper, Quick: Paper, Tiny: Paper with { Ring = Paper.Ring with { Samples = 200 }, DataSets = 3 });
}

/// <summary>Samples of the Ising ring.</summary>
internal sealed record SpinRing : IRingData
{
    /// <summary>N.</summary>
    [Shown("Sites", "N = {0}")]
    public int Sites { get; init; } = 100;

    /// <summary>β.</summary>
    [Shown("Inverse temperature", "β = {0}")]
    public double Beta { get; init; } = 1;

    /// <summary>S.</summary>
    [Shown("Samples", "S = {0:N0}")]
    public int Samples { get; init; } = 10_000;

    /// <summary>ξ of (9), in sites.</summary>
    [JsonIgnore]
    public double CorrelationLength => new IsingRing(Sites, Beta).CorrelationLength;

    /// <inheritdoc/>
    public double Correlation(int distance) => new IsingRing(Sites, Beta).Covariance(distance);

    /// <inheritdoc/>
    public (RingCorrelation Correlation, Action<int, int[]> Read) Sample(ulong seed)
    {
        SpinSet data = new IsingRingSampler(Sites, Beta).SampleSet(Samples, seed);
        return (RingCorrelation.OfSpins(Sites), Read);

        void Read(int s, int[] row)
        {
            for (int i = 0; i < row.Length; i++)
                row[i] = data.Spin(s, i);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(SpinRing))]
[JsonSerializable(typeof(RingSample))]
internal sealed partial class Fig02Json : JsonSerializerContext;
