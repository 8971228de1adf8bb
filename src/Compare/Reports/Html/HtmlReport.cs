using System.Net;
using System.Text;
using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures.Drawing;

namespace RbmTheory.Compare.Reports.Html;

/// <summary>Sets a document as one self-contained HTML page: the figures' SVG and their small PNG stand
/// inside it, and thumbnails and cells lead to the sections.</summary>
public static class HtmlReport
{
    private const string Style = """
        body { font: 16px/1.55 "Liberation Sans", Arial, Helvetica, sans-serif; color: #222; max-width: 56rem;
               margin: 2.5rem auto; padding: 0 1.2rem; }
        h1 { font-size: 2rem; margin-bottom: .2rem; } h2 { margin-top: 3rem; }
        .subtitle, footer { color: #666; } footer { margin-top: 3rem; font-size: .85rem; }
        figure { margin: 1.5rem 0; } img { width: 100%; }
        table { border-collapse: collapse; width: 100%; font-size: .85rem; margin: 1.2rem 0; }
        th { text-align: left; border-bottom: 2px solid #999; } td { border-bottom: 1px solid #ddd; vertical-align: top; }
        th, td { padding: .3rem .6rem .3rem 0; } td.number { white-space: nowrap; }
        .agrees { color: #0072B2; font-weight: bold; } .differs { color: #C04F00; font-weight: bold; }
        td a { color: inherit; }
        .thumbnails { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: .8rem 1rem; }
        .thumbnails a { color: inherit; text-align: center; font-size: .85rem; text-decoration: none; align-self: end; }
        @media print { h2 { break-before: page; } }
        """;

    /// <summary>The page.</summary>
    /// <param name="document">The report.</param>
    public static string Of(Document document)
    {
        StringBuilder html = new();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append($"<title>{Text(document.Title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n")
            .Append($"<h1>{Text(document.Title)}</h1>\n<p class=\"subtitle\">{Text(document.Subtitle)}</p>\n");
        foreach (Section section in document.Sections)
        {
            string id = section.Id.Length > 0 ? $" id=\"{Text(section.Id)}\"" : "";
            html.Append($"<h2{id}>{Text(section.Heading)}</h2>\n");
            foreach (Block block in section.Blocks)
                Append(html, block);
        }
        return html.Append($"<footer>{Text(document.Footer)}</footer>\n</body>\n</html>\n").ToString();
    }

    private static void Append(StringBuilder html, Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                html.Append($"<p>{Text(paragraph.Text)}</p>\n");
                break;
            case FigureBlock figure:
                html.Append($"<figure>{FigureFiles.Svg(figure.Figure)}</figure>\n");
                break;
            case ThumbnailBlock thumbnails:
                html.Append("<div class=\"thumbnails\">\n");
                foreach (Thumbnail thumbnail in thumbnails.Items)
                    Append(html, thumbnail, "");
                html.Append("</div>\n");
                break;
            case Table table:
                html.Append("<table>\n<tr>").AppendJoin("", table.Columns.Select(c => $"<th>{Text(c.Heading)}</th>")).Append("</tr>\n");
                foreach (IReadOnlyList<Cell> row in table.Rows)
                    html.Append("<tr>").AppendJoin("", row.Select(CellOf)).Append("</tr>\n");
                html.Append("</table>\n");
                break;
        }
    }

    private static void Append(StringBuilder html, Thumbnail thumbnail, string png)
    {
        html.Append($"<a href=\"#{Text(thumbnail.Link)}\">");
        if (File.Exists(png))
        {
            html.Append($"<img alt=\"{Text(thumbnail.Figure.Title)}\" src=\"data:image/png;base64,")
                .Append($"{Convert.ToBase64String(File.ReadAllBytes(png))}\"><br>");
        }
        html.Append($"{Text(thumbnail.Caption)}</a>\n");
    }

    private static string CellOf(Cell cell)
    {
        string text = cell.Link.Length > 0 ? $"<a href=\"#{Text(cell.Link)}\">{Text(cell.Text)}</a>" : Text(cell.Text);
        return cell.Outcome switch
        {
            Outcome.Agrees => $"<td class=\"agrees\">{text}</td>",
            Outcome.Differs => $"<td class=\"differs\">{text}</td>",
            _ when cell.Text.Contains('±', StringComparison.Ordinal) => $"<td class=\"number\">{text}</td>",
            _ => $"<td>{text}</td>",
        };
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
