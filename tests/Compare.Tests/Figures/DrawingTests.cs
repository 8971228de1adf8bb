using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FsCheck.Xunit;
using OxyPlot;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Figures.Drawing;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Tests.Support;
using SkiaSharp;
using Figure = RbmTheory.Compare.Figures.Figure;
using Series = RbmTheory.Compare.Figures.Series;

namespace RbmTheory.Compare.Tests.Figures;

public sealed class DrawingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string, double[], double[]> Few => new()
    {
        { "an empty series", [], [] },
        { "one point", [2], [3] },
        { "equal values", [1, 1, 1], [5, 5, 5] },
        { "nothing but NaN", [1, 2], [double.NaN, double.NaN] },
        { "infinities", [1, 2, double.PositiveInfinity], [double.NegativeInfinity, 2, 3] },
        { "the smallest numbers", [0, double.Epsilon], [-double.Epsilon, double.Epsilon] },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_figure_becomes_a_table_a_PNG_a_PDF_and_an_SVG()
    {
        using ReportWriter writer = new(_folder.Path);
        writer.Write(SampleFigures.Everything());
        writer.Publish();
        Assert.Equal(
            ["everything.csv", "everything.pdf", "everything.png", "everything.svg"],
            _folder.Files().Select(Path.GetFileName));
        using SKBitmap png = SKBitmap.Decode(_folder["figures", "everything.png"]);
        Assert.Equal((int)Math.Round(17 / 2.54 * 200), png.Width); // 17 cm at 200 dots an inch
        Assert.Equal("%PDF-"u8.ToArray(), File.ReadAllBytes(_folder["figures", "everything.pdf"])[..5]);
        Assert.EndsWith("</svg>\n", File.ReadAllText(_folder["figures", "everything.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_drawn_twice_is_the_same_bytes()
    {
        Figure figure = SampleFigures.Everything();
        Assert.Equal(FigureFiles.Png(figure), FigureFiles.Png(figure));
        Assert.Equal(FigureFiles.Pdf(figure), FigureFiles.Pdf(figure));
        Assert.Equal(FigureFiles.Svg(figure), FigureFiles.Svg(figure));
    }

    [Fact]
    public void A_figure_is_saved_as_what_the_ending_says()
    {
        Figure figure = SampleFigures.Everything();
        foreach (string ending in (string[])["png", "pdf", "svg", "csv"])
            FigureFiles.Save(figure, _folder["new", "a." + ending]);
        Assert.Equal(FigureFiles.Png(figure), File.ReadAllBytes(_folder["new", "a.png"]));
        Assert.Equal(FigureFiles.Pdf(figure), File.ReadAllBytes(_folder["new", "a.pdf"]));
        Assert.Equal(FigureFiles.Svg(figure), File.ReadAllText(_folder["new", "a.svg"]));
        Assert.Equal(FigureData.ToCsv(figure), File.ReadAllText(_folder["new", "a.csv"]));
        ArgumentException error = Assert.Throws<ArgumentException>(() => FigureFiles.Save(figure, _folder["new", "a.jpg"]));
        Assert.Equal("ending of the file = .jpg, but it should be .png, .pdf, .svg or .csv", error.Message);
        Assert.Equal(4, Directory.GetFiles(_folder["new"]).Length);
    }

    [Fact]
    public void A_change_of_one_number_is_seen()
    {
        Figure figure = Of(new Series("", [1, 2], [3, 4], Mark.Line, Palette.Black)),
            other = Of(new Series("", [1, 2], [3, 3.5], Mark.Line, Palette.Black));
        Assert.NotEqual(FigureFiles.Png(figure), FigureFiles.Png(other));
        Assert.NotEqual(FigureFiles.Pdf(figure), FigureFiles.Pdf(other));
        Assert.NotEqual(FigureFiles.Svg(figure), FigureFiles.Svg(other));
    }

    [Fact]
    public void Quotes_markup_and_letters_outside_ASCII_survive()
    {
        string svg = FigureFiles.Svg(SampleFigures.Everything());
        string text = WebUtility.HtmlDecode(Regex.Replace(svg, "<[^>]*>", ""));
        foreach (string label in (string[])["(a) Panel " + SampleFigures.Hard, SampleFigures.Hard, "Note " + SampleFigures.Hard, "xi", "y2", "−1"])
            Assert.Contains(label, text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Few))]
    public void Few_data_are_drawn_in_every_style(string _, double[] x, double[] y)
    {
        foreach (Mark style in Enum.GetValues<Mark>())
        {
            Series series = new("few", x, y, style, Palette.Blue, y, style == Mark.Map ? y : null);
            foreach (bool logarithmic in style == Mark.Map ? (bool[])[false] : [false, true])
            {
                Figure figure = new("few", "Few", [Panel([series], logarithmic)]);
                Assert.NotEmpty(FigureFiles.Pdf(figure));
                Assert.DoesNotContain("NaN", FigureFiles.Svg(figure), StringComparison.Ordinal);
            }
        }
    }

    [Property(MaxTest = 30)]
    public void Any_figure_is_drawn(Figure figure)
    {
        Assert.NotEmpty(FigureFiles.Pdf(figure));
        string svg = FigureFiles.Svg(figure);
        Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
        Assert.DoesNotMatch("[ \"](NaN|∞|-∞)[ \"]", Regex.Replace(svg, "<text.*?</text>", ""));
    }

    [Fact]
    public void A_million_points_are_drawn()
    {
        double[] x = [.. Enumerable.Range(0, 1_000_000).Select(i => (double)i)], y = [.. x.Select(i => Math.Sin(i * i))];
        foreach (Mark style in (Mark[])[Mark.Line, Mark.Points])
        {
            string svg = FigureFiles.Svg(Of(new Series("", x, y, style, Palette.Blue)));
            // At most one mark stands on each square of two by two of 480 × 270 points, and takes under 80 bytes of text.
            Assert.InRange(svg.Length, 10_000, 480 * 270 / 4 * 80);
        }
    }

    [Fact]
    public void What_is_not_a_number_leaves_a_gap()
    {
        double[] x = [0, 1, 2, 3, 4, 5, 6], y = [0, 0.5, 1, double.NaN, 1, 0.5, 0];
        string whole = FigureFiles.Svg(Of(new Series("", x, [0, 0.5, 1, 1, 1, 0.5, 0], Mark.Line, Palette.Blue))),
            gap = FigureFiles.Svg(Of(new Series("", x, y, Mark.Line, Palette.Blue)));
        Assert.Single(Stretches(whole));
        Assert.Equal(2, Stretches(gap).Length);

        static string[] Stretches(string svg) => [.. Regex.Matches(svg, "<path d=\"(M[^\"]*)\"[^>]*#0072b2").Select(m => m.Groups[1].Value)
            .SelectMany(d => d.Split('M', StringSplitOptions.RemoveEmptyEntries))];
    }

    [Fact]
    public void On_a_logarithmic_axis_a_bar_that_reaches_below_zero_ends_at_the_axis()
    {
        Series points = new("", [1, 2], [1, 10], Mark.Points, Palette.Blue, [2, 1]);
        Figure figure = new("f", "F", [new("", new("x"), new("y", 0.1, 100, Logarithmic: true), [points])]);
        RecordingContext context = new();
        PlotModel model = FigureCanvas.Draw(context, figure, new OxyRect(0, 0, 480, 270))[0];
        double x = model.Axes[0].Transform(1), axis = model.PlotArea.Bottom;
        ScreenPoint[] bar = [.. context.LineEnds.Where(p => Math.Abs(p.X - x) < 1e-6 && p.Y > model.PlotArea.Top && p.Y <= axis + 1e-6)];
        Assert.Contains(bar, p => Math.Abs(p.Y - model.Axes[1].Transform(3)) < 1e-6);
        Assert.Contains(bar, p => Math.Abs(p.Y - axis) < 1e-6);
        Assert.All(context.LineEnds, p => Assert.True(double.IsFinite(p.X) && double.IsFinite(p.Y)));
    }

    [Fact]
    public void An_error_bar_reaches_one_standard_error_to_either_side_and_widens_the_axis()
    {
        Series points = new("", [1, 2, 3], [1, 2, 3], Mark.Points, Palette.Blue, [0.5, 4, 0.25]);
        RecordingContext context = new();
        PlotModel model = FigureCanvas.Draw(context, Of(points), new OxyRect(0, 0, 480, 270))[0];
        double x = model.Axes[0].Transform(2);
        double[] ends = [.. context.LineEnds.Where(p => Math.Abs(p.X - x) < 1e-6).Select(p => model.Axes[1].InverseTransform(p.Y))];
        Assert.Contains(ends, y => Math.Abs(y + 2) < 1e-9);
        Assert.Contains(ends, y => Math.Abs(y - 6) < 1e-9);
        Assert.True(model.Axes[1].ActualMinimum < -2 && model.Axes[1].ActualMaximum > 6);
    }

    [Fact]
    public void A_map_has_a_square_of_whole_pixels_for_each_cell()
    {
        Series map = new("", [1, 2, 3, 1, 2, 3], [0, 0, 0, 1, 1, 1], Mark.Map, Palette.Black, Value: [-1, 1, -1, 1, -1, 1]);
        Panel panel = new("", new("i"), new("v"), [map], LegendPlace.None, new("w", -1, 1, ColourScale.Diverging));
        string svg = FigureFiles.Svg(new("map", "Map", [panel]));
        // The bar of colours is the other picture.
        using SKBitmap picture = Regex.Matches(svg, "base64,([^\"]*)\"")
            .Select(m => SKBitmap.Decode(Convert.FromBase64String(m.Groups[1].Value))).MaxBy(b => b.Width)!;
        Assert.Equal((600, 400), (picture.Width, picture.Height)); // three cells by two, of 200 pixels
        // The first row of cells is the lowest: the picture's second. −1 is blue, 1 is vermilion.
        SKColor blue = SKColor.Parse("#0072B2"), vermilion = SKColor.Parse("#D55E00");
        Assert.Equal((blue, vermilion, blue), (picture.GetPixel(199, 399), picture.GetPixel(200, 399), picture.GetPixel(400, 399)));
        Assert.Equal((vermilion, blue, vermilion), (picture.GetPixel(0, 0), picture.GetPixel(399, 199), picture.GetPixel(599, 0)));
    }

    [Fact]
    public void A_PDF_has_its_fonts_inside_a_title_an_author_and_letters_that_can_be_searched()
    {
        string pdf = PdfText.Of(FigureFiles.Pdf(SampleFigures.Everything()));
        Assert.Contains("/FontFile2", pdf, StringComparison.Ordinal);
        Assert.Contains("/Title", pdf, StringComparison.Ordinal);
        Assert.Contains("/Author (RbmTheory)", pdf, StringComparison.Ordinal);
        Assert.DoesNotContain("/CreationDate", pdf, StringComparison.Ordinal);
        Assert.Contains("<03B2>", pdf, StringComparison.Ordinal); // β, in the table from glyphs to Unicode
        Assert.Contains("<2212>", pdf, StringComparison.Ordinal); // minus
    }

    [Fact]
    public void Several_figures_in_one_page_do_not_share_names()
    {
        string[] ids = [.. ((string[])["one", "two"]).SelectMany(name => Regex.Matches(
            FigureFiles.Svg(SampleFigures.Everything(name)), "id=\"([^\"]*)\"").Select(m => m.Groups[1].Value))];
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    private static Panel Panel(IReadOnlyList<Series> series, bool logarithmic = false) => new(
        "", new("x", Logarithmic: logarithmic), new("y", Logarithmic: logarithmic), series,
        Colours: new("value", 0, 1, ColourScale.Sequential));

    private static Figure Of(Series series) => new("f", "F", [new("", new("x"), new("y"), [series])]);
}
