namespace RbmTheory.Theory.Exact;

/// <summary>
/// A power series Σ c_n x^n with exact coefficients, known up to x^order; products and compositions keep that order.
/// </summary>
public sealed class PowerSeries
{
    private readonly Rational[] _coefficients;

    /// <summary>The series with these coefficients c_0, c_1, ….</summary>
    /// <exception cref="ArgumentException">There is no coefficient.</exception>
    public PowerSeries(IReadOnlyList<Rational> coefficients)
    {
        Require.AtLeast(coefficients.Count, 1, nameof(coefficients));
        _coefficients = [.. coefficients];
    }

    /// <summary>The last power that is known.</summary>
    public int Order => _coefficients.Length - 1;

    /// <summary>c_n, for 0 ≤ n ≤ <see cref="Order"/>.</summary>
    public Rational this[int n] => _coefficients[n];

    /// <summary>e^x = Σ x^n/n!.</summary>
    public static PowerSeries Exp(int order)
    {
        var coefficients = new Rational[Require.AtLeast(order, 0) + 1];
        coefficients[0] = 1;
        for (int n = 1; n <= order; n++)
            coefficients[n] = coefficients[n - 1] / n;
        return new(coefficients);
    }

    /// <summary>cosh x, the even part of e^x.</summary>
    public static PowerSeries Cosh(int order) => Exp(order).Part(0);

    /// <summary>sinh x, the odd part of e^x.</summary>
    public static PowerSeries Sinh(int order) => Exp(order).Part(1);

    /// <summary>tanh x = sinh x / cosh x = x − x³/3 + 2x⁵/15 − ….</summary>
    public static PowerSeries Tanh(int order) => Sinh(order) * Cosh(order).Inverse();

    /// <summary>log cosh x = ∫ tanh x = x²/2 − x⁴/12 + ….</summary>
    public static PowerSeries LogCosh(int order) => Tanh(order).Integral();

    /// <summary>log(1 + x) = x − x²/2 + x³/3 − ….</summary>
    public static PowerSeries LogOnePlus(int order) => new([.. Enumerable.Range(0, Require.AtLeast(order, 0) + 1)
        .Select(n => n == 0 ? Rational.Zero : new Rational(n % 2 == 0 ? -1 : 1, n))]);

    /// <summary>The product, to the smaller of the two orders.</summary>
    public static PowerSeries operator *(PowerSeries a, PowerSeries b)
    {
        var product = new Rational[Math.Min(a.Order, b.Order) + 1];
        for (int n = 0; n < product.Length; n++)
        {
            for (int k = 0; k <= n; k++)
                product[n] += a[k] * b[n - k];
        }

        return new(product);
    }

    /// <summary>1/series, to the same order.</summary>
    /// <exception cref="ArgumentException">c_0 is 0.</exception>
    public PowerSeries Inverse()
    {
        var inverse = new Rational[Order + 1];
        inverse[0] = 1 / _coefficients[0];
        for (int n = 1; n <= Order; n++)
        {
            Rational sum = 0;
            for (int k = 1; k <= n; k++)
                sum += _coefficients[k] * inverse[n - k];
            inverse[n] = -sum * inverse[0];
        }

        return new(inverse);
    }

    /// <summary>
    /// Σ c_n p^n of a polynomial, truncated: exact if every term of p has weight at least 1 and the order of the
    /// series is at least the maximum of the grading.
    /// </summary>
    /// <exception cref="ArgumentException">p has a term of weight below 1, or the series is too short.</exception>
    public Polynomial Compose(Polynomial argument, Grading kept)
    {
        Require.AtLeast(Order, kept.Maximum);
        if (!argument.Where(monomial => kept.Weight(monomial) < 1).IsZero)
            throw Require.Error(nameof(argument), argument, "without terms of weight below 1");
        Polynomial value = Polynomial.Constant(_coefficients[Order]);
        for (int n = Order - 1; n >= 0; n--)
            value = value.Times(argument, kept) + Polynomial.Constant(_coefficients[n]);
        return value;
    }

    private PowerSeries Part(int parity)
        => new([.. _coefficients.Select((c, n) => n % 2 == parity ? c : Rational.Zero)]);

    private PowerSeries Integral()
        => new([.. _coefficients.Select((_, n) => n == 0 ? Rational.Zero : _coefficients[n - 1] / n)]);
}
