using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RbmTheory.Simulation.Data.Formats;

/// <summary>
/// What comes before the numbers of an NPY file: magic bytes, a version, the length of a Python dictionary (16 bits in
/// version 1.0, 32 bits in 2.0 and 3.0), and the dictionary, padded to a multiple of 64 bytes.
/// </summary>
/// <param name="Type">The type of the entries.</param>
/// <param name="FortranOrder">Whether the first index runs fastest.</param>
/// <param name="Shape">The lengths.</param>
/// <param name="DataStart">Where the numbers begin.</param>
internal sealed partial record NpyHeader(ElementType Type, bool FortranOrder, int[] Shape, int DataStart)
{
    /// <summary>NumPy has no arrays of more dimensions.</summary>
    public const int MostDimensions = 64;

    private const int Alignment = 64, GrowthDigits = 21;

    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <exception cref="FormatException">It is not such a header, or is cut short.</exception>
    public static NpyHeader Read(ReadOnlySpan<byte> content)
    {
        int start = Magic.Length + 2;
        if (!content.StartsWith(Magic))
            throw new FormatException("it does not start as an NPY file does");
        if (content.Length < start + sizeof(ushort))
            throw new FormatException("it ends within its header");
        (byte major, byte minor) = (content[Magic.Length], content[Magic.Length + 1]);
        if (major is not (1 or 2 or 3) || minor != 0)
            throw new FormatException($"it is of NPY version {major}.{minor}, but it should be of 1.0, 2.0 or 3.0");
        int width = major == 1 ? sizeof(ushort) : sizeof(uint);
        start += width;
        if (content.Length < start)
            throw new FormatException("it ends within its header");
        uint length = width == sizeof(ushort)
            ? BinaryPrimitives.ReadUInt16LittleEndian(content[(start - width)..])
            : BinaryPrimitives.ReadUInt32LittleEndian(content[(start - width)..]);
        if (length > ushort.MaxValue)
            throw new FormatException($"its header takes {length} bytes, but it should take at most {ushort.MaxValue}");
        if (content.Length - start < length)
            throw new FormatException("it ends within its header");
        return Parse(Encoding.ASCII.GetString(content.Slice(start, (int)length)), start + (int)length);
    }

    /// <summary>
    /// The header as NumPy prints it: a tuple of one has a comma at its end, and blanks leave the first length room to
    /// grow in place. NumPy then pads with 64 bytes, not none, what is aligned already.
    /// </summary>
    public static byte[] Print(string type, ReadOnlySpan<int> shape)
    {
        string tuple = string.Join(", ", shape.ToArray()) + (shape.Length == 1 ? "," : "");
        int growth = shape.Length == 0 ? 0 : GrowthDigits - $"{shape[0]}".Length;
        string text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({tuple}), }}{new string(' ', growth)}";
        int padded = text.Length + 1;
        padded += Alignment - ((Magic.Length + 4 + padded) % Alignment);
        text = text.PadRight(padded - 1) + "\n";
        return [.. Magic, 1, 0, (byte)padded, (byte)(padded >> 8), .. Encoding.ASCII.GetBytes(text)];
    }

    private static NpyHeader Parse(string text, int dataStart)
    {
        Match match = Dictionary().Match(text);
        if (((string[])["type", "order", "shape"]).Any(key => match.Groups[key].Captures.Count != 1))
        {
            if (Record().IsMatch(text))
                throw new FormatException("its entries are records of several fields, but they should be numbers; save "
                    + "numpy.lib.recfunctions.structured_to_unstructured(array)");
            throw new FormatException("its header is not a dictionary of 'descr', a type of numbers, " +
                "'fortran_order', True or False, and 'shape', a tuple");
        }

        ElementType type = ElementType.Parse(match.Groups["type"].Value);
        int[] shape = [.. match.Groups["length"].Captures.Select(capture => Length(capture.ValueSpan))];
        return shape.Length <= MostDimensions
            ? new NpyHeader(type, match.Groups["order"].Value == "True", shape, dataStart)
            : throw new FormatException(
                $"it has {shape.Length} dimensions, but it should have at most {MostDimensions}");
    }

    private static int Length(ReadOnlySpan<char> text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            ? length
            : throw new FormatException($"its shape holds a length above {int.MaxValue}");

    /// <summary>A structured type: a list of names and types.</summary>
    [GeneratedRegex("""^\s*\{.*?['"]descr['"]\s*:\s*\[""", RegexOptions.Singleline)]
    private static partial Regex Record();

    /// <summary>
    /// Keys in any order, either quote, blanks and line breaks where Python allows them, a comma at the end or none,
    /// and the L of Python 2 after a length. A tuple of one needs its comma. No two neighbouring parts can take the
    /// same blank, so that the match takes a time linear in the length.
    /// </summary>
    [GeneratedRegex("""
        ^\s*\{(?:\s*(?:
            (?<key>['"])descr\k<key>\s*:\s*(?<quote>['"])(?<type>[^'"\\]*)\k<quote>
            |(?<key>['"])fortran_order\k<key>\s*:\s*(?<order>True|False)
            |(?<key>['"])shape\k<key>\s*:\s*(?<shape>\(\s*(?:
                (?<length>0|[1-9][0-9]*)L?\s*,\s*
                (?:(?<length>0|[1-9][0-9]*)L?\s*,\s*)*
                (?:(?<length>0|[1-9][0-9]*)L?\s*)?
            )?\))
        )\s*(?:,|(?=\}))){3}\s*\}\s*\z
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Dictionary();
}
