using FsCheck.Xunit;
using RbmTheory.Theory.Learning;

namespace RbmTheory.Theory.Tests.Learning;

public class PopulationFlowUnitsTests
{
    // Rounding of the flow and of the oracle: see PopulationFlowTests. Enumerating the model adds sums of 2^11 numbers,
    // 2e-13 relative, of log cosh and tanh of inputs below 11 units of 1.2.
    private const double Rounding = 1e-12;
    private const double LikelihoodRounding = 1e-11;

    public static TheoryData<int, int> Sizes => new() { { 11, 1 }, { 11, 2 }, { 7, 3 }, { 5, 5 }, { 3, 12 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Velocity_and_likelihood_are_the_enumerated_ones(int sites, int hidden)
    {
        foreach ((int seed, double beta) in (ReadOnlySpan<(int, double)>)[(67, 0.3), (71, 0.9), (73, 1.7)])
        {
            double[] w = Samples.Fixed(sites * hidden, seed, amplitude: 1.2);
            var oracle = new Enumeration(sites, beta);
            var flow = new PopulationFlow(sites, beta, hidden);
            Assert.Equal(0, Samples.MaxDifference(oracle.Gradient(w), Velocity(flow, w)), Rounding);
            Assert.Equal(oracle.LogLikelihood(w), flow.LogLikelihood(w), LikelihoodRounding);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Velocity_is_minus_the_gradient_of_the_energy_and_the_Jacobian_its_derivative(int sites, int hidden)
    {
        var flow = new PopulationFlow(sites, 0.8, hidden);
        int n = flow.Dimension;
        double[] w = Samples.Fixed(n, seed: 79, amplitude: 0.7), x = Samples.Fixed(n, seed: 83);
        double[] velocity = Velocity(flow, w), jacobian = new double[n * n], product = new double[n];
        flow.Jacobian(w, jacobian);
        flow.JacobianProduct(w, x, product);
        double[] Shifted(double by) => [.. w.Zip(x, (a, b) => a + (by * b))];
        // Five points: h⁴/30 times a fifth derivative, below 11·10³ here as X ≤ 11 and few terms align, h = 2e-3: 6e-9;
        // rounding of the likelihood, 1e-12/h.
        double slope = velocity.Zip(x, (a, b) => a * b).Sum();
        Assert.Equal(-FivePoints(s => flow.Energy(Shifted(s)), 2e-3), slope, 1e-8);
        for (int i = 0; i < n; i++)
        {
            double row = Enumerable.Range(0, n).Sum(j => jacobian[(i * n) + j] * x[j]);
            Assert.Equal(FivePoints(s => Velocity(flow, Shifted(s))[i], 2e-3), row, 1e-8);
            Assert.Equal(row, product[i], n * 1e-14);
            for (int j = 0; j < i; j++)
                Assert.Equal(jacobian[(i * n) + j], jacobian[(j * n) + i]);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Flow_at_small_beta_is_equations_50_and_51_with_corrections_of_the_order_of_beta(int hidden)
    {
        const int sites = 31;
        double[] x = Samples.Fixed(sites * hidden, seed: 89), expected = new double[sites * hidden];
        new SmallBetaFlow(sites, hidden).Velocity(0, x, expected);
        double Deviation(double beta)
        {
            double[] w = [.. x.Select(value => Math.Sqrt(beta) * value)];
            double[] velocity = Velocity(new PopulationFlow(sites, beta, hidden), w);
            return Samples.MaxDifference(expected, [.. velocity.Select(value => value / Math.Pow(beta, 1.5))]);
        }

        // As in PopulationFlowTests: aβ(1 + cβ), c of the order of Σx² ≈ 10M, a few parts in a hundred of the ratio.
        double coarse = Deviation(1e-4), fine = Deviation(5e-5);
        Assert.InRange(fine, 1e-5, 0.5);
        Assert.Equal(2, coarse / fine, 0.04);
    }

    [Property]
    public void Exchanging_units_and_flipping_their_signs_commute_with_the_flow(SeveralUnits units, Beta beta)
    {
        int n = units.Sites;
        double[] w = units.Values;
        var flow = new PopulationFlow(n, beta, units.Hidden);
        // The last comes first, and what was the first changes its sign.
        double[] Move(double[] x) => [.. x[^n..], .. x[..n].Select(value => -value), .. x[n..^n]];
        Assert.Equal(0, Samples.MaxDifference(Move(Velocity(flow, w)), Velocity(flow, Move(w))), Rounding);
        Assert.Equal(flow.Energy(w), flow.Energy(Move(w)), LikelihoodRounding);
    }

    [Fact]
    public void Mixing_the_units_does_not_commute_with_the_flow_beyond_small_beta()
    {
        // The rotation symmetry of small β is broken to permutations and signs.
        var flow = new PopulationFlow(7, 1, 2);
        double[] w = Samples.Fixed(14, seed: 97);
        double c = Math.Cos(0.4), s = Math.Sin(0.4);
        double[] turned = [.. w.Select((_, k) => k < 7 ? (c * w[k]) - (s * w[k + 7]) : (s * w[k - 7]) + (c * w[k]))];
        Assert.True(Math.Abs(flow.Energy(w) - flow.Energy(turned)) > 1e-3);
    }

    [Fact]
    public void A_unit_without_weights_changes_nothing_and_stays_so()
    {
        // By the symmetry h → −h of that unit.
        double[] w = Samples.Fixed(11, seed: 101), expected = Velocity(new PopulationFlow(11, 0.6), w);
        double[] velocity = Velocity(new PopulationFlow(11, 0.6, 2), [.. w, .. new double[11]]);
        Assert.Equal(0, Samples.MaxDifference(expected, velocity.AsSpan(0, 11)), Rounding);
        Assert.All(velocity.Skip(11), value => Assert.Equal(0, value, Rounding));
    }

    [Fact]
    public void Large_weights_do_not_overflow()
    {
        var flow = new PopulationFlow(13, 0.6, 3);
        double[] w = Samples.Fixed(39, seed: 103, amplitude: 300);
        Assert.All(Velocity(flow, w), value => Assert.InRange(value, -2, 2));
        Assert.InRange(flow.LogLikelihood(w), -1e5, 0);
    }

    [Fact]
    public void Calls_allocate_nothing()
    {
        var flow = new PopulationFlow(13, 0.5, 3);
        double[] w = Samples.Fixed(39, seed: 3), velocity = new double[39];
        flow.Velocity(0, w, velocity);
        flow.JacobianProduct(w, w, velocity);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 0; k < 100; k++)
        {
            flow.Velocity(0, w, velocity);
            flow.JacobianProduct(w, w, velocity);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Bad_arguments_are_named()
        => Samples.IsRefused("hidden = 13, but it should be in [1, 12]", () => _ = new PopulationFlow(5, 1, 13));

    private static double[] Velocity(PopulationFlow flow, double[] w)
    {
        var velocity = new double[w.Length];
        flow.Velocity(0, w, velocity);
        return velocity;
    }

    private static double FivePoints(Func<double, double> f, double h)
        => ((8 * (f(h) - f(-h))) - (f(2 * h) - f(-2 * h))) / (12 * h);
}
