namespace RbmTheory.Simulation.Trees;

/// <summary>A node of a tree of modes: data that are together up to some age.</summary>
/// <param name="Together">The last age, in updates, at which all its data are in one cluster; 0 where they are in
/// several at every age that was looked at.</param>
/// <param name="Apart">The first age at which they are in several; of a tip, which has no children, that of
/// <paramref name="Together"/>, the oldest one.</param>
/// <param name="Members">The data, in rising order.</param>
/// <param name="Children">The nodes that they part into; none where they are together at the oldest age.</param>
public sealed record ModeNode(
    long Together, long Apart, IReadOnlyList<int> Members, IReadOnlyList<ModeNode> Children)
{
    /// <summary>The age at which they part: half-way between the two on a logarithmic scale.</summary>
    public double Parting => Together > 0 ? Math.Sqrt((double)Together * Apart) : Apart;

    /// <summary>The node and all below it, parents first.</summary>
    public IEnumerable<ModeNode> All => Children.SelectMany(child => child.All).Prepend(this);
}
