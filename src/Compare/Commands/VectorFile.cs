using System.Globalization;
using RbmTheory.Simulation.Data;

namespace RbmTheory.Compare.Commands;

/// <summary>A vector read from a file: NPY, or numbers separated by commas, blanks or lines.</summary>
public static class VectorFile
{
    /// <summary>Reads a vector of a given length.</summary>
    /// <param name="path">The file; read as NPY where its name ends so.</param>
    /// <param name="length">How many numbers it must hold.</param>
    /// <exception cref="InputException">It cannot be read, or holds something else; the message says what.</exception>
    public static double[] Read(string path, int length)
    {
        double[] values;
        try
        {
            values = path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)
                ? NpyFile.Read(File.ReadAllBytes(path)).Values
                : ReadText(File.ReadAllText(path));
        }
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            throw new InputException($"the file {path} cannot be used: {error.Message}");
        }

        if (values.Length != length)
            throw new InputException($"the file {path} holds {values.Length} numbers, but it should hold {length}");
        if (values.Any(value => !double.IsFinite(value)))
            throw new InputException($"the file {path} holds a number that is not finite");
        return values;
    }

    private static double[] ReadText(string text)
        => [.. text.Split([',', ' ', '\t', '\n', '\r', ';'], StringSplitOptions.RemoveEmptyEntries).Select(Number)];

    private static double Number(string word)
        => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new FormatException($"'{(word.Length > 20 ? word[..20] + "…" : word)}' is not a number");
}
