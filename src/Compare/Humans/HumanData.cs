using System.Text;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Compare.Humans;

/// <summary>
/// A folder with the human genotypes, people × alleles, 1 where a person has the allele: <c>ehgdp.npz</c>, or
/// <c>ehgdp.csv.gz</c> as <c>data/export-ehgdp.R</c> writes it, and <c>labels.csv</c>, who they are. It is the one that is
/// given, else the one that the environment variable <c>RBM_HUMANS</c> names.
/// </summary>
public sealed class HumanData
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "RBM_HUMANS";

    /// <summary>The file of the labels.</summary>
    public const string Labels = "labels.csv";

    private static readonly string[] Genotypes = ["ehgdp.npz", "ehgdp.csv.gz"];

    private HumanData(string path) => Path = path;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Finds the folder: what is given, else what the environment names.</summary>
    /// <param name="data">Where the user has data; null for nowhere.</param>
    /// <exception cref="InputException">The folder lacks a file, or none is named: one line says the ways to have
    /// them.</exception>
    public static HumanData Find(UserData? data) => Find(data?.Humans, Environment.GetEnvironmentVariable(Variable));

    /// <summary>The same, with what the environment says.</summary>
    internal static HumanData Find(string? given, string? variable)
    {
        if (given is not null)
            return Named("--humans", given);
        if (!string.IsNullOrEmpty(variable))
            return Named(Variable, variable);
        throw new InputException("the human genotypes are not there: give --humans FOLDER, or set the environment "
            + $"variable {Variable} to the folder of {Genotypes[0]} and {Labels}; data/export-ehgdp.R makes it");
    }

    /// <summary>The people, in the order of the files.</summary>
    /// <exception cref="InputException">A file cannot be read, or the two do not fit each other.</exception>
    public HumanSet Read()
    {
        SpinSet rows = OrRefused(GenotypesIn(Path)!, ReadGenotypes);
        return OrRefused(System.IO.Path.Combine(Path, Labels), path => ReadLabels(path, rows));
    }

    private static HumanData Named(string name, string folder)
    {
        string? missing = GenotypesIn(folder) is null ? string.Join(", nor ", Genotypes)
            : File.Exists(System.IO.Path.Combine(folder, Labels)) ? null : Labels;
        return missing is null ? new(System.IO.Path.GetFullPath(folder))
            : throw new InputException($"{name} = {folder}, but it should be a folder with the human genotypes: there is no "
                + $"{missing}; data/export-ehgdp.R makes it");
    }

    private static string? GenotypesIn(string folder)
        => Genotypes.Select(name => System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static SpinSet ReadGenotypes(string path)
    {
        ReadOnlyMemory<byte> content = FileContent.Unpack(File.ReadAllBytes(path));
        List<int[]> rows = [];
        if (FileContent.ArrayOf(content, path, array: null) is not StoredArray array)
        {
            CsvFile.ReadRows(content.Span, row => rows.Add(Genotype(row, rows.Count)));
        }
        else
        {
            if (array.Shape is not [> 0, > 0])
                throw new FormatException($"its shape is ({string.Join(", ", array.Shape)}), but it should be (people, alleles)");
            double[] row = new double[array.RowLength];
            for (int person = 0; person < array.Rows; person++)
            {
                array.CopyRow(person, row);
                rows.Add(Genotype(row, person));
            }
        }

        return SpinSet.Of(rows);
    }

    private static int[] Genotype(ReadOnlySpan<double> row, int person)
    {
        int[] genotype = new int[row.Length];
        for (int i = 0; i < row.Length; i++)
            genotype[i] = row[i] is 0 or 1 ? (int)row[i]
                : throw new FormatException($"row {person + 1}, column {i + 1} holds {row[i]:R}, but it should hold 0 or 1");
        return genotype;
    }

    private static HumanSet ReadLabels(string path, SpinSet rows)
    {
        string[][] lines = [.. File.ReadLines(path, Encoding.UTF8).Where(line => line.Length > 0)
            .Select(line => line.Split(',', StringSplitOptions.TrimEntries).Select(cell => cell.Trim('"')).ToArray())];
        string[] header = lines.FirstOrDefault() ?? [];
        if (lines.Length - 1 != rows.Samples)
            throw new FormatException($"it has {Math.Max(lines.Length - 1, 0)} rows under its heading, but the genotypes have {rows.Samples}");
        string[] Column(string name)
        {
            int at = Array.IndexOf(header, name);
            return at < 0 ? throw new FormatException($"its heading names no column '{name}'")
                : [.. lines.Skip(1).Select((line, person) => at < line.Length && line[at].Length > 0 ? line[at]
                    : throw new FormatException($"row {person + 1} under its heading has no {name}"))];
        }

        return new(rows, Column("population"), Column("region"));
    }

    private static T OrRefused<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException
            or ArgumentException)
        {
            throw new InputException($"the file {path} cannot be used: {error.Message}");
        }
    }
}
