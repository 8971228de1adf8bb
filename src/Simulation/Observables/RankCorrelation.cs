namespace RbmTheory.Simulation.Observables;

/// <summary>Spearman's correlation of two lists: Pearson's of their ranks, in [−1, 1]; equal numbers share the mean of
/// their ranks.</summary>
public static class RankCorrelation
{
    /// <summary>ρ.</summary>
    /// <param name="x">Numbers, at least two.</param>
    /// <param name="y">As many.</param>
    /// <returns>NaN where all numbers of a list are equal.</returns>
    /// <exception cref="ArgumentException">There are too few, more of one than of the other, or one is NaN.</exception>
    public static double Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Require.AtLeast(x.Length, 2);
        Require.Length(y.Length, x.Length);
        double[] first = Ranks(x), second = Ranks(y);
        double mean = (x.Length + 1) / 2.0, product = 0, squareOfFirst = 0, squareOfSecond = 0;
        for (int i = 0; i < first.Length; i++)
        {
            product += (first[i] - mean) * (second[i] - mean);
            squareOfFirst += (first[i] - mean) * (first[i] - mean);
            squareOfSecond += (second[i] - mean) * (second[i] - mean);
        }

        return product / Math.Sqrt(squareOfFirst * squareOfSecond);
    }

    private static double[] Ranks(ReadOnlySpan<double> numbers)
    {
        double[] sorted = numbers.ToArray(), ranks = new double[numbers.Length];
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        foreach (double number in sorted)
        {
            if (double.IsNaN(number))
                throw Require.Error(nameof(numbers), number, "a number");
        }

        Array.Sort(sorted, order);
        for (int first = 0, end; first < sorted.Length; first = end)
        {
            for (end = first + 1; end < sorted.Length && sorted[end] == sorted[first];)
                end++;
            for (int i = first; i < end; i++)
                ranks[order[i]] = (first + 1 + end) / 2.0;
        }

        return ranks;
    }
}
