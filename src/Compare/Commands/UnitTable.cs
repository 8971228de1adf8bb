using System.Globalization;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary>A table with a line for each hidden unit: where its field peaks, how high and wide it is, for
/// data of a ring; else how large it is.</summary>
public static class UnitTable
{
    /// <summary>Units shown unless all are asked for.</summary>
    public const int Most = 8;

    /// <summary>Prints the table.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="units">A number a unit, by name.</param>
    /// <param name="fields">Fields of the units; empty for none.</param>
    /// <param name="theta">θ of double wells; empty for none.</param>
    /// <param name="all">Every unit, not only the first few.</param>
    /// <param name="isRing">The sites are those of a ring: fields have a place and a width.</param>
    public static void Write(Terminal terminal, IReadOnlyDictionary<string, double[]> units, float[] fields,
        float[] theta, bool all, bool isRing)
    {
        int count = units["centre"].Length, shown = all ? count : Math.Min(count, Most);
        Table table = new() { Border = TableBorder.Simple };
        (string Head, string Name, string Format)[] columns = isRing
            ? [("centre (site)", "centre", "F2"), ("peak |w|", "amplitude", "F5"), ("FWHM (sites)", "fwhm", "F3"),
                ("W = |Σw|", "sum", "F4")]
            : [("norm √Σw²", "norm", "F4"), ("largest |w|", "amplitude", "F5")];
        // Runs of earlier builds have no norm.
        columns = [.. columns.Where(column => units.ContainsKey(column.Name))];
        table.AddColumn("hidden unit");
        table.AddColumns([.. columns.Select(column => column.Head)]);
        if (fields.Length > 0)
            table.AddColumn("field");
        if (theta.Length > 0)
            table.AddColumn("θ");
        for (int mu = 0; mu < shown; mu++)
        {
            List<string> cells = [$"{mu + 1}"];
            foreach ((_, string name, string format) in columns)
            {
                double number = units[name][mu] + (name == "centre" ? 1 : 0);
                cells.Add(number.ToString(format, CultureInfo.InvariantCulture));
            }

            if (fields.Length > 0)
                cells.Add($"{fields[mu]:F4}");
            if (theta.Length > 0)
                cells.Add($"{theta[mu]:F4}");
            table.AddRow([.. cells]);
        }

        terminal.Write(table);
        if (shown < count)
            terminal.Output.WriteLine($"{count - shown} more hidden units; rbm inspect FOLDER --all shows every one");
    }
}
