using RbmTheory.Simulation.Clusters;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Tests.Clusters;

public class KMeansTests
{
    [Fact]
    public void A_case_solved_by_hand()
    {
        // On a line: 10, 0, 11, 1, 12, 30. Three clusters are {10, 11, 12}, {0, 1}, {30}: 2 + ½ + 0 about their means. From
        // any start but one that splits a pair it is found; ten starts find it.
        float[] line = [10, 0, 11, 1, 12, 30];
        KMeans best = Best(line, 1, 3);
        Assert.Equal([0, 1, 0, 1, 0, 2], best.Clusters);
        Assert.Equal(2.5, best.SquareSum, 1e-12);
        // Two: {0, 1, 10, 11, 12} about 6.8 has 366 − 5·6.8² = 134.8, and 30 by itself.
        Assert.Equal(134.8, Best(line, 1, 2).SquareSum, 1e-9);
        Assert.Equal(0, Best(line, 1, 6).SquareSum, 1e-12);
    }

    [Fact]
    public void Every_vector_is_at_the_nearest_mean_and_no_cluster_is_empty()
    {
        const int Count = 61, Length = 19, K = 7;
        float[] vectors = Coins(Count, Length);
        RandomStream stream = new(5, StreamPurpose.Other, 0);
        KMeans found = KMeans.Of(vectors, Length, K, ref stream);
        Assert.Equal(Enumerable.Range(0, K), found.Clusters.Distinct().Order());
        double[][] means = [.. Enumerable.Range(0, K).Select(k =>
        {
            int[] members = [.. Enumerable.Range(0, Count).Where(n => found.Clusters[n] == k)];
            return Enumerable.Range(0, Length).Select(i => members.Average(n => (double)vectors[n * Length + i])).ToArray();
        })];
        double sum = 0;
        for (int n = 0; n < Count; n++)
        {
            double Square(int k) => Enumerable.Range(0, Length).Sum(i => Math.Pow(vectors[n * Length + i] - means[k][i], 2));
            double own = Square(found.Clusters[n]);
            // Means and squares in single precision: 19 terms of at most 1.
            Assert.All(Enumerable.Range(0, K), k => Assert.True(own <= Square(k) + 1e-4));
            sum += own;
        }

        Assert.Equal(sum, found.SquareSum, 1e-3);
    }

    [Fact]
    public void Equal_vectors_still_fill_the_clusters_that_are_asked_for()
    {
        RandomStream stream = new(1, StreamPurpose.Other, 0);
        KMeans found = KMeans.Of(new float[8], 2, 3, ref stream);
        Assert.Equal(3, found.Clusters.Distinct().Count());
        Assert.Equal(0, found.SquareSum);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Refused([1, 2, 3], 2, 1));
        Assert.Throws<ArgumentException>(() => Refused([1, 2], 1, 3));
        Assert.Throws<ArgumentException>(() => Refused([], 1, 1));

        static void Refused(float[] vectors, int length, int clusters)
        {
            RandomStream stream = new(1, StreamPurpose.Other, 0);
            KMeans.Of(vectors, length, clusters, ref stream);
        }
    }

    /// <summary>The best of ten starts.</summary>
    private static KMeans Best(float[] vectors, int length, int clusters)
    {
        RandomStream stream = new(1, StreamPurpose.Other, 0);
        KMeans? best = null;
        for (int start = 0; start < 10; start++)
        {
            KMeans found = KMeans.Of(vectors, length, clusters, ref stream);
            best = best is null || found.SquareSum < best.SquareSum ? found : best;
        }

        return best!;
    }

    internal static float[] Coins(int count, int length)
    {
        RandomStream stream = new(3, StreamPurpose.Other, 1);
        float[] coins = new float[count * length];
        foreach (ref float coin in coins.AsSpan())
            coin = stream.NextInt(2);
        return coins;
    }
}
