using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The exact spectrum of small changes of the bump, on the line and on rings: what (47) leaves open.</summary>
public sealed class BumpStability : Experiment
{
    private const int Levels = 6;

    /// <inheritdoc/>
    public override string Number => "spectrum";

    /// <inheritdoc/>
    public override string Name => "spectrum";

    /// <inheritdoc/>
    public override string Title => "The spectrum of the bump";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> LegacyText =>
    [
        "Small changes ε of the bump follow dε/dt = ε″ + (2 − b)ε + 3w²ε − 2w ∫wε, which is (46) with its last term "
        + "corrected. The operator is self-adjoint: without the integral it is of Pöschl–Teller type, and the "
        + "integral is of rank one, so that its spectrum is known exactly. There is the translation, at 0, a "
        + "continuum below −κ², and one even mode, the breathing of the bump.",
        "Left: the breathing eigenvalue along the family of sech profiles of inverse width κ. It changes sign at κ = "
        + "2, where b = 2 + κ² = 6. The argument after (47) puts the limit at b = 8; both separate b− from b+. Right: "
        + "the largest eigenvalues of the exact bump on a ring of length L, which tend to those of the line (dashed).",
    ];

    /// <inheritdoc/>
    public override string Equations =>
        "continuum (38), (39); sech profile (44), (45); its linearisation (46), corrected; stability (47)";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
        [("Left", "infinite line"), ("Right", "periodic, L from 9 to 40 sites"), ("Scaled down", "nothing")];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
        => [new("theory", 0, new Dictionary<string, double> { ["levels"] = Levels }, 3, (_, _) => Compute())];

    private static RunResult Compute()
    {
        BumpSpectrum stable = new(SechProfile.Stable), unstable = new(SechProfile.Unstable);
        double[] kappa = [.. Enumerable.Range(1, 72).Select(i => 0.05 * i)];
        double[] lengths = [.. Enumerable.Range(0, 32).Select(i => 9.0 + i)];
        IReadOnlyList<double>[] rings = [.. lengths.Select(l => new RingBumpSpectrum(DnBump.Stable(l)).All)];
        Dictionary<string, double[]> series = new()
        {
            ["kappa"] = kappa,
            ["breathing"] = [.. kappa.Select(k => new BumpSpectrum(new SechProfile(k)).Breathing)],
            ["lengths"] = lengths,
        };
        for (int level = 0; level < Levels; level++)
            series[$"level-{level}"] = [.. rings.Select(all => all[level])];
        return new(
            new Dictionary<string, double>
            {
                ["kappaMinus"] = SechProfile.Stable.Kappa,
                ["kappaPlus"] = SechProfile.Unstable.Kappa,
                ["breathingMinus"] = stable.Breathing,
                ["breathingPlus"] = unstable.Breathing,
                ["continuumMinus"] = stable.ContinuumEdge,
            },
            series);
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        (IReadOnlyDictionary<string, double> n, IReadOnlyDictionary<string, double[]> s) = runs[0].Result;
        double[] lengths = s["lengths"];
        double[] ends = [lengths[0], lengths[^1]];
        return new(Name, "Eigenvalues of small changes of the bump",
        [
            new("Breathing mode on the line", new("inverse width κ", 0, 3.6), new("eigenvalue λ", -2, 12),
            [
                new("breathing mode", s["kappa"], s["breathing"], Mark.Line, Palette.Black),
                new("", [0, 3.6], [0, 0], Mark.Dashed, Palette.Grey),
                new("b_{−}", [n["kappaMinus"]], [n["breathingMinus"]], Mark.Points, Palette.Blue),
                new("b_{+}", [n["kappaPlus"]], [n["breathingPlus"]], Mark.Points, Palette.Vermilion),
                new("limit κ = 2", [2, 2], [-2, 12], Mark.Dashed, Palette.Green),
            ], LegendPlace.TopLeft),
            new("Bump on a ring", new("length L, sites", lengths[0], lengths[^1]), new("eigenvalue λ", -1, 0.1),
            [
                .. Enumerable.Range(0, Levels).Select(
                    i => new Series("", lengths, s[$"level-{i}"], Mark.Line, Palette.Black)),
                new("", ends, [n["breathingMinus"], n["breathingMinus"]], Mark.Dashed, Palette.Blue),
                new("", ends, [n["continuumMinus"], n["continuumMinus"]], Mark.Dashed, Palette.Vermilion),
            ], LegendPlace.None),
        ], "right, dashed: breathing mode (blue) and top of the continuum (orange) on the infinite line");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        IReadOnlyDictionary<string, double> n = runs[0].Result.Numbers;
        return
        [
            Verdict.Holds(Number, "b− is stable: its breathing eigenvalue", "stable", n["breathingMinus"] < 0,
                n["breathingMinus"], null, "exact, on the line"),
            Verdict.Holds(Number, "b+ is unstable: its breathing eigenvalue", "unstable", n["breathingPlus"] > 0,
                n["breathingPlus"], null, "exact, on the line"),
            Verdict.CompareToPaper(Number, "limit of stability along the sech profiles, b = 2 + κ²", "b = 8", 8, 0.5,
                BumpSpectrum.CriticalRepressor, "exact: κ = 2"),
        ];
    }
}
