using RbmTheory.Theory.Exact;
using RbmTheory.Theory.ReceptiveFields;
using static RbmTheory.Theory.Exact.SechRing;

namespace RbmTheory.Theory.Tests.Exact;

public class SechRingTests
{
    private const double KappaValue = 0.7;

    private static readonly Polynomial[] Elements =
    [
        Sech, (Polynomial)Sech * Sech, (Polynomial)Sech * Tanh, ((Polynomial)Sech).Pow(5),
        (Polynomial)Position * Sech * Tanh, (Polynomial)Position * ((Polynomial)Sech).Pow(3) * Tanh,
        ((Polynomial)Sech).Pow(2) * ((Polynomial)Tanh).Pow(2), Bump, KappaDerivative(Bump), (Polynomial)Position * Sech,
    ];

    [Fact]
    public void Derivatives_are_those_of_the_functions()
    {
        // Central differences with step 1e-4: h²/6 times a third derivative below 60.
        const double h = 1e-4;
        foreach (Polynomial element in Elements)
        {
            foreach (double x in (double[])[-1.3, 0.2, 2.1])
            {
                double slope = (Value(element, x + h, KappaValue) - Value(element, x - h, KappaValue)) / (2 * h);
                Assert.Equal(slope, Value(Derivative(element), x, KappaValue), 1e-7);
                double tilt = (Value(element, x, KappaValue + h) - Value(element, x, KappaValue - h)) / (2 * h);
                Assert.Equal(tilt, Value(KappaDerivative(element), x, KappaValue), 1e-7);
            }
        }
    }

    [Fact]
    public void Integrals_are_those_of_the_functions()
    {
        // The trapezoidal sum of functions of sech(κx), κh = 0.07, is off by e^{−π²/(κh)} and by the tail beyond κx =
        // 42.
        foreach (Polynomial element in Elements)
        {
            double sum = 0;
            for (int k = -600; k <= 600; k++)
                sum += 0.1 * Value(element, 0.1 * k, KappaValue);
            Assert.Equal(sum, Value(Integral(element), 0, KappaValue), 1e-11);
        }
    }

    [Fact]
    public void Bump_is_that_of_the_numerical_profile()
    {
        var profile = new SechProfile(KappaValue);
        Assert.Equal(profile.Value(1.1), Value(Bump, 1.1, KappaValue), 1e-14);
        Assert.Equal(profile.SumSquares, Value(Integral(Bump * Bump), 0, KappaValue), 1e-14);
    }

    [Fact]
    public void Divergent_integrals_are_refused()
        => Assert.Throws<ArgumentException>(() => Integral(Tanh));

    private static double Value(Polynomial element, double x, double kappa)
        => element.Terms.Sum(term => term.Monomial.Factors.Aggregate(term.Coefficient.ToDouble(), (product, factor) =>
            product * Math.Pow(factor.Symbol.Name switch
            {
                "S" => 1 / Math.Cosh(kappa * x),
                "T" => Math.Tanh(kappa * x),
                "kappa" => kappa,
                "x" => x,
                "sqrt2" => Math.Sqrt(2),
                _ => Math.PI,
            }, factor.Power)));
}
