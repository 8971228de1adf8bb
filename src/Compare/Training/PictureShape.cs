using System.Globalization;

namespace RbmTheory.Compare.Training;

/// <summary>The shape of configurations that are pictures: unit Columns × row + column is the pixel there.</summary>
/// <param name="Rows">Rows of pixels.</param>
/// <param name="Columns">Pixels of a row.</param>
public sealed record PictureShape(int Rows, int Columns)
{
    /// <summary>What a text may be, for error messages.</summary>
    public const string Allowed = "rows and columns with an x between them, such as 28x28, each in [1, 10000]";

    private static readonly WholeRange Range = new(1, 10_000);

    /// <summary>Number of pixels.</summary>
    public int Pixels => Rows * Columns;

    /// <summary>Reads a text; null where it is no shape.</summary>
    /// <param name="text">The text.</param>
    public static PictureShape? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('x') is [var rows, var columns]
            && Range.Read(rows) is ulong r && Range.Read(columns) is ulong c ? new((int)r, (int)c) : null;
    }

    /// <summary>Gives back a shape of so many units.</summary>
    /// <param name="sites">N.</param>
    /// <exception cref="InputException">It has another number of pixels.</exception>
    public PictureShape Require(int sites)
        => Pixels == sites ? this
            : throw new InputException(
                $"--shape = {this}, {Pixels} pixels, but it should be as many as there are units, {sites}");

    /// <summary>The spelling that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rows}x{Columns}");
}
