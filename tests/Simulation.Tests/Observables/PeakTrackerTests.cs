using FsCheck.Xunit;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using static RbmTheory.Simulation.Tests.Observables.Complaint;

namespace RbmTheory.Simulation.Tests.Observables;

public class PeakTrackerTests
{
    [Theory]
    [InlineData(17.37)]
    [InlineData(0.3)]
    [InlineData(-0.45)]
    [InlineData(100.49)]
    public void The_centre_of_a_bump_is_exact_between_sites_and_across_the_end(double centre)
    {
        // The continuous first mode of sech²(κx) turns exactly; the lattice adds the modes N ± 1 of wave number 2π,
        // smaller by (2π/k)/sinh(π²/κ) × sinh(πk/2κ) ~ 101 e^{−π²/0.3}·2 = 1e−12, k = 2π/101; and the ring cuts the
        // tails at N/2, e^{−0.3 × 101} = 7e−14 of w². In sites: (N/2π) × both < 1e−10.
        double[] weights = Bump(101, 0.3, centre, 0.7);
        var (position, concentration) = RingCentre.OfSquares<double>(weights);
        Assert.InRange(position, 0, Math.BitDecrement(101.0));
        Chance.Near(0, RingCentre.Displacement(centre, position, 101), 1e-10);

        // The mean of cos kx under κ sech²(κx)/2 is (πk/2κ)/sinh(πk/2κ).
        double x = Math.PI * 2 * Math.PI / 101 / 0.6;
        Chance.Near(x / Math.Sinh(x), concentration, 1e-10);
    }

    [Fact]
    public void Squares_find_the_middle_of_two_known_weights()
    {
        // Weights 1 and −2 at sites 0 and N/4 of 12: arg(1 + 4i).
        float[] weights = new float[12];
        (weights[0], weights[3]) = (1, -2);
        var (squares, concentration) = RingCentre.OfSquares<float>(weights);
        Chance.Near(12 * Math.Atan2(4, 1) / (2 * Math.PI), squares, 1e-14);
        Chance.Near(Math.Sqrt(17) / 5, concentration, 1e-15);
    }

    [Fact]
    public void Tiny_and_huge_fields_have_the_same_centre()
    {
        double[] weights = Bump(37, 0.5, 11.3, 1);
        double position = RingCentre.OfSquares<double>(weights).Position;
        foreach (double scale in new[] { 1e-200, 1e200, -3 })
        {
            double[] scaled = Array.ConvertAll(weights, w => scale * w);
            Chance.Near(position, RingCentre.OfSquares<double>(scaled).Position, 1e-13);
        }
    }

    [Fact]
    public void Fields_without_a_direction_have_no_centre()
    {
        Assert.True(double.IsNaN(RingCentre.OfSquares<double>(new double[13]).Position));
        double[] flat = [.. Enumerable.Repeat(0.3, 13)];
        Assert.Equal((double.NaN, 0), RingCentre.OfSquares<double>(flat));
        double[] opposite = new double[14];
        (opposite[3], opposite[10]) = (0.5, -0.5);
        Assert.Equal((double.NaN, 0), RingCentre.OfSquares<double>(opposite));
    }

    [Fact]
    public void Noise_moves_the_centre_as_much_as_the_remark_says()
    {
        const int Sites = 101, Draws = 2000;
        const double Sigma = 0.01, Centre = 40.2;
        double[] bump = Bump(Sites, 0.3, Centre, 1);
        double sines = 0, cosines = 0;
        for (int i = 0; i < Sites; i++)
        {
            var (s, c) = Math.SinCos(2 * Math.PI * (i - Centre) / Sites);
            sines += bump[i] * bump[i] * s * s;
            cosines += bump[i] * bump[i] * c;
        }

        double predicted = Sites / (2 * Math.PI) * 2 * Sigma * Math.Sqrt(sines) / cosines;
        double sum = 0;
        for (ulong draw = 0; draw < Draws; draw++)
        {
            var stream = new RandomStream(5, StreamPurpose.Other, draw);
            double[] noisy = Array.ConvertAll(bump, w => w + Sigma * stream.NextGaussian());
            double moved = RingCentre.Displacement(Centre, RingCentre.OfSquares<double>(noisy).Position, Sites);
            sum += moved * moved / Draws;
        }

        // A mean of n squares of Gaussians: 2√(x/n) + 2x/n is exceeded with probability e^{−x} (Laurent and Massart
        // 2000). Second order in σ: the terms ε² of all sites add (N/2π)² Nσ⁴/(Σ w² cos)² to the variance.
        double secondOrder = Math.Pow(Sites / (2 * Math.PI) / cosines, 2) * Sites * Math.Pow(Sigma, 4);
        double x = Math.Log(2 / Chance.FalseAlarm);
        double tolerance = 2 * Math.Sqrt(x / Draws) + 2 * x / Draws + 2 * secondOrder / (predicted * predicted);
        Chance.Near(1, sum / (predicted * predicted), tolerance);
    }

