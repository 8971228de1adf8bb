namespace RbmTheory.Theory.Tests.Integration;

/// <summary>A rooted tree, and what Butcher's condition Σ b_i Φ_i(tree) = 1/γ(tree) asks of a method.</summary>
internal sealed record RootedTree(RootedTree[] Branches)
{
    /// <summary>The coefficient from stage k to stage j, at a vertex with that many branches.</summary>
    public delegate double Coefficient(int branches, int j, int k);

    private int Order => 1 + Branches.Sum(branch => branch.Order);

    public double Density => Order * Branches.Aggregate(1.0, (product, branch) => product * branch.Density);

    public static IEnumerable<RootedTree> OfOrder(int order)
        => Forests(order - 1, order - 1).Select(f => new RootedTree(f));

    public double ElementaryWeight(int stage, Coefficient coefficient, int stages)
    {
        double product = 1;
        foreach (RootedTree branch in Branches)
        {
            product *= Enumerable.Range(0, stages).Sum(j =>
                coefficient(Branches.Length, stage, j) is var a and not 0
                    ? a * branch.ElementaryWeight(j, coefficient, stages)
                    : 0);
        }

        return product;
    }

    // Multisets of trees of given total order: the largest tree first, equal ones in the order of their list.
    private static IEnumerable<RootedTree[]> Forests(int total, int largest)
        => Forests(total, [.. Enumerable.Range(1, largest).SelectMany(OfOrder)]);

    private static IEnumerable<RootedTree[]> Forests(int total, RootedTree[] allowed)
    {
        if (total == 0)
            return [[]];
        return Enumerable.Range(0, allowed.Length)
            .Where(i => allowed[i].Order <= total)
            .SelectMany(i => Forests(total - allowed[i].Order, allowed[..(i + 1)])
                .Select(rest => (RootedTree[])[allowed[i], .. rest]));
    }
}
