namespace RbmTheory.Theory.SpectralDynamics;

/// <summary>
/// The learning of one mode of a machine of Gaussian units on both sides (Decelle), h | s ~ N(σ_h² w s, σ_h²) and
/// s | h ~ N(σ_v² w h, σ_v²), on data of variance C along it, in the squared gain x = σ_v²σ_h²w² of a sweep:
/// <code>
/// dw/dt = w σ_h² (C − σ_v²/(1 − x)),    dx/dt = 2σ_h² C x (x* − x)/(1 − x),    x* = 1 − 1/c,    c = C/σ_v²
/// </code>
/// since the machine has the variance σ_v²/(1 − x) along the mode; t is ν times the updates. The mode grows where c
/// &gt; 1 and ends at x*; else it fades. In closed form, with y = x* of any sign,
/// <code>
/// 2σ_h² C t = (1/y) ln[1 + y(x − x₀)/(x₀(y − x))] + ln[1 + (x − x₀)/(x₀ − y)]
/// </code>
/// by the partial fractions (1 − x)/(x(y − x)) = 1/(yx) + (1/y − 1)/(y − x); for c = 1 the first term is 1/x − 1/x₀.
/// That is t = [ln(x/x₀) − (1/c) ln((y − x)/(y − x₀))]/(2σ_h²(C − σ_v²)), but keeps its digits as c → 1.
/// </summary>
public sealed class GaussianMode
{
    /// <summary>A mode.</summary>
    /// <param name="signal">C, the variance of the data along the mode, finite and &gt; 0.</param>
    /// <param name="visibleVariance">σ_v² of a visible unit, finite and &gt; 0.</param>
    /// <param name="hiddenVariance">σ_h² of a hidden unit, finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public GaussianMode(double signal, double visibleVariance = 1, double hiddenVariance = 1)
    {
        Signal = Require.Positive(signal);
        VisibleVariance = Require.Positive(visibleVariance);
        HiddenVariance = Require.Positive(hiddenVariance);
        Difference = (signal - visibleVariance) / signal;
    }

    /// <summary>C.</summary>
    public double Signal { get; }

    /// <summary>σ_v².</summary>
    public double VisibleVariance { get; }

    /// <summary>σ_h².</summary>
    public double HiddenVariance { get; }

    /// <summary>c = C/σ_v², the signal over the noise of a visible unit.</summary>
    public double Ratio => Signal / VisibleVariance;

    /// <summary>x*, where the mode ends: 1 − 1/c, or 0 where c ≤ 1.</summary>
    public double FixedPoint => Math.Max(0, Difference);

    /// <summary>w* = √(x*/(σ_v²σ_h²)) ≥ 0.</summary>
    public double Weight => WeightOf(FixedPoint);

    /// <summary>
    /// The integrated autocorrelation time of the trained mode, in sweeps: a sweep multiplies a deviation by x, so that
    /// ρ(t) = x^t and ½ + Σ_{t≥1} ρ(t) = ½(1 + x*)/(1 − x*), which is c − ½; ½ where c ≤ 1.
    /// </summary>
    public double MixingTime => Math.Max(Ratio, 1) - 0.5;

    /// <summary>y = 1 − 1/c, of any sign.</summary>
    private double Difference { get; }

    /// <summary>w ≥ 0 of a squared gain.</summary>
    /// <param name="squaredGain">x, at least 0.</param>
    /// <exception cref="ArgumentException"><paramref name="squaredGain"/> is out of its range.</exception>
    public double WeightOf(double squaredGain)
        => Math.Sqrt(Require.NonNegative(squaredGain) / (VisibleVariance * HiddenVariance));

    /// <summary>x of a weight w.</summary>
    /// <param name="weight">w, finite.</param>
    /// <exception cref="ArgumentException"><paramref name="weight"/> is out of its range.</exception>
    public double SquaredGainOf(double weight)
        => VisibleVariance * HiddenVariance * Require.Finite(weight) * weight;

