using FsCheck.Xunit;
using RbmTheory.Compare.Reports.Pdf;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Reports.Pdf;

public class LineBreaksTests
{
    private static readonly TextStyle Style = new(9, TextStyle.Ink);

    [Property]
    public void Lines_are_no_wider_than_allowed_and_no_letter_is_lost(RunningText paragraph, LineWidth line)
    {
        (string text, double width) = (paragraph.Value, line.Points);
        IReadOnlyList<string> lines = LineBreaks.Wrap(text, Style, width);
        Assert.Equal(Letters(text), Letters(string.Concat(lines)));
        // Widths of words are summed: a blank and its neighbours may be kerned, by less than a hundredth of the type.
        Assert.All(lines, set => Assert.True(
            set.EnumerateRunes().Count() <= 1 || Style.WidthOf(set) <= width + 0.01 * Style.Size * set.Length, $"'{set}' is too wide"));
    }

    [Property]
    public void Lines_are_as_full_as_they_can_be(RunningText paragraph)
    {
        string text = paragraph.Value;
        IReadOnlyList<string> lines = LineBreaks.Wrap(text, Style, 170);
        for (int i = 1; i < lines.Count; i++)
            Assert.True(Style.WidthOf($"{lines[i - 1]} {lines[i].Split(' ')[0]}") > 170 - 0.01 * Style.Size * text.Length);
    }

    [Fact]
    public void Words_that_fit_are_left_whole()
        => Assert.Equal(["one two", "two one", "ten"], LineBreaks.Wrap("one\ntwo  two one ten", Style, Style.WidthOf("one two") + 1));

    [Fact]
    public void An_empty_text_is_one_empty_line()
        => Assert.Equal([""], LineBreaks.Wrap("  ", Style, 170));

    private static string Letters(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
