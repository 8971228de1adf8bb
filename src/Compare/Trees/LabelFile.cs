namespace RbmTheory.Compare.Trees;

/// <summary>A column of a table of labels, a row a datum below a row of names: cells are separated by commas,
/// semicolons or tabs, and may stand in quotation marks, of which two stand for one within.</summary>
/// <param name="Column">The name of the column.</param>
/// <param name="Cells">Its cells, a datum each.</param>
internal sealed record LabelFile(string Column, IReadOnlyList<string> Cells)
{
    private const string Option = "--labels";

    /// <summary>Reads a file.</summary>
    /// <param name="text">The path and, behind a colon, the name of a column; without one the last column.</param>
    /// <exception cref="InputException">It cannot be read, or has no such column.</exception>
    public static LabelFile Read(string text)
    {
        int colon = text.LastIndexOf(':');
        (string path, string? column) = File.Exists(text) || colon < 1 ? (text, null)
            : (text[..colon], text[(colon + 1)..]);
        string[] lines;
        try
        {
            lines = [.. File.ReadLines(path).Where(line => line.Trim().Length > 0)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"{Option} = {text}, but it should be a table of labels, FILE or FILE:COLUMN "
                + $"({error.Message})");
        }

        if (lines.Length < 2)
            throw new InputException($"{Option} = {text}, but it should have a row of names and a row for each datum");
        char separator = ",;\t".FirstOrDefault(c => lines[0].Contains(c, StringComparison.Ordinal), ',');
        string[] names = Split(lines[0], separator);
        int place = column is null ? names.Length - 1 : Array.IndexOf(names, column);
        if (place < 0)
            throw new InputException($"{Option} = {text}, but the column should be one of {string.Join(", ", names)}");
        return new(names[place], [.. lines.Skip(1).Select((line, row) =>
        {
            string[] cells = Split(line, separator);
            return cells.Length == names.Length ? cells[place] : throw new InputException($"{Option} = {text}, but row "
                + $"{row + 1} should have {names.Length} cells, as the names, not {cells.Length}");
        })]);
    }

    /// <summary>The cells of a line; a separator between quotation marks is part of its cell.</summary>
    private static string[] Split(string line, char separator)
    {
        List<string> cells = [];
        int from = 0;
        bool isQuoted = false;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"')
                isQuoted = !isQuoted;
            if (i < line.Length && (line[i] != separator || isQuoted))
                continue;
            string cell = line[from..i].Trim();
            cells.Add(cell is ['"', .. string inner, '"'] ? inner.Replace("\"\"", "\"", StringComparison.Ordinal) : cell);
            from = i + 1;
        }

        return [.. cells];
    }
}
