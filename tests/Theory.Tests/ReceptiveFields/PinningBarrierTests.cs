using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Theory.Tests.ReceptiveFields;

public class PinningBarrierTests
{
    private const int Points = 41;
    private static readonly PinningBarrier Barrier = PinningBarrier.Of(60, Points);

    [Fact]
    public void Barrier_is_the_work_against_the_pinning_force()
    {
        // Simpson's rule for a force that is a sine to a few parts in a hundred: (π/40)⁴/180 = 2e-7 of the work.
        double step = Barrier.Length / (Points - 1), work = 0;
        for (int k = 0; k < Points; k++)
            work -= step / 3 * Barrier.Forces[k] * (k is 0 or Points - 1 ? 1 : k % 2 == 1 ? 4 : 2);
        Assert.Equal(1, work / Barrier.Height, 1e-5);
        double expected = LatticeBump.BondCentred(60).Energy - LatticeBump.SiteCentred(60).Energy;
        Assert.Equal(expected, Barrier.Height, 1e-13);
    }

    [Fact]
    public void Force_pulls_back_to_the_site_all_the_way_to_the_bond()
    {
        Assert.Equal(0, Barrier.Forces[0], 1e-12); // Newton's tolerance
        Assert.Equal(0, Barrier.Forces[^1], 1e-12);
        Assert.All(Barrier.Forces[1..^1], force => Assert.True(force < 0));
        Assert.Equal(0, Barrier.Displacements[0], 1e-10);
        Assert.Equal(0.5, Barrier.Displacements[^1], 1e-10);
        for (int k = 1; k < Points; k++)
        {
            Assert.True(Barrier.Displacements[k] > Barrier.Displacements[k - 1]);
            Assert.True(Barrier.Energies[k] > Barrier.Energies[k - 1]);
        }
    }

    [Fact]
    public void Curvature_at_the_ends_has_the_sign_of_the_eigenvalues_of_the_bumps()
    {
        Assert.True(Barrier.Height > 0);
        Assert.True(LatticeBump.SiteCentred(60).Eigenvalues[0] < 0 && LatticeBump.BondCentred(60).Eigenvalues[0] > 0);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Samples.IsRefused("points = 2, but it should be at least 3", () => PinningBarrier.Of(60, 2));
        Samples.IsRefused("sites = 8, but it should be at least 9", () => PinningBarrier.Of(8));
    }
}
