using System.Text;

namespace RbmTheory.Compare.Commands;

/// <summary>Writes each message as one line without control characters, whatever names and files of the user are
/// quoted in it.</summary>
/// <param name="inner">Where to.</param>
internal sealed class PlainLines(TextWriter inner) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <summary>A text as it is written.</summary>
    /// <param name="text">The text.</param>
    public static string Plain(string text)
        => string.Concat(text.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? '?' : c));

    /// <inheritdoc/>
    public override void Write(char value) => inner.Write(value);

    /// <inheritdoc/>
    public override void WriteLine(string? value) => inner.WriteLine(Plain(value ?? ""));
}
