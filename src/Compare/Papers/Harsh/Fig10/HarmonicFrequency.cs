namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// The frequency that a free cosine fit finds in cos x + ρ cos 3x, x = 2πv/P + φ, v = 0..P−1, to first order in ρ. On
/// the P colours cos 3x is orthogonal to cos x, sin x and 1; what it has in common with the fit is its part along
/// ∂cos x/∂k = −v sin x, taken orthogonal to the three, τ:
/// <code>k = 2π/P + ρ Σ_v τ_v cos 3x_v / Σ_v τ_v².</code>
/// The window of one turn does not see whole periods once k moves: that is why a third harmonic leaks into k, by an
/// amount that goes round with the phase and is not zero on the average.
/// </summary>
public static class HarmonicFrequency
{
    // The shift is a ratio of trigonometric polynomials in φ: the mean over so many converges to rounding.
    private const int Phases = 720;

    /// <summary>k, in radians a colour.</summary>
    /// <param name="states">P, at least 7: below, the third harmonic is another's alias.</param>
    /// <param name="third">ρ; small.</param>
    /// <param name="phase">φ, in radians.</param>
    public static double Of(int states, double third, double phase)
    {
        Require.AtLeast(states, 7);
        double frequency = 2 * Math.PI / states;
        double[] x = [.. Enumerable.Range(0, states).Select(v => frequency * v + phase)];
        double[] cosine = [.. x.Select(Math.Cos)], sine = [.. x.Select(Math.Sin)], one = [.. x.Select(_ => 1.0)];
        double[] tangent = [.. x.Select((y, v) => -v * Math.Sin(y))];
        foreach (double[] direction in (double[][])[cosine, sine, one])
        {
            double share = Product(tangent, direction) / Product(direction, direction);
            tangent = [.. tangent.Zip(direction, (t, d) => t - share * d)];
        }

        return frequency + third * Product(tangent, [.. x.Select(y => Math.Cos(3 * y))]) / Product(tangent, tangent);
    }

    /// <summary>The mean of k over all phases: 2π/10 − 0.0911 ρ for ten colours.</summary>
    /// <param name="states">P, at least 7.</param>
    /// <param name="third">ρ; small.</param>
    public static double Mean(int states, double third) => Enumerable.Range(0, Phases).Average(
        n => Of(states, third, 2 * Math.PI * n / Phases));

    private static double Product(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();
}
