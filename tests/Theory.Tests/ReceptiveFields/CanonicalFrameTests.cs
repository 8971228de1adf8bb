using FsCheck.Xunit;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class CanonicalFrameTests
{
    private const int Sites = 31;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Bumps_mixed_by_rotations_are_found_again_up_to_their_order(int units)
    {
        double[] bumps = [.. Enumerable.Range(0, units * Sites).Select(
            k => SechProfile.Stable.Value(Math.IEEERemainder((k % Sites) - (6 * (k / Sites)), Sites)))];
        double[] target = CanonicalFrame.Rotate(bumps, Sites);
        double[] mixed = bumps;
        for (int mu = 0; mu < units; mu++)
        {
            for (int nu = mu + 1; nu < units; nu++)
                mixed = LatticeBumpsTests.Rotate(mixed, Sites, mu, nu, 1 + mu + (0.3 * nu));
        }

        double[] found = CanonicalFrame.Rotate(mixed, Sites);
        foreach (double[] unit in found.Chunk(Sites))
            Assert.Contains(target.Chunk(Sites), other => Samples.MaxDifference(other, unit) < 1e-12);
    }

    [Property]
    public void Of_two_units_no_angle_gives_a_larger_sum_of_fourth_powers(SeveralUnits units)
    {
        int n = units.Sites;
        double[] w = units.Values[..(2 * n)];
        double best = FourthPowers(CanonicalFrame.Rotate(w, n));
        for (double angle = 0; angle < Math.PI; angle += 0.05)
            Assert.True(FourthPowers(LatticeBumpsTests.Rotate(w, n, 0, 1, angle)) <= best + 1e-12);
    }

    [Property]
    public void The_frame_is_a_rotation_with_positive_peaks(SeveralUnits units)
    {
        double[] rotated = CanonicalFrame.Rotate(units.Values, units.Sites);
        for (int i = 0; i < units.Sites; i++)
            Assert.Equal(Length(units.Values, units.Sites, i), Length(rotated, units.Sites, i), 1e-13);
        Assert.All(rotated.Chunk(units.Sites), unit => Assert.True(unit.Max() >= -unit.Min()));
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused(
            "state.Length = 7, but it should be a positive multiple of sites = 5",
            () => CanonicalFrame.Rotate(new double[7], 5));
        Samples.IsRefused("second.Length = 2, but it should be exactly 1", () => CanonicalFrame.Angle([1], [1, 2]));
    }

    private static double FourthPowers(double[] w) => w.Sum(x => x * x * x * x);

    private static double Length(double[] w, int sites, int site)
        => w.Where((_, k) => k % sites == site).Sum(x => x * x);
}
