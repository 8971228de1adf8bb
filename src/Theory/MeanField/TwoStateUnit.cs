namespace RbmTheory.Theory.MeanField;

/// <summary>
/// A unit of two values, {0,1} or ±1, as mean field sees it: everything is a function of its mean m. With l the lower
/// value, d the gap and s = 2l + d − 2m,
/// <code>
/// m(x) = l + d σ(d x) under the field x,   κ₂ = (m − l)(l + d − m),   κ₃ = s κ₂
/// κ₂′ = s,   κ₂″ = −2,   κ₃′ = s² − 2κ₂,   κ₃″ = −6s,   the primes being d/dm
/// </code>
/// For {0,1}, κ₂ = c = m − m² and κ₃ = 2c(½ − m); for ±1, κ₂ = 1 − m² and κ₃ = −2m(1 − m²).
/// </summary>
public sealed class TwoStateUnit
{
    // 2^500 is far from overflow.
    private const int FactorsOfALogarithm = 500;

    private TwoStateUnit(string name, double low, double gap)
    {
        Name = name;
        Low = low;
        Gap = gap;
    }

    /// <summary>The values 0 and 1, the units of 002.</summary>
    public static TwoStateUnit Binary { get; } = new("binary", 0, 1);

    /// <summary>The values −1 and 1, the units of 000 and of the phase diagram of 003.</summary>
    public static TwoStateUnit Spin { get; } = new("spin", -1, 2);

    /// <summary>binary or spin.</summary>
    public string Name { get; }

    /// <summary>The lower value l: 0 or −1.</summary>
    public double Low { get; }

    /// <summary>The gap d between the values: 1 or 2.</summary>
    public double Gap { get; }

    /// <summary>κ₂ half-way between the values, the largest there is: ¼ or 1.</summary>
    public double LargestVariance => Gap * Gap / 4;

    /// <summary>m(x), the mean under a field.</summary>
    /// <param name="field">x.</param>
    public double Mean(double field) => Low + (Gap / (1 + Math.Exp(-Gap * field)));

    /// <summary>κ₂, the variance.</summary>
    /// <param name="mean">m, between the two values.</param>
    public double Variance(double mean) => (mean - Low) * (Low + Gap - mean);

    /// <summary>s = κ₂′ = κ₃/κ₂.</summary>
    /// <param name="mean">m, between the two values.</param>
    public double Slope(double mean) => (2 * (Low - mean)) + Gap;

    /// <summary>κ₃, the third cumulant.</summary>
    /// <param name="mean">m, between the two values.</param>
    public double ThirdCumulant(double mean) => Slope(mean) * Variance(mean);

    /// <summary>κ₃′ = s² − 2κ₂.</summary>
    /// <param name="mean">m, between the two values.</param>
    public double ThirdCumulantSlope(double mean) => (Slope(mean) * Slope(mean)) - (2 * Variance(mean));

    /// <summary>S = −p ln p − (1 − p) ln(1 − p) of p = (m − l)/d, in nats; dS/dm is minus the field that gives
    /// m.</summary>
    /// <param name="mean">m, between the two values; 0 at each of them.</param>
    public double Entropy(double mean)
        => -PlusLogarithm((mean - Low) / Gap) - PlusLogarithm((Low + Gap - mean) / Gap);

    /// <summary>Σ_i log Σ_v e^{x_i v} over the two values v, in nats.</summary>
    /// <param name="fields">x.</param>
    public double LogPartition(ReadOnlySpan<double> fields)
    {
        // log Σ_v e^{xv} = lx + max(dx, 0) + log(1 + e^{−d|x|}); factors 1 to 2 are multiplied before a logarithm is
        // taken.
        double sum = 0, product = 1;
        int factors = 0;
        foreach (double x in fields)
        {
            sum += (Low * x) + Math.Max(Gap * x, 0);
            product *= 1 + Math.Exp(-Gap * Math.Abs(x));
            if (++factors % FactorsOfALogarithm == 0)
            {
                sum += Math.Log(product);
                product = 1;
            }
        }

        return sum + Math.Log(product);
    }

    /// <summary>Whether a mean is between the two values, these included.</summary>
    internal bool Allows(double mean) => mean >= Low && mean <= Low + Gap;

    private static double PlusLogarithm(double p) => p > 0 ? p * Math.Log(p) : 0;
}
