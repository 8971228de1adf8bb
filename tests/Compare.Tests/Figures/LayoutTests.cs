using OxyPlot;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Figures.Drawing;
using RbmTheory.Compare.Tests.Support;
using Figure = RbmTheory.Compare.Figures.Figure;
using Series = RbmTheory.Compare.Figures.Series;

namespace RbmTheory.Compare.Tests.Figures;

/// <summary>What a reader sees at a glance: nothing stands on anything else, and nothing is cut off.</summary>
public class LayoutTests
{
    public static TheoryData<string> PaperFigures => PaperReport.FigureNames;

    [Theory]
    [MemberData(nameof(PaperFigures))]
    public void No_text_touches_another_or_leaves_the_figure(string name)
    {
        Figure figure = PaperReport.FigureOf(name);
        RecordingContext context = new();
        OxyRect frame = FrameOf(figure);
        FigureCanvas.Draw(context, figure, frame);
        (string Text, OxyRect Place)[] texts = [.. context.Texts];
        Assert.NotEmpty(texts);
        for (int i = 0; i < texts.Length; i++)
        {
            OxyRect a = texts[i].Place;
            Assert.True(a.Left >= frame.Left && a.Right <= frame.Right && a.Top >= frame.Top && a.Bottom <= frame.Bottom,
                $"'{texts[i].Text}' leaves the figure");
            foreach ((string other, OxyRect b) in texts.Skip(i + 1))
            {
                // Room is reserved above and below the letters; a twentieth of it may be shared.
                double slack = 0.05 * Math.Min(a.Height, b.Height);
                bool touch = a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom - slack && b.Top < a.Bottom - slack;
                Assert.False(touch, $"'{texts[i].Text}' and '{other}' touch");
            }
        }
    }

    [Theory]
    [MemberData(nameof(PaperFigures))]
    public void A_legend_stands_where_no_data_are(string name)
    {
        Figure figure = PaperReport.FigureOf(name);
        IReadOnlyList<PlotModel> models = FigureCanvas.Draw(new RecordingContext(), figure, FrameOf(figure));
        for (int p = 0; p < models.Count; p++)
        {
            if (models[p].Legends.FirstOrDefault() is { } legend)
                Assert.DoesNotContain(Drawn(models[p], figure.Panels[p]), point => legend.LegendArea.Contains(point));
        }
    }

    [Fact]
    public void A_legend_goes_to_a_free_corner_or_gets_one()
    {
        double[] x = [0, 1, 2, 3, 4], rising = [0, 1, 2, 3, 4], valley = [4, 0, 0, 0, 4], frame = [4, 0, 4, 0, 4];
        Assert.Equal(OxyPlot.Legends.LegendPosition.LeftTop, CornerOf(rising, LegendPlace.TopRight, out _));
        Assert.Equal(OxyPlot.Legends.LegendPosition.LeftTop, CornerOf(rising, LegendPlace.TopLeft, out _));
        Assert.Equal(OxyPlot.Legends.LegendPosition.RightBottom, CornerOf(rising, LegendPlace.BottomRight, out double top));
        Assert.Equal(4, top, 0.2); // the usual margin
        CornerOf(frame, LegendPlace.TopRight, out double widened);
        Assert.True(widened > 4.4);
        Assert.Equal(OxyPlot.Legends.LegendPosition.RightTop, CornerOf(valley, LegendPlace.TopRight, out widened));
        Assert.True(widened > 4.4);

        OxyPlot.Legends.LegendPosition CornerOf(double[] y, LegendPlace asked, out double maximum)
        {
            Series[] series = [new("the name of a line", x, y, Mark.Line, Palette.Black), new("more", x, y, Mark.Points, Palette.Blue)];
            Figure figure = new("f", "F", [new("", new("x"), new("y"), series, asked), new("", new("x"), new("y"), series, asked)]);
            PlotModel model = FigureCanvas.Draw(new RecordingContext(), figure, FrameOf(figure))[0];
            maximum = model.Axes[1].ActualMaximum;
            Assert.DoesNotContain(Drawn(model, figure.Panels[0]), point => model.Legends[0].LegendArea.Contains(point));
            return model.Legends[0].LegendPosition;
        }
    }

