using RbmTheory.Compare.Figures.Drawing;
using SkiaSharp;

namespace RbmTheory.Compare.Reports.Pdf;

/// <summary>How a text on a page is set.</summary>
/// <param name="Size">Type size in points.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="IsBold">Bold rather than regular.</param>
internal readonly record struct TextStyle(double Size, SKColor Colour, bool IsBold = false)
{
    /// <summary>The colour of running text.</summary>
    public static readonly SKColor Ink = SKColor.Parse("#222222");

    /// <summary>Width of a text in points.</summary>
    public double WidthOf(string text) => RichText.Lay(text, Size, IsBold).Width;
}
