using System.Globalization;

namespace RbmTheory.Compare.Training;

/// <summary>What speaks against the estimates of an <see cref="EstimatedLikelihood"/>, a line each, from its numbers
/// alone, so that a record tells it too.</summary>
public static class EstimateDoubts
{
    /// <summary>How many errors two numbers may differ by.</summary>
    private const double Errors = 4;

    /// <summary>Least share of swaps, samples and effective chains, and the largest error in nats, that are taken for
    /// good.</summary>
    private const double LeastSwap = 0.1, LeastSamples = 20, LeastChains = 10, LargestError = 0.5;

    /// <summary>All doubts; none where there are no such numbers.</summary>
    /// <param name="numbers">Names and values.</param>
    public static IReadOnlyList<string> Of(IReadOnlyDictionary<string, double> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return numbers.ContainsKey("logPartitionTempered") ? [.. OfTempering(numbers), .. OfAnnealing(numbers)] : [];
    }

    /// <summary>Doubts about the tempering.</summary>
    /// <param name="numbers">Names and values.</param>
    public static IEnumerable<string> OfTempering(IReadOnlyDictionary<string, double> numbers)
    {
        double log = numbers["logPartitionTempered"], error = numbers["logPartitionTemperedError"];
        double bound = numbers["logPartitionBound"], swap = numbers["temperingLowestSwap"];
        if (!(swap >= LeastSwap))
            yield return $"two rungs of the tempering swap with probability {Show(swap)} only, below {LeastSwap}";
        if (numbers["temperingRoundTrips"] == 0)
            yield return "no replica of the tempering made a round trip";
        else if (numbers["temperingFreshSamples"] < LeastSamples)
            yield return $"only {numbers["temperingFreshSamples"]} replicas of the tempering reached the machine anew, "
                + $"fewer than {LeastSamples}";
        if (!(error <= LargestError))
            yield return $"the error of the tempering is {Show(error)} nats, above {LargestError}";
        if (!(numbers["temperingStartsApart"] <= Errors))
            yield return "replicas of the tempering that began from data differ from the others by "
                + $"{Show(numbers["temperingStartsApart"])} errors: some mode is not reached, or not left";
        if (log < bound - Errors * error)
            yield return $"log Z by tempering, {Show(log)}, is below the rigorous bound {Show(bound)}";
        if (numbers["trainLogWeight"] - log > 0)
            yield return "by the tempering the log-likelihood would be positive, which no probability is";
        double forward = numbers["logPartitionForward"];
        double both = Math.Max(Errors * double.Hypot(error, numbers["logPartitionForwardError"]), LargestError);
        if (forward - log > both)
            yield return $"annealing gives a log Z of {Show(forward)}, above that of the tempering, {Show(log)}";
    }

    private static IEnumerable<string> OfAnnealing(IReadOnlyDictionary<string, double> numbers)
    {
        double bound = numbers["logPartitionBound"];
        double forward = numbers["logPartitionForward"], reverse = numbers["logPartitionReverse"];
        double error = numbers["logPartitionForwardError"], back = numbers["logPartitionReverseError"];
        if (forward - reverse > Errors * double.Hypot(error, back))
            yield return $"log Z by annealing, {Show(forward)}, exceeds that in reverse, {Show(reverse)}: the two are "
                + "no bracket";
        double tempered = numbers["logPartitionTempered"], errors = double.Hypot(back, numbers["logPartitionTemperedError"]);
        if (reverse - tempered > Math.Max(Errors * errors, LargestError))
            yield return $"log Z in reverse, {Show(reverse)}, is above that of the tempering, {Show(tempered)}, by more "
                + "than its error: it is an upper end, and no interval";
        foreach ((string name, string how) in new[] { ("Forward", "by annealing"), ("Reverse", "in reverse") })
        {
            double chains = numbers[$"logPartition{name}Chains"], log = numbers["logPartition" + name];
            if (chains < LeastChains)
                yield return $"{Show(chains)} of {numbers["annealingChains"]} chains carry log Z {how}, fewer than "
                    + $"{LeastChains}: its error is not known";
            if (log < bound - Errors * numbers[$"logPartition{name}Error"])
                yield return $"log Z {how}, {Show(log)}, is below the rigorous bound {Show(bound)}";
        }
    }

    private static string Show(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
