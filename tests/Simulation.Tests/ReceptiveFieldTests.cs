using FsCheck.Xunit;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Tests;

public class ReceptiveFieldTests
{
    // w = a sech(κ(x − c)) has half maxima at ± arcosh(2)/κ. A cubic spline errs by at most 5/384 max|w''''| = 5/384 ×
    // 5aκ⁴, and the slope there is √3/4 aκ, so each crossing is off by at most 0.151 κ³.
    private const double CrossingError = 5.0 / 384 * 5 / 0.4330127;

    [Theory]
    [InlineData(101, 0.30, 50)]
    [InlineData(101, 0.30, 0)]
    [InlineData(101, 0.30, 100)]
    [InlineData(101, 0.55, 3)]
    [InlineData(211, 0.15, 207)]
    public void The_width_of_a_bump_on_a_site_is_known(int sites, double kappa, int centre)
    {
        ReceptiveField field = ReceptiveField.Measure(Bump(sites, kappa, centre, 0.7));
        Assert.Equal(centre, field.PeakSite);
        Assert.Equal(0.7, field.Amplitude);
        Chance.Near(2 * Math.Acosh(2) / kappa, field.FullWidthHalfMaximum, 2 * CrossingError * Math.Pow(kappa, 3));
        Chance.Near(0, RingDistance(field.Centre, centre, sites), CrossingError * Math.Pow(kappa, 3));
    }

    [Theory]
    [InlineData(17.37)]
    [InlineData(0.3)]
    [InlineData(-0.45)]
    [InlineData(100.49)]
    public void The_centre_is_found_between_sites_and_across_the_end_of_the_ring(double centre)
    {
        // The largest site value is at least sech(κ/2) = 0.989 of the peak: the level, hence the slope there, changes
        // by 1 %.
        const double Kappa = 0.3;
        ReceptiveField field = ReceptiveField.Measure(Bump(101, Kappa, centre, 0.7));
        Assert.InRange(field.Centre, 0, Math.BitDecrement(101.0));
        Chance.Near(0, RingDistance(field.Centre, centre, 101), 1.02 * CrossingError * Math.Pow(Kappa, 3));
    }

    [Property]
    public void Turning_the_ring_and_flipping_the_sign_change_nothing_else(Bound turn, Seed seed)
    {
        const int Sites = 37;
        var stream = new RandomStream(seed, StreamPurpose.Other, 0);
        double[] weights = Bump(Sites, 0.5, 11, 1);
        foreach (ref double weight in weights.AsSpan())
            weight += 0.1 * stream.NextGaussian();
        int shift = turn.Value % Sites;
        double[] moved = new double[Sites];
        for (int i = 0; i < Sites; i++)
            moved[(i + shift) % Sites] = -weights[i];
        ReceptiveField before = ReceptiveField.Measure(weights), after = ReceptiveField.Measure(moved);
        Assert.Equal(-before.Sign, after.Sign);
        Assert.Equal((before.PeakSite + shift) % Sites, after.PeakSite);
        Assert.Equal(before.FullWidthHalfMaximum, after.FullWidthHalfMaximum);
        Assert.Equal(before.Amplitude, after.Amplitude);

        // Sums of 37 numbers of some 1, in another order.
        Chance.Near(0, RingDistance(after.Centre, before.Centre + shift, Sites), 1e-12);
        Chance.Near(before.Sum, after.Sum, 1e-12);
        Chance.Near(before.SumSquares, after.SumSquares, 1e-12);
    }

    [Fact]
    public void A_second_bump_far_away_does_not_widen_the_first()
    {
        double[] weights = Bump(101, 0.3, 20, 1), second = Bump(101, 0.3, 70, 0.8);
        for (int i = 0; i < weights.Length; i++)
            weights[i] += second[i];
        double alone = ReceptiveField.Measure(Bump(101, 0.3, 20, 1)).FullWidthHalfMaximum;

        // The tail of the second one there is 1.6 e^{−0.3 × 45} = 2e−6, over a slope of 0.13, twice.
        Chance.Near(alone, ReceptiveField.Measure(weights).FullWidthHalfMaximum, 4e-5);
    }

    [Fact]
    public void A_single_site_bump_crosses_between_its_neighbours()
    {
        double[] weights = new double[23];
        weights[22] = -2;
        ReceptiveField field = ReceptiveField.Measure(weights);
        Assert.Equal(
            (-1, 22, 2.0, 2.0, 4.0),
            (field.Sign, field.PeakSite, field.Amplitude, field.Sum, field.SumSquares));
        Assert.InRange(field.FullWidthHalfMaximum, 0.5, 2);
        Chance.Near(22, field.Centre, 1e-12);
    }

    [Fact]
    public void Flat_fields_have_no_width()
    {
        foreach (double level in new[] { 0.0, 0.3, -0.3 })
        {
            ReceptiveField field = ReceptiveField.Measure(Enumerable.Repeat(level, 13).ToArray());
            Assert.True(double.IsNaN(field.FullWidthHalfMaximum));
            Assert.Equal(0, field.Centre);
            Chance.Near(13 * Math.Abs(level), field.Sum, 1e-14);
        }
    }

    [Fact]
    public void Single_precision_fields_are_measured_alike()
    {
        float[] weights = Array.ConvertAll(Bump(101, 0.25, 40, 0.5), w => (float)w);
        double[] wide = Array.ConvertAll(weights, w => (double)w);
        Assert.Equal(ReceptiveField.Measure(wide), ReceptiveField.Measure(weights));
    }

    private static double[] Bump(int sites, double kappa, double centre, double amplitude)
        => Enumerable.Range(0, sites)
            .Select(i => amplitude / Math.Cosh(kappa * RingDistance(i, centre, sites)))
            .ToArray();

    private static double RingDistance(double x, double y, int sites) => Math.IEEERemainder(x - y, sites);
}
