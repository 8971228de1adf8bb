using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class UniformStateTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(13)]
    public void Uniform_weights_are_steady_and_their_rates_are_the_eigenvalues_of_the_Jacobian(int sites)
    {
        var flow = new SmallBetaFlow(sites, 2);
        int n = flow.Dimension;
        double[] w = new double[n], velocity = new double[n], jacobian = new double[n * n];
        w.AsSpan(0, sites).Fill(UniformState.Weight(sites));
        flow.Velocity(0, w, velocity);
        Assert.Equal(0, velocity.Max(Math.Abs), 1e-14); // sums of 13 terms of order one
        flow.Jacobian(w, jacobian);
        double[] expected =
        [
            .. Enumerable.Range(0, sites).Select(k => UniformState.GrowthRate(sites, k)),
            .. Enumerable.Range(0, sites).Select(k => SecondUnitGrowthRate(sites, k)),
        ];
        var evd = Matrix<double>.Build.Dense(n, n, jacobian).Evd(Symmetricity.Symmetric);
        double[] actual = [.. evd.EigenValues.Select(value => value.Real).Order()];
        Assert.Equal(0, Samples.MaxDifference([.. expected.Order()], actual), 1e-13);
    }

    [Fact]
    public void Uniform_state_is_stable_up_to_eight_sites_and_no_further()
    {
        Assert.Equal(8, LatticeBump.MinimumSites - 1);
        for (int sites = 3; sites < 200; sites++)
            Assert.Equal(sites <= 8, UniformState.GrowthRate(sites, 1) < 0);
    }

    [Theory]
    [InlineData(11, 0.3)]
    [InlineData(31, 1.1)]
    [InlineData(100, 1.5)]
    [InlineData(13, 3)]
    public void Exact_uniform_weights_are_steady_and_their_rates_are_those_of_the_Jacobian(int sites, double beta)
    {
        var flow = new PopulationFlow(sites, beta);
        double[] w = new double[sites], velocity = new double[sites], jacobian = new double[sites * sites];
        Array.Fill(w, UniformState.Weight(sites, beta));
        Assert.True(w[0] > 0);
        flow.Velocity(0, w, velocity);
        Assert.Equal(0, velocity.Max(Math.Abs), 1e-12); // N·1e-15 of rounding
        flow.Jacobian(w, jacobian);
        for (int k = 0; k < sites; k += 3)
        {
            // The matrix is circulant.
            double expected = Enumerable.Range(0, sites).Sum(i => jacobian[i] * Math.Cos(2 * Math.PI * k * i / sites));
            Assert.Equal(expected, UniformState.GrowthRate(sites, beta, k), 1e-11);
        }
    }

    [Fact]
    public void At_small_beta_the_exact_rates_are_those_of_equation_37()
    {
        // Relative corrections of the order of βN.
        const double beta = 1e-5;
        Assert.Equal(UniformState.Weight(13), UniformState.Weight(13, beta) / Math.Sqrt(beta), 1e-3);
        for (int k = 0; k < 13; k++)
            Assert.Equal(UniformState.GrowthRate(13, k), UniformState.GrowthRate(13, beta, k) / beta, 1e-2);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("sites = 2, but it should be at least 3", () => UniformState.Weight(2));
        Samples.IsRefused("mode = 7, but it should be in [0, 6]", () => UniformState.GrowthRate(7, 7));
    }

    // To a second unit without weights: λ_k = 2cos(2πk/N) + w² − N w² δ_k0, w² = 2/(N − 1).
    private static double SecondUnitGrowthRate(int sites, int mode)
        => mode == 0 ? 0 : (2 * Math.Cos(2 * Math.PI * mode / sites)) + (2.0 / (sites - 1));
}
