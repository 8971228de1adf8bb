using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class PopulationBumpTests
{
    [Fact]
    public void Bump_at_small_beta_is_that_of_equation_37_with_corrections_of_the_order_of_beta()
    {
        const int sites = 31;
        double[] lattice = LatticeBump.SiteCentred(sites).Weights;
        double Deviation(double beta)
        {
            double[] weights = PopulationBump.SiteCentred(sites, beta).Weights;
            return Samples.MaxDifference(lattice, [.. weights.Select(w => w / Math.Sqrt(beta))]);
        }

        // aβ(1 + cβ), c of the order of 10: 1 % of the ratio at these β.
        Assert.Equal(2, Deviation(2e-3) / Deviation(1e-3), 0.04);
    }

    [Fact]
    public void Pinning_fades_as_the_correlation_length_grows()
    {
        // Known to two digits, and one.
        Assert.Equal(-2.3e-4, PopulationBump.SiteCentred(100, 1).Eigenvalues[0], 5e-6);
        Assert.Equal(-7e-6, PopulationBump.SiteCentred(100, 1.25).Eigenvalues[0], 5e-7);
        Assert.True(PopulationBump.BondCentred(100, 1).Eigenvalues[0] > 2e-4);
    }

    [Fact]
    public void Bump_is_steady_symmetric_and_less_likely_than_the_truth()
    {
        const int sites = 53;
        const double beta = 0.7;
        PopulationBump bump = PopulationBump.SiteCentred(sites, beta);
        var velocity = new double[sites];
        new PopulationFlow(sites, beta).Velocity(0, bump.Weights, velocity);
        Assert.InRange(velocity.Max(Math.Abs), 0, 1e-11); // ten times Newton's tolerance, as the bump allows
        Assert.Equal(bump.Max, bump.Weights[26]);
        for (int i = 0; i < sites; i++)
            Assert.Equal(bump.Weights[52 - i], bump.Weights[i], 1e-8); // 1e-11 over the slowest rate, 1e-3
        Assert.InRange(bump.LogLikelihood, -sites * Math.Log(2), new IsingRing(sites, beta).MeanLogLikelihood);
    }

    [Fact]
    public void Flow_from_noise_climbs_to_the_likelihood_of_the_bump()
    {
        const int sites = 31;
        const double beta = 0.5;
        var options = new IntegrationOptions { SteadyVelocity = 1e-7, RelativeTolerance = 1e-7, AbsoluteTolerance = 1e-9 };
        var flow = new PopulationFlow(sites, beta);
        double last = double.NegativeInfinity;
        IntegrationResult result = new AdaptiveRungeKutta().Integrate(
            flow, Samples.Fixed(sites, seed: 41, amplitude: 0.02), 0, 1e5, options, step =>
            {
                // Never down: by more than rounding, 1e-12, and what a step off by 1e-7 of w can cost along a velocity below 1.
                double likelihood = flow.LogLikelihood(step.End);
                Assert.True(likelihood > last - 1e-7, $"{likelihood} after {last}");
                last = likelihood;
            });
        Assert.Equal(StopReason.Steady, result.Reason);
        PopulationBump bump = PopulationBump.SiteCentred(sites, beta);
        // A velocity F over the slowest rate λ leaves the likelihood short by N F²/(2λ), 1e-10.
        double slowest = -bump.Eigenvalues[0];
        Assert.Equal(bump.LogLikelihood, flow.LogLikelihood(result.State), (sites * 1e-14 / slowest) + 1e-12);
    }

    [Fact]
    public void Bump_of_a_hundred_sites_dissolves_between_1_50_and_1_55()
        => Assert.InRange(PopulationBump.DissolvingBeta(100), 1.5, 1.55);

    [Theory]
    [InlineData(31)]
    [InlineData(100)]
    public void Bump_exists_below_the_beta_at_which_it_dissolves_and_not_above(int sites)
    {
        double beta = PopulationBump.DissolvingBeta(sites, 1e-9);
        double Contrast(double below)
        {
            double[] weights = PopulationBump.SiteCentred(sites, beta - below).Weights;
            return Math.Log(weights.Max() / weights.Min());
        }

        // It flattens without a jump: one that started at an unstable bump would leave a contrast of the order of one.
        Assert.InRange(Contrast(1e-3), 0.01, 0.5);
        Assert.InRange(Contrast(1e-4), 0.001, 0.6 * Contrast(1e-3));
        Assert.Throws<InvalidOperationException>(() => PopulationBump.SiteCentred(sites, beta + 1e-4));
    }

    [Fact]
    public void Site_and_bond_exchange_their_stability_as_the_lattice_fades()
    {
        // The pinning falls by a factor of ten every 0.05 in β down to 1e-8, where it changes sign again and again.
        Assert.True(PopulationBump.SiteCentred(100, 1.35).Eigenvalues[0] < -1e-9);
        Assert.True(PopulationBump.BondCentred(100, 1.35).Eigenvalues[0] > 1e-9);
        Assert.True(PopulationBump.SiteCentred(100, 1.4).Eigenvalues[0] > 1e-9);
        Assert.True(PopulationBump.BondCentred(100, 1.4).Eigenvalues[0] < -1e-9);
    }

    [Fact]
    public void A_bump_that_would_fill_the_ring_is_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => PopulationBump.SiteCentred(31, 2));
        Assert.Equal("no bump on 31 sites at beta = 2: it fills the ring before", error.Message);
        Samples.IsRefused("beta = -1, but it should be a finite number > 0", () => PopulationBump.SiteCentred(31, -1));
        Samples.IsRefused("sites = 5, but it should be at least 9", () => PopulationBump.BondCentred(5, 1));
    }
}
