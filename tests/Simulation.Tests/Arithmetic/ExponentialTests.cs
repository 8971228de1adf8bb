using RbmTheory.Simulation.Arithmetic;

namespace RbmTheory.Simulation.Tests.Arithmetic;

public class ExponentialTests
{
    // Errors measured over every float; the tests visit a prime stride of their bit patterns, so none can be larger.
    private const double ExpError = 8.16e-8;
    private const double LogisticError = 8.94e-8;
    private const double TanhError = 7.93e-8;

    [Fact]
    public void Exp_keeps_its_stated_error_over_the_whole_range()
    {
        foreach (float x in Floats().Where(x => x is >= Exponential.LowestArgument and <= Exponential.HighestArgument))
            Chance.Near(1, Exponential.Exp(x) / Math.Exp(x), ExpError);
    }

    [Fact]
    public void Logistic_and_tanh_keep_their_stated_errors()
    {
        foreach (float x in Floats())
        {
            Chance.Near(1 / (1 + Math.Exp(-(double)x)), Exponential.Logistic(x), LogisticError);
            Chance.Near(Math.Tanh(x), Exponential.Tanh(x), TanhError);
        }
    }

    [Fact]
    public void Tanh_is_odd_saturates_and_keeps_small_arguments()
    {
        Assert.Equal(-Exponential.Tanh(0.3f), Exponential.Tanh(-0.3f));
        Assert.Equal(-Exponential.Tanh(3f), Exponential.Tanh(-3f));
        Assert.Equal(1f, Exponential.Tanh(20f));
        Assert.Equal(-1f, Exponential.Tanh(float.NegativeInfinity));
        Assert.Equal(1e-20f, Exponential.Tanh(1e-20f));
    }

    [Fact]
    public void Extreme_arguments_stay_finite_and_nan_stays_nan()
    {
        Assert.Equal(Exponential.Exp(Exponential.HighestArgument), Exponential.Exp(float.PositiveInfinity));
        Assert.Equal(Exponential.Exp(Exponential.LowestArgument), Exponential.Exp(float.NegativeInfinity));
        Assert.True(float.IsFinite(Exponential.Exp(float.PositiveInfinity)));
        Assert.True(float.IsNormal(Exponential.Exp(float.NegativeInfinity)));
        Assert.Equal(1f, Exponential.Exp(0f));
        Assert.True(float.IsNaN(Exponential.Exp(float.NaN)));
        Assert.True(float.IsNaN(Exponential.Tanh(float.NaN)));
    }

    [Fact]
    public void The_bits_are_the_recorded_ones()
    {
        // A fused multiply-add or another polynomial would move some of these bits on some machine.
        uint hash = 0;
        for (int k = -2000; k <= 2000; k++)
        {
            hash = hash * 31 + BitConverter.SingleToUInt32Bits(Exponential.Exp(k * 0.04321f));
            hash = hash * 31 + BitConverter.SingleToUInt32Bits(Exponential.Tanh(k * 0.004321f));
        }

        Assert.Equal(2881819335u, hash);
    }

    private static IEnumerable<float> Floats()
    {
        const uint Stride = 10_007;
        for (uint bits = 0; bits < BitConverter.SingleToUInt32Bits(100f); bits += Stride)
        {
            yield return BitConverter.UInt32BitsToSingle(bits);
            yield return -BitConverter.UInt32BitsToSingle(bits);
        }
    }
}
