using System.Text;
using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;

namespace RbmTheory.Compare.Reports;

/// <summary>
/// Sets a document on A4 pages as one gnuplot script: text and table cells are labels, figures are panels drawn from
/// their CSV. Only the thumbnails are bitmaps, which the script draws first; the whole report is redrawn by
/// <c>gnuplot report.gp</c>.
/// </summary>
public sealed class PdfReport
{
    private const double PageWidth = 21, PageHeight = 29.7, Margin = 2, Bottom = 2, TextWidth = PageWidth - 2 * Margin;
    private const double CellPadding = 0.05;

    // At 0.85 the cells of a table are set in 6.4 points: still read with ease, in print.
    private static readonly double[] TypeScales = [1, 0.95, 0.9, 0.85];

    /// <summary>What a page holds under its heading; a figure with more rows of panels is pressed to it.</summary>
    private const double HighestFigure = PageHeight - Margin - Bottom - 1.3;

    private const string Ink = "#222222";

    private readonly StringBuilder _script = new();
    private readonly StringBuilder _panels = new();
    private readonly Document _document;
    private readonly string _figureFolder;
    private double _y, _scale = 1;
    private int _page;

    private PdfReport(Document document, string figureFolder)
    {
        _document = document;
        _figureFolder = figureFolder;
    }

    /// <summary>The script; run in the report's folder it writes <c>report.pdf</c>.</summary>
    /// <param name="document">The report.</param>
    /// <param name="figureFolder">
    /// Folder of the figures' tables, seen from the report's; thumbnails are drawn there.
    /// </param>
    public static string Script(Document document, string figureFolder)
        => new PdfReport(document, figureFolder).Set();

    private double BodySize => 9.5 * _scale;

    private double LineHeight => 0.47 * _scale;

    private double CellSize => 7.5 * _scale;

    private double CellLine => 0.33 * _scale;

    private string Set()
    {
        _script.Append($"# {_document.Title}\n# Redraw by hand, in this folder: gnuplot report.gp\n\n");
        foreach (Thumbnail thumbnail in
            _document.Sections.SelectMany(s => s.Blocks.OfType<ThumbnailBlock>()).SelectMany(b => b.Items))
            ThumbnailScript.AppendDrawing(_script, thumbnail.Figure, _figureFolder);
        _script.Append(GnuplotScript.Terminal("pdf", PageWidth, PageHeight)).Append("\nset output 'report.pdf'\n");
        foreach (Section section in _document.Sections)
            SetSection(section);
        _script.Append("unset output\n");
        return _script.ToString();
    }

    /// <summary>Sets a section; one with a figure in type as small as it takes to fit one page, within limits.</summary>
    private void SetSection(Section section)
    {
        int start = _script.Length, page = _page;
        if (section.Blocks.OfType<FigureBlock>().Any())
        {
            foreach (double scale in TypeScales)
            {
                SetSection(section, scale);
                if (_page == page + 1)
                    return;
                _script.Length = start;
                _page = page;
            }
        }
        SetSection(section, 1);
    }

    private void SetSection(Section section, double scale)
    {
        _scale = scale;
        BeginPage();
        if (_page == 1)
            SetTitle();
        SetLines(section.Heading, 14, 0.65, bold: true);
        _y -= 0.1;
        foreach (Block block in section.Blocks)
            SetBlock(block);
        EndPage();
    }

    private void SetTitle()
    {
        SetLines(_document.Title, 22, 0.95, bold: true);
        SetLines(_document.Subtitle, 10.5, 0.5, colour: "#555555");
        _y -= 0.2;
        Rule(Margin, PageWidth - Margin, _y + 0.15, 0.8);
        _y -= 0.75;
    }

