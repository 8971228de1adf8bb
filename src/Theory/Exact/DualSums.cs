namespace RbmTheory.Theory.Exact;

/// <summary>
/// Sums over the visible spins without any expansion: with c = cosh w_iμ and s = sinh w_iμ as symbols,
/// e^{±I_μ} = Π_i (c_iμ ± v_i s_iμ), so that cosh I_μ and sinh I_μ are polynomials. c² − s² = 1 is not needed.
/// </summary>
internal sealed class DualSums(int sites, int hidden)
{
    public int Sites { get; } = sites;

    public static Polynomial Cosh(int site, int unit) => new Symbol($"c{site + 1}_{unit + 1}");

    public static Polynomial Sinh(int site, int unit) => new Symbol($"s{site + 1}_{unit + 1}");

    /// <summary>Z of (20): Σ_v Π_μ cosh I_μ.</summary>
    public Polynomial Partition => Sum((_, inputs) => Polynomial.Product(inputs.Select(Even)));

    /// <summary>The model's sum of (21): Σ_v v_i sinh I_1 Π_{λ≠1} cosh I_λ.</summary>
    public Polynomial ModelSum(int site) => Sum((v, inputs) =>
        Spin(v, site) * Odd(inputs[0]) * Polynomial.Product(inputs.Skip(1).Select(Even)));

    private Polynomial Sum(Func<int, (Polynomial Plus, Polynomial Minus)[], Polynomial> summand)
        => Polynomial.Sum(Enumerable.Range(0, 1 << Sites).Select(v => summand(v,
            [.. Enumerable.Range(0, hidden).Select(mu => (Exponential(v, mu, 1), Exponential(v, mu, -1)))])));

    private Polynomial Exponential(int v, int unit, int sign) => Polynomial.Product(
        Enumerable.Range(0, Sites).Select(i => Cosh(i, unit) + (sign * Spin(v, i) * Sinh(i, unit))));

    private static Polynomial Even((Polynomial Plus, Polynomial Minus) e) => new Rational(1, 2) * (e.Plus + e.Minus);

    private static Polynomial Odd((Polynomial Plus, Polynomial Minus) e) => new Rational(1, 2) * (e.Plus - e.Minus);

    private static int Spin(int v, int i) => ((v >> i) & 1) == 0 ? -1 : 1;
}
