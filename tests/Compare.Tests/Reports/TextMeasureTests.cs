using FsCheck;
using FsCheck.Fluent;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Reports;

public class TextMeasureTests
{
    [Fact]
    public void Lines_are_no_wider_than_allowed_and_no_word_is_lost()
        => Prop.ForAll(Paragraphs.ToArbitrary(), Gen.Choose(5, 170).Select(mm => mm / 10.0).ToArbitrary(), (text, width) =>
        {
            IReadOnlyList<string> lines = TextMeasure.Wrap(text, 9.5, width);
            Assert.Equal(text.Split(' ', StringSplitOptions.RemoveEmptyEntries), lines.SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            Assert.All(lines, line => Assert.True(
                !line.Contains(' ', StringComparison.Ordinal) || TextMeasure.Width(line, 9.5) <= width, $"'{line}' is too wide"));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Lines_are_as_full_as_they_can_be()
        => Prop.ForAll(Paragraphs.ToArbitrary(), text =>
        {
            IReadOnlyList<string> lines = TextMeasure.Wrap(text, 9.5, 6);
            for (int i = 1; i < lines.Count; i++)
                Assert.True(TextMeasure.Width($"{lines[i - 1]} {lines[i].Split(' ')[0]}", 9.5) > 6);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Words_too_long_for_a_line_are_cut_where_nothing_may_stick_out()
        => Prop.ForAll(Paragraphs.ToArbitrary(), Gen.Choose(5, 170).Select(mm => mm / 10.0).ToArbitrary(), (text, width) =>
        {
            IReadOnlyList<string> lines = TextMeasure.WrapWithin(text, 9.5, width);
            Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
            Assert.All(lines, line => Assert.True(
                line.EnumerateRunes().Count() == 1 || TextMeasure.Width(line, 9.5) <= width, $"'{line}' is too wide"));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Short_words_are_left_whole()
        => Assert.Equal(TextMeasure.Wrap("It is no use to cut", 9.5, 3), TextMeasure.WrapWithin("It is no use to cut", 9.5, 3));

    [Fact]
    public void An_empty_text_is_one_empty_line()
        => Assert.Equal([""], TextMeasure.Wrap("  ", 9.5, 6));

    [Fact]
    public void Widths_are_those_of_Arial()
    {
        // Advance widths in the font's own table, in thousandths: H 722, e 556, l 222, l 222, o 556; at 10 pt of 2.54/72 cm.
        Assert.Equal(2278 / 1000.0 * 10 * 2.54 / 72, TextMeasure.Width("Hello", 10), 1e-12);
        Assert.Equal((278 + 584) / 1000.0 * 10 * 2.54 / 72, TextMeasure.Width(" ~", 10), 1e-12); // first and last of the table
    }

    private static Gen<string> Paragraphs
        => Gen.OneOf(SampleRecords.Texts.Where(t => !t.Contains('\n', StringComparison.Ordinal)),
                Gen.Choose(1, 30).SelectMany(n => Gen.Elements('a', 'W', 'i', 'β', '−').ArrayOf(n)).Select(c => new string(c)))
            .NonEmptyListOf().Select(words => string.Join(' ', words));
}
