using System.Globalization;
using System.Text;
using Parquet;
using Parquet.Schema;
using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Compare.Sweeps;

/// <summary>A column of a table of runs: numbers, NaN where a row has none, or words.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Numbers">A number a row; null where it holds words.</param>
/// <param name="Words">A text a row.</param>
public sealed record SweepColumn(string Name, double[]? Numbers, string[] Words)
{
    private const double LargestWhole = 1L << 53;

    /// <summary>A column of texts, which are numbers where all can be read as such.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="texts">A text a row.</param>
    public static SweepColumn OfTexts(string name, string[] texts)
    {
        // A seed of more than 53 bits is no double: two of them might become one.
        double[] numbers = [.. texts.Select(text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                && !(Math.Abs(value) > LargestWhole && text.All(char.IsAsciiDigit)) ? value : double.NaN)];
        return new(name, numbers.All(double.IsFinite) ? numbers : null, texts);
    }

    /// <summary>A column of numbers; those that are not finite have no text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="numbers">A number a row.</param>
    public static SweepColumn OfNumbers(string name, double[] numbers)
        => new(name, numbers, [.. numbers.Select(
            x => double.IsFinite(x) ? x.ToString("R", CultureInfo.InvariantCulture) : "")]);
}

/// <summary>
/// The finished runs of a sweep as a table, a row a run: its number, the parameters that were swept, the numbers of its
/// result, and of what each hidden unit has (<c>fwhm</c>, <c>amplitude</c>, …) the mean over the units, NaNs and places left out.
/// Times are not in it, so that the same sweep gives the same bytes.
/// </summary>
/// <param name="Parameters">The columns of parameters.</param>
/// <param name="Results">The columns of what was measured.</param>
/// <param name="Runs">The number of each run; the number of runs in a row of a grouped table.</param>
public sealed record SweepTable(
    IReadOnlyList<SweepColumn> Parameters, IReadOnlyList<SweepColumn> Results, SweepColumn Runs)
{
    /// <summary>What the name of a column of standard errors ends with.</summary>
    public const string ErrorEnding = ".error";

    /// <summary>What the name of a column ends with that says how many runs of a group have a number.</summary>
    public const string CountEnding = ".runs";

    /// <summary>Numbers of units of which there is no mean: places on a ring.</summary>
    private static readonly string[] Places = ["centre"];

    /// <summary>All columns.</summary>
    public IReadOnlyList<SweepColumn> Columns => [Runs, .. Parameters, .. Results];

    /// <summary>Number of rows.</summary>
    public int Rows => Runs.Words.Length;

    /// <summary>Reads the results of a sweep.</summary>
    /// <param name="folder">The sweep.</param>
    /// <param name="warn">Told in one line of a result that cannot be read, which is left out.</param>
    /// <exception cref="InputException">No run is finished.</exception>
    public static SweepTable Read(SweepFolder folder, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(warn);
        List<int> runs = [];
        List<Dictionary<string, double>> results = [];
        for (int part = 0; part < folder.Parts; part++)
        {
            foreach (int run in folder.List(part).Where(r => r.Value.State == RunState.Finished).Select(r => r.Key).Order())
            {
                if (ResultOf(folder, run, warn) is not { } result)
                    continue;
                runs.Add(run);
                results.Add(result);
            }
        }

        if (runs.Count == 0)
            throw new InputException($"folder = {folder.Path}, but no run of it is finished yet");
        IReadOnlyList<string>[] values = [.. runs.Select(folder.Plan.Values)];
        return new(
            [.. folder.Plan.Swept.Select((name, i) => SweepColumn.OfTexts(name, [.. values.Select(v => v[i])]))],
            [.. results.SelectMany(r => r.Keys).Distinct().Select(name => SweepColumn.OfNumbers(
                name, [.. results.Select(r => r.GetValueOrDefault(name, double.NaN))]))],
            SweepColumn.OfNumbers("run", [.. runs.Select(run => (double)run)]));
    }

    /// <summary>Means over the runs that have the same values of some parameters, with standard errors, from two runs
    /// on, and how many of the runs have a number there.</summary>
    /// <param name="names">These parameters.</param>
    /// <exception cref="InputException">One is no parameter of the sweep.</exception>
    public SweepTable Group(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        SweepColumn[] keys = [.. names.Select(name => Parameters.FirstOrDefault(p => p.Name == name)
            ?? throw new InputException($"--group = {string.Join(',', names)}, but {name} should be one of the parameters "
                + $"of the sweep: {string.Join(", ", Parameters.Select(p => p.Name))}"))];
        int[][] groups =
        [
            .. Enumerable.Range(0, Rows).GroupBy(row => string.Join('\0', keys.Select(key => key.Words[row])))
                .Select(group => group.ToArray()),
        ];
        List<SweepColumn> means = [];
        foreach (SweepColumn column in Results)
        {
            double[][] finite = [.. groups.Select(
                group => group.Select(row => column.Numbers![row]).Where(double.IsFinite).ToArray())];
            means.Add(SweepColumn.OfNumbers(
                column.Name, [.. finite.Select(x => x.Length > 0 ? x.Average() : double.NaN)]));
            means.Add(SweepColumn.OfNumbers(column.Name + ErrorEnding,
                [.. finite.Select(x => x.Length > 1 ? Estimate.FromRuns(x).StandardError : double.NaN)]));
            means.Add(SweepColumn.OfNumbers(column.Name + CountEnding, [.. finite.Select(x => (double)x.Length)]));
        }

        return new(
            [.. keys.Select(key => SweepColumn.OfTexts(key.Name, [.. groups.Select(group => key.Words[group[0]])]))],
            means, SweepColumn.OfNumbers("runs", [.. groups.Select(group => (double)group.Length)]));
    }

    /// <summary>A column of numbers.</summary>
    /// <param name="option">The option that names it, for error messages.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="InputException">There is none of that name, or it holds words.</exception>
    public SweepColumn NumbersOf(string option, string name)
        => Columns.FirstOrDefault(column => column.Name == name && column.Numbers is not null)
            ?? throw new InputException($"{option} = {name}, but it should be one of "
                + string.Join(", ", Columns.Where(column => column.Numbers is not null).Select(column => column.Name)));

    /// <summary>The table as text, a line a row, numbers at full precision, empty where there is none.</summary>
    public string ToCsv()
    {
        StringBuilder text = new();
        text.AppendJoin(',', Columns.Select(column => Quoted(column.Name))).Append('\n');
        for (int row = 0; row < Rows; row++)
            text.AppendJoin(',', Columns.Select(column => Quoted(column.Words[row]))).Append('\n');
        return text.ToString();
    }

    /// <summary>Writes a table for <c>numpy.load</c>, an array a column. Of words it has the number of each, and the
    /// words themselves, in the order of these numbers, as bytes of UTF-8 with line ends between, <c>NAME.words</c>.
    /// </summary>
    /// <param name="stream">Where to; able to seek.</param>
    public void WriteNpz(Stream stream)
    {
        List<(string, Action<Stream>)> arrays = [];
        foreach (SweepColumn column in Columns)
        {
            double[] numbers = column.Numbers ?? [];
            if (column.Numbers is null)
            {
                string[] words = [.. column.Words.Distinct()];
                Dictionary<string, int> places = words.Index().ToDictionary(word => word.Item, word => word.Index);
                numbers = [.. column.Words.Select(word => (double)places[word])];
                byte[] text = Encoding.UTF8.GetBytes(string.Join('\n', words));
                arrays.Add((column.Name + ".words", npy => NpyFile.WriteBytes(npy, text, text.Length)));
            }

            arrays.Add((column.Name, npy => NpyFile.Write(npy, numbers, numbers.Length)));
        }

        NpzFile.Write(stream, compressed: false, [.. arrays]);
    }

    /// <summary>Writes a table in Parquet, a column of doubles or of texts each; no number is NaN.</summary>
    /// <param name="stream">Where to; able to seek.</param>
    public async Task WriteParquet(Stream stream)
    {
        DataField[] fields = [.. Columns.Select(column => column.Numbers is null
            ? (DataField)new DataField<string>(column.Name, nullable: false) : new DataField<double>(column.Name))];
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(
            new ParquetSchema(fields.AsEnumerable<Field>().ToArray()), stream,
            new ParquetOptions { CompressionMethod = CompressionMethod.None });
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        foreach ((DataField field, SweepColumn column) in fields.Zip(Columns))
        {
            if (column.Numbers is null)
                await group.WriteAsync(field, column.Words);
            else
                await group.WriteAsync<double>(field, column.Numbers.AsMemory());
        }
    }

    private static Dictionary<string, double>? ResultOf(SweepFolder folder, int run, Action<string> warn)
    {
        string path = Path.Combine(folder.PathOf(run, RunState.Finished), RunFolder.ResultName);
        try
        {
            TrainingRecord record = TrainingRecord.Read(path) ?? throw new InputException($"{path} is missing");
            Dictionary<string, double> numbers = new(record.Numbers);
            foreach ((string name, double[] units) in record.Units.Where(u => !Places.Contains(u.Key)))
                numbers.TryAdd(name, units.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average());
            return numbers;
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException)
        {
            warn($"run {run} is left out: {error.Message}; delete the folder of the run, and rbm sweep makes "
                + "it anew");
            return null;
        }
    }

    private static string Quoted(string text)
        => text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
