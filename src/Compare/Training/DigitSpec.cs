using RbmTheory.Simulation.Data;

namespace RbmTheory.Compare.Training;

/// <summary>Pictures of digits drawn by a pen, 28 × 28 binary units, see <see cref="StrokeDigits"/>.</summary>
/// <param name="Samples">Number of samples S.</param>
public sealed record DigitSpec(int Samples) : DataSpec
{
    private static readonly WholeRange SamplesRange = new(1, 10_000_000);

    /// <inheritdoc/>
    public override string ToString() => $"digits:samples={Samples}";

    /// <summary>Reads what stands behind the colon: samples=S, or nothing for 10,000.</summary>
    internal static DigitSpec OfParts(string parts)
    {
        const string Name = "samples=";
        if (parts.Length == 0)
            return new(10_000);
        if (!parts.StartsWith(Name, StringComparison.Ordinal))
            throw new FormatException($"'{Shown(parts)}', but it should be {Name}S");
        string text = parts[Name.Length..];
        return SamplesRange.Read(text) is ulong samples
            ? new((int)samples)
            : throw new FormatException($"samples = {Shown(text)}, but it should be {SamplesRange.Allowed}");
    }

    private static string Shown(string text) => text.Length > 30 ? text[..30] + "…" : text;
}
