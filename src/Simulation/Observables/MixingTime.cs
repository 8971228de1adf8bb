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
/// <see cref="Groups"/> groups of chains, each left out in turn with its products about the common mean and in the
/// common window: chains are independent, times are not. What a window of 6 τ leaves out is e^{−6} of a single
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

    /// <summary>Measures it.</summary>
    /// <param name="chains">A series for each chain, at least <see cref="Groups"/>, all of one length T of at least
    /// 4.</param>
    /// <exception cref="ArgumentException">There are too few chains, or the lengths differ or are too short.</exception>
    public static MixingTime Measure(IReadOnlyList<double[]> chains)
    {
        ArgumentNullException.ThrowIfNull(chains);
        Require.AtLeast(chains.Count, Groups);
        int length = Require.AtLeast(chains[0].Length, 4);
        foreach (double[] one in chains)
            Require.Length(one.Length, length);
        double mean = chains.Average(one => one.Average());
        double[][] deviations = [.. chains.Select(one => Array.ConvertAll(one, value => value - mean))];
        List<double[]> covariances = [Covariances(deviations, 0)];
        bool isClosed = Whole(covariances[0]) <= 0;
        double time = isClosed ? double.NaN : 0.5;
        for (int t = 1; t < length && !isClosed; t++)
        {
            covariances.Add(Covariances(deviations, t));
            time += Whole(covariances[t]) / Whole(covariances[0]);
            isClosed = t >= WindowFactor * Math.Max(0.5, time);
        }

        double[] fourths = Moments(deviations, 4), squares = Moments(deviations, 2);
        return new()
        {
            Time = isClosed ? time : Math.Min(time, length / 2.0),
            TimeError = Error(covariances, all => 0.5 + all.Skip(1).Sum() / all[0]),
            IsLowerBound = !isClosed,
            StepCorrelation = covariances.Count < 2 ? double.NaN : Whole(covariances[1]) / Whole(covariances[0]),
            StepCorrelationError = Error([.. covariances.Take(2)], all => all[^1] / all[0]),
            Kurtosis = Whole(fourths) / Math.Pow(Whole(squares), 2),
            KurtosisError = Error([fourths, squares], all => all[0] / (all[1] * all[1])),
        };
    }

    /// <summary>The mean product at a distance in time, of each group.</summary>
    private static double[] Covariances(double[][] deviations, int distance)
    {
        double[] sums = new double[Groups];
        for (int chain = 0; chain < deviations.Length; chain++)
            sums[chain % Groups] += Autocorrelation.Products(deviations[chain], distance);
        return PerNumber(sums, deviations.Length, deviations[0].Length - distance);
    }

    private static double[] Moments(double[][] deviations, int power)
    {
        double[] sums = new double[Groups];
        for (int chain = 0; chain < deviations.Length; chain++)
        {
            foreach (double deviation in deviations[chain])
                sums[chain % Groups] += power == 2 ? deviation * deviation : Math.Pow(deviation * deviation, 2);
        }

        return PerNumber(sums, deviations.Length, deviations[0].Length);
    }

    /// <summary>Divides by the mean number of products in a group, so that means over groups are those over all
    /// chains.</summary>
    private static double[] PerNumber(double[] sums, int chains, int times)
        => Array.ConvertAll(sums, sum => sum * Groups / ((double)chains * times));

    private static double Whole(double[] groups) => groups.Sum() / Groups;

    /// <summary>√((G − 1)/G Σ_g (θ_g − θ̄)²), θ_g being the statistic without group g.</summary>
    private static double Error(IReadOnlyList<double[]> means, Func<double[], double> statistic)
    {
        double[] left = [.. Enumerable.Range(0, Groups).Select(g
            => statistic([.. means.Select(groups => (groups.Sum() - groups[g]) / (Groups - 1))]))];
        double center = left.Average();
        return Math.Sqrt((Groups - 1) / (double)Groups * left.Sum(value => (value - center) * (value - center)));
    }
}
