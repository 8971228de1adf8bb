using System.Text;

namespace RbmTheory.Compare.Commands;

/// <summary>
/// Bars in block characters, an eighth of a line fine: upwards from zero where numbers are positive, down where they
/// are negative.
/// </summary>
public static class TextPlot
{
    private const string Eighths = " ▁▂▃▄▅▆▇█";

    /// <summary>Lines of a plot, top first.</summary>
    /// <param name="values">The numbers, from left to right; those not finite are left blank.</param>
    /// <param name="width">Most columns; each stands for an equal share of the numbers, and shows the
    /// largest of them.</param>
    /// <param name="height">Lines, at least 1.</param>
    public static IReadOnlyList<string> Bars(IReadOnlyList<double> values, int width, int height)
    {
        double[] columns = Columns(values, Math.Max(1, width));
        double high = Math.Max(0, columns.Where(double.IsFinite).DefaultIfEmpty().Max());
        double low = Math.Min(0, columns.Where(double.IsFinite).DefaultIfEmpty().Min());
        double unit = (high - low) / height;
        int above = unit > 0 ? (int)Math.Round(high / unit) : height;
        above = high > 0 ? Math.Max(1, above) : unit > 0 ? 0 : above;
        int below = low < 0 ? Math.Max(1, height - above) : 0;
        List<string> lines = [];
        for (int line = above - 1; line >= 0; line--)
            lines.Add(Line(columns, v => v * above / high - line, upwards: true));
        for (int line = 0; line < below; line++)
            lines.Add(Line(columns, v => v * below / low - line, upwards: false));
        return lines;
    }

    /// <summary>Lines of a curve, drawn as bars above its smallest number.</summary>
    /// <param name="values">The numbers, from left to right.</param>
    /// <param name="width">Most columns.</param>
    /// <param name="height">Lines, at least 1.</param>
    public static IReadOnlyList<string> Curve(IReadOnlyList<double> values, int width, int height)
    {
        double lowest = values.Where(double.IsFinite).DefaultIfEmpty().Min();
        return Bars([.. values.Select(v => v - lowest)], width, height);
    }

    private static string Line(double[] columns, Func<double, double> heightOf, bool upwards)
    {
        StringBuilder line = new(columns.Length);
        foreach (double value in columns)
        {
            double height = double.IsFinite(value) ? Math.Clamp(heightOf(value), 0, 1) : 0;
            // Only the upper half and the whole block hang from the top of a line.
            line.Append(upwards ? Eighths[(int)Math.Round(8 * height)]
                : height >= 0.75 ? '█' : height >= 0.25 ? '▀' : ' ');
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>The number of largest magnitude in each share.</summary>
    private static double[] Columns(IReadOnlyList<double> values, int width)
    {
        int count = Math.Min(width, values.Count);
        double[] columns = new double[count];
        for (int c = 0; c < count; c++)
        {
            int first = (int)((long)c * values.Count / count), end = (int)((long)(c + 1) * values.Count / count);
            columns[c] = Enumerable.Range(first, end - first).Select(i => values[i]).MaxBy(Math.Abs);
        }

        return columns;
    }
}
