using RbmTheory.Simulation.Clusters;

namespace RbmTheory.Simulation.Tests.Clusters;

public class WardTests
{
    [Fact]
    public void A_case_solved_by_hand()
    {
        // On a line: 0, 7, 1, 4. 0 and 1 first, ½; then 7 and 4, ½ · 9 = 4.5, against ⅔ (4 − ½)² = 8.17 of 4 with {0, 1};
        // then all: {0, 1} and {4, 7} are 5 apart: 2 · 2/4 · 25 = 25.
        Ward ward = Ward.Of([0, 7, 1, 4], 1);
        Assert.Equal([0.5, 4.5, 25], ward.Increases);
        Assert.Equal([0, 1, 2, 3], ward.Cut(4));
        Assert.Equal([0, 1, 0, 2], ward.Cut(3));
        Assert.Equal([0, 1, 0, 1], ward.Cut(2));
        Assert.Equal([0, 0, 0, 0], ward.Cut(1));
        Assert.Equal(new[,] { { 0, 3, 1, 3 }, { 3, 0, 3, 2 }, { 1, 3, 0, 3 }, { 3, 2, 3, 0 } }, ward.UnionsUntilTogether());
        Assert.Equal([0], Ward.Of([1, 2], 2).Cut(1));
    }

    [Fact]
    public void Chains_of_neighbours_give_the_unions_of_the_smallest_increase()
    {
        // Numbers of a formula, so that no two increases are equal.
        const int Count = 37, Length = 5;
        float[] vectors = [.. Enumerable.Range(0, Count * Length).Select(k => (float)Math.Sin(1 + 7 * k + 0.01 * k * k))];
        Ward ward = Ward.Of(vectors, Length);
        List<List<int>> clusters = [.. Enumerable.Range(0, Count).Select(n => new List<int> { n })];
        for (int union = 0; union < Count - 1; union++)
        {
            (double increase, List<int> one, List<int> other) = (
                from a in clusters
                from b in clusters
                where clusters.IndexOf(a) < clusters.IndexOf(b)
                select (Sum([.. a, .. b]) - Sum(a) - Sum(b), a, b)).MinBy(pair => pair.Item1);
            // Squares of five terms in single precision, and sums of some tens of them.
            Assert.Equal(increase, ward.Increases[union], 1e-5);
            one.AddRange(other);
            clusters.Remove(other);
            int[] cut = ward.Cut(clusters.Count);
            Assert.All(clusters, cluster => Assert.Single(cluster.Select(n => cut[n]).Distinct()));
            Assert.Equal(clusters.Count, cut.Max() + 1);
        }

        double Sum(List<int> members) => Enumerable.Range(0, Length).Sum(i =>
        {
            double mean = members.Average(n => (double)vectors[n * Length + i]);
            return members.Sum(n => Math.Pow(vectors[n * Length + i] - mean, 2));
        });
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Ward.Of([1, 2, 3], 2));
        Assert.Throws<ArgumentException>(() => Ward.Of([1, 2], 1).Cut(3));
        Assert.Throws<ArgumentException>(() => Ward.Of([1, 2], 1).Cut(0));
    }
}
