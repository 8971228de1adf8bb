using RbmTheory.Theory.Integration;
using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Theory.Tests.SpectralDynamics;

public class RpaFlowTests
{
    private const int Sites = 5, Hidden = 3;

    private static readonly double[,] Covariance = new BinaryEnumeration(Sites, Hidden).Covariance;

    private static readonly double[] Start = Samples.Fixed(Sites * Hidden, 4);

    [Fact]
    public void Small_weights_follow_the_growth_operator_but_for_their_cube()
    {
        RpaFlow flow = new(Covariance, Hidden, 0.8);
        double Error(double size)
        {
            double[] w = Array.ConvertAll(Start, x => size * x), rate = new double[w.Length];
            flow.Velocity(0, w, rate);
            double[] linear = new double[w.Length];
            for (int k = 0; k < w.Length; k++)
            {
                for (int j = 0; j < Sites; j++)
                    linear[k] += j == k % Sites ? 0 : 0.2 * Covariance[k % Sites, j] * w[k - (k % Sites) + j];
            }

            return Samples.MaxDifference(linear, rate);
        }

        // c·size³(1 + O(size²)).
        Assert.Equal(3, Math.Log2(Error(0.2) / Error(0.1)), 0.05);
    }

    [Fact]
    public void Its_rate_is_the_formula_with_the_inverse_of_the_larger_matrix()
    {
        // (D⁻¹ − ¼WWᵀ)⁻¹ W by MathNet; numbers of order 1.
        var d = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseDiagonal(Sites, Sites, i => Covariance[i, i]);
        var w = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(Sites, Hidden, Start);
        var c = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(Covariance);
        var expected = 0.25 * (c - (d.Inverse() - (0.25 * w * w.Transpose())).Inverse()) * w;
        double[] rate = new double[Start.Length];
        new RpaFlow(Covariance, Hidden).Velocity(0, Start, rate);
        Assert.Equal(0, Samples.MaxDifference(expected.ToColumnMajorArray(), rate), 1e-14);
    }

    [Theory]
    [InlineData(Hidden)]
    [InlineData(1)]
    public void It_ends_with_the_gains_of_the_correlations_and_never_beyond_one(int hidden)
    {
        RpaFlow flow = new(Covariance, hidden);
        double largest = 0;
        IntegrationOptions options = new()
        {
            RelativeTolerance = 1e-10,
            AbsoluteTolerance = 1e-10,
            SteadyVelocity = 1e-7,
        };
        IntegrationResult result = new AdaptiveRungeKutta().Integrate(
            flow, Array.ConvertAll(Start[..(Sites * hidden)], x => 0.1 * x), 0, 1e5, options,
            step => largest = Math.Max(largest, flow.Gains(step.End)[0]));
        Assert.Equal(StopReason.Steady, result.Reason);
        IReadOnlyList<double> gains = flow.Gains(result.State), steady = flow.SteadyGains();
        Assert.InRange(steady.Count, 1, hidden);
        Assert.InRange(largest, 0.3, 1);
        // The correlations are 1 − 4·0.35·0.65x²/D, x the half distance of the coins, and a rank of one, so that the
        // other |1 − c| are above 0.013 and the rates back to the end, ¼D|1 − c|, above 7e-4, against 1e-7 of velocity.
        for (int a = 0; a < hidden; a++)
            Assert.Equal(a < steady.Count ? steady[a] : 0, gains[a], 1e-3);
    }

    [Fact]
    public void One_mode_ends_at_one_less_the_ratio_of_variance_and_its_own()
    {
        // All D alike and one direction: C = d(1 − c) + dNc uuᵀ, so that g² = 1 − D/C_1, C_1 = d(1 + (N − 1)c).
        double[,] covariance = new double[4, 4];
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
                covariance[i, j] = i == j ? 0.2 : 0.06;
        }

        Assert.Equal(Math.Sqrt(1 - (0.2 / 0.38)), Assert.Single(new RpaFlow(covariance, 2).SteadyGains()), 1e-14);
        covariance[2, 2] = covariance[0, 2] = covariance[2, 0] = covariance[1, 2] = covariance[2, 1] = 0;
        covariance[3, 2] = covariance[2, 3] = 0;
        Assert.Equal(Math.Sqrt(1 - (0.2 / 0.32)), Assert.Single(new RpaFlow(covariance, 2).SteadyGains()), 1e-14);
    }

    [Fact]
    public void Where_a_gain_is_one_or_more_there_is_no_rate()
    {
        RpaFlow flow = new(Covariance, Hidden);
        double[] weights = Array.ConvertAll(Start, x => x / flow.Gains(Start)[0] * 1.01), rate = new double[weights.Length];
        flow.Velocity(0, weights, rate);
        Assert.All(rate, x => Assert.True(double.IsNaN(x)));
        flow.Velocity(0, Array.ConvertAll(weights, x => x / 1.02), rate);
        Assert.All(rate, x => Assert.True(double.IsFinite(x)));
    }
}
