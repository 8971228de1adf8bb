using RbmTheory.Simulation.Observables;

namespace RbmTheory.Simulation.Tests.Observables;

public class SingleLinkageTests
{
    [Fact]
    public void Chains_of_near_pairs_are_one_cluster_whatever_lies_between_them()
    {
        // On a line in space: 0, 5, 0.75, 5.5, 1.5, 9; 0 and 1.5 are joined by what comes between, 5 and 5.5 are near.
        float[] places = [0, 5, 0.75f, 5.5f, 1.5f, 9];
        float[] vectors = [.. places.SelectMany(x => new[] { 0.6f * x, 2, -0.8f * x })];
        Assert.Equal([0, 1, 0, 1, 0, 2], SingleLinkage.Of(vectors, 3, 1));
        Assert.Equal([0, 1, 2, 1, 3, 4], SingleLinkage.Of(vectors, 3, 0.7));
        Assert.Equal([0, 0, 0, 0, 0, 0], SingleLinkage.Of(vectors, 3, 3.6));
        Assert.Empty(SingleLinkage.Of([], 3, 1));
    }

    [Fact]
    public void A_pair_at_the_distance_itself_is_apart()
    {
        Assert.Equal([0, 1], SingleLinkage.Of([0, 0, 3, 4], 2, 5));
        Assert.Equal([0, 0], SingleLinkage.Of([0, 0, 3, 4], 2, Math.BitIncrement(5.0)));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Equal("vectors.Length = 5, but it should be a multiple of 2",
            Assert.Throws<ArgumentException>(() => SingleLinkage.Of(new float[5], 2, 1)).Message);
        Assert.Throws<ArgumentException>(() => SingleLinkage.Of(new float[4], 2, 0));
        Assert.Throws<ArgumentException>(() => SingleLinkage.Of(new float[4], 0, 1));
    }
}