    private void SetBlock(Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                SetParagraph(paragraph);
                break;
            case FigureBlock figure:
                SetFigure(figure.Figure);
                break;
            case ThumbnailBlock thumbnails:
                SetThumbnails(thumbnails);
                break;
            case Table table:
                SetTable(table);
                break;
        }
    }

    private void SetParagraph(Paragraph paragraph)
    {
        SetLines(paragraph.Text, BodySize, LineHeight);
        _y -= 0.22;
    }

    private void SetLines(string text, double size, double height, bool bold = false, string colour = Ink)
    {
        // Bold letters are wider, by less than a tenth.
        foreach (string line in TextMeasure.WrapWithin(text, size, bold ? TextWidth / 1.1 : TextWidth))
        {
            Need(height);
            Line(line, Margin, size, bold, colour);
            _y -= height;
        }
    }

    private void SetFigure(Figure figure)
    {
        double height = Math.Min(GnuplotScript.HeightOf(figure), HighestFigure);
        Need(height + 0.3);
        Frame frame = new(Margin, _y - height + 0.3, TextWidth, height, PageWidth, PageHeight);
        GnuplotScript.AppendPanels(_panels, figure, $"{_figureFolder}/{figure.Name}.csv", frame);
        _y -= height + 0.3;
    }

    private void SetThumbnails(ThumbnailBlock block)
    {
        int inRow = Math.Clamp((block.Items.Count + 3) / 4, 4, 6); // four rows of two dozen fit the first page
        double pitch = TextWidth / inRow, width = pitch - 0.3, height = 0.6 * width;
        foreach (Thumbnail[] row in block.Items.Chunk(inRow))
        {
            Need(height + LineHeight);
            for (int i = 0; i < row.Length; i++)
            {
                double left = Margin + i * pitch, centre = left + width / 2;
                Frame frame = new(left, _y - height + 0.3, width, height, PageWidth, PageHeight);
                ThumbnailScript.AppendPicture(_panels, row[i].Figure, _figureFolder, frame);
                Line(row[i].Caption, centre - TextMeasure.Width(row[i].Caption, CellSize) / 2, CellSize,
                    y: _y - height);
            }
            _y -= height + LineHeight;
        }
        _y -= 0.22;
    }

    private void SetTable(Table table)
    {
        double unit = TextWidth / table.Columns.Sum(c => c.Share);
        IReadOnlyList<string>[] heads =
            [.. table.Columns.Select(c => TextMeasure.WrapWithin(c.Heading, CellSize, WidthOf(c) / 1.1))];
        Need(4 * (CellLine + 2 * CellPadding));
        SetHead();
        foreach (IReadOnlyList<Cell> row in table.Rows)
        {
            IReadOnlyList<string>[] cells =
                [.. row.Select((c, i) => TextMeasure.WrapWithin(c.Text, CellSize, WidthOf(table.Columns[i])))];
            double height = cells.Max(c => c.Count) * CellLine + 2 * CellPadding;
            if (Need(height))
                SetHead();
            double x = Margin;
            for (int i = 0; i < cells.Length; i++)
            {
                for (int k = 0; k < cells[i].Count; k++)
                {
                    Line(cells[i][k], x, CellSize, row[i].Outcome is not null and not Outcome.Reported,
                        Colour(row[i].Outcome), _y - CellPadding - k * CellLine);
                }
                x += table.Columns[i].Share * unit;
            }
            _y -= height;
            Rule(Margin, PageWidth - Margin, _y + 0.16, 0.3);
        }
        _y -= 0.45;

        double WidthOf(Column column) => column.Share * unit - 0.2;

        void SetHead()
        {
            double x = Margin;
            for (int i = 0; i < heads.Length; i++)
            {
                for (int k = 0; k < heads[i].Count; k++)
                    Line(heads[i][k], x, CellSize, bold: true, y: _y - CellPadding - k * CellLine);
                x += table.Columns[i].Share * unit;
            }
            _y -= heads.Max(h => h.Count) * CellLine + 2 * CellPadding;
            Rule(Margin, PageWidth - Margin, _y + 0.16, 0.8);
        }
    }

    private static string Colour(Outcome? outcome) => outcome switch
    {
        Outcome.Agrees => Palette.Colours[Palette.Blue],
        Outcome.Differs => Palette.Colours[Palette.Vermilion],
        _ => Ink,
    };

    /// <summary>Turns the page where less than the given height is left; says whether it did.</summary>
    private bool Need(double height)
    {
        if (_y - height >= Bottom)
            return false;
        EndPage();
        BeginPage();
        return true;
    }

    private void BeginPage()
    {
        _page++;
        _y = PageHeight - Margin;
        _script.Append("\nreset\nset encoding utf8\nset multiplot\n");
    }

    private void EndPage()
    {
        string footer = $"{_document.Footer}  ·  page {_page}";
        Line(footer, PageWidth / 2 - TextMeasure.Width(footer, 7.5) / 2, 7.5, colour: "#777777", y: 1.1);
        _script.Append(
            "set lmargin at screen 0\nset rmargin at screen 1\nset bmargin at screen 0\nset tmargin at screen 1\n");
        _script.Append("unset border\nunset tics\nunset key\nset xrange [0:1]\nset yrange [0:1]\nplot -1\n");
        _script.Append(_panels).Append("unset multiplot\n");
        _panels.Clear();
    }

    private void Line(string text, double x, double size, bool bold = false, string colour = Ink,
        double? y = null)
        => _script.Append(
            $"set label {GnuplotScript.Quote(text)} at screen {x / PageWidth:F5},{(y ?? _y) / PageHeight:F5} ")
            .Append($"left noenhanced tc rgb \"{colour}\" font "
                + $"\"{GnuplotScript.Font}{(bold ? ":Bold" : "")},{size}\"\n");

    private void Rule(double from, double to, double y, double width)
        => _script.Append($"set arrow from screen {from / PageWidth:F5},{y / PageHeight:F5} ")
            .Append($"to screen {to / PageWidth:F5},{y / PageHeight:F5} nohead lw {width} lc rgb \"#999999\"\n");
}
