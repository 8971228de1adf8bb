using OxyPlot;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Figures.Drawing;

namespace RbmTheory.Compare.Reports.Html;

/// <summary>
/// A figure within a page: vectors that scale with the column, its numbers beside them for the script, and its title
/// below. What is drawn has a name, so that a small picture of it is the same drawing again and takes no room.
/// </summary>
internal sealed class HtmlFigure
{
    private readonly string _id, _drawing, _data;

    /// <summary>Draws a figure.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="id">What names in the page begin with; no other figure's may be the same.</param>
    public HtmlFigure(Figure figure, string id)
    {
        SvgContext context = new(id);
        OxyRect frame = new(0, 0, FigureCanvas.Width, FigureCanvas.HeightOf(figure));
        IReadOnlyList<PlotModel> panels = FigureCanvas.Draw(context, figure, frame);
        (Figure, _id) = (figure, id);
        _drawing = $"<g id=\"{id}-drawing\" font-family=\"{Typefaces.Family}, sans-serif\" style=\"white-space:pre\">\n"
            + $"{context.Content()}</g>\n";
        _data = HoverData.Of(figure, panels);
    }

    /// <summary>What is drawn.</summary>
    public Figure Figure { get; }

    /// <summary>The figure in full.</summary>
    public string Full => $"<figure id=\"{_id}\">\n<div class=\"plot\">{Svg(_drawing)}</div>\n"
        + $"<figcaption><span>{Markup.Rich(Figure.Title)}</span></figcaption>\n"
        + $"<script type=\"application/json\">{_data}</script>\n</figure>\n";

    /// <summary>A small picture of the figure, which stands in full elsewhere in the page.</summary>
    public string Small => Svg($"<use href=\"#{_id}-drawing\"/>");

    /// <summary>A small picture of a figure that stands nowhere else.</summary>
    public string Alone => Svg(_drawing);

    private string Svg(string content)
        => "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
            + $"aria-label=\"{Markup.Text(RichText.Plain(Figure.Title))}\" "
            + $"viewBox=\"0 0 {Markup.Length(FigureCanvas.Width)} {Markup.Length(FigureCanvas.HeightOf(Figure))}\">"
            + $"{content}</svg>";
}
