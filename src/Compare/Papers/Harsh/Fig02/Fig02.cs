using RbmTheory.Compare.Figures;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>Fig. 2: configurations of the Ising ring.</summary>
public sealed class Fig02 : RingSamples
{
    private const double Beta = 1;

    private static readonly IsingRing Ring = new(Sites, Beta);

    /// <inheritdoc/>
    public override string Number => "2";

    /// <inheritdoc/>
    public override string Name => "fig02";

    /// <inheritdoc/>
    public override string Title => "Fig. 2  Data with one invariance: the Ising ring";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> LegacyText =>
    [
        "Left: configurations of the Ising ring (8), one a line (dark: +1), drawn independently and exactly: a bond is "
        + "broken with the probability that the transfer matrix gives, under the condition that an even number of them is. Spins "
        + "come in domains whose size is set by ξ, and no site is special, (10).",
        "Right: the correlation ⟨v(i) v(i+d)⟩ averaged over sites and samples, with errors over independent data sets, "
        + "and that of the finite ring, (t^d + t^(N−d))/(1 + t^N) with t = tanh β, of which (9) is the limit N ≫ ξ. "
        + "The paper draws its samples by Gibbs sampling; train takes sampler=gibbs for that.",
    ];

    /// <inheritdoc/>
    public override string Equations => "Ising ring (8), correlations (9), invariance (10)";

    /// <inheritdoc/>
    protected override string Caption => "Configurations of the Ising ring";

    /// <inheritdoc/>
    protected override IReadOnlyList<(string Name, string Value)> Model =>
        [("Sites", $"N = {Sites}"), ("Inverse temperature", $"β = {Beta}")];

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, double> ModelParameters =>
        new Dictionary<string, double> { ["sites"] = Sites, ["beta"] = Beta };

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

    /// <inheritdoc/>
    protected override double Exact(int distance) => Ring.Covariance(distance);

    /// <inheritdoc/>
    protected override (RingCorrelation Correlation, Action<int, int[]> Read) Sample(ulong seed)
    {
        SpinSet data = new IsingRingSampler(Sites, Beta).SampleSet(Samples, seed);
        return (RingCorrelation.OfSpins(Sites), Read);

        void Read(int s, int[] row)
        {
            for (int i = 0; i < row.Length; i++)
                row[i] = data.Spin(s, i);
        }
    }
}
