using FsCheck.Xunit;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Theory.Tests.Populations;

public class IsingRingTests
{
    // The oracle adds up to 2^11 positive numbers, each the exponential of at most 33: 2^11 roundings of 1.1e-16
    // relative to the sum are 2.3e-13, those of the exponentials 33·1.1e-16.
    private const double SumOf2To11 = 3e-13;

    private static readonly int[] ShortRings = [5, 7, 11];

    [Property]
    public void Covariance_is_that_of_the_enumerated_ring(Beta beta)
    {
        foreach (int sites in ShortRings)
        {
            var ring = new IsingRing(sites, beta);
            var oracle = new Enumeration(sites, beta);
            for (int d = -sites; d <= 2 * sites; d++)
                Assert.Equal(oracle.Covariance(2, (2 + d + sites) % sites), ring.Covariance(d), SumOf2To11);
        }
    }

    [Property]
    public void Log_partition_and_entropy_are_those_of_the_enumerated_ring(Beta beta)
    {
        foreach (int sites in ShortRings)
        {
            var ring = new IsingRing(sites, beta);
            var oracle = new Enumeration(sites, beta);
            Assert.Equal(Math.Log(oracle.Partition), ring.LogPartition, 40 * SumOf2To11);
            Assert.Equal(oracle.NegativeEntropy, ring.MeanLogLikelihood, 40 * SumOf2To11);
        }
    }

    [Property]
    public void Spectrum_is_the_Fourier_transform_of_the_covariance(Sites sites, Beta beta)
    {
        var ring = new IsingRing(sites, beta);
        double[] spectrum = ring.Spectrum();
        Assert.Equal(sites, spectrum.Length);
        for (int k = 0; k < sites; k++)
        {
            double sum = 0;
            for (int d = 0; d < sites; d++)
                sum += ring.Covariance(d) * Math.Cos(2 * Math.PI * k * d / sites);
            // N terms of at most 1, whose cosines have angles up to 2πN of relative error 2e-16.
            Assert.Equal(sum, spectrum[k], sites * sites * 2e-15);
        }

        Assert.Equal(spectrum.Max(), ring.TopEigenvalue);
    }

    [Fact]
    public void Covariance_decays_as_the_exponential_of_the_distance_over_the_correlation_length()
    {
        // At N = 1009, β = 1 the image across the ring is t^(N−2d), of the order e^{-260}.
        var ring = new IsingRing(1009, 1);
        Assert.Equal(Math.Exp(-13 / ring.CorrelationLength), ring.Covariance(13), 1e-14);
        Assert.Equal(-1 / Math.Log(Math.Tanh(1)), ring.CorrelationLength, 1e-13);
    }

    [Property]
    public void Top_eigenvalue_grows_with_the_ring_and_with_beta_up_to_the_infinite_one(Sites sites, Beta beta)
    {
        // (1 − t^N)/(1 + t^N) grows with N; a rounding or two, where t^N is below it, is not a fall.
        double top = new IsingRing(sites, beta).TopEigenvalue, slack = 1e-14 * top;
        Assert.True(new IsingRing(sites + 1, beta).TopEigenvalue > top - slack);
        Assert.True(new IsingRing(sites, 1.01 * beta).TopEigenvalue > top);
        Assert.True(IsingRing.TopEigenvalueInfinite(beta) > top - slack);
    }

    [Fact]
    public void Top_eigenvalue_of_a_long_ring_is_that_of_the_infinite_one()
        => Assert.Equal(IsingRing.TopEigenvalueInfinite(0.7), new IsingRing(1009, 0.7).TopEigenvalue, 1e-13);

    [Theory]
    [InlineData(1e-9)]
    [InlineData(30)]
    [InlineData(700)]
    public void Nothing_overflows_or_cancels_at_the_ends_of_the_range_of_beta(double beta)
    {
        const int sites = 13;
        var ring = new IsingRing(sites, beta);
        bool hot = beta < 1;
        // Hot: independent spins, corrections of the order Nβ² and, for the spectrum, 2β. Cold: two configurations.
        Assert.Equal(hot ? -sites * Math.Log(2) : -Math.Log(2), ring.MeanLogLikelihood, 1e-14);
        Assert.Equal(hot ? sites * Math.Log(2) : (sites * beta) + Math.Log(2), ring.LogPartition, 1e-11);
        Assert.Equal(hot ? 1 : sites, ring.TopEigenvalue, 1e-8);
        Assert.Equal(sites, ring.Spectrum().Sum(), 1e-8);
        Assert.Equal(hot ? 0 : 1, ring.Covariance(6), 1e-8);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("sites = 2, but it should be at least 3", () => _ = new IsingRing(2, 1));
        Samples.IsRefused("beta = -1, but it should be a finite number > 0", () => _ = new IsingRing(5, -1));
        Samples.IsRefused("beta = NaN, but it should be a finite number > 0", () => _ = new IsingRing(5, double.NaN));
        Samples.IsRefused(
            "beta = 0, but it should be a finite number > 0", () => _ = IsingRing.TopEigenvalueInfinite(0));
    }
}
