using FsCheck;
using FsCheck.Fluent;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Theory.Tests.RandomMatrices;

public class SampleSpectrumEdgeTests
{
    private static readonly Gen<double> Ratios = Samples.Numbers(-3, 1.5).Select(x => Math.Pow(10, x));
    private static readonly Gen<(double Beta, double R)> Cases
        = Samples.Numbers(0.02, 2).SelectMany(beta => Ratios.Select(r => (beta, r)));

    [Fact]
    public void The_edge_is_the_minimum_of_z_of_m()
        => Samples.ForAll(Cases, x =>
        {
            SpectralEdge edge = SampleSpectrumEdge.Ising(x.Beta, x.R);
            double m = edge.Companion;
            // 1 + mΛ, computed from m, is off by 1e-16/(1 + mΛ): below 1e-13 for s > 1e-3, doubled in z.
            Assert.Equal(Silverstein(x.Beta, x.R, m), edge.Location, 1e-12 * edge.Location);
            foreach (double other in (double[])[m * 0.5, m * 0.99, m + (0.01 * (-Math.Exp(-2 * x.Beta) - m))])
                Assert.True(Silverstein(x.Beta, x.R, other) > edge.Location);
        });

    [Fact]
    public void The_scale_is_half_the_curvature_of_z_to_the_third()
        => Samples.ForAll(Cases, x =>
        {
            SpectralEdge edge = SampleSpectrumEdge.Ising(x.Beta, x.R);
            // Differences of order 4 over h = 0.02 of the distance d to the nearest singularity err by some 100 (h/d)⁴;
            // and a² − 4t² in z has lost up to 6 digits, (1 − t²)²(1 + mΛ) > 1e-6: 1e-10·d²/h² of z″.
            double m = edge.Companion, h = 0.02 * Math.Min(-m, m + Math.Exp(-2 * x.Beta));
            double Z(int k) => Silverstein(x.Beta, x.R, m + (k * h));
            double expected = ((16 * (Z(1) + Z(-1))) - Z(2) - Z(-2) - (30 * Z(0))) / (12 * h * h) / 2;
            Assert.Equal(1, Math.Pow(edge.Scale, 3) / expected, 1e-4);
        });

    [Fact]
    public void At_beta_and_r_of_one_half_it_is_4562()
    {
        Assert.Equal(4.562, SampleSpectrumEdge.Ising(0.5, 0.5).Location, 5e-4);
        Assert.Equal(Math.E, SampleSpectrumEdge.PaperPrediction(0.5, 0.1), 1e-15);
        Assert.Equal(2.9142, SampleSpectrumEdge.PaperPrediction(0.5, 0.5), 5e-5);
    }

    [Fact]
    public void The_edge_is_above_both_of_the_papers_curves_and_grows_with_beta_and_r()
        => Samples.ForAll(Cases, x =>
        {
            double edge = SampleSpectrumEdge.Ising(x.Beta, x.R).Location;
            Assert.True(edge > SampleSpectrumEdge.PaperPrediction(x.Beta, x.R));
            Assert.True(edge > IsingRing.TopEigenvalueInfinite(x.Beta));
            Assert.True(edge > new MarchenkoPastur(x.R).UpperEdge);
            Assert.True(SampleSpectrumEdge.Ising(x.Beta * 1.01, x.R).Location > edge);
            Assert.True(SampleSpectrumEdge.Ising(x.Beta, x.R * 1.01).Location > edge);
        });

    [Fact]
    public void With_many_samples_the_edge_is_the_top_of_the_population()
        => Samples.ForAll(Samples.Numbers(0.02, 2), beta =>
        {
            // z at 1 + mΛ = s is Λ/(1 − s) + r/√(s(1 − (1 − s)/Λ²)), a bound of its minimum for every s.
            double lambda = Math.Exp(2 * beta);
            foreach (double r in (double[])[1e-6, 1e-9, 1e-15, 1e-24])
            {
                double s = Math.Pow(r, 2.0 / 3);
                double bound = (lambda / (1 - s)) + (r / Math.Sqrt(s * (1 - ((1 - s) / (lambda * lambda)))));
                Assert.InRange(SampleSpectrumEdge.Ising(beta, r).Location, lambda, bound + (lambda * 1e-15));
            }
        });

