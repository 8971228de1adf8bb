using RbmTheory.Simulation.Data;

namespace RbmTheory.Simulation.Tests;

public class SpikedBernoulliTests
{
    [Fact]
    public void Covariances_are_those_of_the_modes()
    {
        const int Samples = 20011, Sites = 7;
        double[] strengths = [0.7, 0.4];
        (SpinSet set, int[][] signs) = SpikedBernoulli.SampleSet(Samples, Sites, strengths, seed: 3);
        // Half a spin each: 1/S of their products, whose variance is at most 1.
        double error = Chance.Sigmas / Math.Sqrt(Samples);
        for (int i = 0; i < Sites; i++)
        {
            Chance.Near(0, Enumerable.Range(0, Samples).Average(s => set.Spin(s, i)), error);
            for (int j = 0; j < i; j++)
            {
                // Over the four pushes of both modes; a push and its opposite have the same product.
                double exact = ((int[])[1, -1]).Average(x => Math.Tanh(strengths[0] * signs[0][i] + x * strengths[1] * signs[1][i])
                    * Math.Tanh(strengths[0] * signs[0][j] + x * strengths[1] * signs[1][j]));
                Chance.Near(exact, Enumerable.Range(0, Samples).Average(s => set.Spin(s, i) * set.Spin(s, j)), error);
            }
        }
    }

    [Fact]
    public void A_larger_set_begins_with_the_smaller_one()
    {
        (SpinSet small, int[][] signs) = SpikedBernoulli.SampleSet(5, 19, [0.5], seed: 9);
        (SpinSet large, int[][] same) = SpikedBernoulli.SampleSet(11, 19, [0.5], seed: 9);
        Assert.Equal(signs[0], same[0]);
        for (int s = 0; s < 5; s++)
            Assert.Equal(Enumeration.Spins(small, s), Enumeration.Spins(large, s));
        Assert.Contains(1, signs[0]);
        Assert.Contains(-1, signs[0]);
    }
}
