using System.Security.Cryptography;
using RbmTheory.Simulation.Data.Formats;

namespace RbmTheory.Compare.Training;

/// <summary>A file of numbers, given row by row: the bytes of the file are in memory, the numbers are not.</summary>
public sealed class DataFile
{
    private readonly ReadOnlyMemory<byte> _content;
    private readonly StoredArray? _array;

    private DataFile(string path, ReadOnlyMemory<byte> content, StoredArray? array)
        => (Path, _content, _array) = (path, content, array);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>SHA-256 of its bytes.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(_content.Span));

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="spec">The file.</param>
    /// <exception cref="InputException">It cannot be read, or is none of its format.</exception>
    public static DataFile Open(FileSpec spec)
        => OrRefused(spec.Place, () =>
        {
            byte[] content = File.ReadAllBytes(spec.Place);
            string name = spec.Place.ToLowerInvariant();
            StoredArray? array = name.EndsWith(".csv", StringComparison.Ordinal) ? null
                : name.EndsWith(".npy", StringComparison.Ordinal) ? NpyFile.ReadArray(content)
                : name.EndsWith(".npz", StringComparison.Ordinal)
                    ? NpzFile.Read(content, spec.Array ?? OnlyArray(content))
                : IdxFile.Read(content);
            return new DataFile(spec.Place, content, array);
        });

    /// <summary>Gives each row in turn.</summary>
    /// <param name="use">Given the index of the row and its numbers, which it may not keep.</param>
    /// <exception cref="InputException">A row cannot be read.</exception>
    public void ForEachRow(Action<int, ReadOnlySpan<double>> use)
        => OrRefused(Path, () =>
        {
            int next = 0;
            if (_array is null)
            {
                CsvFile.ReadRows(_content.Span, numbers => use(next++, numbers));
                return next;
            }

            double[] row = new double[_array.RowLength];
            for (; next < _array.Rows; next++)
            {
                _array.CopyRow(next, row);
                use(next, row);
            }

            return next;
        });

    private static string OnlyArray(byte[] content)
    {
        string[] names = NpzFile.Names(content);
        return names.Length == 1
            ? names[0]
            : throw new FormatException($"it holds {names.Length} arrays, so that one has to be named: FILE.npz:"
                + string.Join(" or :", names.Take(5).DefaultIfEmpty("ARRAY")));
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
