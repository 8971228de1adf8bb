using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Theory.Tests.RandomMatrices;

public class SampleSpectrumTests
{
    // One to three bands; more and fewer samples than dimensions; zero modes; the edge at 0.
    public static TheoryData<double[], double[], double> Cases => new()
    {
        { [1, 3, 10], [0.5, 0.3, 0.2], 0.03 },
        { [1, 3, 10], [0.5, 0.3, 0.2], 0.4 },
        { [1, 3, 10], [0.5, 0.3, 0.2], 3 },
        { [0, 2, 5], [0.25, 0.5, 0.25], 0.6 },
        { [0, 2, 5], [0.25, 0.5, 0.25], 2 },
        { [0.1, 7], [0.9, 0.1], 0.9 },
        { new IsingRing(31, 0.5).Spectrum(), [.. Enumerable.Repeat(1.0, 31)], 0.5 },
        { PottsRing.Xy(13, 3, 0.7).Spectrum(), [.. Enumerable.Repeat(1.0, 39)], 1.7 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Density_integrates_to_the_mass_of_each_band_and_to_one(double[] values, double[] weights, double r)
    {
        var spectrum = new SampleSpectrum(new PopulationSpectrum(values, weights), r);
        double total = spectrum.MassAtZero;
        foreach (SpectralBand band in spectrum.Bands)
        {
            (double mass, double error) = Integrate(spectrum, band, _ => 1);
            Assert.Equal(band.Mass, mass, error);
            Assert.Equal(band.Mass, spectrum.Cumulative(band.Upper) - Below(spectrum, band), 1e-12);
            total += band.Mass;
        }

        Assert.Equal(1, total, 1e-14);
        Assert.Equal(0, spectrum.Density(spectrum.Bands[^1].Upper * 1.001));
        Assert.Equal(1, spectrum.Cumulative(spectrum.Bands[^1].Upper), 1e-14);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Its_Stieltjes_transform_solves_Silversteins_equation_off_the_real_axis(
        double[] values, double[] weights, double r)
    {
        var population = new PopulationSpectrum(values, weights);
        var spectrum = new SampleSpectrum(population, r);
        Complex[] points = [new(2, 3), new(-1, 0.5), new(7, -2)];
        foreach (Complex z in points)
        {
            // m = (r − 1)/z + r ∫ρ/(x − z): the atom at 0 included.
            Complex m = ((1 - r) / -z) + (r * spectrum.MassAtZero / -z);
            double error = 1e-13;
            foreach (SpectralBand band in spectrum.Bands)
            {
                (double real, double realError) = Integrate(spectrum, band, x => (1 / (x - z)).Real);
                (double imaginary, double imaginaryError) = Integrate(spectrum, band, x => (1 / (x - z)).Imaginary);
                m += r * new Complex(real, imaginary);
                error += r * (realError + imaginaryError);
            }

            Complex right = -1 / m;
            for (int j = 0; j < population.Values.Count; j++)
                right += r * population.Weights[j] * population.Values[j] / (1 + (population.Values[j] * m));
            // |dz/dm| is below |z|²-like factors: 1/|m|² + r τ²/|1 + τm|² < 1000 at these points.
            Assert.Equal(0, (right - z).Magnitude, 1000 * error);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Moments_are_those_of_the_population(double[] values, double[] weights, double r)
    {
        // ⟨x⟩ = ⟨τ⟩ and ⟨x²⟩ = ⟨τ²⟩ + r⟨τ⟩².
        var population = new PopulationSpectrum(values, weights);
        var spectrum = new SampleSpectrum(population, r);
        double total = weights.Sum(), first = 0, second = 0, error = 0;
        double mean = values.Zip(weights, (x, w) => x * w).Sum() / total;
        double square = values.Zip(weights, (x, w) => x * x * w).Sum() / total;
        foreach (SpectralBand band in spectrum.Bands)
        {
            (double one, double oneError) = Integrate(spectrum, band, x => x);
            (double two, double twoError) = Integrate(spectrum, band, x => x * x);
            first += one;
            second += two;
            error += oneError + twoError;
        }

        Assert.Equal(mean, first, error);
        Assert.Equal(square + (r * mean * mean), second, error);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_last_band_ends_at_the_edge(double[] values, double[] weights, double r)
    {
        var population = new PopulationSpectrum(values, weights);
        double edge = SampleSpectrumEdge.Of(population, r).Location;
        Assert.Equal(edge, new SampleSpectrum(population, r).Bands[^1].Upper, 1e-12 * edge);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Cumulative_is_the_integral_of_the_density(double[] values, double[] weights, double r)
    {
        var spectrum = new SampleSpectrum(new PopulationSpectrum(values, weights), r);
        foreach (SpectralBand band in spectrum.Bands)
        {
            double width = band.Upper - band.Lower;
            foreach (double fraction in (double[])[0.2, 0.5, 0.9])
            {
                // Simpson over ±h, h = width/1000: error h⁵ρ⁗/90 with ρ⁗ < 1e9 ρ/width⁴ even beside a square root 5 %
                // away.
                double x = band.Lower + (fraction * width), h = width / 1000;
                double sum = spectrum.Density(x - h) + (4 * spectrum.Density(x)) + spectrum.Density(x + h);
                double difference = spectrum.Cumulative(x + h) - spectrum.Cumulative(x - h);
                Assert.Equal(h / 3 * sum, difference, (difference * 1e-5) + 1e-13);
            }
        }
    }

    [Fact]
    public void A_population_without_correlations_has_the_law_of_Marchenko_and_Pastur()
    {
        foreach (double r in (double[])[0.01, 0.5, 1, 4])
        {
            var law = new MarchenkoPastur(r, 1.3);
            var spectrum = new SampleSpectrum(new PopulationSpectrum([1.3, 1.3, 1.3]), r);
            SpectralBand band = Assert.Single(spectrum.Bands);
            Assert.Equal(law.UpperEdge, band.Upper, 1e-13);
            Assert.Equal(law.LowerEdge, band.Lower, 1e-13);
            Assert.Equal(law.MassAtZero, spectrum.MassAtZero, 1e-15);
            for (int k = 1; k < 20; k++)
            {
                double x = law.LowerEdge + ((law.UpperEdge - law.LowerEdge) * k / 20);
                Assert.Equal(law.Density(x), spectrum.Density(x), 1e-11 * law.Density(x));
                Assert.Equal(law.Cumulative(x), spectrum.Cumulative(x), 1e-13);
            }
        }
    }

    [Fact]
    public void With_enough_samples_every_population_eigenvalue_has_its_own_band()
    {
        // N = 13: 7 distinct eigenvalues, of weights 1/13 and 2/13, joined into one band with few samples.
        var population = PopulationSpectrum.Of(new IsingRing(13, 0.5));
        var spectrum = new SampleSpectrum(population, 1e-4);
        Assert.Equal(7, spectrum.Bands.Count);
        for (int j = 0; j < 7; j++)
        {
            Assert.Equal(population.Weights[j], spectrum.Bands[j].Mass, 1e-14);
            Assert.InRange(population.Values[j], spectrum.Bands[j].Lower, spectrum.Bands[j].Upper);
        }

        Assert.Single(new SampleSpectrum(population, 0.5).Bands);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    public void The_eigenvalues_of_sampled_covariances_are_distributed_so(double r)
    {
        // Eigenvalues repel: their number below x fluctuates by about √(2 ln N)/π ~ 1 and is shifted by O(1) at finite
        // N: 5/N covers both, while the population's own spectrum is ten times further away.
        const int sites = 200;
        var ring = new IsingRing(sites, 0.5);
        double[][] covariance = SampledCovariance.OfIsing(sites, 0.5, (int)(sites / r), new Random(3));
        double[] eigenvalues = [.. Matrix<double>.Build.DenseOfRowArrays(covariance)
            .Evd(Symmetricity.Symmetric).EigenValues.Select(z => z.Real).Order()];
        var spectrum = new SampleSpectrum(PopulationSpectrum.Of(ring), r);
        double[] population = [.. ring.Spectrum().Order()];
        double largest = 0, largestOfPopulation = 0;
        for (int k = 1; k < 60; k++)
        {
            double x = 0.001 + (spectrum.Bands[^1].Upper * k / 60);
            double below = eigenvalues.Count(value => value <= x) / (double)sites;
            largest = Math.Max(largest, Math.Abs(below - spectrum.Cumulative(x)));
            largestOfPopulation = Math.Max(
                largestOfPopulation, Math.Abs(below - (population.Count(value => value <= x) / (double)sites)));
        }

        Assert.InRange(largest, 0, 5.0 / sites);
        Assert.True(largestOfPopulation > 50.0 / sites);
    }

    [Fact]
    public void Bad_arguments_are_named()
        => Samples.IsRefused(
            "noiseRatio = NaN, but it should be a finite number > 0",
            () => _ = new SampleSpectrum(new PopulationSpectrum([1.0]), double.NaN));

    private static double Below(SampleSpectrum spectrum, SpectralBand band)
        => spectrum.Cumulative(band.Lower - (1e-12 * band.Lower));

    // With x = mid − half cos θ the integrand is analytic and periodic in θ: the midpoint rule converges geometrically,
    // and half its points leave the square root of its error.
    private static (double Value, double Error) Integrate(
        SampleSpectrum spectrum, SpectralBand band, Func<double, double> f)
    {
        double Rule(int points) => Enumerable.Range(0, points).Sum(k =>
        {
            double theta = Math.PI * (k + 0.5) / points, half = (band.Upper - band.Lower) / 2;
            double x = band.Lower + (2 * half * Math.Pow(Math.Sin(theta / 2), 2));
            return spectrum.Density(x) * f(x) * half * Math.Sin(theta) * Math.PI / points;
        });

        double coarse = Rule(200), fine = Rule(400);
        return (fine, Math.Abs(fine - coarse) + (1e-12 * (1 + Math.Abs(fine))));
    }
}
