using System.Text;

namespace RbmTheory.Compare.Reports.Html;

/// <summary>
/// What chooses the rows of a table by their first column and by their outcome. It is hidden until the script of the
/// page shows it.
/// </summary>
internal static class TableFilter
{
    /// <summary>The two choices, each with its number of rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="sections">The names of the sections in order, which is that of the choices.</param>
    public static string Of(Table table, IReadOnlyList<string> sections)
    {
        IEnumerable<string> firsts = table.Rows
            .OrderBy(row => sections.TakeWhile(section => section != row[0].Link).Count())
            .Select(First);
        StringBuilder html = new("<form class=\"filter\" hidden>\n");
        AppendChoice(html, table.Columns[0].Heading, "first", firsts);
        AppendChoice(html, HeadingOfOutcomes(table), "outcome", table.Rows.Select(Outcome));
        return html.Append($"<output>{table.Rows.Count} rows</output>\n</form>\n").ToString();
    }

    /// <summary>What the filter reads of a row.</summary>
    public static string Attributes(IReadOnlyList<Cell> row)
        => $" data-first=\"{Markup.Text(First(row))}\" data-outcome=\"{Markup.Text(Outcome(row))}\"";

    private static void AppendChoice(StringBuilder html, string label, string name, IEnumerable<string> values)
    {
        string[] all = [.. values];
        html.Append($"<label>{Markup.Text(label)} <select name=\"{name}\">")
            .Append($"<option value=\"\">all ({all.Length})</option>");
        foreach (IGrouping<string, string> group in all.GroupBy(v => v))
        {
            string text = Markup.Text(group.Key);
            html.Append($"<option value=\"{text}\">{text} ({group.Count()})</option>");
        }

        html.Append("</select></label>\n");
    }

    private static string HeadingOfOutcomes(Table table)
        => table.Columns.Where((_, i) => table.Rows.Any(row => row[i].Outcome is not null))
            .FirstOrDefault()?.Heading ?? "";

    private static string First(IReadOnlyList<Cell> row) => row[0].Text;

    private static string Outcome(IReadOnlyList<Cell> row)
        => row.FirstOrDefault(c => c.Outcome is not null)?.Text ?? "";
}
