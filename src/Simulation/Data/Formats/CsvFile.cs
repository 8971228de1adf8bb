using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace RbmTheory.Simulation.Data.Formats;

/// <summary>
/// Matrices as text: a line a row, numbers separated by semicolons, tabs, commas or blanks, whichever of these comes
/// first in that order in the first row. A number has a decimal point and may have an exponent, and may stand in
/// quotation marks; nan, inf and infinity are numbers, in any case. Lines that start with # or % and blank lines are
/// skipped, and so is a separator at the end of a row. If no cell of the first row is a number, that row names the
/// columns; so it does if its first cell is empty and the others are 0, 1, 2, … or 1, 2, 3, …. Text is UTF-8, or UTF-16
/// with a byte order mark; a line ends with a line feed, a carriage return or both.
/// </summary>
public static class CsvFile
{
    private const byte Tab = (byte)'\t';
    private const int Beginning = 1000, LongestCell = 40;

    /// <summary>Writes a matrix, separated by commas, so that <see cref="Read"/> gives it back bit for bit, but for
    /// what is in a NaN.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="values">Rows × columns, row-major.</param>
    /// <param name="columns">Number of columns, at least 1; it divides the number of values.</param>
    /// <param name="header">A name a column, or none. A name is not a number, does not start with #, and holds no
    /// blank, comma, semicolon, quotation mark or control character.</param>
    /// <exception cref="ArgumentException">The number of columns or a name does not fit.</exception>
    public static void Write(
        Stream stream, ReadOnlySpan<double> values, int columns, IReadOnlyList<string>? header = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Require.AtLeast(columns, 1);
        if (values.Length % columns != 0)
            throw Require.Error("values.Length", values.Length, $"a multiple of {columns}");
        if (header is not null)
        {
            Require.Length(header.Count, columns);
            foreach (string name in header)
                RequireName(name);
            stream.Write(Encoding.UTF8.GetBytes(string.Join(',', header) + "\n"));
        }

        byte[] cell = new byte[40];
        for (int i = 0; i < values.Length; i++)
        {
            values[i].TryFormat(cell, out int length, "R", CultureInfo.InvariantCulture);
            cell[length] = (i + 1) % columns == 0 ? (byte)'\n' : (byte)',';
            stream.Write(cell, 0, length + 1);
        }
    }

    /// <summary>Reads a matrix.</summary>
    /// <param name="content">The whole file.</param>
    /// <returns>The numbers, row-major; how many rows and columns there are, at least 1 of each; the names of the
    /// columns, without quotation marks round them, or null.</returns>
    /// <exception cref="FormatException">It holds no numbers, or a line holds something else than numbers, or more or
    /// fewer than the first; the message says in which line and column, counted from 1.</exception>
    public static (double[] Values, int Rows, int Columns, string[]? Header) Read(ReadOnlySpan<byte> content)
    {
        List<double> values = [];
        (int rows, int columns, string[]? header) = ReadRows(content, row => values.AddRange(row));
        return (values.ToArray(), rows, columns, header);
    }

