using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Tests.Integration;

public class ButcherTableauTests
{
    // Sums of seven products of numbers below 30, rounded to 1.1e-16 each.
    private const double Rounding = 2e-14;

    private static readonly ButcherTableau Tableau = ButcherTableau.DormandPrince54;

    [Fact]
    public void Rooted_trees_are_counted_1_1_2_4_9()
        => Assert.Equal([1, 1, 2, 4, 9], Enumerable.Range(1, 5).Select(order => Tree.OfOrder(order).Count()));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Solution_meets_every_order_condition_up_to_five(int order)
    {
        foreach (Tree tree in Tree.OfOrder(order))
            Assert.Equal(1.0 / tree.Density, Weigh(tree, i => Tableau.Weights[i]), Rounding);
    }

    [Fact]
    public void Embedded_solution_is_of_order_four_and_no_more()
    {
        double Worst(int order) => Tree.OfOrder(order).Max(tree => Math.Abs(Weigh(tree, i => Tableau.ErrorWeights[i])));
        for (int order = 1; order <= 4; order++)
            Assert.Equal(0, Worst(order), Rounding);
        Assert.True(Worst(5) > 1e-5, "the error estimate would vanish");
    }

    [Fact]
    public void Continuous_extension_is_of_order_four_and_ends_at_the_solution()
        => Samples.ForAll(Samples.Numbers(0, 1), theta =>
        {
            for (int order = 1; order <= 4; order++)
            {
                foreach (Tree tree in Tree.OfOrder(order))
                {
                    double expected = Math.Pow(theta, order) / tree.Density;
                    Assert.Equal(expected, Weigh(tree, i => Tableau.DenseWeight(i, theta)), Rounding);
                }
            }

            for (int i = 0; i < Tableau.Stages; i++)
                Assert.Equal(Tableau.Weights[i], Tableau.DenseWeight(i, 1), Rounding);
        });

    [Fact]
    public void Nodes_are_the_sums_of_the_rows()
    {
        for (int i = 0; i < Tableau.Stages; i++)
            Assert.Equal(Tableau.Nodes[i], Tableau.StageWeights(i).ToArray().Sum(), Rounding);
    }

    [Fact]
    public void A_stage_that_is_not_there_is_refused()
    {
        Samples.IsRefused("stage = 7, but it should be in [0, 6]", () => Tableau.StageWeights(7));
        Samples.IsRefused("stage = -1, but it should be in [0, 6]", () => Tableau.DenseWeight(-1, 0.5));
    }

    private static double Weigh(Tree tree, Func<int, double> weights)
        => Enumerable.Range(0, Tableau.Stages).Sum(i => weights(i) * tree.ElementaryWeight(i));

    /// <summary>A rooted tree, and Butcher's condition Σ b_i Φ_i(tree) = 1/γ(tree) for it.</summary>
    private sealed record Tree(Tree[] Branches)
    {
        private int Order => 1 + Branches.Sum(branch => branch.Order);

        public double Density => Order * Branches.Aggregate(1.0, (product, branch) => product * branch.Density);

        public static IEnumerable<Tree> OfOrder(int order) => Forests(order - 1, order - 1).Select(f => new Tree(f));

        public double ElementaryWeight(int stage)
        {
            double product = 1;
            foreach (Tree branch in Branches)
            {
                double sum = 0;
                for (int j = 0; j < stage; j++)
                    sum += Tableau.StageWeights(stage)[j] * branch.ElementaryWeight(j);
                product *= sum;
            }

            return product;
        }

        // Multisets of trees of given total order: the largest tree first, equal ones in the order of their list.
        private static IEnumerable<Tree[]> Forests(int total, int largest)
            => Forests(total, [.. Enumerable.Range(1, largest).SelectMany(OfOrder)]);

        private static IEnumerable<Tree[]> Forests(int total, Tree[] allowed)
        {
            if (total == 0)
                return [[]];
            return Enumerable.Range(0, allowed.Length)
                .Where(i => allowed[i].Order <= total)
                .SelectMany(i => Forests(total - allowed[i].Order, allowed[..(i + 1)])
                    .Select(rest => (Tree[])[allowed[i], .. rest]));
        }
    }
}
