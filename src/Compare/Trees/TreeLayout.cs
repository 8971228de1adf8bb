using RbmTheory.Simulation.Trees;

namespace RbmTheory.Compare.Trees;

/// <summary>
/// Where the nodes of a tree stand on a circle: data around it, one angle each, a node half-way between its outermost
/// children. Children that have most data of a label stand together.
/// </summary>
internal sealed class TreeLayout
{
    /// <summary>What is left free of the circle, at its top, for the words at marks.</summary>
    private const double Gap = 0.08;

    private readonly Dictionary<ModeNode, double> _turns = [];
    private readonly double[] _leaves;
    private readonly Func<int, int> _placeOf;

    /// <summary>Lays out a tree.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="placeOf">The place of a datum's label among labels.</param>
    public TreeLayout(ModeNode root, Func<int, int> placeOf)
    {
        _placeOf = placeOf;
        _leaves = new double[root.Members[^1] + 1];
        int next = 0;
        Place(root, ref next, root.Members.Count);
    }

    /// <summary>Where a datum stands: turns of the circle from its top, clockwise, in (0, 1).</summary>
    /// <param name="datum">The datum.</param>
    public double OfLeaf(int datum) => _leaves[datum];

    /// <summary>Where a node stands.</summary>
    /// <param name="node">The node.</param>
    public double Of(ModeNode node) => _turns[node];

    /// <summary>The label that most of a node's data have, and the part of them that have it.</summary>
    /// <param name="node">The node.</param>
    public (int Place, double Share) LabelOf(ModeNode node)
    {
        IGrouping<int, int> most = node.Members.GroupBy(_placeOf).OrderByDescending(g => g.Count()).ThenBy(g => g.Key)
            .First();
        return (most.Key, most.Count() / (double)node.Members.Count);
    }

    private double Place(ModeNode node, ref int next, int count)
    {
        List<double> turns = [];
        if (node.Children.Count == 0)
        {
            foreach (int datum in node.Members.OrderBy(_placeOf))
            {
                _leaves[datum] = (Gap / 2) + (1 - Gap) * (next++ + 0.5) / count;
                turns.Add(_leaves[datum]);
            }
        }

        foreach (ModeNode child in node.Children.OrderBy(c => LabelOf(c).Place).ThenBy(c => c.Members.Count))
            turns.Add(Place(child, ref next, count));
        return _turns[node] = (turns[0] + turns[^1]) / 2;
    }
}
