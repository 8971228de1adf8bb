using System.Text;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Figures.Drawing;

namespace RbmTheory.Compare.Reports.Html;

/// <summary>
/// Sets a document as one HTML page that needs nothing else: fonts, figures, style sheet and script stand inside it.
/// Without the script everything can be read. The same document gives the same bytes.
/// </summary>
public sealed class HtmlReport
{
    private const string Contents = "table-of-contents";

    /// <summary>What browsers are told: to fetch nothing, whatever stands in the page.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
        + "img-src data:; font-src data:";

    private readonly StringBuilder _html = new();
    private readonly Document _document;
    private readonly IReadOnlyList<string> _sections;
    private readonly List<HtmlFigure> _figures = [];
    private int _figuresSet;
    private bool _isAfterContents;

    private HtmlReport(Document document)
    {
        _document = document;
        _sections = [.. document.Sections.Select(s => s.Id)];
        foreach (FigureBlock block in document.Sections.SelectMany(s => s.Blocks).OfType<FigureBlock>())
            _figures.Add(Draw(block.Figure));
    }

    /// <summary>The page.</summary>
    /// <param name="document">The report.</param>
    public static string Of(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        HtmlReport report = new(document);
        report.SetHead();
        foreach (Section section in document.Sections)
            report.Set(section);
        report.SetFoot();
        return report._html.ToString();
    }

    private void SetHead() => _html
        .Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .Append($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">\n")
        .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .Append($"<title>{Markup.Text(_document.Title)}</title>\n<link rel=\"icon\" href=\"data:,\">\n")
        .Append($"<style>\n{Font(bold: false)}{Font(bold: true)}{Markup.Resource("report.css")}</style>\n")
        .Append("</head>\n<body>\n")
        .Append($"<header>\n<h1>{Markup.Text(_document.Title)}</h1>\n")
        .Append($"<p class=\"subtitle\">{Markup.Text(_document.Subtitle)}</p>\n</header>\n<main>\n");

    private void SetFoot()
    {
        _html.Append("</main>\n");
        if (_isAfterContents)
            _html.Append(Back("beside"));
        _html.Append($"<footer>{Markup.Text(_document.Footer)}</footer>\n")
            .Append($"<script type=\"module\">\n{Markup.Resource("report.js")}</script>\n</body>\n</html>\n");
    }

    /// <summary>The font of figures and page, under the name by which the figures ask for it.</summary>
    private static string Font(bool bold)
        => $"@font-face {{ font-family: \"{Typefaces.Family}\"; font-weight: {(bold ? "bold" : "normal")}; "
            + $"src: url(data:font/ttf;base64,{Convert.ToBase64String(Typefaces.FileOf(bold))}); }}\n";

    /// <summary>What leads back to the contents: beside the column, or without room below each section.</summary>
    private static string Back(string place) => $"<a class=\"back {place}\" href=\"#{Contents}\">↑ Contents</a>\n";

    private void Set(Section section)
    {
        bool isAfterContents = _isAfterContents;
        string id = section.Id.Length > 0 ? $" id=\"{Markup.Text(section.Id)}\"" : "";
        _html.Append($"<section{id}>\n<h2>{Markup.Heading(section.Heading)}</h2>\n");
        foreach (Block block in section.Blocks)
            Set(block);
        _html.Append(isAfterContents ? Back("below") : "").Append("</section>\n");
    }

    private void Set(Block block)
    {
        switch (block)
        {
            case Paragraph paragraph:
                _html.Append($"<p>{Markup.Text(paragraph.Text)}</p>\n");
                break;
            case FigureBlock:
                _html.Append(_figures[_figuresSet++].Full);
                break;
            case ThumbnailBlock thumbnails:
                _html.Append("<ul class=\"thumbnails\">\n");
                foreach (Thumbnail thumbnail in thumbnails.Items)
                    Set(thumbnail);
                _html.Append("</ul>\n");
                break;
            case Table table:
                Set(table);
                break;
        }
    }

    private void Set(Thumbnail thumbnail)
        => _html.Append($"<li><a href=\"#{Markup.Text(thumbnail.Link)}\">{Picture(thumbnail.Figure)}")
            .Append($"<span>{Markup.Text(thumbnail.Caption)}</span></a></li>\n");

    private string Picture(Figure figure)
    {
        if (_figures.Find(f => ReferenceEquals(f.Figure, figure)) is HtmlFigure full)
            return full.Small;
        HtmlFigure alone = Draw(figure);
        _figures.Add(alone); // behind those that are set in full, so that its name is its own
        return alone.Alone;
    }

    private HtmlFigure Draw(Figure figure) => new(figure, $"figure-{_figures.Count + 1}");

    private void Set(Table table)
    {
        string set = HtmlTable.Of(table, _sections);
        if (_isAfterContents || !HtmlTable.IsContents(table))
        {
            _html.Append(set);
            return;
        }

        _html.Append($"<nav id=\"{Contents}\" aria-label=\"Contents\">\n{set}</nav>\n");
        _isAfterContents = true;
    }
}
