namespace RbmTheory.Compare.Reports.Pdf;

/// <summary>Breaks a text into lines.</summary>
internal static class LineBreaks
{
    /// <summary>Lines no wider than a given width, each with as many words as it holds; a longer word is cut.</summary>
    /// <param name="text">The text; blanks and line ends between its words do not matter.</param>
    /// <param name="style">How it is set.</param>
    /// <param name="width">Width in points; a single letter may be wider.</param>
    public static IReadOnlyList<string> Wrap(string text, TextStyle style, double width)
    {
        double blank = style.WidthOf(" ");
        List<string> lines = [];
        string line = "";
        double used = 0;
        foreach (string word in Words(text).SelectMany(word => Pieces(word, style, width)))
        {
            double needed = style.WidthOf(word);
            if (line.Length > 0 && used + blank + needed > width)
            {
                lines.Add(line);
                line = "";
            }

            (line, used) = line.Length == 0 ? (word, needed) : ($"{line} {word}", used + blank + needed);
        }

        lines.Add(line);
        return lines;
    }

    private static string[] Words(string text)
        => text.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A word, or its pieces, each as long as it can be.</summary>
    private static IEnumerable<string> Pieces(string word, TextStyle style, double width)
    {
        if (style.WidthOf(word) <= width)
            return [word];
        List<string> pieces = [""];
        foreach (string letter in word.EnumerateRunes().Select(rune => rune.ToString()))
        {
            if (pieces[^1].Length > 0 && style.WidthOf(pieces[^1] + letter) > width)
                pieces.Add("");
            pieces[^1] += letter;
        }

        return pieces;
    }
}
