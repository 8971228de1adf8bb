using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Units;

/// <summary>The law of h &gt; 0 with weight e^{−h²/2 − xh}.</summary>
public class HalfGaussianTests
{
    private const int Draws = 20_011, Cells = 11;

    public static TheoryData<double> Slopes => [-30, -3, -0.25, 0, 0.7, 4, 50];

    [Theory]
    [MemberData(nameof(Slopes))]
    public void Samples_follow_the_law(double slope)
    {
        // P(h > t) = R(x + t) e^{−t²/2 − xt} / R(x) is uniform in (0, 1) where t = h.
        double logAll = new HalfGaussian(slope).LogPartition;
        int[] counts = new int[Cells];
        var stream = new RandomStream(71, StreamPurpose.Other, (ulong)(slope * 4 + 1000));
        for (int draw = 0; draw < Draws; draw++)
        {
            double h = HalfGaussian.Sample(slope, ref stream);
            Assert.True(h > 0);
            double beyond = Math.Exp(new HalfGaussian(slope + h).LogPartition - h * h / 2 - slope * h - logAll);
            counts[Math.Min((int)(beyond * Cells), Cells - 1)]++;
        }

        Chance.FollowsLaw(Enumerable.Repeat(1.0 / Cells, Cells).ToArray(), counts);
    }

    [Theory]
    [MemberData(nameof(Slopes))]
    public void The_mean_is_the_slope_of_the_log_partition(double slope)
    {
        const double Step = 1.0 / (1 << 12);
        double difference = new HalfGaussian(slope - Step).LogPartition - new HalfGaussian(slope + Step).LogPartition;

        // A third cumulant of at most 2/min(1, …) < 2 times Step²/6, and two roundings of log R, at most 460.
        double tolerance = Step * Step / 3 + 4 * 460 / (double)(1L << 53) / (2 * Step);
        Chance.Near(difference / (2 * Step), new HalfGaussian(slope).Mean, tolerance);
    }

    [Fact]
    public void Without_a_slope_it_is_half_a_normal_law()
    {
        Chance.Near(Math.Log(Math.PI / 2) / 2, new HalfGaussian(0).LogPartition, 1e-15);
        Chance.Near(Math.Sqrt(2 / Math.PI), new HalfGaussian(0).Mean, 1e-15);
    }
}
