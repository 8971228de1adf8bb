using System.Runtime.InteropServices;
using PureHDF;
using PureHDF.VOL.Native;

namespace RbmTheory.Simulation.Data.Formats;

/// <summary>
/// Named arrays and texts in the format HDF5, as h5py and Julia write them: booleans, integers and floats of either
/// width, little-endian, stored whole or in chunks, plain or packed by gzip. A name is a path such as
/// <c>update_7/params/vbias</c>. What is read is decoded by the package PureHDF.
/// </summary>
/// <remarks>A program may keep 512, 1024, 2048, … bytes of its own before the file, as MATLAB does with its name in
/// them. MATLAB stores the columns of a matrix one after another: its matrix of S × N is given as S × N.</remarks>
public sealed class Hdf5File : IDisposable
{
    private const int LongestPath = 60, LeastBlock = 512;

    /// <summary>How many bytes gzip packs into one at most.</summary>
    private const long BytesOfPackedByte = 1032;

    private static readonly byte[] Signature = [0x89, .. "HDF\r\n"u8, 0x1A, .. "\n"u8];

    private readonly NativeFile _file;
    private readonly bool _isMatlab;
    private readonly long _length, _most;

    private Hdf5File(NativeFile file, ReadOnlySpan<byte> content)
    {
        (_file, _isMatlab, _length) = (file, content.StartsWith("MATLAB"u8), content.Length);
        _most = Math.Min(Array.MaxLength, BytesOfPackedByte * _length);
    }

    /// <summary>Whether a file begins as HDF5 files do.</summary>
    /// <param name="content">The whole file.</param>
    public static bool IsHdf5(ReadOnlySpan<byte> content) => StartOf(content) >= 0;

    /// <summary>Opens a file.</summary>
    /// <param name="content">The whole file; a reference to it is kept.</param>
    /// <exception cref="FormatException">It is no HDF5 file, or a damaged one.</exception>
    public static Hdf5File Open(ReadOnlyMemory<byte> content)
        => StartOf(content.Span) is >= 0 and int start
            ? OrRefused("", () => new Hdf5File(
                H5File.Open(Deflated.Open(From(content, start)), leaveOpen: false), content.Span))
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
            if (bytes > _most)
                throw new Refusal($"it has {bytes} bytes, but at most {_most} are allowed in a file of {_length}");
            if (_isMatlab)
                Array.Reverse(shape);
            return new StoredArray(element, fortranOrder: _isMatlab, shape, bytes == 0 ? Array.Empty<byte>()
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
                    _ => throw new Refusal($"its numbers have {element.Size} bytes, but they should have 1, "
                        + "2, 4 or 8"),
                });
        });

    /// <summary>Reads a text.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="FormatException">There is none, or it is no text.</exception>
    public string ReadText(string path)
        => OrRefused(path, () => DatasetOf(path) is { Space.Rank: 0 } dataset
            && dataset.Type.Class is H5DataTypeClass.String or H5DataTypeClass.VariableLength
                ? dataset.Read<string>() : throw new Refusal("it is no text, but it should be one"));

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>Where the signature is; -1 where it is nowhere that it may be.</summary>
    private static int StartOf(ReadOnlySpan<byte> content)
    {
        long start = 0;
        while (start <= content.Length - Signature.Length && !content[(int)start..].StartsWith(Signature))
            start = Math.Max(LeastBlock, 2 * start);
        return start <= content.Length - Signature.Length ? (int)start : -1;
    }

    /// <summary>The file without what another program keeps before it; the address that all others count from, in
    /// the first block, becomes 0 then.</summary>
    private static ReadOnlyMemory<byte> From(ReadOnlyMemory<byte> content, int start)
    {
        if (start == 0)
            return content;
        byte[] rest = content[start..].ToArray();
        int version = rest.Length > Signature.Length ? rest[Signature.Length] : 0;
        int place = version switch { 0 => 24, 1 => 28, _ => 12 };
        rest.AsSpan(Math.Min(place, rest.Length))[..Math.Min(8, Math.Max(0, rest.Length - place))].Clear();
        return rest;
    }

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
            _ => throw new Refusal($"its entries are of the class {type.Class}, but they should be numbers"),
        };

    private IH5Object? Find(string path)
    {
        IH5Object? found = _file;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            found = found is IH5Group group && group.LinkExists(name) ? group.Get(name) : null;
        return found;
    }

    private IH5Dataset DatasetOf(string path)
        => Find(path) as IH5Dataset ?? throw new Refusal("there is no array of that name");

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

    /// <summary>Whatever the package throws is a file that it cannot read; it names no kinds of its own, and its messages
    /// may quote any bytes. A damaged length may ask for more memory than there is.</summary>
    private static T OrRefused<T>(string path, Func<T> read)
    {
        string where = path.Length == 0 ? "" : $"its '{Excerpt.Of(path.AsSpan(), LongestPath)}' cannot be used: ";
        try
        {
            return read();
        }
        catch (Refusal refusal)
        {
            throw new FormatException(where + refusal.Message);
        }
        catch (Exception error)
        {
            throw new FormatException(where + ReasonOf(error));
        }
    }

    private static string ReasonOf(Exception error)
    {
        bool Says(string word) => error.ToString().Contains(word, StringComparison.Ordinal);
        return Says("Byte order") ? "its numbers are big-endian, but they should be little-endian; save it so"
            : Says("Could not find filter")
                ? "it is packed in a way that is not read, but it should be plain or packed by gzip; save it so"
            : "it is damaged, or of a kind that is not read; numbers should be little-endian, plain or packed by gzip";
    }

    /// <summary>What is said here of a file that can be read.</summary>
    private sealed class Refusal(string message) : Exception(message);
}
