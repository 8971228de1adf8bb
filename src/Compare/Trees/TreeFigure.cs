using RbmTheory.Compare.Figures;
using RbmTheory.Simulation.Trees;

namespace RbmTheory.Compare.Trees;

/// <summary>The tree of one training as a figure.</summary>
internal static class TreeFigure
{
    private const double Height = 13.5; // centimetres

    private const double Radius = 165; // points

    /// <summary>Draws it.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="data">Its data.</param>
    /// <param name="transitions">The ages at which a frozen gain passes 1.</param>
    /// <param name="marks">How many of them are marked at most.</param>
    public static Figure Of(ModeTree tree, FollowedData data, IReadOnlyList<double> transitions, int marks)
    {
        LeafLabels labels = data.Labels ?? new(new int[data.Names.Count], [""]);
        Panel panel = TreePanel.Of(
            "", tree.Root, tree.Ages[0].Update, labels, GainAges.Marks(transitions, marks), Radius);
        return new("tree", "Tree of modes", [panel], $"{data.Names.Count} data, {tree.Ages[0].Clusters} clusters at "
            + $"update {tree.Ages[0].Update}; rings are updates{(transitions.Count > 0 ? ", dashed where a frozen gain "
            + "passes 1" : "")}")
        {
            Height = Height,
        };
    }
}
