using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Training;

namespace RbmTheory.Compare.Digits;

/// <summary>Pictures of 28 × 28 pixels in rows, as one panel.</summary>
internal static class Mosaic
{
    /// <summary>The part of the pixels that full colour is not reached by: a few strong ones leave the rest to be
    /// seen.</summary>
    private const double Shown = 0.995;

    /// <summary>A panel without axes.</summary>
    /// <param name="title">A short heading.</param>
    /// <param name="pictures">Pixels of one picture after another: signed numbers, or 0 and 1.</param>
    /// <param name="columns">Pictures in a row.</param>
    public static Panel Of(string title, double[] pictures, int columns)
    {
        PictureShape shape = new(DigitSource.Side, DigitSource.Side);
        bool isSigned = pictures.Any(x => x < 0);
        double high = isSigned ? FullColour(pictures) : 1, low = isSigned ? -high : 0;
        Picture[] sheet = [.. Enumerable.Range(0, pictures.Length / shape.Pixels).Select(p => new Picture(
            "", shape, pictures[(p * shape.Pixels)..((p + 1) * shape.Pixels)], low, high,
            isSigned ? ColourScale.Diverging : ColourScale.Sequential))];
        // Strips between samples are of a paler colour; pixels at the edge of weights are none.
        return Picture.Sheet(sheet, isSigned ? 0 : 0.15, "", columns) with { Title = title };
    }

    private static double FullColour(double[] pixels)
    {
        double[] sizes = [.. pixels.Select(Math.Abs).Order()];
        double size = sizes[(int)(Shown * (sizes.Length - 1))];
        return size > 0 ? size : 1;
    }
}
