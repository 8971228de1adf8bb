using FsCheck.Xunit;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Theory.Tests.RandomMatrices;

public class SampleSpectrumEdgeTests
{
    [Property]
    public void The_edge_is_the_minimum_of_z_of_m(SampledRing seen, Fraction place)
    {
        SpectralEdge edge = SampleSpectrumEdge.Ising(seen.Beta, seen.NoiseRatio);
        double m = edge.Companion, end = -Math.Exp(-2 * seen.Beta);
        // 1 + mΛ, computed from m, is off by 1e-16/(1 + mΛ): below 1e-13 for s > 1e-3, doubled in z.
        Assert.Equal(Silverstein(seen, m), edge.Location, 1e-12 * edge.Location);
        foreach (double other in (double[])[m * place.Between(0.01, 0.99), m + (place.Between(0.01, 0.99) * (end - m))])
            Assert.True(Silverstein(seen, other) > edge.Location);
    }

    [Property]
    public void The_scale_is_half_the_curvature_of_z_to_the_third(SampledRing seen)
    {
        SpectralEdge edge = SampleSpectrumEdge.Ising(seen.Beta, seen.NoiseRatio);
        // Differences of order 4 over h = 0.02 of the distance d to the nearest singularity err by some 100 (h/d)⁴;
        // and a² − 4t² in z has lost up to 6 digits, (1 − t²)²(1 + mΛ) > 1e-6: 1e-10·d²/h² of z″.
        double m = edge.Companion, h = 0.02 * Math.Min(-m, m + Math.Exp(-2 * seen.Beta));
        double Z(int k) => Silverstein(seen, m + (k * h));
        double expected = ((16 * (Z(1) + Z(-1))) - Z(2) - Z(-2) - (30 * Z(0))) / (12 * h * h) / 2;
        Assert.Equal(1, Math.Pow(edge.Scale, 3) / expected, 1e-4);
    }

    [Fact]
    public void At_beta_and_r_of_one_half_it_is_4562()
    {
        Assert.Equal(4.562, SampleSpectrumEdge.Ising(0.5, 0.5).Location, 5e-4);
        Assert.Equal(Math.E, SampleSpectrumEdge.PaperPrediction(0.5, 0.1), 1e-15);
        Assert.Equal(2.9142, SampleSpectrumEdge.PaperPrediction(0.5, 0.5), 5e-5);
    }

    [Property]
    public void The_edge_is_above_both_of_the_papers_curves_and_below_their_product(SampledRing seen)
    {
        // Above, each variance being Λ at most: the noise of independent variables of variance Λ.
        double edge = SampleSpectrumEdge.Ising(seen.Beta, seen.NoiseRatio).Location;
        double signal = IsingRing.TopEigenvalueInfinite(seen.Beta);
        double noise = new MarchenkoPastur(seen.NoiseRatio).UpperEdge;
        Assert.InRange(edge, Math.BitIncrement(Math.Max(signal, noise)), Math.BitDecrement(signal * noise));
    }

    [Property]
    public void The_edge_grows_with_beta_and_r(SampledRing seen, Factor more)
    {
        // By 1e-6 of 4β²/(√r + r) or of √r, whichever counts, some 1e-10 of itself: above rounding.
        double edge = SampleSpectrumEdge.Ising(seen.Beta, seen.NoiseRatio).Location;
        Assert.True(SampleSpectrumEdge.Ising(seen.Beta * more, seen.NoiseRatio).Location > edge);
        Assert.True(SampleSpectrumEdge.Ising(seen.Beta, seen.NoiseRatio * more).Location > edge);
    }

    [Property]
    public void With_many_samples_the_edge_is_the_top_of_the_population(Fraction place)
    {
        // z at 1 + mΛ = s is Λ/(1 − s) + r/√(s(1 − (1 − s)/Λ²)), a bound of its minimum for every s.
        double beta = place.Between(0.02, 2), lambda = Math.Exp(2 * beta);
        foreach (double r in (double[])[1e-6, 1e-9, 1e-15, 1e-24])
        {
            double s = Math.Pow(r, 2.0 / 3);
            double bound = (lambda / (1 - s)) + (r / Math.Sqrt(s * (1 - ((1 - s) / (lambda * lambda)))));
            Assert.InRange(SampleSpectrumEdge.Ising(beta, r).Location, lambda, bound + (lambda * 1e-15));
        }
    }

    [Property]
    public void On_a_cold_ring_the_edge_leaves_the_top_of_the_population_as_r_to_the_two_thirds(
        Fraction beta, NoiseRatio r)
    {
        // With ρ = r/Λ → 0 and 1/Λ² → 0 the bound above is Λ(1 + s + ρ/√s), least at s = (ρ/2)^{2/3}, where it is
        // Λ(1 + 3s); the next terms are s² in 1/(1 − s), s/Λ² and s² in the place of the minimum: below 3s·(s + 1/Λ²).
        double cold = beta.Between(10, 150), lambda = Math.Exp(2 * cold), s = Math.Pow(r / lambda / 2, 2.0 / 3);
        double excess = (SampleSpectrumEdge.Ising(cold, r).Location / lambda) - 1;
        Assert.Equal(3 * s, excess, (3 * s * (s + (1 / (lambda * lambda)))) + 2e-15);
    }