    [Theory]
    [InlineData(-2.07914, -2.07905)]
    [InlineData(1234567, 1234569)]
    [InlineData(1e-7, 3e-7)]
    public void Long_numbers_at_an_ordinate_have_room(double from, double to)
    {
        Series series = new("", [0, 1, 2], [from, to, from], Mark.LinePoints, Palette.Blue);
        Panel panel = new("", new("epoch"), new("nats per configuration"), [series]);
        foreach (Panel[] panels in (Panel[][])[[panel], [panel, panel with { X = new("x") }]])
        {
            Figure figure = new("f", "F", panels);
            RecordingContext context = new();
            IReadOnlyList<PlotModel> models = FigureCanvas.Draw(context, figure, FrameOf(figure));
            Assert.All(context.Texts, t => Assert.True(t.Place.Left >= 0, $"'{t.Text}' is cut off"));
            Assert.Equal(panels.Length, models.Select(m => m.PlotArea.Width).Count(w => Math.Abs(w - models[0].PlotArea.Width) < 1e-9));
        }
    }

    [Fact]
    public void Whole_numbers_are_not_divided_at_the_abscissa()
    {
        Series series = new("", [1, 2, 3], [0.1, 0.25, 0.2], Mark.LinePoints, Palette.Blue);
        Figure figure = new("f", "F", [new("", new("site i"), new("w"), [series])]);
        RecordingContext context = new();
        FigureCanvas.Draw(context, figure, FrameOf(figure));
        string[] texts = [.. context.Texts.Select(t => t.Text)];
        Assert.Subset(texts.ToHashSet(), new HashSet<string> { "1", "2", "3" });
        Assert.DoesNotContain("1.5", texts);
        Assert.Contains("0.15", texts); // the ordinate is
    }

    [Fact]
    public void An_axis_over_many_powers_of_ten_names_nothing_between_them()
    {
        double[] values = [0.05, 1, 100, 2000];
        Figure figure = new("f", "F", [new("", new("x"), new("y", Logarithmic: true), [new("", [1, 2, 3, 4], values, Mark.Line, Palette.Black)])]);
        RecordingContext context = new();
        PlotModel model = FigureCanvas.Draw(context, figure, FrameOf(figure))[0];
        string[] numbers = [.. context.Texts.Where(t => t.Place.Right < model.PlotArea.Left && t.Text != "y").Select(t => t.Text)];
        Assert.All(numbers, n => Assert.Equal(RichText.Marked($"10^{{{n[3..^1]}}}"), n));
        Assert.True(numbers.Length >= 4);
    }

    [Fact]
    public void Panels_of_a_column_have_their_axes_at_one_place()
    {
        IReadOnlyList<PlotModel> models = FigureCanvas.Draw(
            new RecordingContext(), PaperReport.FigureOf("fig09"), FrameOf(PaperReport.FigureOf("fig09")));
        Assert.All(models, m => Assert.Equal(models[models.IndexOf(m) % 2].PlotArea.Left, m.PlotArea.Left, 1e-9));
        Assert.All(models, m => Assert.Equal(models[models.IndexOf(m) / 2 * 2].PlotArea.Bottom, m.PlotArea.Bottom, 1e-9));
    }

    /// <summary>Points of what is drawn: 50 of each stretch of a line, the middle and both ends of each bar.</summary>
    private static IEnumerable<ScreenPoint> Drawn(PlotModel model, Panel panel)
    {
        OxyPlot.Axes.Axis x = model.Axes[0], y = model.Axes[1];
        foreach (Series series in panel.Series)
        {
            bool isLine = series.Style is Mark.Line or Mark.Dashed or Mark.LinePoints;
            for (int i = 0; i < series.X.Length; i++)
            {
                ScreenPoint here = new(x.Transform(series.X[i]), y.Transform(series.Y[i]));
                yield return here;
                if (isLine && i > 0)
                {
                    ScreenPoint before = new(x.Transform(series.X[i - 1]), y.Transform(series.Y[i - 1]));
                    foreach (double t in Enumerable.Range(1, 49).Select(k => k / 50.0))
                        yield return new(before.X + t * (here.X - before.X), before.Y + t * (here.Y - before.Y));
                }

                if (!isLine && series.Error is not null)
                {
                    yield return new(here.X, y.Transform(series.Y[i] + series.Error[i]));
                    if (y.IsValidValue(series.Y[i] - series.Error[i]))
                        yield return new(here.X, y.Transform(series.Y[i] - series.Error[i]));
                }
            }
        }
    }

    private static OxyRect FrameOf(Figure figure) => new(0, 0, FigureCanvas.Width, FigureCanvas.HeightOf(figure));
}

internal static class ListIndex
{
    /// <summary>The place of an item in a list.</summary>
    public static int IndexOf<T>(this IReadOnlyList<T> list, T item) => list.ToList().IndexOf(item);
}
