using RbmTheory.Simulation.Data;

namespace RbmTheory.Compare.Training;

/// <summary>Pictures of digits drawn by a pen, 28 × 28 binary units, see <see cref="StrokeDigits"/>.</summary>
/// <param name="Samples">Number of samples S.</param>
public sealed record DigitSpec(int Samples) : DataSpec
{
    /// <inheritdoc/>
    public override string ToString() => $"digits:samples={Samples}";

    /// <summary>Reads what stands behind the colon: samples=S, or nothing for 10,000.</summary>
    internal static DigitSpec OfParts(string parts) => new(SamplesPart.Read(parts));
}
