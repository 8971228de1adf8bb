using FsCheck.Xunit;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Theory.Tests.RandomMatrices;

public class MarchenkoPasturTests
{
    [Fact]
    public void Density_integrates_to_its_mass_with_the_moments_of_the_law()
    {
        foreach (double r in (double[])[1e-4, 0.02, 0.5, 0.9, 1, 1.3, 2, 50])
        {
            var law = new MarchenkoPastur(r, 1.7);
            // With x = mid − half cos θ the integrand is analytic in θ with a pole at |e^{iθ}| = q = min(√r, 1/√r): n
            // midpoints leave q^n; with r = 1 the pole is cancelled. 0.9^{n/2} and 1.3^{−n/2} are below 1e-20 at n =
            // 1000.
            (double mass, double mean, double square) = Moments(law, 1000);
            // ⟨x⟩ = σ², ⟨x²⟩ = σ⁴(1 + r); the sum of 1000 numbers is good to 1000 roundings.
            Assert.Equal(1 - law.MassAtZero, mass, 1e-12);
            Assert.Equal(1.7, mean, 1e-12);
            Assert.Equal(1.7 * 1.7 * (1 + r), square, 1e-11 * (1 + r));
        }
    }

    [Property]
    public void The_edges_are_the_turning_values_of_Silversteins_equation(NoiseRatio r, Fraction place)
    {
        // z(m) = −1/m + r/(1 + m), or with m = −1/y, z = y + ry/(y − 1): its minimum on y > 1 is the right edge, its
        // maximum on y < 1 the left one, and no value of z is in the spectrum.
        double Z(double y) => y + (r * y / (y - 1));
        var law = new MarchenkoPastur(r);
        double root = Math.Sqrt(r), rounding = 1e-14 * law.UpperEdge;
        // y − 1 = √r, 1e-3 at least, is off by 1e-13 of itself, in second order at a turning value.
        Assert.Equal(law.UpperEdge, Z(1 + root), rounding);
        Assert.Equal(law.LowerEdge, Z(1 - root), rounding);
        double offset = root * Math.Pow(10, place.Between(-3, 3));
        Assert.InRange(Z(1 + offset), law.UpperEdge - rounding, double.MaxValue);
        Assert.InRange(Z(1 - offset), double.MinValue, law.LowerEdge + rounding);
        Assert.Equal(0, law.Density(Z(1 + offset) + rounding));
        Assert.Equal(0, law.Density(Z(1 - offset) - rounding));
        double inside = law.LowerEdge + (place.Between(0.01, 0.99) * (law.UpperEdge - law.LowerEdge));
        Assert.True(law.Density(inside) > 0);
    }

    [Property]
    public void The_variance_is_the_unit_of_the_eigenvalues(NoiseRatio r, Factor variance, Fraction place)
    {
        MarchenkoPastur one = new(r), other = new(r, variance);
        Assert.Equal(variance * one.UpperEdge, other.UpperEdge, 1e-15 * other.UpperEdge);
        Assert.Equal(variance * one.LowerEdge, other.LowerEdge, 1e-15 * other.UpperEdge);
        Assert.Equal(one.MassAtZero, other.MassAtZero);
        // An eigenvalue is rounded to 1e-16 of the upper edge, and both edges are 1 % of the width away or more: the
        // width is 4√r/(1 + √r)² > 4e-4 of the upper edge.
        double x = one.LowerEdge + (place.Between(0.01, 0.99) * (one.UpperEdge - one.LowerEdge));
        double density = one.Density(x);
        Assert.Equal(density, variance * other.Density(variance * x), 1e-9 * density);
        Assert.Equal(one.Cumulative(x), other.Cumulative(variance * x), 1e-11);
    }

