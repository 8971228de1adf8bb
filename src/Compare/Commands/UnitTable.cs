using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary>A table with a line for each hidden unit: where its field peaks, how high and wide it is.</summary>
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
    public static void Write(
        Terminal terminal, IReadOnlyDictionary<string, double[]> units, float[] fields, float[] theta, bool all)
    {
        int count = units["centre"].Length, shown = all ? count : Math.Min(count, Most);
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("hidden unit", "centre (site)", "peak |w|", "FWHM (sites)", "W = |Σw|");
        if (fields.Length > 0)
            table.AddColumn("field");
        if (theta.Length > 0)
            table.AddColumn("θ");
        for (int mu = 0; mu < shown; mu++)
        {
            List<string> cells = [$"{mu + 1}", $"{units["centre"][mu] + 1:F2}", $"{units["amplitude"][mu]:F5}",
                $"{units["fwhm"][mu]:F3}", $"{units["sum"][mu]:F4}"];
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