    [Property]
    public void Without_couplings_the_edge_is_that_of_Marchenko_and_Pastur_with_Johnstones_scale(SampledRing seen)
    {
        // First order in cosh 2β − 1 = 2β²: the edge moves by 2β²(1 + √r)²/√r, and each
        // derivative of z by a few times β²/(1 + m)² = β²(1 + √r)²/r of itself.
        double r = seen.NoiseRatio, beta = 1e-6 * seen.Beta;
        double root = Math.Sqrt(r), noise = (1 + root) * (1 + root);
        SpectralEdge edge = SampleSpectrumEdge.Ising(beta, r);
        Assert.InRange(edge.Location - noise, -1e-15 * noise, (4 * beta * beta * noise / root) + (1e-14 * noise));
        Assert.Equal(Johnstone(r), edge.Scale, (30 * Johnstone(r) * beta * beta * noise / r) + (1e-12 * Johnstone(r)));
        SpectralEdge discrete = SampleSpectrumEdge.Of(new PopulationSpectrum([1, 1, 1, 1, 1]), r);
        Assert.Equal(noise, discrete.Location, 1e-14 * noise);
        Assert.Equal(Johnstone(r), discrete.Scale, 1e-13 * Johnstone(r));
        Assert.Equal(-1 / (1 + root), discrete.Companion, 1e-14);
    }

    [Property]
    public void A_long_ring_has_the_edge_of_the_infinite_one(Fraction first, Fraction second)
    {
        // The sum over k is the trapezoidal rule of the integral over θ: its error is e^{−Nη}, η the distance from the
        // real axis of the pole τ(θ) = y = −1/m, 2t cosh η = 1 + t² − (1 − t²)/y. Derivatives in y bring Nη twice.
        const int sites = 601;
        double beta = first.Between(0.02, 1), r = second.Between(0.05, 3), t = Math.Tanh(beta);
        SpectralEdge infinite = SampleSpectrumEdge.Ising(beta, r);
        SpectralEdge finite = SampleSpectrumEdge.Of(PopulationSpectrum.Of(new IsingRing(sites, beta)), r);
        double decay = sites * Math.Acosh((1 + (t * t) + ((1 - (t * t)) * infinite.Companion)) / (2 * t));
        double tolerance = 1e-12 + (10 * decay * decay * Math.Exp(-decay));
        Assert.True(tolerance < 1e-6);
        Assert.Equal(1, finite.Location / infinite.Location, tolerance);
        Assert.Equal(1, finite.Scale / infinite.Scale, tolerance);
        Assert.Equal(1, finite.Companion / infinite.Companion, tolerance);
    }

    [Property]
    public void Two_states_have_twice_the_edge_of_the_Ising_ring(SampledRing seen)
    {
        SpectralEdge ising = SampleSpectrumEdge.Ising(seen.Beta, seen.NoiseRatio);
        SpectralEdge potts = SampleSpectrumEdge.Potts(PottsRing.Xy(7, 2, seen.Beta), seen.NoiseRatio);
        Assert.Equal(2 * ising.Location, potts.Location, 1e-12 * ising.Location);
        Assert.Equal(2 * ising.Scale, potts.Scale, 1e-11 * ising.Scale);
        Assert.Equal(ising.Companion / 2, potts.Companion, 1e-12);
    }

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

    [Property]
    public void The_edge_of_any_population_is_the_minimum_of_its_z_of_m(
        Population population, NoiseRatio r, Fraction place)
    {
        double total = population.Weights.Sum();
        double Z(double m) => (-1 / m) + (r / total * population.Eigenvalues.Zip(population.Weights).Sum(
            x => x.Second * x.First / (1 + (x.First * m))));
        var spectrum = new PopulationSpectrum(population.Eigenvalues, population.Weights);
        SpectralEdge edge = SampleSpectrumEdge.Of(spectrum, r);
        double m = edge.Companion, end = -1 / spectrum.Top;
        // As above: 1 + mΛ is s > √(rw) > 1e-4 or more, and what is 1 % nearer to either end is above by 1e-4·s.
        Assert.Equal(edge.Location, Z(m), 1e-12 * edge.Location);
        foreach (double other in (double[])[m * place.Between(0.01, 0.99), m + (place.Between(0.01, 0.99) * (end - m))])
            Assert.True(Z(other) > edge.Location);
    }

    [Property]
    public void The_edge_of_any_population_is_between_its_top_and_the_noise_of_that_variance_in_its_own_unit(
        Population population, NoiseRatio r, Factor unit)
    {
        var spectrum = new PopulationSpectrum(population.Eigenvalues, population.Weights);
        SpectralEdge edge = SampleSpectrumEdge.Of(spectrum, r);
        double rounding = 1e-13 * edge.Location;
        Assert.InRange(
            edge.Location, spectrum.Top - rounding, new MarchenkoPastur(r, spectrum.Top).UpperEdge + rounding);
        Assert.InRange(edge.Companion * spectrum.Top, -1, 0);
        SpectralEdge other = SampleSpectrumEdge.Of(
            new PopulationSpectrum([.. population.Eigenvalues.Select(x => unit * x)], population.Weights), r);
        Assert.Equal(unit * edge.Location, other.Location, 1e-13 * other.Location);
        Assert.Equal(unit * edge.Scale, other.Scale, 1e-10 * other.Scale);
        Assert.Equal(edge.Companion, unit * other.Companion, 1e-12 * -edge.Companion);
    }

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
    private static double Silverstein(SampledRing seen, double m)
    {
        double t = Math.Tanh(seen.Beta), a = 1 + (t * t) + (m * (1 - (t * t)));
        return (-1 / m) + (seen.NoiseRatio * (1 - (t * t)) / Math.Sqrt((a * a) - (4 * t * t)));
    }

    private static double Johnstone(double r)
        => (1 + Math.Sqrt(r)) * Math.Cbrt(1 + (1 / Math.Sqrt(r)));
}
