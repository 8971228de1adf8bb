using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Training;

/// <summary>
/// Signs that a file holds more than data: numbers of columns in its first row, an index or labels in its first or last
/// column. Each is refused, with the two options that settle it; an option that is given is never doubted.
/// </summary>
/// <remarks>
/// By chance data are doubted hardly ever: an index is three rows or more of integers that rise, times are six rows or
/// more of any numbers that do, and labels are doubted only beside four or more columns that hold the same two values,
/// or beside grey values.
/// </remarks>
/// <param name="settings">The settings.</param>
/// <param name="columns">The columns of the file.</param>
/// <param name="isText">Whether the file is text.</param>
public sealed class LayoutDoubts(TrainingSettings settings, FileColumns columns, bool isText)
{
    private const int LeastRows = 3, LeastTimes = 6, LeastColumns = 3, LeastBesideLabels = 4;
    private const double MostClasses = 9, LeastGrey = 100;

    private static readonly string[] LabelNames = ["label", "labels", "class", "target"];
    private static readonly string[] IndexNames = ["index", "id", "time"];

    private readonly Values _first = new(), _last = new(), _inner = new();
    private int _rows;
    private bool _countsColumns, _rises = true, _isWhole = true;
    private double _before = double.NegativeInfinity, _start;

    private int Width => columns.Places.Count;

    private string Keep => $"--columns {columns.Places[0]}- to train on it";

    /// <summary>Looks at a row.</summary>
    /// <param name="data">The numbers of the row that are data.</param>
    public void Read(ReadOnlySpan<double> data)
    {
        if (_rows++ == 0)
        {
            _start = data[0];
            _countsColumns = isText && columns.Header is null && data.Length >= LeastColumns && _start is 0 or 1;
            for (int i = 0; i < data.Length; i++)
                _countsColumns &= data[i] == _start + i;
        }

        _rises &= data[0] > _before;
        _isWhole &= data[0] == Math.Truncate(data[0]);
        _before = data[0];
        _first.Add(data[0]);
        _last.Add(data[^1]);
        foreach (double number in data[Math.Min(1, data.Length - 1)..^1])
            _inner.Add(number);
    }

    /// <summary>Refuses the file where there is a sign.</summary>
    /// <exception cref="FormatException">There is.</exception>
    public void Check()
    {
        if (settings.SkipRows is null && _countsColumns)
            throw new FormatException($"its first row is {_start}, {_start + 1}, …, {_start + Width - 1}, as numbers "
                + "of columns are; give --skip-rows 1 to leave it out, or --skip-rows 0 to train on it");
        if (settings.Columns is not null || _rows == 0)
            return;
        if (isText && columns.IsData.Length == 1)
            throw new FormatException("its rows hold one number each, as a file of labels does, or one sample set as a "
                + "column; a row should be a sample, or give --columns 0- to train on one site");
        CheckIndex();
        if (settings.LabelsColumn is not null)
            return;
        CheckLabels(columns.Places[0], _first, _last);
        CheckLabels(columns.Places[^1], _last, _first);
    }

    private void CheckIndex()
    {
        int place = columns.Places[0];
        bool isNamed = columns.Header is not null
            && IndexNames.Contains(columns.Header[place], StringComparer.OrdinalIgnoreCase);
        if (Width == 1 || !(isNamed || (_rises && _rows >= (_isWhole ? LeastRows : LeastTimes))))
            return;
        string sign = isNamed ? $"is named '{columns.Header![place]}' as an index is"
            : _isWhole ? "rises as an index does" : "rises as times do";
        throw new FormatException($"its first column, {_start:R} to {_before:R}, {sign}; give "
            + $"--columns {place + 1}- to leave it out, or {Keep}");
    }

    /// <summary>Whether a column is named as labels are, or does not fit what all others hold.</summary>
    private void CheckLabels(int place, Values column, Values other)
    {
        string? name = columns.Header?[place];
        bool isNamed = Width > 1 && name is not null && LabelNames.Contains(name, StringComparer.OrdinalIgnoreCase);
        bool isEnough = Width > LeastBesideLabels && _rows >= LeastRows;
        bool isOdd = isEnough && settings.Threshold is null && settings.VisibleUnit is not PottsUnit
            && ((_inner.AreBits && other.AreBits && !column.AreBits)
                || (_inner.AreSpins && other.AreSpins && !column.AreSpins));
        bool isClass = isEnough && settings.Threshold is not null && column.AreClasses && _inner.Largest >= LeastGrey;
        if (isNamed || isOdd || isClass)
            throw new FormatException($"its column {place}, counted from 0, "
                + (isNamed ? $"is named '{name}'" : $"holds {column.Largest:R}, unlike the others,")
                + $" as labels are; give --labels-column {place} to leave it out, or {Keep}");
    }

    /// <summary>What a part of the file holds.</summary>
    private sealed class Values
    {
        private readonly bool[] _classes = new bool[(int)MostClasses + 1];
        private bool _isWhole = true;

        public bool AreBits { get; private set; } = true;

        public bool AreSpins { get; private set; } = true;

        public double Largest { get; private set; } = double.NegativeInfinity;

        /// <summary>Three classes or more, of ten.</summary>
        public bool AreClasses => _isWhole && _classes.Count(c => c) >= 3;

        public void Add(double value)
        {
            AreBits &= value is 0 or 1;
            AreSpins &= value is -1 or 1;
            Largest = Math.Max(Largest, value);
            _isWhole &= value is >= 0 and <= MostClasses && value == Math.Truncate(value);
            if (_isWhole)
                _classes[(int)value] = true;
        }
    }
}