    /// <summary>Reads a matrix row by row; the rest is as for <see cref="Read"/>. No more than one row is in
    /// memory.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="use">Given the numbers of each row in turn, which it may not keep; NaN where they are not
    /// read.</param>
    /// <param name="skip">Rows left out at the beginning, at least 0; names of columns are one.</param>
    /// <param name="choose">Given the number of columns and their names, or null, before the first row; gives which are
    /// read, so that the others may hold anything. All are read unless given.</param>
    /// <exception cref="FormatException">As for <see cref="Read"/>; rows before the fault have been given.</exception>
    public static (int Rows, int Columns, string[]? Header) ReadRows(ReadOnlySpan<byte> content,
        Action<ReadOnlySpan<double>> use, int skip = 0, Func<int, string[]?, bool[]>? choose = null)
    {
        ArgumentNullException.ThrowIfNull(use);
        Require.AtLeast(skip, 0);
        content = InUtf8(content);
        List<double> values = [];
        string[]? header = null;
        bool[]? chosen = null;
        byte separator = 0;
        int rows = 0, columns = 0;
        for (int line = 1; content.Length > 0; line++)
        {
            ReadOnlySpan<byte> full = CsvRow.NextLine(ref content), row = full.Trim(" \t"u8);
            if (row.IsEmpty || row[0] is (byte)'#' or (byte)'%' || skip-- > 0)
                continue;
            if (separator == 0)
            {
                separator = CsvRow.SeparatorOf(row);
                header = CsvRow.NamesOf(row, separator, separator == Tab && full.TrimStart((byte)' ')[0] == Tab);
                if (header is not null)
                    continue;
            }

            int count = CsvRow.Count(row, separator);
            if (rows == 0)
            {
                header = header?.Length == count + 1 && header[^1].Length == 0 ? header[..^1] : header;
                columns = header?.Length ?? count;
                chosen = count == columns ? choose?.Invoke(columns, header) : null;
            }

            values.Clear();
            AddRow(values, row, separator, chosen, line);
            if (count != columns)
            {
                throw new FormatException(
                    $"line {line} ends after column {count}, but the first row ends after column {columns}");
            }

            use(CollectionsMarshal.AsSpan(values));
            rows++;
        }

        return rows > 0 ? (rows, columns, header) : throw new FormatException("it holds no numbers");
    }

    private static void AddRow(List<double> values, ReadOnlySpan<byte> row, byte separator, bool[]? chosen, int line)
    {
        for (bool more = true; more;)
        {
            more = CsvRow.NextCell(ref row, separator, out ReadOnlySpan<byte> cell) && !row.IsEmpty;
            double value = double.NaN;
            bool isRead = chosen is null || values.Count >= chosen.Length || chosen[values.Count];
            if (isRead && !CsvRow.TryNumber(cell, out value))
            {
                string found = cell.IsEmpty ? "nothing" : $"'{Excerpt.Of(cell)}'";
                throw new FormatException(
                    $"line {line}, column {values.Count + 1} holds {found}, but it should hold a number{HintOf(cell)}");
            }

            values.Add(value);
        }
    }

    /// <summary>What to do about what others write for a number.</summary>
    private static string HintOf(ReadOnlySpan<byte> cell)
    {
        string text = Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, LongestCell)]);
        return text.ToUpperInvariant() switch
        {
            "TRUE" or "FALSE" => "; write 1 for true and 0 for false",
            "NA" or "N/A" or "NULL" or "NONE" => "; fill what is missing, or leave its row out",
            _ when CsvRow.TryNumber(Encoding.UTF8.GetBytes(text.Replace(',', '.')), out _) && text.Contains(',')
                => "; write a decimal comma as a point",
            _ => "",
        };
    }

    /// <summary>The text in UTF-8, without byte order mark.</summary>
    /// <exception cref="FormatException">It holds a byte 0 early on, as no text does.</exception>
    private static ReadOnlySpan<byte> InUtf8(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith(Encoding.UTF8.Preamble))
            return content[Encoding.UTF8.Preamble.Length..];
        foreach (Encoding wide in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            if (content.StartsWith(wide.Preamble))
                return Encoding.Convert(wide, Encoding.UTF8, content[wide.Preamble.Length..].ToArray());
        }

        return !content[..Math.Min(content.Length, Beginning)].Contains((byte)0) ? content
            : throw new FormatException("it holds a byte 0, as no text does: it is binary, or it is UTF-16 without "
                + "byte order mark; save it as UTF-8");
    }

    private static void RequireName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool separates = name.Any(c => c is ',' or ';' or '"' || char.IsWhiteSpace(c) || char.IsControl(c));
        if (name.Length == 0 || name[0] == '#' || separates || CsvRow.TryNumber(Encoding.UTF8.GetBytes(name), out _))
        {
            throw Require.Error(nameof(name), $"'{Excerpt.Of(name)}'",
                "a name without blank, comma, semicolon, quotation mark and control characters, not a number");
        }
    }
}
