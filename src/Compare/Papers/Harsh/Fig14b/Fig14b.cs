using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 14(b): two units at small β, as integrated and in the frame that gives each a bump of its own, and two units of
/// trained machines in that frame.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Fig14b(Preset preset) : Experiment<Fig14bSettings>(Fig14bSettings.Presets, preset)
{
    private const int Shown = 12;

    private TwoUnits Training => Settings.Training;

    private int Sites => Settings.Relaxation.Sites;

    private SingleRun<PairRelaxation, RelaxedPair> Relaxation => new(Fig14bJson.Default)
    {
        Name = "run-1",
        Settings = _ => Settings.Relaxation,
        Cost = _ => 0.5,
        IsRandom = true,
        Compute = Integrate,
    };

    private SingleRun<TwoUnits, PairFields> Exact => new(Fig14bJson.Default)
    {
        Name = "exact",
        Settings = _ => Training,
        Cost = _ => 2,
        Compute = (units, _) => units.ExactFlow(),
    };

    private SingleRun<TwoUnits, PairFields> Lattice => new(Fig14bJson.Default)
    {
        Name = "lattice",
        Settings = _ => Training,
        Cost = _ => 0.2,
        Compute = (units, _) => units.Lattice(),
    };

    private RepeatedRuns<TwoUnits, PairFields> Trainings => new(Fig14bJson.Default)
    {
        Name = run => $"trained-{run}",
        Repeats = Settings.Runs,
        Settings = _ => Training,
        Cost = units => units.Cost,
        IsRandom = true,
        Compute = (units, run) => units.TrainPair(run),
    };

    /// <inheritdoc/>
    public override string Number => "14b";

    /// <inheritdoc/>
    public override string Name => "fig14b";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Relaxation, Exact, Lattice, Trainings];

    private static RelaxedPair Integrate(PairRelaxation settings, RunContext run)
    {
        int sites = settings.Sites;
        double[] start = WhiteNoise.Draw(2 * sites, settings.NoiseDeviation, run.Seed);
        IntegrationOptions accuracy = new()
        {
            RelativeTolerance = 1e-9,
            AbsoluteTolerance = 1e-11,
            SteadyVelocity = settings.SteadyVelocity,
        };
        IntegrationResult end =
            RelaxationIntegrator.Integrate(new SmallBetaFlow(sites, 2), start, 0, settings.EndTime, accuracy);
        double[] canonical = CanonicalFrame.Rotate(end.State, sites);
        return new(
            end.Reason == StopReason.Steady ? 1 : 0, end.Time,
            CanonicalFrame.Angle(end.State.AsSpan(0, sites), end.State.AsSpan(sites, sites)), end.State[..sites],
            end.State[sites..], canonical[..sites], canonical[sites..], LatticeBump.SiteCentred(sites).Weights);
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        RelaxedPair pair = runs.Of(Relaxation);
        double[] sites = [.. Enumerable.Range(1, Sites).Select(i => (double)i)];
        int peak = ReceptiveField.Measure(pair.CanonicalFirst).PeakSite - ReceptiveField.Measure(pair.Single).PeakSite;
        double[] single = [.. Enumerable.Range(0, Sites).Select(i => pair.Single[(i - peak + 2 * Sites) % Sites])];
        Axis site = new("site i", 1, Sites);
        return new(Name, "Two units at small β",
        [
            new("As integrated", site, new("weight w_{i} / √β", -1.1, 1.1),
            [
                new("unit 1", sites, pair.First, Mark.LinePoints, Palette.Blue),
                new("unit 2", sites, pair.Second, Mark.LinePoints, Palette.Vermilion),
            ], LegendPlace.BottomRight),
            new("Canonical frame", site, new("weight w_{i} / √β", -1.1, 1.1),
            [
                new("unit 1", sites, pair.CanonicalFirst, Mark.LinePoints, Palette.Blue),
                new("unit 2", sites, pair.CanonicalSecond, Mark.LinePoints, Palette.Vermilion),
                new("one unit alone", sites, single, Mark.Dashed, Palette.Black),
            ], LegendPlace.BottomRight),
            Profiles(runs), Distances(runs),
        ], $"(a), (b): N = {Sites}; (c), (d): N = {Training.Sites}, β = {Training.Beta}, fresh samples, "
            + $"PCD-{Training.GibbsSteps}, {Settings.Runs} runs; bars: standard errors over runs"
            + (ScaledDown.Length == 0 ? "" : " (scaled down)"), Columns: 2);
    }

    private Panel Profiles(Results runs)
    {
        int centre = Training.Sites / 2;
        int[] window = [.. Enumerable.Range(centre - Shown, 2 * Shown + 1)];
        double[] x = [.. window.Select(i => (double)i - centre)];
        return new($"Trained, canonical frame, β = {Training.Beta}",
            new("distance to the start's middle, sites", -Shown, Shown), new("weight w_{i} / √β", -0.15, 1.45),
        [
            new("exact flow", x, Field(Exact, 0), Mark.Line, Palette.Black),
            new("", x, Field(Exact, 1), Mark.Line, Palette.Black),
            new("(50), (51): β → 0", x, Field(Lattice, 0), Mark.Dashed, Palette.Grey),
            new("", x, Field(Lattice, 1), Mark.Dashed, Palette.Grey),
            Trained(0, Palette.Blue),
            Trained(1, Palette.Vermilion),
        ]);

        double[] Field(SingleRun<TwoUnits, PairFields> run, int unit)
            => [.. window.Select(i => runs.Of(run).Fields[unit * Training.Sites + i])];

        Series Trained(int unit, int colour)
        {
            IReadOnlyList<PairFields> trained = runs.Of(Trainings);
            Estimate[] means = [.. window.Select(i => trained.Mean(r => r.Fields[unit * Training.Sites + i]))];
            return new($"trained, unit {unit + 1}", x, [.. means.Select(e => e.Value)], Mark.Points, colour,
                [.. means.Select(e => e.StandardError)]);
        }
    }

    private Panel Distances(Results runs)
    {
        PairFields exact = runs.Of(Exact), lattice = runs.Of(Lattice);
        IReadOnlyList<PairFields> trained = runs.Of(Trainings);
        double[] times = exact.Times;
        int[] shown = [.. Enumerable.Range(0, times.Length).Where(i => (i + 1) % 10 == 0)];
        Estimate[] means = [.. shown.Select(i => trained.Mean(r => r.Distances[i]))];
        return new("Distance of the two fields", new("time νβt", 0, times[^1]), new("distance of the peaks, sites"),
        [
            new("exact flow", times, exact.Distances, Mark.Line, Palette.Black),
            new("(50), (51): β → 0", times, lattice.Distances, Mark.Dashed, Palette.Grey),
            new("trained", [.. shown.Select(i => times[i])], [.. means.Select(e => e.Value)], Mark.Points, Palette.Blue,
                [.. means.Select(e => e.StandardError)]),
        ], LegendPlace.BottomRight);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        RelaxedPair pair = runs.Of(Relaxation);
        PairFields exact = runs.Of(Exact), lattice = runs.Of(Lattice);
        IReadOnlyList<PairFields> trained = runs.Of(Trainings);
        ReceptiveField first = ReceptiveField.Measure(pair.CanonicalFirst);
        ReceptiveField second = ReceptiveField.Measure(pair.CanonicalSecond);
        double apart = Math.Abs(Math.IEEERemainder(first.Centre - second.Centre, Sites));
        return
        [
            Verdict.Holds("stationary", "two units reach a stationary state: time νβt", "stationary", pair.Steady == 1,
                pair.Time, null, $"max |dw/dt| < {Settings.Relaxation.SteadyVelocity:G1}"),
            Verdict.Report("mixing-angle", "mixing angle of the units, degrees", null, pair.Angle * 180 / Math.PI,
                null, "set by the start"),
            Verdict.Holds("apart", "distance of the peaks, sites: at least one peak width", "any ≥ one width",
                apart >= first.FullWidthHalfMaximum, apart, null, $"one width is {first.FullWidthHalfMaximum:F2}"),
            Trained("peak", "peak max w/√β of two units", r => r.Amplitude),
            Trained("sum-squares", "Σ w²/β of each of two units", r => r.SumSquares),
            Trained("distance", "distance of two units, sites", r => r.Distance),
            Trained("angle", "angle of the units to the canonical frame, degrees", r => r.Angle),
        ];

        Verdict Trained(string id, string quantity, Func<PairFields, double> of) => Verdict.Compare(
            id, $"{quantity}, β = {Training.Beta}", null, of(exact), trained.Mean(of),
            $"theory: exact flow; (50), (51): {of(lattice):G4}") with
        {
            Judges = Claim.FirstOrder,
        };
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
    {
        PairFields lattice = runs.Of(Lattice);
        return new Dictionary<string, object>
        {
            ["latticeDistance"] = lattice.Distance,
            ["latticeAngle"] = lattice.Angle,
        };
    }
}
