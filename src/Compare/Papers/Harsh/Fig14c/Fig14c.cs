using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>Fig. 14(c): the two sech profiles b±, with the lattice bump over b−.</summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Fig14c(Preset preset) : Experiment<Fig14cSettings>(Fig14cSettings.Presets, preset)
{
    private SingleRun<Fig14cSettings, SechProfiles> Profiles => new(Fig14cJson.Default)
    {
        Name = "profiles",
        Settings = _ => Settings,
        Cost = _ => 0.2,
        Compute = (settings, _) => Compute(settings),
    };

    /// <inheritdoc/>
    public override string Number => "14c";

    /// <inheritdoc/>
    public override string Name => "fig14c";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Profiles];

    private static SechProfiles Compute(Fig14cSettings settings)
    {
        (int sites, double range, double step) = (settings.Sites, settings.Range, settings.Step);
        SechProfile stable = SechProfile.Stable, unstable = SechProfile.Unstable;
        LatticeBump lattice = LatticeBump.SiteCentred(sites);
        double[] x = [.. Enumerable.Range(0, (int)(2 * range / step) + 1).Select(i => -range + i * step)];
        int[] offsets = [.. Enumerable.Range((int)-range, 2 * (int)range + 1)];
        int centre = ReceptiveField.Measure(lattice.Weights).PeakSite;
        return new(
            stable.Repressor, unstable.Repressor, stable.SelfConsistencyGap, unstable.SelfConsistencyGap,
            stable.Amplitude, stable.FullWidthHalfMaximum, stable.EnergyCurvature, unstable.EnergyCurvature, x,
            [.. x.Select(stable.Value)], [.. x.Select(unstable.Value)], [.. offsets.Select(i => (double)i)],
            [.. offsets.Select(i => lattice.Weights[(centre + i + sites) % sites])], lattice.Weights);
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        SechProfiles p = runs.Of(Profiles);
        return new(Name, "Profiles of the stationary weights",
        [
            new("Stationary profiles at small β", new("position x, sites", -Settings.Range, Settings.Range),
                new("weight w / √β", 0),
            [
                new("sech profile b_{−} = 8 − 4√2, stable", p.X, p.Minus, Mark.Line, Palette.Blue),
                new("sech profile b_{+} = 8 + 4√2, unstable", p.X, p.Plus, Mark.Dashed, Palette.Vermilion),
                new($"lattice bump of (37), N = {Settings.Sites}", p.Sites, p.Lattice, Mark.Points, Palette.Black),
            ]),
        ]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        SechProfiles p = runs.Of(Profiles);
        ReceptiveField lattice = ReceptiveField.Measure(p.LatticeRing);
        // b is computed from κ as 2 + κ²: a rounding error or two of numbers up to 14.
        const double Rounding = 1e-14;
        return
        [
            Verdict.CompareToPaper("b-minus", "b− of the sech profile", "8 − 4√2", 8 - 4 * Math.Sqrt(2), Rounding,
                p.BMinus),
            Verdict.CompareToPaper("b-plus", "b+ of the sech profile", "8 + 4√2", 8 + 4 * Math.Sqrt(2), Rounding,
                p.BPlus),
            Verdict.Holds("stable-minus", "b− is stable: curvature of the energy along the family", "stable",
                p.CurvatureMinus > 0, p.CurvatureMinus, null, "8 − 4κ > 0"),
            Verdict.Holds("unstable-plus", "b+ is unstable: curvature of the energy along the family", "unstable",
                p.CurvaturePlus < 0, p.CurvaturePlus, null, "8 − 4κ < 0"),
            Continuum("peak", "peak max w/√β of the sech profile", p.Amplitude, lattice.Amplitude),
            Continuum("width", "full width at half maximum of the sech profile, sites", p.Fwhm,
                lattice.FullWidthHalfMaximum),
            Continuum("integral", "∫ w² dx/β = b−", p.BMinus, lattice.SumSquares),
        ];

        static Verdict Continuum(string id, string quantity, double value, double lattice)
            => Verdict.Report(
                id, quantity, null, value, null, $"lattice {lattice:F4}, {lattice / value - 1:+0.0 %;−0.0 %}");
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
    {
        SechProfiles p = runs.Of(Profiles);
        ReceptiveField lattice = ReceptiveField.Measure(p.LatticeRing);
        double[] percents =
        [
            Percent(lattice.Amplitude, p.Amplitude), Percent(lattice.FullWidthHalfMaximum, p.Fwhm),
            Percent(lattice.SumSquares, p.BMinus),
        ];
        return new Dictionary<string, object> { ["least"] = percents.Min(), ["most"] = percents.Max() };

        static double Percent(double lattice, double continuum) => 100 * Math.Abs(lattice / continuum - 1);
    }
}
