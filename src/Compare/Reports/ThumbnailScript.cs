using System.Text;
using RbmTheory.Compare.Figures;

namespace RbmTheory.Compare.Reports;

/// <summary>
/// Figures made small, as gnuplot commands: a script draws each as a little PNG first, and sets that on its page. Drawn
/// anew on the page, in the type size of the page, they would be all labels and no curves.
/// </summary>
public static class ThumbnailScript
{
    /// <summary>Width of the PNG in pixels, which is 45 dots an inch of the figure.</summary>
    public const int PixelWidth = 300;

    private const double Scale = PixelWidth / GnuplotScript.Width;

    /// <summary>The name of a figure's PNG.</summary>
    /// <param name="figure">The figure.</param>
    public static string FileOf(Figure figure) => $"{figure.Name}.thumbnail.png";

    /// <summary>Appends the commands that draw the PNG; they leave gnuplot without an output.</summary>
    /// <param name="script">Where to append.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="folder">Folder of the figure's table and of the PNG, seen from where the script runs.</param>
    public static void AppendDrawing(StringBuilder script, Figure figure, string folder)
    {
        double height = GnuplotScript.HeightOf(figure);
        // Type shrinks with the figure, from 2.083 at 200 dots an inch; lines and points less, or they would vanish.
        script.Append($"set terminal pngcairo enhanced color size {PixelWidth},{PixelHeight(figure)} ")
            .Append($"font \"{GnuplotScript.Font},9\" fontscale 0.47 linewidth 0.8 pointscale 0.55 ")
            .Append("background \"white\"\n")
            .Append($"set output {GnuplotScript.Quote($"{folder}/{FileOf(figure)}")}\nset multiplot\n");
        Frame frame = new(0, 0, GnuplotScript.Width, height, GnuplotScript.Width, height);
        GnuplotScript.AppendPanels(script, figure, $"{folder}/{figure.Name}.csv", frame);
        script.Append("unset multiplot\nunset output\nreset\n\n");
    }

    /// <summary>
    /// Appends the commands that set the PNG into a frame of the current page, as large as it can be, in the middle;
    /// the page must be in multiplot mode.
    /// </summary>
    /// <param name="script">Where to append.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="folder">Folder of the PNG, seen from where the script runs.</param>
    /// <param name="frame">Where it goes.</param>
    public static void AppendPicture(StringBuilder script, Figure figure, string folder, Frame frame)
    {
        int pixels = PixelHeight(figure);
        double size = Math.Min(frame.Width / PixelWidth, frame.Height / pixels); // centimetres a pixel
        double left = frame.Left + (frame.Width - size * PixelWidth) / 2,
            bottom = frame.Bottom + (frame.Height - size * pixels) / 2;
        script.Append("  reset\n  unset border\n  unset tics\n  unset key\n");
        script.Append($"  set lmargin at screen {frame.X(left):F5}\n");
        script.Append($"  set rmargin at screen {frame.X(left + size * PixelWidth):F5}\n");
        script.Append($"  set bmargin at screen {frame.Y(bottom):F5}\n");
        script.Append($"  set tmargin at screen {frame.Y(bottom + size * pixels):F5}\n");
        script.Append($"  set xrange [-0.5:{PixelWidth - 0.5}]\n  set yrange [-0.5:{pixels - 0.5}]\n");
        string png = GnuplotScript.Quote($"{folder}/{FileOf(figure)}");
        script.Append($"  plot {png} binary filetype=png with rgbimage\n");
    }

    /// <summary>Height of a figure's PNG in pixels.</summary>
    /// <param name="figure">The figure.</param>
    public static int PixelHeight(Figure figure) => (int)Math.Round(GnuplotScript.HeightOf(figure) * Scale);
}
