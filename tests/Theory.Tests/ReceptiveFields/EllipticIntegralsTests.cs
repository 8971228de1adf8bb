using FsCheck.Xunit;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class EllipticIntegralsTests
{
    [Fact]
    public void Integrals_at_a_half_are_those_of_gauss()
    {
        // K(½) = Γ(¼)²/(4√π), E(½) = ½K + π/(4K).
        EllipticIntegrals at = EllipticIntegrals.At(Math.Log(2));
        Assert.Equal(1.8540746773013719, at.K, 1e-15);
        Assert.Equal(1.3506438810476755, at.E, 1e-15);
        Assert.Equal(at.K, at.KPrime, 1e-15);
        Assert.Equal(0.5, at.M, 1e-16);
    }

    [Property]
    public void Integrals_are_the_sums_that_define_them(Fraction place)
    {
        // The trapezoidal sum over a period of the integrand converges as e^{−n·arcosh(2/m − 1)/…}: its singularity
        // lies arsinh(√((1−m)/m)) ≥ 0.05 from the real axis at t = 6, and 2n·0.05 = 40 for n = 400 points of a quarter
        // period.
        EllipticIntegrals at = EllipticIntegrals.At(place.Between(0, 6));
        double k = 0, e = 0;
        const int n = 400;
        for (int j = 0; j < n; j++)
        {
            double root = Math.Sqrt(1 - (at.M * Math.Pow(Math.Sin(Math.PI * (j + 0.5) / (2 * n)), 2)));
            k += 0.5 * Math.PI / n / root;
            e += 0.5 * Math.PI / n * root;
        }

        Assert.Equal(1, at.K / k, 1e-13);
        Assert.Equal(1, at.E / e, 1e-13);
    }

    [Property]
    public void Legendre_relation_holds_from_one_end_to_the_other(Fraction place)
    {
        // EK′ + E′K − KK′ = ½π: m from 1e-13 to 1 − 1e-13; the terms are K·½π at most, of relative error a few 1e-16.
        double ln = place.Between(-30, 30), m = 1 / (1 + Math.Exp(-ln)), complement = 1 / (1 + Math.Exp(ln));
        EllipticIntegrals at = EllipticIntegrals.At(-Math.Log(complement));
        EllipticIntegrals other = EllipticIntegrals.At(-Math.Log(m));
        double left = (at.E * other.K) + (other.E * at.K) - (at.K * other.K);
        Assert.Equal(0.5 * Math.PI, left, 1e-13);
    }

    [Fact]
    public void Series_and_asymptotics_meet()
    {
        EllipticIntegrals below = EllipticIntegrals.At(79.999), above = EllipticIntegrals.At(80.001);
        Assert.Equal(0.001, above.K - below.K, 1e-13);
        Assert.Equal(below.E, above.E, 1e-13);
        Assert.Equal(below.KPrime, above.KPrime, 1e-15);
        Samples.IsRefused("t = -1, but it should be a finite number >= 0", () => EllipticIntegrals.At(-1));
    }

    [Fact]
    public void The_circle_is_the_other_end()
    {
        EllipticIntegrals at = EllipticIntegrals.At(0);
        Assert.Equal(0.5 * Math.PI, at.K);
        Assert.Equal(0.5 * Math.PI, at.E);
        Assert.Equal(double.PositiveInfinity, at.KPrime);
    }
}
