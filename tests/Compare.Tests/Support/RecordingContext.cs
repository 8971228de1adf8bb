using OxyPlot;
using RbmTheory.Compare.Figures.Drawing;

namespace RbmTheory.Compare.Tests.Support;

/// <summary>Draws nothing and remembers the texts, the ends of lines and the centres of marks.</summary>
internal sealed class RecordingContext : RenderContextBase
{
    private readonly List<(string Text, OxyRect Place)> _texts = [];
    private readonly List<ScreenPoint> _marks = [], _lineEnds = [];
    private int _clips;

    public override int ClipCount => _clips;

    /// <summary>Every text, and the rectangle that it takes.</summary>
    public IReadOnlyList<(string Text, OxyRect Place)> Texts => _texts;

    /// <summary>The centres of round marks.</summary>
    public IReadOnlyList<ScreenPoint> Marks => _marks;

    /// <summary>The corners of all lines.</summary>
    public IReadOnlyList<ScreenPoint> LineEnds => _lineEnds;

    public override void PushClip(OxyRect clippingRectangle) => _clips++;

    public override void PopClip() => _clips--;

    public override void DrawLine(IList<ScreenPoint> points, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode, double[] dashArray, LineJoin lineJoin) => _lineEnds.AddRange(points);

    public override void DrawPolygon(IList<ScreenPoint> points, OxyColor fill, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode, double[] dashArray, LineJoin lineJoin)
    {
    }

    public override void DrawEllipse(OxyRect extents, OxyColor fill, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode) => _marks.Add(extents.Center);

    public override void DrawImage(OxyImage source, double srcX, double srcY, double srcWidth, double srcHeight,
        double destX, double destY, double destWidth, double destHeight, double opacity, bool interpolate)
    {
    }

    public override void DrawText(ScreenPoint p, string text, OxyColor fill, string fontFamily, double fontSize,
        double fontWeight, double rotate, HorizontalAlignment horizontalAlignment,
        VerticalAlignment verticalAlignment, OxySize? maxSize)
    {
        RichText line = RichText.Lay(text, fontSize, fontWeight > 500);
        double left = horizontalAlignment switch { HorizontalAlignment.Left => 0, HorizontalAlignment.Center => -0.5, _ => -1 };
        double top = verticalAlignment switch { VerticalAlignment.Top => 0, VerticalAlignment.Middle => -0.5, _ => -1 };
        double width = line.Width, height = line.Ascent + line.Descent;
        // Only quarter turns to the left are in use: x then runs upwards.
        _texts.Add((text, rotate == 0
            ? new OxyRect(p.X + left * width, p.Y + top * height, width, height)
            : new OxyRect(p.X + top * height, p.Y - (1 + left) * width, height, width)));
    }

    public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
    {
        if (string.IsNullOrEmpty(text))
            return new(0, 0);
        RichText line = RichText.Lay(text, fontSize, fontWeight > 500);
        return new(line.Width, line.Ascent + line.Descent);
    }
}
