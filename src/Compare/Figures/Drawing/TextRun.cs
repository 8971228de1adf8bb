using SkiaSharp;

namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>A stretch of text in one size: its glyphs and where they stand.</summary>
/// <param name="Text">The text.</param>
/// <param name="Size">Type size in points.</param>
/// <param name="IsBold">Bold rather than regular.</param>
/// <param name="X">Where it begins, in points from the start of its line.</param>
/// <param name="Rise">How far it stands above the baseline of its line, in points.</param>
/// <param name="Width">Width in points.</param>
/// <param name="Glyphs">Numbers of the glyphs in the typeface.</param>
/// <param name="Places">Where each glyph begins, in points from the start of the run.</param>
public sealed record TextRun(
    string Text, double Size, bool IsBold, double X, double Rise, double Width, ushort[] Glyphs, float[] Places)
{
    /// <summary>Sets the glyphs of a text one after the other, with pair kerning.</summary>
    public static TextRun Lay(string text, double size, bool bold, double x, double rise)
    {
        SKTypeface face = Typefaces.Of(bold);
        using SKFont font = FontOf(size, bold);
        ushort[] glyphs = face.GetGlyphs(text);
        float[] widths = font.GetGlyphWidths(glyphs);
        int[] kerning = glyphs.Length > 1 ? face.GetKerningPairAdjustments(glyphs) : [];
        float[] places = new float[glyphs.Length];
        double end = 0;
        for (int i = 0; i < glyphs.Length; i++)
        {
            places[i] = (float)end;
            end += widths[i] + (i < kerning.Length ? kerning[i] * size / face.UnitsPerEm : 0);
        }

        return new(text, size, bold, x, rise, end, glyphs, places);
    }

    /// <summary>Height above and depth below the baseline that a line of a size is given, in points.</summary>
    public static (double Ascent, double Descent) Heights(double size, bool bold)
    {
        using SKFont font = FontOf(size, bold);
        SKFontMetrics metrics = font.Metrics;
        return (-metrics.Ascent, metrics.Descent);
    }

    /// <summary>Draws the run.</summary>
    /// <param name="canvas">Where.</param>
    /// <param name="x">Start of the line.</param>
    /// <param name="baseline">Baseline of the line.</param>
    /// <param name="paint">Its colour.</param>
    public void Draw(SKCanvas canvas, double x, double baseline, SKPaint paint)
    {
        using SKFont font = FontOf(Size, IsBold);
        using SKTextBlobBuilder builder = new();
        builder.AddHorizontalRun(Glyphs, font, Places, 0);
        using SKTextBlob? blob = builder.Build();
        if (blob is not null)
            canvas.DrawText(blob, (float)(x + X), (float)(baseline - Rise), paint);
    }

    private static SKFont FontOf(double size, bool bold) => new(Typefaces.Of(bold), (float)size)
    {
        Subpixel = true,
        Hinting = SKFontHinting.None,
        Edging = SKFontEdging.Antialias,
    };
}
