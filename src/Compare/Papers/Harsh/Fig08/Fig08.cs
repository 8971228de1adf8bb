using RbmTheory.Compare.Figures;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>Fig. 8: configurations of the discretised XY ring.</summary>
public sealed class Fig08 : RingSamples
{
    private const int States = 10;
    private const double Beta = 1.5;

    private static readonly PottsRing Ring = PottsRing.Xy(Sites, States, Beta);

    /// <inheritdoc/>
    public override string Number => "8";

    /// <inheritdoc/>
    public override string Name => "fig08";

    /// <inheritdoc/>
    public override string Title => "Fig. 8  Data with two invariances: the XY ring";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> LegacyText =>
    [
        "Left: configurations of the discretised XY ring (13)–(15), one a line, drawn independently and exactly by the "
        + "transfer matrix; the colour is the angle 2πv/P, and the colours close to a circle. Neighbours point in "
        + "similar directions over a few sites; no site and no direction is special, (16).",
        "Right: the correlation ⟨cos(θ(i) − θ(i+d))⟩ averaged over sites and samples, with errors over independent data "
        + "sets, and that of the finite ring by its transfer matrix, of which (λ(1)/λ(0))^d of (28), (29) is the limit "
        + "N ≫ ξ.",
    ];

    /// <inheritdoc/>
    public override string Equations => "XY ring (13)–(15), invariance (16), correlations (28), (29)";

    /// <inheritdoc/>
    protected override string Caption => "Configurations of the XY ring";

    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, string Value)> Model =>
        [("Sites, states", $"N = {Sites}, P = {States}"), ("Inverse temperature", $"β = {Beta}")];

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, double> ModelParameters =>
        new Dictionary<string, double> { ["sites"] = Sites, ["states"] = States, ["beta"] = Beta };

    /// <inheritdoc/>
    protected override string ProductLabel => "⟨cos(θ_{i} − θ_{i+d})⟩";

    /// <inheritdoc/>
    protected override (string Title, ColourAxis Colours) Map =>
        ("Samples", new("state v_{i}", 0, States, ColourScale.Cyclic));

    /// <inheritdoc/>
    protected override (string Name, string Symmetry) Mean => ("mean of cos θ", "v → v + L");

    /// <inheritdoc/>
    protected override (string? Paper, string Note) Length =>
        (null, $"(28): −1/ln(λ(1)/λ(0)) = {Ring.CorrelationLength:F4}");

    /// <inheritdoc/>
    protected override string Product(string distance) => $"⟨cos(θ(i) − θ(i+{distance}))⟩";

    /// <inheritdoc/>
    protected override double Exact(int distance) => Ring.ModeCorrelation(1, distance);

    /// <inheritdoc/>
    protected override (RingCorrelation Correlation, Action<int, int[]> Read) Sample(ulong seed)
    {
        PottsSet data = PottsRingSampler.Xy(Sites, States, Beta).SampleSet(Samples, seed);
        return (RingCorrelation.OfPotts(Sites, States), Read);

        void Read(int s, int[] row)
        {
            ReadOnlySpan<byte> sample = data.Sample(s);
            for (int i = 0; i < row.Length; i++)
                row[i] = sample[i];
        }
    }
}
