using RbmTheory.Compare.Training;

namespace RbmTheory.Compare.Figures;

/// <summary>A configuration or a field as a picture.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Shape">Rows and columns.</param>
/// <param name="Pixels">A number a pixel, row by row from the top.</param>
/// <param name="Low">The number of the first colour.</param>
/// <param name="High">The number of the last colour.</param>
/// <param name="Scale">The colours.</param>
public sealed record Picture(
    string Title, PictureShape Shape, double[] Pixels, double Low, double High, ColourScale Scale)
{
    // The width of a panel over its height, where it is the only one of a figure.
    private const double PanelAspect = 1.9;

    /// <summary>A picture of numbers about 0, the largest of either sign with full colour.</summary>
    /// <param name="title">A few words.</param>
    /// <param name="shape">Rows and columns.</param>
    /// <param name="pixels">A number a pixel.</param>
    public static Picture AboutZero(string title, PictureShape shape, double[] pixels)
    {
        double most = pixels.Select(Math.Abs).Where(double.IsFinite).DefaultIfEmpty().Max();
        most = most > 0 ? most : 1;
        return new(title, shape, pixels, -most, most, ColourScale.Diverging);
    }

    /// <summary>A number between 0 and 1 for a pixel: where its colour stands in the scale.</summary>
    /// <param name="value">The number of the pixel.</param>
    public double PlaceOf(double value)
        => double.IsFinite(value) ? Math.Clamp((value - Low) / (High - Low), 0, 1) : (0 - Low) / (High - Low);

    /// <summary>The number of a pixel; null where it is none, or outside the picture.</summary>
    private double? NumberAt(int row, int column)
        => row < Shape.Rows && column < Shape.Columns && Pixels[row * Shape.Columns + column] is var number
            && double.IsFinite(number) ? number : null;

    /// <summary>Pictures of one shape in rows, a pixel apart, as one map.</summary>
    /// <param name="pictures">At least one.</param>
    /// <param name="between">The number of the pixels between them.</param>
    /// <param name="label">What the numbers are.</param>
    /// <param name="inRow">Pictures of a row; null for as many as fill a panel.</param>
    public static Panel Sheet(IReadOnlyList<Picture> pictures, double between, string label, int? inRow = null)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        (int rows, int columns) = (pictures[0].Shape.Rows + 1, pictures[0].Shape.Columns + 1);
        int across = Math.Clamp(
            inRow ?? (int)Math.Round(Math.Sqrt(PanelAspect * pictures.Count * rows / columns)), 1, pictures.Count);
        int width = across * columns - 1, height = (pictures.Count + across - 1) / across * rows - 1;
        double[] x = new double[width * height], y = new double[x.Length], values = new double[x.Length];
        double low = pictures.Min(p => p.Low), high = pictures.Max(p => p.High);
        Array.Fill(values, pictures[0].Scale == ColourScale.Diverging ? 0 : low);
        for (int i = 0; i < x.Length; i++)
            (y[i], x[i]) = Math.DivRem(i, width);
        for (int i = 0; i < pictures.Count * rows * columns; i++)
        {
            (int p, int place) = Math.DivRem(i, rows * columns);
            (int r, int c) = Math.DivRem(place, columns);
            // Rows of a map are counted upwards.
            int row = height - 1 - (p / across * rows + r), column = p % across * columns + c;
            if (row >= 0 && column < width)
                values[row * width + column] = pictures[p].NumberAt(r, c) ?? between;
        }

        return new("", new(""), new(""), [new("", x, y, Mark.Map, Palette.Black, Value: values)],
            Colours: new(label, low, high, pictures[0].Scale), Bare: true);
    }
}
