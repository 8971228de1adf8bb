using OxyPlot;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Figures.Drawing;
using SkiaSharp;

namespace RbmTheory.Compare.Reports.Pdf;

/// <summary>
/// Sets a document on A4 pages as a PDF: fonts inside it, text that can be searched and copied, figures as vectors, links
/// from the contents, the thumbnails and the tables to the sections. The same document gives the same bytes.
/// </summary>
public sealed class PdfReport
{
    private const double Centimetre = PageLayout.Centimetre, Left = PageLayout.Margin;

    /// <summary>What a page holds under its heading; a figure with more rows of panels is pressed to it.</summary>
    private const double HighestFigure = PageLayout.TextHeight - 1.3 * Centimetre;

    private const double FooterBaseline = PageLayout.Height - 1.1 * Centimetre;

    // At 0.85 the cells of a table are set in 6.1 points: still read with ease, in print.
    private static readonly double[] TypeScales = [1, 0.95, 0.9, 0.85];

    private static readonly TextStyle Title = new(19, TextStyle.Ink, IsBold: true),
        Subtitle = new(10.5, SKColor.Parse("#555555")), Heading = new(14, TextStyle.Ink, IsBold: true),
        Footer = new(7.5, SKColor.Parse("#777777"));

    private readonly PageLayout _pages = new();
    private readonly Document _document;
    private double _scale = 1;

    private PdfReport(Document document) => _document = document;

    private TextStyle Body => new(9 * _scale, TextStyle.Ink);

    private TextStyle Small => new(7.2 * _scale, TextStyle.Ink);

    private double LineHeight => 1.38 * Body.Size;

    private double BlockGap => 6 * _scale;

    /// <summary>The content of the file.</summary>
    /// <param name="document">The report.</param>
    public static byte[] Of(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new PdfWriter(Lay(document)).Write(document.Title);
    }

    /// <summary>The pages, laid out.</summary>
    internal static IReadOnlyList<IReadOnlyList<PageItem>> Lay(Document document)
    {
        PdfReport report = new(document);
        foreach (Section section in document.Sections)
            report.Set(section);
        report.SetFooters();
        return report._pages.Pages;
    }

    /// <summary>Sets a section; one with a figure in type as small as it takes to fit one page, within limits.</summary>
    private void Set(Section section)
    {
        int before = _pages.Pages.Count;
        if (section.Blocks.OfType<FigureBlock>().Any())
        {
            foreach (double scale in TypeScales)
            {
                Set(section, scale);
                if (_pages.Pages.Count == before + 1)
                    return;
                _pages.TakeBack(before);
            }
        }

        Set(section, 1);
    }

    private void Set(Section section, double scale)
    {
        _scale = scale;
        _pages.BeginPage();
        if (section.Id.Length > 0)
            _pages.Add(new AnchorItem(section.Id, _pages.Y));
        if (_pages.Pages.Count == 1)
            SetTitle();
        SetLines(section.Heading, Heading, 1.3 * Heading.Size);
        _pages.Y += BlockGap;
        foreach (Block block in section.Blocks)
            Set(block);
    }

    private void SetTitle()
    {
        SetLines(_document.Title, Title, 1.2 * Title.Size);
        SetLines(_document.Subtitle, Subtitle, 1.35 * Subtitle.Size);
        _pages.Y += BlockGap;
        _pages.Add(new RuleItem(Left, Left + PageLayout.TextWidth, _pages.Y, 0.8));
        _pages.Y += 2 * BlockGap;
    }

    private void Set(Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                SetLines(paragraph.Text, Body, LineHeight);
                _pages.Y += BlockGap;
                break;
            case FigureBlock figure:
                Set(figure.Figure);
                break;
            case ThumbnailBlock thumbnails:
                Set(thumbnails);
                break;
            case Table table:
                new PdfTable(_pages, table, Small).Set();
                _pages.Y += 2 * BlockGap;
                break;
        }
    }

    private void SetLines(string text, TextStyle style, double height)
    {
        foreach (string line in LineBreaks.Wrap(text, style, PageLayout.TextWidth))
        {
            _pages.Need(height);
            _pages.Add(new TextItem(line, Left, _pages.Y + 0.78 * height, style, 0));
            _pages.Y += height;
        }
    }

    private void Set(Figure figure)
    {
        double height = Math.Min(FigureCanvas.HeightOf(figure), HighestFigure);
        _pages.Need(height);
        OxyRect frame = new(Left, _pages.Y, PageLayout.TextWidth, height);
        _pages.Add(new FigureItem(figure, frame));
        _pages.Y += height + BlockGap;
    }

    private void Set(ThumbnailBlock block)
    {
        int inRow = Math.Clamp((block.Items.Count + 3) / 4, 4, 6); // four rows of two dozen fit the first page
        double pitch = PageLayout.TextWidth / inRow, width = pitch - 0.3 * Centimetre, height = 0.6 * width;
        foreach (Thumbnail[] row in block.Items.Chunk(inRow))
        {
            _pages.Need(height + LineHeight);
            for (int i = 0; i < row.Length; i++)
                Set(row[i], SKRect.Create((float)(Left + i * pitch), (float)_pages.Y, (float)width, (float)height));
            _pages.Y += height + LineHeight;
        }

        _pages.Y += BlockGap;
    }

    /// <summary>The figure as large as it fits, in the middle, and its caption under it.</summary>
    private void Set(Thumbnail thumbnail, SKRect frame)
    {
        SKSize size = new((float)FigureCanvas.Width, (float)FigureCanvas.HeightOf(thumbnail.Figure));
        float height = frame.Height + (float)LineHeight;
        _pages.Add(new ThumbnailItem(thumbnail.Figure, frame.AspectFit(size)));
        _pages.Add(new TextItem(thumbnail.Caption, frame.MidX, frame.Bottom + Small.Size, Small, 0.5));
        _pages.Add(new LinkItem(thumbnail.Link, SKRect.Create(frame.Left, frame.Top, frame.Width, height)));
    }

    private void SetFooters()
        => _pages.AddToEach((page, count) => new TextItem(
            $"{_document.Footer}  ·  page {page} of {count}", PageLayout.Width / 2, FooterBaseline, Footer, 0.5));
}
