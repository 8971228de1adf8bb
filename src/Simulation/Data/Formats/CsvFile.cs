using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace RbmTheory.Simulation.Data.Formats;

/// <summary>
/// Matrices as text: a line a row, numbers separated by semicolons, tabs, commas or blanks, whichever of these comes
/// first in that order in the first row. A number has a decimal point and may have an exponent; nan, inf and infinity
/// are numbers, in any case. Lines that start with # and blank lines are skipped. If no cell of the first row is a
/// number, that row names the columns. Text is UTF-8; a line ends with a line feed, a carriage return or both.
/// </summary>
public static class CsvFile
{
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);
    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t"u8);

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
    /// <param name="use">Given the numbers of each row in turn, which it may not keep.</param>
    /// <exception cref="FormatException">As for <see cref="Read"/>; rows before the fault have been given.</exception>
    public static (int Rows, int Columns, string[]? Header) ReadRows(
        ReadOnlySpan<byte> content, Action<ReadOnlySpan<double>> use)
    {
        ArgumentNullException.ThrowIfNull(use);
        if (content.StartsWith(Encoding.UTF8.Preamble))
            content = content[Encoding.UTF8.Preamble.Length..];
        List<double> values = [];
        string[]? header = null;
        byte separator = 0;
        int rows = 0, columns = 0;
        for (int line = 1; content.Length > 0; line++)
        {
            ReadOnlySpan<byte> row = NextLine(ref content).Trim(" \t"u8);
            if (row.IsEmpty || row[0] == '#')
                continue;
            if (columns == 0)
            {
                separator = SeparatorOf(row);
                header = HeaderOf(row, separator);
                columns = header?.Length ?? 0;
                if (header is not null)
                    continue;
            }

            values.Clear();
            int count = AddRow(values, row, separator, line);
            columns = columns == 0 ? count : columns;
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

    private static int AddRow(List<double> values, ReadOnlySpan<byte> row, byte separator, int line)
    {
        int column = 1;
        for (bool more = true; more; column++)
        {
            more = NextCell(ref row, separator, out ReadOnlySpan<byte> cell);
            if (!TryNumber(cell, out double value))
            {
                string found = cell.IsEmpty ? "nothing" : $"'{Excerpt.Of(cell)}'";
                throw new FormatException($"line {line}, column {column} holds {found}, but it should hold a number");
            }

            values.Add(value);
        }

        return column - 1;
    }

    /// <summary>The names, if no cell is a number; a number mistyped in the first row is no header.</summary>
    private static string[]? HeaderOf(ReadOnlySpan<byte> row, byte separator)
    {
        List<string> names = [];
        for (bool more = true; more;)
        {
            more = NextCell(ref row, separator, out ReadOnlySpan<byte> cell);
            if (TryNumber(cell, out _))
                return null;
            names.Add(Encoding.UTF8.GetString(cell).Trim('"'));
        }

        return [.. names];
    }

    private static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> content)
    {
        int end = content.IndexOfAny(LineEnds);
        ReadOnlySpan<byte> line = end < 0 ? content : content[..end];
        int next = end < 0 ? content.Length : content[end..].StartsWith("\r\n"u8) ? end + 2 : end + 1;
        content = content[next..];
        return line;
    }

    /// <summary>Takes the next cell off a row; whether another follows. A run of blanks separates as one blank
    /// does.</summary>
    private static bool NextCell(ref ReadOnlySpan<byte> row, byte separator, out ReadOnlySpan<byte> cell)
    {
        int end = separator == ' ' ? row.IndexOfAny(Blanks) : row.IndexOf(separator);
        cell = (end < 0 ? row : row[..end]).Trim(" \t"u8);
        if (end >= 0)
            row = separator == ' ' ? row[end..].TrimStart(" \t"u8) : row[(end + 1)..];
        return end >= 0;
    }

    private static byte SeparatorOf(ReadOnlySpan<byte> row)
    {
        foreach (byte separator in ";\t,"u8)
        {
            if (row.Contains(separator))
                return separator;
        }

        return (byte)' ';
    }

    /// <summary>What is written finite, but is too large for a double, is no number.</summary>
    private static bool TryNumber(ReadOnlySpan<byte> cell, out double value)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            return !double.IsInfinity(value) || !cell.ContainsAnyInRange((byte)'0', (byte)'9');
        if (!Ascii.EqualsIgnoreCase(cell.TrimStart("+-"u8), "inf"u8) || cell.Length > 4)
            return false;
        value = cell[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        return true;
    }

    private static void RequireName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool separates = name.Any(c => c is ',' or ';' or '"' || char.IsWhiteSpace(c) || char.IsControl(c));
        if (name.Length == 0 || name[0] == '#' || separates || TryNumber(Encoding.UTF8.GetBytes(name), out _))
        {
            throw Require.Error(nameof(name), $"'{Excerpt.Of(name)}'",
                "a name without blank, comma, semicolon, quotation mark and control characters, not a number");
        }
    }
}
