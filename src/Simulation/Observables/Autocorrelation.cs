using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The integrated autocorrelation time of a stationary series, in steps, in Sokal's convention:
/// <code>
/// τ = ½ + Σ_{t=1}^{M} ρ(t),    M = the smallest window with M ≥ c max(½, τ(M))      (Madras and Sokal 1988)
/// sd(τ) = τ √(2(2M + 1)/n).
/// </code>
/// Independent numbers have τ = ½; ρ(t) = φ^t has τ = ½(1 + φ)/(1 − φ). n counts all numbers of all series.
/// </summary>
/// <remarks>
/// A larger c lets more noise in, a smaller one cuts the tail: for ρ = e^{−t/τ} what is cut is e^{−c} of τ, 0.7 % for
/// c = 5. The ½ keeps the window open for series that swing from side to side, whose τ is below ½. The mean is that of
/// all series together, which lowers ρ by about 2τ/n: series much shorter than a thousand τ give a τ that is too small.
/// The formula for sd(τ) holds for n ≫ M ≫ 1.
/// </remarks>
public sealed record Autocorrelation
{
    private Autocorrelation()
    {
    }

    /// <summary>The mean of all series.</summary>
    public required double Mean { get; init; }

    /// <summary>σ², the variance about that mean, (1/n) Σ (x − mean)².</summary>
    public required double Variance { get; init; }

    /// <summary>
    /// τ in steps; NaN if the series are constant or if no window of half a series was long enough.
    /// </summary>
    public required double Time { get; init; }

    /// <summary>The standard error of τ by the formula above, in steps.</summary>
    public double TimeError => Time * Math.Sqrt(2.0 * (2 * Window + 1) / Count);

    /// <summary>M, the window, in steps.</summary>
    public required int Window { get; init; }

    /// <summary>n, how many numbers there are in all.</summary>
    public required int Count { get; init; }

    /// <summary>Measures one series.</summary>
    /// <param name="series">At least 4 finite numbers at equal time steps.</param>
    /// <param name="windowFactor">c &gt; 0, usually 4 to 10.</param>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public static Autocorrelation Measure(double[] series, double windowFactor = 5) => Measure([series], windowFactor);

    /// <summary>Measures several independent series of the same law.</summary>
    /// <param name="series">One or more, all of the same length of at least 4, finite.</param>
    /// <param name="windowFactor">c &gt; 0, usually 4 to 10.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, or the lengths differ.</exception>
    public static Autocorrelation Measure(IReadOnlyList<double[]> series, double windowFactor = 5)
    {
        ArgumentNullException.ThrowIfNull(series);
        Require.AtLeast(series.Count, 1);
        Require.Positive(windowFactor);
        int length = Require.AtLeast(series[0].Length, 4);
        foreach (double[] one in series)
        {
            Require.Length(one.Length, length);
            foreach (double value in one)
                Require.Finite(value);
        }

        double mean = series.Average(one => one.Average());
        double[][] deviations = [.. series.Select(one => Array.ConvertAll(one, value => value - mean))];
        double variance = Covariance(deviations, 0);
        var (time, window) = Integrate(deviations, variance, windowFactor);
        return new Autocorrelation
        {
            Mean = mean,
            Variance = variance,
            Time = time,
            Window = window,
            Count = length * series.Count,
        };
    }

    private static (double Time, int Window) Integrate(double[][] deviations, double variance, double windowFactor)
    {
        double time = 0.5;
        int longest = deviations[0].Length / 2;
        for (int window = 1; variance > 0 && window <= longest; window++)
        {
            time += Covariance(deviations, window) / variance;
            if (window >= windowFactor * Math.Max(0.5, time))
                return (time, window);
        }

        return (double.NaN, longest);
    }

    /// <summary>(1/(n − t)) Σ of products at distance t, over all series.</summary>
    private static double Covariance(double[][] deviations, int distance)
        => deviations.Sum(one => Products(one, distance))
            / (deviations.Length * (double)(deviations[0].Length - distance));

    /// <summary>Σ of products at distance t in one series.</summary>
    internal static double Products(ReadOnlySpan<double> series, int distance)
    {
        ReadOnlySpan<double> early = series[..^distance], late = series[distance..];
        // Eight sums whatever the machine's width: the same bits everywhere.
        Vector256<double> first = Vector256<double>.Zero, second = Vector256<double>.Zero;
        int s = 0;
        for (; s <= early.Length - 8; s += 8)
        {
            first += Vector256.Create(early[s..]) * Vector256.Create(late[s..]);
            second += Vector256.Create(early[(s + 4)..]) * Vector256.Create(late[(s + 4)..]);
        }

        double sum = Vector256.Sum(first + second);
        for (; s < early.Length; s++)
            sum += early[s] * late[s];
        return sum;
    }
}
