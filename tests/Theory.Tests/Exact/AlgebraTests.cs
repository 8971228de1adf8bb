using FsCheck.Xunit;
using RbmTheory.Theory.Exact;

namespace RbmTheory.Theory.Tests.Exact;

public class AlgebraTests
{
    private static readonly Symbol X = Generators.X, Y = Generators.Y, Z = new("z", "\\zeta");

    [Fact]
    public void Rationals_are_kept_in_lowest_terms_with_a_positive_denominator()
    {
        var half = new Rational(-3, -6);
        Assert.Equal((1, 2), ((int)half.Numerator, (int)half.Denominator));
        Assert.Equal(new Rational(-1, 2), new Rational(3, -6));
        Assert.Equal((0, 1), ((int)default(Rational).Numerator, (int)default(Rational).Denominator));
        Assert.Equal(default, new Rational(0, 7));
        Assert.Equal(default(Rational).GetHashCode(), new Rational(0, 7).GetHashCode());
        Assert.Equal("-1/2", new Rational(1, -2).ToString());
        Assert.Equal("-\\frac{1}{2}", new Rational(1, -2).ToLatex());
    }

    [Property]
    public void Rationals_are_a_field(Rational a, Rational b, Rational c)
    {
        Assert.Equal(a * (b + c), (a * b) + (a * c));
        Assert.Equal(0, a - a);
        Assert.Equal(Math.Sign(a.ToDouble() - b.ToDouble()), a.CompareTo(b));
        if (!b.IsZero)
        {
            Assert.Equal(a, a / b * b);
            Assert.Equal(Rational.Pow(b, -2), 1 / (b * b));
        }
    }

    [Fact]
    public void Sums_of_a_tenth_are_exact()
        => Assert.Equal(new Rational(3, 10), new Rational(1, 10) + new Rational(1, 10) + new Rational(1, 10));

    [Property]
    public void Polynomials_multiply_as_their_values_do(Polynomial p, Polynomial q, Rational x, Rational y)
    {
        Rational Value(Polynomial f) => f.Evaluate(symbol => symbol.Equals(X) ? x : y);
        Assert.Equal(Value(p) * Value(q), Value(p * q));
        Assert.Equal(Value(p) - Value(q), Value(p - q));
        Assert.Equal(Value(p.Substitute(X, q)), p.Evaluate(symbol => symbol.Equals(X) ? Value(q) : y));
        Assert.True((p - p).IsZero);
    }

    [Property]
    public void Derivatives_obey_the_product_rule(Polynomial p, Polynomial q)
        => Assert.Equal((p * q).Derivative(X), (p.Derivative(X) * q) + (p * q.Derivative(X)));

    [Fact]
    public void Derivatives_of_negative_powers_are_right()
        => Assert.Equal(-2 * Polynomial.Power(X, -3) * Y, (Polynomial.Power(X, -2) * Y).Derivative(X));

    [Property]
    public void Truncated_products_are_truncations_of_products(Polynomial p, Polynomial q)
    {
        // By total degree, and by the degree of one symbol only.
        foreach (Grading kept in (Grading[])[Grading.TotalDegree(3), new(symbol => symbol.Equals(Y) ? 1 : 0, 2)])
            Assert.Equal(kept.Truncate(p * q), p.Times(q, kept));
    }

    [Fact]
    public void Reduction_divides_by_the_rule()
    {
        // √2⁵ = 4√2, and √2 itself stays.
        Polynomial root = SechRing.RootTwo;
        Assert.Equal(4 * root, root.Pow(5).Reduce(SechRing.RootTwo, 2, 2));
        Assert.Equal(root, root.Reduce(SechRing.RootTwo, 2, 2));
    }

    [Fact]
    public void Polynomials_print_by_degree_as_text_and_as_latex()
    {
        Polynomial p = (new Rational(-1, 3) * ((Polynomial)X).Pow(3)) + X - (2 * (Polynomial)X * Z) + 1;
        Assert.Equal("1 + x - 2*x*z - 1/3*x^3", p.ToString());
        Assert.Equal("1 + x - 2 x \\zeta - \\frac{1}{3} x^{3}", p.ToLatex());
        Assert.Equal("0", (p - p).ToString());
        Assert.Equal("-x", (-(Polynomial)X).ToString());
    }

    [Fact]
    public void Series_have_the_known_coefficients()
    {
        Assert.Equal((new Rational(2, 15), new Rational(-17, 315)),
            (PowerSeries.Tanh(7)[5], PowerSeries.Tanh(7)[7]));
        Assert.Equal((new Rational(1, 2), new Rational(-1, 12), new Rational(1, 45)),
            (PowerSeries.LogCosh(6)[2], PowerSeries.LogCosh(6)[4], PowerSeries.LogCosh(6)[6]));
        PowerSeries one = PowerSeries.Cosh(8) * PowerSeries.Cosh(8).Inverse();
        Assert.All(Enumerable.Range(0, 9), n => Assert.Equal(n == 0 ? 1 : 0, one[n]));
    }

    [Fact]
    public void Logarithm_of_the_exponential_is_the_identity()
    {
        var kept = Grading.TotalDegree(5);
        Polynomial argument = (Polynomial)X + (3 * (Polynomial)Y * Y);
        Polynomial exponential = PowerSeries.Exp(5).Compose(argument, kept);
        Assert.Equal(argument, PowerSeries.LogOnePlus(5).Compose(exponential - 1, kept));
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("denominator = 0, but it should be an integer other than 0", () => _ = new Rational(1, 0));
        Samples.IsRefused("exponent = -1, but it should be at least 0", () => ((Polynomial)X).Pow(-1));
        Samples.IsRefused("Order = 1, but it should be at least 2",
            () => PowerSeries.Exp(1).Compose(X, Grading.TotalDegree(2)));
        Samples.IsRefused("argument = 1 + x, but it should be without terms of weight below 1",
            () => PowerSeries.Exp(2).Compose((Polynomial)X + 1, Grading.TotalDegree(2)));
    }
}