    /// <summary>
    /// t, the time from x₀ to x, in 1/ν updates; negative where the flow goes from x to x₀, +∞ at x = x*.
    /// </summary>
    /// <param name="from">x₀, in (0, 1) and not x*.</param>
    /// <param name="to">x, in (0, 1), and not beyond x* as seen from x₀.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public double Time(double from, double to)
    {
        double y = Difference;
        RequireGain(from, nameof(from));
        RequireGain(to, nameof(to));
        if (from == y)
            throw Require.Error(nameof(from), from, "other than the fixed point, where a mode stays");
        if (to != y && (to < y) != (from < y))
            throw Require.Error(nameof(to), to, $"on the same side of the fixed point {y} as from = {from}");
        if (to == y)
            return double.PositiveInfinity;
        double z = (to - from) / (from * (y - to));
        double first = y == 0 ? z : Logarithm(y * z, to / from * ((y - from) / (y - to))) / y;
        return (first + Logarithm((to - from) / (from - y), (to - y) / (from - y))) / (2 * HiddenVariance * Signal);
    }

    /// <summary>x(t).</summary>
    /// <param name="from">x₀, in (0, 1).</param>
    /// <param name="time">t, finite and at least 0, in 1/ν updates.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public double After(double from, double time)
    {
        RequireGain(from, nameof(from));
        Require.NonNegative(time);
        double y = Difference;
        if (time == 0 || from == y)
            return from;
        // d ln x/dτ = (y − x)/(1 − x), τ = 2σ_h²Ct: a mode that fades does so no faster than at its start.
        double start = Math.Log(from), end = y > 0 ? Math.Log(y)
            : start - (2 * HiddenVariance * Signal * time * (from - y) / (1 - from));
        return Math.Exp(LogarithmAt(from, time, start, end));
    }

    /// <summary>
    /// V_t = x^{2t} V₀ + σ_v² (1 − x^{2t})/(1 − x), the variance along the mode of chains that began with V₀, after t
    /// sweeps: one takes V to x²V + σ_v²(1 + x). At x = 1 it is V₀ + 2tσ_v², and there is no equilibrium from there on.
    /// </summary>
    /// <param name="squaredGain">x, finite and ≥ 0.</param>
    /// <param name="startVariance">V₀, finite and ≥ 0.</param>
    /// <param name="sweeps">t, finite and ≥ 0.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public double VarianceAfter(double squaredGain, double startVariance, double sweeps)
    {
        Require.NonNegative(squaredGain);
        Require.NonNegative(startVariance);
        Require.NonNegative(sweeps);
        // 1 − x^{2t} keeps its digits near x = 1, where x − 1 has no error.
        double above = squaredGain - 1, kept = Math.Pow(squaredGain, 2 * sweeps);
        double sum = above == 0 ? 2 * sweeps
            : Math.Abs(above) < 0.5 ? NearOne.Exponential(2 * sweeps * NearOne.Log(above)) / above : (kept - 1) / above;
        return (kept * startVariance) + (VisibleVariance * sum);
    }

    /// <summary>ln x(t) between that of x₀ and an end beyond it: Newton's steps, or halves of what is left where one
    /// leads outside or is not half as long as the one before.</summary>
    private double LogarithmAt(double from, double time, double near, double far)
    {
        double at = near, last = Math.Abs(far - near);
        for (int step = 0; step < 200; step++)
        {
            double x = Math.Exp(at), reached = TimeTo(from, x);
            if (reached < time)
                near = at;
            else
                far = at;
            double rate = 2 * HiddenVariance * Signal * (Difference - x) / (1 - x);
            double newton = (time - reached) * rate;
            bool isNewton = Math.Abs(newton) <= 0.5 * last && (at + newton - near) * (far - at - newton) >= 0;
            double next = isNewton ? at + newton : near + (0.5 * (far - near));
            if (next == at)
                break;
            last = Math.Abs(next - at);
            at = next;
        }

        return at;
    }

    /// <summary>The time to x; endless where rounding puts it on the fixed point or beyond.</summary>
    private double TimeTo(double from, double x)
        => x == from ? 0 : x > 0 && x != Difference && (x < Difference) == (from < Difference) ? Time(from, x)
            : double.PositiveInfinity;

    private static void RequireGain(double squaredGain, string name)
    {
        if (!(squaredGain > 0 && squaredGain < 1))
            throw Require.Error(name, squaredGain, "in (0, 1)");
    }

    // ln(1 + z) = ln r: by z where they are near 1, by r where 1 + z would lose its digits near 0.
    private static double Logarithm(double z, double r) => z > -0.5 ? NearOne.Log(z) : Math.Log(r);
}
