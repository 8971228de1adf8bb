using RbmTheory.Simulation.Clusters;

namespace RbmTheory.Simulation.Tests.Clusters;

public class ClusterScoresTests
{
    [Fact]
    public void A_case_solved_by_hand()
    {
        // n_kl = (2 0 / 1 3): purity 5/6. Pairs: R = 1 + 0 + 3 = 4, R_a = 1 + 6 = 7, R_b = 3 + 3 = 6, of C(6, 2) = 15.
        int[] clusters = [8, 8, 5, 5, 5, 5], classes = [1, 1, 1, 0, 0, 0];
        ClusterScores scores = ClusterScores.Of(clusters, classes);
        Assert.Equal(5.0 / 6, scores.Purity, 1e-12);
        Assert.Equal((4 - 42.0 / 15) / (6.5 - 42.0 / 15), scores.AdjustedRand, 1e-12);
        double information = (2 * Math.Log(2) + Math.Log(0.5) + 3 * Math.Log(1.5)) / 6;
        double entropies = (Math.Log(2) + (2 * Math.Log(3) + 4 * Math.Log(1.5)) / 6) / 2;
        Assert.Equal(information / entropies, scores.MutualInformation, 1e-12);
    }

    [Fact]
    public void Chance_is_the_mean_over_all_ways_to_deal_out_members()
    {
        // All 7!/(3! 2! 2!) · … orders of the classes, each as often as any: the adjusted scores are 0 on average over
        // them, as their denominators are one number.
        int[] clusters = [0, 0, 0, 1, 1, 2, 2];
        ClusterScores[] all = [.. Orders([0, 0, 0, 0, 1, 1, 2]).Select(classes => ClusterScores.Of(clusters, classes))];
        Assert.Equal(5040, all.Length);
        Assert.Equal(0, all.Average(s => s.AdjustedMutualInformation), 1e-12);
        Assert.Equal(0, all.Average(s => s.AdjustedRand), 1e-12);
        Assert.True(all.Average(s => s.MutualInformation) > 0.2);
    }

    [Fact]
    public void Classes_themselves_score_one_whatever_they_are_called()
    {
        ClusterScores same = ClusterScores.Of([4, 1, 4, 7, 7], [0, 2, 0, 1, 1]);
        Assert.Equal(new ClusterScores(1, 1, 1, 1), Rounded(same));
        Assert.Equal(new ClusterScores(1, 1, 1, 1), Rounded(ClusterScores.Of([3, 3], [5, 5])));
        // One cluster says nothing, and one a member nothing beyond chance.
        Assert.Equal(new ClusterScores(0.5, 0, 0, 0), Rounded(ClusterScores.Of([0, 0, 0, 0], [0, 1, 0, 1])));
        ClusterScores single = ClusterScores.Of([0, 1, 2, 3], [0, 1, 0, 1]);
        Assert.Equal((1.0, 0.0, 0.0), (single.Purity, Math.Round(single.AdjustedMutualInformation, 12), single.AdjustedRand));
        Assert.True(single.MutualInformation > 0.5);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ClusterScores.Of([], []));
        Assert.Throws<ArgumentException>(() => ClusterScores.Of([1], [1, 2]));
    }

    private static ClusterScores Rounded(ClusterScores s) => new(Math.Round(s.Purity, 12), Math.Round(s.MutualInformation, 12),
        Math.Round(s.AdjustedMutualInformation, 12), Math.Round(s.AdjustedRand, 12));

    private static IEnumerable<int[]> Orders(int[] items)
        => items.Length == 1 ? [items] : Enumerable.Range(0, items.Length).SelectMany(
            k => Orders([.. items[..k], .. items[(k + 1)..]]).Select(rest => (int[])[items[k], .. rest]));
}
