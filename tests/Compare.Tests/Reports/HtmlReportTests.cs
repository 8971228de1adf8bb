using System.Net;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Reports;

public class HtmlReportTests
{
    private const string Hard = "<script>alert('1 & \"2\"')</script>";

    [Fact]
    public void Text_is_escaped_wherever_it_stands()
    {
        using TempFolder folder = new();
        Document document = new("T" + Hard, "S" + Hard, "F" + Hard,
        [
            new("H" + Hard,
            [
                new Paragraph("P" + Hard),
                new FigureBlock(SampleFigures.Everything() with { Title = "G" + Hard }),
                new Table([new("C" + Hard, 1)], [[new("A" + Hard, Outcome.Agrees)], [new("D" + Hard, Outcome.Differs)], [new("N" + Hard)]]),
            ]),
        ]);
        string drawn = Path.Combine(folder.Path, "everything.svg");
        string without = HtmlReport.Page(document, folder.Path);
        File.WriteAllText(drawn, "<svg></svg>");
        foreach (string html in (string[])[without, HtmlReport.Page(document, folder.Path)])
        {
            Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
            string read = WebUtility.HtmlDecode(html);
            foreach (char place in "TSFHPGCADN")
                Assert.Contains(place + Hard, read, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Pictures_stand_inside_the_page()
    {
        using TempFolder folder = new();
        byte[] svg = "<svg>β</svg>"u8.ToArray();
        File.WriteAllBytes(folder["everything.svg"], svg);
        Document document = new("T", "S", "F", [new("H", [new FigureBlock(SampleFigures.Everything())])]);
        Match image = Regex.Match(HtmlReport.Page(document, folder.Path), "src=\"data:image/svg\\+xml;base64,([^\"]*)\"");
        Assert.Equal(svg, Convert.FromBase64String(image.Groups[1].Value));
    }

    [Fact]
    public void Thumbnails_stand_inside_the_page_and_lead_to_their_section()
    {
        using TempFolder folder = new();
        Figure figure = SampleFigures.Everything();
        Document document = new("T", "S", "F",
            [new("H", [new ThumbnailBlock([new(figure, "5", "fig05")]), new Table([new("C", 1)], [[new("N", null, "fig05")]])], "top")]);
        Assert.Contains("<a href=\"#fig05\">5</a>", HtmlReport.Page(document, folder.Path), StringComparison.Ordinal);
        byte[] png = [1, 2, 3];
        File.WriteAllBytes(folder[ThumbnailScript.FileOf(figure)], png);
        string html = HtmlReport.Page(document, folder.Path);
        Match image = Regex.Match(html, "<a href=\"#fig05\"><img [^>]*src=\"data:image/png;base64,([^\"]*)\"");
        Assert.Equal(png, Convert.FromBase64String(image.Groups[1].Value));
        Assert.Contains("<td><a href=\"#fig05\">N</a></td>", html, StringComparison.Ordinal);
        Assert.Contains("<h2 id=\"top\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_was_not_drawn_is_said_to_be_missing()
    {
        using TempFolder folder = new();
        Document document = new("T", "S", "F", [new("H", [new FigureBlock(SampleFigures.Everything())])]);
        string html = HtmlReport.Page(document, folder.Path);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains("not drawn", html, StringComparison.Ordinal);
    }
}
