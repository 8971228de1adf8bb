using FsCheck.Xunit;
using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.Tests.Integration;

namespace RbmTheory.Theory.Tests.Learning;

public class LinearizedFlowTests
{
    private const int Sites = 11;
    private const int Units = 3;

    [Property]
    public void Follows_the_integrated_equation_for_ring_and_empirical_covariances(LinearStart weights)
    {
        foreach ((double[,] covariance, LinearizedFlow flow) in Flows(0.7))
        {
            const double time = 1.3;
            double[] start = weights.Values;
            var field = new Field(start.Length, (_, w, dw) => Apply(covariance, 0.7, w, dw));
            var options = new IntegrationOptions { RelativeTolerance = 1e-11, AbsoluteTolerance = 1e-11 };
            IntegrationResult result = new AdaptiveRungeKutta().Integrate(field, start, 0, time, options);
            // Each step errs by at most √(NM)·tolerance·(1 + |w|) and is carried on by at most e^{g_top t}, as |w| is.
            double growth = Math.Exp(flow.GrowthRates[0] * time);
            double step = Math.Sqrt(start.Length) * 1e-11 * (1 + (Norm(start) * growth));
            double tolerance = result.AcceptedSteps * step * growth;
            Assert.Equal(StopReason.End, result.Reason);
            Assert.Equal(0, Samples.MaxDifference(result.State, flow.Evolve(start, time)), tolerance);
        }
    }

    [Property]
    public void A_ring_by_Fourier_transform_is_the_ring_by_diagonalisation(LinearStart weights)
    {
        double[] start = weights.Values;
        var ring = new IsingRing(Sites, 0.6);
        var fourier = LinearizedFlow.OfRing(Row(ring), 0.3);
        var dense = LinearizedFlow.OfCovariance(Circulant(ring), 0.3);
        // N roundings in C's eigenvalues, times νt, times e^{g_top t} |w|: 0.3·2·(e^{1.2} − 1) < 1.4.
        const double tolerance = 1e-13 * Sites;
        Assert.Equal(0, Samples.MaxDifference([.. dense.GrowthRates], [.. fourier.GrowthRates]), tolerance);
        Assert.Equal(0, Samples.MaxDifference(dense.Evolve(start, 2), fourier.Evolve(start, 2)), 10 * tolerance);
    }

    [Property]
    public void Times_add_up_and_can_be_taken_back(LinearStart weights)
    {
        double[] start = weights.Values;
        foreach ((_, LinearizedFlow flow) in Flows(1))
        {
            // The empirical Λ reach 3: e^{2·2.5}, and back e^{−1·2.5}: roundings grow by at most e^{7.5} < 2000.
            double[] once = flow.Evolve(start, 2.5);
            double[] twice = flow.Evolve(flow.Evolve(start, 1.7), 0.8);
            Assert.Equal(0, Samples.MaxDifference(once, twice), 2000 * Sites * 1e-15);
            Assert.Equal(0, Samples.MaxDifference(start, flow.Evolve(once, -2.5)), 2000 * 2000 * Sites * 1e-15);
            Assert.Equal(0, Samples.MaxDifference(start, flow.Evolve(start, 0)), Sites * 1e-15);
        }
    }

    [Fact]
    public void Updates_of_finite_rate_are_the_powers_of_one_update()
    {
        double[] start = Samples.Fixed(Sites * Units, 4);
        foreach ((double[,] covariance, LinearizedFlow flow) in Flows(0.7))
        {
            double[] weights = [.. start], change = new double[start.Length];
            for (int update = 0; update < 5; update++)
            {
                Apply(covariance, 0.7, weights, change);
                for (int k = 0; k < weights.Length; k++)
                    weights[k] += change[k];
            }

            // 1 + g ≤ 1 + 0.7·2 to the fifth is below 100; N roundings of such numbers an update.
            Assert.Equal(0, Samples.MaxDifference(weights, flow.AfterUpdates(start, 5)), 100 * 5 * Sites * 1e-15);
            Assert.Equal(0, Samples.MaxDifference(start, flow.AfterUpdates(start, 0)), Sites * 1e-15);
            Assert.True(Samples.MaxDifference(weights, flow.Evolve(start, 5)) > 1);
        }
    }

    [Fact]
    public void The_derivative_of_the_solution_is_the_equation()
    {
        double[] start = Samples.Fixed(Sites * Units, 3);
        foreach ((double[,] covariance, LinearizedFlow flow) in Flows(0.7))
        {
            // (w(h) − w(−h))/2h = w′ + h²w‴/6, |w‴| ≤ (ν(Λ − 1))³|w| < 3³·√33·0.6; roundings 1e-15/h.
            const double h = 1e-5;
            double[] after = flow.Evolve(start, h), before = flow.Evolve(start, -h);
            var velocity = new double[start.Length];
            Apply(covariance, 0.7, start, velocity);
            double[] slope = [.. after.Zip(before, (x, y) => (x - y) / (2 * h))];
            Assert.Equal(0, Samples.MaxDifference(velocity, slope), (h * h * 20) + (1e-14 / h));
        }
    }

