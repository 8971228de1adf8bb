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

    [Fact]
    public void Of_two_units_no_angle_gives_a_larger_sum_of_fourth_powers()
        => Samples.ForAll(Samples.Vectors(2 * Sites), w =>
        {
            double best = FourthPowers(CanonicalFrame.Rotate(w, Sites));
            for (double angle = 0; angle < Math.PI; angle += 0.05)
                Assert.True(FourthPowers(LatticeBumpsTests.Rotate(w, Sites, 0, 1, angle)) <= best + 1e-12);
        });

    [Fact]
    public void The_frame_is_a_rotation_with_positive_peaks()
        => Samples.ForAll(Samples.Vectors(3 * Sites), w =>
        {
            double[] rotated = CanonicalFrame.Rotate(w, Sites);
            for (int i = 0; i < Sites; i++)
                Assert.Equal(Length(w, i), Length(rotated, i), 1e-13);
            Assert.All(rotated.Chunk(Sites), unit => Assert.True(unit.Max() >= -unit.Min()));
        });

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused(
            "state.Length = 7, but it should be a positive multiple of sites = 5",
            () => CanonicalFrame.Rotate(new double[7], 5));
        Samples.IsRefused("second.Length = 2, but it should be exactly 1", () => CanonicalFrame.Angle([1], [1, 2]));
    }

    private static double FourthPowers(double[] w) => w.Sum(x => x * x * x * x);

    private static double Length(double[] w, int site)
        => w.Where((_, k) => k % Sites == site).Sum(x => x * x);
}
