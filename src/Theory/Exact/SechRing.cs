namespace RbmTheory.Theory.Exact;

/// <summary>
/// The differential ring of the bump: polynomials in S = sech(κx), T = tanh(κx), x, κ^±1, √2 and π, with
/// <code>
/// T² = 1 − S²,   √2² = 2,   dS/dx = −κST,   dT/dx = κS²,   ∂S/∂κ = −xST,   ∂T/∂κ = xS²
/// ∫S dx = π/κ,   ∫S² dx = 2/κ,   ∫S^n dx = (n − 2)/(n − 1) ∫S^(n−2) dx,   ∫x S^n T dx = ∫S^n dx / (nκ)
/// </code>
/// An identity between functions of x is an equality of reduced elements: S, x and κ are algebraically independent,
/// and T occurs to the power 0 or 1.
/// </summary>
public static class SechRing
{
    /// <summary>S = sech(κx).</summary>
    public static Symbol Sech { get; } = new("S");

    /// <summary>T = tanh(κx).</summary>
    public static Symbol Tanh { get; } = new("T");

    /// <summary>κ, the inverse width.</summary>
    public static Symbol Kappa { get; } = new("kappa", "\\kappa");

    /// <summary>x, the distance to the centre.</summary>
    public static Symbol Position { get; } = new("x");

    /// <summary>√2.</summary>
    public static Symbol RootTwo { get; } = new("sqrt2", "\\sqrt{2}");

    /// <summary>π.</summary>
    public static Symbol Pi { get; } = new("pi", "\\pi");

    /// <summary>w = √2 κ S, the bump (44) with b = 2 + κ².</summary>
    public static Polynomial Bump { get; } = (Polynomial)RootTwo * Kappa * Sech;

    /// <summary>The unique representative with T to a power below 2 and √2 likewise.</summary>
    public static Polynomial Reduce(Polynomial element) => element
        .Reduce(Tanh, 2, 1 - ((Polynomial)Sech * Sech))
        .Reduce(RootTwo, 2, 2);

    /// <summary>d/dx.</summary>
    public static Polynomial Derivative(Polynomial element) => Reduce(
        (element.Derivative(Sech) * -((Polynomial)Kappa * Sech * Tanh))
        + (element.Derivative(Tanh) * ((Polynomial)Kappa * Sech * Sech))
        + element.Derivative(Position));

    /// <summary>∂/∂κ at fixed x.</summary>
    public static Polynomial KappaDerivative(Polynomial element) => Reduce(
        (element.Derivative(Sech) * -((Polynomial)Position * Sech * Tanh))
        + (element.Derivative(Tanh) * ((Polynomial)Position * Sech * Sech))
        + element.Derivative(Kappa));

    /// <summary>The integral over the whole line.</summary>
    /// <exception cref="ArgumentException">A term diverges, or is x² or more times a function (not needed
    /// here).</exception>
    public static Polynomial Integral(Polynomial element) => Reduce(element).Map(monomial =>
    {
        int n = monomial.PowerOf(Sech), odd = monomial.PowerOf(Tanh), x = monomial.PowerOf(Position);
        if (n < 1 || x is < 0 or > 1)
            throw Require.Error(nameof(element), element, "a sum of S^n, S^n T, x S^n and x S^n T with n >= 1");
        if (odd != x)
            return 0;
        Polynomial rest = Polynomial.Term(1, monomial.Without(Sech).Without(Tanh).Without(Position));
        return rest * SechPower(n) * (x == 0 ? 1 : new Rational(1, n) * Polynomial.Power(Kappa, -1));
    });

    // ∫S^n dx; integrating S^(n−2)·S² = S^(n−2)·T′/κ by parts lowers n by 2.
    private static Polynomial SechPower(int n) => n switch
    {
        1 => (Polynomial)Pi * Polynomial.Power(Kappa, -1),
        2 => 2 * Polynomial.Power(Kappa, -1),
        _ => Polynomial.Constant(new Rational(n - 2, n - 1)) * SechPower(n - 2),
    };
}
