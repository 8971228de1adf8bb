using MathNet.Numerics.Distributions;

namespace RbmTheory.Simulation.Tests;

/// <summary>
/// Statistical verdicts. Seeds are fixed, so a test either always passes or never does; the false-alarm probability is
/// the chance that a correct program would have met a seed that fails.
/// </summary>
internal static class Chance
{
    public const double FalseAlarm = 1e-6;

    /// <summary>Two-sided normal quantile at <see cref="FalseAlarm"/>, about 4.89.</summary>
    public static readonly double Sigmas = Normal.InvCDF(0, 1, 1 - FalseAlarm / 2);

    /// <summary>Pearson's test of counts against given probabilities.</summary>
    public static void FollowsLaw(IReadOnlyList<double> probabilities, IReadOnlyList<int> counts)
    {
        double total = counts.Sum();
        Assert.Equal(1, probabilities.Sum(), 1e-12);
        Assert.True(probabilities.Min() * total > 5, "a cell is too rare for the chi-square law");
        double statistic = probabilities.Zip(counts, (p, n) => (n - p * total) * (n - p * total) / (p * total)).Sum();
        AssertBelowCritical(statistic, counts.Count - 1);
    }

    /// <summary>Two-sample chi-square of equally large samples.</summary>
    public static double TwoSampleStatistic(IReadOnlyList<int> first, IReadOnlyList<int> second)
    {
        Assert.Equal(first.Sum(), second.Sum());
        return first.Zip(second, (a, b) => a + b == 0 ? 0 : (a - b) * (double)(a - b) / (a + b)).Sum();
    }

    public static double Critical(int degreesOfFreedom) => ChiSquared.InvCDF(degreesOfFreedom, 1 - FalseAlarm);

    public static void AssertBelowCritical(double statistic, int degreesOfFreedom)
        => Assert.True(
            statistic < Critical(degreesOfFreedom),
            $"chi-square {statistic:F1} at {degreesOfFreedom} degrees of freedom, "
            + $"critical value {Critical(degreesOfFreedom):F1}");

    public static void Near(double expected, double actual, double tolerance)
        => Assert.True(
            Math.Abs(expected - actual) <= tolerance, $"{actual} is not within {tolerance:E2} of {expected}");
}
