using MathNet.Numerics;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class LandscapeDiffusionTests
{
    [Fact]
    public void On_flat_ground_it_is_free_diffusion()
    {
        LandscapeDiffusion motion = new(1.7, new double[11], length: 11);
        Assert.Equal(1.7, motion.LongTime, 1e-12);
        Assert.Equal(2 * 1.7 * 23, motion.MeanSquareDisplacement(23), 1e-10);
        Assert.All(motion.Occupancy, share => Assert.Equal(1 / 11.0, share, 1e-14));
    }

    [Fact]
    public void Long_times_see_Lifson_and_Jackson()
    {
        // A cosine of height A: D/I_0(A)². From point to point U changes by at most h = 2πA/211, and both constants are off
        // by a share of the order of h².
        const double Height = 1.3;
        double[] potential = [.. Enumerable.Range(0, 211).Select(i => Height * Math.Cos(Math.Tau * i / 211))];
        LandscapeDiffusion motion = new(2, potential, length: 17);
        double tolerance = 2 * Math.Pow(Math.Tau * Height / 211, 2);
        double bessel = SpecialFunctions.BesselI0(Height);
        Assert.Equal(2 / (bessel * bessel), motion.LongTime, tolerance);
        Assert.Equal(BumpDiffusion.InPotential(2, potential), motion.LongTime, tolerance);
        Assert.Equal(2, motion.ShortTime, tolerance);

        // The slowest rate is about D (2π/17)² = 0.27: after a time of 1000 only the slope and a constant are left.
        double slope = motion.MeanSquareDisplacement(2000) - motion.MeanSquareDisplacement(1000);
        Assert.Equal(2 * motion.LongTime, slope / 1000, 1e-9);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.7)]
    [InlineData(3.1)]
    public void At_any_time_it_is_what_the_hops_make_of_it(double time)
    {
        double[] potential = [0.3, -1.1, 0.8, 0.1, -0.4];
        LandscapeDiffusion motion = new(0.6, potential, length: 5);
        double expected = 0;
        for (int start = 0; start < 5; start++)
            expected += motion.Occupancy[start] * HoppedSquare(potential, 0.6, start, time);
        // Runge and Kutta's steps of 1/500 at rates of at most 2: (1/250)^4 a unit of time, times squares of order 10.
        Assert.Equal(expected, motion.MeanSquareDisplacement(time), 1e-7);
    }

    /// <summary>The mean square displacement from a point, by the master equation on the line, wide enough.</summary>
    private static double HoppedSquare(double[] potential, double diffusion, int start, double time)
    {
        const int Half = 60;
        double U(int i) => potential[((i % 5) + 5) % 5];
        double[] up = new double[2 * Half + 1], down = new double[up.Length], p = new double[up.Length];
        for (int i = -Half; i <= Half; i++)
        {
            up[i + Half] = i < Half ? diffusion * Math.Exp((U(start + i) - U(start + i + 1)) / 2) : 0;
            down[i + Half] = i > -Half ? diffusion * Math.Exp((U(start + i) - U(start + i - 1)) / 2) : 0;
        }

        double[] Slope(double[] q) => [.. q.Select((x, i) => -x * (up[i] + down[i])
            + (i > 0 ? q[i - 1] * up[i - 1] : 0) + (i + 1 < q.Length ? q[i + 1] * down[i + 1] : 0))];
        static double[] Add(double[] q, double[] slope, double step) => [.. q.Zip(slope, (x, s) => x + step * s)];
        p[Half] = 1;
        int steps = (int)Math.Ceiling(500 * time);
        double h = time / steps;
        for (int k = 0; k < steps; k++)
        {
            double[] a = Slope(p), b = Slope(Add(p, a, h / 2)), c = Slope(Add(p, b, h / 2)), d = Slope(Add(p, c, h));
            p = [.. p.Select((x, i) => x + h / 6 * (a[i] + 2 * b[i] + 2 * c[i] + d[i]))];
        }

        return p.Select((x, i) => x * (i - Half) * (i - Half)).Sum();
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        Assert.Throws<ArgumentException>(() => new LandscapeDiffusion(0, new double[5], 5));
        Assert.Throws<ArgumentException>(() => new LandscapeDiffusion(1, new double[2], 5));
        Assert.Throws<ArgumentException>(() => new LandscapeDiffusion(1, [0, double.NaN, 0], 5));
        Assert.Throws<ArgumentException>(() => new LandscapeDiffusion(1, new double[5], 0));
        Assert.Throws<ArgumentException>(() => new LandscapeDiffusion(1, new double[5], 5).MeanSquareDisplacement(-1));
    }
}
