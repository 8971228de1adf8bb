using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Legends;

namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>A panel as an OxyPlot model. Lengths are in points.</summary>
internal static class PanelModel
{
    /// <summary>Room between the edge of the panel and its ordinate, at least.</summary>
    public const double LeftMargin = 1.55 * Centimetre;

    /// <summary>Room between the edge of the panel and its other sides; the same everywhere, so that panels line up.</summary>
    private const double RightMargin = 0.45 * Centimetre, BottomMargin = 1.1 * Centimetre;

    /// <summary>Room for the bar of colours at the right of a map.</summary>
    private const double ColourMargin = 1.9 * Centimetre;

    private const double Centimetre = FigureCanvas.Centimetre;

    /// <summary>The model.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="letter">What its heading begins with, as in <c>(a) </c>; empty for a single panel.</param>
    /// <param name="left">Room for the ordinate's numbers and label.</param>
    public static PlotModel Of(Panel panel, string letter, double left)
    {
        bool hasBar = !string.IsNullOrEmpty(panel.Colours?.Label);
        PlotModel model = new()
        {
            Title = RichText.Marked(letter + panel.Title),
            TitleFontSize = Ink.TextSize,
            TitleFontWeight = FontWeights.Normal,
            TitlePadding = 5,
            ClipTitle = false,
            DefaultFontSize = Ink.TextSize,
            TextColor = Ink.Text,
            Padding = new OxyThickness(0, 4, 0, 0),
            // A drawing with round circles lines up with nothing, and has no numbers beside it.
            PlotMargins = panel is { Equal: true, Bare: true } ? new OxyThickness(RightMargin)
                : new OxyThickness(left, 0, hasBar ? ColourMargin : RightMargin, BottomMargin),
            AxisTierDistance = 0,
            PlotType = panel.Equal ? PlotType.Cartesian : PlotType.XY,
            PlotAreaBorderColor = Ink.Frame,
            PlotAreaBorderThickness = panel.Bare ? new OxyThickness(0) : new OxyThickness(0.8, 0, 0, 0.8),
        };
        foreach (OxyPlot.Axes.Axis axis in AxisModel.Of(panel))
            model.Axes.Add(axis);
        foreach (OxyPlot.Series.Series series in panel.Series.Select(SeriesModel.Of))
            model.Series.Add(series);
        foreach (Words words in panel.Words)
            model.Annotations.Add(AnnotationOf(words));
        if (panel.Legend != LegendPlace.None && panel.Series.Any(s => s.Label.Length > 0))
            model.Legends.Add(LegendAt(panel.Legend));
        return model;
    }

    private static TextAnnotation AnnotationOf(Words words) => new()
    {
        Text = RichText.Marked(words.Text),
        TextPosition = new DataPoint(words.X, words.Y),
        TextHorizontalAlignment = HorizontalAlignment.Center,
        TextVerticalAlignment = VerticalAlignment.Middle,
        TextColor = OxyColor.Parse(Palette.Colours[words.Colour]),
        FontSize = Ink.NoteSize,
        Background = OxyColor.FromAColor(200, OxyColors.White),
        Stroke = OxyColors.Transparent,
        StrokeThickness = 0,
        Padding = new OxyThickness(1),
    };

    private static Legend LegendAt(LegendPlace place) => new()
    {
        LegendPlacement = LegendPlacement.Inside,
        LegendPosition = place switch
        {
            LegendPlace.TopLeft => LegendPosition.LeftTop,
            LegendPlace.BottomLeft => LegendPosition.LeftBottom,
            LegendPlace.BottomRight => LegendPosition.RightBottom,
            _ => LegendPosition.RightTop,
        },
        LegendFontSize = Ink.SmallSize,
        LegendTextColor = Ink.Text,
        LegendBackground = OxyColor.FromAColor(225, OxyColors.White),
        LegendBorderThickness = 0,
        LegendPadding = 3,
        LegendMargin = 4,
        LegendSymbolLength = 14,
        LegendSymbolMargin = 4,
        LegendLineSpacing = 1,
        LegendItemSpacing = 0,
    };
}
