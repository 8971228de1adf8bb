namespace RbmTheory.Compare.Reports;

/// <summary>
/// Widths of text set in Liberation Sans, whose advance widths are those of Arial, so that lines can be broken before
/// gnuplot sets them. Characters outside ASCII count as an average capital, which errs on the wide side.
/// </summary>
public static class TextMeasure
{
    // Advance widths of the characters 32 to 126, in thousandths of the type size.
    private static readonly int[] Widths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    private const double CentimetresPerPoint = 2.54 / 72;

    /// <summary>Width of a text in centimetres.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">Type size in points.</param>
    public static double Width(string text, double size)
        => text.Sum(c => c is >= ' ' and <= '~' ? Widths[c - ' '] : 640) / 1000.0 * size * CentimetresPerPoint;

    /// <summary>Breaks a text into lines no wider than a given width; a longer word stands alone.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">Type size in points.</param>
    /// <param name="width">Width in centimetres.</param>
    public static IReadOnlyList<string> Wrap(string text, double size, double width)
    {
        List<string> lines = [];
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Width(longer, size) > width)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = longer;
            }
        }
        lines.Add(line);
        return lines;
    }

    /// <summary>Breaks a text into lines no wider than a given width; a longer word is cut.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">Type size in points.</param>
    /// <param name="width">Width in centimetres; a single letter may be wider.</param>
    public static IReadOnlyList<string> WrapWithin(string text, double size, double width)
        => Wrap(string.Join(' ', text.Split(' ').SelectMany(word => Pieces(word, size, width))), size, width);

    // As long as they can be, so that no two pieces of a word come to stand on one line.
    private static IEnumerable<string> Pieces(string word, double size, double width)
    {
        string piece = "";
        foreach (string letter in word.EnumerateRunes().Select(rune => rune.ToString()))
        {
            if (piece.Length > 0 && Width(piece + letter, size) > width)
            {
                yield return piece;
                piece = "";
            }
            piece += letter;
        }
        yield return piece;
    }
}
