using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class DnBumpTests
{
    [Fact]
    public void Stable_bump_solves_equation_38_on_every_ring()
        => Samples.ForAll(Samples.Numbers(8.75, 60), length => CheckIsSteady(DnBump.Stable(length)));

    [Fact]
    public void Unstable_bump_solves_equation_38_on_every_ring()
        => Samples.ForAll(Samples.Numbers(1.14, 20), length => CheckIsSteady(DnBump.Unstable(length)));

    [Fact]
    public void Integrals_are_those_of_the_profile()
        => Samples.ForAll(Samples.Numbers(8.75, 60), length =>
        {
            // On the points of PointsFor the sums are exact to rounding.
            DnBump bump = DnBump.Stable(length);
            var flow = new ReactionDiffusion(length, RingBumpSpectrum.PointsFor(bump));
            double[] w = flow.Sample(bump.Value, 0);
            Assert.Equal(bump.Repressor, flow.Overlap(w, 0, 0), 1e-13);
            Assert.Equal(SechProfile.Sum, flow.Spacing * w.Sum(), 1e-13);
            Assert.Equal(bump.Energy, flow.Energy(w), 1e-12);
            Assert.Equal(0, bump.SelfConsistencyGap, 1e-14);
        });

    [Fact]
    public void Bump_is_highest_at_its_centre_lowest_opposite_even_and_periodic()
        => Samples.ForAll(Samples.Numbers(8.75, 60), length =>
        {
            DnBump bump = DnBump.Stable(length);
            Assert.Equal(bump.Amplitude, bump.Value(0), 1e-14);
            Assert.Equal(1, bump.Minimum / bump.Value(0.5 * length), 1e-12);
            double x = 0.3 * length;
            Assert.InRange(bump.Value(x), bump.Minimum, bump.Amplitude);
            Assert.Equal(bump.Value(x), bump.Value(-x), 1e-15);
            Assert.Equal(bump.Value(x), bump.Value(x + length), 1e-14);
        });

    [Fact]
    public void Long_rings_hold_the_bumps_of_the_infinite_line()
    {
        // What is left is of the order of 1 − m = 16 e^{−κL} in κ and b, and of an image, e^{−κL/2}, in w near the
        // edge.
        foreach ((DnBump bump, SechProfile limit) in ((DnBump, SechProfile)[])
            [(DnBump.Stable(80), SechProfile.Stable), (DnBump.Stable(3000), SechProfile.Stable),
            (DnBump.Unstable(20), SechProfile.Unstable), (DnBump.Unstable(3000), SechProfile.Unstable)])
        {
            Assert.Equal(limit.Kappa, bump.Kappa, 1e-13);
            Assert.Equal(limit.Repressor, bump.Repressor, 1e-13);
            Assert.Equal(limit.Energy, bump.Energy, 1e-12);
            for (double x = -3; x <= 3; x += 0.5)
                Assert.Equal(limit.Value(x), bump.Value(x), 1e-12);
        }

        double Gap(double length) => SechProfile.Stable.Kappa - DnBump.Stable(length).Kappa;
        Assert.True(Gap(40) > 1e-10, "on a short ring they would not differ");
        // The gap falls as e^{−κL}, times a power of L.
        Assert.Equal(10 * SechProfile.Stable.Kappa, Math.Log(Gap(30) / Gap(40)), 0.5);
    }

    [Fact]
    public void Just_above_the_turing_lengths_the_bumps_are_nearly_uniform()
    {
        // The amplitude grows as the root of the distance: √1e-6 times a number of the order of one.
        foreach ((double born, Func<double, DnBump> at) in ((double, Func<double, DnBump>)[])
            [(TuringInstability.UpperLength, DnBump.Stable), (TuringInstability.LowerLength, DnBump.Unstable)])
        {
            double Contrast(double distance)
            {
                DnBump bump = at(born * (1 + distance));
                double uniform = new TuringInstability(bump.Length).Weight;
                Assert.InRange(uniform, bump.Minimum, bump.Amplitude);
                return (bump.Amplitude - bump.Minimum) / uniform;
            }

            Assert.Equal(2, Contrast(4e-6) / Contrast(1e-6), 0.01);
            Assert.InRange(Contrast(1e-6), 1e-4, 1e-2);
        }
    }

    [Fact]
    public void Bumps_shorter_than_their_birth_are_refused()
    {
        Samples.IsRefused(
            $"length = 8, but it should be a finite number > {TuringInstability.UpperLength}, where the bump is born",
            () => DnBump.Stable(8));
        Samples.IsRefused(
            $"length = 1, but it should be a finite number > {TuringInstability.LowerLength}, where the bump is born",
            () => DnBump.Unstable(1));
    }

    private static void CheckIsSteady(DnBump bump)
    {
        var flow = new ReactionDiffusion(bump.Length, RingBumpSpectrum.PointsFor(bump));
        double[] w = flow.Sample(bump.Value, 0.2 * bump.Length), velocity = new double[w.Length];
        flow.Velocity(0, w, velocity);
        // The highest rate, (πn/L)², times the rounding of w and of its transform, some 1e-15 of its maximum.
        double rate = Math.Pow(Math.PI * flow.Points / bump.Length, 2) + bump.Repressor;
        Assert.InRange(velocity.Max(Math.Abs), 0, 1e-15 * rate * bump.Amplitude);
    }
}
