using System.Globalization;
using System.Security.Cryptography;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Compare.Training;

/// <summary>
/// Weights of the samples of a data file: a number ≥ 0 for each, in an array of S or of S × 1, or as text with one a
/// line. Only their ratios count. A sample of weight 0 is no sample; equal weights are none.
/// </summary>
internal sealed class SampleWeights
{
    private readonly string _path;
    private readonly double[] _all;

    private SampleWeights(string path, string digest, double[] all)
    {
        (_path, Digest, _all) = (path, digest, all);
        int wrong = Array.FindIndex(all, weight => !(double.IsFinite(weight) && weight >= 0));
        if (wrong >= 0)
            throw new FormatException(
                $"number {wrong + 1} is {Show(all[wrong])}, but it should be finite and at least 0");
        Positive = [.. all.Where(weight => weight > 0)];
        if (!double.IsFinite(Positive.Sum()))
            throw new FormatException("its sum is too large, but only ratios count: divide by the largest");
        if (Positive.Length > 0 && !(Positive.Sum(weight => weight * weight) is > 1e-290 and < 1e290))
            throw new FormatException("its numbers are too small or large, but only ratios count: divide by the largest");
        if (Positive.Length == 0)
            throw new FormatException("it holds no number above 0, but it should hold at least one");
    }

    /// <summary>SHA-256 of the file.</summary>
    public string Digest { get; }

    /// <summary>The weights above 0, in order.</summary>
    public double[] Positive { get; }

    /// <summary>What was read, to be put behind the line about the data.</summary>
    public string Reading
    {
        get
        {
            double sum = Positive.Sum(), effective = sum * sum / Positive.Sum(weight => weight * weight);
            int zeros = _all.Length - Positive.Length;
            string good = effective.ToString("F1", CultureInfo.InvariantCulture);
            return $"; weights from {_path}, as good as {good} samples"
                + (zeros > 0 ? $", {zeros} of weight 0 left out" : "");
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="InputException">It cannot be read, or holds something else.</exception>
    public static SampleWeights Read(FileSpec file)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            byte[] content = FileContent.ReadAll(file.Place);
            string digest = Convert.ToHexStringLower(SHA256.HashData(content));
            return new(file.Place, digest, Numbers(FileContent.Unpack(content), file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException
            or ArgumentException or NotSupportedException)
        {
            throw new InputException($"the weights {file.Place} cannot be used: {error.Message}");
        }
    }

    /// <summary>The sample that each row of the data is, -1 where its weight is 0; null where every row is
    /// one.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="data">The data, for the message.</param>
    /// <exception cref="InputException">There are more or fewer weights.</exception>
    public int[]? PlacesOf(int rows, FileSpec data)
    {
        if (_all.Length != rows)
            throw new InputException($"the weights {_path} are {_all.Length} numbers, but they should be {rows}, one "
                + $"for each sample of {data}");
        int next = 0;
        return Positive.Length == rows ? null : Array.ConvertAll(_all, weight => weight > 0 ? next++ : -1);
    }

    /// <summary>The samples with their weights.</summary>
    /// <param name="set">The samples of weight above 0.</param>
    public IDataSet Weigh(IDataSet set)
        => Positive.All(weight => weight == Positive[0]) ? set : new WeightedSet(set, Positive);

    private static double[] Numbers(ReadOnlyMemory<byte> content, FileSpec file)
    {
        if (FileContent.ArrayOf(content, file.Place, file.Array) is StoredArray array)
            return array.Shape is { Count: 1 } or [_, 1]
                ? array.ToDoubles()
                : throw new FormatException(
                    $"its shape is ({string.Join(", ", array.Shape)}), but it should be (samples,)");
        (double[] values, _, int columns, _) = CsvFile.Read(content.Span);
        return columns == 1 ? values
            : throw new FormatException(
                $"its rows hold {columns} numbers, but a row should be the weight of one sample");
    }

    private static string Show(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
