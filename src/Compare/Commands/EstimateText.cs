using System.Globalization;
using RbmTheory.Compare.Training;

namespace RbmTheory.Compare.Commands;

/// <summary>The numbers of an <see cref="EstimatedLikelihood"/> in words.</summary>
public static class EstimateText
{
    /// <summary>The lines; none where there are no such numbers.</summary>
    /// <param name="numbers">Names and values.</param>
    /// <param name="data">What the data are called.</param>
    public static IEnumerable<string> Lines(IReadOnlyDictionary<string, double> numbers, string data = "training")
    {
        ArgumentNullException.ThrowIfNull(numbers);
        if (!numbers.ContainsKey("logPartitionTempered"))
            yield break;
        string Show(string name, string format = "F3") => numbers[name].ToString(format, CultureInfo.InvariantCulture);
        string Estimate(string name) => $"{Show(name)} ± {Show(name + "Error")}";
        string Chains(string way)
            => $"effective chains {Show($"logPartition{way}Chains", "F1")} of {Show("annealingChains", "F0")}";
        yield return $"log Z: at least {Show("logPartitionBound")}, the sum over {Show("boundConfigurations", "F0")} "
            + "different configurations of data and chains";
        yield return $"log Z: annealed from independent units {Estimate("logPartitionForward")}, {Chains("Forward")}; "
            + $"in reverse {Estimate("logPartitionReverse")}, {Chains("Reverse")}";
        string path = numbers["temperingSnapshots"] is > 0 and double count
            ? $"along {count} machines of the training" : "in β";
        yield return $"log Z: tempered {path} {Estimate("logPartitionTempered")}; {Show("temperingRungs", "F0")} rungs, "
            + $"swaps accepted {Show("temperingLowestSwap", "F2")} or more, {Show("temperingRoundTrips", "F0")} round trips, "
            + $"{Show("temperingFreshSamples", "F0")} replicas that reached the machine anew";
        yield return numbers.ContainsKey("trainTemperedLogLikelihood")
            ? $"log-likelihood by tempering, nats per configuration: {Both("TemperedLogLikelihood")}, error "
                + Show("logPartitionTemperedError", "F4")
            : $"log-likelihood, nats per configuration, by the bound of log Z alone: "
                + $"{Both("LogLikelihoodAtMost")} at most";
        foreach (string doubt in EstimateDoubts.Of(numbers))
            yield return $"WARNING: {doubt}";

        string Both(string kind) => $"{data} {Show("train" + kind, "F4")}"
            + (numbers.ContainsKey("test" + kind) ? $", test {Show("test" + kind, "F4")}" : "");
    }
}
