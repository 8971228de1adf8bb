using FsCheck.Xunit;
using MathNet.Numerics;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class BumpDiffusionTests
{
    // Rounding: N²·1e-16 of averages below X² ≤ (11·2)², and the 2^11 terms of the enumeration.
    private const double Rounding = 1e-10;

    [Theory]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(8)]
    public void Both_variances_are_the_enumerated_ones(int sites)
    {
        foreach ((int seed, double beta) in (ReadOnlySpan<(int, double)>)[(107, 0.3), (109, 0.9), (113, 1.6)])
        {
            double[] w = Samples.Fixed(sites, seed, amplitude: 1.2);
            var diffusion = new BumpDiffusion(w, beta);
            var oracle = new Enumeration(sites, beta);
            double Noise(int v)
                => oracle.Input(diffusion.Derivative, 0, v) * Math.Tanh(oracle.Input(w, 0, v));
            double mean = oracle.Mean(Noise);
            Assert.Equal(oracle.Mean(v => Math.Pow(Noise(v) - mean, 2)), diffusion.DataVariance, Rounding);

            // The model of one unit: p(v) = cosh I / Σ cosh I.
            double[] weights = [.. Enumerable.Range(0, 1 << sites).Select(v => Math.Cosh(oracle.Input(w, 0, v)))];
            double total = weights.Sum();
            double Average(Func<int, double> f) => weights.Select((p, v) => p * f(v)).Sum() / total;
            double modelMean = Average(Noise);
            Assert.Equal(Average(v => Math.Pow(Noise(v) - modelMean, 2)), diffusion.ModelVariance, Rounding);
        }
    }

    [Theory]
    [InlineData(13)]
    [InlineData(16)]
    public void Derivative_of_a_wave_is_exact(int sites)
    {
        double[] wave = [.. Enumerable.Range(0, sites).Select(i => Math.Sin(0.3 + (2 * Math.PI * 5 * i / sites)))];
        double k = 10 * Math.PI / sites;
        double[] expected = [.. Enumerable.Range(0, sites).Select(i => k * Math.Cos(0.3 + (k * i)))];
        Assert.Equal(0, Samples.MaxDifference(expected, new BumpDiffusion(wave, 0.5).Derivative), 1e-13);
    }

    [Fact]
    public void Diffusion_is_half_of_the_squared_rate_times_the_variances_over_the_squared_stiffness()
    {
        var diffusion = new BumpDiffusion(PopulationBump.SiteCentred(31, 0.5));
        double noise = (diffusion.DataVariance / 50) + (diffusion.ModelVariance / 20);
        double expected = 0.5 * 0.01 * noise / Math.Pow(diffusion.Derivative.Sum(x => x * x), 2);
        Assert.Equal(1, diffusion.PerUpdate(0.1, 50, 20) / expected, 1e-14);
        Assert.Equal(1, diffusion.PerEpoch(0.1, 50, 20, 1000) / (20 * expected), 1e-14);
    }

    [Fact]
    public void Place_cell_of_figure_5_moves_many_sites_an_epoch_of_fresh_data()
    {
        var diffusion = new BumpDiffusion(PopulationBump.SiteCentred(100, 1));
        // The place of the bump on the lattice does not matter: pinning is a part in 10³ of the slowest other rate.
        var bond = new BumpDiffusion(PopulationBump.BondCentred(100, 1));
        Assert.Equal(1, diffusion.PerUpdate(0.1, 100, 100) / bond.PerUpdate(0.1, 100, 100), 1e-2);
        Assert.InRange(Math.Sqrt(2 * diffusion.PerEpoch(0.1, 100, 100, 1_000_000)), 1, 100);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(5)]
    [InlineData(200)]
    public void In_a_cosine_the_long_time_diffusion_is_reduced_by_the_square_of_a_Bessel_function(double amplitude)
    {
        double[] potential =
            [.. Enumerable.Range(0, 4096).Select(k => 7 + (amplitude * Math.Cos(2 * Math.PI * k / 4096)))];
        // ⟨e^{±a cos}⟩ = I₀(a), exact to rounding on this grid; I₀ itself is known to some 1e-15 relative, and e^a to
        // a·1e-16.
        double bessel = SpecialFunctions.BesselIScaled(0, amplitude);
        double expected = 3 * Math.Exp(-2 * amplitude) / (bessel * bessel);
        Assert.Equal(1, BumpDiffusion.InPotential(3, potential) / expected, 1e-12);
    }

    [Fact]
    public void A_constant_potential_changes_nothing_and_an_infinite_one_stops_the_bump()
    {
        Assert.Equal(3, BumpDiffusion.InPotential(3, [1e3, 1e3]), 1e-14);
        Assert.Equal(0, BumpDiffusion.InPotential(1, [0, 5000]));
    }

    [Property]
    public void No_potential_speeds_up(Potential potential)
        => Assert.InRange(BumpDiffusion.InPotential(1, potential.Values), 0, 1 + 1e-14);

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused(
            "diffusion = 0, but it should be a finite number > 0", () => BumpDiffusion.InPotential(0, [1]));
        Samples.IsRefused(
            "potential = NaN, but it should be a finite number", () => BumpDiffusion.InPotential(1, [1, double.NaN]));
        var diffusion = new BumpDiffusion([0.1, 0.3, 0.2], 1);
        Samples.IsRefused("chains = 0, but it should be at least 1", () => diffusion.PerUpdate(0.1, 1, 0));
        Samples.IsRefused("samples = 0, but it should be at least 1", () => diffusion.PerEpoch(0.1, 1, 1, 0));
    }
}