    [Property]
    public void Cumulative_is_the_integral_of_the_density(NoiseRatio r, Fraction place)
    {
        var law = new MarchenkoPastur(r, 0.6);
        double width = law.UpperEdge - law.LowerEdge;
        double x = law.LowerEdge + (width * place.Between(0.01, 0.99));
        double h = 1e-4 * width;
        // Gauss's 2-point rule on (x − h, x + h): its error is h⁵ρ⁗/135, and ρ⁗ < 100ρ/(1% of the width)⁴ here; F is
        // good to 1e-15 of the mass min(1, 1/r), ρ·width of the order of that mass.
        double node = h / Math.Sqrt(3);
        double integral = h * (law.Density(x - node) + law.Density(x + node));
        double mass = Math.Min(1, 1 / r);
        double steepness = Math.Max(1, Math.Pow(width / x, 5));
        double tolerance = (1e-15 * 10) + (mass * Math.Pow(1e-2, 5) * 100 / 135 * steepness);
        Assert.Equal(integral, law.Cumulative(x + h) - law.Cumulative(x - h), tolerance);
    }

    [Property]
    public void Cumulative_grows_from_the_atom_to_one(NoiseRatio r)
    {
        var law = new MarchenkoPastur(r);
        Assert.Equal(0, law.Cumulative(-1e-300));
        Assert.Equal(law.MassAtZero, law.Cumulative(r == 1 ? 0 : law.LowerEdge));
        Assert.Equal(Math.Max(0, 1 - (1 / r)), law.MassAtZero);
        Assert.Equal(1, law.Cumulative(law.UpperEdge));
        double last = law.MassAtZero;
        for (int k = 1; k < 40; k++)
        {
            double next = law.Cumulative(law.LowerEdge + (k / 40.0 * (law.UpperEdge - law.LowerEdge)));
            Assert.True(next > last);
            last = next;
        }

        Assert.InRange(last, last, 1);
    }

    [Property]
    public void Samples_and_variables_can_be_exchanged(NoiseRatio r)
    {
        // (1/S)XXᵀ and (1/N)XᵀX have the same eigenvalues up to the factor N/S and zeros.
        var law = new MarchenkoPastur(r);
        var dual = new MarchenkoPastur(1 / r);
        Assert.Equal(law.UpperEdge, r * dual.UpperEdge, 1e-14 * law.UpperEdge);
        Assert.Equal(law.LowerEdge, r * dual.LowerEdge, 1e-14 * law.UpperEdge);
        double x = (law.LowerEdge + law.UpperEdge) / 2;
        Assert.Equal(law.Density(x) * r * r, dual.Density(x / r), 1e-10 * dual.Density(x / r));
    }

    [Fact]
    public void At_r_equal_to_one_it_is_the_quarter_circle_law_of_the_singular_values()
    {
        // √x has density √(4 − s²)/π on (0, 2): F = [s√(4 − s²)/2 + 2 arcsin(s/2)]/π.
        var law = new MarchenkoPastur(1);
        for (int k = 1; k < 20; k++)
        {
            double s = k / 10.0;
            double expected = ((s * Math.Sqrt(4 - (s * s)) / 2) + (2 * Math.Asin(s / 2))) / Math.PI;
            Assert.Equal(expected, law.Cumulative(s * s), 1e-14);
        }
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("noiseRatio = 0, but it should be a finite number > 0", () => _ = new MarchenkoPastur(0));
        Samples.IsRefused("variance = -1, but it should be a finite number > 0", () => _ = new MarchenkoPastur(1, -1));
    }

    private static (double Mass, double Mean, double Square) Moments(MarchenkoPastur law, int points)
    {
        double middle = (law.LowerEdge + law.UpperEdge) / 2, half = (law.UpperEdge - law.LowerEdge) / 2;
        double mass = 0, mean = 0, square = 0;
        for (int k = 0; k < points; k++)
        {
            double theta = Math.PI * (k + 0.5) / points;
            double x = middle - (half * Math.Cos(theta));
            double share = law.Density(x) * half * Math.Sin(theta) * Math.PI / points;
            mass += share;
            mean += x * share;
            square += x * x * share;
        }

        return (mass, mean, square);
    }
}