    [Fact]
    public void A_peak_that_goes_round_is_unwrapped_both_ways()
    {
        // Steps of 7.3 sites on a ring of 31, three turns up and back; rounding of a position below 100: 1e−14 a step.
        var tracker = new PeakTracker(31);
        double at = 29.5;
        for (int step = 0; step <= 26; step++)
        {
            float[] weights = Array.ConvertAll(Bump(31, 1, at, -0.4), w => (float)w);
            double seen = tracker.Add<float>(weights);

            // Aliasing at κ = 1 as above: 31 × 2 e^{−π²} = 3e−3 relative to the mode, times N/2π: 0.016 sites.
            Chance.Near(at, seen, 0.02);
            Assert.Equal(seen, tracker.Position);
            Chance.Near(0, RingCentre.Displacement(at, tracker.Centre, 31), 0.02);
            Assert.InRange(tracker.Centre, 0, Math.BitDecrement(31.0));
            at += step < 13 ? 7.3 : -7.3;
        }
    }

    [Fact]
    public void The_shorter_way_round_is_taken()
    {
        Assert.Equal([1, -2, 3, 8, 13, 9], Unwrap([1, 9, 3, 8, 2, 9], 11));
        Assert.Equal([10.5, 11.25], Unwrap([-0.5, 11.25], 11));
    }

    [Property]
    public void A_walk_with_short_steps_is_recovered_from_its_wrapped_positions(Seed seed)
    {
        const int Sites = 23;
        var stream = new RandomStream(seed, StreamPurpose.Other, 0);
        double[] walk = new double[50];
        walk[0] = Sites * stream.NextDouble();
        for (int n = 1; n < walk.Length; n++)
            walk[n] = walk[n - 1] + 11.49 * (2 * stream.NextDouble() - 1);
        double[] unwrapped = Unwrap(Array.ConvertAll(walk, x => RingCentre.Wrap(x, Sites)), Sites);

        // |x| < 600: each of 50 steps rounds by at most 1e−13.
        Assert.All(walk.Zip(unwrapped), pair => Chance.Near(pair.First, pair.Second, 1e-11));
    }

    [Fact]
    public void A_field_without_a_centre_leaves_the_tracker_where_it_was()
    {
        var tracker = new PeakTracker(13);
        Assert.True(double.IsNaN(tracker.Centre));
        Assert.True(double.IsNaN(tracker.Add<double>(new double[13])));
        tracker.Add(4.5);
        Assert.Equal(4.5, tracker.Add<double>(new double[13]));
        Assert.Equal(4.5, tracker.Centre);
    }

    [Fact]
    public void An_observation_allocates_nothing()
    {
        var tracker = new PeakTracker(101);
        double[] weights = Bump(101, 0.3, 20, 1);
        tracker.Add<double>(weights);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int n = 0; n < 100; n++)
            tracker.Add<double>(weights);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Says("sites = 2, but it should be at least 3", () => new PeakTracker(2));
        Says("weights.Length = 5, but it should be exactly 7", () => new PeakTracker(7).Add<double>(new double[5]));
        Says("weights = NaN, but it should be a finite number", () => RingCentre.OfSquares<double>([1, double.NaN, 0]));
        Says("centre = NaN, but it should be a finite number", () => new PeakTracker(7).Add(double.NaN));
    }

    private static double[] Unwrap(double[] centres, int sites)
    {
        var tracker = new PeakTracker(sites);
        return Array.ConvertAll(centres, tracker.Add);
    }

    private static double[] Bump(int sites, double kappa, double centre, double amplitude)
        => [.. Enumerable.Range(0, sites).Select(i => amplitude / Math.Cosh(
            kappa * RingCentre.Displacement(centre, i, sites)))];
}
