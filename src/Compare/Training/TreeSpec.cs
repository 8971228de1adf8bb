using RbmTheory.Simulation.Data;

namespace RbmTheory.Compare.Training;

/// <summary>Data with a tree of classes that is known, 200 binary units, see <see cref="UltrametricTree"/>.</summary>
/// <param name="Samples">Number of samples S.</param>
public sealed record TreeSpec(int Samples) : DataSpec
{
    /// <inheritdoc/>
    public override string ToString() => $"tree:samples={Samples}";

    /// <summary>Reads what stands behind the colon: samples=S, or nothing for 10,000.</summary>
    internal static TreeSpec OfParts(string parts) => new(SamplesPart.Read(parts));
}
