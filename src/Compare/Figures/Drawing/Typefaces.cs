using SkiaSharp;

namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>
/// The typefaces of figures and pages, read from this assembly, so that a drawing needs no font of the system and
/// is the same everywhere. They hold Latin, Greek and the mathematics in use; the folder Fonts has their licence.
/// </summary>
public static class Typefaces
{
    /// <summary>The name that other programs know the typeface by.</summary>
    public const string Family = "DejaVu Sans Condensed";

    private const string RegularFile = "DejaVuSansCondensed-subset.ttf", BoldFile = "DejaVuSansCondensed-Bold-subset.ttf";

    private static readonly SKTypeface Regular = Load(RegularFile), Bold = Load(BoldFile);

    /// <summary>The typeface of a weight.</summary>
    /// <param name="bold">Bold rather than regular.</param>
    public static SKTypeface Of(bool bold) => bold ? Bold : Regular;

    /// <summary>The font file of a weight (TrueType).</summary>
    /// <param name="bold">Bold rather than regular.</param>
    public static byte[] FileOf(bool bold)
    {
        using Stream resource = Open(bold ? BoldFile : RegularFile);
        using MemoryStream copy = new();
        resource.CopyTo(copy);
        return copy.ToArray();
    }

    private static SKTypeface Load(string file)
    {
        using Stream resource = Open(file);
        using SKData data = SKData.Create(resource);
        return SKTypeface.FromData(data);
    }

    private static Stream Open(string file) => typeof(Typefaces).Assembly.GetManifestResourceStream(file)!;
}
