using System.Text;
using OxyPlot;
using RbmTheory.Compare.Figures.Drawing;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Reports.Pdf;
using RbmTheory.Compare.Tests.Support;
using Figure = RbmTheory.Compare.Figures.Figure;

namespace RbmTheory.Compare.Tests.Figures;

/// <summary>A character that the typefaces lack would be drawn as an empty box, without an error.</summary>
public class GlyphTests
{
    [Fact]
    public void Every_character_of_every_figure_has_a_glyph()
    {
        RecordingContext context = new();
        foreach (Figure figure in PaperReport.Figures)
            FigureCanvas.Draw(context, figure, new OxyRect(0, 0, FigureCanvas.Width, FigureCanvas.HeightOf(figure)));
        Assert.True(context.Texts.Count > 500);
        Assert.Equal("", Missing(context.Texts.Select(t => t.Text), bold: false));
    }

    [Fact]
    public void Every_character_of_every_page_has_a_glyph()
    {
        TextItem[] lines = [.. PdfReport.Lay(PaperReport.Document).SelectMany(page => page.OfType<TextItem>())];
        Assert.True(lines.Length > 2000);
        foreach (bool bold in (bool[])[false, true])
            Assert.Equal("", Missing(lines.Where(l => l.Style.IsBold == bold).Select(l => l.Text), bold));
    }

    [Fact]
    public void Every_character_of_every_text_of_a_paper_has_a_glyph()
    {
        string[] texts = [.. Directory.GetFiles(Path.Combine(Repository.Root, "src", "Compare", "Papers"), "*.md", SearchOption.AllDirectories)];
        Assert.True(texts.Length > 20);
        foreach (bool bold in (bool[])[false, true])
            Assert.Equal("", Missing(texts.SelectMany(File.ReadLines), bold));
    }

    [Fact]
    public void A_character_that_is_missing_is_noticed() => Assert.Equal("位", Missing(["β位"], bold: false));

    private static string Missing(IEnumerable<string> texts, bool bold)
        => string.Concat(texts.SelectMany(text => RichText.Lay(text, 9, bold).Runs).SelectMany(run => run.Text.EnumerateRunes())
            .Distinct().Where(rune => !Typefaces.Of(bold).ContainsGlyph(rune.Value)).Select(rune => rune.ToString()));
}
