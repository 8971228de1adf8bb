namespace RbmTheory.Theory.ReceptiveFields;

/// <summary>
/// The bump of the continuum equation (40), 0 = w″ + (2 − b) w + w³, on the infinite line, equations (43)–(45):
/// <code>
/// w(x) = √(2(b − 2)) sech(x √(b − 2)) = √2 κ sech(κx),   κ = √(b − 2)
/// </code>
/// It solves (40) for every κ &gt; 0. It is a steady state of (38) when the repressor b is also its own ∫w²dx = 4κ,
/// (39): b = 4√(b − 2), so b± = 8 ± 4√2 and κ± = 2 ± √2. Lengths are in sites, weights in units of √β.
/// </summary>
public sealed record SechProfile
{
    /// <summary>The solution of (40) of a given inverse width, whether or not (39) holds too.</summary>
    /// <param name="kappa">κ, in 1/sites; finite and &gt; 0.</param>
    /// <exception cref="ArgumentException"><paramref name="kappa"/> is not a finite number &gt; 0.</exception>
    public SechProfile(double kappa) => Kappa = Require.Positive(kappa);

    /// <summary>
    /// The wider bump, κ = 2 − √2, b− = 8 − 4√2 ≈ 2.343: the steady state that is stable, since κ &lt; 2.
    /// </summary>
    public static SechProfile Stable { get; } = new(2 - Math.Sqrt(2));

    /// <summary>
    /// The narrower bump, κ = 2 + √2, b+ = 8 + 4√2 ≈ 13.66: the steady state that is unstable, since κ &gt; 2.
    /// </summary>
    public static SechProfile Unstable { get; } = new(2 + Math.Sqrt(2));

    /// <summary>κ = √(b − 2), the inverse width, in 1/sites.</summary>
    public double Kappa { get; }

    /// <summary>b = 2 + κ², the repressor of (40).</summary>
    public double Repressor => 2 + (Kappa * Kappa);

    /// <summary>w(0) = √(2(b − 2)) = √2 κ, equation (43).</summary>
    public double Amplitude => Math.Sqrt(2) * Kappa;

    /// <summary>∫w dx = √2 π, whatever κ.</summary>
    public static double Sum => Math.Sqrt(2) * Math.PI;

    /// <summary>∫w² dx = 4κ, which (39) asks to be b.</summary>
    public double SumSquares => 4 * Kappa;

    /// <summary>b − 4κ = κ² − 4κ + 2: zero iff the bump is a steady state of (38)–(39).</summary>
    public double SelfConsistencyGap => Repressor - SumSquares;

    /// <summary>2 arcosh(2)/κ, the full width at half maximum, in sites.</summary>
    public double FullWidthHalfMaximum => 2 * Math.Acosh(2) / Kappa;

    /// <summary>
    /// ∫(½w′² − w² − ¼w⁴)dx + ¼(∫w²dx)² = −⅔κ³ + 4κ² − 4κ, the energy of (38). Among
    /// the bumps of all κ its derivative is −2 (κ² − 4κ + 2): stationary where <see cref="SelfConsistencyGap"/>
    /// vanishes, a minimum at κ−, a maximum at κ+, and unbounded below at large κ.
    /// </summary>
    public double Energy => (((-2.0 / 3 * Kappa) + 4) * Kappa * Kappa) - (4 * Kappa);

    /// <summary>
    /// d²E/dκ² = 8 − 4κ, the curvature of <see cref="Energy"/> along the family of bumps of all κ. Where it is negative
    /// the steady bump is unstable; it is positive, as stability asks, for κ &lt; 2, that is b &lt; 6.
    /// </summary>
    public double EnergyCurvature => 8 - (4 * Kappa);

    /// <summary>w(x) = √2 κ sech(κx).</summary>
    /// <param name="x">The distance to the centre, in sites; any number.</param>
    public double Value(double x) => Amplitude / Math.Cosh(Kappa * x);

    /// <summary>w′(x) = −κ tanh(κx) w(x).</summary>
    /// <param name="x">The distance to the centre, in sites; any number.</param>
    public double Derivative(double x) => -Kappa * Math.Tanh(Kappa * x) * Value(x);

    /// <summary>w″(x) = κ² (2 tanh²(κx) − 1) w(x).</summary>
    /// <param name="x">The distance to the centre, in sites; any number.</param>
    public double SecondDerivative(double x)
    {
        double tanh = Math.Tanh(Kappa * x);
        return Kappa * Kappa * ((2 * tanh * tanh) - 1) * Value(x);
    }
}
