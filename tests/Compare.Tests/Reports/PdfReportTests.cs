using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Tests.Support;
using Section = RbmTheory.Compare.Reports.Section;

namespace RbmTheory.Compare.Tests.Reports;

public class PdfReportTests
{
    private const double PageHeight = 29.7, Margin = 2;

    private static readonly Section Short = new("Short", [new Paragraph("One line.")]);

    private static readonly Panel Plain = new("Panel", new("x"), new("y"), [new("", [0, 1], [0, 1], Mark.Line, Palette.Black)]);

    [GnuplotFact]
    public void Each_section_starts_a_page()
        => Assert.Equal(3, Pages(Of(Short, Short, Short)));

    [GnuplotFact]
    public void Long_text_goes_on_over_the_pages()
    {
        // A paragraph of one line takes 0.47 + 0.22 cm of the 25.7 cm between the margins; the first page also holds the
        // title, at most 5 cm. 200 paragraphs are 138 cm, more than five pages, and less than six with the title.
        Section text = new("Long", [.. Enumerable.Range(1, 200).Select(i => new Paragraph($"Line {i}."))]);
        Assert.Equal(6, Pages(Of(text)));
    }

    [GnuplotFact]
    public void Figures_and_tables_go_over_the_pages_and_gnuplot_takes_any_text()
    {
        using TempFolder folder = new();
        Cell[] row = [new(SampleFigures.Hard), new("a_b^c {d} \\e @f &g ~h"), new("")];
        Document document = Of(
            new Section("Table " + SampleFigures.Hard, [new Table([new("A", 1), new("B", 1), new("C", 1)], [.. Enumerable.Repeat(row, 80)])]),
            new Section("Figures", [.. Enumerable.Repeat(new FigureBlock(SampleFigures.Everything()), 4)]));
        string script = PdfReport.Script(document, "figures");
        // 80 rows of at least 0.54 cm are two pages at least; four figures of 7.8 cm fit three to a page.
        int pages = Begun(script);
        Assert.True(pages >= 4);
        Directory.CreateDirectory(folder["figures"]);
        File.WriteAllText(folder["figures", "everything.csv"], FigureData.ToCsv(SampleFigures.Everything()));
        File.WriteAllText(folder["report.gp"], script);
        Gnuplot.Draw(folder.Path, "report.gp");
        Assert.Equal(pages, PdfPages.Count(folder["report.pdf"]));
    }

    [Fact]
    public void Every_page_has_its_number_once()
    {
        Section text = new("Long", [.. Enumerable.Range(1, 200).Select(i => new Paragraph($"Line {i}."))]);
        string script = PdfReport.Script(Of(Short, text), "figures");
        string[] numbers = [.. Regex.Matches(script, @"page (\d+)'").Select(m => m.Groups[1].Value)];
        Assert.Equal(Enumerable.Range(1, Begun(script)).Select(i => $"{i}"), numbers);
    }

    [Fact]
    public void No_text_is_set_outside_the_margins_but_the_page_number()
    {
        Section text = new("Long", [.. Enumerable.Range(1, 100).Select(i => new Paragraph(string.Join(' ', Enumerable.Repeat("word", i))))]);
        Section table = new("Table", [new Table([new("A", 1)], [.. Enumerable.Range(1, 150).Select(i => (IReadOnlyList<Cell>)[new Cell($"{i}")])])]);
        string script = PdfReport.Script(Of(text, table), "figures");
        MatchCollection labels = Regex.Matches(script, @"set label '([^']*)' at screen ([0-9.]+),([0-9.]+)");
        Assert.True(labels.Count > 250);
        foreach (Match label in labels)
        {
            double y = double.Parse(label.Groups[3].Value, CultureInfo.InvariantCulture) * PageHeight;
            bool isFooter = label.Groups[1].Value.Contains("page ", StringComparison.Ordinal);
            // Five decimals of the page's height are 0.0003 cm.
            Assert.InRange(y, (isFooter ? 1.1 : Margin) - 0.001, PageHeight - Margin + 0.001);
        }
    }

    [Fact]
    public void The_heading_of_a_table_is_repeated_on_every_page()
    {
        Section table = new("Table", [new Table([new("Heading", 1)], [.. Enumerable.Range(1, 150).Select(i => (IReadOnlyList<Cell>)[new Cell($"{i}")])])]);
        string script = PdfReport.Script(Of(table), "figures");
        Assert.Equal(Begun(script), Regex.Count(script, "set label 'Heading'"));
        Assert.All(Enumerable.Range(1, 150), i => Assert.Single(Regex.Matches(script, $"set label '{i}'")));
    }

    [Fact]
    public void A_word_wider_than_its_column_is_cut()
    {
        string word = new('W', 60);
        Section table = new("Table", [new Table([new("A", 1), new(word, 1)], [[new(word), new("next")]])]);
        string script = PdfReport.Script(Of(table), "figures");
        Assert.DoesNotContain(word, script, StringComparison.Ordinal);
        Assert.Equal(2 * 60, Regex.Matches(script, "set label '(W+)'").Sum(m => m.Groups[1].Length));
    }

