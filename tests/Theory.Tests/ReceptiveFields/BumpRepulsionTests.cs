using FsCheck.Xunit;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class BumpRepulsionTests
{
    [Fact]
    public void Measured_repulsion_tends_to_the_formula_as_the_overlap_vanishes()
    {
        // The formula is the leading order in q = e^{−κd}. The mirror symmetry of the pair leaves even powers only; the
        // next is q² (κd)²: the tail of each bump changes the κ of the other by O(κd q²), and e^{−2κd} by that times
        // 2d. So 1 − ratio = A (κd)² q² (1 + O(1/(κd))), and 1/(κd) ≤ 0.2.
        double kappa = SechProfile.Stable.Kappa;
        double Correction(double d) => kappa * kappa * d * d * Math.Exp(-2 * kappa * d);
        (double nearer, double nearerRatio) = BumpRepulsion.Measure(10);
        (double farther, double fartherRatio) = BumpRepulsion.Measure(12);
        double large = Correction(nearer), small = Correction(farther);
        Assert.Equal(1, (1 - fartherRatio) / (1 - nearerRatio) * large / small, 0.2);

        // With A eliminated the formula itself is left, to what the lower powers leave of the correction.
        double extrapolated = ((fartherRatio * large) - (nearerRatio * small)) / (large - small);
        Assert.Equal(1, extrapolated, 0.2 * (1 - fartherRatio));
        Assert.InRange(1 - fartherRatio, 1e-5, 1e-3);
    }

    [Property]
    public void Separation_grows_at_the_rate_of_the_formula(Fraction place)
    {
        double start = place.Between(4, 15);
        foreach (double time in (double[])[0, 1, 100, 1e5])
        {
            // A central difference over 1 % of e^{2κd}/(48√2 κ²): off by (1e-2)²/3 relative.
            double d = BumpRepulsion.Separation(start, time);
            double step = 0.01 / (2 * SechProfile.Stable.Kappa * BumpRepulsion.Rate(d));
            double rate = (BumpRepulsion.Separation(d, step) - d) / step;
            Assert.Equal(1, rate / BumpRepulsion.Rate(d), 0.006); // one-sided: 1e-2/2
            Assert.Equal(
                BumpRepulsion.Separation(start, time + step), BumpRepulsion.Separation(d, step), 1e-12 * d);
        }

        Assert.Equal(start, BumpRepulsion.Separation(start, 0));
    }

    [Fact]
    public void Distance_of_a_pair_is_that_asked_for()
    {
        var flow = new ReactionDiffusion(64, 256, 2);
        // The tails beyond the ends, of e^{−2κ·27}, weigh 32 sites each.
        Assert.Equal(9.7, BumpRepulsion.Distance(flow, BumpRepulsion.Pair(flow, 9.7)), 1e-10);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("separation = 0, but it should be a finite number > 0", () => BumpRepulsion.Rate(0));
        Samples.IsRefused("time = -1, but it should be a finite number >= 0", () => BumpRepulsion.Separation(5, -1));
        Samples.IsRefused(
            "flow.Hidden = 1, but it should be in [2, 2]", () => BumpRepulsion.Pair(new ReactionDiffusion(64, 256), 5));
        Samples.IsRefused(
            "separation = 70, but it should be in (0, 64)",
            () => BumpRepulsion.Pair(new ReactionDiffusion(64, 256, 2), 70));
    }
}
