using System.Globalization;

namespace RbmTheory.Compare.Training;

/// <summary>
/// Which columns of a file are data: those that <c>--columns</c> names, or all but an index, a first column whose head
/// is empty, as that of pandas and R; and never the column of labels.
/// </summary>
public sealed class FileColumns
{
    private FileColumns(bool[] isData, IReadOnlyList<string>? header, bool isIndexed)
    {
        (IsData, Header, IsIndexed) = (isData, header, isIndexed);
        Places = [.. Enumerable.Range(0, isData.Length).Where(i => isData[i])];
    }

    /// <summary>Whether a column is data.</summary>
    public bool[] IsData { get; }

    /// <summary>The columns that are data, counted from 0, in rising order.</summary>
    public IReadOnlyList<int> Places { get; }

    /// <summary>The names of all columns; null where they have none.</summary>
    public IReadOnlyList<string>? Header { get; }

    /// <summary>Whether the first column was left out as an index, unasked.</summary>
    public bool IsIndexed { get; }

    /// <summary>Chooses.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="columns">Number of columns of the file.</param>
    /// <param name="header">Their names, or null.</param>
    /// <exception cref="FormatException">A column is named that there is not, or none is left.</exception>
    public static FileColumns Of(TrainingSettings settings, int columns, IReadOnlyList<string>? header)
    {
        ArgumentNullException.ThrowIfNull(settings);
        bool isIndexed = settings.Columns is null && columns > 1 && header?[0] is "" or "Unnamed: 0";
        bool[] isData = (settings.Columns ?? (isIndexed ? ColumnRanges.From(1) : ColumnRanges.All)).Of(columns);
        if (settings.LabelsColumn is string labels)
            isData[PlaceOf(labels, columns, header)] = false;
        return isData.Contains(true)
            ? new(isData, header, isIndexed)
            : throw new FormatException("no column is left but the labels, though at least one should be data");
    }

    /// <summary>The numbers of a row that are data.</summary>
    /// <param name="row">A whole row.</param>
    /// <param name="data">Receives them; as long as <see cref="Places"/>.</param>
    public void Select(ReadOnlySpan<double> row, Span<double> data)
    {
        for (int i = 0; i < data.Length; i++)
            data[i] = row[Places[i]];
    }

    private static int PlaceOf(string column, int columns, IReadOnlyList<string>? header)
    {
        for (int i = 0; i < header?.Count; i++)
        {
            if (header[i] == column)
                return i;
        }

        return int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out int place) && place < columns
            ? place
            : throw new FormatException($"--labels-column = {column}, but it should be in [0, {columns - 1}]"
                + (header is null ? "" : ", or the name of a column"));
    }
}
