using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using OxyPlot;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Figures.Drawing;
using OxyAxis = OxyPlot.Axes.Axis;

namespace RbmTheory.Compare.Reports.Html;

/// <summary>
/// The numbers of a figure and where they are drawn, as JSON for the script of the page: for each panel its box (left,
/// top, right and bottom in the drawing's units), its axes with what their ends stand for, and its series. Numbers
/// have six digits; what is no number is null. A map has the abscissae of its columns, the ordinates of its rows and a
/// value for each cell, row by row.
/// </summary>
internal static class HoverData
{
    /// <summary>Letters of every script stay as they are; what could end a script element is escaped.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The data of a figure.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="models">Its panels as they were laid out.</param>
    public static string Of(Figure figure, IReadOnlyList<PlotModel> models)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartArray();
            for (int p = 0; p < figure.Panels.Count; p++)
                Write(json, figure.Panels[p], models[p]);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Panel panel, PlotModel model)
    {
        OxyRect box = model.PlotArea;
        json.WriteStartObject();
        Write(json, "box", [box.Left, box.Top, box.Right, box.Bottom]);
        Write(json, "x", panel.X, model.DefaultXAxis);
        Write(json, "y", panel.Y, model.DefaultYAxis);
        if (panel.Bare)
            json.WriteBoolean("bare", true);
        if (panel.Colours is ColourAxis colours)
            json.WriteString("value", colours.Label);
        json.WriteStartArray("series");
        foreach (Series series in panel.Series)
            Write(json, series);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Axis axis, OxyAxis drawn)
    {
        json.WriteStartObject(name);
        json.WriteString("label", axis.Label);
        json.WritePropertyName("from");
        Write(json, drawn.ActualMinimum);
        json.WritePropertyName("to");
        Write(json, drawn.ActualMaximum);
        if (axis.Logarithmic)
            json.WriteBoolean("log", true);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Series series)
    {
        json.WriteStartObject();
        json.WriteString("label", series.Label);
        json.WriteString("colour", Palette.Colours[series.Colour]);
        json.WriteString("mark", series.Style switch
        {
            Mark.Map => "map",
            Mark.Line or Mark.Dashed or Mark.Thin or Mark.ThinDashed => "line",
            _ => "point",
        });
        bool isMap = series.Style == Mark.Map;
        int columns = isMap ? Math.Max(1, MapCells.Columns(series).Count) : 1;
        Write(json, "x", isMap ? series.X.Take(columns) : series.X);
        Write(json, "y", isMap ? series.Y.Where((_, i) => i % columns == 0) : series.Y);
        if (series.Error is not null)
            Write(json, "error", series.Error);
        if (series.Value is not null)
            Write(json, "value", series.Value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
            Write(json, value);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
            json.WriteRawValue(value.ToString("G6", CultureInfo.InvariantCulture));
        else
            json.WriteNullValue();
    }
}
