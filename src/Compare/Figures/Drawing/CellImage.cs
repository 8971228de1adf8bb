using SkiaSharp;

namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>
/// The cells of a map as a picture. Viewers smooth a small picture that they enlarge, and the cells' edges with it, so
/// it is enlarged here, each cell to a square of whole pixels.
/// </summary>
internal static class CellImage
{
    private const double PixelsAtLeast = 600; // on the longer side: over 150 dots an inch in a panel half a page wide

    /// <summary>The picture enlarged.</summary>
    /// <param name="picture">PNG or bitmap file, a pixel a cell.</param>
    public static SKImage Enlarged(byte[] picture)
    {
        using SKBitmap cells = SKBitmap.Decode(picture);
        int scale = Math.Max(1, (int)Math.Ceiling(PixelsAtLeast / Math.Max(cells.Width, cells.Height)));
        using SKBitmap large = new(scale * cells.Width, scale * cells.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        using SKCanvas canvas = new(large);
        using SKImage small = SKImage.FromBitmap(cells);
        canvas.DrawImage(
            small, SKRect.Create(large.Width, large.Height), new SKSamplingOptions(SKFilterMode.Nearest));
        return SKImage.FromBitmap(large);
    }

    /// <summary>The picture enlarged, as a PNG file.</summary>
    /// <param name="picture">PNG or bitmap file, a pixel a cell.</param>
    public static byte[] EnlargedPng(byte[] picture)
    {
        using SKImage image = Enlarged(picture);
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
