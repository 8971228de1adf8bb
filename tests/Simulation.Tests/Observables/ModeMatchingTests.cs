using RbmTheory.Simulation.Observables;

namespace RbmTheory.Simulation.Tests.Observables;

public class ModeMatchingTests
{
    [Fact]
    public void Modes_that_change_their_order_and_sign_are_followed()
    {
        double[][] axes = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]];
        ModeMatching same = new(axes, axes);
        Assert.Equal([0, 1, 2, 3], same.Partners);
        Assert.Equal(0, same.Crossings);
        // The third mode has overtaken two others, turned a little, and changed its sign.
        ModeMatching matching = new(axes, [[0, 0, -0.96, 0.28], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0.28, 0.96]]);
        Assert.Equal([1, 2, 0, 3], matching.Partners);
        Assert.Equal([1, 1, 0.96, 0.96], matching.Overlaps);
        Assert.Equal(2, matching.Crossings);
        Assert.Equal(6, new ModeMatching(axes, [.. axes.Reverse()]).Crossings);
    }

    [Fact]
    public void A_vector_has_one_partner_alone()
    {
        // Both overlap most with the first of the later ones; the better of the two gets it.
        ModeMatching matching = new([[0.6, 0.8], [0.8, -0.6]], [[1, 0], [0, 1]]);
        Assert.Equal([1, 0], matching.Partners);
        ModeMatching near = new([[0.8, 0.6], [0.9, Math.Sqrt(0.19)]], [[1, 0], [0, 1]]);
        Assert.Equal([1, 0], near.Partners);
        Assert.Throws<ArgumentException>(() => new ModeMatching([[1, 0]], [[1, 0], [0, 1]]));
        Assert.Throws<ArgumentException>(() => new ModeMatching([], []));
    }
}
