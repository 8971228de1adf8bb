using System.Text.Json;
using RbmTheory.Theory.RandomMatrices;
using Spectre.Console;

namespace RbmTheory.Compare.Commands;

/// <summary>What <c>rbm theory spectrum --hidden M --deviation σ</c> prints: the singular values of weights of
/// independent normal entries, such as a training begins with.</summary>
internal static class NoiseSpectrum
{
    /// <summary>Prints edges, the largest value and the density.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="law">The law of the weights.</param>
    /// <param name="points">Values where the density is given, from edge to edge; at least 2.</param>
    /// <param name="json">One JSON object rather than a table.</param>
    public static void Write(Terminal terminal, SingularValueLaw law, int points, bool json)
    {
        if (json)
        {
            terminal.Output.WriteLine(JsonSerializer.Serialize(Numbers(law, points), ReportCommand.Json));
            return;
        }

        terminal.Output.WriteLine($"{law.Smaller} singular values; --json gives their density");
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns("quantity", "value");
        table.AddRow("lower edge σ|√N − √M|", $"{law.LowerEdge:R}");
        table.AddRow("median", $"{law.Median:R}");
        table.AddRow("upper edge σ(√N + √M)", $"{law.UpperEdge:R}");
        table.AddRow("largest, mean", $"{law.LargestMean:R}");
        table.AddRow("largest, standard deviation", $"{law.LargestDeviation:R}");
        terminal.Write(table);
    }

    private static object Numbers(SingularValueLaw law, int points)
    {
        double step = (law.UpperEdge - law.LowerEdge) / (points - 1);
        double[] values = [.. Enumerable.Range(0, points).Select(k => law.LowerEdge + (step * k))];
        return new
        {
            law.Deviation,
            law.LowerEdge,
            law.Median,
            law.UpperEdge,
            law.LargestMean,
            law.LargestDeviation,
            singularValues = values,
            density = Array.ConvertAll(values, law.Density),
            cumulative = Array.ConvertAll(values, law.Cumulative),
        };
    }
}
