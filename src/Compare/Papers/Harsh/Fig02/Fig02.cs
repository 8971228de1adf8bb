using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>Fig. 2: configurations of the Ising ring.</summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Fig02(Preset preset) : RingSamples<SpinRing>(Fig02Settings.Presets, preset, Fig02Json.Default)
{
    /// <inheritdoc/>
    public override string Number => "2";

    /// <inheritdoc/>
    public override string Name => "fig02";

    /// <inheritdoc/>
    protected override string Caption => "Configurations of the Ising ring";

    /// <inheritdoc/>
    protected override string Model => $"N = {Ring.Sites}, β = {Ring.Beta}";

    /// <inheritdoc/>
    protected override string ProductLabel => "⟨v_{i} v_{i+d}⟩";

    /// <inheritdoc/>
    protected override (string Title, ColourAxis Colours) Map =>
        ("Samples, dark v_{i} = +1", new("", -1, 1, ColourScale.Sequential));

    /// <inheritdoc/>
    protected override (string Name, string Symmetry) Mean => ("mean of the spins", "v → −v");

    /// <inheritdoc/>
    protected override (string? Paper, string Note) Length =>
        ("ξ ≃ 3.7", $"(9): −1/ln tanh β = {Ring.CorrelationLength:F4}");

    /// <inheritdoc/>
    protected override string Product(string distance) => $"⟨v(i) v(i+{distance})⟩";
}
