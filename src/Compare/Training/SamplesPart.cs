namespace RbmTheory.Compare.Training;

/// <summary>The number of samples of data that are drawn, as it stands behind their name: samples=S.</summary>
internal static class SamplesPart
{
    private const int Standard = 10_000;

    private static readonly WholeRange Range = new(1, 10_000_000);

    /// <summary>Reads it; nothing stands for 10,000.</summary>
    /// <param name="parts">What stands behind the colon.</param>
    /// <exception cref="FormatException">It is none; one line says in what way.</exception>
    public static int Read(string parts)
    {
        const string Name = "samples=";
        if (parts.Length == 0)
            return Standard;
        if (!parts.StartsWith(Name, StringComparison.Ordinal))
            throw new FormatException($"'{Shown(parts)}', but it should be {Name}S");
        string text = parts[Name.Length..];
        return Range.Read(text) is ulong samples
            ? (int)samples
            : throw new FormatException($"samples = {Shown(text)}, but it should be {Range.Allowed}");
    }

    private static string Shown(string text) => text.Length > 30 ? text[..30] + "…" : text;
}
