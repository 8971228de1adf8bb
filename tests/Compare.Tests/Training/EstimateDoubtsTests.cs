using RbmTheory.Compare.Commands;
using RbmTheory.Compare.Training;

namespace RbmTheory.Compare.Tests.Training;

public class EstimateDoubtsTests
{
    private static readonly Dictionary<string, double> Good = new()
    {
        ["trainLogWeight"] = 40,
        ["trainLogLikelihoodAtMost"] = -9,
        ["trainTemperedLogLikelihood"] = -11,
        ["logPartitionBound"] = 49,
        ["boundConfigurations"] = 300,
        ["annealingChains"] = 100,
        ["logPartitionForward"] = 50.95,
        ["logPartitionForwardError"] = 0.05,
        ["logPartitionForwardChains"] = 60,
        ["logPartitionReverse"] = 51.05,
        ["logPartitionReverseError"] = 0.05,
        ["logPartitionReverseChains"] = 60,
        ["logPartitionTempered"] = 51,
        ["logPartitionTemperedError"] = 0.02,
        ["temperingSnapshots"] = 19,
        ["temperingRungs"] = 20,
        ["temperingLowestSwap"] = 0.4,
        ["temperingRoundTrips"] = 300,
        ["temperingFreshSamples"] = 310,
        ["temperingStartsApart"] = 0.7,
    };

    [Fact]
    public void Of_good_numbers_there_are_none_and_the_log_likelihood_is_printed_with_its_error()
    {
        Assert.Empty(EstimateDoubts.Of(Good));
        Assert.Empty(EstimateDoubts.Of(new Dictionary<string, double> { ["updates"] = 3 }));
        string text = string.Join('\n', EstimateText.Lines(Good));
        Assert.Contains("log-likelihood by tempering, nats per configuration: training -11.0000, error 0.0200", text, StringComparison.Ordinal);
        Assert.Contains("tempered along 19 machines of the training 51.000 ± 0.020", text, StringComparison.Ordinal);
        Assert.DoesNotContain("WARNING", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("temperingLowestSwap", 0.09, "swap with probability 0.09")]
    [InlineData("temperingLowestSwap", double.NaN, "swap with probability NaN")]
    [InlineData("temperingRoundTrips", 0, "no replica of the tempering made a round trip")]
    [InlineData("temperingFreshSamples", 19, "only 19 replicas")]
    [InlineData("temperingStartsApart", 4.1, "differ from the others by 4.1 errors")]
    [InlineData("logPartitionTemperedError", double.PositiveInfinity, "the error of the tempering")]
    [InlineData("logPartitionTempered", 48.9, "log Z by tempering, 48.9, is below the rigorous bound 49")]
    [InlineData("logPartitionTempered", 39, "the log-likelihood would be positive")]
    [InlineData("logPartitionTempered", 50.4, "annealing gives a log Z of 50.95, above that of the tempering, 50.4")]
    public void A_doubt_about_the_tempering_is_named(string name, double value, string what)
        => Assert.Contains(EstimateDoubts.OfTempering(With(name, value)), doubt => doubt.Contains(what, StringComparison.Ordinal));

    [Theory]
    [InlineData("logPartitionForward", 51.4, "51.4, exceeds that in reverse, 51.05")]
    [InlineData("logPartitionReverse", 48, "log Z in reverse, 48, is below the rigorous bound 49")]
    [InlineData("logPartitionReverse", 51.6, "log Z in reverse, 51.6, is above that of the tempering, 51")]
    [InlineData("logPartitionForward", 48, "log Z by annealing, 48, is below the rigorous bound 49")]
    [InlineData("logPartitionForwardChains", 9, "9 of 100 chains carry log Z by annealing")]
    [InlineData("logPartitionReverseChains", 1.5, "1.5 of 100 chains carry log Z in reverse")]
    public void A_doubt_about_the_annealing_is_named_and_leaves_the_tempering_alone(string name, double value, string what)
    {
        Assert.Contains(EstimateDoubts.Of(With(name, value)), doubt => doubt.Contains(what, StringComparison.Ordinal));
        Assert.Empty(EstimateDoubts.OfTempering(With(name, value)));
    }

    [Fact]
    public void Without_a_good_estimate_only_the_bound_speaks_of_the_log_likelihood()
    {
        Dictionary<string, double> numbers = With("temperingRoundTrips", 0);
        numbers.Remove("trainTemperedLogLikelihood");
        string[] lines = [.. EstimateText.Lines(numbers)];
        Assert.Contains("log-likelihood, nats per configuration, by the bound of log Z alone: training -9.0000 at most", lines);
        Assert.Contains("WARNING: no replica of the tempering made a round trip", lines);
        Assert.DoesNotContain(lines, line => line.Contains("-11", StringComparison.Ordinal));
    }

    private static Dictionary<string, double> With(string name, double value) => new(Good) { [name] = value };
}
