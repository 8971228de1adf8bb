using System.Globalization;

namespace RbmTheory.Compare.Training;

/// <summary>Columns of a file, counted from 0, as the text <c>0-783</c>, <c>2,5-9</c> or <c>1-</c>, which goes to the
/// last.</summary>
/// <param name="Text">The text, in its one spelling.</param>
public sealed record ColumnRanges(string Text)
{
    /// <summary>What a text may be, for error messages.</summary>
    public const string Allowed = "columns counted from 0, such as 1- or 0-783 or 2,5-9";

    /// <summary>The largest number of a column.</summary>
    public const int Largest = 10_000_000;

    /// <summary>All columns.</summary>
    public static ColumnRanges All { get; } = From(0);

    /// <summary>All columns but the first few.</summary>
    /// <param name="first">The first that is kept.</param>
    public static ColumnRanges From(int first) => new($"{first}-");

    /// <summary>Reads a text; null where it is none.</summary>
    /// <param name="text">The text.</param>
    public static ColumnRanges? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(',');
        return parts.Length <= 1000 && parts.All(part => Ends(part) is not null)
            ? new(string.Join(',', parts.Select(Spell))) : null;
    }

    /// <summary>Which of the columns of a file are meant.</summary>
    /// <param name="columns">Number of columns.</param>
    /// <exception cref="FormatException">A column is meant that there is not.</exception>
    public bool[] Of(int columns)
    {
        bool[] chosen = new bool[columns];
        foreach (string part in Text.Split(','))
        {
            (int first, int? last) = Ends(part)!.Value;
            if ((last ?? first) >= columns)
                throw new FormatException($"--columns = {Text}, but it should be within 0-{columns - 1}, the columns "
                    + "that there are");
            Array.Fill(chosen, true, first, (last ?? columns - 1) - first + 1);
        }

        return chosen;
    }

    private static string Spell(string part)
    {
        (int first, int? last) = Ends(part)!.Value;
        return first == last ? $"{first}" : $"{first}-{last}";
    }

    private static (int First, int? Last)? Ends(string part)
    {
        string[] ends = part.Split('-');
        if (ends.Length > 2 || Number(ends[0]) is not int first)
            return null;
        if (ends.Length == 2 && ends[1].Length == 0)
            return (first, null);
        return Number(ends[^1]) is int last && last >= first ? (first, last) : null;
    }

    private static int? Number(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= Largest
            ? number : null;
}
