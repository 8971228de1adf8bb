using System.Text;

namespace RbmTheory.Simulation.Data.Formats;

/// <summary>The beginning of a text from a file, without control characters, for a message of one line.</summary>
internal static class Excerpt
{
    private const int Longest = 20;

    public static string Of(ReadOnlySpan<char> text, int longest = Longest)
    {
        StringBuilder shown = new();
        foreach (char c in text[..Math.Min(text.Length, longest)])
            shown.Append(char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? '?' : c);
        return text.Length > longest ? $"{shown}…" : shown.ToString();
    }

    /// <summary>The same of UTF-8; a letter takes at most four bytes.</summary>
    public static string Of(ReadOnlySpan<byte> text)
        => Of(Encoding.UTF8.GetString(text[..Math.Min(text.Length, 4 * Longest + 4)]).AsSpan());
}
