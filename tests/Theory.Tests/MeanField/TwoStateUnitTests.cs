using RbmTheory.Theory.MeanField;

namespace RbmTheory.Theory.Tests.MeanField;

public class TwoStateUnitTests
{
    public static TheoryData<string> Names => ["binary", "spin"];

    internal static TwoStateUnit Unit(string name) => name == "spin" ? TwoStateUnit.Spin : TwoStateUnit.Binary;

    [Theory]
    [MemberData(nameof(Names))]
    public void Cumulants_are_sums_over_the_two_values(string name)
    {
        TwoStateUnit unit = Unit(name);
        foreach (double x in (double[])[-3, -0.4, 0, 1.1, 2.5])
        {
            double[] values = name == "spin" ? [-1, 1] : [0, 1];
            double z = values.Sum(v => Math.Exp(x * v));
            double Moment(double about, int power) => values.Sum(v => Math.Exp(x * v) * Math.Pow(v - about, power)) / z;
            double m = unit.Mean(x);
            Assert.Equal(Moment(0, 1), m, 1e-15);
            Assert.Equal(Moment(m, 2), unit.Variance(m), 1e-15);
            Assert.Equal(Moment(m, 3), unit.ThirdCumulant(m), 1e-15);
            Assert.Equal(Math.Log(z), unit.LogPartition([x]), 1e-15);
            // log z = S + x m, and dS/dm = −x.
            Assert.Equal(Math.Log(z) - (x * m), unit.Entropy(m), 2e-15);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_by_the_mean_are_those_of_polynomials(string name)
    {
        // κ₂ is quadratic and κ₃ cubic in m: differences of fourth order are exact but for rounding, 1e-15/h.
        TwoStateUnit unit = Unit(name);
        foreach (double m in (double[])[0.1, 0.45, 0.8])
        {
            Assert.Equal(Differences.First(h => unit.Variance(m + h), 0.01), unit.Slope(m), 1e-12);
            Assert.Equal(Differences.First(h => unit.ThirdCumulant(m + h), 0.01), unit.ThirdCumulantSlope(m), 1e-12);
        }
    }

    [Fact]
    public void A_thousand_strong_fields_do_not_overflow()
    {
        // Two values 0 and 1 at field x > 700: log(1 + e^x) = x to rounding.
        double[] fields = [.. Enumerable.Range(0, 1000).Select(k => k % 2 == 0 ? 800.0 : -800.0)];
        Assert.Equal(500 * 800.0, TwoStateUnit.Binary.LogPartition(fields), 1e-9);
        Assert.Equal(1000 * 800.0, TwoStateUnit.Spin.LogPartition(fields), 1e-9);
        Assert.Equal(1500 * Math.Log(2), TwoStateUnit.Binary.LogPartition(new double[1500]), 1e-11);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_frozen_unit_has_no_entropy(string name)
    {
        TwoStateUnit unit = Unit(name);
        Assert.Equal(0, unit.Entropy(unit.Low));
        Assert.Equal(0, unit.Entropy(unit.Low + unit.Gap));
        Assert.Equal(Math.Log(2), unit.Entropy(unit.Low + (unit.Gap / 2)), 1e-15);
        Assert.Equal(unit.LargestVariance, unit.Variance(unit.Low + (unit.Gap / 2)));
    }
}
