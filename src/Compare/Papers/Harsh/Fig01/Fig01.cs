using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>Fig. 1: the machine, as a drawing; there is nothing to run, hence neither presets nor settings.</summary>
internal sealed class Fig01 : Experiment
{
    private const int Visible = 9, Hidden = 4;

    /// <inheritdoc/>
    public override string Number => "1";

    /// <inheritdoc/>
    public override string Name => "fig01";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
        [("Drawn", $"N = {Visible}, M = {Hidden}")];

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        double[] visible = [.. Enumerable.Range(1, Visible).Select(i => (double)i)];
        double[] hidden = [.. Enumerable.Range(1, Hidden).Select(mu => (mu - 0.5) * Visible / Hidden + 0.5)];
        return new(Name, "Two layers, and weights between them",
        [
            new("", new("", 0, Visible + 1), new("", -0.15, 1.5),
            [
                .. from mu in Enumerable.Range(0, Hidden)
                   from i in Enumerable.Range(0, Visible)
                   let last = mu == Hidden - 1 && i == Visible - 1
                   select new Series(last ? "weights w_{iμ}" : "", [visible[i], hidden[mu]], [0, 1], Mark.Line,
                       last ? Palette.Vermilion : Palette.Grey),
                new("hidden units h_{μ}, μ = 1..M", hidden, [.. hidden.Select(_ => 1.0)], Mark.Points,
                    Palette.Vermilion),
                new("visible units v_{i}, i = 1..N", visible, [.. visible.Select(_ => 0.0)], Mark.Points, Palette.Blue),
            ], Bare: true),
        ]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs) => [];
}
