namespace RbmTheory.Theory.Learning;

/// <summary>
/// What a hidden unit of an even potential U makes of its input, p(h|I) ∝ e^{−U(h) + hI}, and the law of h in a
/// machine. Γ(I) = log ∫ e^{−U + hI} dh, Γ′ = E[h|I], which is asymptotically <see cref="Slope"/>·I up to a constant,
/// reached exponentially fast.
/// </summary>
internal abstract class HiddenResponse
{
    /// <summary>0 where E[h|I] saturates, 1 where it follows I.</summary>
    public abstract double Slope { get; }

    /// <summary>Γ(I).</summary>
    public abstract double LogPartition(double input);

    /// <summary>E[h|I], odd.</summary>
    public abstract double Mean(double input);

    /// <summary>E[|h| | I], even.</summary>
    public abstract double Magnitude(double input);

    /// <summary>∂E[|h| | I]/∂I = Cov(|h|, h | I), odd.</summary>
    public abstract double MagnitudeSlope(double input);

    /// <summary>Nodes h ≥ 0 and log-weights of Σ e^{w} g(h) ≃ ∫_{−∞}^∞ e^{−U(h)} g(h) dh, g even, g ≤ e^{R|h|}.</summary>
    /// <param name="range">R, the largest |I|.</param>
    public abstract IEnumerable<(double Value, double LogWeight)> HalfRule(double range);
}

/// <summary>h = ±1: Γ = log 2cosh I, E[h|I] = tanh I.</summary>
internal sealed class SpinResponse : HiddenResponse
{
    public override double Slope => 0;

    public override double LogPartition(double input) => Response.LogTwoCosh(input);

    public override double Mean(double input) => Math.Tanh(input);

    public override double Magnitude(double input) => 1;

    public override double MagnitudeSlope(double input) => 0;

    public override IEnumerable<(double Value, double LogWeight)> HalfRule(double range) => [(1, Math.Log(2))];
}

/// <summary>
/// Real h, U = ½h² + θ|h|: with Mills' ratio R, x = θ − I and y = θ + I, A = R(x), B = R(y),
/// <code>
/// e^Γ = A + B,   E[h] = ((1 − xA) − (1 − yB))/e^Γ,   E|h| = ((1 − xA) + (1 − yB))/e^Γ,
/// E[h|h|] = (((1 + x²)A − x) − ((1 + y²)B − y))/e^Γ.
/// </code>
/// </summary>
/// <param name="theta">θ, finite: below 0 two wells, above 0 a cusp.</param>
internal sealed class DoubleWellResponse(double theta) : HiddenResponse
{
    // Gauss's rule of so many points on panels of so many units of h: e^{−h²/2} z^h is entire and of scale one.
    private const int Points = 16;
    private const double Panel = 2, Tail = 9;

    // The slopes θ ∓ I beyond which R would overflow are never reached: to the right of it the asymptotic law is exact.
    private const double Steepest = 30;

    public override double Slope => 1;

    public override double LogPartition(double input)
    {
        double x = theta - Math.Abs(input);
        return x < -Steepest
            ? (0.5 * x * x) + (0.5 * Math.Log(2 * Math.PI))
            : Math.Log(MillsRatio.Of(x) + MillsRatio.Of(theta + Math.Abs(input)));
    }

    public override double Mean(double input)
        => Math.Sign(input) * Ratio(Math.Abs(input), (x, a) => 1 - (x * a), -1, x => -x);

    public override double Magnitude(double input) => Ratio(Math.Abs(input), (x, a) => 1 - (x * a), 1, x => -x);

    public override double MagnitudeSlope(double input)
    {
        double i = Math.Abs(input);
        double square = Ratio(i, (x, a) => ((1 + (x * x)) * a) - x, -1, x => 1 + (x * x));
        return Math.Sign(input) * (square - (Magnitude(i) * Ratio(i, (x, a) => 1 - (x * a), -1, x => -x)));
    }

    public override IEnumerable<(double Value, double LogWeight)> HalfRule(double range)
    {
        double end = Math.Max(0, range - theta) + Tail;
        int panels = (int)Math.Ceiling(end / Panel);
        for (int panel = 0; panel < panels; panel++)
        {
            var rule = new MathNet.Numerics.Integration.GaussLegendreRule(
                end * panel / panels, end * (panel + 1) / panels, Points);
            for (int n = 0; n < Points; n++)
            {
                double h = rule.Abscissas[n];
                yield return (h, Math.Log(2 * rule.Weights[n]) - (0.5 * h * h) - (theta * h));
            }
        }
    }

    private double Ratio(double input, Func<double, double, double> part, int sign, Func<double, double> far)
    {
        double x = theta - input, y = theta + input;
        if (x < -Steepest)
            return far(x);
        double a = MillsRatio.Of(x), b = MillsRatio.Of(y);
        return (part(x, a) + (sign * part(y, b))) / (a + b);
    }
}
