using System.Text;
using OxyPlot;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Figures.Drawing;
using RbmTheory.Compare.Training;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary>
/// Pictures in a terminal, side by side, two pixels in a character: an upper half block in the colour of the upper
/// one on the ground of the lower. Without colours, five shades of their mean, full for the highest number; of pictures
/// with two numbers, half blocks.
/// </summary>
internal static class PictureText
{
    private const string Shades = " ░▒▓█", Halves = " ▄▀█";

    /// <summary>Draws pictures.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="pictures">Pictures of one shape.</param>
    public static void Write(Terminal terminal, IReadOnlyList<Picture> pictures)
    {
        int width = Math.Max(1, terminal.Console.Profile.Width - 1);
        bool hasColours = terminal.Console.Profile.Capabilities.ColorSystem is not ColorSystem.NoColors;
        foreach (Picture[] wide in pictures.Chunk(Math.Max(1, (width + 1) / (Width(pictures[0], width) + 1))))
        {
            Picture[] row = [.. wide.Select(picture => Reduced(picture, width))];
            int columns = row[0].Shape.Columns;
            terminal.Output.WriteLine(string.Join(' ', row.Select(p => Fitted(p.Title, columns))).TrimEnd());
            for (int top = 0; top < row[0].Shape.Rows; top += 2)
            {
                if (hasColours)
                    terminal.Console.Write(Coloured(row, top));
                else
                    terminal.Output.WriteLine(string.Join(' ', row.Select(p => Plain(p, top))).TrimEnd());
            }

            terminal.Output.WriteLine();
        }
    }

    /// <summary>A line of one picture without colours.</summary>
    internal static string Plain(Picture picture, int top)
    {
        bool hasTwo = picture.Pixels.All(value => value == picture.Low || value == picture.High);
        StringBuilder line = new(picture.Shape.Columns);
        for (int column = 0; column < picture.Shape.Columns; column++)
        {
            double upper = PlaceOf(picture, top, column), lower = PlaceOf(picture, top + 1, column);
            line.Append(hasTwo ? Halves[(upper > 0.5 ? 2 : 0) + (lower > 0.5 ? 1 : 0)]
                : Shades[(int)Math.Round(4 * (upper + lower) / 2)]);
        }

        return line.ToString();
    }

    private static Paragraph Coloured(Picture[] row, int top)
    {
        Paragraph line = new();
        foreach (Picture picture in row)
        {
            OxyPalette palette = Ink.Of(picture.Scale);
            for (int column = 0; column < picture.Shape.Columns; column++)
                line.Append("▀", new Style(Colour(top, column), Colour(top + 1, column)));
            line.Append(" ");
            Color Colour(int y, int x)
            {
                OxyColor colour = palette.Colors[(int)Math.Round(PlaceOf(picture, y, x) * (palette.Colors.Count - 1))];
                return new(colour.R, colour.G, colour.B);
            }
        }

        line.Append("\n");
        return line;
    }

    /// <summary>Where a pixel stands in its scale; below the last row, as a pixel of number 0.</summary>
    private static double PlaceOf(Picture picture, int row, int column)
        => picture.PlaceOf(row < picture.Shape.Rows ? picture.Pixels[row * picture.Shape.Columns + column] : 0);

    private static int Width(Picture picture, int most)
        => (picture.Shape.Columns + Factor(picture, most) - 1) / Factor(picture, most);

    private static int Factor(Picture picture, int most) => (picture.Shape.Columns + most - 1) / most;

    /// <summary>A picture too wide for the terminal, with means of squares of pixels for pixels.</summary>
    private static Picture Reduced(Picture picture, int most)
    {
        int factor = Factor(picture, most);
        if (factor == 1)
            return picture;
        PictureShape old = picture.Shape, shape = new((old.Rows + factor - 1) / factor, Width(picture, most));
        double[] pixels = [.. Enumerable.Range(0, shape.Pixels).Select(i =>
            (from r in Enumerable.Range(i / shape.Columns * factor, factor)
             from c in Enumerable.Range(i % shape.Columns * factor, factor)
             where r < old.Rows && c < old.Columns
             select picture.Pixels[r * old.Columns + c]).Average())];
        return picture with
        {
            Shape = shape,
            Pixels = pixels,
        };
    }

    private static string Fitted(string title, int columns)
        => title.Length > columns ? title[..columns] : title.PadRight(columns);
}