    [Fact]
    public void A_long_title_and_a_long_heading_go_on_over_lines()
    {
        Document document = new(Words(20), "Subtitle", "Footer", [new(Words(30), [])]);
        string script = PdfReport.Script(document, "figures");
        Assert.Equal(50, Regex.Matches(script, "set label '(word[^']*)'").Sum(m => m.Groups[1].Value.Split(' ').Length));
        Assert.True(Regex.Count(script, "set label 'word") >= 4);

        static string Words(int count) => string.Join(' ', Enumerable.Repeat("word", count));
    }

    [Fact]
    public void A_figure_of_many_rows_of_panels_fits_its_page()
    {
        // Five rows are 29.5 cm high in a figure of their own, and the page has 25.7 cm between its margins.
        Figure tall = new("tall", "Tall", [.. Enumerable.Repeat(Plain, 10)], "Note", Columns: 2);
        string script = PdfReport.Script(Of(Short, new Section("Heading", [new FigureBlock(tall)])), "figures");
        Assert.Equal(2, Begun(script));
        Assert.All(Margins(script, "bmargin"), y => Assert.InRange(y, Margin, PageHeight));
        Assert.All(Margins(script, "bmargin").Zip(Margins(script, "tmargin")), p => Assert.InRange(p.Second, p.First + 1, PageHeight - Margin));
    }

    [Fact]
    public void A_page_of_a_figure_is_set_smaller_where_that_saves_a_page()
    {
        // A figure of two panels leaves 17 cm under its heading. A one-line paragraph takes 0.69 cm at full size and, its gap of 0.22
        // cm remaining, 0.62 cm at 0.85: 26 lines fit in smaller type only, and 60 in none, so that these keep full size.
        Assert.Equal((1, false), Sizes(10));
        Assert.Equal((1, true), Sizes(26));
        Assert.Equal((2, false), Sizes(60));

        static (int Pages, bool Smaller) Sizes(int lines)
        {
            Paragraph[] text = [.. Enumerable.Range(1, lines).Select(i => new Paragraph($"Line {i}."))];
            string script = PdfReport.Script(
                Of(Short, new Section("Heading", [new FigureBlock(new("pair", "Pair", [Plain, Plain])), .. text])), "figures");
            Assert.All(Enumerable.Range(1, lines), i => Assert.Single(Regex.Matches(script, $"set label 'Line {i}\\.'")));
            return (Begun(script) - 1, !Regex.IsMatch(script, "set label 'Line 1\\.' .*,9\\.5\""));
        }
    }

    [GnuplotFact]
    public void Thumbnails_are_drawn_first_and_set_as_pictures()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder["figures"]);
        Figure[] figures = [.. Enumerable.Range(1, 3).Select(i => SampleFigures.Everything($"everything{i}"))];
        foreach (Figure figure in figures)
            File.WriteAllText(folder["figures", figure.Name + ".csv"], FigureData.ToCsv(figure));
        Document document = Of(new Section("Summary", [new ThumbnailBlock([.. figures.Select((f, i) => new Thumbnail(f, $"No. {i + 1}", f.Name))])]));
        string script = PdfReport.Script(document, "figures");
        Assert.All(Enumerable.Range(1, 3), i => Assert.Single(Regex.Matches(script, $"set label 'No. {i}'")));
        File.WriteAllText(folder["report.gp"], script);
        Gnuplot.Draw(folder.Path, "report.gp");
        Assert.Equal(1, PdfPages.Count(folder["report.pdf"]));
        byte[] png = File.ReadAllBytes(folder["figures", ThumbnailScript.FileOf(figures[0])]);
        Assert.Equal(ThumbnailScript.PixelWidth, (png[18] << 8) + png[19]);
        Assert.Equal(ThumbnailScript.PixelHeight(figures[0]), (png[22] << 8) + png[23]);
        // As pictures they take at most three bytes a pixel; drawn pixel by pixel they would take tens. The rest of the page, with its
        // two typefaces cut to what is used, takes less than 100 kB.
        int pixels = figures.Sum(f => ThumbnailScript.PixelWidth * ThumbnailScript.PixelHeight(f));
        Assert.InRange(new FileInfo(folder["report.pdf"]).Length, 1, 3 * pixels + 100_000);
    }

    private static IEnumerable<double> Margins(string script, string side)
        => Regex.Matches(script, $"^  set {side} at screen ([-0-9.]+)", RegexOptions.Multiline)
            .Select(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) * PageHeight);

    private static int Begun(string script) => Regex.Count(script, "^set multiplot", RegexOptions.Multiline);

    private static Document Of(params Section[] sections) => new("Title", "Subtitle", "Footer", sections);

    private static int Pages(Document document)
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["report.gp"], PdfReport.Script(document, "figures"), new UTF8Encoding(false));
        Gnuplot.Draw(folder.Path, "report.gp");
        return PdfPages.Count(folder["report.pdf"]);
    }
}
