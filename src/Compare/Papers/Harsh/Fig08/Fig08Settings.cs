using System.Text.Json.Serialization;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The settings of Fig. 8.</summary>
internal static class Fig08Settings
{
    private static readonly RingSamplesSettings<XyRing> Paper = new(new XyRing());

    /// <summary>The paper's, which take seconds.</summary>
    public static Presets<RingSamplesSettings<XyRing>> Presets { get; } = new(
        Paper, Quick: Paper, Tiny: Paper with { Ring = Paper.Ring with { Samples = 200 }, DataSets = 3 });
}

/// <summary>Samples of the discretised XY ring.</summary>
internal sealed record XyRing : IRingData
{
    /// <summary>N.</summary>
    [Shown("Sites, states", "N = {0}")]
    public int Sites { get; init; } = 100;

    /// <summary>P.</summary>
    [Shown("Sites, states", "P = {0}")]
    public int States { get; init; } = 10;

    /// <summary>β.</summary>
    [Shown("Inverse temperature", "β = {0}")]
    public double Beta { get; init; } = 1.5;

    /// <summary>S.</summary>
    [Shown("Samples", "S = {0:N0}")]
    public int Samples { get; init; } = 10_000;

    /// <summary>ξ of (28) on an infinite ring, in sites.</summary>
    [JsonIgnore]
    public double CorrelationLength => PottsRing.Xy(Sites, States, Beta).CorrelationLength;

    /// <inheritdoc/>
    public double Correlation(int distance) => PottsRing.Xy(Sites, States, Beta).ModeCorrelation(1, distance);

    /// <inheritdoc/>
    public (RingCorrelation Correlation, Action<int, int[]> Read) Sample(ulong seed)
    {
        PottsSet data = PottsRingSampler.Xy(Sites, States, Beta).SampleSet(Samples, seed);
        return (RingCorrelation.OfPotts(Sites, States), Read);

        void Read(int s, int[] row)
        {
            ReadOnlySpan<byte> sample = data.Sample(s);
            for (int i = 0; i < row.Length; i++)
                row[i] = sample[i];
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(XyRing))]
[JsonSerializable(typeof(RingSample))]
internal sealed partial class Fig08Json : JsonSerializerContext;
