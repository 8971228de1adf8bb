using OxyPlot;

namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>What OxyPlot asks of a text: its size, and where it stands about its point.</summary>
internal static class TextBox
{
    private const double BoldFrom = 600; // font weights are those of CSS: 400 is regular, 700 bold

    /// <summary>Whether a font weight is set in the bold typeface.</summary>
    public static bool IsBold(double fontWeight) => fontWeight >= BoldFrom;

    /// <summary>Size of a text in points; an empty one takes no room.</summary>
    public static OxySize Size(string? text, double fontSize, double fontWeight)
    {
        if (string.IsNullOrEmpty(text))
            return new(0, 0);
        RichText line = RichText.Lay(text, fontSize, IsBold(fontWeight));
        return new(line.Width, line.Ascent + line.Descent);
    }

    /// <summary>Start of a line and its baseline, seen from the point that it is aligned to; y grows downwards.</summary>
    public static (double X, double Baseline) Offset(
        RichText line, HorizontalAlignment horizontal, VerticalAlignment vertical)
        => (
            horizontal switch
            {
                HorizontalAlignment.Left => 0,
                HorizontalAlignment.Center => -line.Width / 2,
                _ => -line.Width,
            },
            vertical switch
            {
                VerticalAlignment.Top => line.Ascent,
                VerticalAlignment.Middle => (line.Ascent - line.Descent) / 2,
                _ => -line.Descent,
            });
}
