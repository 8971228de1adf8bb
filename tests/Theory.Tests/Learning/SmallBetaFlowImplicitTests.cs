using FsCheck.Xunit;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.Tests.Learning;

public class SmallBetaFlowImplicitTests
{
    [Property(MaxTest = 500)]
    public void Shifted_systems_are_solved(RingSystem system)
    {
        var flow = new SmallBetaFlow(system.Sites, system.Hidden);
        int n = flow.Dimension;
        double[] jacobian = new double[n * n], factors = new double[flow.FactorLength], x = [.. system.Right];
        // The eigenvalues of J are below 2 + 3|w|² ≤ 5M: with σ above no pivot is small, and nothing is amplified by
        // more than the condition, below 10² here.
        double shift = 2 + (6 * system.Hidden);
        flow.Jacobian(system.Weights, jacobian);
        Assert.True(flow.FactorShifted(shift, system.Weights, factors));
        flow.SolveShifted(factors, x);
        for (int i = 0; i < n; i++)
        {
            double product = shift * x[i];
            for (int j = 0; j < n; j++)
                product -= jacobian[(i * n) + j] * x[j];
            Assert.Equal(system.Right[i], product, 1e-12);
        }
    }

    [Property(MaxTest = 300)]
    public void Series_solves_the_equation_term_by_term(RingWeights weights)
    {
        var flow = new SmallBetaFlow(weights.Sites, weights.Hidden);
        const int order = 3;
        double[] series = new double[(order + 1) * flow.Dimension], scratch = new double[flow.SeriesScratch(order)];
        weights.Values.CopyTo(series, 0);
        flow.Series(order, series, scratch);
        // p(h) being the series cut at h³, velocity(p) − dp/dh = ch³(1 + O(h)) if and only if all terms are right:
        // the ratio of its values at h and h/2 is 8, to a few parts in a hundred at h = 1e-3 and rates up to 50.
        double Residual(double h) => MaxResidual(flow, series, order, h);
        double coarse = Residual(1e-3), fine = Residual(5e-4);
        Assert.True(coarse < 1e-13 || Math.Abs((coarse / fine) - 8) < 0.8, $"{coarse} and {fine}");
    }

    [Fact]
    public void Series_of_one_unit_is_that_of_many_of_which_one_is_not_zero()
    {
        const int sites = 11, order = 9;
        var one = new SmallBetaFlow(sites);
        var three = new SmallBetaFlow(sites, 3);
        double[] w = Samples.Fixed(sites, seed: 61), small = new double[(order + 1) * sites];
        var large = new double[(order + 1) * 3 * sites];
        w.CopyTo(small, 0);
        w.CopyTo(large, sites);
        one.Series(order, small, new double[one.SeriesScratch(order)]);
        three.Series(order, large, new double[three.SeriesScratch(order)]);
        for (int k = 0; k <= order; k++)
        {
            double[] expected = small[(k * sites)..((k + 1) * sites)];
            double[] actual = large[(((3 * k) + 1) * sites)..(((3 * k) + 2) * sites)];
            // Sums of some k N terms, relative to the largest.
            Assert.Equal(0, Samples.MaxDifference(expected, actual), 1e-14 * (1 + expected.Max(Math.Abs)));
            Assert.All(large[(3 * k * sites)..(((3 * k) + 1) * sites)], value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        var flow = new SmallBetaFlow(5, 2);
        Samples.IsRefused(
            "coefficients.Length = 10, but it should be exactly 40",
            () => flow.Series(3, new double[10], new double[99]));
        Samples.IsRefused(
            "scratch.Length = 1, but it should be at least 42", () => flow.Series(3, new double[40], new double[1]));
        Samples.IsRefused(
            "shift = 0, but it should be a finite number > 0",
            () => flow.FactorShifted(0, new double[10], new double[flow.FactorLength]));
    }

    private static double MaxResidual(SmallBetaFlow flow, double[] series, int order, double h)
    {
        int n = flow.Dimension;
        double[] state = new double[n], slope = new double[n], velocity = new double[n];
        for (int k = 0; k <= order; k++)
        {
            for (int i = 0; i < n; i++)
            {
                state[i] += series[(k * n) + i] * Math.Pow(h, k);
                slope[i] += k == 0 ? 0 : k * series[(k * n) + i] * Math.Pow(h, k - 1);
            }
        }

        flow.Velocity(0, state, velocity);
        return Samples.MaxDifference(velocity, slope);
    }
}
