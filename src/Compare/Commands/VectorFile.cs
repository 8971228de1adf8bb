using System.Globalization;
using System.Text;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Compare.Commands;

/// <summary>A vector read from a file: NPY, or numbers separated by commas, blanks or lines.</summary>
public static class VectorFile
{
    // A number with its separator at full precision takes 26 bytes; a header of NPY, or further blanks, some more.
    private const long LongestNumber = 64, LongestHeader = 65536 + 10;

    /// <summary>Reads a vector of a given length.</summary>
    /// <param name="path">The file; read as NPY where its name ends so.</param>
    /// <param name="length">How many numbers it must hold.</param>
    /// <exception cref="InputException">It cannot be read, or holds something else; the message says what.</exception>
    public static double[] Read(string path, int length)
    {
        double[] values;
        try
        {
            byte[] content = ReadBytes(path, LongestNumber * length + LongestHeader);
            values = path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)
                ? NpyFile.Read(content).Values
                : ReadText(Encoding.UTF8.GetString(content));
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

    /// <summary>The whole file, or an error where it is longer than a vector can be: a device file may never
    /// end.</summary>
    private static byte[] ReadBytes(string path, long most)
    {
        using FileStream stream = File.OpenRead(path);
        using MemoryStream content = new();
        byte[] buffer = new byte[65536];
        for (int read; (read = stream.Read(buffer)) > 0; content.Write(buffer, 0, read))
        {
            if (content.Length + read > most)
                throw new FormatException($"it is longer than {most} bytes");
        }

        return content.ToArray();
    }

    private static double[] ReadText(string text)
        => [.. text.Split([',', ' ', '\t', '\n', '\r', ';'], StringSplitOptions.RemoveEmptyEntries).Select(Number)];

    private static double Number(string word)
        => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new FormatException($"'{(word.Length > 20 ? word[..20] + "…" : word)}' is not a number");
}