    [Fact]
    public void Without_couplings_the_edge_is_that_of_Marchenko_and_Pastur_with_Johnstones_scale()
        => Samples.ForAll(Ratios, r =>
        {
            // First order in cosh 2β − 1 = 2β²: the edge moves by 2β²(1 + √r)²/√r, and each
            // derivative of z by a few times β²/(1 + m)² = β²(1 + √r)²/r of itself.
            const double beta = 1e-6;
            double root = Math.Sqrt(r), noise = (1 + root) * (1 + root);
            SpectralEdge edge = SampleSpectrumEdge.Ising(beta, r);
            Assert.InRange(edge.Location - noise, -1e-15 * noise, (4 * beta * beta * noise / root) + (1e-14 * noise));
            Assert.Equal(Johnstone(r), edge.Scale, 30 * Johnstone(r) * beta * beta * noise / r);
            SpectralEdge discrete = SampleSpectrumEdge.Of(new PopulationSpectrum([1, 1, 1, 1, 1]), r);
            Assert.Equal(noise, discrete.Location, 1e-14 * noise);
            Assert.Equal(Johnstone(r), discrete.Scale, 1e-13 * Johnstone(r));
            Assert.Equal(-1 / (1 + root), discrete.Companion, 1e-14);
        });

    [Fact]
    public void A_long_ring_has_the_edge_of_the_infinite_one()
        => Samples.ForAll(Samples.Numbers(0.02, 1).SelectMany(b => Samples.Numbers(0.05, 3).Select(r => (b, r))), x =>
        {
            // The sum over k is the trapezoidal rule of the integral over θ: its error is e^{−Nη}, η the distance from
            // the real axis of the pole τ(θ) = y = −1/m, 2t cosh η = 1 + t² − (1 − t²)/y. Derivatives in y bring Nη
            // twice.
            const int sites = 601;
            SpectralEdge infinite = SampleSpectrumEdge.Ising(x.b, x.r);
            SpectralEdge finite = SampleSpectrumEdge.Of(PopulationSpectrum.Of(new IsingRing(sites, x.b)), x.r);
            double t = Math.Tanh(x.b);
            double decay = sites * Math.Acosh((1 + (t * t) + ((1 - (t * t)) * infinite.Companion)) / (2 * t));
            double tolerance = 1e-12 + (10 * decay * decay * Math.Exp(-decay));
            Assert.True(tolerance < 1e-6);
            Assert.Equal(1, finite.Location / infinite.Location, tolerance);
            Assert.Equal(1, finite.Scale / infinite.Scale, tolerance);
            Assert.Equal(1, finite.Companion / infinite.Companion, tolerance);
        });

    [Fact]
    public void Two_states_have_twice_the_edge_of_the_Ising_ring()
        => Samples.ForAll(Cases, x =>
        {
            SpectralEdge ising = SampleSpectrumEdge.Ising(x.Beta, x.R);
            SpectralEdge potts = SampleSpectrumEdge.Potts(PottsRing.Xy(7, 2, x.Beta), x.R);
            Assert.Equal(2 * ising.Location, potts.Location, 1e-12 * ising.Location);
            Assert.Equal(2 * ising.Scale, potts.Scale, 1e-11 * ising.Scale);
            Assert.Equal(ising.Companion / 2, potts.Companion, 1e-12);
        });

