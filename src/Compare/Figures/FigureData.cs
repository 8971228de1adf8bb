using System.Text;

namespace RbmTheory.Compare.Figures;

/// <summary>
/// The numbers of a figure as one CSV table: a block of columns for each series (<c>a1_label_x</c>, <c>a1_label_y</c>
/// and, where there are any, <c>a1_label_error</c> and <c>a1_label_value</c>), the letter being the panel and the digit the series. Series of
/// different lengths leave their last cells empty.
/// </summary>
public static class FigureData
{
    /// <summary>Name of a column.</summary>
    /// <param name="panel">Index of the panel, from 0.</param>
    /// <param name="series">Index of the series in its panel, from 0.</param>
    /// <param name="label">Label of the series.</param>
    /// <param name="quantity">x, y, error or value.</param>
    public static string Column(int panel, int series, string label, string quantity)
        => $"{(char)('a' + panel)}{series + 1}{Slug(label)}_{quantity}";

    /// <summary>The whole table as text, with 17 significant digits, so that no number changes.</summary>
    /// <param name="figure">The figure.</param>
    public static string ToCsv(Figure figure)
    {
        List<(string Name, double[] Values)> columns = [];
        for (int p = 0; p < figure.Panels.Count; p++)
        {
            for (int s = 0; s < figure.Panels[p].Series.Count; s++)
            {
                Series series = figure.Panels[p].Series[s];
                columns.Add((Column(p, s, series.Label, "x"), series.X));
                columns.Add((Column(p, s, series.Label, "y"), series.Y));
                if (series.Error is not null)
                    columns.Add((Column(p, s, series.Label, "error"), series.Error));
                if (series.Value is not null)
                    columns.Add((Column(p, s, series.Label, "value"), series.Value));
            }
        }
        StringBuilder text = new();
        text.AppendJoin(',', columns.Select(c => c.Name)).Append('\n');
        int rows = columns.Max(c => c.Values.Length);
        for (int row = 0; row < rows; row++)
            text.AppendJoin(',', columns.Select(c => Cell(c.Values, row))).Append('\n');
        return text.ToString();
    }

    private static string Cell(double[] values, int row)
        => row < values.Length && double.IsFinite(values[row])
            ? values[row].ToString("R")
            : "";

    private static string Slug(string label)
    {
        StringBuilder slug = new();
        foreach (char c in label.Where(c => c is not ('{' or '}' or '^')))
        {
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '_')
                slug.Append('_');
        }
        string name = slug.ToString().Trim('_');
        return name.Length == 0 ? "" : "_" + (name.Length > 32 ? name[..32].TrimEnd('_') : name);
    }
}
