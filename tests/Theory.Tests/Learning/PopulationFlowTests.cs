using FsCheck.Xunit;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Theory.Tests.Learning;

public class PopulationFlowTests
{
    // Rounding of the flow: at every node a product of 11 matrices of entries ≤ 1, 11·6·1.1e-16 = 7e-15, times the sum
    // of the weights, below 4 (for the likelihood, whose first node weighs 4/(πq) ≈ 15, below 40). Rounding of the
    // oracle: sums of 2^11 numbers, 2e-13 relative, of averages ≤ 1 (for the likelihood of log cosh I ≤ 17).
    private const double GradientRounding = 1e-12;
    private const double LikelihoodRounding = 5e-12;

    [Property(MaxTest = 200)]
    public void Velocity_is_the_enumerated_gradient(OneUnit unit, Beta beta)
    {
        // With weights up to 20 |I| is up to 220: nodes must follow Σ|w|.
        foreach (double amplitude in (double[])[1.5, 20])
        {
            double[] w = Times(amplitude, unit.Weights);
            double[] expected = Gradient(new Enumeration(unit.Sites, beta), w);
            Assert.Equal(0, Samples.MaxDifference(expected, Velocity(unit.Sites, beta, w)), GradientRounding);
        }
    }

    [Property(MaxTest = 200)]
    public void Likelihood_is_the_enumerated_one_and_below_minus_the_entropy(OneUnit unit, Beta beta)
    {
        double[] w = Times(1.5, unit.Weights);
        var flow = new PopulationFlow(unit.Sites, beta);
        double likelihood = flow.LogLikelihood(w), most = new IsingRing(unit.Sites, beta).MeanLogLikelihood;
        Assert.Equal(new Enumeration(unit.Sites, beta).LogLikelihood(w), likelihood, LikelihoodRounding);
        Assert.InRange(likelihood, double.MinValue, most + LikelihoodRounding);
        Assert.Equal(-likelihood, flow.Energy(w));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(11)]
    public void Jacobian_is_the_enumerated_one(int sites)
    {
        double[] w = Samples.Fixed(sites, seed: 23, amplitude: 1.2), jacobian = new double[sites * sites];
        const double beta = 0.8;
        var oracle = new Enumeration(sites, beta);
        new PopulationFlow(sites, beta).Jacobian(w, jacobian);
        for (int i = 0; i < sites; i++)
        {
            for (int j = 0; j < sites; j++)
            {
                double expected = oracle.Mean(v => Enumeration.Spin(v, i) * Enumeration.Spin(v, j)
                    / Math.Pow(Math.Cosh(oracle.Input(w, 0, v)), 2));
                expected -= i == j ? 1 / Math.Pow(Math.Cosh(w[i]), 2) : 0;
                Assert.Equal(expected, jacobian[(i * sites) + j], GradientRounding);
            }
        }
    }

    [Fact]
    public void Velocity_and_Jacobian_are_derivatives_on_a_ring_too_long_to_enumerate()
    {
        const int sites = 101;
        const double h = 1e-3;
        var flow = new PopulationFlow(sites, 0.9);
        double[] w = Samples.Fixed(sites, seed: 29, amplitude: 0.2), direction = Samples.Fixed(sites, seed: 31);
        double[] Shifted(double by) => [.. w.Zip(direction, (a, b) => a + (by * b))];
        double[] velocity = Velocity(sites, 0.9, w), jacobian = new double[sites * sites];
        flow.Jacobian(w, jacobian);

        // Five points: h⁴/30 times a fifth derivative by h. Along the direction I moves by some 10, so 10⁵·1e-12/30·16;
        // rounding of the likelihood, 101·1e-15·15/h.
        double slope = velocity.Zip(direction, (a, b) => a * b).Sum();
        Assert.Equal(FivePoints(s => flow.LogLikelihood(Shifted(s)), h), slope, 1e-7);
        for (int i = 0; i < sites; i += 17)
        {
            double expected = FivePoints(s => Velocity(sites, 0.9, Shifted(s))[i], h);
            double row = Enumerable.Range(0, sites).Sum(j => jacobian[(i * sites) + j] * direction[j]);
            Assert.Equal(expected, row, 1e-6);
        }
    }

    [Fact]
    public void Flow_at_small_beta_is_equation_37_with_corrections_of_the_order_of_beta()
    {
        const int sites = 31;
        double[] x = Samples.Fixed(sites, seed: 37), expected = new double[sites];
        new SmallBetaFlow(sites).Velocity(0, x, expected);
        double Deviation(double beta)
        {
            double[] velocity = Velocity(sites, beta, [.. x.Select(value => Math.Sqrt(beta) * value)]);
            return Samples.MaxDifference(expected, [.. velocity.Select(value => value / Math.Pow(beta, 1.5))]);
        }

        // Deviation aβ(1 + cβ): c of the order of Σx² ≈ 10, so 1 % of the ratio; rounding, 31·1e-15 β^{−3/2} = 3e-8,
        // is below.
        double coarse = Deviation(2e-4), fine = Deviation(1e-4);
        Assert.InRange(fine, 1e-5, 0.1);
        Assert.Equal(2, coarse / fine, 0.04);
    }

    [Property]
    public void Translation_reflection_and_sign_commute_with_the_flow(OneUnit unit, Beta beta)
    {
        int sites = unit.Sites;
        double[] velocity = Velocity(sites, beta, unit.Weights);
        double[] Move(double[] x) => [.. Enumerable.Range(0, sites).Select(i => -x[(sites + 4 - i) % sites])];
        double[] moved = Velocity(sites, beta, Move(unit.Weights));
        Assert.Equal(0, Samples.MaxDifference(Move(velocity), moved), GradientRounding);
    }

    [Fact]
    public void Calls_allocate_nothing()
    {
        var flow = new PopulationFlow(13, 0.5);
        double[] w = Samples.Fixed(13, seed: 3), velocity = new double[13];
        flow.Velocity(0, w, velocity);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 0; k < 100; k++)
            flow.Velocity(0, w, velocity);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("sites = 1, but it should be at least 3", () => _ = new PopulationFlow(1, 1));
        Samples.IsRefused("beta = 0, but it should be a finite number > 0", () => _ = new PopulationFlow(5, 0));
        Samples.IsRefused(
            "weights.Length = 4, but it should be exactly 5", () => new PopulationFlow(5, 1).LogLikelihood(new double[4]));
    }

    private static double[] Times(double factor, double[] weights) => [.. weights.Select(w => factor * w)];

    // M = 1: the model term is tanh w_i, (32), free of the rounding that enumerating the model at large w would bring.
    private static double[] Gradient(Enumeration oracle, double[] w)
        => [.. w.Select((wi, i) =>
            oracle.Mean(v => Enumeration.Spin(v, i) * Math.Tanh(oracle.Input(w, 0, v))) - Math.Tanh(wi))];

    private static double[] Velocity(int sites, double beta, double[] w)
    {
        var velocity = new double[sites];
        new PopulationFlow(sites, beta).Velocity(0, w, velocity);
        return velocity;
    }

    private static double FivePoints(Func<double, double> f, double h)
        => ((8 * (f(h) - f(-h))) - (f(2 * h) - f(-2 * h))) / (12 * h);
}
