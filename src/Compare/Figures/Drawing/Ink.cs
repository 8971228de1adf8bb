using OxyPlot;

namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>Colours and type sizes (in points) that all drawings share.</summary>
internal static class Ink
{
    /// <summary>Type size of headings, axes and their numbers.</summary>
    public const double TextSize = 9;

    /// <summary>Type size of legends and of the numbers of a bar of colours.</summary>
    public const double SmallSize = 8;

    /// <summary>Type size of the note under a figure.</summary>
    public const double NoteSize = 7.5;

    /// <summary>Text.</summary>
    public static readonly OxyColor Text = OxyColor.Parse("#222222");

    /// <summary>The note under a figure.</summary>
    public static readonly OxyColor Note = OxyColor.Parse("#666666");

    /// <summary>Axes and ticks.</summary>
    public static readonly OxyColor Frame = OxyColor.Parse("#444444");

    /// <summary>Lines of the grid.</summary>
    public static readonly OxyColor Grid = OxyColor.Parse("#E8E8E8");

    /// <summary>Whether a line of a colour and a thickness is seen.</summary>
    public static bool IsDrawn(OxyColor stroke, double thickness) => stroke.IsVisible() && thickness > 0;

    /// <summary>The colours of a scale, from the lowest value to the highest.</summary>
    public static OxyPalette Of(ColourScale scale)
    {
        string[] stops = scale switch
        {
            ColourScale.Diverging => ["#0072B2", "#FFFFFF", "#D55E00"],
            ColourScale.Sequential => ["#FFFFFF", "#56B4E9", "#003A5C"],
            // Dark, blue, light, orange and back: lightness tells the quarters apart, without red against green.
            _ => ["#2A1A4A", "#0072B2", "#F5F0E0", "#D55E00", "#2A1A4A"],
        };
        return OxyPalette.Interpolate(256, [.. stops.Select(OxyColor.Parse)]);
    }
}
