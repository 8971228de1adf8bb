using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 14(b): two units at small β, as integrated and in the frame that gives each a bump of its own, and two units of
/// trained machines in that frame.
/// </summary>
/// <param name="preset">Sites, Gibbs steps and runs of the training.</param>
public sealed class Fig14b(Preset preset) : Experiment
{
    private const int Sites = 100, Batch = 5000, Distance = 4, Shown = 12;
    private const double Beta = 0.3, StartAngle = 25;
    private const double NoiseDeviation = 0.01, EndTime = 20000, SteadyVelocity = 1e-9;

    private int TrainedSites { get; } = preset == Preset.Paper ? Sites : 40;

    private int GibbsSteps { get; } = preset == Preset.Paper ? 20 : 3;

    private int Runs { get; } = preset == Preset.Paper ? 5 : 4;

    private TwoUnits Units
        => new(new(TrainedSites, 2, Beta, Batch, GibbsSteps), Distance, StartAngle * Math.PI / 180);

    /// <inheritdoc/>
    public override string Number => "14b";

    /// <inheritdoc/>
    public override string Name => "fig14b";

    /// <inheritdoc/>
    public override string Title => "Fig. 14(b)  Two units, two place cells";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> LegacyText =>
    [
        "Two units follow (50) and (51), the latter with its last sum corrected to Σ w₁w₂, from white noise to a "
        + "stationary state. The energy is invariant under any rotation of the two units into each other, so that the "
        + "mixing angle is an accident of the start (left). The frame that maximises Σ w⁴, turned by θ = ¼ arg Σ (w₁ "
        + "+ i w₂)⁴, gives each unit one bump (right): \"one bump per unit\" is one frame among a circle of them, "
        + "which small β does not choose.",
        "The bumps repel each other, but only while they overlap: the lattice holds them wherever they are once they "
        + "are some six sites apart, so that the distance is set by the start. The dashed line is the bump of one "
        + "unit alone.",
        "(c), (d): Machines with two units, trained with fresh samples from two raised sites, each in its own mixture "
        + "of the units. (c): The weights averaged over the late training, in the canonical frame; black, the exact "
        + "flow of infinite data, any β, no fit, from the same start and averaged likewise; dashed, (50) and (51). (d): "
        + "The distance of the two peaks. The repulsion is stronger than in the limit β → 0, for the fields are wider, "
        + "and the lattice holds them less: trained machines follow the exact flow.",
        "At finite β the ±1 units break the circle of frames to permutations and signs: the exact flow turns the units "
        + "towards the frame in which each has one bump, and so do the machines. The last verdict holds the angle left "
        + "at the end; under (50) and (51) it would stay what it was at the start, but for the bumps' overlap.",
    ];

