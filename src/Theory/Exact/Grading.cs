namespace RbmTheory.Theory.Exact;

/// <summary>
/// What a truncated expansion keeps: the monomials whose weight Σ n·weight(s) is at most a maximum. Equal weights give
/// the total degree; a weight on one symbol only, its own degree; weight 1 for w and 2 for β, the small-β scaling w ~
/// √β.
/// </summary>
/// <param name="weight">The weight of each symbol; not negative.</param>
/// <param name="maximum">The largest weight that is kept.</param>
public sealed class Grading(Func<Symbol, int> weight, int maximum)
{
    /// <summary>The largest weight that is kept.</summary>
    public int Maximum { get; } = maximum;

    /// <summary>Every symbol has weight 1.</summary>
    public static Grading TotalDegree(int maximum) => new(_ => 1, maximum);

    /// <summary>Σ n·weight(s) of a monomial.</summary>
    public int Weight(Monomial monomial)
    {
        int sum = 0;
        foreach ((Symbol symbol, int power) in monomial.Factors)
            sum += weight(symbol) * power;
        return sum;
    }

    /// <summary>The part of a polynomial that is kept.</summary>
    public Polynomial Truncate(Polynomial polynomial)
        => polynomial.Where(monomial => Weight(monomial) <= Maximum);
}
