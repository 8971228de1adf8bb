namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>
/// One line of text with sub- and superscripts, laid out on a common baseline with pair kerning. A script that follows
/// one of the other kind stands above or below it.
/// </summary>
public sealed class RichText
{
    private const double ScriptSize = 0.7, SuperscriptRise = 0.36, SubscriptRise = -0.18; // in type sizes of the base

    // OxyPlot reads _{ and ^{ too, and sets the parts one by one, with gaps and without a common baseline. Characters
    // of the private use area stand for them here, which OxyPlot does not interpret.
    private const char Superscript = '\uE000', Subscript = '\uE001', EndOfScript = '\uE002';

    private RichText(IReadOnlyList<TextRun> runs, double width, double ascent, double descent)
        => (Runs, Width, Ascent, Descent) = (runs, width, ascent, descent);

    /// <summary>The parts of the line, from left to right.</summary>
    public IReadOnlyList<TextRun> Runs { get; }

    /// <summary>Width in points.</summary>
    public double Width { get; }

    /// <summary>Height above the baseline in points, the same for every text of a size.</summary>
    public double Ascent { get; }

    /// <summary>Depth below the baseline in points, the same for every text of a size.</summary>
    public double Descent { get; }

    /// <summary>A text with its scripts marked as <see cref="Lay"/> reads them and OxyPlot hands them on.</summary>
    /// <param name="text">Text with <c>_{…}</c> and <c>^{…}</c>.</param>
    public static string Marked(string text) => text
        .Replace("^{", $"{Superscript}", StringComparison.Ordinal)
        .Replace("_{", $"{Subscript}", StringComparison.Ordinal)
        .Replace('}', EndOfScript);

    /// <summary>A text as it reads without scripts.</summary>
    /// <param name="text">Text with <c>_{…}</c> and <c>^{…}</c>.</param>
    public static string Plain(string text) => string.Concat(Parts(Marked(text)).Select(p => p.Text));

    /// <summary>Lays out a line.</summary>
    /// <param name="marked">The text, its scripts as <see cref="Marked"/> marks them; braces are set as they are.</param>
    /// <param name="size">Type size in points.</param>
    /// <param name="bold">Bold rather than regular.</param>
    public static RichText Lay(string marked, double size, bool bold = false)
    {
        List<TextRun> runs = [];
        double start = 0, end = 0; // of the part before, and of the line so far
        int before = 0;
        foreach ((string part, int level) in Parts(Visible(marked)))
        {
            bool stacked = level != 0 && before == -level;
            double x = stacked ? start : end;
            double rise = size * (level > 0 ? SuperscriptRise : level < 0 ? SubscriptRise : 0);
            TextRun run = TextRun.Lay(part, level == 0 ? size : ScriptSize * size, bold, x, rise);
            runs.Add(run);
            (start, end, before) = (x, Math.Max(end, x + run.Width), level);
        }

        (double ascent, double descent) = TextRun.Heights(size, bold);
        return new(runs, end, ascent, descent);
    }

    /// <summary>Control characters, which SVG forbids, become blanks.</summary>
    private static string Visible(string text)
        => string.Concat(text.Select(c => char.IsControl(c) || c is '\uFFFE' or '\uFFFF' ? ' ' : c));

    /// <summary>The parts of a marked text, and the level of each: 1 above the line, −1 below it, 0 on it.</summary>
    private static IEnumerable<(string Text, int Level)> Parts(string marked)
    {
        int from = 0, level = 0;
        for (int i = 0; i <= marked.Length; i++)
        {
            if (i < marked.Length && marked[i] is not (Superscript or Subscript or EndOfScript))
                continue;
            if (i > from)
                yield return (marked[from..i], level);
            if (i < marked.Length)
                level = marked[i] switch { Superscript => 1, Subscript => -1, _ => 0 };
            from = i + 1;
        }
    }
}
