using System.Text;

namespace RbmTheory.Compare.Figures;

/// <summary>
/// Writes a <see cref="Figure"/> as a gnuplot script (5.4 or later) that reads the figure's CSV. The same commands
/// draw the figure alone, in its own script, and as a part of a report page.
/// </summary>
public static class GnuplotScript
{
    /// <summary>
    /// Typeface of figures and pages; gnuplot falls back to the system's sans serif where it is missing.
    /// </summary>
    public const string Font = "Liberation Sans";

    private const double LeftMargin = 1.55, RightMargin = 0.35, BottomMargin = 1.15, TopMargin = 0.75, NoteHeight = 0.5;

    /// <summary>Room for the bar of colours at the right of a map.</summary>
    private const double ColourMargin = 1.9;

    /// <summary>Width of a figure in centimetres.</summary>
    public const double Width = 17;

    /// <summary>Height of a figure in centimetres: single panels are given more room, three rows less each.</summary>
    /// <param name="figure">The figure.</param>
    public static double HeightOf(Figure figure)
        => figure.Panels.Count == 1 ? 9.5 : figure.Rows * (figure.Rows < 3 ? 7.0 : 5.8) + 0.5;

    /// <summary>
    /// A script that draws the figure as PNG, PDF and SVG beside itself: <c>gnuplot fig03a.gp</c> in its folder.
    /// </summary>
    /// <param name="figure">The figure.</param>
    public static string Standalone(Figure figure)
    {
        double height = HeightOf(figure);
        StringBuilder script = new();
        script.Append($"# {Plain(figure.Title)}\n");
        script.Append($"# Redraw by hand, in this folder: gnuplot {figure.Name}.gp\n\n");
        script.Append("do for [format in \"png pdf svg\"] {\n");
        script.Append("  if (format eq \"png\") {\n").Append($"    {Terminal("png", Width, height)}\n").Append("  }\n");
        script.Append("  if (format eq \"pdf\") {\n").Append($"    {Terminal("pdf", Width, height)}\n").Append("  }\n");
        script.Append("  if (format eq \"svg\") {\n").Append($"    {Terminal("svg", Width, height)}\n").Append("  }\n");
        script.Append($"  set output \"{figure.Name}.\".format\n  set multiplot\n");
        AppendPanels(script, figure, figure.Name + ".csv", new Frame(0, 0, Width, height, Width, height));
        script.Append("  unset multiplot\n  unset output\n}\n");
        return script.ToString();
    }

    /// <summary>A <c>set terminal</c> command for a page of the given size.</summary>
    /// <param name="format">png (200 dots an inch), pdf or svg.</param>
    /// <param name="width">Width in centimetres.</param>
    /// <param name="height">Height in centimetres.</param>
    public static string Terminal(string format, double width, double height) => format switch
    {
        "png" => $"set terminal pngcairo enhanced color size {width / 2.54 * 200:F0},{height / 2.54 * 200:F0} "
            + $"font \"{Font},9\" fontscale 2.083 linewidth 2.083 pointscale 1.9 background \"white\"",
        "pdf" => $"set terminal pdfcairo enhanced color size {width}cm,{height}cm "
            + $"font \"{Font},9\" fontscale 0.75 linewidth 1.35 pointscale 0.75",
        "svg" => $"set terminal svg enhanced size {width / 2.54 * 96:F0},{height / 2.54 * 96:F0} "
            + $"font \"{Font},10.5\" linewidth 1.2 background \"white\"",
        _ => throw new ArgumentException($"format = {format}, but it should be png, pdf or svg"),
    };

    /// <summary>
    /// Appends the commands that draw the panels of a figure inside a frame of the current page; the page must be in
    /// multiplot mode.
    /// </summary>
    /// <param name="script">Where to append.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="csv">Path of its table, seen from where the script runs.</param>
    /// <param name="frame">Where it goes.</param>
    public static void AppendPanels(StringBuilder script, Figure figure, string csv, Frame frame)
    {
        double note = figure.Note.Length > 0 ? NoteHeight : 0;
        double width = frame.Width / figure.PanelsInRow, height = (frame.Height - note) / figure.Rows;
        script.Append("  set datafile separator comma\n");
        for (int p = 0; p < figure.Panels.Count; p++)
        {
            double left = frame.Left + p % figure.PanelsInRow * width;
            double top = frame.Bottom + frame.Height - p / figure.PanelsInRow * height;
            double right = string.IsNullOrEmpty(figure.Panels[p].Colours?.Label) ? RightMargin : ColourMargin;
            script.Append("  reset\n  set datafile separator comma\n  set encoding utf8\n  set minussign\n");
            script.Append($"  set lmargin at screen {frame.X(left + LeftMargin):F5}\n");
            script.Append($"  set rmargin at screen {frame.X(left + width - right):F5}\n");
            script.Append($"  set bmargin at screen {frame.Y(top - height + BottomMargin):F5}\n");
            script.Append($"  set tmargin at screen {frame.Y(top - TopMargin):F5}\n");
            if (p == 0 && note > 0)
            {
                script.Append($"  set label {Quote(figure.Note)} at screen {frame.X(frame.Left + 0.2):F5},");
                script.Append($"{frame.Y(frame.Bottom + 0.28):F5} left tc rgb \"#666666\" font \",7.5\"\n");
            }
            AppendPanel(script, figure, p, csv);
        }
    }

