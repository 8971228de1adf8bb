using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Reports.Html;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Reports.Html;

/// <summary>A figure in the page: the drawing, and the numbers by which the pointer finds its points.</summary>
public class HtmlFigureTests
{
    private static readonly Figure Figure = SampleFigures.Everything();

    private static readonly string Page = HtmlReport.Of(new("T", "S", "F", [new("H", [new FigureBlock(Figure)])]));

    private static readonly JsonElement[] Panels = [.. Data(Page).Single().EnumerateArray()];

    [Fact]
    public void The_numbers_are_those_of_the_series()
    {
        Assert.Equal(Figure.Panels.Count, Panels.Length);
        foreach ((Panel panel, JsonElement json) in Figure.Panels.Zip(Panels))
        {
            Assert.Equal((panel.X.Label, panel.Y.Label), (Text(json.GetProperty("x")), Text(json.GetProperty("y"))));
            JsonElement[] series = [.. json.GetProperty("series").EnumerateArray()];
            Assert.Equal(panel.Series.Select(s => s.Label), series.Select(Text));
            Assert.Equal(
                panel.Series.Select(s => Palette.Colours[s.Colour]),
                series.Select(s => s.GetProperty("colour").GetString()));
            foreach ((Series expected, JsonElement s) in panel.Series.Zip(series).Where(p => p.First.Style != Mark.Map))
            {
                Assert.Equal(expected.X, Numbers(s, "x"));
                Assert.Equal(expected.Y, Numbers(s, "y"));
                Assert.Equal(expected.Error is not null, s.TryGetProperty("error", out _));
                if (expected.Error is not null)
                    Assert.Equal(expected.Error, Numbers(s, "error"));
            }
        }

        Assert.Contains(Figure.Panels.SelectMany(p => p.Series), s => s.Y.Any(double.IsNaN)); // which is null there
    }

    [Fact]
    public void A_map_has_its_columns_its_rows_and_a_value_for_each_cell()
    {
        JsonElement map = Panels[2].GetProperty("series").EnumerateArray().Single();
        Assert.Equal("map", map.GetProperty("mark").GetString());
        Assert.Equal([1, 2, 3], Numbers(map, "x"));
        Assert.Equal([0, 1], Numbers(map, "y"));
        Assert.Equal(Figure.Panels[2].Series[0].Value!, Numbers(map, "value"));
        Assert.Equal("w_{i}(v)", Panels[2].GetProperty("value").GetString());
    }

    [Fact]
    public void Six_digits_are_kept()
    {
        Series thirds = new("", [1 / 3.0, 2e6 / 3], [1e-9 / 3, -2 / 3.0], Mark.Line, 0);
        Figure figure = new("f", "F", [new("", new("x"), new("y"), [thirds])]);
        string page = HtmlReport.Of(new("T", "S", "F", [new("H", [new FigureBlock(figure)])]));
        JsonElement series = Data(page).Single()[0].GetProperty("series")[0];
        Assert.Equal(["0.333333", "666667"], series.GetProperty("x").EnumerateArray().Select(v => v.GetRawText()));
        Assert.Equal([3.33333e-10, -0.666667], Numbers(series, "y"));
    }

    [Fact]
    public void A_point_stands_where_its_mark_is_drawn()
    {
        (double X, double Y)[] marks = Drawn("<ellipse cx=\"([^\"]*)\" cy=\"([^\"]*)\"");
        int points = 0;
        foreach (JsonElement panel in Panels)
        {
            JsonElement[] series = [.. panel.GetProperty("series").EnumerateArray()];
            foreach (JsonElement s in series.Where(s => s.GetProperty("mark").GetString() == "point"))
            {
                (double X, double Y)[] places = [.. Places(panel, s)];
                Assert.All(places, place => Assert.Contains(marks, mark => AreSame(mark, place)));
                points += places.Length;
            }
        }

        Assert.Equal(10, points); // 4 + 1 on linear axes, 2 + 3 on a logarithmic one
    }

    [Fact]
    public void A_line_goes_through_its_points()
    {
        (double X, double Y)[] vertices = Drawn("[ML](-?[0-9.]+) (-?[0-9.]+)");
        JsonElement dashed = Panels[0].GetProperty("series")[3];
        Assert.All(Places(Panels[0], dashed), place => Assert.Contains(vertices, vertex => AreSame(vertex, place)));
    }

    [Fact]
    public void The_cells_of_a_map_fill_its_picture()
    {
        // The first picture is the bar of colours.
        const string Image = "<image x=\"([^\"]*)\" y=\"([^\"]*)\" width=\"([^\"]*)\" height=\"([^\"]*)\"";
        double[] box = [.. Regex.Matches(Page, Image)[1].Groups.Values.Skip(1).Select(g => Number(g.Value))];
        JsonElement panel = Panels[2];
        (double left, double top) = Place(panel, 0.5, 1.5);
        (double right, double bottom) = Place(panel, 3.5, -0.5);
        Assert.Equal([left, top, right - left, bottom - top], box, (a, b) => Math.Abs(a - b) < 0.02);
    }

