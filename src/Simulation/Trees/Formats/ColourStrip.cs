using System.Text;

namespace RbmTheory.Simulation.Trees.Formats;

/// <summary>A strip of colours beside the leaves of a tree, as iTOL (Interactive Tree of Life) reads it: a
/// DATASET_COLORSTRIP with tabs between its columns and a legend.</summary>
public static class ColourStrip
{
    /// <summary>The text.</summary>
    /// <param name="title">What the labels are, such as region.</param>
    /// <param name="leaves">The name of each leaf, as in the tree, and its label.</param>
    /// <param name="colours">The colour of each label as #RRGGBB, in the order of the legend.</param>
    /// <exception cref="ArgumentException">A label has no colour.</exception>
    public static string Of(string title, IReadOnlyList<(string Name, string Label)> leaves,
        IReadOnlyList<(string Label, string Colour)> colours)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        Dictionary<string, string> colourOf = colours.ToDictionary(pair => pair.Label, pair => pair.Colour);
        StringBuilder text = new("DATASET_COLORSTRIP\nSEPARATOR TAB\n");
        Row("DATASET_LABEL", [title]);
        Row("COLOR", ["#888888"]);
        Row("LEGEND_TITLE", [title]);
        Row("LEGEND_SHAPES", colours.Select(_ => "1"));
        Row("LEGEND_COLORS", colours.Select(pair => pair.Colour));
        Row("LEGEND_LABELS", colours.Select(pair => pair.Label));
        text.Append("DATA\n");
        foreach ((string name, string label) in leaves)
        {
            Row(name, [colourOf.TryGetValue(label, out string? colour) ? colour
                : throw Require.Error("label", label, "one that has a colour"), label]);
        }

        return text.ToString();

        void Row(string first, IEnumerable<string> others)
            => text.AppendJoin('\t', others.Prepend(first).Select(cell => cell.ReplaceLineEndings(" ")
                .Replace('\t', ' '))).Append('\n');
    }
}
