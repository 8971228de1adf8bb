namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>
/// The range of an axis: the limits that the figure sets and, where it sets none, those of the data with a margin. It is
/// never empty, whatever the data.
/// </summary>
internal static class AxisRange
{
    /// <summary>
    /// Numbers that are larger, or on a logarithmic axis below its inverse, cannot be drawn, and are left out like
    /// those that are not numbers.
    /// </summary>
    private const double Largest = 1e100;

    private const double Margin = 0.03; // of the range of the data, at either end

    /// <summary>What is smaller than this part of the numbers themselves is their rounding.</summary>
    private const double Rounding = 1e-12;

    /// <summary>A number, or NaN, which leaves a gap, where it is too large.</summary>
    public static double Drawable(double value) => Math.Abs(value) <= Largest ? value : double.NaN;

    /// <summary>Lowest and highest number of the horizontal axis.</summary>
    public static (double Minimum, double Maximum) Horizontal(Panel panel)
        => Of(panel.X, panel.Series.SelectMany(s => s.Style == Mark.Map ? Edges(MapCells.Columns(s)) : s.X), panel);

    /// <summary>Lowest and highest number of the vertical axis; error bars are inside.</summary>
    public static (double Minimum, double Maximum) Vertical(Panel panel)
        => Of(panel.Y, panel.Series.SelectMany(s => s.Style == Mark.Map ? Edges(MapCells.Rows(s)) : Ordinates(s)), panel);

    private static (double Minimum, double Maximum) Of(Axis axis, IEnumerable<double> values, Panel panel)
    {
        double[] drawn =
            [.. values.Where(v => Math.Abs(v) <= Largest && (!axis.Logarithmic || v >= 1 / Largest)).Select(v => Scaled(axis, v))];
        double low = Limit(axis.Minimum) ?? (drawn.Length > 0 ? drawn.Min() : 0);
        double high = Limit(axis.Maximum) ?? (drawn.Length > 0 ? drawn.Max() : low + 1);
        double range = high - low;
        if (!(range > Rounding * Math.Max(Math.Abs(low), Math.Abs(high)) && range > 1 / Largest))
        {
            double half = 0.1 * Math.Max(Math.Abs(low), 1);
            (low, high, range) = (low - half, low + half, 2 * half);
        }

        // Cells of a map fill the panel.
        double margin = panel.Series.Any(s => s.Style == Mark.Map) ? 0 : Margin * range;
        return (axis.Minimum ?? Unscaled(axis, low - margin), axis.Maximum ?? Unscaled(axis, high + margin));

        double? Limit(double? limit) => limit is double value ? Scaled(axis, value) : null;
    }

    private static IEnumerable<double> Ordinates(Series series)
        => series.Style is Mark.Points or Mark.OpenPoints && series.Error is double[] errors
            ? series.Y.Concat(series.Y.Zip(errors, (y, e) => y + e)).Concat(series.Y.Zip(errors, (y, e) => y - e))
            : series.Y;

    private static double[] Edges(MapCells cells) => cells.Count > 0 ? [cells.First, cells.Last] : [];

    private static double Scaled(Axis axis, double value) => axis.Logarithmic ? Math.Log10(value) : value;

    private static double Unscaled(Axis axis, double value) => axis.Logarithmic ? Math.Pow(10, value) : value;
}
