using System.Buffers;
using System.Globalization;
using System.Text;

namespace RbmTheory.Simulation.Trees.Formats;

/// <summary>
/// A tree of modes in Newick's format, <c>((one:0.2,other:0.2)update-240:1.5,third:1.7)update-90;</c>: data are
/// leaves, a node has the age at which it parts as its name, in whole updates, no bare number, which programs take for how well
/// a node is supported, and the length of a branch is the natural logarithm of the
/// ratio of the ages at its ends. Leaves are at the oldest age: all have the same distance from the root.
/// </summary>
public static class Newick
{
    private static readonly SearchValues<char> Special = SearchValues.Create(" \t\r\n()[]':;,");

    /// <summary>The text, one line with its end.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="names">The name of each datum, one or more characters; quoted where the format needs it.</param>
    /// <exception cref="ArgumentException">A name is empty, or there are too few.</exception>
    public static string Of(ModeNode root, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(names);
        Require.AtLeast(names.Count, root.Members[^1] + 1);
        StringBuilder text = new();
        Add(text, root, names);
        return text.Append(";\n").ToString();
    }

    /// <summary>Adds a node without the branch that leads to it.</summary>
    private static void Add(StringBuilder text, ModeNode node, IReadOnlyList<string> names)
    {
        bool isTip = node.Children.Count == 0;
        if (isTip && node.Members.Count == 1)
        {
            text.Append(Quoted(names[node.Members[0]]));
            return;
        }

        text.Append('(');
        int parts = isTip ? node.Members.Count : node.Children.Count;
        for (int k = 0; k < parts; k++)
        {
            if (k > 0)
                text.Append(',');
            if (isTip)
                text.Append(Quoted(names[node.Members[k]]));
            else
                Add(text, node.Children[k], names);
            double length = isTip ? 0 : Math.Log(node.Children[k].Parting / node.Parting);
            text.Append(CultureInfo.InvariantCulture, $":{length:0.######}");
        }

        text.Append(CultureInfo.InvariantCulture, $")update-{node.Parting:0}");
    }

    /// <summary>A name in single quotes where a character has a meaning of its own; quotes within it are
    /// doubled.</summary>
    private static string Quoted(string name)
        => name.Length == 0 ? throw Require.Error("name", "''", "one or more characters")
            : name.AsSpan().ContainsAny(Special) ? $"'{name.Replace("'", "''", StringComparison.Ordinal)}'" : name;
}
