using OxyPlot;
using OxyPlot.Series;
using OxySeries = OxyPlot.Series.Series;

namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>A series as one of OxyPlot's.</summary>
internal static class SeriesModel
{
    /// <summary>More points than this lie on top of each other; those on the same point of the page are drawn once.</summary>
    private const int ManyPoints = 20_000;

    /// <summary>The series.</summary>
    public static OxySeries Of(Series series) => series.Style switch
    {
        Mark.Line or Mark.Dashed or Mark.LinePoints => LineOf(series),
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
            StrokeThickness = series.Style == Mark.LinePoints ? 0.7 : 1.2,
            LineJoin = LineJoin.Round,
            MinimumSegmentLength = 0.2,
            Dashes = series.Style == Mark.Dashed ? [2.6, 1.6] : null,
        };
        if (series.Style == Mark.LinePoints)
            (line.MarkerType, line.MarkerSize, line.MarkerFill) = (MarkerType.Circle, 1.4, colour);
        line.Points.AddRange(series.X.Zip(series.Y, (x, y) => new DataPoint(x, y)));
        return line;
    }

    private static ErrorPoints PointsOf(Series series)
    {
        OxyColor colour = ColourOf(series);
        bool isOpen = series.Style == Mark.OpenPoints;
        ErrorPoints points = new()
        {
            Title = TitleOf(series),
            MarkerType = MarkerType.Circle,
            MarkerSize = isOpen ? 2 : 1.8,
            MarkerFill = isOpen ? OxyColors.Transparent : colour,
            MarkerStroke = colour,
            MarkerStrokeThickness = isOpen ? 0.9 : 0,
            BinSize = series.X.Length > ManyPoints ? 1 : 0,
            ErrorBarColor = colour,
            ErrorBarStrokeThickness = 0.8,
            ErrorBarStopWidth = 1.8,
        };
        for (int i = 0; i < series.X.Length; i++)
        {
            double error = series.Error?[i] ?? 0;
            // OxyPlot asks for the whole length of a bar, from one standard error below to one above.
            if (double.IsFinite(series.X[i]) && double.IsFinite(series.Y[i]))
                points.Points.Add(new ScatterErrorPoint(series.X[i], series.Y[i], 0, double.IsFinite(error) ? 2 * error : 0));
        }

        return points;
    }

    /// <summary>A map, whose cells reach halfway to their neighbours.</summary>
    private static HeatMapSeries MapOf(Series series)
    {
        int width = Math.Max(1, series.X.TakeWhile((x, i) => i == 0 || x != series.X[0]).Count());
        int height = series.X.Length / width;
        double[,] values = new double[width, height];
        for (int i = 0; i < width * height; i++)
            values[i % width, i / width] = series.Value![i];
        HeatMapSeries map = new()
        {
            Data = values,
            CoordinateDefinition = HeatMapCoordinateDefinition.Edge,
            Interpolate = false,
            RenderMethod = HeatMapRenderMethod.Bitmap,
        };
        if (height == 0)
            return map;
        (map.X0, map.X1) = Edges(series.X[0], series.X[width - 1], width);
        (map.Y0, map.Y1) = Edges(series.Y[0], series.Y[width * height - 1], height);
        return map;
    }

    private static (double First, double Last) Edges(double first, double last, int cells)
    {
        double half = cells > 1 ? (last - first) / (2 * (cells - 1)) : 0.5;
        return (first - half, last + half);
    }

    private static OxyColor ColourOf(Series series) => OxyColor.Parse(Palette.Colours[series.Colour]);

    private static string? TitleOf(Series series)
        => series.Label.Length == 0 ? null : RichText.Marked(series.Label);
}
