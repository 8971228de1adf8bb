using System.Globalization;
using System.Net;
using System.Text;
using OxyPlot;

namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>
/// Lets OxyPlot write SVG. Text stays text, in the size that <see cref="RichText"/> gives it; its font is the reader's,
/// or that of the page the drawing stands in. One unit is a point.
/// </summary>
/// <param name="name">What names in the drawing begin with, so that several can stand in one page.</param>
internal sealed class SvgContext(string name) : RenderContextBase
{
    private readonly StringBuilder _definitions = new(), _body = new();
    private readonly Dictionary<OxyRect, string> _clips = [];
    private int _depth;

    public override int ClipCount => _depth;

    /// <summary>The drawing, with everything drawn so far.</summary>
    /// <param name="width">Width in points.</param>
    /// <param name="height">Height in points.</param>
    /// <param name="attributes">Further attributes of the root element, after a blank.</param>
    public string Finish(double width, double height, string attributes = "")
        => $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Number(width)} {Number(height)}\" "
            + $"width=\"{Number(width)}pt\" height=\"{Number(height)}pt\" xml:space=\"preserve\"{attributes}>\n"
            + $"{Content()}</svg>\n";

    /// <summary>What is drawn so far, without the element that holds it.</summary>
    public string Content() => $"<defs>{_definitions}</defs>\n{_body}";

    public override void PushClip(OxyRect clippingRectangle)
    {
        _depth++;
        _body.Append(clippingRectangle.Equals(OxyRect.Everything)
            ? "<g>\n"
            : $"<g clip-path=\"url(#{ClipOf(clippingRectangle)})\">\n");
    }

    public override void PopClip()
    {
        _depth--;
        _body.Append("</g>\n");
    }

    public override void DrawLine(IList<ScreenPoint> points, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode, double[] dashArray, LineJoin lineJoin)
    {
        if (points.Count >= 2 && Ink.IsDrawn(stroke, thickness))
            AppendPath(PathOf(points), OxyColors.Undefined, stroke, thickness, dashArray, lineJoin);
    }

    public override void DrawLineSegments(IList<ScreenPoint> points, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode, double[] dashArray, LineJoin lineJoin)
    {
        if (points.Count < 2 || !Ink.IsDrawn(stroke, thickness))
            return;
        IEnumerable<string> segments = points.Chunk(2).Where(pair => pair.Length == 2).Select(pair => PathOf(pair));
        AppendPath(string.Concat(segments), OxyColors.Undefined, stroke, thickness, dashArray, lineJoin);
    }

    public override void DrawPolygon(IList<ScreenPoint> points, OxyColor fill, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode, double[] dashArray, LineJoin lineJoin)
    {
        if (points.Count >= 2)
            AppendPath(PathOf(points) + "Z", fill, stroke, thickness, dashArray, lineJoin);
    }

    public override void DrawRectangle(OxyRect rectangle, OxyColor fill, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode)
    {
        if (fill.IsVisible() || Ink.IsDrawn(stroke, thickness))
            _body.Append($"<rect {Box(rectangle)}{Style(fill, stroke, thickness, null, LineJoin.Miter)}/>\n");
    }

    public override void DrawEllipse(OxyRect extents, OxyColor fill, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode)
        => DrawEllipses([extents], fill, stroke, thickness, edgeRenderingMode);

    public override void DrawEllipses(IList<OxyRect> extents, OxyColor fill, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode)
    {
        if (extents.Count == 0)
            return;
        _body.Append($"<g{Style(fill, stroke, thickness, null, LineJoin.Miter)}>");
        foreach (OxyRect e in extents)
        {
            _body.Append($"<ellipse cx=\"{Number(e.Center.X)}\" cy=\"{Number(e.Center.Y)}\" ")
                .Append($"rx=\"{Number(e.Width / 2)}\" ry=\"{Number(e.Height / 2)}\"/>");
        }

        _body.Append("</g>\n");
    }

    public override void DrawImage(OxyImage source, double srcX, double srcY, double srcWidth, double srcHeight,
        double destX, double destY, double destWidth, double destHeight, double opacity, bool interpolate)
        => _body.Append($"<image {Box(new(destX, destY, destWidth, destHeight))} preserveAspectRatio=\"none\" ")
            .Append("style=\"image-rendering:pixelated\" href=\"data:image/png;base64,")
            .Append(Convert.ToBase64String(CellImage.EnlargedPng(source.GetData()))).Append("\"/>\n");

    public override void DrawText(ScreenPoint p, string text, OxyColor fill, string fontFamily, double fontSize,
        double fontWeight, double rotate, HorizontalAlignment horizontalAlignment,
        VerticalAlignment verticalAlignment, OxySize? maxSize)
    {
        if (string.IsNullOrEmpty(text) || !fill.IsVisible())
            return;
        RichText line = RichText.Lay(text, fontSize, TextBox.IsBold(fontWeight));
        double baseline = TextBox.Offset(line, horizontalAlignment, verticalAlignment).Baseline;
        string place = rotate == 0
            ? $"x=\"{Number(p.X)}\" y=\"{Number(p.Y + baseline)}\""
            : $"transform=\"translate({Point(p)}) rotate({Number(rotate)})\" y=\"{Number(baseline)}\"";
        // The anchor, not the width measured here, centres a text: the reader's font may be another.
        string anchor = horizontalAlignment switch
        {
            HorizontalAlignment.Center => " text-anchor=\"middle\"",
            HorizontalAlignment.Right => " text-anchor=\"end\"",
            _ => "",
        };
        string weight = TextBox.IsBold(fontWeight) ? " font-weight=\"bold\"" : "";
        // Where the reader's font is wider or narrower it is squeezed or stretched to the room that there is.
        string length = $" textLength=\"{Number(line.Width)}\" lengthAdjust=\"spacingAndGlyphs\"";
        _body.Append($"<text {place} font-size=\"{Number(fontSize)}\"{weight}{anchor}{length} fill=\"{Hex(fill)}\">");
        AppendRuns(line, fontSize);
        _body.Append("</text>\n");
    }

    public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
        => TextBox.Size(text, fontSize, fontWeight);

    private void AppendRuns(RichText line, double fontSize)
    {
        double rise = 0, end = 0;
        foreach (TextRun run in line.Runs)
        {
            string back = run.X < end - 0.01 ? $" dx=\"{Number(run.X - end)}\"" : "";
            string shift = run.Rise == rise ? "" : $" dy=\"{Number(rise - run.Rise)}\"";
            string size = run.Size == fontSize ? "" : $" font-size=\"{Number(run.Size)}\"";
            string text = WebUtility.HtmlEncode(run.Text);
            _body.Append(back + shift + size is { Length: > 0 } style ? $"<tspan{style}>{text}</tspan>" : text);
            (rise, end) = (run.Rise, run.X + run.Width);
        }
    }

    private void AppendPath(
        string path, OxyColor fill, OxyColor stroke, double thickness, double[]? dashes, LineJoin join)
        => _body.Append($"<path d=\"{path}\"{Style(fill, stroke, thickness, dashes, join)}/>\n");

    private string ClipOf(OxyRect rectangle)
    {
        if (!_clips.TryGetValue(rectangle, out string? id))
        {
            _clips[rectangle] = id = $"{name}-clip-{_clips.Count}";
            _definitions.Append($"<clipPath id=\"{id}\"><rect {Box(rectangle)}/></clipPath>");
        }

        return id;
    }

    private static string PathOf(IList<ScreenPoint> points)
        => "M" + string.Join('L', points.Select(Point));

    private static string Style(OxyColor fill, OxyColor stroke, double thickness, double[]? dashes, LineJoin join)
    {
        StringBuilder style = new($" fill=\"{(fill.IsVisible() ? Hex(fill) : "none")}\"");
        if (fill.IsVisible() && fill.A < 255)
            style.Append($" fill-opacity=\"{Number(fill.A / 255.0)}\"");
        if (!Ink.IsDrawn(stroke, thickness))
            return style.ToString();
        style.Append($" stroke=\"{Hex(stroke)}\" stroke-width=\"{Number(thickness)}\"");
        if (stroke.A < 255)
            style.Append($" stroke-opacity=\"{Number(stroke.A / 255.0)}\"");
        if (join != LineJoin.Miter)
            style.Append($" stroke-linejoin=\"{(join == LineJoin.Round ? "round" : "bevel")}\"");
        if (dashes is not null)
            style.Append($" stroke-dasharray=\"{string.Join(' ', dashes.Select(d => Number(d * thickness)))}\"");
        return style.ToString();
    }

    private static string Box(OxyRect r)
        => $"x=\"{Number(r.Left)}\" y=\"{Number(r.Top)}\" width=\"{Number(r.Width)}\" height=\"{Number(r.Height)}\"";

    private static string Hex(OxyColor c) => $"#{c.R:x2}{c.G:x2}{c.B:x2}";

    private static string Point(ScreenPoint p) => $"{Number(p.X)} {Number(p.Y)}";

    /// <summary>A hundredth of a point is too small to be seen.</summary>
    private static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
