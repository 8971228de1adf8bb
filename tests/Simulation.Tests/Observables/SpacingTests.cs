using MathNet.Numerics.Distributions;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using static RbmTheory.Simulation.Tests.Observables.Complaint;

namespace RbmTheory.Simulation.Tests.Observables;

public class SpacingTests
{
    [Fact]
    public void Gaps_agree_with_the_hand()
    {
        // On a ring of 13: 12.5 is −0.5, 15 is 2; sorted 2, 5, 12.5.
        Spacing spacing = Spacing.Measure([5, -0.5, 15], 13);
        Assert.Equal([3, 7.5, 2.5], spacing.Gaps);
        Assert.Equal(2.5, spacing.Smallest);
        Chance.Near(13 / 3.0, spacing.Mean, 1e-15);
        Chance.Near((9 + 56.25 + 6.25) / 3 - 169 / 9.0, spacing.Variance, 1e-13);
    }

    [Fact]
    public void One_centre_has_the_whole_ring_and_coinciding_ones_the_largest_variance()
    {
        Assert.Equal([17], Spacing.Measure([3.5], 17).Gaps);
        Spacing heap = Spacing.Measure([4, 4, 4, 4, 21], 17);
        Assert.Equal((0, 4), (heap.Smallest, heap.RelativeVariance));
        Assert.Equal(0, Spacing.Measure([1, 7, 4, 10], 12).Variance);
    }

    [Fact]
    public void Random_centres_follow_the_broken_stick()
    {
        // Relative variance in [0, M − 1] and smallest gap in [0, N/M]: by Hoeffding the mean of n is off by more than
        // range √(ln(2/1e−6)/2n) with probability 1e−6.
        const int Sites = 101, Units = 5, Draws = 20000;
        double variance = 0, smallest = 0;
        for (ulong draw = 0; draw < Draws; draw++)
        {
            var stream = new RandomStream(3, StreamPurpose.Other, draw);
            double[] centres = [.. Enumerable.Range(0, Units).Select(_ => Sites * stream.NextDouble())];
            Spacing spacing = Spacing.Measure(centres, Sites);
            variance += spacing.RelativeVariance / Draws;
            smallest += spacing.Smallest / Draws;
        }

        double hoeffding = Math.Sqrt(Math.Log(2 / Chance.FalseAlarm) / (2 * Draws));
        Chance.Near((Units - 1.0) / (Units + 1), variance, (Units - 1) * hoeffding);
        Chance.Near(Sites / (double)(Units * Units), smallest, Sites / (double)Units * hoeffding);
    }

    [Fact]
    public void The_motion_of_two_units_splits_by_hand()
    {
        // Moves over two steps (1, 3) and (2, −2): means 2 and 0, within 2 and 8.
        var motion = new CollectiveMotion([[0, 9, 1, 9, 3], [5, 9, 8, 9, 6]], 11);
        Assert.Equal((2.0, 5.0, 0.8), (motion.OfMean(2), motion.OfSeparations(2), motion.Coherence(2)));
    }

    [Fact]
    public void A_rigid_group_has_infinite_coherence_and_constant_separations()
    {
        // Positions may be given some turns of the ring away.
        double[] path = [0, 2.5, -1.25, 8];
        double[][] units = [.. new double[] { 9, 3 + 13, 5 - 26 }.Select(x => Array.ConvertAll(path, y => x + y))];
        var motion = new CollectiveMotion(units, 13);
        Assert.Equal(double.PositiveInfinity, motion.Coherence(1));
        double[][] separations = motion.Separations();
        for (int m = 0; m < 3; m++)
        {
            double gap = m == 0 ? 2 : m == 1 ? 4 : 7;
            Assert.Equal([gap, gap, gap, gap], separations[m]);
        }
    }

    [Fact]
    public void Separations_follow_units_that_pass_each_other()
    {
        double[][] separations = new CollectiveMotion([[1, 4, 6], [5, 5, 5]], 11).Separations();
        Assert.Equal([4, 1, -1], separations[0]);
        Assert.Equal([7, 10, 12], separations[1]);
    }

    [Fact]
    public void Independent_walks_follow_Fishers_law()
    {
        // 211 steps of lag 2 make K = 105 stretches of 3 units: F(105, 210), two-sided at the false-alarm rate.
        const int Units = 3, Steps = 211, Lag = 2;
        double[][] walks = new double[Units][];
        for (int m = 0; m < Units; m++)
        {
            var stream = new RandomStream(7, StreamPurpose.Other, (ulong)m);
            walks[m] = new double[Steps + 1];
            for (int t = 1; t <= Steps; t++)
                walks[m][t] = walks[m][t - 1] + stream.NextGaussian();
        }

        int stretches = Steps / Lag;
        double cumulative = FisherSnedecor.CDF(
            stretches, stretches * (Units - 1), new CollectiveMotion(walks, 53).Coherence(Lag));
        Assert.InRange(cumulative, Chance.FalseAlarm / 2, 1 - Chance.FalseAlarm / 2);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Says("centres.Length = 0, but it should be at least 1", () => Spacing.Measure([], 5));
        Says("centres[m] = NaN, but it should be a finite number", () => Spacing.Measure([double.NaN], 5));
        Says("positions.Count = 1, but it should be at least 2", () => new CollectiveMotion([[1, 2]], 5));
        var motion = new CollectiveMotion([[1, 2, 3], [1, 2, 4]], 5);
        Says("lag = 3, but it should be in [1, 2]", () => motion.Coherence(3));
    }
}