    private static void AppendPanel(StringBuilder script, Figure figure, int index, string csv)
    {
        Panel panel = figure.Panels[index];
        string letter = figure.Panels.Count > 1 ? $"({(char)('a' + index)}) " : "";
        script.Append("  set border 3 lw 0.8 lc rgb \"#444444\"\n");
        script.Append("  set tics nomirror out scale 0.6 textcolor rgb \"#222222\"\n");
        script.Append("  set grid lc rgb \"#E8E8E8\" lw 0.6 lt 1\n");
        script.Append($"  set title {Quote(letter + panel.Title)} offset 0,-0.4\n");
        AppendAxis(script, "x", panel.X, "0,0.3");
        AppendAxis(script, "y", panel.Y, "0.6,0");
        if (panel.Bare)
            script.Append("  unset border\n  unset tics\n  unset grid\n");
        if (panel.Colours is not null)
            AppendColours(script, panel.Colours);
        script.Append($"  {Key(panel.Legend)}\n");
        script.Append("  plot ");
        for (int s = 0; s < panel.Series.Count; s++)
        {
            if (s > 0)
                script.Append(", \\\n       ");
            AppendSeries(script, panel.Series[s], csv,
                quantity => FigureData.Column(index, s, panel.Series[s].Label, quantity));
        }
        script.Append('\n');
    }

    private static void AppendAxis(StringBuilder script, string axis, Axis model, string offset)
    {
        script.Append($"  set {axis}label {Quote(model.Label)} offset {offset}\n");
        script.Append($"  set {axis}range [{Limit(model.Minimum)}:{Limit(model.Maximum)}]\n");
        if (model.Step is double step)
            script.Append($"  set {axis}tics {step:R}\n");
        if (model.Logarithmic)
        {
            bool few = model.Maximum / model.Minimum < 1e4;
            script.Append($"  set logscale {axis} 10\n  set format {axis} '{(few ? "%g" : "10^{%T}")}'\n");
        }
    }

    private static void AppendColours(StringBuilder script, ColourAxis colours)
    {
        string palette = colours.Scale switch
        {
            ColourScale.Diverging => "0 '#0072B2', 1 '#FFFFFF', 2 '#D55E00'",
            ColourScale.Sequential => "0 '#FFFFFF', 1 '#56B4E9', 2 '#003A5C'",
            // Dark, blue, light, orange and back: lightness tells the quarters apart, without red against green.
            _ => "0 '#2A1A4A', 1 '#0072B2', 2 '#F5F0E0', 3 '#D55E00', 4 '#2A1A4A'",
        };
        script.Append($"  set palette defined ({palette})\n");
        script.Append($"  set cbrange [{colours.Minimum:R}:{colours.Maximum:R}]\n");
        script.Append("  unset grid\n");
        script.Append(colours.Label.Length == 0
            ? "  unset colorbox\n"
            : $"  set cblabel {Quote(colours.Label)} offset -0.4,0\n"
                + "  set colorbox noborder\n  set cbtics scale 0.3 font \",8\" offset -0.6,0\n");
    }

    private static void AppendSeries(StringBuilder script, Series series, string csv, Func<string, string> column)
    {
        string colour = $"lc rgb \"{Palette.Colours[series.Colour]}\"";
        string title = series.Label.Length == 0 ? "notitle" : $"title {Quote(series.Label)}";
        string data = $"'{csv}' using \"{column("x")}\":\"{column("y")}\"";
        script.Append(series.Style switch
        {
            Mark.Line => $"{data} with lines lw 1.7 {colour} {title}",
            Mark.Dashed => $"{data} with lines lw 1.5 dt (8,5) {colour} {title}",
            // Shorter than the table, a map would take the empty cells below it for more of its own.
            Mark.Map => $"{data}:\"{column("value")}\" every ::0::{series.X.Length - 1} with image {title}",
            Mark.LinePoints => $"{data} with linespoints pt 7 ps 0.45 lw 1 {colour} {title}",
            Mark.OpenPoints => $"{data} with points pt 6 ps 0.7 lw 1.3 {colour} {title}",
            _ when series.Error is not null =>
                $"{data}:\"{column("error")}\" with yerrorbars pt 7 ps 0.6 lw 1 {colour} {title}",
            _ => $"{data} with points pt 7 ps 0.6 {colour} {title}",
        });
    }

    private static string Key(LegendPlace place) => place switch
    {
        LegendPlace.None => "unset key",
        LegendPlace.TopLeft => "set key top left Left reverse spacing 1.1 samplen 1.4 font \",8\"",
        LegendPlace.BottomRight => "set key bottom right Left reverse spacing 1.1 samplen 1.4 font \",8\"",
        LegendPlace.BottomLeft => "set key bottom left Left reverse spacing 1.1 samplen 1.4 font \",8\"",
        _ => "set key top right Left reverse spacing 1.1 samplen 1.4 font \",8\"",
    };

    private static string Limit(double? value) => value?.ToString("R") ?? "*";

    /// <summary>A gnuplot string literal whose enhanced markup is kept.</summary>
    /// <param name="text">Text on one line.</param>
    public static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static string Plain(string text)
        => text.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);

}

/// <summary>A rectangle on a page, in centimetres from the page's lower left corner.</summary>
/// <param name="Left">Left edge.</param>
/// <param name="Bottom">Lower edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="PageWidth">Width of the page.</param>
/// <param name="PageHeight">Height of the page.</param>
public readonly record struct Frame(
    double Left, double Bottom, double Width, double Height, double PageWidth, double PageHeight)
{
    /// <summary>A distance from the left edge of the page as a fraction of its width.</summary>
    /// <param name="centimetres">The distance.</param>
    public double X(double centimetres) => centimetres / PageWidth;

    /// <summary>A distance from the lower edge of the page as a fraction of its height.</summary>
    /// <param name="centimetres">The distance.</param>
    public double Y(double centimetres) => centimetres / PageHeight;
}
