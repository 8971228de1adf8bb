using System.Buffers.Binary;

namespace RbmTheory.Simulation.Data.Formats;

/// <summary>
/// Arrays of numbers in the format IDX of the MNIST digits: two bytes 0, a byte for the type, a byte for the number of
/// dimensions, the lengths as big-endian integers of 32 bits, then the numbers, big-endian, in C order. A file packed
/// by gzip is unpacked.
/// </summary>
public static class IdxFile
{
    private const byte UnsignedByte = 0x08;

    /// <summary>Writes an array of unsigned bytes, not packed.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="values">Its entries in C order.</param>
    /// <param name="shape">Its shape, 1 to 64 lengths; the product is the number of entries.</param>
    /// <exception cref="ArgumentException">Shape and number of entries do not fit, or a length is negative.</exception>
    public static void Write(Stream stream, ReadOnlySpan<byte> values, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Require.AtLeast(shape.Length, 1);
        StoredArray.RequireShape(values.Length, shape);
        byte[] header = new byte[4 + 4 * shape.Length];
        header[2] = UnsignedByte;
        header[3] = (byte)shape.Length;
        for (int i = 0; i < shape.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), shape[i]);
        stream.Write(header);
        stream.Write(values);
    }

    /// <summary>Reads an array.</summary>
    /// <param name="content">The whole file, packed or not.</param>
    /// <param name="mostBytes">The most memory that the numbers may take, at least 0.</param>
    /// <exception cref="ArgumentException">The memory is negative.</exception>
    /// <exception cref="FormatException">It is not such a file, or is damaged, cut short or larger than allowed; the
    /// message says in what way.</exception>
    public static StoredArray Read(ReadOnlyMemory<byte> content, int mostBytes = int.MaxValue)
    {
        int most = Math.Min(Require.AtLeast(mostBytes, 0), Array.MaxLength);
        if (!GzipReader.IsGzip(content.Span))
        {
            using MemoryStream plain = Deflated.Open(content);
            return Read(plain, content.Length, most);
        }

        try
        {
            using GzipReader unpacked = new(content);
            return Read(unpacked, content.Length, most);
        }
        catch (InvalidDataException)
        {
            throw GzipReader.Damaged();
        }
    }

    /// <summary>Whether a file, not packed, begins as such files do, with a type of numbers that there is.</summary>
    /// <param name="content">The file, or its beginning.</param>
    public static bool IsIdx(ReadOnlySpan<byte> content)
        => content is [0, 0, var type, > 0 and <= NpyHeader.MostDimensions, ..]
            && type is UnsignedByte or 0x09 or 0x0B or 0x0C or 0x0D or 0x0E;

    private static StoredArray Read(Stream stream, int stored, int most)
    {
        byte[] magic = Header(stream, 4);
        if (magic[0] != 0 || magic[1] != 0)
            throw new FormatException("it does not start with two bytes 0, as an IDX file does");
        ElementType type = TypeOf(magic[2]);
        int dimensions = magic[3];
        if (dimensions is 0 or > NpyHeader.MostDimensions)
        {
            throw new FormatException(
                $"it has {dimensions} dimensions, but it should have 1 to {NpyHeader.MostDimensions}");
        }

        byte[] lengths = Header(stream, 4 * dimensions);
        int[] shape = [.. Enumerable.Range(0, dimensions).Select(i => Length(lengths.AsSpan(4 * i)))];
        double bytes = shape.Aggregate((double)type.Size, (product, length) => product * length);
        return new StoredArray(type, fortranOrder: false, shape, Deflated.ReadToEnd(stream, bytes, stored, most));
    }

    private static byte[] Header(Stream stream, int length)
    {
        byte[] bytes = new byte[length];
        return stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length
            ? bytes
            : throw new FormatException("it ends within its header");
    }

    private static int Length(ReadOnlySpan<byte> bytes)
        => BinaryPrimitives.ReadInt32BigEndian(bytes) is >= 0 and int length
            ? length
            : throw new FormatException($"its shape holds a length above {int.MaxValue}");

    private static ElementType TypeOf(byte code) => code switch
    {
        UnsignedByte => new('u', 1, BigEndian: true),
        0x09 => new('i', 1, BigEndian: true),
        0x0B => new('i', 2, BigEndian: true),
        0x0C => new('i', 4, BigEndian: true),
        0x0D => new('f', 4, BigEndian: true),
        0x0E => new('f', 8, BigEndian: true),
        _ => throw new FormatException(
            $"its entries are of type 0x{code:X2}, but they should be of one of 0x08, 0x09, 0x0B, 0x0C, 0x0D and 0x0E"),
    };
}
