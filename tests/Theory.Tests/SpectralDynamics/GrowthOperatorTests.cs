using RbmTheory.Theory.Learning;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;
using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Theory.Tests.SpectralDynamics;

public class GrowthOperatorTests
{
    private static readonly BinaryEnumeration Exact = new(5, 3);

    [Fact]
    public void Its_modes_are_eigenvectors_of_the_covariance_without_its_diagonal()
    {
        GrowthOperator growth = GrowthOperator.OfBinary(Exact.Covariance);
        for (int a = 0; a < 5; a++)
        {
            double[] u = growth.Mode(a).ToArray();
            Assert.Equal(1, u.Sum(x => x * x), 1e-14);
            Assert.True(u.MaxBy(Math.Abs) > 0);
            double[] image = [.. Enumerable.Range(0, 5).Select(
                i => Enumerable.Range(0, 5).Sum(j => i == j ? 0 : Exact.Covariance[i, j] * u[j]))];
            Assert.Equal(0, Samples.MaxDifference(image, [.. u.Select(x => growth.Eigenvalues[a] * x)]), 1e-15);
        }

        Assert.Equal(0, growth.Eigenvalues.Sum(), 1e-15);
        Assert.Equal(growth.Eigenvalues.OrderDescending(), growth.Eigenvalues);
        Assert.Equal(growth.Eigenvalues.Count(l => l > 1e-3), growth.Growing);
    }

    [Fact]
    public void Of_spins_it_is_the_flow_of_the_covariance_less_one()
    {
        IsingRing ring = new(7, 0.6);
        double[,] covariance = new double[7, 7];
        for (int i = 0; i < 7; i++)
        {
            for (int j = 0; j < 7; j++)
                covariance[i, j] = ring.Covariance(Math.Abs(i - j));
        }

        GrowthOperator growth = GrowthOperator.OfSpins(covariance);
        LinearizedFlow flow = LinearizedFlow.OfCovariance(covariance, 0.2);
        Assert.Equal(0, Samples.MaxDifference([.. flow.GrowthRates], [.. growth.Flow(0.2).GrowthRates]), 1e-14);
        Assert.Equal(ring.TopEigenvalue - 1, growth.Eigenvalues[0], 1e-14);
        Assert.Equal(1, growth.CriticalSingularValue!.Value, 1e-14);
    }

    [Fact]
    public void Units_that_never_change_neither_grow_nor_count()
    {
        double[,] covariance = new double[9, 9];
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < 5; j++)
                covariance[2 * i, 2 * j] = Exact.Covariance[i, j];
        }

        GrowthOperator growth = GrowthOperator.OfBinary(covariance), bare = GrowthOperator.OfBinary(Exact.Covariance);
        Assert.Equal(bare.Growing, growth.Growing);
        Assert.Equal(bare.CriticalSingularValue!.Value, growth.CriticalSingularValue!.Value, 1e-13);
        Assert.Equal(0, growth.Mode(0)[1], 1e-14);

        GrowthOperator nothing = GrowthOperator.OfBinary(new double[,] { { 0.2, 0 }, { 0, 0.1 } });
        Assert.Equal((0, (double?)null), (nothing.Growing, nothing.CriticalSingularValue));
    }

    [Fact]
    public void At_the_critical_singular_value_of_the_first_mode_its_gain_is_one()
    {
        GrowthOperator growth = GrowthOperator.OfBinary(Exact.Covariance);
        double[] weights = [.. Enumerable.Range(0, 15).Select(
            k => growth.CriticalSingularValue!.Value * growth.Mode(0)[k % 5] * (k / 5 == 1 ? 0.6 : k / 5 == 2 ? 0.8 : 0))];
        Assert.Equal(1, new RpaFlow(Exact.Covariance, 3).Gains(weights)[0], 1e-14);
    }

    [Fact]
    public void At_its_escape_time_a_mode_is_where_noise_shows_it()
    {
        const double deviation = 0.01, rate = 0.5;
        GrowthOperator growth = GrowthOperator.OfBinary(Exact.Covariance);
        double[] start = Samples.Fixed(15, 8, 1e-4);
        double time = growth.EscapeTime(0, start, deviation, rate);
        double[] end = growth.Flow(rate).Evolve(start, time);
        double square = Enumerable.Range(0, 3).Sum(mu => Math.Pow(
            Enumerable.Range(0, 5).Sum(i => growth.Mode(0)[i] * end[(mu * 5) + i]), 2));
        Assert.Equal(1, Math.Sqrt(square) / new SpikedNoise(5, 3, deviation).Threshold, 1e-12);
        Assert.InRange(time, 1, 1000);
        Assert.Equal(0, growth.EscapeTime(0, start, 1e-7, rate));
        Assert.Equal(double.PositiveInfinity, growth.EscapeTime(4, start, deviation, rate));
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("moments[1,1] = 0.5, but it should be 1",
            () => GrowthOperator.OfSpins(new double[,] { { 1, 0 }, { 0, 0.5 } }));
        Samples.IsRefused("covariance[0,0] = -1, but it should be a finite number >= 0",
            () => GrowthOperator.OfBinary(new double[,] { { -1 } }));
        Samples.IsRefused("weights.Length = 4, but it should be a multiple of N = 5",
            () => GrowthOperator.OfBinary(Exact.Covariance).EscapeTime(0, new double[4], 1));
    }
}
