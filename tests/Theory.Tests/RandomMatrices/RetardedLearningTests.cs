using FsCheck;
using FsCheck.Fluent;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Theory.Tests.RandomMatrices;

public class RetardedLearningTests
{
    private static readonly Gen<double> Ratios = Samples.Numbers(-6, 3).Select(x => Math.Pow(10, x));
    private static readonly Gen<double> Betas = Samples.Numbers(-3, 0.5).Select(x => Math.Pow(10, x));
    private static readonly Gen<int> States = Gen.Choose(2, 23);

    [Fact]
    public void The_two_thresholds_of_the_Ising_ring_are_inverse_of_each_other()
        => Samples.ForAll(Ratios, r =>
        {
            double beta = RetardedLearning.CriticalBeta(r);
            Assert.Equal(Math.Log(1 + Math.Sqrt(r)), beta, 1e-15 * Math.Max(1, beta));
            Assert.Equal(r, RetardedLearning.CriticalNoiseRatio(beta), 1e-13 * r);
            Assert.Equal(
                new MarchenkoPastur(r).UpperEdge, IsingRing.TopEigenvalueInfinite(beta), 1e-13 * Math.Exp(2 * beta));
        });

    [Fact]
    public void The_signal_of_the_Ising_ring_is_above_the_noise_on_one_side_of_the_threshold_only()
        => Samples.ForAll(Ratios.SelectMany(r => Betas.Select(beta => (r, beta))), x =>
        {
            bool signal = IsingRing.TopEigenvalueInfinite(x.beta) > new MarchenkoPastur(x.r).UpperEdge;
            Assert.Equal(x.beta > RetardedLearning.CriticalBeta(x.r), signal);
            Assert.Equal(x.r < RetardedLearning.CriticalNoiseRatio(x.beta), signal);
        });

    [Fact]
    public void The_signal_of_the_XY_ring_is_above_the_noise_on_one_side_of_the_threshold_only()
        => Samples.ForAll(Ratios.SelectMany(r => Betas.SelectMany(b => States.Select(p => (r, b, p)))), x =>
        {
            var ring = PottsRing.Xy(7, x.p, x.b);
            double top = ring.TopEigenvalueInfinite;
            double crossing = RetardedLearning.PottsCriticalNoiseRatio(ring);
            Assert.Equal(x.r < crossing, top > RetardedLearning.PottsNoiseEdge(x.r, x.p));
            if (RetardedLearning.PottsCriticalNoiseRatioAsPrinted(ring) is { } printed)
                Assert.Equal(x.r < printed, top > RetardedLearning.PottsNoiseEdgeAsPrinted(x.r, x.p));
            else
                Assert.True(top < RetardedLearning.PottsNoiseEdgeAsPrinted(1e-12, x.p));
        });

    [Fact]
    public void Thresholds_grow_with_beta_and_with_r()
        => Samples.ForAll(Betas.SelectMany(b => States.Select(p => (b, p))), x =>
        {
            Assert.True(RetardedLearning.CriticalNoiseRatio(x.b * 1.01) > RetardedLearning.CriticalNoiseRatio(x.b));
            Assert.True(RetardedLearning.CriticalBeta(x.b * 1.01) > RetardedLearning.CriticalBeta(x.b));
            Assert.True(RetardedLearning.PottsNoiseEdge(x.b * 1.01, x.p) > RetardedLearning.PottsNoiseEdge(x.b, x.p));
            double hot = RetardedLearning.PottsCriticalNoiseRatio(PottsRing.Xy(7, x.p, x.b));
            double cold = RetardedLearning.PottsCriticalNoiseRatio(PottsRing.Xy(7, x.p, x.b * 1.01));
            Assert.True(cold > hot);
        });

    [Fact]
    public void Small_beta_and_small_r_are_those_of_the_expansion()
    {
        // r(β) = β²(1 + β + …), β(r) = √r(1 − √r/2 + …)
        Assert.Equal(1e-16, RetardedLearning.CriticalNoiseRatio(1e-8), 1.1e-24);
        Assert.Equal(1e-8, RetardedLearning.CriticalBeta(1e-16), 1.1e-16);
    }

