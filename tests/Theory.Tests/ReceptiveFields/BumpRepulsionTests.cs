using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class BumpRepulsionTests
{
    [Fact]
    public void Measured_repulsion_tends_to_the_formula_as_the_overlap_vanishes()
    {
        // The formula is the leading order in q = e^{−κd}; by the mirror symmetry of the pair, which exchanges the signs of q, the
        // next is q². It carries (κd)², from the square of the overlap c = ∫w_1 w_2 ≈ 4κ²d q that was left out:
        // c²/2 over w_1²w_2²/2 ≈ 8κ³q²·κd… of the order of 16 (κd)² q² together.
        double kappa = SechProfile.Stable.Kappa;
        (double first, double firstRatio) = BumpRepulsion.Measure(8);
        (double second, double secondRatio) = BumpRepulsion.Measure(10);
        (double third, double thirdRatio) = BumpRepulsion.Measure(12);
        double Correction(double d) => kappa * kappa * d * d * Math.Exp(-2 * kappa * d);
        Assert.InRange(firstRatio, 1 - (16 * Correction(first)), 1 + (16 * Correction(first)));
        Assert.InRange(secondRatio, 1 - (16 * Correction(second)), 1 + (16 * Correction(second)));
        Assert.InRange(thirdRatio, 1 - (16 * Correction(third)), 1 + (16 * Correction(third)));

        // It falls as it should: as q² (κd)², up to lower powers of κd, 1/(κd) = 0.2.
        Assert.Equal(1, (1 - secondRatio) / (1 - firstRatio) * Correction(first) / Correction(second), 0.2);
        Assert.Equal(1, (1 - thirdRatio) / (1 - secondRatio) * Correction(second) / Correction(third), 0.2);
    }

    [Fact]
    public void Separation_grows_at_the_rate_of_the_formula()
        => Samples.ForAll(Samples.Numbers(4, 15), start =>
        {
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
        });

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
