using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class RingBumpSpectrumTests
{
    [Fact]
    public void Long_rings_have_the_spectrum_of_the_infinite_line()
    {
        // The breathing mode's tails, e^{−κα|x|}, meet on the ring: e^{−καL} = e^{−0.293·80} = 7e-11.
        var exact = new BumpSpectrum(SechProfile.Stable);
        var ring = new RingBumpSpectrum(DnBump.Stable(80));
        Assert.Equal(0, ring.Odd[0], 1e-12);
        Assert.Equal(exact.Breathing, ring.Even[0], 10 * Math.Exp(-80 * exact.DecayRatio * SechProfile.Stable.Kappa));
        Assert.InRange(ring.Even[1], exact.ContinuumEdge - 0.01, exact.ContinuumEdge); // (2π/80)² = 0.006
        Assert.InRange(ring.Odd[1], exact.ContinuumEdge - 0.01, exact.ContinuumEdge);
    }

    [Fact]
    public void Unstable_bump_has_one_growing_mode()
    {
        var ring = new RingBumpSpectrum(DnBump.Unstable(12));
        // Rounding of rates up to (π·512/12)² = 2e4.
        Assert.Equal(new BumpSpectrum(SechProfile.Unstable).Breathing, ring.Even[0], 1e-10);
        Assert.Equal(0, ring.Odd[0], 1e-10);
        Assert.True(ring.Even[1] < new BumpSpectrum(SechProfile.Unstable).ContinuumEdge);
        Assert.True(ring.Odd[1] < new BumpSpectrum(SechProfile.Unstable).ContinuumEdge);
    }

    [Theory]
    [InlineData(8.75)]
    [InlineData(9.5)]
    [InlineData(20)]
    public void Stable_bumps_are_stable_but_for_translation(double length)
    {
        var ring = new RingBumpSpectrum(DnBump.Stable(length));
        Assert.Equal(0, ring.Odd[0], 1e-12); // rates up to (π·128/20)² and rounding
        Assert.True(ring.Odd[1] < -0.1);
        Assert.True(ring.Even[0] < 0);
        Assert.Equal(ring.Points, ring.All.Count);
    }

    [Fact]
    public void Trace_is_that_of_the_jacobian()
    {
        // Even and odd blocks together are the whole matrix: their traces add up.
        DnBump bump = DnBump.Stable(12);
        var ring = new RingBumpSpectrum(bump);
        var flow = new ReactionDiffusion(12, ring.Points);
        var jacobian = new double[ring.Points * ring.Points];
        flow.Jacobian(flow.Sample(bump.Value, 0), jacobian);
        double trace = Enumerable.Range(0, ring.Points).Sum(i => jacobian[i * (ring.Points + 1)]);
        Assert.Equal(1, ring.All.Sum() / trace, 1e-12);
    }

    [Fact]
    public void Rings_too_long_to_resolve_are_refused()
    {
        string message = Assert.ThrowsAny<ArgumentException>(() => new RingBumpSpectrum(DnBump.Stable(1000))).Message;
        Assert.StartsWith("bump.Length = 1000, but it should be at most 479.", message, StringComparison.Ordinal);
    }
}
