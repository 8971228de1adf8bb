using FsCheck.Xunit;
using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class LatticeBumpsTests
{
    // Newton leaves a force of 1e-12; the eigenvalues are those of matrices of norm 5 and size 120, 1e-13.
    private const double Zero = 1e-11;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void M_bumps_have_the_zero_eigenvalues_of_the_rotations_and_are_stable(int units)
    {
        const int sites = 60;
        LatticeBumps bumps = LatticeBumps.FromCentres(sites, [.. Enumerable.Range(0, units).Select(k => 15.0 * k)]);
        var flow = new SmallBetaFlow(sites, units);
        var velocity = new double[flow.Dimension];
        flow.Velocity(0, bumps.Weights, velocity);
        Assert.Equal(0, velocity.Max(Math.Abs), Zero);
        int rotations = units * (units - 1) / 2;
        Assert.Equal(rotations, bumps.Eigenvalues.Count(value => Math.Abs(value) < Zero));
        Assert.All(bumps.Eigenvalues.Skip(rotations), value => Assert.True(value < -1e-3));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(9)]
    [InlineData(14)]
    [InlineData(23)]
    [InlineData(50)]
    public void Two_bumps_six_sites_apart_or_more_stay_where_they_start(int separation)
    {
        LatticeBumps bumps = LatticeBumps.FromCentres(100, [20, 20.0 + separation]);
        // Pinned: the other's tail displaces each, together by less than the half site to a bond.
        Assert.Equal(separation, bumps.Separation(0, 1), 0.5);
    }

    [Fact]
    public void Two_bumps_closer_than_that_move_apart()
    {
        LatticeBumps bumps = LatticeBumps.FromCentres(100, [20, 23]);
        Assert.True(bumps.Separation(0, 1) > 4);
    }

    [Fact]
    public void Energy_of_two_far_bumps_is_twice_that_of_one_and_falls_with_the_distance()
    {
        double one = LatticeBump.SiteCentred(100).Energy;
        double Excess(int separation) => LatticeBumps.FromCentres(100, [20, 20.0 + separation]).Energy - (2 * one);
        double near = Excess(7), middle = Excess(10), far = Excess(50);
        Assert.True(near > middle && middle > far);
        // The tails fall as e^{−κd}, cosh κ = Σw²/2 = 1.2, κ = 0.62; the energy as their square: e^{−62}, below
        // rounding.
        Assert.Equal(0, far, 1e-11);
    }

    [Fact]
    public void Bumps_learned_from_noise_are_one_a_unit_in_the_canonical_frame()
    {
        LatticeBumps bumps = LatticeBumps.FromState(50, Samples.Fixed(100, seed: 127, amplitude: 0.02));
        double kurtosis = bumps.Weights.Sum(w => Math.Pow(w, 4)) / 2;
        double expected = LatticeBump.SiteCentred(50).Weights.Sum(w => Math.Pow(w, 4));
        // On a site or, held by the other's tail, near one; the sum is smaller on a bond by a part in ten.
        Assert.Equal(1, kurtosis / expected, 0.15);
        Assert.True(bumps.Separation(0, 1) > 5);
    }

    [Property(MaxTest = 200)]
    public void Energy_and_spectrum_do_not_see_a_rotation_of_the_units(SeveralUnits units, Fraction place)
    {
        var flow = new SmallBetaFlow(units.Sites, units.Hidden);
        double[] w = units.Values;
        double[] turned = Rotate(w, units.Sites, 0, units.Hidden - 1, place.Between(0, 2 * Math.PI));
        Assert.Equal(flow.Energy(w), flow.Energy(turned), 1e-11);
        // The Jacobian at the rotated state is the rotated Jacobian, wherever the state: entries below 70, so 1e-12.
        Assert.Equal(0, Samples.MaxDifference(Spectrum(flow, w), Spectrum(flow, turned)), 1e-11);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("sites = 8, but it should be at least 9", () => LatticeBumps.FromCentres(8, [1.0, 2]));
        Samples.IsRefused(
            "centres = NaN, but it should be a finite number", () => LatticeBumps.FromCentres(20, [double.NaN]));
        Samples.IsRefused(
            "state.Length = 31, but it should be a positive multiple of sites = 20",
            () => LatticeBumps.FromState(20, new double[31]));
    }

    internal static double[] Rotate(double[] w, int sites, int first, int second, double angle)
    {
        double[] turned = [.. w];
        for (int i = 0; i < sites; i++)
        {
            double a = w[(first * sites) + i], b = w[(second * sites) + i];
            turned[(first * sites) + i] = (Math.Cos(angle) * a) - (Math.Sin(angle) * b);
            turned[(second * sites) + i] = (Math.Sin(angle) * a) + (Math.Cos(angle) * b);
        }

        return turned;
    }

    private static double[] Spectrum(SmallBetaFlow flow, double[] w)
    {
        int n = flow.Dimension;
        var jacobian = new double[n * n];
        flow.Jacobian(w, jacobian);
        var evd = Matrix<double>.Build.Dense(n, n, jacobian).Evd(Symmetricity.Symmetric);
        return [.. evd.EigenValues.Select(value => value.Real).Order()];
    }
}
