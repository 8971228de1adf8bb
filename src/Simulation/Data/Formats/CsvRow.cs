using System.Buffers;
using System.Globalization;
using System.Text;

namespace RbmTheory.Simulation.Data.Formats;

/// <summary>The lines and cells of a text file of numbers. A cell in quotation marks may hold separators.</summary>
internal static class CsvRow
{
    private const byte Quote = (byte)'"';

    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);
    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t"u8);

    /// <summary>Takes the next line off a text.</summary>
    public static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> content)
    {
        int end = content.IndexOfAny(LineEnds);
        ReadOnlySpan<byte> line = end < 0 ? content : content[..end];
        int next = end < 0 ? content.Length : content[end..].StartsWith("\r\n"u8) ? end + 2 : end + 1;
        content = content[next..];
        return line;
    }

    /// <summary>Takes the next cell off a row, without quotation marks round it; whether a separator follows. A run of
    /// blanks separates as one blank does.</summary>
    public static bool NextCell(ref ReadOnlySpan<byte> row, byte separator, out ReadOnlySpan<byte> cell)
    {
        int quoted = QuotedLength(row);
        int end = separator == ' ' ? row[quoted..].IndexOfAny(Blanks) : row[quoted..].IndexOf(separator);
        cell = (end < 0 ? row : row[..(quoted + end)]).Trim(" \t"u8);
        if (cell.Length >= 2 && cell[0] == Quote && cell[^1] == Quote)
            cell = cell[1..^1].Trim(" \t"u8);
        if (end < 0)
            return false;
        row = row[(quoted + end)..];
        row = separator == ' ' ? row.TrimStart(" \t"u8) : row[1..].TrimStart(separator == '\t' ? " "u8 : " \t"u8);
        return true;
    }

    /// <summary>Number of cells; what follows a separator at the end is none.</summary>
    public static int Count(ReadOnlySpan<byte> row, byte separator)
    {
        int count = 1;
        while (NextCell(ref row, separator, out _) && !row.IsEmpty)
            count++;
        return count;
    }

    /// <summary>The separator: the first of semicolon, tab and comma that stands outside quotation marks, or a
    /// blank.</summary>
    public static byte SeparatorOf(ReadOnlySpan<byte> row)
    {
        foreach (byte separator in ";\t,"u8)
        {
            bool isQuoted = false;
            foreach (byte letter in row)
            {
                isQuoted ^= letter == Quote;
                if (letter == separator && !isQuoted)
                    return separator;
            }
        }

        return (byte)' ';
    }

    /// <summary>
    /// The names, if no cell is a number, or if the first is empty and the others count the columns; null where the row
    /// is one of numbers. A number mistyped in the first row is no name.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="separator">The separator.</param>
    /// <param name="startsEmpty">Whether an empty cell comes before the row.</param>
    public static string[]? NamesOf(ReadOnlySpan<byte> row, byte separator, bool startsEmpty)
    {
        List<string> names = startsEmpty ? [""] : [];
        int numbers = 0;
        bool counts = true;
        double first = 0;
        for (bool more = true; more;)
        {
            more = NextCell(ref row, separator, out ReadOnlySpan<byte> cell);
            if (TryNumber(cell, out double number))
            {
                first = numbers == 0 ? number : first;
                counts &= number == first + numbers++;
            }

            names.Add(Encoding.UTF8.GetString(cell));
        }

        bool isIndexed = names[0].Length == 0 && numbers == names.Count - 1 && counts && first is 0 or 1;
        return numbers == 0 || isIndexed ? [.. names] : null;
    }

    /// <summary>What is written finite, but is too large for a double, is no number.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> cell, out double value)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return !double.IsInfinity(value) || !cell.ContainsAnyInRange((byte)'0', (byte)'9');
        if (!Ascii.EqualsIgnoreCase(cell.TrimStart("+-"u8), "inf"u8) || cell.Length > 4)
            return false;
        value = cell[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        return true;
    }

    /// <summary>The length of a text in quotation marks at the start; 0 where there is none.</summary>
    private static int QuotedLength(ReadOnlySpan<byte> row)
        => row.Length > 0 && row[0] == Quote && row[1..].IndexOf(Quote) is >= 0 and int end ? end + 2 : 0;
}
