using System.Text;
using RbmTheory.Compare.Figures.Drawing;
using SkiaSharp;

namespace RbmTheory.Compare.Reports.Pdf;

/// <summary>
/// A4 pages being laid out, from top to bottom. What is set is kept as a list of things to draw, and drawn when the last
/// page is known: a table of contents can then name pages that come after it, and a section that does not fit can be taken
/// back and set smaller. Lengths are in points, from the upper left corner of a page.
/// </summary>
internal sealed class PageLayout
{
    public const double Centimetre = FigureCanvas.Centimetre;

    public const double Width = 21 * Centimetre, Height = 29.7 * Centimetre, Margin = 2 * Centimetre;

    public const double TextWidth = Width - 2 * Margin, TextHeight = Height - 2 * Margin;

    private const double FooterBaseline = Height - 1.1 * Centimetre;

    private static readonly SKColor RuleColour = SKColor.Parse("#999999");

    private static readonly TextStyle Footer = new(7.5, SKColor.Parse("#777777"));

    private readonly List<List<Action<SKCanvas>>> _pages = [];
    private readonly Dictionary<string, int> _places = []; // the page on which each anchor stands, from 1

    /// <summary>How far down the current page is filled.</summary>
    public double Y { get; set; } = double.PositiveInfinity; // there is no page yet

    /// <summary>How many pages there are.</summary>
    public int PageCount => _pages.Count;

    /// <summary>Starts a new page.</summary>
    public void BeginPage()
    {
        _pages.Add([]);
        Y = Margin;
    }

    /// <summary>Takes back every page after the first ones.</summary>
    /// <param name="pages">How many stay.</param>
    public void TakeBack(int pages)
    {
        _pages.RemoveRange(pages, _pages.Count - pages);
        foreach (string anchor in _places.Where(p => p.Value > pages).Select(p => p.Key).ToArray())
            _places.Remove(anchor);
        Y = double.PositiveInfinity;
    }

    /// <summary>Turns the page where less than the given height is left; says whether it did.</summary>
    public bool Need(double height)
    {
        if (Y + height <= Height - Margin)
            return false;
        BeginPage();
        return true;
    }

    /// <summary>Sets a line of text.</summary>
    /// <param name="text">The text, set as it is.</param>
    /// <param name="x">The place in it that <paramref name="alignment"/> names.</param>
    /// <param name="baseline">Its baseline.</param>
    /// <param name="style">How it is set.</param>
    /// <param name="alignment">0 where x is its start, 0.5 its middle, 1 its end.</param>
    public void Text(string text, double x, double baseline, TextStyle style, double alignment = 0)
        => _pages[^1].Add(canvas => Draw(canvas, text, x, baseline, style, alignment));

    /// <summary>Sets the number of the page on which an anchor stands, flush right.</summary>
    public void PageNumber(string anchor, double right, double baseline, TextStyle style)
        => _pages[^1].Add(canvas => Draw(canvas, $"{_places[anchor]}", right, baseline, style, 1));

    /// <summary>Draws a horizontal line.</summary>
    public void Rule(double from, double to, double y, double thickness)
        => _pages[^1].Add(canvas =>
        {
            using SKPaint paint = new() { IsAntialias = true, Color = RuleColour, StrokeWidth = (float)thickness };
            canvas.DrawLine((float)from, (float)y, (float)to, (float)y, paint);
        });

    /// <summary>Draws something of its own.</summary>
    public void Add(Action<SKCanvas> draw) => _pages[^1].Add(draw);

    /// <summary>Names the current place, for links to lead to.</summary>
    public void Anchor(string anchor)
    {
        float y = (float)Y;
        _places[anchor] = PageCount;
        _pages[^1].Add(canvas =>
        {
            using SKData name = NameOf(anchor);
            canvas.DrawNamedDestinationAnnotation(new SKPoint((float)Margin, y), name);
        });
    }

    /// <summary>Makes a rectangle lead to an anchor; one that stands nowhere is let be.</summary>
    public void Link(string anchor, SKRect rectangle)
        => _pages[^1].Add(canvas =>
        {
            if (!_places.ContainsKey(anchor))
                return;
            using SKData name = NameOf(anchor);
            canvas.DrawLinkDestinationAnnotation(rectangle, name);
        });

    /// <summary>Draws all pages.</summary>
    /// <param name="document">Where.</param>
    /// <param name="footer">What stands at the foot of each, before its number.</param>
    public void Draw(SKDocument document, string footer)
    {
        for (int page = 1; page <= PageCount; page++)
        {
            SKCanvas canvas = document.BeginPage((float)Width, (float)Height);
            foreach (Action<SKCanvas> draw in _pages[page - 1])
                draw(canvas);
            Draw(canvas, $"{footer}  ·  page {page} of {PageCount}", Width / 2, FooterBaseline, Footer, 0.5);
            document.EndPage();
        }
    }

    private static void Draw(
        SKCanvas canvas, string text, double x, double baseline, TextStyle style, double alignment)
    {
        using SKPaint paint = new() { IsAntialias = true, Color = style.Colour };
        RichText line = RichText.Lay(text, style.Size, style.IsBold);
        foreach (TextRun run in line.Runs)
            run.Draw(canvas, x - alignment * line.Width, baseline, paint);
    }

    /// <summary>Skia wants the name to end in a zero.</summary>
    private static SKData NameOf(string anchor) => SKData.CreateCopy(Encoding.UTF8.GetBytes(anchor + "\0"));
}
