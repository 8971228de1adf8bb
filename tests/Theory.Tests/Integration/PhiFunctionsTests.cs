using FsCheck.Xunit;
using MathNet.Numerics.Integration;
using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Tests.Integration;

public class PhiFunctionsTests
{
    [Property]
    public void Functions_are_the_integrals_that_define_them(Fraction place)
    {
        // Sixty-four Gauss points are exact for e^z of |z| ≤ 30 to rounding; 64 terms of at most e^5.
        double z = place.Between(-30, 5);
        Check(z, PhiFunctions.At(z), k => GaussLegendreRule.Integrate(
            s => Math.Exp((1 - s) * z) * Math.Pow(s, k - 1) / (k == 3 ? 2 : 1), 0, 1, 64));
    }

    [Property]
    public void Functions_near_zero_are_their_taylor_series(Fraction place)
    {
        double z = 0.01 * Math.Pow(place.Between(-1, 1), 3); // from 1e-20 to 0.01
        Check(z, PhiFunctions.At(z), k => k switch
        {
            1 => 1 + (z / 2) + (z * z / 6) + (z * z * z / 24) + (z * z * z * z / 120) + (z * z * z * z * z / 720),
            2 => 0.5 + (z / 6) + (z * z / 24) + (z * z * z / 120) + (z * z * z * z / 720),
            _ => (1.0 / 6) + (z / 24) + (z * z / 120) + (z * z * z / 720) + (z * z * z * z / 5040),
        });
    }

    [Property]
    public void Functions_at_twice_the_argument_follow(Fraction place)
    {
        double z = place.Between(-400, 5);
        PhiFunctions doubled = PhiFunctions.At(z).AtTwice(), direct = PhiFunctions.At(2 * z);
        foreach ((double expected, double actual) in ((double, double)[])
            [(direct.Phi1, doubled.Phi1), (direct.Phi2, doubled.Phi2), (direct.Phi3, doubled.Phi3)])
            Assert.Equal(1, actual / expected, 1e-14);
        // e^{2z} and (e^z)²: the exponent is rounded to 2e-16·2|z|.
        Assert.Equal(direct.Exp, doubled.Exp, (1e-15 * (2 + Math.Abs(z)) * direct.Exp) + double.Epsilon);
    }

    [Fact]
    public void Stiff_limits_are_finite()
    {
        PhiFunctions phi = PhiFunctions.At(-1e300);
        Assert.Equal(new PhiFunctions(0, 1e-300, 1e-300, 0.5e-300), phi);
    }

    private static void Check(double z, PhiFunctions phi, Func<int, double> expected)
    {
        Assert.Equal(Math.Exp(z), phi.Exp, 1e-15 * Math.Max(1, Math.Exp(z)));
        double[] values = [phi.Phi1, phi.Phi2, phi.Phi3];
        for (int k = 1; k <= 3; k++)
            Assert.Equal(1, values[k - 1] / expected(k), 1e-13);
    }
}
