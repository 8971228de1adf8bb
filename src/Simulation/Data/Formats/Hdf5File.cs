using System.Runtime.InteropServices;
using PureHDF;
using PureHDF.VOL.Native;

namespace RbmTheory.Simulation.Data.Formats;

/// <summary>
/// Named arrays and texts in the format HDF5, as h5py and Julia write them: booleans, integers and floats of either
/// width, little-endian, stored whole or in chunks, plain or packed by gzip. A name is a path such as
/// <c>update_7/params/vbias</c>. What is read is decoded by the package PureHDF.
/// </summary>
public sealed class Hdf5File : IDisposable
{
    private const int LongestPath = 60, LongestReason = 120;

    private static readonly byte[] Signature = [0x89, .. "HDF\r\n"u8, 0x1A, .. "\n"u8];

    private readonly NativeFile _file;

    private Hdf5File(NativeFile file) => _file = file;

    /// <summary>Whether a file begins as HDF5 files do.</summary>
    /// <param name="content">The whole file.</param>
    public static bool IsHdf5(ReadOnlySpan<byte> content) => content.StartsWith(Signature);

    /// <summary>Opens a file.</summary>
    /// <param name="content">The whole file; a reference to it is kept.</param>
    /// <exception cref="FormatException">It is no HDF5 file, or a damaged one.</exception>
    public static Hdf5File Open(ReadOnlyMemory<byte> content)
        => IsHdf5(content.Span)
            ? OrRefused("", () => new Hdf5File(H5File.Open(Deflated.Open(content), leaveOpen: false)))
            : throw new FormatException("it does not start as an HDF5 file does");

    /// <summary>The names in a group, sorted; none where there is no such group.</summary>
    /// <param name="group">Its path; empty for the root.</param>
    /// <exception cref="FormatException">The file is damaged.</exception>
    public string[] Names(string group = "")
        => OrRefused<string[]>(group, () => Find(group) is IH5Group found
            ? [.. found.Children().Select(child => child.Name).Order(StringComparer.Ordinal)] : []);

    /// <summary>The paths of the arrays and texts, the first hundred.</summary>
    /// <exception cref="FormatException">The file is damaged.</exception>
    public IReadOnlyList<string> Paths()
    {
        List<string> paths = [];
        OrRefused("", () => Collect(_file, "", paths, depth: 0));
        return paths;
    }

    /// <summary>Whether there is an array or a text.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="FormatException">The file is damaged.</exception>
    public bool Has(string path) => OrRefused(path, () => Find(path) is IH5Dataset);

    /// <summary>Reads an array.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="FormatException">There is none, or it holds no numbers, or numbers that cannot be
    /// read.</exception>
    public StoredArray Read(string path)
        => OrRefused(path, () =>
        {
            IH5Dataset dataset = DatasetOf(path);
            int[] shape = [.. dataset.Space.Dimensions.Select(length => checked((int)length))];
            IH5DataType type = dataset.Type;
            ElementType element = new(KindOf(type), type.Size, BigEndian: false);
            double bytes = shape.Aggregate((double)type.Size, (product, length) => product * length);
            if (bytes > Array.MaxLength)
                throw new FormatException(
                    $"it needs {bytes} bytes of memory, but at most {Array.MaxLength} are allowed");
            return new StoredArray(element, fortranOrder: false, shape, bytes == 0 ? Array.Empty<byte>()
                : element switch
                {
                    ('i', 1, _) => BytesOf<sbyte>(dataset),
                    ('i', 2, _) => BytesOf<short>(dataset),
                    ('i', 4, _) => BytesOf<int>(dataset),
                    ('i', 8, _) => BytesOf<long>(dataset),
                    ('u', 2, _) => BytesOf<ushort>(dataset),
                    ('u', 4, _) => BytesOf<uint>(dataset),
                    ('u', 8, _) => BytesOf<ulong>(dataset),
                    ('f', 2, _) => BytesOf<Half>(dataset),
                    ('f', 4, _) => BytesOf<float>(dataset),
                    ('f', 8, _) => BytesOf<double>(dataset),
                    (_, 1, _) => BytesOf<byte>(dataset),
                    _ => throw new FormatException($"its numbers have {element.Size} bytes, but they should have 1, "
                        + "2, 4 or 8"),
                });
        });

    /// <summary>Reads a text.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="FormatException">There is none, or it is no text.</exception>
    public string ReadText(string path)
        => OrRefused(path, () => DatasetOf(path) is { Space.Rank: 0 } dataset
            && dataset.Type.Class is H5DataTypeClass.String or H5DataTypeClass.VariableLength
                ? dataset.Read<string>() : throw new FormatException("it is no text, but it should be one"));

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>The bytes of the numbers; the type makes the package check their order.</summary>
    private static byte[] BytesOf<T>(IH5Dataset dataset)
        where T : unmanaged
    {
        // One number has no dimension, and is read alone.
        T[] values = dataset.Space.Rank == 0 ? [dataset.Read<T>()] : dataset.Read<T[]>();
        return MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
    }

    private static char KindOf(IH5DataType type)
        => type.Class switch
        {
            H5DataTypeClass.FloatingPoint => 'f',
            H5DataTypeClass.FixedPoint => type.FixedPoint.IsSigned ? 'i' : 'u',
            // How h5py writes truth values: an enumeration of FALSE and TRUE.
            H5DataTypeClass.Enumerated when type.Size == 1 => 'b',
            _ => throw new FormatException($"its entries are of the class {type.Class}, but they should be numbers"),
        };

    private IH5Object? Find(string path)
    {
        IH5Object? found = _file;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            found = found is IH5Group group && group.LinkExists(name) ? group.Get(name) : null;
        return found;
    }

    private IH5Dataset DatasetOf(string path)
        => Find(path) as IH5Dataset ?? throw new FormatException("there is no array of that name");

    private static bool Collect(IH5Group group, string path, List<string> paths, int depth)
    {
        const int Deepest = 16, Most = 100;
        foreach (IH5Object child in group.Children())
        {
            if (paths.Count < Most && child is IH5Dataset)
                paths.Add(path + child.Name);
            else if (paths.Count < Most && child is IH5Group inner && depth < Deepest)
                Collect(inner, $"{path}{child.Name}/", paths, depth + 1);
        }

        return true;
    }

    /// <summary>Whatever the package throws is a file that it cannot read; it names no kinds of its own.</summary>
    private static T OrRefused<T>(string path, Func<T> read)
    {
        string where = path.Length == 0 ? "" : $"its '{Excerpt.Of(path.AsSpan(), LongestPath)}' cannot be used: ";
        try
        {
            return read();
        }
        catch (FormatException error)
        {
            throw new FormatException(where + error.Message);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new FormatException($"{where}it is damaged, or of a kind that is not read ("
                + Excerpt.Of(error.Message.AsSpan(), LongestReason) + ")");
        }
    }
}
