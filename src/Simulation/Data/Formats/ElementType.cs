using System.Text.RegularExpressions;

namespace RbmTheory.Simulation.Data.Formats;

/// <summary>The type of a stored number, as NumPy spells it: <c>&lt;f8</c> is a little-endian float of 8
/// bytes.</summary>
/// <param name="Kind">b: boolean, i: signed integer, u: unsigned integer, f: floating point.</param>
/// <param name="Size">Bytes of an entry: 1 for b; 1, 2, 4 or 8 for i and u; 2, 4 or 8 for f.</param>
/// <param name="BigEndian">Whether the most significant byte comes first.</param>
internal readonly partial record struct ElementType(char Kind, int Size, bool BigEndian)
{
    /// <summary>NumPy's name of the type, such as int8 or float64, whatever the order of its bytes.</summary>
    public string Name => Kind switch
    {
        'b' => "bool",
        'i' => $"int{8 * Size}",
        'u' => $"uint{8 * Size}",
        _ => $"float{8 * Size}",
    };

    /// <summary>Reads NumPy's short form; an entry of one byte has no order, so that any is right.</summary>
    /// <exception cref="FormatException">It is no type of number known here.</exception>
    public static ElementType Parse(string text)
        => Pattern().IsMatch(text)
            ? new ElementType(text[1], text[2] - '0', text[0] == '>')
            : throw new FormatException($"its entries are of type '{Excerpt.Of(text)}', but they should be of one of " +
                "b1, i1, i2, i4, i8, u1, u2, u4, u8, f2, f4 and f8 with < or > before it");

    /// <summary>The bits of the entry at the start of <paramref name="data"/>, zeros above them.</summary>
    public ulong BitsOf(ReadOnlySpan<byte> data)
    {
        ulong bits = 0;
        for (int i = 0; i < Size; i++)
            bits = (bits << 8) | data[BigEndian ? i : Size - 1 - i];
        return bits;
    }

    /// <summary>The integer of an entry of kind i.</summary>
    public long Signed(ulong bits) => (long)(bits << (64 - 8 * Size)) >> (64 - 8 * Size);

    /// <summary>The number of an entry of kind f; a float keeps its value.</summary>
    public double Floating(ulong bits)
        => Size switch
        {
            2 => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
            sizeof(float) => BitConverter.UInt32BitsToSingle((uint)bits),
            _ => BitConverter.UInt64BitsToDouble(bits),
        };

    /// <summary>An entry as it is shown in a message.</summary>
    public string Show(ulong bits) => Kind switch
    {
        'i' => $"{Signed(bits)}",
        'f' => $"{Floating(bits):R}",
        _ => $"{bits}",
    };

    [GeneratedRegex(@"^(?:[<>|][biu]1|[<>][iuf][248])\z")]
    private static partial Regex Pattern();
}
