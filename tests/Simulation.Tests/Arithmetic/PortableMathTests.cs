using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Tests.Arithmetic;

public class PortableMathTests
{
    // As stated there, and the error of Math, below one unit in the last place.
    private const double ExpError = 1.51e-16 + 2.3e-16;
    private const double LogError = 3.56e-16 + 2.3e-16;

    // Likewise, of the excess and of the ratio.
    private const double ExcessError = 4.85e-16;
    private const double RatioError = 4.76e-16;

    [Fact]
    public void Exp_and_log_keep_their_stated_errors()
    {
        var stream = new RandomStream(59, StreamPurpose.Other, 0);
        for (int draw = 0; draw < 20_011; draw++)
        {
            double x = draw % 2 == 0 ? -708 + 1417 * stream.NextDouble() : -2 * stream.NextDouble();
            Chance.Near(1, PortableMath.Exp(x) / Math.Exp(x), ExpError);
            double u = draw % 2 == 0 ? 1 - stream.NextDouble() : Math.Exp(-37 * stream.NextDouble());
            Chance.Near(Math.Log(u), PortableMath.Log(u), LogError * Math.Abs(Math.Log(u)));
        }
    }

    [Fact]
    public void The_ends_are_as_stated()
    {
        Assert.Equal(1, PortableMath.Exp(0));
        Assert.Equal(0, PortableMath.Exp(-708.5));
        Assert.Equal(0, PortableMath.Exp(double.NegativeInfinity));
        Assert.True(double.IsNormal(PortableMath.Exp(PortableMath.LowestArgument)));
        Assert.True(double.IsFinite(PortableMath.Exp(PortableMath.HighestArgument)));
        Assert.Equal(double.PositiveInfinity, PortableMath.Exp(double.PositiveInfinity));
        Assert.True(double.IsNaN(PortableMath.Exp(double.NaN)));
        Assert.Equal(0, PortableMath.Log(1));
    }

    [Theory]
    [InlineData(0, 0.7978845608028654, 1.2533141373155003)]
    [InlineData(0.03125, 0.7866347967567436, 1.2226660820269792)]
    [InlineData(0.5, 0.6410777703680645, 0.8763644564536923)]
    [InlineData(1.75, 0.4037477466092247, 0.4643069280394422)]
    [InlineData(3.5, 0.25139126485769975, 0.26656776896822376)]
    [InlineData(5.875, 0.16153634338463252, 0.16565791094687735)]
    [InlineData(11, 0.0894650297151724, 0.09017567550106469)]
    [InlineData(37.5, 0.0266288748836536, 0.02664774401489855)]
    [InlineData(1000, 0.00099999800001, 0.0009999990000029999)]
    [InlineData(1000000, 9.99999999998e-07, 9.99999999999e-07)]
    public void The_mills_ratio_and_its_excess_have_their_values(double x, double excess, double ratio)
    {
        // From 40 digits; the expected numbers are rounded once.
        const double HalfUnit = 1.2e-16;
        Chance.Near(1, MillsRatio.Excess(x) / excess, ExcessError + 2 * HalfUnit);
        Chance.Near(1, MillsRatio.Ratio(x) / ratio, RatioError + 2 * HalfUnit);
    }

    [Fact]
    public void Far_out_the_excess_is_one_over_x()
    {
        // m = 1/x − 2/x³ + …
        Chance.Near(1e-300, MillsRatio.Excess(1e300), 1e-315);
        Assert.Equal(0, MillsRatio.Excess(double.PositiveInfinity));
    }

    [Fact]
    public void The_bits_are_the_recorded_ones()
    {
        ulong functions = 0, gaussians = 0;
        for (int k = 0; k <= 2000; k++)
        {
            functions = functions * 31 + BitConverter.DoubleToUInt64Bits(PortableMath.Exp((k - 1000) * 0.7004321));
            functions = functions * 31 + BitConverter.DoubleToUInt64Bits(MillsRatio.Excess(k * 0.0104321));
        }

        var stream = new RandomStream(61, StreamPurpose.Other, 0);
        for (int draw = 0; draw < 10_007; draw++)
            gaussians = gaussians * 31 + BitConverter.DoubleToUInt64Bits(stream.NextGaussian());
        Assert.Equal(10930521891636623755UL, functions);
        Assert.Equal(10432052202529113636UL, gaussians);
    }
}
