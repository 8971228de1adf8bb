using FsCheck;
using FsCheck.Fluent;
using RbmTheory.Theory.Exact;

namespace RbmTheory.Theory.Tests.Exact;

public class AlgebraTests
{
    private static readonly Symbol X = new("x"), Y = new("y"), Z = new("z", "\\zeta");

    private static Gen<Rational> Rationals
        => Gen.Choose(-40, 40).Zip(Gen.Choose(1, 12)).Select(s => new Rational(s.Item1, s.Item2));

    private static Gen<Polynomial> Polynomials => Rationals.Zip(Gen.Choose(0, 2).Zip(Gen.Choose(0, 2)))
        .Select(s => Polynomial.Term(s.Item1, Monomial.Of(X, s.Item2.Item1) * Monomial.Of(Y, s.Item2.Item2)))
        .ArrayOf(4).Select(Polynomial.Sum);

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

    [Fact]
    public void Rationals_are_a_field()
        => Samples.ForAll(Rationals.Zip(Rationals.Zip(Rationals)), s =>
        {
            (Rational a, (Rational b, Rational c)) = s;
            Assert.Equal(a * (b + c), (a * b) + (a * c));
            Assert.Equal(0, a - a);
            Assert.Equal(Math.Sign(a.ToDouble() - b.ToDouble()), a.CompareTo(b));
            if (!b.IsZero)
            {
                Assert.Equal(a, a / b * b);
                Assert.Equal(Rational.Pow(b, -2), 1 / (b * b));
            }
        });

    [Fact]
    public void Sums_of_a_tenth_are_exact()
        => Assert.Equal(new Rational(3, 10), new Rational(1, 10) + new Rational(1, 10) + new Rational(1, 10));

    [Fact]
    public void Polynomials_multiply_as_their_values_do()
        => Samples.ForAll(Polynomials.Zip(Polynomials).Zip(Rationals.Zip(Rationals)), s =>
        {
            ((Polynomial p, Polynomial q), (Rational x, Rational y)) = s;
            Rational Value(Polynomial f) => f.Evaluate(symbol => symbol.Equals(X) ? x : y);
            Assert.Equal(Value(p) * Value(q), Value(p * q));
            Assert.Equal(Value(p) - Value(q), Value(p - q));
            Assert.Equal(Value(p.Substitute(X, q)), p.Evaluate(symbol => symbol.Equals(X) ? Value(q) : y));
            Assert.True((p - p).IsZero);
        });

    [Fact]
    public void Derivatives_obey_the_product_rule()
        => Samples.ForAll(Polynomials.Zip(Polynomials), s => Assert.Equal(
            (s.Item1 * s.Item2).Derivative(X), (s.Item1.Derivative(X) * s.Item2) + (s.Item1 * s.Item2.Derivative(X))));

    [Fact]
    public void Derivatives_of_negative_powers_are_right()
        => Assert.Equal(-2 * Polynomial.Power(X, -3) * Y, (Polynomial.Power(X, -2) * Y).Derivative(X));

    [Fact]
    public void Truncated_products_are_truncations_of_products()
        => Samples.ForAll(Polynomials.Zip(Polynomials), s =>
        {
            // By total degree, and by the degree of one symbol only.
            foreach (Grading kept in (Grading[])[Grading.TotalDegree(3), new(symbol => symbol.Equals(Y) ? 1 : 0, 2)])
                Assert.Equal(kept.Truncate(s.Item1 * s.Item2), s.Item1.Times(s.Item2, kept));
        });

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