    [Fact]
    public void Figures_of_one_name_do_not_share_names_in_the_page()
    {
        string page = HtmlReport.Of(new("T", "S", "F", [new("H", [new FigureBlock(Figure), new FigureBlock(Figure)])]));
        string[] clips = [.. Regex.Matches(page, "<clipPath id=\"([^\"]*)\"").Select(m => m.Groups[1].Value)];
        Assert.NotEmpty(clips);
        Assert.Equal(clips.Distinct(), clips);
        Assert.Equal(2, Data(page).Count());
    }

    [Fact]
    public void A_thumbnail_is_the_drawing_again()
    {
        string page = WithThumbnail(Figure);
        Assert.Matches("<a href=\"#fig05\"><svg [^>]*><use href=\"#figure-1-drawing\"/></svg><span>5</span></a>", page);
        Assert.Equal(1, Regex.Count(page, "<g id=\"figure-1-drawing\""));
    }

    [Fact]
    public void A_thumbnail_of_a_figure_that_stands_nowhere_else_is_drawn_in_its_place()
    {
        string page = WithThumbnail(SampleFigures.Everything("other"));
        Assert.Matches("<a href=\"#fig05\"><svg [^>]*><g id=\"figure-2-drawing\"", page);
    }

    [Fact]
    public void A_figure_is_named_for_those_who_do_not_see_it()
    {
        Figure figure = Figure with { Title = "The weights w_{i} < \"1\"" };
        string page = HtmlReport.Of(new("T", "S", "F", [new("H", [new FigureBlock(figure)])]));
        Assert.Contains(
            "role=\"img\" aria-label=\"The weights wi &lt; &quot;1&quot;\"", page, StringComparison.Ordinal);
        Assert.Contains("The weights w<sub>i</sub> &lt; &quot;1&quot;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void No_label_ends_the_script_that_holds_it()
    {
        const string Label = "</script><script>alert(1)</script><!--";
        Figure figure = new("f", "F", [new("", new(Label), new("y"), [new(Label, [1], [1], Mark.Points, 0)])]);
        string page = HtmlReport.Of(new("T", "S", "F", [new("H", [new FigureBlock(figure)])]));
        JsonElement panel = Data(page).Single()[0];
        Assert.Equal((Label, Label), (Text(panel.GetProperty("x")), Text(panel.GetProperty("series")[0])));
    }

    /// <summary>A page with a figure, and with a thumbnail that leads to it.</summary>
    private static string WithThumbnail(Figure figure) => HtmlReport.Of(new("T", "S", "F",
    [
        new("Summary", [new ThumbnailBlock([new(figure, "5", "fig05")])]), new("H", [new FigureBlock(Figure)], "fig05"),
    ]));

    /// <summary>The places that a pattern finds in the page.</summary>
    private static (double X, double Y)[] Drawn(string pattern)
        => [.. Regex.Matches(Page, pattern).Select(m => (Number(m.Groups[1].Value), Number(m.Groups[2].Value)))];

    /// <summary>The drawing has two decimals, the numbers beside it six digits.</summary>
    private static bool AreSame((double X, double Y) a, (double X, double Y) b)
        => Math.Abs(a.X - b.X) < 0.02 && Math.Abs(a.Y - b.Y) < 0.02;

    private static IEnumerable<(double X, double Y)> Places(JsonElement panel, JsonElement series)
        => Numbers(series, "x").Zip(Numbers(series, "y"), (x, y) => Place(panel, x, y));

    /// <summary>Where a point stands in the drawing, as the script of the page works it out.</summary>
    private static (double X, double Y) Place(JsonElement panel, double x, double y)
    {
        double[] box = Numbers(panel, "box");
        return (
            box[0] + Share(panel.GetProperty("x"), x) * (box[2] - box[0]),
            box[3] - Share(panel.GetProperty("y"), y) * (box[3] - box[1]));
    }

    private static double Share(JsonElement axis, double value)
    {
        double from = axis.GetProperty("from").GetDouble(), to = axis.GetProperty("to").GetDouble();
        return axis.TryGetProperty("log", out _)
            ? Math.Log(value / from) / Math.Log(to / from)
            : (value - from) / (to - from);
    }

    private static IEnumerable<JsonElement> Data(string page)
        => Regex.Matches(page, "<script type=\"application/json\">(.*?)</script>", RegexOptions.Singleline)
            .Select(m => JsonDocument.Parse(m.Groups[1].Value).RootElement);

    private static double[] Numbers(JsonElement parent, string name)
        => [.. parent.GetProperty(name).EnumerateArray()
            .Select(v => v.ValueKind == JsonValueKind.Null ? double.NaN : v.GetDouble())];

    private static string Text(JsonElement parent) => parent.GetProperty("label").GetString()!;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
