using RbmTheory.Simulation.Arithmetic;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// Bennett's acceptance ratio (1976): of two laws e^{L_0}/Z_0 and e^{L_1}/Z_1, from samples of both, the estimate of
/// C = log Z_1 − log Z_0 with the smallest variance. With w = L_1 − L_0, n_0 and n_1 samples and m = log(n_1/n_0),
/// <code>Σ_{of 0} σ(w − C + m) = Σ_{of 1} σ(−(w − C + m)),    σ(x) = 1/(1 + e^{−x}).</code>
/// </summary>
public sealed class BennettRatio
{
    private const int MostSteps = 200;
    private const double Tolerance = 1e-12;

    private readonly double _shift;

    /// <summary>Σ σ(1 − σ) of all samples: how fast the difference of the two sides falls with C.</summary>
    private readonly double _overlap;

    private BennettRatio(double logRatio, double shift, double overlap)
        => (LogRatio, _shift, _overlap) = (logRatio, shift, overlap);

    /// <summary>C, in nats.</summary>
    public double LogRatio { get; }

    /// <summary>Solves for C.</summary>
    /// <param name="ofFirst">w of samples of law 0, at least one, finite.</param>
    /// <param name="ofSecond">w of samples of law 1, at least one, finite.</param>
    /// <exception cref="ArgumentException">A side has no samples.</exception>
    public static BennettRatio Of(ReadOnlySpan<double> ofFirst, ReadOnlySpan<double> ofSecond)
    {
        Require.AtLeast(ofFirst.Length, 1);
        Require.AtLeast(ofSecond.Length, 1);
        double m = PortableMath.Log((double)ofSecond.Length / ofFirst.Length);

        // The excess falls with x = C − m: from n_0 far below every w to −n_1 far above.
        double reach = Math.Abs(m) + 1;
        var (low, high) = Range(ofFirst);
        var (lowest, highest) = Range(ofSecond);
        (low, high) = (Math.Min(low, lowest) - reach, Math.Max(high, highest) + reach);
        double x = (low + high) / 2, slope = 0;
        for (int step = 0; step < MostSteps && high - low > Tolerance; step++)
        {
            (double excess, slope) = Excess(ofFirst, ofSecond, x);
            if (excess > 0)
                low = x;
            else
                high = x;
            double newton = x + excess / slope;
            double next = newton > low && newton < high ? newton : (low + high) / 2;
            if (Math.Abs(next - x) < Tolerance)
                break;
            x = next;
        }

        return new(x + m, m, slope);
    }

    /// <summary>By how much a sample moves C: the terms of the equation over their slope. Sums of it over all samples
    /// of independent groups have mean 0, and their squares give the error of C.</summary>
    /// <param name="w">w of the sample.</param>
    /// <param name="isOfSecond">Whether it is a sample of law 1, else of law 0.</param>
    public double InfluenceOf(double w, bool isOfSecond)
    {
        double x = w - LogRatio + _shift;
        return (isOfSecond ? -Logistic(-x) : Logistic(x)) / _overlap;
    }

    private static (double Low, double High) Range(ReadOnlySpan<double> numbers)
    {
        var (low, high) = (numbers[0], numbers[0]);
        foreach (double number in numbers)
            (low, high) = (Math.Min(low, number), Math.Max(high, number));
        return (low, high);
    }

    private static (double Excess, double Slope) Excess(
        ReadOnlySpan<double> ofFirst, ReadOnlySpan<double> ofSecond, double x)
    {
        double excess = 0, slope = 0;
        foreach (double w in ofFirst)
        {
            double share = Logistic(w - x);
            excess += share;
            slope += share * (1 - share);
        }

        foreach (double w in ofSecond)
        {
            double share = Logistic(x - w);
            excess -= share;
            slope += share * (1 - share);
        }

        return (excess, slope);
    }

    private static double Logistic(double x) => 1 / (1 + PortableMath.Exp(-x));
}
