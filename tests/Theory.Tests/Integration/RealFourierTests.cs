using FsCheck.Xunit;
using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Tests.Integration;

public class RealFourierTests
{
    // n/2 points, by passes of radix 4 and, for 16, 64 and 512, one of radix 2 at the end.
    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(512)]
    public void Modes_are_those_of_the_sum_that_defines_them(int n)
    {
        var fourier = new RealFourier(n);
        double[] x = Samples.Fixed(n, seed: n), modes = new double[n];
        fourier.Forward(x, modes);
        for (int k = 0; k <= n / 2; k++)
        {
            double re = 0, im = 0;
            for (int j = 0; j < n; j++)
            {
                double angle = 2 * Math.PI * (j * k % n) / n;
                re += x[j] * Math.Cos(angle);
                im -= x[j] * Math.Sin(angle);
            }

            // n terms of at most 1, each rounded to 2e-16 and summed.
            Assert.Equal(re, modes[k], n * 1e-15);
            if (k > 0 && k < n / 2)
                Assert.Equal(im, modes[(n / 2) + k], n * 1e-15);
        }
    }

    [Property(MaxTest = 300)]
    public void Inverse_returns_the_values(Signal signal)
    {
        var fourier = new RealFourier(signal.Values.Length);
        double[] copy = [.. signal.Values];
        fourier.Forward(copy, copy); // in place, as the integrator does
        fourier.Inverse(copy, copy);
        // Twenty passes and splits at most, each of relative error 2e-16 on values of root mean square below 1.
        Assert.InRange(Samples.MaxDifference(signal.Values, copy), 0, 2e-14);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var fourier = new RealFourier(64);
        double[] x = Samples.Fixed(64, seed: 2), modes = new double[64];
        fourier.Forward(x, modes);
        fourier.Inverse(modes, x);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 0; k < 100; k++)
        {
            fourier.Forward(x, modes);
            fourier.Inverse(modes, x);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("points = 48, but it should be a power of two", () => _ = new RealFourier(48));
        Samples.IsRefused("points = 8, but it should be in [16, 1048576]", () => _ = new RealFourier(8));
        Samples.IsRefused(
            "values.Length = 15, but it should be exactly 16",
            () => new RealFourier(16).Forward(new double[15], new double[16]));
    }
}
