using System.Globalization;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Training;

/// <summary>What was read of a data file, in one line.</summary>
internal static class DataReading
{
    /// <summary>Numbers of the first row that are shown.</summary>
    public const int MostShown = 12;

    /// <summary>The line.</summary>
    /// <param name="file">The file, read.</param>
    /// <param name="shape">Its rows and columns.</param>
    /// <param name="unit">The visible units.</param>
    /// <param name="threshold">Above which a number is the higher value; null for none.</param>
    public static string Line(DataFile file, DataAlphabet shape, IVisibleUnit unit, double? threshold)
    {
        string values = threshold is double t ? $"cut at {Show(t)}"
            : file.Letters is string letters ? letters
            : unit is PottsUnit potts ? Colours(potts.Components, shape.FirstColourOf(potts.Components))
            : string.Join(", ", unit.Values!.Select(value => Show(value[0])));
        IEnumerable<string> shown = file.Start.Take(MostShown).Select(number => Show(number));
        string row = string.Join(' ', shown) + (file.Start.Count > MostShown ? " …" : "");
        FileColumns columns = file.Columns!;
        string left = columns.IsIndexed ? "; its first column is an index and left out" : "";
        return $"{shape.Rows} samples × {shape.Columns} units, {unit.Name} ({values}), from {file.Path}; first row "
            + row + left;
    }

    private static string Colours(int count, int first) => $"{first} to {first + count - 1}";

    private static string Show(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Show(float number) => number.ToString("R", CultureInfo.InvariantCulture);
}
