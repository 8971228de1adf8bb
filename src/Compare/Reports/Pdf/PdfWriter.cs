using System.Text;
using RbmTheory.Compare.Figures.Drawing;
using SkiaSharp;

namespace RbmTheory.Compare.Reports.Pdf;

/// <summary>Draws pages that have been laid out as a PDF document.</summary>
/// <param name="pages">The pages.</param>
internal sealed class PdfWriter(IReadOnlyList<IReadOnlyList<PageItem>> pages)
{
    private const double ThumbnailDotsPerInch = 50; // of the figure: on the page, which shows it smaller, over 300

    private static readonly SKColor RuleColour = SKColor.Parse("#999999");

    private readonly Dictionary<string, int> _pageOf = // counted from 1
        pages.SelectMany((page, i) => page.OfType<AnchorItem>().Select(anchor => (anchor.Name, Page: i + 1)))
            .ToDictionary(anchor => anchor.Name, anchor => anchor.Page);

    /// <summary>The content of the file.</summary>
    /// <param name="title">Title of the document.</param>
    public byte[] Write(string title)
    {
        using MemoryStream file = new();
        using (SKDocument document = PdfFile.Create(file, title))
        {
            foreach (IReadOnlyList<PageItem> page in pages)
            {
                SKCanvas canvas = document.BeginPage((float)PageLayout.Width, (float)PageLayout.Height);
                foreach (PageItem item in page)
                    Draw(canvas, item);
                document.EndPage();
            }

            document.Close();
        }

        return file.ToArray();
    }

    private void Draw(SKCanvas canvas, PageItem item)
    {
        switch (item)
        {
            case TextItem text:
                Draw(canvas, text);
                break;
            case PageNumberItem number:
                Draw(canvas, new TextItem($"{_pageOf[number.Anchor]}", number.Right, number.Baseline, number.Style, 1));
                break;
            case RuleItem rule:
                Draw(canvas, rule);
                break;
            case FigureItem figure:
                FigureFiles.Draw(canvas, figure.Figure, figure.Frame);
                break;
            case ThumbnailItem thumbnail:
                using (SKImage picture = FigureFiles.Picture(thumbnail.Figure, ThumbnailDotsPerInch))
                    canvas.DrawImage(picture, thumbnail.Frame, new SKSamplingOptions(SKFilterMode.Linear));
                break;
            case AnchorItem anchor:
                using (SKData name = NameOf(anchor.Name))
                    canvas.DrawNamedDestinationAnnotation(new SKPoint((float)PageLayout.Margin, (float)anchor.Y), name);
                break;
            case LinkItem link when _pageOf.ContainsKey(link.Anchor):
                using (SKData name = NameOf(link.Anchor))
                    canvas.DrawLinkDestinationAnnotation(link.Frame, name);
                break;
        }
    }

    private static void Draw(SKCanvas canvas, TextItem item)
    {
        using SKPaint paint = new() { IsAntialias = true, Color = item.Style.Colour };
        RichText line = RichText.Lay(item.Text, item.Style.Size, item.Style.IsBold);
        foreach (TextRun run in line.Runs)
            run.Draw(canvas, item.X - item.Alignment * line.Width, item.Baseline, paint);
    }

    private static void Draw(SKCanvas canvas, RuleItem rule)
    {
        using SKPaint paint = new() { IsAntialias = true, Color = RuleColour, StrokeWidth = (float)rule.Thickness };
        canvas.DrawLine((float)rule.From, (float)rule.Y, (float)rule.To, (float)rule.Y, paint);
    }

    /// <summary>Skia wants the name to end in a zero.</summary>
    private static SKData NameOf(string anchor) => SKData.CreateCopy(Encoding.UTF8.GetBytes(anchor + "\0"));
}
