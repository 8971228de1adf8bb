using System.Text;
using RbmTheory.Compare.Agreement;

namespace RbmTheory.Compare.Reports.Html;

/// <summary>
/// A table of a page. A narrow window has each row of a wide one as a block: what it is about and its verdict in the
/// first line, the facts with their headings below.
/// </summary>
internal sealed class HtmlTable
{
    /// <summary>Tables with more columns are wide.</summary>
    private const int ColumnsOfNarrow = 4;

    private readonly Table _table;
    private readonly int[] _columns; // those that are set
    private readonly bool _isContents, _isWide;
    private readonly int _leads; // columns that say what a row is about: in a table of numbers alone there are none

    private HtmlTable(Table table)
    {
        _table = table;
        _isContents = IsContents(table);
        _columns = [.. Enumerable.Range(0, table.Columns.Count).Where(i => !table.Columns[i].IsPage)];
        _isWide = _columns.Length > ColumnsOfNarrow;
        _leads = table.HasFilter ? 2 : table.Rows.Any(row => row.Any(cell => cell.Outcome is not null)) ? 1 : 0;
    }

    /// <summary>Whether a table says on which pages the sections stand: it is the table of contents.</summary>
    public static bool IsContents(Table table) => table.Columns.Any(c => c.IsPage);

    /// <summary>The table, with its filter where it has one; without the columns of pages, for there are none.</summary>
    /// <param name="table">The table.</param>
    /// <param name="sections">The names of the document's sections in order; the filter offers its choices so.</param>
    public static string Of(Table table, IReadOnlyList<string> sections)
    {
        string set = new HtmlTable(table).Set();
        return table.HasFilter ? $"<div class=\"filtered\">\n{TableFilter.Of(table, sections)}{set}</div>\n" : set;
    }

    private string Set()
    {
        StringBuilder html = new(_isWide ? "<table class=\"blocks\">\n" : "<table>\n");
        Column[] columns = [.. _columns.Select(i => _table.Columns[i])];
        double whole = columns.Sum(c => c.Share);
        html.Append("<colgroup>")
            .AppendJoin("", columns.Select(c => $"<col style=\"width:{Markup.Length(100 * c.Share / whole)}%\">"))
            .Append("</colgroup>\n");
        if (columns.Any(c => c.Heading.Length > 0))
            html.Append("<thead><tr>").AppendJoin("", columns.Select(Head)).Append("</tr></thead>\n");
        html.Append("<tbody>\n");
        foreach (IReadOnlyList<Cell> row in _table.Rows)
            AppendRow(html, row);
        return html.Append("</tbody>\n</table>\n").ToString();
    }

    private static string Head(Column column)
        => $"<th scope=\"col\"{(column.IsNumeric ? " class=\"numeric\"" : "")}>{Markup.Text(column.Heading)}</th>";

    /// <summary>
    /// A row; where every cell leads to one section, one link does, which the style sheet spreads over the row.
    /// </summary>
    private void AppendRow(StringBuilder html, IReadOnlyList<Cell> row)
    {
        bool isLink = row[0].Link.Length > 0 && row.All(cell => cell.Link == row[0].Link);
        bool hasVerdict = row.Count(cell => cell.Outcome is not null) == 1;
        html.Append(isLink ? "<tr class=\"link\"" : "<tr")
            .Append(_table.HasFilter ? TableFilter.Attributes(row) : "").Append('>');
        foreach (int i in _columns)
        {
            string part = i < _leads ? "lead" : hasVerdict && row[i].Outcome is not null ? "verdict" : "fact";
            html.Append(Cell(row[i], _table.Columns[i], part, hasLink: row[i].Link.Length > 0 && (i == 0 || !isLink)));
        }

        html.Append("</tr>\n");
    }

    private string Cell(Cell cell, Column column, string part, bool hasLink)
    {
        string[] classes =
        [
            .. _isWide ? [part] : Array.Empty<string>(),
            .. column.IsNumeric ? ["numeric"] : Array.Empty<string>(),
            .. cell.Outcome is Outcome outcome ? [outcome.ToString().ToLowerInvariant()] : Array.Empty<string>(),
            .. cell.Text is "" or "–" ? ["none"] : Array.Empty<string>(),
        ];
        string attributes = classes.Length > 0 ? $" class=\"{string.Join(' ', classes)}\"" : "";
        if (_isWide && part == "fact")
            attributes += $" data-heading=\"{Markup.Text(column.Heading)}\"";
        string text = _isContents ? Markup.Heading(cell.Text) : Markup.Text(cell.Text);
        // A number and its error stay on one line.
        text = text.Replace(" &#177; ", "&#160;&#177;&#160;", StringComparison.Ordinal);
        return $"<td{attributes}>{(hasLink ? $"<a href=\"#{Markup.Text(cell.Link)}\">{text}</a>" : text)}</td>";
    }
}
