namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The straight line through points, y ≈ a + b x, by least squares, all points having the same unknown error.
/// </summary>
public sealed record LineFit
{
    private LineFit()
    {
    }

    /// <summary>b.</summary>
    public required double Slope { get; init; }

    /// <summary>a, at x = 0.</summary>
    public required double Intercept { get; init; }

    /// <summary>R = Σ (y − a − b x)².</summary>
    public required double Residual { get; init; }

    /// <summary>Σ (y − ȳ)².</summary>
    public required double Total { get; init; }

    /// <summary>Σ (x − x̄)².</summary>
    public required double Spread { get; init; }

    /// <summary>n.</summary>
    public required int Points { get; init; }

    /// <summary>The standard error of b, √(R/((n − 2) Σ (x − x̄)²)); NaN for two points. It holds for points that err
    /// independently of one another, which the times of one run do not.</summary>
    public double SlopeError => Math.Sqrt(Residual / (Points - 2) / Spread);

    /// <summary>The share of the variance that the line explains, 1 − R/Σ(y − ȳ)²; NaN where all y are equal.</summary>
    public double Determination => 1 - (Residual / Total);

    /// <summary>Akaike's criterion of normal errors, n ln(R/n) + 2 · 3, the line and the error being fitted: of two
    /// descriptions of the same y the smaller is the better. −∞ where all points are on the line.</summary>
    public double Akaike => (Points * Math.Log(Residual / Points)) + 6;

    /// <summary>Fits a line.</summary>
    /// <param name="x">Finite numbers, at least two that differ.</param>
    /// <param name="y">As many finite numbers.</param>
    /// <exception cref="ArgumentException">There are too few, more of one than of the other, one is not finite, or all
    /// x are equal.</exception>
    public static LineFit Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Require.AtLeast(x.Length, 2);
        Require.Length(y.Length, x.Length);
        double meanX = Mean(x), meanY = Mean(y), spread = 0, product = 0, total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            spread += (x[i] - meanX) * (x[i] - meanX);
            product += (x[i] - meanX) * (y[i] - meanY);
            total += (y[i] - meanY) * (y[i] - meanY);
        }

        if (spread == 0)
            throw Require.Error(nameof(x), x[0], "two numbers at least that differ");
        double slope = product / spread, residual = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double rest = y[i] - meanY - (slope * (x[i] - meanX));
            residual += rest * rest;
        }

        return new LineFit
        {
            Slope = slope,
            Intercept = meanY - (slope * meanX),
            Residual = residual,
            Total = total,
            Spread = spread,
            Points = x.Length,
        };
    }

    /// <summary>Fits ln y ≈ a + b ln x, y ≈ e^a x^b: b is the logarithmic slope.</summary>
    /// <param name="x">Finite numbers &gt; 0, at least two that differ.</param>
    /// <param name="y">As many finite numbers &gt; 0.</param>
    /// <exception cref="ArgumentException">As for <see cref="Of"/>, or a number is not &gt; 0.</exception>
    public static LineFit OfPower(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Of(Logarithms(x), Logarithms(y));

    /// <summary>Fits ln y ≈ a + b x, y ≈ e^{a + b x}.</summary>
    /// <param name="x">Finite numbers, at least two that differ.</param>
    /// <param name="y">As many finite numbers &gt; 0.</param>
    /// <exception cref="ArgumentException">As for <see cref="Of"/>, or a y is not &gt; 0.</exception>
    public static LineFit OfExponential(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => Of(x, Logarithms(y));

    /// <summary>y − a − b x at every point: what the line leaves.</summary>
    internal double[] Rest(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double[] rest = new double[x.Length];
        for (int i = 0; i < rest.Length; i++)
            rest[i] = y[i] - Intercept - (Slope * x[i]);
        return rest;
    }

    internal static double[] Logarithms(ReadOnlySpan<double> numbers)
    {
        double[] logarithms = new double[numbers.Length];
        for (int i = 0; i < logarithms.Length; i++)
            logarithms[i] = Math.Log(Require.Positive(numbers[i], nameof(numbers)));
        return logarithms;
    }

    private static double Mean(ReadOnlySpan<double> numbers)
    {
        double sum = 0;
        foreach (double number in numbers)
            sum += Require.Finite(number);
        return sum / numbers.Length;
    }
}