    [Fact]
    public void The_noise_of_Potts_variables_is_that_of_the_population_without_couplings()
        => Samples.ForAll(Ratios.SelectMany(r => States.Select(p => (r, p))), x =>
        {
            // NP indicators, N(P − 1) eigenvalues P/(P − 1) and N zeros; NP/S = rP.
            var population = new PopulationSpectrum([0, x.p / (x.p - 1.0)], [1.0 / x.p, 1 - (1.0 / x.p)]);
            double edge = SampleSpectrumEdge.Of(population, x.r * x.p).Location;
            Assert.Equal(edge, RetardedLearning.PottsNoiseEdge(x.r, x.p), 1e-13 * edge);
        });

    [Fact]
    public void The_noise_tends_to_the_independent_covariance_where_the_printed_one_does_not()
    {
        Assert.Equal(10.0 / 9, RetardedLearning.PottsNoiseEdge(1e-20, 10), 1e-8);
        Assert.Equal((10.0 / 9) + 1, RetardedLearning.PottsNoiseEdgeAsPrinted(1e-20, 10), 1e-8);
    }

    [Fact]
    public void The_crossings_of_figure_13_are_found_with_both_forms_of_31()
    {
        // The paper's caption: r ≃ 0.066, three digits of the printed form.
        var ring = PottsRing.Xy(100, 10, 1.5);
        Assert.Equal(0.0658, RetardedLearning.PottsCriticalNoiseRatioAsPrinted(ring)!.Value, 5e-5);
        Assert.Equal(0.1085, RetardedLearning.PottsCriticalNoiseRatio(ring), 5e-5);
        Assert.Null(RetardedLearning.PottsCriticalNoiseRatioAsPrinted(PottsRing.Xy(100, 10, 0.1)));
    }

    [Fact]
    public void Two_states_are_the_Ising_ring_at_twice_its_covariance()
        => Samples.ForAll(Ratios.SelectMany(r => Betas.Select(beta => (r, beta))), x =>
        {
            double noise = new MarchenkoPastur(x.r).UpperEdge;
            Assert.Equal(2 * noise, RetardedLearning.PottsNoiseEdge(x.r, 2), 1e-14 * noise);
            // √E − 1 loses the digits of β, 1e-3 at least: 1e-13 at worst, twice in the square.
            double crossing = RetardedLearning.CriticalNoiseRatio(x.beta);
            double potts = RetardedLearning.PottsCriticalNoiseRatio(PottsRing.Xy(7, 2, x.beta));
            Assert.Equal(crossing, potts, 1e-11 * crossing);
        });

    [Fact]
    public void Shuffled_Potts_data_have_the_corrected_edge_and_not_the_printed_one()
    {
        // N = 100, P = 10, S = 1000: El Karoui's mean and standard deviation about 4.219; one sample within four of
        // them.
        var random = new Random(11);
        var vectors = new double[1000][];
        for (int s = 0; s < vectors.Length; s++)
        {
            vectors[s] = [.. Enumerable.Repeat(-0.1 / 0.3, 1000)];
            for (int i = 0; i < 100; i++)
                vectors[s][(i * 10) + random.Next(10)] += 1 / 0.3;
        }

        double top = SampledCovariance.TopEigenvalue(SampledCovariance.OfVectors(vectors));
        var population = new PopulationSpectrum([0, 10.0 / 9], [0.1, 0.9]);
        var predicted = new TopSampleEigenvalue(population, 1000, 1000);
        Assert.Equal(RetardedLearning.PottsNoiseEdge(0.1, 10), predicted.Edge.Location, 1e-13);
        Assert.Equal(predicted.Mean, top, 4 * predicted.StandardDeviation);
        double printed = RetardedLearning.PottsNoiseEdgeAsPrinted(0.1, 10);
        Assert.True(printed - top > 20 * predicted.StandardDeviation);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused(
            "noiseRatio = -1, but it should be a finite number > 0", () => RetardedLearning.CriticalBeta(-1));
        Samples.IsRefused(
            "beta = 0, but it should be a finite number > 0", () => RetardedLearning.CriticalNoiseRatio(0));
        Samples.IsRefused("states = 1, but it should be at least 2", () => RetardedLearning.PottsNoiseEdge(1, 1));
        Samples.IsRefused(
            "states = 1, but it should be at least 2", () => RetardedLearning.PottsNoiseEdgeAsPrinted(1, 1));
    }
}
