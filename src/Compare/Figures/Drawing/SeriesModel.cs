using OxyPlot;
using OxyPlot.Series;
using OxySeries = OxyPlot.Series.Series;

namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>A series as one of OxyPlot's.</summary>
internal static class SeriesModel
{
    /// <summary>
    /// More points than this lie on top of each other: of marks on the same point of the page one is drawn, of a line the
    /// outline.
    /// </summary>
    private const int ManyPoints = 20_000;

    /// <summary>The series.</summary>
    public static OxySeries Of(Series series) => series.Style switch
    {
        Mark.Line or Mark.Dashed or Mark.Thin or Mark.ThinDashed or Mark.LinePoints => LineOf(series),
        Mark.Map => MapOf(series),
        _ => PointsOf(series),
    };

    private static LineSeries LineOf(Series series)
    {
        OxyColor colour = ColourOf(series);
        LineSeries line = new()
        {
            Title = TitleOf(series),
            Color = colour,
            StrokeThickness = series.Style is Mark.LinePoints or Mark.Thin or Mark.ThinDashed ? 0.7 : 1.2,
            LineJoin = LineJoin.Round,
            MinimumSegmentLength = 0.2,
            Decimator = series.X.Length > ManyPoints ? Decimator.Decimate : null,
            Dashes = series.Style is Mark.Dashed or Mark.ThinDashed ? [2.6, 1.6] : null,
        };
        if (series.Style == Mark.LinePoints)
            (line.MarkerType, line.MarkerSize, line.MarkerFill) = (MarkerType.Circle, 1.4, colour);
        line.Points.AddRange(series.X.Zip(series.Y, (x, y) => new DataPoint(AxisRange.Drawable(x), AxisRange.Drawable(y))));
        return line;
    }

    private static ErrorPoints PointsOf(Series series)
    {
        OxyColor colour = ColourOf(series);
        bool isOpen = series.Style == Mark.OpenPoints;
        ErrorPoints points = new()
        {
            Title = TitleOf(series),
            // An axis of colours would take away all marks that have no value of their own: this one has no colours.
            ColorAxisKey = AxisModel.Horizontal,
            MarkerType = MarkerType.Circle,
            MarkerSize = isOpen ? 2 : 1.8,
            MarkerFill = isOpen ? OxyColors.Transparent : colour,
            MarkerStroke = colour,
            MarkerStrokeThickness = isOpen ? 0.9 : 0,
            BinSize = series.X.Length > ManyPoints ? 2 : 0, // points of the page, half the width of a mark
            ErrorBarColor = colour,
            ErrorBarStrokeThickness = 0.8,
            ErrorBarStopWidth = 1.8,
        };
        for (int i = 0; i < series.X.Length; i++)
        {
            double x = AxisRange.Drawable(series.X[i]), y = AxisRange.Drawable(series.Y[i]), error = AxisRange.Drawable(series.Error?[i] ?? 0);
            // OxyPlot asks for the whole length of a bar, from one standard error below to one above.
            if (!double.IsNaN(x + y))
                points.Points.Add(new ScatterErrorPoint(x, y, 0, error > 0 ? 2 * error : 0));
        }

        return points;
    }

    /// <summary>A map; without cells, or without their places, there is nothing to draw.</summary>
    private static OxySeries MapOf(Series series)
    {
        MapCells columns = MapCells.Columns(series), rows = MapCells.Rows(series);
        double[] edges = [columns.First, columns.Last, rows.First, rows.Last];
        if (columns.Count * rows.Count == 0 || edges.Any(edge => double.IsNaN(AxisRange.Drawable(edge))))
            return new LineSeries();
        double[,] values = new double[columns.Count, rows.Count];
        for (int i = 0; i < values.Length; i++)
            values[i % columns.Count, i / columns.Count] = series.Value![i];
        return new HeatMapSeries
        {
            X0 = columns.First,
            X1 = columns.Last,
            Y0 = rows.First,
            Y1 = rows.Last,
            Data = values,
            CoordinateDefinition = HeatMapCoordinateDefinition.Edge,
            Interpolate = false,
            RenderMethod = HeatMapRenderMethod.Bitmap,
        };
    }

    private static OxyColor ColourOf(Series series) => OxyColor.Parse(Palette.Colours[series.Colour]);

    private static string? TitleOf(Series series)
        => series.Label.Length == 0 ? null : RichText.Marked(series.Label);
}
