using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyAxis = OxyPlot.Axes.Axis;

namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>
/// Keeps a legend off the data: it goes to the first corner that is free, the one asked for before the others; where
/// none is, the range of the ordinate is widened for it, where that takes least.
/// </summary>
/// <param name="model">The panel, laid out.</param>
/// <param name="series">What is drawn in it.</param>
internal sealed class LegendRoom(PlotModel model, IReadOnlyList<Series> series)
{
    private const double Gap = 3; // points between the legend and the marks of the data, half a mark among them

    private const double Preference = 1.15;

    private static readonly LegendPosition[] Corners =
        [LegendPosition.RightTop, LegendPosition.LeftTop, LegendPosition.RightBottom, LegendPosition.LeftBottom];

    private readonly List<(ScreenPoint From, ScreenPoint To)> _drawn = [];

    /// <summary>Moves the legend, or widens the range of the ordinate; the panel is to be laid out again.</summary>
    public void Find()
    {
        if (model.Legends.FirstOrDefault() is not { } legend)
            return;
        _drawn.AddRange(series.SelectMany(s => Segments(model, s)));
        LegendPosition asked = legend.LegendPosition;
        foreach (LegendPosition corner in Corners.OrderBy(c => c != asked))
        {
            if (IsFree(Place(legend, corner)))
            {
                legend.LegendPosition = corner;
                return;
            }
        }

        // The corner asked for may take a little more.
        LegendPosition best = Corners.MinBy(c => Widening(Place(legend, c), IsTop(c)) / (c == asked ? Preference : 1));
        Widen(model.Axes[1], Widening(Place(legend, best), IsTop(best)), IsTop(best));
        legend.LegendPosition = best;
    }

    private OxyRect Place(LegendBase legend, LegendPosition corner)
    {
        OxyRect area = model.PlotArea, box = legend.LegendArea;
        double margin = legend.LegendMargin;
        bool isRight = corner is LegendPosition.RightTop or LegendPosition.RightBottom;
        return new OxyRect(
            isRight ? area.Right - margin - box.Width : area.Left + margin,
            IsTop(corner) ? area.Top + margin : area.Bottom - margin - box.Height, box.Width, box.Height).Inflate(Gap, Gap);
    }

    private bool IsFree(OxyRect place)
        => !_drawn.Any(s => Within(s, place) is (double top, double bottom) && top <= place.Bottom && bottom >= place.Top);

    /// <summary>
    /// By what factor the range has to grow at the legend's end, so that what is drawn beside it comes to lie beyond
    /// it; infinite where the figure cuts the data off there, and a wider range would show more of them.
    /// </summary>
    private double Widening(OxyRect place, bool isTop)
    {
        OxyRect area = model.PlotArea;
        double free = isTop ? area.Bottom - place.Bottom : place.Top - area.Top;
        double used = _drawn.Select(s => Within(s, place)).OfType<(double Top, double Bottom)>()
            .Max(y => isTop ? area.Bottom - y.Top : y.Bottom - area.Top);
        return free > 0 && used <= area.Height + Gap ? used / free : double.PositiveInfinity;
    }

    private static void Widen(OxyAxis ordinate, double factor, bool isTop)
    {
        if (!double.IsFinite(factor))
            return;
        bool isLogarithmic = ordinate is LogarithmicAxis;
        double low = Scaled(ordinate.ActualMinimum), high = Scaled(ordinate.ActualMaximum);
        double range = factor * (high - low);
        if (isTop)
            ordinate.Maximum = Unscaled(low + range);
        else
            ordinate.Minimum = Unscaled(high - range);

        double Scaled(double value) => isLogarithmic ? Math.Log10(value) : value;
        double Unscaled(double value) => isLogarithmic ? Math.Pow(10, value) : value;
    }

    private static bool IsTop(LegendPosition corner) => corner is LegendPosition.RightTop or LegendPosition.LeftTop;

    /// <summary>The ordinates, from top to bottom, of the part of a segment between the left and the right end of a
    /// rectangle.</summary>
    private static (double Top, double Bottom)? Within((ScreenPoint From, ScreenPoint To) segment, OxyRect place)
    {
        (ScreenPoint a, ScreenPoint b) = segment.From.X <= segment.To.X ? segment : (segment.To, segment.From);
        if (!(a.X <= place.Right && b.X >= place.Left))
            return null;
        double slope = b.X > a.X ? (b.Y - a.Y) / (b.X - a.X) : 0;
        double first = a.X < place.Left ? a.Y + slope * (place.Left - a.X) : a.Y;
        double last = b.X > place.Right ? a.Y + slope * (place.Right - a.X) : b.Y;
        return (Math.Min(first, last), Math.Max(first, last));
    }

    private static IEnumerable<(ScreenPoint, ScreenPoint)> Segments(PlotModel model, Series series)
    {
        OxyAxis x = model.Axes[0], y = model.Axes[1];
        bool isLine = series.Style is Mark.Line or Mark.Dashed or Mark.Thin or Mark.ThinDashed
            or Mark.LinePoints;
        ScreenPoint? before = null;
        for (int i = 0; i < series.X.Length; i++)
        {
            double error = !isLine && AxisRange.Drawable(series.Error?[i] ?? 0) is > 0 and double bar ? bar : 0;
            ScreenPoint? low = Transform(x, y, series.X[i], series.Y[i] - error) ?? Transform(x, y, series.X[i], series.Y[i]);
            ScreenPoint? high = Transform(x, y, series.X[i], series.Y[i] + error);
            if (low is not null && high is not null)
                yield return (isLine && before is not null ? before.Value : low.Value, high.Value);
            before = high;
        }
    }

    private static ScreenPoint? Transform(OxyAxis x, OxyAxis y, double abscissa, double ordinate)
        => x.IsValidValue(AxisRange.Drawable(abscissa)) && y.IsValidValue(AxisRange.Drawable(ordinate))
            ? new ScreenPoint(x.Transform(abscissa), y.Transform(ordinate))
            : null;
}
