using FsCheck.Xunit;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.Tests.ReceptiveFields;

namespace RbmTheory.Theory.Tests.Learning;

public class SmallBetaFlowTests
{
    private const int Sites = 7;

    // |w| ≤ 1 (3 where it is displaced), N ≤ 7, M ≤ 3: sums of some 40 terms. Those of the velocity are below
    // 3·63 = 189, each rounded to 1.1e-16, in a difference formula of weight 1.5; those of the energy below ¼·63² ≈
    // 10³.
    private const double VelocityRounding = 40 * 189 * 1.1e-16 * 1.5;
    private const double EnergyRounding = 40 * 1e3 * 1.1e-16 * 1.5;

    [Property(MaxTest = 300)]
    public void Velocity_is_minus_the_gradient_of_the_energy(RingWeights weights)
    {
        // The five-point difference is exact for a polynomial of degree four: with a step of 1 it only rounds.
        var flow = new SmallBetaFlow(weights.Sites, weights.Hidden);
        double[] w = weights.Values, velocity = Velocity(flow, w);
        for (int k = 0; k < w.Length; k++)
            Assert.Equal(-Difference(w, k, x => flow.Energy(x)), velocity[k], EnergyRounding);
    }

    [Property(MaxTest = 300)]
    public void Jacobian_is_the_derivative_of_the_velocity(RingWeights weights)
    {
        var flow = new SmallBetaFlow(weights.Sites, weights.Hidden);
        int n = flow.Dimension;
        double[] w = weights.Values, jacobian = new double[n * n];
        flow.Jacobian(w, jacobian);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
                Assert.Equal(Difference(w, j, x => Velocity(flow, x)[i]), jacobian[(i * n) + j], VelocityRounding);
        }
    }

    [Property(MaxTest = 300)]
    public void Energy_decreases_along_the_flow(RingWeights weights)
    {
        var flow = new SmallBetaFlow(weights.Sites, weights.Hidden);
        var options = new IntegrationOptions();
        double[] start = weights.Values, velocity = new double[flow.Dimension];
        double first = flow.Energy(start);
        IntegrationResult result = new AdaptiveRungeKutta().Integrate(flow, start, 0, 10, options, step =>
        {
            // An error δ of a step moves the energy by |F||δ|; both ends are within a factor 2 of each other.
            flow.Velocity(0, step.Start, velocity);
            double slack = 2 * Norm(velocity) * Math.Sqrt(flow.Dimension)
                * (options.AbsoluteTolerance + (options.RelativeTolerance * Norm(step.Start)));
            double rounding = 1e-14 * (1 + Math.Abs(first));
            double rise = flow.Energy(step.End) - flow.Energy(step.Start);
            Assert.InRange(rise, double.MinValue, slack + rounding);
        });
        Assert.Equal(StopReason.End, result.Reason);
        Assert.True(Norm(start) == 0 || flow.Energy(result.State) < first);
    }

    [Property(MaxTest = 300)]
    public void Translation_and_reflection_commute_with_the_flow(RingWeights weights)
    {
        int n = weights.Sites;
        var flow = new SmallBetaFlow(n, weights.Hidden);
        double[] Move(double[] x, Func<int, int> site)
            => [.. Enumerable.Range(0, x.Length).Select(k => x[(k / n * n) + site(k % n)])];
        foreach (Func<int, int> site in (Func<int, int>[])[i => (i + 3) % n, i => n - 1 - i])
        {
            double[] w = weights.Values, moved = Move(w, site);
            double gap = Samples.MaxDifference(Move(Velocity(flow, w), site), Velocity(flow, moved));
            Assert.InRange(gap, 0, VelocityRounding);
            Assert.Equal(flow.Energy(w), flow.Energy(moved), EnergyRounding);
        }
    }

    [Property(MaxTest = 200)]
    public void Rotating_and_reflecting_the_units_commutes_with_the_flow(
        SeveralUnits units, Fraction first, Fraction last)
    {
        int n = units.Sites;
        var flow = new SmallBetaFlow(n, units.Hidden);
        double[] w = units.Values;
        double[] Turn(double[] x)
        {
            double[] turned = LatticeBumpsTests.Rotate(x, n, 0, 1, first.Between(0, 2 * Math.PI));
            turned = LatticeBumpsTests.Rotate(
                turned, n, units.Hidden - 2, units.Hidden - 1, last.Between(0, 2 * Math.PI));
            for (int i = 0; i < n; i++)
                turned[i] = -turned[i];
            return turned;
        }

        Assert.InRange(Samples.MaxDifference(Turn(Velocity(flow, w)), Velocity(flow, Turn(w))), 0, VelocityRounding);
        Assert.Equal(flow.Energy(w), flow.Energy(Turn(w)), EnergyRounding);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Flow_is_the_gradient_of_the_likelihood_to_lowest_order_in_beta(int hidden)
    {
        // With w = √β x, gradient/β^{3/2} = velocity + aβ + O(β²): what is left halves with β, to a few β. A wrong
        // term in the flow leaves a constant, and the ratio goes to 1. Rounding, 1e-15 β^{−3/2} ≈ 3e-10, is far below
        // aβ.
        var flow = new SmallBetaFlow(Sites, hidden);
        double[] x = Samples.Fixed(flow.Dimension, seed: 17 + hidden);
        double[] velocity = Velocity(flow, x);
        double Deviation(double beta)
        {
            double[] gradient = new Enumeration(Sites, beta).Gradient([.. x.Select(value => Math.Sqrt(beta) * value)]);
            return Samples.MaxDifference(velocity, [.. gradient.Select(value => value / Math.Pow(beta, 1.5))]);
        }

        double coarse = Deviation(2e-4), fine = Deviation(1e-4);
        Assert.InRange(fine, 1e-6, 1e-2);
        Assert.Equal(2, coarse / fine, 0.02);
    }

    [Fact]
    public void Equation_51_as_printed_is_not_the_gradient_of_the_likelihood()
    {
        // The last sum with Σ_k w_k1 w_k1 in place of Σ_k w_k1 w_k2: what is left does not shrink with β.
        double[] x = Samples.Fixed(2 * Sites, seed: 19), printed = Velocity(new SmallBetaFlow(Sites, 2), x);
        double same = 0, cross = 0;
        for (int k = 0; k < Sites; k++)
            (same, cross) = (same + (x[k] * x[k]), cross + (x[k] * x[Sites + k]));
        for (int i = 0; i < Sites; i++)
            printed[Sites + i] += x[i] * (cross - same);
        double Deviation(double beta)
        {
            double[] gradient = new Enumeration(Sites, beta).Gradient([.. x.Select(value => Math.Sqrt(beta) * value)]);
            return Samples.MaxDifference(printed, [.. gradient.Select(value => value / Math.Pow(beta, 1.5))]);
        }

        Assert.Equal(1, Deviation(2e-4) / Deviation(1e-4), 0.02);
        Assert.True(Deviation(1e-4) > 0.1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Enumerated_gradient_is_the_derivative_of_the_enumerated_likelihood(int hidden)
    {
        // The oracle on its own: five points at h = 0.01 are off by h⁴/30 times a fifth derivative (below 10² for |I|
        // ≤ 7 weighted by bounded moments), 1e-8·3, and by 1e-14/h of rounding.
        double[] w = Samples.Fixed(Sites * hidden, seed: 5, amplitude: 0.4);
        var oracle = new Enumeration(Sites, 0.3);
        double[] gradient = oracle.Gradient(w);
        for (int k = 0; k < w.Length; k++)
            Assert.Equal(Difference(w, k, oracle.LogLikelihood, 0.01), gradient[k], 3e-8);
    }

    [Fact]
    public void Velocity_allocates_nothing()
    {
        foreach (int hidden in (int[])[1, 3])
        {
            var flow = new SmallBetaFlow(Sites, hidden);
            double[] w = Samples.Fixed(flow.Dimension, seed: 3), velocity = new double[flow.Dimension];
            flow.Velocity(0, w, velocity);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int k = 0; k < 100; k++)
                flow.Velocity(0, w, velocity);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("sites = 2, but it should be at least 3", () => _ = new SmallBetaFlow(2));
        Samples.IsRefused("hidden = 0, but it should be at least 1", () => _ = new SmallBetaFlow(5, 0));
        var flow = new SmallBetaFlow(5, 2);
        Samples.IsRefused("state.Length = 5, but it should be exactly 10", () => flow.Energy(new double[5]));
        Samples.IsRefused(
            "velocity.Length = 9, but it should be exactly 10", () => flow.Velocity(0, new double[10], new double[9]));
        Samples.IsRefused(
            "jacobian.Length = 10, but it should be exactly 100",
            () => flow.Jacobian(new double[10], new double[10]));
    }

    private static double[] Velocity(SmallBetaFlow flow, double[] w)
    {
        var velocity = new double[w.Length];
        flow.Velocity(0, w, velocity);
        return velocity;
    }

    private static double Difference(double[] w, int k, Func<double[], double> f, double h = 1)
    {
        double At(double shift)
        {
            double[] moved = [.. w];
            moved[k] += shift;
            return f(moved);
        }

        return ((8 * (At(h) - At(-h))) - (At(2 * h) - At(-2 * h))) / (12 * h);
    }

    private static double Norm(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value * value;
        return Math.Sqrt(sum);
    }
}
