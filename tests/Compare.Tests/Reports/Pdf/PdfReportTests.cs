using System.Text;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Reports.Pdf;
using RbmTheory.Compare.Tests.Support;
using Page = System.Collections.Generic.IReadOnlyList<RbmTheory.Compare.Reports.Pdf.PageItem>;
using Section = RbmTheory.Compare.Reports.Section;

namespace RbmTheory.Compare.Tests.Reports.Pdf;

public class PdfReportTests
{
    private static readonly Section Short = new("Short", [new Paragraph("One line.")], "short");

    private static readonly Panel Plain = new("Panel", new("x"), new("y"), [new("", [0, 1], [0, 1], Mark.Line, Palette.Black)]);

    [Fact]
    public void Each_section_starts_a_page()
    {
        Document document = Of(Short, Short with { Id = "b" }, Short with { Id = "c" });
        Assert.Equal(3, PdfReport.Lay(document).Count);
        Assert.Equal(3, PdfText.Pages(PdfReport.Of(document)));
    }

    [Fact]
    public void The_same_document_gives_the_same_bytes()
    {
        Document document = Of(Short, new Section("Figure", [new FigureBlock(SampleFigures.Everything())]));
        Assert.Equal(PdfReport.Of(document), PdfReport.Of(document));
    }

    [Fact]
    public void Title_and_author_stand_in_the_file_and_fonts_inside_it()
    {
        string pdf = PdfText.Of(PdfReport.Of(Of(Short)));
        Assert.Contains("/Title (Title)", pdf, StringComparison.Ordinal);
        Assert.Contains("/Author (RbmTheory)", pdf, StringComparison.Ordinal);
        Assert.Contains("/FontFile2", pdf, StringComparison.Ordinal);
        Assert.DoesNotContain("Date", Regex.Replace(pdf, "stream.*?endstream", "", RegexOptions.Singleline), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_text_goes_on_over_the_pages_in_order()
    {
        Section text = new("Long", [.. Enumerable.Range(1, 200).Select(i => new Paragraph($"Line {i}."))]);
        IReadOnlyList<Page> pages = PdfReport.Lay(Of(text));
        // A paragraph takes at least its type, 9 pt, of the 728.5 pt between the margins, and at most 20 pt.
        Assert.InRange(pages.Count, 3, 7);
        Assert.Equal(Enumerable.Range(1, 200).Select(i => $"Line {i}."), Texts(pages).Where(t => t.StartsWith("Line", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_page_has_its_number_and_their_count()
    {
        Section text = new("Long", [.. Enumerable.Range(1, 200).Select(i => new Paragraph($"Line {i}."))]);
        IReadOnlyList<Page> pages = PdfReport.Lay(Of(Short, text));
        Assert.Equal(
            pages.Select((_, i) => $"Footer  ·  page {i + 1} of {pages.Count}"),
            pages.Select(page => page.OfType<TextItem>().Last().Text));
    }

    [Fact]
    public void No_text_is_set_outside_the_margins_but_the_page_number()
    {
        foreach (TextItem item in PdfReport.Lay(PaperReport.Document).SelectMany(p => p.OfType<TextItem>()))
        {
            bool isFooter = item.Text.Contains("  ·  page ", StringComparison.Ordinal);
            double left = item.X - item.Alignment * item.Style.WidthOf(item.Text), right = left + item.Style.WidthOf(item.Text);
            Assert.InRange(item.Baseline, PageLayout.Margin, PageLayout.Height - (isFooter ? 1 : 2) * PageLayout.Centimetre);
            Assert.InRange(left, PageLayout.Margin - 1e-3, PageLayout.Width);
            Assert.InRange(right, 0, PageLayout.Width - PageLayout.Margin + 1e-3);
        }
    }

    [Fact]
    public void The_heading_of_a_table_is_repeated_on_every_page()
    {
        Section table = new("Table", [new Table([new("Heading", 1)], [.. Enumerable.Range(1, 150).Select(i => (IReadOnlyList<Cell>)[new Cell($"row {i}")])])]);
        IReadOnlyList<Page> pages = PdfReport.Lay(Of(table));
        Assert.True(pages.Count > 1);
        Assert.All(pages, page => Assert.Single(page.OfType<TextItem>(), t => t.Text == "Heading"));
        Assert.Equal(Enumerable.Range(1, 150).Select(i => $"row {i}"), Texts(pages).Where(t => t.StartsWith("row", StringComparison.Ordinal)));
    }

    [Fact]
    public void Numbers_end_at_one_place_and_words_begin_at_one()
    {
        Table table = new([new("word", 1), new("number", 1, IsNumeric: true), new("last", 1)], [[new("a"), new("1.5"), new("x")], [new("bcd"), new("−17"), new("y")]]);
        TextItem[] items = [.. PdfReport.Lay(Of(new Section("T", [table]))).Single().OfType<TextItem>()];
        TextItem Item(string text) => items.Single(t => t.Text == text);
        Assert.Equal((1, 1), (Item("1.5").Alignment, Item("−17").Alignment));
        Assert.Equal(Item("1.5").X, Item("−17").X);
        Assert.Equal(Item("number").X, Item("−17").X);
        Assert.Equal((0, Item("a").X), (Item("bcd").Alignment, Item("bcd").X));
        Assert.True(Item("x").X > Item("1.5").X);
    }

    [Fact]
    public void A_word_wider_than_its_column_is_cut()
    {
        string word = new('W', 60);
        Section table = new("Table", [new Table([new("A", 1), new(word, 1)], [[new(word), new("next")]])]);
        string[] pieces = [.. Texts(PdfReport.Lay(Of(table))).Where(t => t.StartsWith('W'))];
        Assert.DoesNotContain(word, pieces);
        Assert.Equal(2 * 60, pieces.Sum(p => p.Length));
    }

    [Fact]
    public void The_contents_name_the_page_of_each_section_and_lead_there()
    {
        Section long1 = new("Long", [.. Enumerable.Range(1, 200).Select(i => new Paragraph($"Line {i}."))], "long");
        Table contents = new([new("Contents", 3), new("Page", 1, IsPage: true)],
            [[new("Long", null, "long"), new("", null, "long")], [new("Short", null, "short"), new("", null, "short")]]);
        Document document = Of(new Section("First", [contents], "first"), long1, Short);
        IReadOnlyList<Page> pages = PdfReport.Lay(document);
        Assert.Equal(["long", "short"], pages[0].OfType<PageNumberItem>().Select(n => n.Anchor));
        Assert.Equal(["long", "long", "short", "short"], pages[0].OfType<LinkItem>().Select(l => l.Anchor));
        Assert.Equal("short", pages[^1].OfType<AnchorItem>().Single().Name);
        byte[] pdf = PdfReport.Of(document);
        Assert.Equal(4, Regex.Count(Encoding.Latin1.GetString(pdf), "/Subtype /Link"));
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_let_be()
    {
        Table table = new([new("A", 1)], [[new("to nothing", null, "nowhere")]]);
        Assert.DoesNotContain("/Subtype /Link", Encoding.Latin1.GetString(PdfReport.Of(Of(new Section("T", [table])))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_title_and_a_long_heading_go_on_over_lines()
    {
        Document document = new(Words(20), "Subtitle", "Footer", [new(Words(30), [])]);
        string[] lines = [.. Texts(PdfReport.Lay(document)).Where(t => t.StartsWith("word", StringComparison.Ordinal))];
        Assert.Equal(50, lines.Sum(line => line.Split(' ').Length));
        Assert.True(lines.Length >= 4);

        static string Words(int count) => string.Join(' ', Enumerable.Repeat("word", count));
    }

    [Fact]
    public void A_figure_of_many_rows_of_panels_fits_its_page()
    {
        // Five rows are 29.5 cm high in a figure of their own, and the page has 25.7 cm between its margins.
        Figure tall = new("tall", "Tall", [.. Enumerable.Repeat(Plain, 10)], "Note", Columns: 2);
        IReadOnlyList<Page> pages = PdfReport.Lay(Of(Short, new Section("Heading", [new FigureBlock(tall)])));
        Assert.Equal(2, pages.Count);
        FigureItem figure = pages[1].OfType<FigureItem>().Single();
        Assert.InRange(figure.Frame.Top, PageLayout.Margin, PageLayout.Height);
        Assert.InRange(figure.Frame.Bottom, figure.Frame.Top + 600, PageLayout.Height - PageLayout.Margin);
    }

    [Fact]
    public void A_page_of_a_figure_is_set_smaller_where_that_saves_a_page()
    {
        // A figure of two panels leaves 485 pt under its heading. A paragraph of one line takes 12.4 + 6 pt at full size, 15.7 pt at
        // 0.85: 28 lines fit in smaller type only, and 60 in none, so that these keep full size.
        Assert.Equal((1, 9), Sizes(10));
        Assert.Equal(1, Sizes(28).Pages);
        Assert.InRange(Sizes(28).Size, 0.85 * 9, 0.95 * 9);
        Assert.Equal((2, 9), Sizes(60));

        static (int Pages, double Size) Sizes(int lines)
        {
            Paragraph[] text = [.. Enumerable.Range(1, lines).Select(i => new Paragraph($"Line {i}."))];
            IReadOnlyList<Page> pages = PdfReport.Lay(
                Of(Short, new Section("Heading", [new FigureBlock(new("pair", "Pair", [Plain, Plain])), .. text], "pair")));
            TextItem[] set = [.. pages.Skip(1).SelectMany(p => p.OfType<TextItem>()).Where(t => t.Text.StartsWith("Line", StringComparison.Ordinal))];
            Assert.Equal(Enumerable.Range(1, lines).Select(i => $"Line {i}."), set.Select(t => t.Text));
            Assert.Single(pages.SelectMany(p => p.OfType<AnchorItem>()), a => a.Name == "pair");
            return (pages.Count - 1, set[0].Style.Size);
        }
    }

    [Fact]
    public void Thumbnails_keep_their_shape_have_captions_and_lead_to_their_sections()
    {
        Figure[] figures = [.. Enumerable.Range(1, 3).Select(i => SampleFigures.Everything($"everything{i}"))];
        Section summary = new("Summary", [new ThumbnailBlock([.. figures.Select((f, i) => new Thumbnail(f, $"No. {i + 1}", "short"))])]);
        Page page = PdfReport.Lay(Of(summary, Short))[0];
        ThumbnailItem[] small = [.. page.OfType<ThumbnailItem>()];
        Assert.Equal(figures, small.Select(t => t.Figure));
        // Two rows of panels: 17 cm × 14.5 cm.
        Assert.All(small, t => Assert.Equal(17 / 14.5, t.Frame.Width / t.Frame.Height, 1e-3));
        Assert.Equal(["No. 1", "No. 2", "No. 3"], page.OfType<TextItem>().Select(t => t.Text).Where(t => t.StartsWith("No.", StringComparison.Ordinal)));
        Assert.Equal(3, page.OfType<LinkItem>().Count(l => l.Anchor == "short"));
    }

    private static IEnumerable<string> Texts(IReadOnlyList<Page> pages) => pages.SelectMany(p => p.OfType<TextItem>()).Select(t => t.Text);

    private static Document Of(params Section[] sections) => new("Title", "Subtitle", "Footer", sections);
}