    [Fact]
    public void The_top_mode_wins_at_the_rate_of_its_gap()
    {
        double[] start = Samples.Fixed(Sites * Units, 5);
        foreach ((double[,] covariance, LinearizedFlow flow) in Flows(1))
        {
            double[] mode = TopMode(covariance);
            double gap = flow.GrowthRates[0] - flow.GrowthRates[1];
            foreach (double time in (double[])[1, 10, 30])
            {
                double[] weights = flow.Evolve(start, time);
                double growth = Math.Exp(flow.GrowthRates[0] * time);
                double[] shape = Array.ConvertAll(weights, w => w / growth);
                for (int mu = 0; mu < Units; mu++)
                {
                    double[] unit = shape[(mu * Sites)..((mu + 1) * Sites)];
                    double projection = mode.Zip(unit, (e, w) => e * w).Sum();
                    double[] rest = [.. unit.Zip(mode, (w, e) => w - (projection * e))];
                    double first = mode.Zip(start[(mu * Sites)..((mu + 1) * Sites)], (e, w) => e * w).Sum();
                    Assert.Equal(first, projection, 1e-12);
                    Assert.InRange(Norm(rest), 0, (Math.Exp(-gap * time) * Norm(start)) + 1e-12);
                }
            }
        }
    }

    [Property]
    public void On_the_Ising_ring_the_rates_are_those_of_its_spectrum_and_the_uniform_mode_is_on_top(Beta beta)
    {
        var ring = new IsingRing(Sites, beta);
        var flow = LinearizedFlow.OfRing(Row(ring), 0.01);
        double[] expected = [.. ring.Spectrum().Select(x => 0.01 * (x - 1)).OrderDescending()];
        Assert.Equal(0, Samples.MaxDifference(expected, [.. flow.GrowthRates]), 1e-14);
        double growth = Math.Exp(expected[0] * 70);
        Assert.All(flow.Evolve([.. Enumerable.Repeat(1.0, Sites)], 70), x => Assert.Equal(1, x / growth, 1e-12));
        Assert.Equal(0.01, flow.LearningRate);
        Assert.Equal(Sites, flow.Sites);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused(
            "firstRow[1] = 0.5, but it should be firstRow[2]: a covariance is symmetric",
            () => _ = LinearizedFlow.OfRing([1, 0.5, 0.25]));
        Samples.IsRefused("firstRow.Length = 1, but it should be at least 2", () => _ = LinearizedFlow.OfRing([1]));
        Samples.IsRefused(
            "learningRate = 0, but it should be a finite number > 0", () => _ = LinearizedFlow.OfRing([1, 0], 0));
        Samples.IsRefused(
            "covariance[1,0] = 0, but it should be covariance[0,1]: it is symmetric",
            () => _ = LinearizedFlow.OfCovariance(new double[,] { { 1, 2 }, { 0, 1 } }));
        Samples.IsRefused(
            "covariance columns = 3, but it should be exactly 2",
            () => _ = LinearizedFlow.OfCovariance(new double[2, 3]));
        var flow = LinearizedFlow.OfRing([1, 0.5, 0.5]);
        Samples.IsRefused(
            "start.Length = 4, but it should be a multiple of N = 3", () => flow.Evolve(new double[4], 1));
        Samples.IsRefused(
            "time = Infinity, but it should be a finite number", () => flow.Evolve(new double[3], 1 / 0.0));
    }

    // The Ising ring, and the covariance of 17 random vectors.
    private static IEnumerable<(double[,] Covariance, LinearizedFlow Flow)> Flows(double learningRate)
    {
        var ring = new IsingRing(Sites, 0.6);
        yield return (Circulant(ring), LinearizedFlow.OfRing(Row(ring), learningRate));
        var empirical = new double[Sites, Sites];
        for (int s = 0; s < 17; s++)
        {
            double[] v = Samples.Fixed(Sites, 100 + s, Math.Sqrt(3));
            for (int i = 0; i < Sites; i++)
            {
                for (int j = 0; j < Sites; j++)
                    empirical[i, j] += v[i] * v[j] / 17;
            }
        }

        yield return (empirical, LinearizedFlow.OfCovariance(empirical, learningRate));
    }

    private static void Apply(double[,] covariance, double rate, ReadOnlySpan<double> w, Span<double> dw)
    {
        for (int mu = 0; mu < w.Length; mu += Sites)
        {
            for (int i = 0; i < Sites; i++)
            {
                double sum = -w[mu + i];
                for (int j = 0; j < Sites; j++)
                    sum += covariance[i, j] * w[mu + j];
                dw[mu + i] = rate * sum;
            }
        }
    }

    private static double[] Row(IsingRing ring) => [.. Enumerable.Range(0, ring.Sites).Select(ring.Covariance)];

    private static double[,] Circulant(IsingRing ring)
        => Matrix<double>.Build.Dense(ring.Sites, ring.Sites, (i, j) => ring.Covariance(Math.Abs(i - j))).ToArray();

    private static double[] TopMode(double[,] covariance)
        => Matrix<double>.Build.DenseOfArray(covariance).Evd(Symmetricity.Symmetric).EigenVectors.Column(Sites - 1).ToArray();

    private static double Norm(double[] vector) => Math.Sqrt(vector.Sum(x => x * x));
}
