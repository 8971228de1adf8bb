using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// Arrays of doubles in NumPy's format NPY 1.0: the magic bytes, a header that is a Python dictionary padded to a multiple of 64 bytes,
/// then little-endian numbers in C order. <c>numpy.load</c> reads what <see cref="Write"/> writes.
/// </summary>
public static partial class NpyFile
{
    private const int Alignment = 64, GrowthDigits = 21;

    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8, 1, 0];

    /// <summary>Writes an array.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="values">Its entries in C order.</param>
    /// <param name="shape">Its shape; the product is the number of entries.</param>
    /// <exception cref="ArgumentException">Shape and number of entries do not fit, or a length is negative.</exception>
    public static void Write(Stream stream, ReadOnlySpan<double> values, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(stream);
        double product = 1;
        foreach (int length in shape)
            product *= Require.AtLeast(length, 0);
        if (values.Length != product)
            throw Require.Error($"{nameof(values)}.Length", values.Length, $"exactly {product}");

        string header = HeaderOf(shape);
        int padded = header.Length + 1;
        padded += Alignment - ((Magic.Length + 2 + padded) % Alignment);
        if (padded > ushort.MaxValue)
            throw Require.Error($"{nameof(shape)}.Length", shape.Length, "short enough for a header of 65535 bytes");
        Span<byte> length16 = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length16, (ushort)padded);
        stream.Write(Magic);
        stream.Write(length16);
        stream.Write(Encoding.ASCII.GetBytes(header.PadRight(padded - 1) + "\n"));
        Span<byte> entry = stackalloc byte[sizeof(double)];
        foreach (double value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(entry, value);
            stream.Write(entry);
        }
    }

    /// <summary>Reads an array of doubles.</summary>
    /// <param name="content">The whole file.</param>
    /// <returns>Entries in C order, and the shape.</returns>
    /// <exception cref="FormatException">It is not such a file, or is cut short; the message says in what way.</exception>
    public static (double[] Values, int[] Shape) Read(ReadOnlySpan<byte> content)
    {
        if (content.Length < Magic.Length + 2 || !content[..Magic.Length].SequenceEqual(Magic))
            throw new FormatException("it does not start as an NPY 1.0 file does");
        int headerLength = BinaryPrimitives.ReadUInt16LittleEndian(content[Magic.Length..]);
        ReadOnlySpan<byte> rest = content[(Magic.Length + 2)..];
        if (rest.Length < headerLength)
            throw new FormatException("it ends within its header");
        Match match = Header().Match(Encoding.ASCII.GetString(rest[..headerLength]));
        if (!match.Success)
            throw new FormatException("its header is not that of an array of 64-bit floats in C order");

        int[] shape =
        [
            .. match.Groups[1].Value
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(ParseLength),
        ];
        ReadOnlySpan<byte> data = rest[headerLength..];
        double count = shape.Aggregate(1.0, (product, length) => product * length);
        if (data.Length != count * sizeof(double))
        {
            throw new FormatException(
                $"it holds {data.Length} bytes of data, but its shape needs {count * sizeof(double)}");
        }

        double[] values = new double[data.Length / sizeof(double)];
        for (int i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadDoubleLittleEndian(data[(i * sizeof(double))..]);
        return (values, shape);
    }

    /// <summary>
    /// The dictionary as NumPy prints it: a tuple of one has a comma at its end, and blanks leave the first length room to
    /// grow in place. NumPy then pads with 64 bytes, not none, what is aligned already.
    /// </summary>
    private static string HeaderOf(ReadOnlySpan<int> shape)
    {
        string tuple = string.Join(", ", shape.ToArray()) + (shape.Length == 1 ? "," : "");
        int growth = shape.Length == 0 ? 0 : GrowthDigits - $"{shape[0]}".Length;
        return $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({tuple}), }}{new string(' ', growth)}";
    }

    private static int ParseLength(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            ? length
            : throw new FormatException($"its shape holds a length above {int.MaxValue}");

    [GeneratedRegex(@"^\{'descr': '<f8', 'fortran_order': False, 'shape': \(((?:[0-9]+,(?: [0-9]+(?:, [0-9]+)*,?)?)?)\), \}\s*$")]
    private static partial Regex Header();
}
