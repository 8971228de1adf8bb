using RbmTheory.Simulation.Observables;

namespace RbmTheory.Simulation.Tests.Observables;

public class SubspaceOverlapTests
{
    [Fact]
    public void A_rotation_within_the_space_leaves_1_and_one_out_of_it_the_square_of_its_cosine()
    {
        double[][] axes = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]];
        double[][] turned = [[0.6, 0.8, 0, 0], [-0.8, 0.6, 0, 0], [0, 0, 0.28, 0.96]];
        // k = 1: 0.36; k = 2: the same plane; k = 3: two whole directions and 0.28² of the third.
        double[] overlaps = SubspaceOverlap.Of(axes, turned, [3, 1, 2]);
        Assert.Equal((2 + (0.28 * 0.28)) / 3, overlaps[0], 1e-15);
        Assert.Equal(0.36, overlaps[1], 1e-15);
        Assert.Equal(1, overlaps[2], 1e-15);
        Assert.Equal([0.0], SubspaceOverlap.Of([[1, 0]], [[0, 1]], [1]));
    }

    [Fact]
    public void Vectors_are_not_taken_in_pairs()
        => Assert.Equal([0.0, 1.0], SubspaceOverlap.Of([[1, 0], [0, 1]], [[0, 1], [-1, 0]], [1, 2]));

    [Fact]
    public void Too_many_dimensions_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SubspaceOverlap.Of([[1, 0]], [[1, 0], [0, 1]], [2]));
        Assert.Throws<ArgumentException>(() => SubspaceOverlap.Of([[1, 0]], [[1, 0]], [0]));
        Assert.Throws<ArgumentException>(() => SubspaceOverlap.Of([[1, 0]], [[1, 0, 0]], [1]));
    }
}
