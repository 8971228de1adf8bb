using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RbmTheory.Simulation.Data.Formats;

/// <summary>
/// Arrays of numbers in NumPy's format NPY: a header that is a Python dictionary, then the numbers. Versions 1.0, 2.0
/// and 3.0 are read, booleans, integers of 1 to 8 bytes and floats of 2, 4 and 8, of either byte order, in C or Fortran
/// order. Written is version 1.0, little-endian, in C order; <c>numpy.load</c> reads it.
/// </summary>
public static class NpyFile
{
    private const int Chunk = 8192;

    /// <summary>Writes an array of doubles, float64.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="values">Its entries in C order.</param>
    /// <param name="shape">Its shape, at most 64 lengths; the product is the number of entries.</param>
    /// <exception cref="ArgumentException">Shape and number of entries do not fit, or a length is negative.</exception>
    public static void Write(Stream stream, ReadOnlySpan<double> values, params ReadOnlySpan<int> shape)
        => Write(stream, "<f8", values, shape);

    /// <summary>Writes an array of floats, float32; the rest is as for <see cref="Write"/>.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Write"/>.</exception>
    public static void WriteSingles(Stream stream, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
        => Write(stream, "<f4", values, shape);

    /// <summary>Writes an array of single precision whose rows are arrays of their own; the rest is as for
    /// <see cref="Write"/>.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="rows">The rows, all of one length.</param>
    /// <param name="rowLength">That length.</param>
    /// <exception cref="ArgumentException">A row has another length.</exception>
    public static void WriteRows(Stream stream, IReadOnlyList<float[]> rows, int rowLength)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(rows);
        Require.AtLeast(rowLength, 0);
        foreach (float[] row in rows)
            Require.Length(row.Length, rowLength);
        stream.Write(NpyHeader.Print("<f4", [rows.Count, rowLength]));
        byte[] buffer = new byte[Chunk * sizeof(float)];
        foreach (float[] row in rows)
            WriteValues<float>(stream, row, buffer);
    }

    /// <summary>Writes an array of signed bytes, int8, such as spins; the rest is as for <see cref="Write"/>.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Write"/>.</exception>
    public static void WriteSBytes(Stream stream, ReadOnlySpan<sbyte> values, params ReadOnlySpan<int> shape)
        => Write(stream, "|i1", values, shape);

    /// <summary>Writes an array of bytes, uint8, such as grey values; the rest is as for <see cref="Write"/>.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Write"/>.</exception>
    public static void WriteBytes(Stream stream, ReadOnlySpan<byte> values, params ReadOnlySpan<int> shape)
        => Write(stream, "|u1", values, shape);

    /// <summary>Writes an array of integers of 64 bits, int64; the rest is as for <see cref="Write"/>.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Write"/>.</exception>
    public static void WriteInt64s(Stream stream, ReadOnlySpan<long> values, params ReadOnlySpan<int> shape)
        => Write(stream, "<i8", values, shape);

    /// <summary>Reads an array as doubles, whatever its type.</summary>
    /// <param name="content">The whole file.</param>
    /// <returns>Entries in C order, and the shape.</returns>
    /// <exception cref="FormatException">It is not such a file, is cut short, or holds an integer outside ±2^53; the
    /// message says in what way.</exception>
    public static (double[] Values, int[] Shape) Read(ReadOnlySpan<byte> content)
    {
        StoredArray array = ReadArray(content.ToArray());
        return (array.ToDoubles(), [.. array.Shape]);
    }

    /// <summary>Reads an array whose entries stay as they are stored until they are asked for.</summary>
    /// <param name="content">The whole file; the array keeps a reference to it.</param>
    /// <exception cref="FormatException">It is not such a file, or is cut short; the message says in what
    /// way.</exception>
    public static StoredArray ReadArray(ReadOnlyMemory<byte> content)
    {
        NpyHeader header = NpyHeader.Read(content.Span);
        return new StoredArray(header.Type, header.FortranOrder, header.Shape, content[header.DataStart..]);
    }

    private static void Write<T>(Stream stream, string type, ReadOnlySpan<T> values, ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(stream);
        StoredArray.RequireShape(values.Length, shape);
        stream.Write(NpyHeader.Print(type, shape));
        WriteValues(stream, values, new byte[Chunk * Unsafe.SizeOf<T>()]);
    }

    private static void WriteValues<T>(Stream stream, ReadOnlySpan<T> values, byte[] buffer)
        where T : unmanaged
    {
        for (int start = 0; start < values.Length; start += Chunk)
        {
            ReadOnlySpan<T> chunk = values[start..Math.Min(start + Chunk, values.Length)];
            Span<byte> bytes = buffer.AsSpan(0, chunk.Length * Unsafe.SizeOf<T>());
            MemoryMarshal.AsBytes(chunk).CopyTo(bytes);
            for (int i = 0; i < bytes.Length && !BitConverter.IsLittleEndian; i += Unsafe.SizeOf<T>())
                bytes.Slice(i, Unsafe.SizeOf<T>()).Reverse();
            stream.Write(bytes);
        }
    }
}
