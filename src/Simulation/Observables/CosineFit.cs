using System.Numerics;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// The cosine through the weights of one site over the colours, Fig. 9(d), (e), by least squares:
/// <code>
/// w_v ≈ A cos(k v + φ) + c,   v = 0..P−1,   A ≥ 0.
/// </code>
/// With k fixed the problem is linear in (A cos φ, −A sin φ, c) and solved at once. With k free, Gauss–Newton from the
/// linear solution at k = 2π/P, each step halved until the residual falls, until no number moves.
/// </summary>
/// <remarks>
/// The free frequency stays in [π/P, π − π/P]: below, a cosine of less than half a turn over the colours and its offset
/// cannot be told apart; above, the colours are too few to tell k from 2π − k. A site of mere noise has no frequency
/// and often ends at such a bound: <see cref="Converged"/> is then false. φ is the phase at colour 0, at the edge of
/// the colours, and follows an error of k: δφ ≈ −δk (P − 1)/2. Compare phases of sites at fixed k. The residual is flat
/// at its minimum, so a free k is good to about 1e−8 × Residual/Amplitude.
/// </remarks>
public readonly record struct CosineFit
{
    /// <summary>Most Gauss–Newton steps; a cosine in noise takes fewer than ten.</summary>
    public const int MaximumSteps = 100;

    private readonly double _cosine, _sine; // A cos φ, −A sin φ

    private CosineFit(double frequency, double cosine, double sine, double offset)
        => (Frequency, _cosine, _sine, Offset) = (frequency, cosine, sine, offset);

    /// <summary>A ≥ 0, in units of weight.</summary>
    public double Amplitude => Math.Sqrt(_cosine * _cosine + _sine * _sine);

    /// <summary>k, in radians a colour.</summary>
    public double Frequency { get; private init; }

    /// <summary>φ in [−π, π], the phase at colour 0; the cosine is largest at v = −φ/k. 0 if A = 0.</summary>
    public double Phase => Amplitude == 0 ? 0 : Math.Atan2(-_sine, _cosine);

    /// <summary>c, in units of weight; 0 for a full turn in the zero-sum gauge.</summary>
    public double Offset { get; private init; }

    /// <summary>√((1/P) Σ_v (w_v − fit)²), in units of weight.</summary>
    public double Residual { get; private init; }

    /// <summary>The fit came to rest inside the allowed frequencies; always true for a fixed one.</summary>
    public bool Converged { get; private init; }

    /// <summary>The fitted value at a colour, which need not be an integer.</summary>
    public double At(double colour)
        => _cosine * Math.Cos(Frequency * colour) + _sine * Math.Sin(Frequency * colour) + Offset;

    /// <summary>Fits with a given frequency.</summary>
    /// <param name="weights">w_v, P ≥ 3 finite numbers.</param>
    /// <param name="frequency">k in radians a colour, in (0, π); 2π/P if left out.</param>
    /// <exception cref="ArgumentException">There are fewer than 3 colours, a weight is not finite, or k is out of
    /// range.</exception>
    public static CosineFit AtFrequency<T>(ReadOnlySpan<T> weights, double? frequency = null)
        where T : struct, IFloatingPoint<T>
    {
        double[] values = Copy(weights, 3);
        double k = frequency ?? 2 * Math.PI / values.Length;
        return Require.Positive(k, nameof(frequency)) < Math.PI
            ? Linear(values, k)
            : throw Require.Error(nameof(frequency), k, "in (0, π)");
    }

    /// <summary>Fits the frequency too.</summary>
    /// <param name="weights">w_v, P ≥ 5 finite numbers: four numbers are fitted.</param>
    /// <exception cref="ArgumentException">There are fewer than 5 colours, or a weight is not finite.</exception>
    public static CosineFit FreeFrequency<T>(ReadOnlySpan<T> weights)
        where T : struct, IFloatingPoint<T>
    {
        double[] values = Copy(weights, 5);
        double lowest = Math.PI / values.Length, highest = Math.PI - lowest;
        CosineFit fit = Linear(values, 2 * lowest) with { Converged = false };
        if (fit.Amplitude == 0)
            return fit;
        for (int count = 0; count < MaximumSteps; count++)
        {
            double step = FrequencyStep(values, fit);

            // Offset, amplitude and phase are re-solved at every k, so the stop rule is on k alone: 1e−12 is some
            // thousand roundings of it, and what remains changes the residual in second order.
            double target = Math.Clamp(fit.Frequency + step, lowest, highest);
            if (Math.Abs(target - fit.Frequency) <= 1e-12)
                return fit with { Converged = fit.Frequency > lowest && fit.Frequency < highest };
            CosineFit next = Linear(values, target);
            for (int halving = 0; halving < 40 && next.Residual > fit.Residual; halving++)
            {
                target = (target + fit.Frequency) / 2;
                next = Linear(values, target);
            }

            // No shorter step lowers the residual: it is at its minimum, to rounding.
            if (!(next.Residual < fit.Residual))
                return fit with { Converged = fit.Frequency > lowest && fit.Frequency < highest };
            fit = next with { Converged = false };
        }

        return fit;
    }

    /// <summary>Fits every site of a Potts field.</summary>
    /// <param name="weights">N × P finite numbers, laid out as [i × P + v].</param>
    /// <param name="states">P, at least 3; at least 5 for a free frequency.</param>
    /// <param name="free">Whether the frequency is fitted; otherwise it is 2π/P.</param>
    /// <returns>N fits; their phases and frequencies are Fig. 9(e).</returns>
    public static CosineFit[] AlongRing<T>(ReadOnlySpan<T> weights, int states, bool free)
        where T : struct, IFloatingPoint<T>
    {
        var fits = new CosineFit[PottsModulation.Sites(weights.Length, states)];
        for (int i = 0; i < fits.Length; i++)
        {
            ReadOnlySpan<T> site = weights.Slice(i * states, states);
            fits[i] = free ? FreeFrequency(site) : AtFrequency(site);
        }

        return fits;
    }

    /// <summary>
    /// The k component of the Gauss–Newton step: the derivative of the cosine with respect to k, less its own linear
    /// fit by cosine, sine and constant, against the residual (which is orthogonal to those three already).
    /// </summary>
    private static double FrequencyStep(double[] values, CosineFit fit)
    {
        double[] slope = new double[values.Length];
        for (int v = 0; v < slope.Length; v++)
        {
            var (sine, cosine) = Math.SinCos(fit.Frequency * v);
            slope[v] = v * (fit._sine * cosine - fit._cosine * sine);
        }

        CosineFit seen = Linear(slope, fit.Frequency);
        double product = 0, square = 0;
        for (int v = 0; v < slope.Length; v++)
        {
            double unseen = slope[v] - seen.At(v);
            product += unseen * (values[v] - fit.At(v));
            square += unseen * unseen;
        }

        return square > 0 ? product / square : 0;
    }

    /// <summary>
    /// Least squares by cos(kv), sin(kv) and 1. Centred on the middle colour cosine and sine are orthogonal, and the
    /// sine to the constant too: one division and one 2 × 2 system.
    /// </summary>
    private static CosineFit Linear(double[] values, double k)
    {
        double middle = (values.Length - 1) / 2.0, mean = values.Average(), meanCosine = 0;
        for (int v = 0; v < values.Length; v++)
            meanCosine += Math.Cos(k * (v - middle)) / values.Length;
        double cosineProduct = 0, cosineSquare = 0, sineProduct = 0, sineSquare = 0;
        for (int v = 0; v < values.Length; v++)
        {
            var (sine, cosine) = Math.SinCos(k * (v - middle));
            cosineProduct += (cosine - meanCosine) * (values[v] - mean);
            cosineSquare += (cosine - meanCosine) * (cosine - meanCosine);
            sineProduct += sine * values[v];
            sineSquare += sine * sine;
        }

        // Back to colour 0: cos(k(v − m)) = cos kv cos km + sin kv sin km, and sin likewise.
        double a = cosineProduct / cosineSquare, b = sineProduct / sineSquare;
        var (turnSine, turnCosine) = Math.SinCos(k * middle);
        var fit = new CosineFit(
            k, a * turnCosine - b * turnSine, a * turnSine + b * turnCosine, mean - a * meanCosine);
        double square = 0;
        for (int v = 0; v < values.Length; v++)
            square += (values[v] - fit.At(v)) * (values[v] - fit.At(v));
        return fit with { Residual = Math.Sqrt(square / values.Length), Converged = true };
    }

    private static double[] Copy<T>(ReadOnlySpan<T> weights, int fewest)
        where T : struct, IFloatingPoint<T>
    {
        double[] values = new double[Require.AtLeast(weights.Length, fewest)];
        for (int v = 0; v < values.Length; v++)
            values[v] = Require.Finite(double.CreateTruncating(weights[v]), nameof(weights));
        return values;
    }
}
