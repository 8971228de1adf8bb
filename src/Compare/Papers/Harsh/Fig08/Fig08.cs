using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>Fig. 8: configurations of the discretised XY ring.</summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Fig08(Preset preset) : RingSamples<XyRing>(Fig08Settings.Presets, preset, Fig08Json.Default)
{
    /// <inheritdoc/>
    public override string Number => "8";

    /// <inheritdoc/>
    public override string Name => "fig08";

    /// <inheritdoc/>
    protected override string Caption => "Configurations of the XY ring";

    /// <inheritdoc/>
    protected override string Model => $"N = {Ring.Sites}, P = {Ring.States}, β = {Ring.Beta}";

    /// <inheritdoc/>
    protected override string ProductLabel => "⟨cos(θ_{i} − θ_{i+d})⟩";

    /// <inheritdoc/>
    protected override (string Title, ColourAxis Colours) Map =>
        ("Samples", new("state v_{i}", 0, Ring.States, ColourScale.Cyclic));

    /// <inheritdoc/>
    protected override (string Name, string Symmetry) Mean => ("mean of cos θ", "v → v + L");

    /// <inheritdoc/>
    protected override (string? Paper, string Note) Length =>
        (null, $"(28): −1/ln(λ(1)/λ(0)) = {Ring.CorrelationLength:F4}");

    /// <inheritdoc/>
    protected override string Product(string distance) => $"⟨cos(θ(i) − θ(i+{distance}))⟩";
}
