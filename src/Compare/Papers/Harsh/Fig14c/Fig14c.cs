using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>Fig. 14(c): the two sech profiles b±, with the lattice bump over b−.</summary>
public sealed class Fig14c : Experiment
{
    private const int Sites = 100;
    private const double Range = 8, Step = 0.05;

    /// <inheritdoc/>
    public override string Number => "14c";

    /// <inheritdoc/>
    public override string Name => "fig14c";

    /// <inheritdoc/>
    public override string Title => "Fig. 14(c)  Two sech profiles, one of them stable";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> LegacyText =>
    [
        "In the continuum the stationary profile is w(x) = √2 κ sech(κx) with κ = √(b − 2), equation (44), and b must be the "
        + "integral of its own square: b = 4√(b − 2), equation (45), so b± = 8 ± 4√2. The dots are the stationary bump of the "
        + "lattice equation (37), which differs from the continuum by 2 to 16 percent: a bump a few sites wide feels the lattice.",
        "Along the family of sech profiles the energy of (38) is −⅔κ³ + 4κ² − 4κ, with curvature 8 − 4κ at its stationary "
        + "points κ± = 2 ± √2: a maximum at b+, which is therefore unstable, a minimum at b−. The paper argues from (47) that "
        + "stability means b < 8; both conditions separate b− from b+.",
    ];

    /// <inheritdoc/>
    public override string Equations =>
        "sech profile (44), (45) of the continuum (38), (39); stability (47); lattice equation (37)";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
        [("Lattice", $"N = {Sites}, M = 1"), ("Continuum", "infinite line"), ("Scaled down", "nothing")];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
        => [new("profiles", 0, new Dictionary<string, double> { ["sites"] = Sites, ["range"] = Range, ["step"] = Step }, 0.2,
            (_, _) => Compute())];

    private static RunResult Compute()
    {
        SechProfile stable = SechProfile.Stable, unstable = SechProfile.Unstable;
        LatticeBump lattice = LatticeBump.SiteCentred(Sites);
        double[] x = [.. Enumerable.Range(0, (int)(2 * Range / Step) + 1).Select(i => -Range + i * Step)];
        int[] offsets = [.. Enumerable.Range((int)-Range, 2 * (int)Range + 1)];
        int centre = ReceptiveField.Measure(lattice.Weights).PeakSite;
        return new(
            new Dictionary<string, double>
            {
                ["bMinus"] = stable.Repressor,
                ["bPlus"] = unstable.Repressor,
                ["gapMinus"] = stable.SelfConsistencyGap,
                ["gapPlus"] = unstable.SelfConsistencyGap,
                ["amplitude"] = stable.Amplitude,
                ["fwhm"] = stable.FullWidthHalfMaximum,
                ["curvatureMinus"] = stable.EnergyCurvature,
                ["curvaturePlus"] = unstable.EnergyCurvature,
            },
            new Dictionary<string, double[]>
            {
                ["x"] = x,
                ["minus"] = [.. x.Select(stable.Value)],
                ["plus"] = [.. x.Select(unstable.Value)],
                ["sites"] = [.. offsets.Select(i => (double)i)],
                ["lattice"] = [.. offsets.Select(i => lattice.Weights[(centre + i + Sites) % Sites])],
                ["latticeRing"] = lattice.Weights,
            });
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        IReadOnlyDictionary<string, double[]> s = runs[0].Result.Series;
        return new(Name, "Profiles of the stationary weights",
        [
            new("Stationary profiles at small β", new("position x, sites", -Range, Range), new("weight w / √β", 0),
            [
                new("sech profile b_{−} = 8 − 4√2, stable", s["x"], s["minus"], Mark.Line, Palette.Blue),
                new("sech profile b_{+} = 8 + 4√2, unstable", s["x"], s["plus"], Mark.Dashed, Palette.Vermilion),
                new($"lattice bump of (37), N = {Sites}", s["sites"], s["lattice"], Mark.Points, Palette.Black),
            ]),
        ]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        IReadOnlyDictionary<string, double> n = runs[0].Result.Numbers;
        ReceptiveField lattice = ReceptiveField.Measure(runs[0].Result.Series["latticeRing"]);
        // b is computed from κ as 2 + κ²: a rounding error or two of numbers up to 14.
        const double Rounding = 1e-14;
        return
        [
            Verdict.CompareToPaper(Number, "b− of the sech profile", "8 − 4√2", 8 - 4 * Math.Sqrt(2), Rounding, n["bMinus"]),
            Verdict.CompareToPaper(Number, "b+ of the sech profile", "8 + 4√2", 8 + 4 * Math.Sqrt(2), Rounding, n["bPlus"]),
            Verdict.Holds(Number, "b− is stable: curvature of the energy along the family", "stable", n["curvatureMinus"] > 0,
                n["curvatureMinus"], null, "8 − 4κ > 0"),
            Verdict.Holds(Number, "b+ is unstable: curvature of the energy along the family", "unstable", n["curvaturePlus"] < 0,
                n["curvaturePlus"], null, "8 − 4κ < 0"),
            Verdict.Report(Number, "peak max w/√β of the sech profile", null, n["amplitude"], null,
                $"lattice {lattice.Amplitude:F4}, {lattice.Amplitude / n["amplitude"] - 1:+0.0 %;−0.0 %}"),
            Verdict.Report(Number, "full width at half maximum of the sech profile, sites", null, n["fwhm"], null,
                $"lattice {lattice.FullWidthHalfMaximum:F4}, {lattice.FullWidthHalfMaximum / n["fwhm"] - 1:+0.0 %;−0.0 %}"),
            Verdict.Report(Number, "∫ w² dx/β = b−", null, n["bMinus"], null,
                $"lattice {lattice.SumSquares:F4}, {lattice.SumSquares / n["bMinus"] - 1:+0.0 %;−0.0 %}"),
        ];
    }
}
