using FsCheck.Xunit;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class DnBumpTests
{
    [Property]
    public void Stable_bump_solves_equation_38_on_every_ring(RingLength length) => CheckIsSteady(DnBump.Stable(length));

    [Property]
    public void Unstable_bump_solves_equation_38_on_every_ring(Fraction place)
        => CheckIsSteady(DnBump.Unstable(place.Between(1.14, 20)));

    [Property]
    public void Integrals_are_those_of_the_profile(RingLength length)
    {
        // On the points of PointsFor the sums are exact to rounding.
        DnBump bump = DnBump.Stable(length);
        var flow = new ReactionDiffusion(length, RingBumpSpectrum.PointsFor(bump));
        double[] w = flow.Sample(bump.Value, 0);
        Assert.Equal(bump.Repressor, flow.Overlap(w, 0, 0), 1e-13);
        Assert.Equal(SechProfile.Sum, flow.Spacing * w.Sum(), 1e-13);
        Assert.Equal(bump.Energy, flow.Energy(w), 1e-12);
        Assert.Equal(0, bump.SelfConsistencyGap, 1e-14);
    }

    [Property]
    public void Bump_is_highest_at_its_centre_lowest_opposite_even_and_periodic(RingLength length, Fraction place)
    {
        DnBump bump = DnBump.Stable(length);
        Assert.Equal(bump.Amplitude, bump.Value(0), 1e-14);
        Assert.Equal(1, bump.Minimum / bump.Value(0.5 * length), 1e-12);
        double x = place.Between(0.01, 0.49) * length;
        Assert.InRange(bump.Value(x), bump.Minimum, bump.Amplitude);
        Assert.Equal(bump.Value(x), bump.Value(-x), 1e-15);
        Assert.Equal(bump.Value(x), bump.Value(x + length), 1e-14);
    }

    [Property]
    public void The_two_bumps_of_a_ring_are_on_either_side_of_the_fold(RingLength length)
    {
        // b = 6, κ = 2 on the infinite line. The narrow bump is the barrier: above the wide one and the uniform state,
        // which the wide one is below.
        DnBump stable = DnBump.Stable(length), unstable = DnBump.Unstable(length);
        Assert.True(stable.Repressor < BumpSpectrum.CriticalRepressor);
        Assert.True(unstable.Repressor > BumpSpectrum.CriticalRepressor);
        double uniform = -length / (length - 1); // L(−w² − ¼w⁴) + ¼(Lw²)² at w² = 2/(L−1)
        Assert.True(stable.Energy < uniform && uniform < unstable.Energy);
    }

    [Property]
    public void Every_change_of_the_stable_bump_costs_energy_and_growth_of_the_unstable_one_gains_it(
        RingLength length, Wave change)
    {
        // The energy is a quartic in the size of the change: five points give its second derivative, to the rounding of
        // ¼b² < 10⁵ summed over some 500 points; a translation of the stable bump costs nothing.
        (ReactionDiffusion flow, double[] stable) = Sampled(DnBump.Stable(length));
        double[] wave = flow.Sample(x => 0.1 * change.At(2 * Math.PI * x / length), 0);
        Assert.InRange(Curvature(flow, stable, wave), -1e-9, double.MaxValue);
        Assert.True(Curvature(flow, stable, stable) > 1);
        // −51 on the infinite line, 32κ²(1 − κ/3).
        (flow, double[] unstable) = Sampled(DnBump.Unstable(length));
        Assert.InRange(Curvature(flow, unstable, unstable), -60, -40);
    }

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

    private static (ReactionDiffusion Flow, double[] State) Sampled(DnBump bump)
    {
        var flow = new ReactionDiffusion(bump.Length, RingBumpSpectrum.PointsFor(bump));
        return (flow, flow.Sample(bump.Value, 0.2 * bump.Length));
    }

    // d²E(w + sε)/ds² at s = 0.
    private static double Curvature(ReactionDiffusion flow, double[] w, double[] change)
    {
        double At(double size) => flow.Energy([.. w.Zip(change, (x, y) => x + (size * y))]);
        return ((16 * (At(1) + At(-1))) - At(2) - At(-2) - (30 * At(0))) / 12;
    }

    private static void CheckIsSteady(DnBump bump)
    {
        (ReactionDiffusion flow, double[] w) = Sampled(bump);
        var velocity = new double[w.Length];
        flow.Velocity(0, w, velocity);
        // The highest rate, (πn/L)², times the rounding of w and of its transform, some 1e-15 of its maximum.
        double rate = Math.Pow(Math.PI * flow.Points / bump.Length, 2) + bump.Repressor;
        Assert.InRange(velocity.Max(Math.Abs), 0, 1e-15 * rate * bump.Amplitude);
    }
}
