namespace RbmTheory.Theory.Exact;

/// <summary>
/// A polynomial in named symbols with exact rational coefficients; only terms other than 0 are stored, so that two
/// polynomials are equal iff their difference has no term. Powers may be negative (see <see cref="Monomial"/>).
/// </summary>
public sealed class Polynomial : IEquatable<Polynomial>
{
    private readonly Dictionary<Monomial, Rational> _terms;

    private Polynomial(Dictionary<Monomial, Rational> terms) => _terms = terms;

    /// <summary>0.</summary>
    public static Polynomial Zero { get; } = new([]);

    /// <summary>1.</summary>
    public static Polynomial One { get; } = Constant(1);

    /// <summary>True if there is no term.</summary>
    public bool IsZero => _terms.Count == 0;

    /// <summary>The terms in the order in which they are printed.</summary>
    public IEnumerable<(Monomial Monomial, Rational Coefficient)> Terms
        => _terms.OrderBy(term => term.Key).Select(term => (term.Key, term.Value));

    /// <summary>The largest coefficient in absolute value, 0 for the polynomial 0.</summary>
    public Rational LargestCoefficient
        => _terms.Values.Select(Rational.Abs).Aggregate(Rational.Zero, (largest, c) => c > largest ? c : largest);

    /// <summary>A number.</summary>
    public static Polynomial Constant(Rational value) => Term(value, Monomial.One);

    /// <summary>A number times a product of powers.</summary>
    public static Polynomial Term(Rational coefficient, Monomial monomial)
        => coefficient.IsZero ? Zero : new(new() { [monomial] = coefficient });

    /// <summary>s^n.</summary>
    public static Polynomial Power(Symbol symbol, int power) => Term(1, Monomial.Of(symbol, power));

    /// <summary>A number is a polynomial.</summary>
    public static implicit operator Polynomial(Rational value) => Constant(value);

    /// <summary>A number is a polynomial.</summary>
    public static implicit operator Polynomial(int value) => Constant(value);

    /// <summary>The sum of many polynomials.</summary>
    public static Polynomial Sum(IEnumerable<Polynomial> summands)
    {
        var terms = new Dictionary<Monomial, Rational>();
        foreach (Polynomial summand in summands)
        {
            foreach ((Monomial monomial, Rational coefficient) in summand._terms)
                Add(terms, monomial, coefficient);
        }

        return new(terms);
    }

    /// <summary>The product of many polynomials.</summary>
    public static Polynomial Product(IEnumerable<Polynomial> factors) => factors.Aggregate(One, (a, b) => a * b);

    /// <summary>The sum.</summary>
    public static Polynomial operator +(Polynomial a, Polynomial b) => Sum([a, b]);

    /// <summary>The difference.</summary>
    public static Polynomial operator -(Polynomial a, Polynomial b) => a + -b;

    /// <summary>The opposite.</summary>
    public static Polynomial operator -(Polynomial a)
        => new(a._terms.ToDictionary(term => term.Key, term => -term.Value));

    /// <summary>The product.</summary>
    public static Polynomial operator *(Polynomial a, Polynomial b) => a.Times(b, null);

    /// <summary>Whether all coefficients agree.</summary>
    public static bool operator ==(Polynomial? a, Polynomial? b) => a?.Equals(b) ?? b is null;

    /// <summary>Whether a coefficient differs.</summary>
    public static bool operator !=(Polynomial? a, Polynomial? b) => !(a == b);

    /// <summary>The product, without the terms that a truncation drops.</summary>
    public Polynomial Times(Polynomial other, Grading? kept)
    {
        var terms = new Dictionary<Monomial, Rational>();
        foreach ((Monomial left, Rational x) in _terms)
        {
            foreach ((Monomial right, Rational y) in other._terms)
            {
                Monomial monomial = left * right;
                if (kept is null || kept.Weight(monomial) <= kept.Maximum)
                    Add(terms, monomial, x * y);
            }
        }

        return new(terms);
    }

