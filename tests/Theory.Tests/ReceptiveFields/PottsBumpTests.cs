using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class PottsBumpTests
{
    [Fact]
    public void It_is_steady_and_symmetric_and_flatter_than_a_cosine()
    {
        const int Sites = 41, States = 10;
        PottsBump bump = PottsBump.OfSpins(Sites, States, 1.2);
        double[] velocity = new double[Sites * States];
        bump.Flow.Velocity(0, bump.Weights, velocity);
        Assert.Equal(0, velocity.Max(Math.Abs), 1e-9); // where it stops

        double W(int i, int v) => bump.Weights[((i + Sites) % Sites * States) + ((v + States) % States)];
        for (int d = 0; d <= Sites / 2; d++)
        {
            for (int v = 0; v < States; v++)
            {
                // Symmetries of every step, to roundings that the slow modes, of rates above 1e-3, have had time to grow.
                Assert.Equal(W((Sites / 2) + d, v), W((Sites / 2) - d, v), 1e-8);
                Assert.Equal(W(d, v), W(d, -v), 1e-8);
                Assert.Equal(W(d, v), -W(d, v + 5), 1e-8);
            }
        }

        double Harmonic(int i, int p) => Enumerable.Range(0, States)
            .Sum(v => 0.2 * W(i, v) * Math.Cos(2 * Math.PI * p * v / States));
        Assert.InRange(Harmonic(Sites / 2, 3) / Harmonic(Sites / 2, 1), -0.12, -0.01);
        Assert.True(Harmonic(0, 1) < 0.2 * Harmonic(Sites / 2, 1)); // it has a place
    }

    [Fact]
    public void On_a_short_ring_it_dissolves_into_the_uniform_state()
    {
        PottsUniformState uniform = new(7, 6, 1.1);
        Assert.True(uniform.GrowthRate(1) < -1e-3);
        PottsBump bump = PottsBump.OfSpins(7, 6, 1.1, 1e-11);
        for (int k = 0; k < bump.Weights.Length; k++)
            Assert.Equal(uniform.Weights[k % 6], bump.Weights[k], 1e-7); // 1e-11 over the slowest rate, and to spare
    }

    [Fact]
    public void The_velocity_of_theta_is_the_slope_of_the_best_likelihood()
    {
        const double Step = 0.01;
        PottsBump Of(double theta) => PottsBump.OfDoubleWell(9, 4, 1, theta, 1e-8);
        double slope = (Of(1 + Step).LogLikelihood - Of(1 - Step).LogLikelihood) / (2 * Step);

        // Step² over six times a third derivative of order one tenth.
        Assert.Equal(slope, Of(1).ThetaVelocity, 1e-5);
    }
}
