using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Theory.Tests.SpectralDynamics;

public class WeightModesTests
{
    [Theory]
    [InlineData(7, 3)]
    [InlineData(3, 7)]
    [InlineData(1, 4)]
    public void They_make_up_the_weights(int sites, int hidden)
    {
        double[] weights = Samples.Fixed(sites * hidden, 9), sum = new double[weights.Length];
        WeightModes modes = WeightModes.Of(weights, sites);
        Assert.Equal(Math.Min(sites, hidden), modes.Values.Count);
        Assert.Equal(modes.Values.OrderDescending(), modes.Values);
        for (int a = 0; a < modes.Values.Count; a++)
        {
            Assert.True(modes.Left(a).ToArray().MaxBy(Math.Abs) > 0);
            for (int k = 0; k < sum.Length; k++)
                sum[k] += modes.Values[a] * modes.Left(a)[k % sites] * modes.Right(a)[k / sites];
        }

        Assert.Equal(0, Samples.MaxDifference(weights, sum), 1e-14);
    }

    [Fact]
    public void Spaces_overlap_by_what_they_share()
    {
        WeightModes modes = WeightModes.Of(Samples.Fixed(15, 9), 5);
        double[][] own = [.. Enumerable.Range(0, 3).Select(a => modes.Left(a).ToArray())];
        Assert.Equal(1, modes.SubspaceOverlap(own, 3), 1e-14);
        Assert.Equal(1, modes.SubspaceOverlap([own[1], own[0]], 2), 1e-14);
        Assert.Equal(0.5, modes.SubspaceOverlap([own[2], own[0]], 2), 1e-14);
        Assert.Equal(0, modes.SubspaceOverlap([own[2]], 1), 1e-14);
        Samples.IsRefused("count = 4, but it should be in [1, 3]", () => modes.SubspaceOverlap(own, 4));
        Samples.IsRefused("weights.Length = 4, but it should be a multiple of N = 5", () => WeightModes.Of(new double[4], 5));
    }
}
