using FsCheck.Xunit;
using RbmTheory.Theory.Integration;

namespace RbmTheory.Theory.Tests.Integration;

public class ButcherTableauTests
{
    // Sums of seven products of numbers below 30, rounded to 1.1e-16 each.
    private const double Rounding = 2e-14;

    private static readonly ButcherTableau Tableau = ButcherTableau.DormandPrince54;

    [Fact]
    public void Rooted_trees_are_counted_1_1_2_4_9()
        => Assert.Equal([1, 1, 2, 4, 9], Enumerable.Range(1, 5).Select(order => RootedTree.OfOrder(order).Count()));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Solution_meets_every_order_condition_up_to_five(int order)
    {
        foreach (RootedTree tree in RootedTree.OfOrder(order))
            Assert.Equal(1.0 / tree.Density, Weigh(tree, i => Tableau.Weights[i]), Rounding);
    }

    [Fact]
    public void Embedded_solution_is_of_order_four_and_no_more()
    {
        double Worst(int order)
            => RootedTree.OfOrder(order).Max(tree => Math.Abs(Weigh(tree, i => Tableau.ErrorWeights[i])));
        for (int order = 1; order <= 4; order++)
            Assert.Equal(0, Worst(order), Rounding);
        Assert.True(Worst(5) > 1e-5, "the error estimate would vanish");
    }

    [Property]
    public void Continuous_extension_is_of_order_four_and_ends_at_the_solution(Fraction theta)
    {
        for (int order = 1; order <= 4; order++)
        {
            foreach (RootedTree tree in RootedTree.OfOrder(order))
            {
                double expected = Math.Pow(theta.Value, order) / tree.Density;
                Assert.Equal(expected, Weigh(tree, i => Tableau.DenseWeight(i, theta.Value)), Rounding);
            }
        }

        for (int i = 0; i < Tableau.Stages; i++)
            Assert.Equal(Tableau.Weights[i], Tableau.DenseWeight(i, 1), Rounding);
    }

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

    private static double Weigh(RootedTree tree, Func<int, double> weights)
        => Enumerable.Range(0, Tableau.Stages).Sum(i => weights(i) * tree.ElementaryWeight(
            i, (_, j, k) => k < j ? Tableau.StageWeights(j)[k] : 0, Tableau.Stages));
}
