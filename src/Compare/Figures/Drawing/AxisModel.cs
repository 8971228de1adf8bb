using OxyPlot;
using OxyPlot.Axes;
using OxyAxis = OxyPlot.Axes.Axis;

namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>The axes of a panel as OxyPlot's.</summary>
internal static class AxisModel
{
    /// <summary>From here on the numbers of a logarithmic axis are powers of ten.</summary>
    private const double WideRange = 1e4;

    /// <summary>The key of the horizontal axis.</summary>
    public const string Horizontal = "horizontal";

    /// <summary>The axes: horizontal, vertical and, for a map, that of its colours.</summary>
    public static IEnumerable<OxyAxis> Of(Panel panel)
    {
        bool hasGrid = panel.Colours is null && !panel.Bare;
        bool hasMap = panel.Series.Any(s => s.Style == Mark.Map);
        OxyAxis x = Of(panel.X, AxisPosition.Bottom, AxisRange.Horizontal(panel), hasGrid, !panel.Bare);
        OxyAxis y = Of(panel.Y, AxisPosition.Left, AxisRange.Vertical(panel), hasGrid, !panel.Bare);
        x.Key = Horizontal;
        // Sites, epochs and states are whole numbers: there are no ticks between two of them.
        x.MinimumMajorStep = panel.Series.All(s => s.X.All(double.IsInteger)) ? 1 : 0;
        y.MinimumMajorStep = hasMap && panel.Series.All(s => s.Y.All(double.IsInteger)) ? 1 : 0;
        yield return x;
        yield return y;
        if (panel.Colours is ColourAxis colours)
            yield return Of(colours);
    }

    private static OxyAxis Of(
        Axis model, AxisPosition position, (double Minimum, double Maximum) range, bool hasGrid, bool isVisible)
    {
        bool isVertical = position == AxisPosition.Left;
        OxyAxis axis = model.Logarithmic ? new LogarithmicAxis { PowerPadding = false } : new LinearAxis();
        axis.Position = position;
        axis.IsAxisVisible = isVisible;
        axis.Title = RichText.Marked(model.Label);
        axis.ClipTitle = false;
        axis.TitleFontSize = axis.FontSize = Ink.TextSize;
        axis.AxisTitleDistance = isVertical ? 3 : 1;
        axis.AxisTickToLabelDistance = 2;
        axis.TickStyle = TickStyle.Outside;
        axis.MajorTickSize = 3.5;
        axis.MinorTickSize = model.Logarithmic ? 2 : 0;
        axis.TicklineColor = axis.MinorTicklineColor = Ink.Frame;
        axis.AxislineStyle = LineStyle.None; // the border of the plot is the line
        axis.MajorGridlineStyle = hasGrid ? LineStyle.Solid : LineStyle.None;
        axis.MajorGridlineColor = Ink.Grid;
        axis.MajorGridlineThickness = 0.6;
        axis.IntervalLength = isVertical ? 14 : 12; // at least; more where the numbers need it
        // The tick at a limit must not be lost to rounding.
        double slack = model.Logarithmic ? 1 + 1e-9 : 1;
        (axis.Minimum, axis.Maximum) = (range.Minimum / slack, range.Maximum * slack);
        axis.MajorStep = model.Step ?? double.NaN;
        bool isWide = model.Logarithmic && range.Maximum / range.Minimum >= WideRange;
        axis.LabelFormatter = isWide ? Power : Number;
        return axis;
    }

    private static LinearColorAxis Of(ColourAxis model) => new()
    {
        Position = AxisPosition.Right,
        IsAxisVisible = model.Label.Length > 0,
        Minimum = model.Minimum,
        Maximum = model.Maximum,
        Palette = Ink.Of(model.Scale),
        RenderAsImage = true,
        Title = RichText.Marked(model.Label),
        ClipTitle = false,
        TitleFontSize = Ink.TextSize,
        FontSize = Ink.SmallSize,
        AxisDistance = 5,
        MajorTickSize = 9, // the width of the bar
        MinorTickSize = 0,
        TicklineColor = OxyColors.Transparent,
        AxislineStyle = LineStyle.None,
        AxisTickToLabelDistance = 2,
        AxisTitleDistance = 3,
        IntervalLength = 18,
        LabelFormatter = Number,
    };

    /// <summary>Six digits, more than any step between two ticks needs; what is lost of zero in rounding is zero.</summary>
    private static string Number(double value)
        => Math.Abs(value) < 1e-12 ? "0" : value.ToString("G6").Replace('-', '−');

    /// <summary>A power of ten; nothing between two of them.</summary>
    private static string Power(double value)
    {
        double exponent = Math.Round(Math.Log10(value));
        return Math.Abs(value / Math.Pow(10, exponent) - 1) < 1e-6
            ? RichText.Marked($"10^{{{exponent:0;−0}}}")
            : "";
    }
}