    /// <summary>The n-th power, n ≥ 0.</summary>
    /// <exception cref="ArgumentException"><paramref name="exponent"/> is negative.</exception>
    public Polynomial Pow(int exponent)
        => Product(Enumerable.Repeat(this, Require.AtLeast(exponent, 0)));

    /// <summary>The derivative with respect to one symbol.</summary>
    public Polynomial Derivative(Symbol symbol) => Sum(_terms
        .Where(term => term.Key.PowerOf(symbol) != 0)
        .Select(term => Term(term.Value * term.Key.PowerOf(symbol), term.Key * Monomial.Of(symbol, -1))));

    /// <summary>
    /// The polynomial with another in the place of a symbol, which must not occur with a negative power.
    /// </summary>
    /// <exception cref="ArgumentException">The symbol occurs with a negative power.</exception>
    public Polynomial Substitute(Symbol symbol, Polynomial replacement) => Map(monomial =>
        Term(1, monomial.Without(symbol)) * replacement.Pow(monomial.PowerOf(symbol)));

    /// <summary>
    /// The polynomial in the quotient ring where s^n = <paramref name="replacement"/>: √2² = 2, T² = 1 − S².
    /// </summary>
    /// <param name="symbol">s, which the replacement does not contain with a power as high as n.</param>
    /// <param name="power">n, at least 1.</param>
    /// <param name="replacement">What stands for s^n.</param>
    public Polynomial Reduce(Symbol symbol, int power, Polynomial replacement) => Map(monomial =>
    {
        int occurs = monomial.PowerOf(symbol);
        return occurs < power
            ? Term(1, monomial)
            : Term(1, monomial * Monomial.Of(symbol, -power * (occurs / power))) * replacement.Pow(occurs / power);
    });

    /// <summary>The coefficient of s^n, a polynomial in the other symbols.</summary>
    public Polynomial Coefficient(Symbol symbol, int power)
        => Where(monomial => monomial.PowerOf(symbol) == power).Map(monomial => Term(1, monomial.Without(symbol)));

    /// <summary>The terms whose monomials satisfy a condition.</summary>
    public Polynomial Where(Func<Monomial, bool> condition)
        => new(_terms.Where(term => condition(term.Key)).ToDictionary());

    /// <summary>The polynomial under a linear map that is given on monomials.</summary>
    public Polynomial Map(Func<Monomial, Polynomial> image)
    {
        var terms = new Dictionary<Monomial, Rational>();
        foreach ((Monomial monomial, Rational coefficient) in _terms)
        {
            foreach ((Monomial mapped, Rational factor) in image(monomial)._terms)
                Add(terms, mapped, coefficient * factor);
        }

        return new(terms);
    }

    /// <summary>The value, exactly, where the symbols have these values.</summary>
    public Rational Evaluate(Func<Symbol, Rational> value) => _terms.Aggregate(Rational.Zero, (sum, term) =>
        sum + term.Key.Factors.Aggregate(term.Value, (product, factor) =>
            product * Rational.Pow(value(factor.Symbol), factor.Power)));

    /// <inheritdoc/>
    public bool Equals(Polynomial? other)
        => other is not null && _terms.Count == other._terms.Count
            && _terms.All(term => other._terms.TryGetValue(term.Key, out Rational value) && value == term.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Polynomial);

    /// <inheritdoc/>
    public override int GetHashCode()
        => _terms.Aggregate(0, (hash, term) => hash ^ HashCode.Combine(term.Key, term.Value));

    /// <summary>Plain text, as w1 - 1/3*w1^3.</summary>
    public override string ToString() => PolynomialText.Plain(this);

    /// <summary>LaTeX, as w_{1} - \frac{1}{3} w_{1}^{3}.</summary>
    public string ToLatex() => PolynomialText.Latex(this);

    private static void Add(Dictionary<Monomial, Rational> terms, Monomial monomial, Rational coefficient)
    {
        Rational sum = terms.TryGetValue(monomial, out Rational present) ? present + coefficient : coefficient;
        if (sum.IsZero)
            terms.Remove(monomial);
        else
            terms[monomial] = sum;
    }
}