    [Theory]
    [InlineData(3, 0.4)]
    [InlineData(5, 1.0)]
    [InlineData(10, 1.5)]
    public void The_edge_of_the_infinite_XY_ring_is_that_of_the_eigenvalues_of_a_long_one(int states, double beta)
    {
        // e^{−Nη} as for the Ising ring; N = 301, r ≥ 0.2: η > 0.15.
        var ring = PottsRing.Xy(301, states, beta);
        var population = PopulationSpectrum.Of(ring);
        foreach (double r in (double[])[0.2, 0.7, 2])
        {
            SpectralEdge infinite = SampleSpectrumEdge.Potts(ring, r);
            SpectralEdge finite = SampleSpectrumEdge.Of(population, r * states);
            Assert.Equal(infinite.Location, finite.Location, 1e-11 * infinite.Location);
            Assert.Equal(infinite.Scale, finite.Scale, 1e-10 * infinite.Scale);
            Assert.True(infinite.Location > ring.TopEigenvalueInfinite);
            Assert.True(infinite.Location > RetardedLearning.PottsNoiseEdge(r, states));
        }
    }

    [Fact]
    public void The_unit_of_the_population_is_that_of_the_edge()
        => Samples.ForAll(Cases, x =>
        {
            double[] spectrum = new IsingRing(17, x.Beta).Spectrum();
            SpectralEdge one = SampleSpectrumEdge.Of(new PopulationSpectrum(spectrum), x.R);
            SpectralEdge three = SampleSpectrumEdge.Of(new PopulationSpectrum([.. spectrum.Select(v => 3 * v)]), x.R);
            Assert.Equal(3 * one.Location, three.Location, 1e-13 * three.Location);
            Assert.Equal(3 * one.Scale, three.Scale, 1e-12 * three.Scale);
        });

    [Fact]
    public void A_lone_eigenvalue_far_above_the_others_is_the_spike_of_Baik_and_Silverstein()
    {
        // Weight w → 0 at 10, the rest at 1: the edge tends to 10(1 + r/9), from above by 2·10·√(rw(…)).
        foreach (double weight in (double[])[1e-8, 1e-12])
        {
            double edge = SampleSpectrumEdge.Of(new PopulationSpectrum([10, 1], [weight, 1 - weight]), 0.5).Location;
            Assert.InRange(edge - (10 * (1 + (0.5 / 9))), 0, 20 * Math.Sqrt(weight));
        }
    }

    [Fact]
    public void Nothing_overflows_on_a_very_cold_ring()
    {
        // Λ = e^{2β} dwarfs r: the edge is Λ(1 + O((r/Λ)^{2/3})).
        SpectralEdge edge = SampleSpectrumEdge.Ising(150, 0.5);
        Assert.Equal(1, edge.Location / Math.Exp(300), 1e-14);
        Assert.True(double.IsFinite(edge.Scale));
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("beta = 0, but it should be a finite number > 0", () => SampleSpectrumEdge.Ising(0, 1));
        Samples.IsRefused("noiseRatio = 0, but it should be a finite number > 0", () => SampleSpectrumEdge.Ising(1, 0));
        Samples.IsRefused(
            "eigenvalues[1] = -1, but it should be a finite number >= 0", () => _ = new PopulationSpectrum([1, -1]));
        Samples.IsRefused(
            "weights[0] = 0, but it should be a finite number > 0", () => _ = new PopulationSpectrum([1.0], [0.0]));
        Samples.IsRefused(
            "weights.Count = 1, but it should be exactly 2", () => _ = new PopulationSpectrum([1.0, 2], [1.0]));
        Samples.IsRefused(
            "eigenvalues = all zero, but it should be positive somewhere", () => _ = new PopulationSpectrum([0.0]));
    }

    // With t = tanh β, as the integral over θ gives it.
    private static double Silverstein(double beta, double r, double m)
    {
        double t = Math.Tanh(beta);
        double a = 1 + (t * t) + (m * (1 - (t * t)));
        return (-1 / m) + (r * (1 - (t * t)) / Math.Sqrt((a * a) - (4 * t * t)));
    }

    private static double Johnstone(double r)
        => (1 + Math.Sqrt(r)) * Math.Cbrt(1 + (1 / Math.Sqrt(r)));
}
