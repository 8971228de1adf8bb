using System.Text.Json;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Tests.Commands;

/// <summary>What <c>theory thresholds</c> prints is what the classes of the theory give, to the last bit.</summary>
public class ThresholdsCommandTests
{
    [Theory]
    [InlineData(100, 10_000, 1)]
    [InlineData(41, 20, 0.3)]
    public void Of_the_Ising_ring(int sites, int samples, double beta)
    {
        IsingRing ring = new(sites, beta);
        double r = (double)sites / samples;
        TopSampleEigenvalue top = TopSampleEigenvalue.Of(ring, samples);
        AreEqual(
            [
                ("noiseRatio", r),
                ("correlationLength", ring.CorrelationLength),
                ("marchenkoPasturEdge", new MarchenkoPastur(r).UpperEdge),
                ("signalInfinite", IsingRing.TopEigenvalueInfinite(beta)),
                ("signal", ring.TopEigenvalue),
                ("criticalBeta", RetardedLearning.CriticalBeta(r)),
                ("criticalNoiseRatio", RetardedLearning.CriticalNoiseRatio(beta)),
                ("paperPrediction", SampleSpectrumEdge.PaperPrediction(beta, r)),
                ("sampleEdge", SampleSpectrumEdge.Ising(beta, r).Location),
                ("topSampleEigenvalueMean", top.Mean),
                ("topSampleEigenvalueDeviation", top.StandardDeviation),
            ],
            "--sites", $"{sites}", "--samples", $"{samples}", "--beta", $"{beta:R}");
    }

    [Theory]
    [InlineData(23, 1000, 1.5, 10)]
    [InlineData(19, 700, 0.7, 5)]
    [InlineData(19, 700, 0.1, 3)] // the printed noise edge is above the signal at any noise ratio
    public void Of_the_XY_ring(int sites, int samples, double beta, int states)
    {
        PottsRing ring = PottsRing.Xy(sites, states, beta);
        double r = (double)sites / samples;
        TopSampleEigenvalue top = TopSampleEigenvalue.Of(ring, samples);
        AreEqual(
            [
                ("noiseRatio", r),
                ("correlationLength", ring.CorrelationLength),
                ("noiseEdge", RetardedLearning.PottsNoiseEdge(r, states)),
                ("noiseEdgeAsPrinted", RetardedLearning.PottsNoiseEdgeAsPrinted(r, states)),
                ("signalInfinite", ring.TopEigenvalueInfinite),
                ("signal", ring.TopEigenvalue),
                ("criticalNoiseRatio", RetardedLearning.PottsCriticalNoiseRatio(ring)),
                ("criticalNoiseRatioAsPrinted", RetardedLearning.PottsCriticalNoiseRatioAsPrinted(ring)),
                ("sampleEdge", SampleSpectrumEdge.Potts(ring, r).Location),
                ("topSampleEigenvalueMean", top.Mean),
                ("topSampleEigenvalueDeviation", top.StandardDeviation),
            ],
            "--sites", $"{sites}", "--samples", $"{samples}", "--beta", $"{beta:R}", "--states", $"{states}");
    }

    [Fact]
    public void A_crossing_that_does_not_exist_is_null_and_is_printed_as_none()
    {
        string[] options =
            ["theory", "thresholds", "--sites", "19", "--samples", "700", "--beta", "0.1", "--states", "3"];
        using JsonDocument json = JsonDocument.Parse(Rbm.Run([.. options, "--json"]).Output);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("criticalNoiseRatioAsPrinted").ValueKind);
        Assert.Matches(@"criticalNoiseRatioAsPrinted\s+none", Rbm.Run(options).Output);
    }

    [Fact]
    public void One_state_is_refused()
    {
        Reply reply = Rbm.Run("theory", "thresholds", "--states", "1");
        Assert.Equal((2, ""), (reply.Code, reply.Output));
        Assert.Contains("--states = 1, but it should be 0", Assert.Single(reply.ErrorLines), StringComparison.Ordinal);
    }

    private static void AreEqual((string Name, double? Value)[] expected, params string[] options)
    {
        Reply reply = Rbm.Run(["theory", "thresholds", .. options, "--json"]);
        Assert.Equal((0, ""), (reply.Code, reply.Errors));
        using JsonDocument json = JsonDocument.Parse(reply.Output);
        Assert.Equal(expected, json.RootElement.EnumerateObject().Select(p => (p.Name, Number(p.Value))));

        string table = Rbm.Run(["theory", "thresholds", .. options]).Output;
        Assert.All(expected,
            e => Assert.Contains(e.Value is double x ? $"{x:R}" : "none", table, StringComparison.Ordinal));
    }

    private static double? Number(JsonElement json) => json.ValueKind == JsonValueKind.Null ? null : json.GetDouble();
}
