using OxyPlot;
using SkiaSharp;

namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>
/// Lets OxyPlot draw on a Skia canvas: a bitmap, a page of a PDF. One unit is a point, 1/72 inch; texts may hold
/// the marks of <see cref="RichText"/>.
/// </summary>
internal sealed class SkiaContext : RenderContextBase, IDisposable
{
    private readonly SKCanvas _canvas;
    private readonly SKPaint _paint = new() { IsAntialias = true };
    private readonly int _savedBefore;

    /// <summary>Draws on a canvas, which stays the caller's.</summary>
    public SkiaContext(SKCanvas canvas)
    {
        _canvas = canvas;
        _savedBefore = canvas.SaveCount;
        RendersToScreen = false;
    }

    public override int ClipCount => _canvas.SaveCount - _savedBefore;

    public void Dispose() => _paint.Dispose();

    public override void PushClip(OxyRect clippingRectangle)
    {
        _canvas.Save();
        if (!clippingRectangle.Equals(OxyRect.Everything))
            _canvas.ClipRect(RectangleOf(clippingRectangle), SKClipOperation.Intersect, antialias: true);
    }

    public override void PopClip() => _canvas.Restore();

    public override void DrawLine(IList<ScreenPoint> points, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode, double[] dashArray, LineJoin lineJoin)
    {
        if (points.Count < 2)
            return;
        using SKPath path = new();
        path.AddPoly([.. points.Select(PointOf)], close: false);
        Stroke(path, stroke, thickness, dashArray, lineJoin);
    }

    public override void DrawLineSegments(IList<ScreenPoint> points, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode, double[] dashArray, LineJoin lineJoin)
    {
        using SKPath path = new();
        for (int i = 0; i + 1 < points.Count; i += 2)
        {
            path.MoveTo(PointOf(points[i]));
            path.LineTo(PointOf(points[i + 1]));
        }

        Stroke(path, stroke, thickness, dashArray, lineJoin);
    }

    public override void DrawPolygon(IList<ScreenPoint> points, OxyColor fill, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode, double[] dashArray, LineJoin lineJoin)
    {
        if (points.Count < 2)
            return;
        using SKPath path = new();
        path.AddPoly([.. points.Select(PointOf)], close: true);
        Fill(path, fill);
        Stroke(path, stroke, thickness, dashArray, lineJoin);
    }

    public override void DrawRectangle(OxyRect rectangle, OxyColor fill, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode)
    {
        using SKPath path = new();
        path.AddRect(RectangleOf(rectangle));
        Fill(path, fill);
        Stroke(path, stroke, thickness, null, LineJoin.Miter);
    }

    public override void DrawEllipse(OxyRect extents, OxyColor fill, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode)
    {
        using SKPath path = new();
        path.AddOval(RectangleOf(extents));
        Fill(path, fill);
        Stroke(path, stroke, thickness, null, LineJoin.Miter);
    }

    public override void DrawEllipses(IList<OxyRect> extents, OxyColor fill, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode)
    {
        bool isFilledOnly = fill.IsVisible() && !Ink.IsDrawn(stroke, thickness);
        if (extents.Count > 0 && isFilledOnly && extents.All(e => IsCircleLike(e, extents[0])))
        {
            DrawDots([.. extents.Select(e => PointOf(e.Center))], (float)extents[0].Width, fill);
            return;
        }

        foreach (OxyRect extent in extents)
            DrawEllipse(extent, fill, stroke, thickness, edgeRenderingMode);
    }

    public override void DrawImage(OxyImage source, double srcX, double srcY, double srcWidth, double srcHeight,
        double destX, double destY, double destWidth, double destHeight, double opacity, bool interpolate)
    {
        using SKImage image = CellImage.Enlarged(source.GetData());
        float k = (float)image.Width / source.Width;
        SKRect from = SKRect.Create(k * (float)srcX, k * (float)srcY, k * (float)srcWidth, k * (float)srcHeight);
        SKRect to = SKRect.Create((float)destX, (float)destY, (float)destWidth, (float)destHeight);
        _canvas.DrawImage(image, from, to, new SKSamplingOptions(SKFilterMode.Nearest));
    }

    public override void DrawText(ScreenPoint p, string text, OxyColor fill, string fontFamily, double fontSize,
        double fontWeight, double rotate, HorizontalAlignment horizontalAlignment,
        VerticalAlignment verticalAlignment, OxySize? maxSize)
    {
        if (string.IsNullOrEmpty(text) || !fill.IsVisible())
            return;
        RichText line = RichText.Lay(text, fontSize, TextBox.IsBold(fontWeight));
        (double x, double baseline) = TextBox.Offset(line, horizontalAlignment, verticalAlignment);
        SetUp(SKPaintStyle.Fill, fill);
        _canvas.Save();
        _canvas.Translate(PointOf(p));
        _canvas.RotateDegrees((float)rotate);
        foreach (TextRun run in line.Runs)
            run.Draw(_canvas, x, baseline, _paint);
        _canvas.Restore();
    }

    public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
        => TextBox.Size(text, fontSize, fontWeight);

    /// <summary>
    /// Points with round caps: in a PDF a tenth of the bytes that as many paths would take.
    /// </summary>
    private void DrawDots(SKPoint[] centres, float diameter, OxyColor fill)
    {
        SetUp(SKPaintStyle.Stroke, fill);
        _paint.StrokeWidth = diameter;
        _paint.StrokeCap = SKStrokeCap.Round;
        _canvas.DrawPoints(SKPointMode.Points, centres, _paint);
        _paint.StrokeCap = SKStrokeCap.Butt;
    }

    private void Fill(SKPath path, OxyColor fill)
    {
        if (!fill.IsVisible())
            return;
        SetUp(SKPaintStyle.Fill, fill);
        _canvas.DrawPath(path, _paint);
    }

    private void Stroke(SKPath path, OxyColor stroke, double thickness, double[]? dashes, LineJoin join)
    {
        if (!Ink.IsDrawn(stroke, thickness))
            return;
        SetUp(SKPaintStyle.Stroke, stroke);
        _paint.StrokeWidth = (float)thickness;
        _paint.StrokeJoin = join switch
        {
            LineJoin.Miter => SKStrokeJoin.Miter,
            LineJoin.Round => SKStrokeJoin.Round,
            _ => SKStrokeJoin.Bevel,
        };
        // OxyPlot's dashes are in line widths.
        using SKPathEffect? effect =
            dashes is null ? null : SKPathEffect.CreateDash([.. dashes.Select(d => (float)(d * thickness))], 0);
        _paint.PathEffect = effect;
        _canvas.DrawPath(path, _paint);
        _paint.PathEffect = null;
    }

    private void SetUp(SKPaintStyle style, OxyColor colour)
    {
        _paint.Style = style;
        _paint.Color = new SKColor(colour.R, colour.G, colour.B, colour.A);
    }

    private static bool IsCircleLike(OxyRect extent, OxyRect first)
        => Math.Abs(extent.Width - first.Width) < 1e-6 && Math.Abs(extent.Width - extent.Height) < 1e-6;

    private static SKPoint PointOf(ScreenPoint p) => new((float)p.X, (float)p.Y);

    private static SKRect RectangleOf(OxyRect r) => new((float)r.Left, (float)r.Top, (float)r.Right, (float)r.Bottom);
}
