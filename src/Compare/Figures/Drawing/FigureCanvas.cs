using OxyPlot;
using OxyAxis = OxyPlot.Axes.Axis;

namespace RbmTheory.Compare.Figures.Drawing;

/// <summary>
/// A figure as panels in rows, with a note under them, on whatever OxyPlot can draw on. Lengths are in points, 1/72
/// inch, from the upper left corner.
/// </summary>
internal static class FigureCanvas
{
    /// <summary>A centimetre.</summary>
    public const double Centimetre = 72 / 2.54;

    /// <summary>Width of a figure.</summary>
    public const double Width = 17 * Centimetre;

    private const double NoteHeight = 0.5 * Centimetre;

    private const double Edge = 2; // between the label of an ordinate and the edge of the panel

    /// <summary>Height of a figure: what it asks for, else single panels are given more room, three rows less
    /// each.</summary>
    /// <param name="figure">The figure.</param>
    public static double HeightOf(Figure figure)
        => Centimetre * (figure.Height ?? (figure.Panels.Count == 1 ? 9.5 : figure.Rows * (figure.Rows < 3 ? 7.0 : 5.8) + 0.5));

    /// <summary>Draws a figure.</summary>
    /// <param name="context">What draws.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="frame">Where it goes.</param>
    /// <returns>The panels as they were laid out, in order.</returns>
    /// <exception cref="InvalidOperationException">OxyPlot could not draw a panel.</exception>
    public static IReadOnlyList<PlotModel> Draw(IRenderContext context, Figure figure, OxyRect frame)
    {
        double note = figure.Note.Length > 0 ? NoteHeight : 0;
        double width = frame.Width / figure.PanelsInRow, height = (frame.Height - note) / figure.Rows;
        IReadOnlyList<PlotModel> models = Fitted(PanelModel.LeftMargin);
        double needed = models.Max(LeftOf);
        if (needed > PanelModel.LeftMargin)
            models = Fitted(needed); // in all panels, so that they line up
        for (int p = 0; p < models.Count; p++)
            Render(context, models[p], PlaceOf(p));
        if (note > 0)
        {
            ScreenPoint place = new(frame.Left + 0.2 * Centimetre, frame.Bottom - 0.28 * Centimetre);
            context.DrawText(place, RichText.Marked(figure.Note), Ink.Note, "", Ink.NoteSize, FontWeights.Normal, 0,
                HorizontalAlignment.Left, VerticalAlignment.Middle, null);
        }

        return models;

        OxyRect PlaceOf(int p) => new(frame.Left + p % figure.PanelsInRow * width,
            frame.Top + p / figure.PanelsInRow * height, width, height);

        PlotModel[] Fitted(double left) => [.. figure.Panels.Select((panel, p) =>
        {
            string letter = figure.Panels.Count > 1 ? $"({(char)('a' + p)}) " : "";
            PlotModel model = PanelModel.Of(panel, letter, left);
            Fit(model, panel, PlaceOf(p));
            return model;
        })];
    }

    /// <summary>Room that the numbers and the label of a panel's ordinate take, once it is laid out.</summary>
    private static double LeftOf(PlotModel model)
    {
        OxyAxis ordinate = model.Axes[1];
        if (!ordinate.IsAxisVisible)
            return 0;
        ordinate.GetTickValues(out IList<double> numbers, out _, out _);
        double widest = numbers.Select(number => WidthOf(ordinate.FormatValue(number))).DefaultIfEmpty(0).Max();
        double label = TextBox.Size(ordinate.Title, ordinate.TitleFontSize, FontWeights.Normal).Height;
        return ordinate.MajorTickSize + ordinate.AxisTickToLabelDistance + widest + ordinate.AxisTitleDistance + label + Edge;

        double WidthOf(string text) => TextBox.Size(text, ordinate.FontSize, FontWeights.Normal).Width;
    }

    /// <summary>Lays the panel out as often as it takes until nothing stands on anything else.</summary>
    private static void Fit(PlotModel model, Panel panel, OxyRect place)
    {
        MeasuringContext nothing = new();
        Render(nothing, model, place);
        new LegendRoom(model, panel.Series).Find();
        do
            Render(nothing, model, place);
        while (!panel.Bare && TickRoom.Widen(model.Axes[0]) | TickRoom.Widen(model.Axes[1]));
    }

    private static void Render(IRenderContext context, PlotModel model, OxyRect place)
    {
        IPlotModel plot = model;
        plot.Update(updateData: true);
        plot.Render(context, place);
        // OxyPlot paints an exception into the plot and goes on.
        if (model.GetLastPlotException() is Exception error)
            throw new InvalidOperationException($"panel '{model.Title}' could not be drawn: {error.Message}", error);
    }
}
