using FsCheck;
using FsCheck.Fluent;
using RbmTheory.Compare.Reports.Pdf;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Reports.Pdf;

public class LineBreaksTests
{
    private static readonly TextStyle Style = new(9, TextStyle.Ink);

    [Fact]
    public void Lines_are_no_wider_than_allowed_and_no_letter_is_lost()
        => Prop.ForAll(Paragraphs.ToArbitrary(), Widths.ToArbitrary(), (text, width) =>
        {
            IReadOnlyList<string> lines = LineBreaks.Wrap(text, Style, width);
            Assert.Equal(Letters(text), Letters(string.Concat(lines)));
            // Widths of words are summed: a blank and its neighbours may be kerned, by less than a hundredth of the type.
            Assert.All(lines, line => Assert.True(
                line.EnumerateRunes().Count() <= 1 || Style.WidthOf(line) <= width + 0.01 * Style.Size * line.Length, $"'{line}' is too wide"));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Lines_are_as_full_as_they_can_be()
        => Prop.ForAll(Paragraphs.ToArbitrary(), text =>
        {
            IReadOnlyList<string> lines = LineBreaks.Wrap(text, Style, 170);
            for (int i = 1; i < lines.Count; i++)
                Assert.True(Style.WidthOf($"{lines[i - 1]} {lines[i].Split(' ')[0]}") > 170 - 0.01 * Style.Size * text.Length);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Words_that_fit_are_left_whole()
        => Assert.Equal(["one two", "two one", "ten"], LineBreaks.Wrap("one\ntwo  two one ten", Style, Style.WidthOf("one two") + 1));

    [Fact]
    public void An_empty_text_is_one_empty_line()
        => Assert.Equal([""], LineBreaks.Wrap("  ", Style, 170));

    private static Gen<double> Widths => Gen.Choose(5, 500).Select(points => (double)points);

    private static Gen<string> Paragraphs
        => Gen.OneOf(SampleRecords.Texts.Where(t => !t.Any(char.IsControl)),
                Gen.Choose(1, 30).SelectMany(n => Gen.Elements('a', 'W', 'i', 'β', '−').ArrayOf(n)).Select(c => new string(c)))
            .NonEmptyListOf().Select(words => string.Join(' ', words));

    private static string Letters(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
