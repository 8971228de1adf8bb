namespace RbmTheory.Simulation.Observables;

/// <summary>
/// How long chains of one law remember a number that was recorded along each of them at equal steps:
/// <code>
/// τ = ½ + Σ_{t=1}^{M} ρ(t),    M = the smallest window with M ≥ 6 max(½, τ(M)),
/// </code>
/// ρ about the mean over all chains and all times, in steps. Where no window up to the length T of the chains is long
/// enough, what they show is a lower bound: the sum so far, or T/2 where that is less.
/// </summary>
/// <remarks>
/// A sweep of Gibbs sampling, hidden units given visible ones and these given those, is a positive operator, so that
/// ρ(t) of a number of the visible units is never negative: the sum so far is below τ but for noise. The bound stops at
/// T/2, since chains that never left the place where they began would sum to T. Errors are those of the jackknife over
/// <see cref="Groups"/> groups of chains, each left out in turn, the rest about its own mean and in its own window:
/// chains are independent, times are not. What a window of 6 τ leaves out is e^{−6} of a single
/// exponential, 0.25 %; a slow part that carries less than a sixth of the variance may be missed altogether.
/// <see cref="Autocorrelation"/> is for few long series, and takes its errors from a formula.
/// </remarks>
public sealed record MixingTime
{
    /// <summary>Groups of chains that errors are taken from.</summary>
    public const int Groups = 10;

    private const double WindowFactor = 6;

    private MixingTime()
    {
    }

    /// <summary>τ in steps, or a lower bound of it; NaN where the number never changes.</summary>
    public required double Time { get; init; }

    /// <summary>Its standard error.</summary>
    public required double TimeError { get; init; }

    /// <summary>Whether τ is at least <see cref="Time"/>, and no more is known.</summary>
    public required bool IsLowerBound { get; init; }

    /// <summary>ρ(1), what one step leaves of a deviation; NaN where the number never changes.</summary>
    public required double StepCorrelation { get; init; }

    /// <summary>Its standard error.</summary>
    public required double StepCorrelationError { get; init; }

    /// <summary>⟨δ⁴⟩/⟨δ²⟩²: 3 of a Gaussian number, 1 of one that has two values of equal weight; NaN where the number
    /// never changes.</summary>
    public required double Kurtosis { get; init; }

    /// <summary>Its standard error.</summary>
    public required double KurtosisError { get; init; }

    /// <summary>Measures it, in a time of order T log T a chain.</summary>
    /// <param name="chains">A series for each chain, at least <see cref="Groups"/>, all of one length T of at least
    /// 4.</param>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="ArgumentException">There are too few chains, or the lengths differ or are too short.</exception>
    public static MixingTime Measure(IReadOnlyList<double[]> chains, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(chains);
        Require.AtLeast(chains.Count, Groups);
        int length = Require.AtLeast(chains[0].Length, 4);
        foreach (double[] one in chains)
            Require.Length(one.Length, length);
        // About the common mean, which keeps what is subtracted below small.
        double mean = chains.Average(one => one.Average());
        double[][] deviations = [.. chains.Select(one => Array.ConvertAll(one, value => value - mean))];
        ChainMoments[] groups = [.. Enumerable.Range(0, Groups).Select(g
            => ChainMoments.Of([.. deviations.Where((_, chain) => chain % Groups == g)], stop))];
        Found all = Found.Of(ChainMoments.Sum(groups), length);
        Found[] left = [.. groups.Select((_, g) => Found.Of(ChainMoments.Sum([.. groups.Where((_, other) => other != g)]), length))];
        return new()
        {
            Time = all.Time,
            TimeError = Error(left, found => found.Time),
            IsLowerBound = !all.IsClosed,
            StepCorrelation = all.StepCorrelation,
            StepCorrelationError = Error(left, found => found.StepCorrelation),
            Kurtosis = all.Kurtosis,
            KurtosisError = Error(left, found => found.Kurtosis),
        };
    }

    /// <summary>√((G − 1)/G Σ_g (θ_g − θ̄)²), θ_g being the statistic without group g.</summary>
    private static double Error(Found[] left, Func<Found, double> statistic)
    {
        double center = left.Average(statistic);
        return Math.Sqrt((Groups - 1) / (double)Groups * left.Sum(found => Math.Pow(statistic(found) - center, 2)));
    }

    /// <summary>What some of the chains show, about their own mean and in their own window.</summary>
    private sealed record Found(double Time, bool IsClosed, double StepCorrelation, double Kurtosis)
    {
        public static Found Of(ChainMoments moments, int length)
        {
            double variance = moments.Covariance(0);
            bool isClosed = variance <= 0;
            double time = isClosed ? double.NaN : 0.5;
            for (int t = 1; t < length && !isClosed; t++)
            {
                time += moments.Covariance(t) / variance;
                isClosed = t >= WindowFactor * Math.Max(0.5, time);
            }

            return new(isClosed ? time : Math.Min(time, length / 2.0), isClosed,
                variance <= 0 ? double.NaN : moments.Covariance(1) / variance, moments.Kurtosis);
        }
    }
}
