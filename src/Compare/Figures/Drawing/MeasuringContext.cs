using OxyPlot;

namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>Draws nothing: lets OxyPlot lay out a panel, to find the positions of its parts.</summary>
internal sealed class MeasuringContext : RenderContextBase
{
    private int _clips;

    public override int ClipCount => _clips;

    public override void PushClip(OxyRect clippingRectangle) => _clips++;

    public override void PopClip() => _clips--;

    public override void DrawLine(IList<ScreenPoint> points, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode, double[] dashArray, LineJoin lineJoin)
    {
    }

    public override void DrawPolygon(IList<ScreenPoint> points, OxyColor fill, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode, double[] dashArray, LineJoin lineJoin)
    {
    }

    public override void DrawEllipses(IList<OxyRect> extents, OxyColor fill, OxyColor stroke, double thickness,
        EdgeRenderingMode edgeRenderingMode)
    {
    }

    public override void DrawText(ScreenPoint p, string text, OxyColor fill, string fontFamily, double fontSize,
        double fontWeight, double rotate, HorizontalAlignment horizontalAlignment,
        VerticalAlignment verticalAlignment, OxySize? maxSize)
    {
    }

    public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
        => TextBox.Size(text, fontSize, fontWeight);
}
