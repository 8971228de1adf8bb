using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Records;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Experiments;

/// <summary>Fig. 13(d), its theory curves: signal and noise in the top eigenvalue of XY data.</summary>
public sealed class Fig13 : Experiment
{
    private const int Sites = 100, States = 10, CurvePoints = 49;
    private const double Beta = 1.5, LowRatio = 1e-4, HighRatio = 1;

    /// <inheritdoc/>
    public override string Number => "13";

    /// <inheritdoc/>
    public override string Name => "fig13";

    /// <inheritdoc/>
    public override string Title => "Fig. 13(d)  Signal and noise for two invariances";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Text =>
    [
        "The same for the XY ring with P states a site, (14), (15): the signal Λ(XY) (30) against the edge of a null "
        + "model of independent sites. Equation (31) prints that edge as P/(P−1) + (1 + √(rP))². At r → 0 it must be "
        + "P/(P−1), the eigenvalue of one site; and one site has P−1 degrees of freedom. The edge is (P/(P−1)) (1 + "
        + "√(r(P−1)))².",
        "The crossing r = 0.066 of the paper is that of the printed form. The corrected one is at 0.108, and beyond it "
        + "nothing changes abruptly either: the sample edge is above both curves. Theory only; the sampled points come "
        + "with a Potts sampler.",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
        [("Sites, states", $"N = {Sites}, P = {States}"), ("Inverse temperature", $"β = {Beta}"), ("Scaled down",
            "nothing")];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
    {
        Dictionary<string, double> parameters = new() { ["sites"] = Sites, ["states"] = States, ["beta"] = Beta };
        return [new("theory", 0, parameters, 1, (_, _) => Compute())];
    }

    private static RunResult Compute()
    {
        PottsRing ring = PottsRing.Xy(Sites, States, Beta);
        double[] r = Grid.Logarithmic(LowRatio, HighRatio, CurvePoints);
        return new(
            new Dictionary<string, double>
            {
                ["signal"] = ring.TopEigenvalue,
                ["crossing"] = RetardedLearning.PottsCriticalNoiseRatio(ring),
                ["crossingAsPrinted"] = RetardedLearning.PottsCriticalNoiseRatioAsPrinted(ring)
                    ?? throw new InvalidOperationException("the printed noise edge does not cross the signal"),
            },
            new Dictionary<string, double[]>
            {
                ["r"] = r,
                ["noise"] = [.. r.Select(x => RetardedLearning.PottsNoiseEdge(x, States))],
                ["noiseAsPrinted"] = [.. r.Select(x => RetardedLearning.PottsNoiseEdgeAsPrinted(x, States))],
                ["edge"] = [.. r.Select(x => SampleSpectrumEdge.Potts(ring, x).Location)],
                ["mean"] = [.. r.Select(x => TopSampleEigenvalue.Of(ring, (int)Math.Round(Sites / x)).Mean)],
            });
    }

    /// <inheritdoc/>
    public override Figure Draw(IReadOnlyList<RunRecord> runs)
    {
        RunResult theory = runs[0].Result;
        double[] r = theory.Series["r"];
        double signal = theory.Numbers["signal"];
        return new(Name, "Top eigenvalue of XY data",
        [
            new($"XY ring, P = {States}, β = {Beta}",
                new("noise ratio r = N/S", LowRatio, HighRatio, Logarithmic: true),
                new("top eigenvalue Λ", 0, 20),
            [
                new("Λ_{XY} (30)", [r[0], r[^1]], [signal, signal], Mark.Dashed, Palette.Vermilion),
                new("noise edge as printed in (31)", r, theory.Series["noiseAsPrinted"], Mark.Dashed, Palette.Grey),
                new("noise edge, corrected", r, theory.Series["noise"], Mark.Line, Palette.Blue),
                new("sample edge, N → ∞", r, theory.Series["edge"], Mark.Line, Palette.Green),
                new($"Tracy–Widom mean, N = {Sites}", r, theory.Series["mean"], Mark.Line, Palette.Black),
            ], LegendPlace.TopLeft),
        ], $"N = {Sites}, P = {States}, β = {Beta}: the paper's parameters");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(IReadOnlyList<RunRecord> runs)
    {
        IReadOnlyDictionary<string, double> n = runs[0].Result.Numbers;
        return
        [
            Verdict.CompareToPaper(Number, "crossing of signal and noise, corrected (31)", "r ≃ 0.066", 0.066, 0.0005,
                n["crossing"], "the paper's follows from its misprint"),
            Verdict.CompareToPaper(Number, "crossing of signal and noise, (31) as printed", "r ≃ 0.066", 0.066, 0.0005,
                n["crossingAsPrinted"], "what the paper computed"),
            Verdict.Report(Number, "top eigenvalue at perfect sampling Λ(XY)", null, n["signal"], null),
        ];
    }
}
