using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Tests.Kernels.Twins;

namespace RbmTheory.Simulation.Tests.Arithmetic;

public class FixedPointTanhTests
{
    private const int One = 1 << 15;

    [Fact]
    public void Every_argument_has_its_error_below_the_bound()
    {
        for (int a = -short.MaxValue; a <= short.MaxValue; a++)
        {
            double exact = One * Math.Tanh(a * (double)FixedPointTanh.Range / One);
            Assert.InRange(FixedPointTanhTwin.Of((short)a) - exact, -FixedPointTanh.Error, FixedPointTanh.Error);
            Assert.Equal(-FixedPointTanhTwin.Of((short)a), FixedPointTanhTwin.Of((short)-a));
        }
    }

    [Fact]
    public void No_slope_near_an_argument_is_larger_than_its_bound()
    {
        // |tanh′| falls with |x|. 1 itself is not among the numbers: 2^15 − 1 stands for it.
        for (int a = -short.MaxValue; a <= short.MaxValue; a++)
        {
            double x = Math.Max(0, Math.Abs(a) * (double)FixedPointTanh.Range / One - FixedPointTanh.HighestShift);
            double slope = One * (1 - Math.Tanh(x) * Math.Tanh(x));
            Assert.InRange(Math.Min(slope, One - 1), 0, FixedPointTanhTwin.Slope((short)a));
        }
    }

    [Fact]
    public void Beyond_the_range_tanh_is_one_but_for_the_tail()
    {
        // The largest arguments are multiples of up to 2^8.
        const int Last = short.MaxValue >> 8 << 8;
        double tail = One * (1 - Math.Tanh(Last * (double)FixedPointTanh.Range / One));
        Assert.InRange(tail, 0, FixedPointTanh.Tail);
        for (int a = Last; a <= short.MaxValue; a++)
            Assert.InRange(One - FixedPointTanhTwin.Of((short)a), 0, FixedPointTanh.Tail + 2);
    }
}
