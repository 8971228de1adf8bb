using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class LatticeBumpTests
{
    [Fact]
    public void Site_centred_bump_on_a_hundred_sites_is_stable()
    {
        LatticeBump bump = LatticeBump.SiteCentred(100);
        Assert.Equal(0.9195927174, bump.Max, 5.1e-11); // ten digits are known
        Assert.Equal(2.4001206873, bump.SumSquares, 5.1e-11);
        Assert.Equal(bump.Max, bump.Weights[50]);
        Assert.All(bump.Eigenvalues, value => Assert.True(value < 0));
    }

    [Fact]
    public void Bond_centred_bump_on_a_hundred_sites_is_a_saddle()
    {
        LatticeBump bump = LatticeBump.BondCentred(100);
        Assert.Equal(0.0264564, bump.Eigenvalues[0], 5.1e-8); // seven decimals are known
        Assert.True(bump.Eigenvalues[1] < 0);
        Assert.Equal(bump.Weights[49], bump.Weights[50], 1e-12);
        Assert.True(bump.Energy > LatticeBump.SiteCentred(100).Energy);
    }

    [Theory]
    [InlineData(LatticeBump.MinimumSites)]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(37)]
    [InlineData(101)]
    public void Bumps_are_steady_positive_symmetric_and_not_uniform(int sites)
    {
        var flow = new SmallBetaFlow(sites);
        foreach (LatticeBump bump in (LatticeBump[])[LatticeBump.SiteCentred(sites), LatticeBump.BondCentred(sites)])
        {
            var velocity = new double[sites];
            flow.Velocity(0, bump.Weights, velocity);
            Assert.InRange(velocity.Max(Math.Abs), 0, 1e-12); // Newton's tolerance
            Assert.All(bump.Weights, w => Assert.True(w > 0));
            Assert.True(bump.Max > 1.5 * bump.Sum / sites);
            for (int i = 0; i < sites; i++)
            {
                int mirror = (int)(((2 * bump.Centre) - i + sites) % sites);
                Assert.Equal(bump.Weights[mirror], bump.Weights[i], 1e-11);
            }
        }
    }

    [Fact]
    public void On_eight_sites_only_the_uniform_state_is_left()
    {
        const int sites = 8;
        double[] start = [.. Enumerable.Range(0, sites).Select(i => SechProfile.Stable.Value(i - 4))];
        SteadyStateResult result = SteadyState.Find(
            new SmallBetaFlow(sites), start, [NeutralModes.Translation(start, sites)]);
        Assert.True(result.Converged);
        Assert.Equal(result.State.Min(), result.State.Max(), 1e-10); // Newton's 1e-12 over the slowest rate, 0.014
        Assert.True(result.Eigenvalues()[0] < 0);
    }

    [Fact]
    public void Flow_from_noise_on_a_hundred_sites_ends_in_the_site_centred_bump()
    {
        const int sites = 100;
        var options = new IntegrationOptions { SteadyVelocity = 1e-8, RelativeTolerance = 1e-9, AbsoluteTolerance = 1e-11 };
        IntegrationResult result = new AdaptiveRungeKutta().Integrate(
            new SmallBetaFlow(sites), Samples.Fixed(sites, seed: 11, amplitude: 0.02), 0, 5000, options);
        Assert.Equal(StopReason.Steady, result.Reason);
        LatticeBump bump = LatticeBump.SiteCentred(sites);
        int peak = Array.IndexOf(result.State, result.State.MaxBy(Math.Abs));
        double sign = Math.Sign(result.State[peak]);
        double[] centred = [.. Enumerable.Range(0, sites).Select(i => sign * result.State[(i + peak + 50) % sites])];
        // A velocity of 1e-8 over the slowest rate of the spectrum, some 0.02, is the distance left.
        double slowest = -bump.Eigenvalues[0];
        Assert.InRange(Samples.MaxDifference(bump.Weights, centred), 0, 10 * 1e-8 / slowest);
    }

    [Fact]
    public void Bad_arguments_are_named()
        => Samples.IsRefused("sites = 8, but it should be at least 9", () => LatticeBump.SiteCentred(8));
}
