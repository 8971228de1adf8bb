using System.Security.Cryptography;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Training;

/// <summary>A file of numbers, given row by row: the bytes of the file are in memory, the numbers are not, unless its
/// columns are the samples.</summary>
public sealed class DataFile
{
    private readonly TrainingSettings _settings;
    private readonly ReadOnlyMemory<byte> _content;
    private readonly StoredArray? _array;
    private readonly bool _isTable;
    private LayoutDoubts? _doubts;
    private bool _wasRead;

    private DataFile(
        TrainingSettings settings, string path, string digest, ReadOnlyMemory<byte> content, string? array)
    {
        (_settings, Path, Digest) = (settings, path, digest);
        _content = content;
        FastaFile? fasta = FastaFile.IsFasta(content.Span) ? FastaOf(content, settings.VisibleUnit) : null;
        (Unit, Letters) = (fasta is null ? null : new PottsUnit(fasta.Alphabet.Length), fasta?.Description);
        Warning = fasta is not { SeemsDna: true } || settings.VisibleUnit is not null ? null
            : $"most letters of {path} are A, C, G or T, but it has others ({fasta.Letters}) and is read as proteins, "
                + "potts:21; for DNA give --visible potts:5, which names the first other letter";
        _array = fasta?.Colours ?? FileContent.ArrayOf(content, path, array);
        RequireRows(_array, isIdx: FileContent.IsIdx(content));
        _isTable = fasta is null && _array is null or { Shape.Count: 2 };
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>SHA-256 of its bytes, packed as they are.</summary>
    public string Digest { get; }

    /// <summary>The units that the file itself tells, those of an alphabet; null where its numbers do.</summary>
    public PottsUnit? Unit { get; }

    /// <summary>The letters of an alignment; null where it is none.</summary>
    public string? Letters { get; }

    /// <summary>What may not be meant as it was read; null for nothing.</summary>
    public string? Warning { get; }

    /// <summary>The shape of a sample, where the file holds pictures and all of each is data; else null.</summary>
    public PictureShape? Shape
        => _array?.Shape is [_, var rows, var columns] && !_settings.Transpose
            && Columns?.Places.Count == rows * columns ? new(rows, columns) : null;

    /// <summary>The columns that are data; null before a row was read.</summary>
    public FileColumns? Columns { get; private set; }

    /// <summary>The numbers of the first row, the first few of them.</summary>
    public IReadOnlyList<double> Start { get; private set; } = [];

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="spec">The file.</param>
    /// <param name="settings">Which of its rows and columns are data.</param>
    /// <exception cref="InputException">It cannot be read, or is none of its format.</exception>
    public static DataFile Open(FileSpec spec, TrainingSettings settings)
        => OrRefused(spec.Place, () =>
        {
            byte[] content = FileContent.ReadAll(spec.Place);
            string digest = Convert.ToHexStringLower(SHA256.HashData(content));
            return new DataFile(settings, spec.Place, digest, FileContent.Unpack(content), spec.Array);
        });

    /// <summary>Gives each sample in turn.</summary>
    /// <param name="use">Given the index of the sample and its numbers, which it may not keep.</param>
    /// <exception cref="InputException">A row cannot be read, or the file seems to hold more than data.</exception>
    public void ForEachRow(Action<int, ReadOnlySpan<double>> use)
        => OrRefused(Path, () =>
        {
            int rows = 0, samples = 0;
            List<double>? kept = _settings.Transpose ? [] : null;
            ReadRows(numbers =>
            {
                rows++;
                if (kept is null)
                    Give(use, samples++, numbers);
                else
                    kept.AddRange(numbers);
            });
            if (!_wasRead)
                _doubts?.Check();
            double[] sample = new double[rows];
            for (int width = kept?.Count / Math.Max(rows, 1) ?? 0; samples < width; samples++)
            {
                for (int i = 0; i < rows; i++)
                    sample[i] = kept![i * width + samples];
                Give(use, samples, sample);
            }

            return _wasRead = true;
        });

    /// <summary>An alignment, by an alphabet of as many letters as colours are asked for.</summary>
    private static FastaFile FastaOf(ReadOnlyMemory<byte> content, IVisibleUnit? asked)
        => FastaFile.Read(content.Span, asked is PottsUnit potts ? potts.Components : null);

    /// <summary>Refuses an array of one dimension or none: whether it is a sample or a unit cannot be told.</summary>
    private static void RequireRows(StoredArray? array, bool isIdx)
    {
        if (array is not { Shape: { Count: < 2 } shape })
            return;
        if (shape.Count == 0)
            throw new FormatException("it is a single number, but it should be an array of (samples, units)");
        throw new FormatException($"its shape is ({shape[0]},), but it should be (samples, units): " + (isIdx
            ? "this is a file of labels, give that of the images"
            : "one sample is array[None, :], one unit array[:, None]"));
    }

    private void Give(Action<int, ReadOnlySpan<double>> use, int sample, ReadOnlySpan<double> numbers)
    {
        if (sample == 0 && Start.Count == 0)
            Start = numbers[..Math.Min(numbers.Length, DataReading.MostShown + 1)].ToArray();
        use(sample, numbers);
    }

    private delegate void UseRow(ReadOnlySpan<double> data);

    /// <summary>Gives what is data of each row of the file.</summary>
    private void ReadRows(UseRow use)
    {
        int skip = _settings.SkipRows ?? 0;
        double[] data = [];
        void Select(ReadOnlySpan<double> row)
        {
            Columns ??= Choose(row.Length, null);
            if (data.Length == 0)
                data = new double[Columns.Places.Count];
            Columns.Select(row, data);
            if (!_wasRead)
                _doubts?.Read(data);
            use(data);
        }

        if (_array is null)
        {
            ReadText(Select, skip);
            return;
        }

        double[] whole = new double[_array.RowLength];
        for (int row = skip; row < _array.Rows && whole.Length > 0; row++)
        {
            _array.CopyRow(row, whole);
            Select(whole);
        }
    }

    private void ReadText(Action<ReadOnlySpan<double>> select, int skip)
    {
        try
        {
            CsvFile.ReadRows(_content.Span, select, skip, (width, header) => (Columns = Choose(width, header)).IsData);
        }
        catch (FormatException error) when (_settings.Columns is null && Columns?.Places is [0, _, ..]
            && error.Message.Contains(", column 1 holds '", StringComparison.Ordinal)
            && error.Message.EndsWith("hold a number", StringComparison.Ordinal))
        {
            throw new FormatException(error.Message + "; give --columns 1- to leave out a column of names");
        }
    }

    private FileColumns Choose(int width, IReadOnlyList<string>? header)
    {
        if (Columns is not null)
            return Columns;
        FileColumns columns = FileColumns.Of(_settings, width, header);
        if (_isTable)
            _doubts = new(_settings, columns, isText: _array is null);
        return columns;
    }

    private static T OrRefused<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException
            or ArgumentException or NotSupportedException)
        {
            throw new InputException($"the data file {path} cannot be used: {error.Message}");
        }
    }
}
