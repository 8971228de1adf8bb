using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class GradientNoiseTests
{
    // Rounding of averages of order 1: 2^11 terms of the enumeration, N·1e-15 of the quadrature.
    private const double Rounding = 1e-11;

    [Theory]
    [InlineData(7, 0.4)]
    [InlineData(8, 0.9)]
    [InlineData(11, 1.3)]
    public void Both_covariances_are_the_enumerated_ones(int sites, double beta)
    {
        double[] w = Samples.Fixed(sites, 127, amplitude: 1.1);
        var oracle = new Enumeration(sites, beta);
        double[] model = [.. Enumerable.Range(0, 1 << sites).Select(v => Math.Cosh(oracle.Input(w, 0, v)))];
        double total = model.Sum();
        double OverModel(Func<int, double> f) => model.Select((p, v) => p * f(v)).Sum() / total;
        Matrix<double> data = GradientNoise.OverData(w, beta), chains = GradientNoise.OverModel(w);
        for (int i = 0; i < sites; i++)
        {
            for (int j = 0; j < sites; j++)
            {
                Assert.Equal(Covariance(oracle.Mean, oracle, w, i, j), data[i, j], Rounding);
                Assert.Equal(Covariance(OverModel, oracle, w, i, j), chains[i, j], Rounding);
            }
        }
    }

    [Fact]
    public void Along_the_ring_they_are_those_that_move_the_bump()
    {
        double[] w = Samples.Fixed(13, 131, amplitude: 0.9);
        var diffusion = new BumpDiffusion(w, 0.7);
        var x = Vector<double>.Build.DenseOfArray(diffusion.Derivative);
        Assert.Equal(1, x * GradientNoise.OverData(w, 0.7) * x / diffusion.DataVariance, 1e-10);
        Assert.Equal(1, x * GradientNoise.OverModel(w) * x / diffusion.ModelVariance, 1e-10);
    }

    private static double Covariance(
        Func<Func<int, double>, double> mean, Enumeration oracle, double[] w, int i, int j)
    {
        double Of(int k, int v) => Enumeration.Spin(v, k) * Math.Tanh(oracle.Input(w, 0, v));
        return mean(v => Of(i, v) * Of(j, v)) - mean(v => Of(i, v)) * mean(v => Of(j, v));
    }
}
