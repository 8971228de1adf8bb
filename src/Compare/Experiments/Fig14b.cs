using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Experiments;

/// <summary>
/// Fig. 14(b): two units at small β, as integrated and in the frame that gives each a bump of its own.
/// </summary>
public sealed class Fig14b : Experiment
{
    private const int Sites = 100;
    private const double NoiseDeviation = 0.01, EndTime = 20000, SteadyVelocity = 1e-9;

    /// <inheritdoc/>
    public override string Number => "14b";

    /// <inheritdoc/>
    public override string Name => "fig14b";

    /// <inheritdoc/>
    public override string Title => "Fig. 14(b)  Two units, two place cells";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Text =>
    [
        "Two units follow (50) and (51), the latter with its last sum corrected to Σ w₁w₂, from white noise to a "
        + "stationary state. The energy is invariant under any rotation of the two units into each other, so that the "
        + "mixing angle is an accident of the start (left). The frame that maximises Σ w⁴, turned by θ = ¼ arg Σ (w₁ "
        + "+ i w₂)⁴, gives each unit one bump (right): \"one bump per unit\" is one frame among a circle of them, "
        + "which small β does not choose.",
        "The bumps repel each other, but only while they overlap: the lattice holds them wherever they are once they "
        + "are some six sites apart, so that the distance is set by the start. The dashed line is the bump of one "
        + "unit alone.",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("Sites, hidden units", $"N = {Sites}, M = 2"), ("Start", $"white noise, standard deviation {NoiseDeviation}"),
        ("End", $"max |dw/dt| < {SteadyVelocity:R}"), ("Scaled down", "nothing"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
    {
        Dictionary<string, double> parameters = new()
        {
            ["sites"] = Sites,
            ["hidden"] = 2,
            ["noiseDeviation"] = NoiseDeviation,
            ["endTime"] = EndTime,
            ["steadyVelocity"] = SteadyVelocity,
        };
        return [new("run-1", SeedOf(seed, "run-1"), parameters, 0.5, (_, _) => Integrate(SeedOf(seed, "run-1")))];
    }

    private static RunResult Integrate(ulong seed)
    {
        double[] start = WhiteNoise.Draw(2 * Sites, NoiseDeviation, seed);
        IntegrationOptions accuracy = new()
        {
            RelativeTolerance = 1e-9,
            AbsoluteTolerance = 1e-11,
            SteadyVelocity = SteadyVelocity,
        };
        IntegrationResult end =
            RelaxationIntegrator.Integrate(new SmallBetaFlow(Sites, 2), start, 0, EndTime, accuracy);
        double[] canonical = CanonicalFrame.Rotate(end.State, Sites);
        return new(
            new Dictionary<string, double>
            {
                ["steady"] = end.Reason == StopReason.Steady ? 1 : 0,
                ["time"] = end.Time,
                ["angle"] = CanonicalFrame.Angle(end.State.AsSpan(0, Sites), end.State.AsSpan(Sites, Sites)),
            },
            new Dictionary<string, double[]>
            {
                ["first"] = end.State[..Sites],
                ["second"] = end.State[Sites..],
                ["canonicalFirst"] = canonical[..Sites],
                ["canonicalSecond"] = canonical[Sites..],
                ["single"] = LatticeBump.SiteCentred(Sites).Weights,
            });
    }

    /// <inheritdoc/>
    public override Figure Draw(IReadOnlyList<RunRecord> runs)
    {
        IReadOnlyDictionary<string, double[]> s = runs[0].Result.Series;
        double[] sites = [.. Enumerable.Range(1, Sites).Select(i => (double)i)];
        int peak = ReceptiveField.Measure(s["canonicalFirst"]).PeakSite - ReceptiveField.Measure(s["single"]).PeakSite;
        double[] single = [.. Enumerable.Range(0, Sites).Select(i => s["single"][(i - peak + 2 * Sites) % Sites])];
        Axis site = new("site i", 1, Sites);
        return new(Name, "Two units at small β",
        [
            new("As integrated", site, new("weight w_{i} / √β", -1.1, 1.1),
            [
                new("unit 1", sites, s["first"], Mark.LinePoints, Palette.Blue),
                new("unit 2", sites, s["second"], Mark.LinePoints, Palette.Vermilion),
            ], LegendPlace.BottomRight),
            new("Canonical frame", site, new("weight w_{i} / √β", -1.1, 1.1),
            [
                new("unit 1", sites, s["canonicalFirst"], Mark.LinePoints, Palette.Blue),
                new("unit 2", sites, s["canonicalSecond"], Mark.LinePoints, Palette.Vermilion),
                new("one unit alone", sites, single, Mark.Dashed, Palette.Black),
            ], LegendPlace.BottomRight),
        ], $"N = {Sites}, M = 2, white noise of standard deviation {NoiseDeviation}");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(IReadOnlyList<RunRecord> runs)
    {
        RunResult run = runs[0].Result;
        ReceptiveField first = ReceptiveField.Measure(run.Series["canonicalFirst"]);
        ReceptiveField second = ReceptiveField.Measure(run.Series["canonicalSecond"]);
        double apart = Math.Abs(Math.IEEERemainder(first.Centre - second.Centre, Sites));
        return
        [
            Verdict.Holds(Number, "two units reach a stationary state: time νβt", "stationary",
                run.Numbers["steady"] == 1,
                run.Numbers["time"], null, $"max |dw/dt| < {SteadyVelocity:G1}"),
            Verdict.Report(Number, "mixing angle of the units, degrees", null, run.Numbers["angle"] * 180 / Math.PI,
                null,
                "set by the start"),
            Verdict.Holds(Number, "distance of the peaks, sites: at least one peak width", "any ≥ one width",
                apart >= first.FullWidthHalfMaximum, apart, null, $"one width is {first.FullWidthHalfMaximum:F2}"),
        ];
    }
}
