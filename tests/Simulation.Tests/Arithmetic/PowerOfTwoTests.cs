using RbmTheory.Simulation.Arithmetic;

namespace RbmTheory.Simulation.Tests.Arithmetic;

public class PowerOfTwoTests
{
    [Fact]
    public void The_power_of_two_keeps_its_stated_error()
    {
        // The error was measured over every float; a prime stride of their bit patterns cannot show a larger one.
        const uint Stride = 1009;
        Assert.Equal(1f, PowerOfTwo.Exp2(0f));
        uint last = BitConverter.SingleToUInt32Bits(PowerOfTwo.HighestArgument);
        for (uint bits = BitConverter.SingleToUInt32Bits(1e-20f); bits <= last; bits += Stride)
        {
            float x = BitConverter.UInt32BitsToSingle(bits);
            Chance.Near(1, PowerOfTwo.Exp2(x) / Math.Pow(2, x), 2.23e-7);
            Chance.Near(1, PowerOfTwo.Exp2(-x) / Math.Pow(2, -x), 2.23e-7);
        }
    }

    [Fact]
    public void Whole_exponents_are_exact_and_others_are_clamped()
    {
        for (int n = -125; n <= 125; n++)
            Assert.Equal((float)Math.Pow(2, n), PowerOfTwo.Exp2(n));
    }
}
