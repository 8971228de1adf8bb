using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using SkiaSharp;

namespace RbmTheory.Compare.Reports.Pdf;

/// <summary>A table on pages: its heading stands on each of them, numbers are flush right, a cell with a link leads
/// to its section.</summary>
/// <param name="pages">Where it goes.</param>
/// <param name="table">The table.</param>
/// <param name="style">How its cells are set.</param>
internal sealed class PdfTable(PageLayout pages, Table table, TextStyle style)
{
    private const double Left = PageLayout.Margin, Gap = 7; // between two columns

    private const double Baseline = 0.78; // of the height of a line

    private readonly double _unit = PageLayout.TextWidth / table.Columns.Sum(c => c.Share);
    private readonly double _line = 1.25 * style.Size, _padding = 0.25 * style.Size;

    /// <summary>Sets it.</summary>
    public void Set()
    {
        pages.Need(4 * (_line + 2 * _padding));
        SetHead();
        foreach (IReadOnlyList<Cell> row in table.Rows)
        {
            IReadOnlyList<string>[] cells = [.. row.Select((cell, i) => Wrap(cell.Text, i, StyleOf(cell)))];
            double height = HeightOf(cells);
            if (pages.Need(height))
                SetHead();
            SetRow(cells, i => StyleOf(row[i]));
            SetLinks(row, height);
            EndRow(height, 0.3);
        }
    }

    private void SetLinks(IReadOnlyList<Cell> row, double height)
    {
        for (int i = 0; i < row.Count; i++)
        {
            if (row[i].Link.Length == 0)
                continue;
            SKRect frame = SKRect.Create((float)LeftOf(i), (float)pages.Y, (float)WidthOf(i), (float)height);
            pages.Add(new LinkItem(row[i].Link, frame));
            if (table.Columns[i].IsPage)
                pages.Add(new PageNumberItem(row[i].Link, RightOf(i), pages.Y + _padding + Baseline * _line, style));
        }
    }

    private void SetHead()
    {
        TextStyle bold = style with { IsBold = true };
        IReadOnlyList<string>[] heads = [.. table.Columns.Select((column, i) => Wrap(column.Heading, i, bold))];
        SetRow(heads, _ => bold);
        EndRow(HeightOf(heads), 0.8);
    }

    private void SetRow(IReadOnlyList<string>[] cells, Func<int, TextStyle> styleOf)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            bool isFlushRight = IsFlushRight(i);
            double x = isFlushRight ? RightOf(i) : LeftOf(i);
            for (int k = 0; k < cells[i].Count; k++)
            {
                double baseline = pages.Y + _padding + (k + Baseline) * _line;
                pages.Add(new TextItem(cells[i][k], x, baseline, styleOf(i), isFlushRight ? 1 : 0));
            }
        }
    }

    private void EndRow(double height, double thickness)
    {
        pages.Y += height;
        pages.Add(new RuleItem(Left, Left + PageLayout.TextWidth, pages.Y, thickness));
    }

    private double HeightOf(IReadOnlyList<string>[] cells) => cells.Max(c => c.Count) * _line + 2 * _padding;

    private double LeftOf(int column) => Left + _unit * table.Columns.Take(column).Sum(c => c.Share);

    private double WidthOf(int column) => _unit * table.Columns[column].Share;

    /// <summary>The end of the text in a column; the last one ends at the margin.</summary>
    private double RightOf(int column)
        => LeftOf(column) + WidthOf(column) - (column + 1 < table.Columns.Count ? Gap : 0);

    private bool IsFlushRight(int column) => table.Columns[column].IsNumeric || table.Columns[column].IsPage;

    private IReadOnlyList<string> Wrap(string text, int column, TextStyle cellStyle)
        => LineBreaks.Wrap(text, cellStyle, WidthOf(column) - Gap);

    private TextStyle StyleOf(Cell cell) => cell.Outcome switch
    {
        Outcome.Agrees => style with { IsBold = true, Colour = SKColor.Parse(Palette.Colours[Palette.Blue]) },
        Outcome.Differs => style with { IsBold = true, Colour = SKColor.Parse(Palette.Colours[Palette.Vermilion]) },
        _ => style,
    };
}
