using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RbmTheory.Simulation.Data.Formats;

/// <summary>One text in NumPy's format NPY: an array without dimensions of the type <c>&lt;U</c>n, n letters of 32 bits
/// each, as <c>numpy.array("spin")</c> is.</summary>
public static partial class NpyText
{
    /// <summary>Writes a text.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="text">At least one letter.</param>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public static void Write(Stream stream, string text)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(text);
        byte[] letters = Encoding.UTF32.GetBytes(text);
        stream.Write(NpyHeader.Print($"<U{letters.Length / 4}", []));
        stream.Write(letters);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="content">The whole file.</param>
    /// <exception cref="FormatException">It is not such a file, or no text.</exception>
    public static string Read(ReadOnlyMemory<byte> content)
    {
        ReadOnlySpan<byte> bytes = content.Span;
        Match header = Header().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, LongestHeader)]));
        if (!header.Success || !header.Groups["shape"].Success
            || !int.TryParse(header.Groups["letters"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture,
                out int count)
            || bytes.Length - header.Length != 4L * count)
            throw new FormatException("it is no text, but it should be one, such as numpy.array('spin')");
        return Encoding.UTF32.GetString(bytes[header.Length..]).TrimEnd('\0');
    }

    private const int LongestHeader = 1024;

    /// <summary>A header as NumPy prints it.</summary>
    [GeneratedRegex("""
        ^\x93NUMPY[\x01-\x03]\x00.{2,4}\{'descr':\ '<U(?<letters>[0-9]+)',\ 'fortran_order':\ (?:True|False),
        \ 'shape':\ (?<shape>\(\)),\ \}\ *\n
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex Header();
}
