using FsCheck.Xunit;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Theory.Tests.RandomMatrices;

public class TopSampleEigenvalueTests
{
    // What is asked of the theory at N = 400: its mean within 3 % of the sampled one. The runs are enough for the
    // standard error of the latter, the predicted deviation over their square root, to be below 0.6 % everywhere.
    [Theory]
    [InlineData(0.3, 0.02, 4)]
    [InlineData(0.5, 0.02, 4)]
    [InlineData(1, 0.02, 4)]
    [InlineData(0.3, 0.1, 10)]
    [InlineData(0.5, 0.1, 10)]
    [InlineData(1, 0.1, 10)]
    [InlineData(0.3, 0.5, 30)]
    [InlineData(0.5, 0.5, 30)]
    [InlineData(1, 0.5, 30)]
    [InlineData(0.3, 2, 60)]
    [InlineData(0.5, 2, 60)]
    [InlineData(1, 2, 60)]
    public void Predicted_mean_is_within_three_percent_of_the_sampled_one(double beta, double r, int runs)
    {
        const int sites = 400;
        int samples = (int)Math.Round(sites / r);
        var random = new Random(1);
        double[] tops = [.. Enumerable.Range(0, runs).Select(_ => SampledCovariance.TopEigenvalue(
            SampledCovariance.OfIsing(sites, beta, samples, random)))];
        double mean = tops.Average();
        var predicted = TopSampleEigenvalue.Of(new IsingRing(sites, beta), samples);

        Assert.True(predicted.StandardDeviation / Math.Sqrt(runs) < 0.006 * predicted.Mean);
        Assert.InRange(predicted.Mean / mean, 0.97, 1.03);
        // A variance from n numbers is good to a relative √(2/n), and the law is off by N^{−1/3} ~ 14 %: four of the
        // first.
        double variance = tops.Sum(x => (x - mean) * (x - mean)) / (runs - 1);
        variance /= predicted.StandardDeviation * predicted.StandardDeviation;
        double spread = 4 * Math.Sqrt(2.0 / runs);
        Assert.InRange(variance, runs > 10 ? 1 / (1 + spread + 0.3) : 0, 1 + spread + 0.3);
    }

    [Fact]
    public void It_is_right_where_the_papers_two_curves_are_40_percent_off()
    {
        var predicted = TopSampleEigenvalue.Of(new IsingRing(400, 1), 200);
        Assert.InRange(SampleSpectrumEdge.PaperPrediction(1, 2) / predicted.Mean, 0.5, 0.6);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(300)]
    public void Predicted_mean_holds_for_the_XY_ring(int samples)
    {
        // N = 60, P = 5, β = 1: a matrix of 300; the finite-size error is that of the Ising ring at N of the same
        // order, 3–4 % at r ≥ 0.5 and N = 100 (Johnstone's correction is of relative order N^{−2/3} = 2 % to 7 %).
        const int sites = 60, states = 5;
        var ring = PottsRing.Xy(sites, states, 1);
        var random = new Random(5);
        const int runs = 20;
        double mean = Enumerable.Range(0, runs).Average(_ => SampledCovariance.TopEigenvalue(
            SampledCovariance.OfXy(sites, states, 1, samples, random)));
        var predicted = TopSampleEigenvalue.Of(ring, samples);
        Assert.Equal(300, predicted.Dimension);
        Assert.InRange(predicted.Mean / mean, 0.93, 1.07);
    }

    [Property]
    public void Without_correlations_it_is_Johnstones_law(Sites sites, SampleCount samples)
    {
        var predicted = new TopSampleEigenvalue(new PopulationSpectrum([1.0]), sites, samples);
        double rootN = Math.Sqrt(sites), rootS = Math.Sqrt(samples);
        double center = (rootN + rootS) * (rootN + rootS) / samples;
        double scale = (rootN + rootS) * Math.Cbrt((1 / rootN) + (1 / rootS)) / samples;
        Assert.Equal(center - (1.2065335745820 * scale), predicted.Mean, 1e-13 * center);
        Assert.Equal(1.2679830 * scale, predicted.StandardDeviation, 1e-7 * scale);
        // The scale is 5e-4 of the edge at least: an argument off by 1e-12.
        Assert.Equal(TracyWidom.Cumulative(0.5), predicted.Cumulative(center + (0.5 * scale)), 1e-11);
    }

    [Property]
    public void Fluctuations_fall_as_the_samples_to_the_two_thirds_at_fixed_noise_ratio(
        Population population, Sites sites, SampleCount samples)
    {
        // Eight times as many of both: the same edge, a fourth of the scale.
        var spectrum = new PopulationSpectrum(population.Eigenvalues, population.Weights);
        TopSampleEigenvalue few = new(spectrum, sites, samples), many = new(spectrum, 8 * sites, 8 * samples);
        Assert.Equal(few.Edge.Location, many.Edge.Location);
        Assert.Equal(few.StandardDeviation, 4 * many.StandardDeviation, 1e-14 * few.StandardDeviation);
        Assert.Equal(
            few.Edge.Location - few.Mean, 4 * (many.Edge.Location - many.Mean), 1e-14 * few.Edge.Location);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused(
            "samples = 0, but it should be at least 1", () => TopSampleEigenvalue.Of(new IsingRing(5, 1), 0));
        Samples.IsRefused(
            "dimension = 0, but it should be at least 1",
            () => _ = new TopSampleEigenvalue(new PopulationSpectrum([1.0]), 0, 5));
    }
}
