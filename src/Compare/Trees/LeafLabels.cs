using RbmTheory.Compare.Figures;

namespace RbmTheory.Compare.Trees;

/// <summary>The labels of the leaves of a tree, and the colours that stand for them.</summary>
internal sealed class LeafLabels
{
    private const string Others = "others";

    /// <summary>The colours of the palette in the order in which labels get them, grey kept for what has no
    /// label.</summary>
    private static readonly int[] InOrder = [1, 2, 3, 5, 4, 6, 9, 8, 10, 11, 12, 14, 0];

    private readonly int[] _shown;

    /// <summary>Gives labels their colours. Where there are more labels than colours, the most frequent ones have one
    /// of their own each, and the others share grey.</summary>
    /// <param name="labels">The label of each datum: a number from 0.</param>
    /// <param name="names">What each number means.</param>
    public LeafLabels(IReadOnlyList<int> labels, IReadOnlyList<string> names)
    {
        (Labels, Names) = (labels, names);
        int[] counts = new int[names.Count];
        foreach (int label in labels)
            counts[label]++;
        int[] present = [.. Enumerable.Range(0, names.Count).Where(l => counts[l] > 0)];
        _shown = present.Length <= InOrder.Length ? present
            : [.. present.OrderByDescending(l => counts[l]).Take(InOrder.Length).Order()];
        Legend =
        [
            .. _shown.Select((l, k) => (names[l], InOrder[k])),
            .. present.Length > _shown.Length ? [(Others, Palette.Grey)] : Array.Empty<(string, int)>(),
        ];
    }

    /// <summary>The label of each datum.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>What each number means.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Labels and colours, indices into the palette.</summary>
    public IReadOnlyList<(string Label, int Colour)> Legend { get; }

    /// <summary>The place in <see cref="Legend"/> of a datum's label.</summary>
    /// <param name="datum">The datum.</param>
    public int PlaceOf(int datum)
    {
        int place = Array.IndexOf(_shown, Labels[datum]);
        return place >= 0 ? place : Legend.Count - 1;
    }
}
