using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>The exact spectrum of small changes of the bump, on the line and on rings: what (47) leaves open.</summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class BumpStability(Preset preset)
    : Experiment<BumpStabilitySettings>(BumpStabilitySettings.Presets, preset)
{
    private SingleRun<SpectrumSize, BumpSpectra> Spectra => new(BumpStabilityJson.Default)
    {
        Name = "theory",
        Settings = _ => Settings.Size,
        Cost = _ => 3,
        Compute = (_, _) => Compute(),
    };

    /// <inheritdoc/>
    public override string Number => "spectrum";

    /// <inheritdoc/>
    public override string Name => "spectrum";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Spectra];

    private static BumpSpectra Compute()
    {
        BumpSpectrum stable = new(SechProfile.Stable), unstable = new(SechProfile.Unstable);
        double[] kappa = [.. Enumerable.Range(1, BumpStabilitySettings.KappaPoints)
            .Select(i => BumpStabilitySettings.KappaStep * i)];
        double[] lengths = [.. Enumerable.Range(0, BumpStabilitySettings.Rings)
            .Select(i => BumpStabilitySettings.FirstLength + i)];
        IReadOnlyList<double>[] rings = [.. lengths.Select(l => new RingBumpSpectrum(DnBump.Stable(l)).All)];
        double[] Level(int level) => [.. rings.Select(all => all[level])];
        return new(
            SechProfile.Stable.Kappa, SechProfile.Unstable.Kappa, stable.Breathing, unstable.Breathing,
            stable.ContinuumEdge, kappa, [.. kappa.Select(k => new BumpSpectrum(new SechProfile(k)).Breathing)],
            lengths, Level(0), Level(1), Level(2), Level(3), Level(4), Level(5));
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        BumpSpectra s = runs.Of(Spectra);
        double widest = Settings.LargestKappa;
        double[] lengths = s.Lengths, ends = [lengths[0], lengths[^1]];
        return new(Name, "Eigenvalues of small changes of the bump",
        [
            new("Breathing mode on the line", new("inverse width κ", 0, widest), new("eigenvalue λ", -2, 12),
            [
                new("breathing mode", s.Kappa, s.Breathing, Mark.Line, Palette.Black),
                new("", [0, widest], [0, 0], Mark.Dashed, Palette.Grey),
                new("b_{−}", [s.KappaMinus], [s.BreathingMinus], Mark.Points, Palette.Blue),
                new("b_{+}", [s.KappaPlus], [s.BreathingPlus], Mark.Points, Palette.Vermilion),
                new("limit κ = 2", [2, 2], [-2, 12], Mark.Dashed, Palette.Green),
            ], LegendPlace.TopLeft),
            new("Bump on a ring", new("length L, sites", lengths[0], lengths[^1]), new("eigenvalue λ", -1, 0.1),
            [
                .. s.Levels.Select(level => new Series("", lengths, level, Mark.Line, Palette.Black)),
                new("", ends, [s.BreathingMinus, s.BreathingMinus], Mark.Dashed, Palette.Blue),
                new("", ends, [s.ContinuumMinus, s.ContinuumMinus], Mark.Dashed, Palette.Vermilion),
            ], LegendPlace.None),
        ], "right, dashed: breathing mode (blue) and top of the continuum (orange) on the infinite line");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        BumpSpectra s = runs.Of(Spectra);
        (double kappa, double step) = ZeroCrossing.LastUpward(s.Kappa, s.Breathing);
        double repressor = Repressor(kappa), bound = Repressor(kappa + step) - repressor;
        return
        [
            Verdict.Holds("stable-minus", "b− is stable: its breathing eigenvalue", "stable", s.BreathingMinus < 0,
                s.BreathingMinus, null, "exact, on the line"),
            Verdict.Holds("unstable-plus", "b+ is unstable: its breathing eigenvalue", "unstable", s.BreathingPlus > 0,
                s.BreathingPlus, null, "exact, on the line"),
            Verdict.CompareToPaper("limit", "limit of stability along the sech profiles, b = 2 + κ²", "b = 8", 8, 0.5,
                BumpSpectrum.CriticalRepressor, "exact: κ = 2") with { ExplainedBy = "limit-corrected" },
            Verdict.Holds("limit-corrected", "b where the breathing eigenvalue of the curve changes sign", null,
                Math.Abs(repressor - BumpSpectrum.CriticalRepressor) <= bound, repressor, null,
                $"corrected: b = {BumpSpectrum.CriticalRepressor}, to within a step of the curve, {bound:F1}"),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
    {
        BumpSpectra s = runs.Of(Spectra);
        return new Dictionary<string, object>
        {
            ["kappaLimit"] = ZeroCrossing.LastUpward(s.Kappa, s.Breathing).Place,
        };
    }

    private static double Repressor(double kappa) => new SechProfile(kappa).Repressor;
}