    /// <inheritdoc/>
    public override string Equations => "small β, two units (50), (51), the latter corrected; exact flow (22) at M = 2";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("Sites, hidden units", $"N = {Sites}, M = 2"), ("Start", $"white noise, standard deviation {NoiseDeviation}"),
        ("End", $"max |dw/dt| < {SteadyVelocity:R}"), ("Training", SmallBetaTraining.Words(Batch, GibbsSteps)
            + $"; N = {TrainedSites}, β = {Beta}, fresh exact samples, {Runs} runs"),
        ("Its start", $"two sites {Distance} apart raised by {SmallBetaTraining.Raised} √β, at {StartAngle} degrees to the "
            + $"units; white noise of standard deviation {SmallBetaTraining.InitialDeviation}"),
        ("Scaled down", preset == Preset.Paper
            ? "nothing" : $"training: {TrainedSites} sites instead of 100, PCD-{GibbsSteps} instead of PCD-20, {Runs} runs"),
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
        TwoUnits units = Units;
        return
        [
            new("run-1", SeedOf(seed, "run-1"), parameters, 0.5, (_, _) => Integrate(SeedOf(seed, "run-1"))),
            new("exact", 0, units.Parameters, 2, (_, _) => units.ExactFlow()),
            new("lattice", 0, units.Parameters, 0.2, (_, _) => units.Lattice()),
            .. Enumerable.Range(1, Runs).Select(i => $"trained-{i}").Select(run => new RunPlan(
                run, SeedOf(seed, run), units.Parameters, units.Training.Cost,
                (progress, stop) => units.Train(SeedOf(seed, run), progress, stop))),
        ];
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
    public override Figure Draw(Results runs)
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
            Profiles(runs), Distances(runs),
        ], $"(a), (b): N = {Sites}; (c), (d): N = {TrainedSites}, β = {Beta}, fresh samples, PCD-{GibbsSteps}, {Runs} runs; "
            + "bars: standard errors over runs" + (preset == Preset.Paper ? "" : " (scaled down)"), Columns: 2);
    }

    private Panel Profiles(IReadOnlyList<RunRecord> runs)
    {
        int centre = TrainedSites / 2;
        int[] window = [.. Enumerable.Range(centre - Shown, 2 * Shown + 1)];
        double[] x = [.. window.Select(i => (double)i - centre)];
        return new($"Trained, canonical frame, β = {Beta}", new("distance to the start's middle, sites", -Shown, Shown),
            new("weight w_{i} / √β", -0.15, 1.45),
        [
            new("exact flow", x, Field("exact", 0), Mark.Line, Palette.Black),
            new("", x, Field("exact", 1), Mark.Line, Palette.Black),
            new("(50), (51): β → 0", x, Field("lattice", 0), Mark.Dashed, Palette.Grey),
            new("", x, Field("lattice", 1), Mark.Dashed, Palette.Grey),
            Trained(0, Palette.Blue),
            Trained(1, Palette.Vermilion),
        ]);

        double[] Field(string run, int unit)
        {
            double[] fields = runs.Single(r => r.Run == run).Result.Series["fields"];
            return [.. window.Select(i => fields[unit * TrainedSites + i])];
        }

        Series Trained(int unit, int colour)
        {
            Estimate[] means =
                [.. window.Select(i => Mean(runs, r => r.Series["fields"][unit * TrainedSites + i]))];
            return new($"trained, unit {unit + 1}", x, [.. means.Select(e => e.Value)], Mark.Points, colour,
                [.. means.Select(e => e.StandardError)]);
        }
    }

    private static Panel Distances(IReadOnlyList<RunRecord> runs)
    {
        RunResult exact = runs[1].Result, lattice = runs[2].Result;
        double[] times = exact.Series["times"];
        int[] looks = [.. Enumerable.Range(0, times.Length).Where(i => (i + 1) % 10 == 0)];
        Estimate[] means = [.. looks.Select(i => Mean(runs, r => r.Series["distances"][i]))];
        return new("Distance of the two fields", new("time νβt", 0, times[^1]), new("distance of the peaks, sites"),
        [
            new("exact flow", times, exact.Series["distances"], Mark.Line, Palette.Black),
            new("(50), (51): β → 0", times, lattice.Series["distances"], Mark.Dashed, Palette.Grey),
            new("trained", [.. looks.Select(i => times[i])], [.. means.Select(e => e.Value)], Mark.Points, Palette.Blue,
                [.. means.Select(e => e.StandardError)]),
        ], LegendPlace.BottomRight);
    }

    private static Estimate Mean(IReadOnlyList<RunRecord> runs, Func<RunResult, double> quantity)
        => Estimate.FromRuns([.. runs.Skip(3).Select(r => quantity(r.Result))]);

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
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
            Trained("peak max w/√β of two units", "amplitude"),
            Trained("Σ w²/β of each of two units", "sumSquares"),
            Trained("distance of two units, sites", "distance"),
            Trained("angle of the units to the canonical frame, degrees", "angle"),
        ];

        Verdict Trained(string quantity, string number) => Verdict.Compare(
            Number, $"{quantity}, β = {Beta}", null, runs[1].Result.Numbers[number], Mean(runs, r => r.Numbers[number]),
            $"theory: exact flow; (50), (51): {runs[2].Result.Numbers[number]:G4}");
    }
}
