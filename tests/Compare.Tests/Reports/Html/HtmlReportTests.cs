using System.Net;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Figures.Drawing;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Reports.Html;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Reports.Html;

public class HtmlReportTests
{
    private const string Hard = "<script>alert('1 & \"2\"')</script><!--";

    private static readonly string[] Void = ["meta", "link", "col"];

    private static readonly Table Contents = new(
        [new("Contents", 6), new("Agree", 1, IsNumeric: true), new("Page", 1, IsPage: true)],
        [
            [new("Fig. 1  Next", null, "next"), new("1"), new("", null, "next")],
            [new("Last", null, "last"), new("2"), new("", null, "last")],
        ]);

    [Fact]
    public void Text_is_escaped_wherever_it_stands()
    {
        string html = HtmlReport.Of(Everything(Hard));
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
        Assert.DoesNotContain("alert('", html, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(html, "<script")); // the figure's numbers, and the page's own
        string read = WebUtility.HtmlDecode(html);
        foreach (char place in "TSFHPGCADNB")
            Assert.Contains(place + Hard, read, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_element_is_closed()
    {
        string html = WithoutScripts(HtmlReport.Of(Everything("")));
        Stack<string> open = [];
        foreach (Match tag in Regex.Matches(html, "<(/?)([a-zA-Z0-9]+)[^>]*?(/?)>"))
        {
            string name = tag.Groups[2].Value;
            if (tag.Groups[1].Length > 0)
                Assert.Equal(open.Pop(), name);
            else if (tag.Groups[3].Length == 0 && !Void.Contains(name))
                open.Push(name);
        }

        Assert.Empty(open);
    }

    [Fact]
    public void Nothing_is_fetched()
    {
        string html = HtmlReport.Of(Everything(""));
        Assert.All(Regex.Matches(html, "[a-z]+://[^\"' )]*"), m => Assert.Equal("http://www.w3.org/2000/svg", m.Value));
        MatchCollection links = Regex.Matches(html, "(?:src|href)=\"([^\"]*)\"|url\\(([^)]*)\\)");
        Assert.All(links, m => Assert.Matches("^(#|data:)", m.Groups[1].Value + m.Groups[2].Value));
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fonts_stand_inside_the_page_once_under_the_name_that_the_figures_use()
    {
        string html = HtmlReport.Of(Everything(""));
        MatchCollection fonts = Regex.Matches(
            html, "@font-face \\{ font-family: \"([^\"]*)\"; font-weight: (\\w+);.*?base64,([^)]*)\\)");
        Assert.Equal(["normal", "bold"], fonts.Select(f => f.Groups[2].Value));
        Assert.Equal(Typefaces.FileOf(bold: false), Convert.FromBase64String(fonts[0].Groups[3].Value));
        Assert.Equal(Typefaces.FileOf(bold: true), Convert.FromBase64String(fonts[1].Groups[3].Value));
        string ofFigure = Regex.Match(html, "<g id=\"figure-1-drawing\" font-family=\"([^,\"]*)").Groups[1].Value;
        Assert.All(fonts, f => Assert.Equal(ofFigure, f.Groups[1].Value));
    }

    [Fact]
    public void The_same_document_gives_the_same_bytes()
        => Assert.Equal(HtmlReport.Of(Everything("")), HtmlReport.Of(Everything("")));

    [Fact]
    public void A_document_without_sections_is_a_page()
    {
        string html = HtmlReport.Of(new("Title", "Subtitle", "Footer", []));
        Assert.Contains("<h1>Title</h1>", html, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
        Assert.DoesNotContain("↑", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Contents_have_no_pages_and_are_led_back_to()
    {
        Document document = new("T", "S", "F",
            [new("Before", [Contents], "before"), new("Fig. 1  Next", [], "next"), new("Last", [], "last")]);
        string html = HtmlReport.Of(document);
        string contents = Regex.Match(html, "<nav id=\"([^\"]*)\".*?</nav>", RegexOptions.Singleline).Value;
        Assert.Equal(["next", "last"], Links(contents));
        Assert.Contains("<span class=\"number\">Fig. 1</span> Next", contents, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(contents, "<th "));
        Assert.Equal(4, Regex.Count(contents, "<td"));
        Assert.DoesNotContain("Page", contents, StringComparison.Ordinal);
        MatchCollection links = Regex.Matches(html, "<a class=\"back (?:beside|below)\" href=\"#([^\"]*)\"");
        string[] back = [.. links.Select(m => m.Groups[1].Value)];
        Assert.Equal(3, back.Length); // one beside the column, and one below each section after the contents
        Assert.All(back, id => Assert.Contains($"<nav id=\"{id}\"", html, StringComparison.Ordinal));
    }

    [Fact]
    public void Whatever_is_led_to_stands_in_the_page_once()
    {
        string html = WithoutScripts(HtmlReport.Of(Everything("")));
        string[] ids = [.. Regex.Matches(html, "<[a-zA-Z]+[^>]* id=\"([^\"]*)\"").Select(m => m.Groups[1].Value)];
        string[] led = [.. Links(html), .. Regex.Matches(html, "url\\(#([^)]*)\\)").Select(m => m.Groups[1].Value)];
        Assert.Equal(ids.Distinct(), ids);
        Assert.Contains("here", led);
        Assert.Contains("figure-1-drawing", led);
        Assert.Contains("figure-1-clip-0", led);
        Assert.All(led, id => Assert.Contains(id, ids));
    }

    private static string WithoutScripts(string html)
        => Regex.Replace(html, "(<(script|style)[^>]*>).*?(</\\2>)", "$1$3", RegexOptions.Singleline);

    private static IEnumerable<string> Links(string html)
        => Regex.Matches(html, "href=\"#([^\"]*)\"").Select(m => m.Groups[1].Value);

    /// <summary>A document with every kind of block, and a suffix to each of its texts.</summary>
    private static Document Everything(string suffix)
    {
        Figure figure = SampleFigures.Everything() with { Title = "G" + suffix };
        return new("T" + suffix, "S" + suffix, "F" + suffix,
        [
            new("H" + suffix,
            [
                new Paragraph("P" + suffix), new ThumbnailBlock([new(figure, "B" + suffix, "here")]), Contents,
            ], "first"),
            new("Here",
            [
                new FigureBlock(figure),
                new Table([new("C" + suffix, 1), new("", 1, IsNumeric: true)],
                [
                    [new("A" + suffix, Outcome.Agrees), new("1")], [new("D" + suffix, Outcome.Differs), new("2")],
                    [new("N" + suffix, null, "here"), new("3")],
                ], HasFilter: true),
            ], "here"),
            new("Next", [], "next"), new("Last", [], "last"),
        ]);
    }
}
