using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>
/// Points with error bars along the ordinate. Other than OxyPlot's own, a mark at the edge of the plot is drawn whole,
/// a bar that reaches below zero on a logarithmic axis ends at the axis, and the legend shows a bar too.
/// </summary>
internal sealed class ErrorPoints : ScatterErrorSeries
{
    private const double LargestMark = 3;

    public override OxyRect GetClippingRect() => base.GetClippingRect().Inflate(new OxyThickness(LargestMark));

    public override void Render(IRenderContext rc)
    {
        OxyColor colour = ErrorBarColor;
        ErrorBarColor = OxyColors.Undefined; // the marks alone
        base.Render(rc);
        ErrorBarColor = colour;
        List<ScreenPoint> segments = [];
        foreach (ScatterErrorPoint point in Points.Where(p => p.ErrorY > 0 && XAxis.IsValidValue(p.X)))
            AddBar(segments, point);
        rc.DrawLineSegments(segments, colour, ErrorBarStrokeThickness, EdgeRenderingMode, null, LineJoin.Bevel);
    }

    public override void RenderLegend(IRenderContext rc, OxyRect legendBox)
    {
        base.RenderLegend(rc, legendBox);
        if (!Points.Any(p => p.ErrorY > 0))
            return;
        double half = 0.36 * legendBox.Height;
        List<ScreenPoint> segments = [];
        AddBar(segments, legendBox.Center - new ScreenVector(0, half), legendBox.Center + new ScreenVector(0, half));
        rc.DrawLineSegments(
            segments, ErrorBarColor, ErrorBarStrokeThickness, EdgeRenderingMode, null, LineJoin.Bevel);
    }

    private void AddBar(List<ScreenPoint> segments, ScatterErrorPoint point)
    {
        double from = point.Y - point.ErrorY / 2, to = point.Y + point.ErrorY / 2;
        bool isOpen = YAxis is LogarithmicAxis && from <= 0;
        if (!YAxis.IsValidValue(to))
            return;
        ScreenPoint low = this.Transform(new DataPoint(point.X, isOpen ? YAxis.ActualMinimum : from));
        AddBar(segments, this.Transform(new DataPoint(point.X, to)), low, hasLowStop: !isOpen);
    }

    private void AddBar(List<ScreenPoint> segments, ScreenPoint high, ScreenPoint low, bool hasLowStop = true)
    {
        ScreenVector stop = new(ErrorBarStopWidth, 0);
        segments.AddRange([high, low, high - stop, high + stop]);
        if (hasLowStop)
            segments.AddRange([low - stop, low + stop]);
    }
}
