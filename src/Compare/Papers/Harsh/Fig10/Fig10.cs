using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 10: five hidden units on XY data, how they share the ring and the angles.
/// </summary>
/// <param name="preset">The paper's learning rate and epochs for the machine that is drawn, or fewer updates.</param>
public sealed class Fig10(Preset preset) : Experiment
{
    private const int Hidden = 5, Sites = XyTraining.Sites, States = XyTraining.Colours;

    // A ring of whole degrees: a turn of the angle, and half a turn where the sign of a unit does not count.
    private const int Turn = 360, HalfTurn = 180;

    // Uniform independent places: variance over squared mean of their gaps.
    private const double RandomGaps = (Hidden - 1.0) / (Hidden + 1);

    private static readonly int[] Palettes = [Palette.Blue, Palette.Vermilion, Palette.Green, 4, 5];

    private static readonly XyTraining Short = XyTraining.Shortened(20, Hidden, DoubleWellUnit.Instance);
    private static readonly XyTraining Long = XyTraining.OfPaper(Hidden, DoubleWellUnit.Instance);

    private int ShortRuns { get; } = preset == Preset.Paper ? 8 : 5;

    /// <inheritdoc/>
    public override string Number => "10";

    /// <inheritdoc/>
    public override string Name => "fig10";

    /// <inheritdoc/>
    public override string Title => "Fig. 10  Five fields in space and angle";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> LegacyText =>
    [
        "Five units of the potential ½h² + θ|h| learn the data of Fig. 9. Left: the amplitude of the cosine at each "
        + "site. Middle: the weights of each unit at its maximum, with cosines of frequency 2π/P. The paper sees the "
        + "units repel each other in space, and their phases, ranked, equally separated.",
        "What repels is the overlap of whole fields, in space and angle together. A unit and the same unit with h and "
        + "w reversed are one: phases count modulo half a turn, and two cosines a quarter of a turn apart do not "
        + "overlap even at one place. Right: all pairs of units of all runs, distance of places against difference of "
        + "phases. Pairs share a place and then stand a quarter turn apart, the two components of the mean spin of "
        + "that stretch; equal places with equal phases, 0 or 180 degrees, stay empty. The overlap is held against "
        + "that of the same fields moved and turned at random, averaged exactly over all moves (16).",
        "Gaps between the places and between the phases are held against uniform independent ones, for which the "
        + "variance over the squared mean is (M − 1)/(M + 1). Five phases of one machine can well look equally "
        + "separated, and pairs a quarter turn apart help: over several runs they are what the table says. The places "
        + "are not spread evenly, for most units have come in pairs.",
    ];

    /// <inheritdoc/>
    public override string Equations => "XY ring (13)–(15); modulation (17), and by the first harmonic";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("Sites, states, hidden units", $"N = {Sites}, P = {States}, M = {Hidden}, U = ½h² + θ|h|"),
        .. XyTraining.Words,
        ("Training", preset == Preset.Paper
            ? $"{Long.Summary} (the machine that is drawn); {Short.Summary} (the others)" : Short.Summary),
        ("Runs", preset == Preset.Paper ? $"1 and {ShortRuns}" : $"{ShortRuns}"),
        ("Scaled down", preset == Preset.Paper
            ? $"the paper's parameters for one run; {ShortRuns} shorter ones, of the same sum of ν, for the errors"
            : "20 epochs of a rate that falls from 0.09 to 0.01, not 100 of 0.01: a fifth of the updates, the same sum "
                + "of ν; PCD-1, not 20"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
    {
        List<RunPlan> plans =
            [.. Enumerable.Range(1, ShortRuns).Select(run => PlanRun(seed, Short, $"short-run-{run}", 6))];
        if (preset == Preset.Paper)
            plans.Insert(0, PlanRun(seed, Long, "paper-run-1", 500));
        return plans;
    }

    private RunPlan PlanRun(ulong seed, XyTraining training, string run, double cost)
    {
        ulong own = SeedOf(seed, run);
        return new(run, own, training.Parameters, cost,
            (progress, stop) => Measure(training.Train(own, progress, stop), training));
    }

    private static RunResult Measure(Rbm machine, XyTraining training)
    {
        double[] weights = [.. machine.Weights.Select(w => (double)w)];
        double[][] parts = [.. weights.Chunk(Sites * States)];
        ColourField[] fields = [.. parts.Select(part => new ColourField(part, States))];
        double[] places = [.. fields.Select(f => f.Centre)];
        double[] phases = [.. fields.Select(f => f.PeakFit.Phase * HalfTurn / Math.PI)];
        (double overlap, double random) = Overlaps(parts);
        return new(
            new Dictionary<string, double>
            {
                ["peakFrequency"] = fields.Average(f => f.Frequencies[f.Peak]),
                ["unexplained"] = fields.Average(f => f.Unexplained),
                ["placeGaps"] = Spacing.Measure(places, Sites).RelativeVariance,
                ["phaseGaps"] = Spacing.Measure(phases, Turn).RelativeVariance,
                ["halfTurnGaps"] = Spacing.Measure(phases, HalfTurn).RelativeVariance,
                ["overlap"] = overlap / random,
                ["theta"] = machine.Parameters.HiddenParameters.Average(),
                ["spinUpdates"] = training.SpinUpdates,
            },
            new Dictionary<string, double[]>
            {
                ["weights"] = weights,
                ["places"] = places,
                ["phases"] = phases,
                ["widths"] = [.. fields.Select(f => f.Width)],
            });
    }

    /// <summary>
    /// Sums over pairs of units of the squared overlap (w·w′)²/(|w|²|w′|²): as it is, and the mean over all K sites and
    /// L colours by which one of the two may be moved, (16).
    /// </summary>
    private static (double Found, double Random) Overlaps(double[][] fields)
    {
        double found = 0, random = 0;
        for (int mu = 0; mu < fields.Length; mu++)
        {
            for (int nu = 0; nu < mu; nu++)
            {
                double norm = fields[mu].Sum(w => w * w) * fields[nu].Sum(w => w * w);
                found += Square(Product(fields[mu], fields[nu], 0, 0)) / norm;
                for (int move = 0; move < Sites * States; move++)
                {
                    double product = Product(fields[mu], fields[nu], move / States, move % States);
                    random += Square(product) / norm / (Sites * States);
                }
            }
        }
        return (found, random);
    }

    private static double Product(double[] left, double[] right, int sites, int colours)
    {
        double sum = 0;
        for (int i = 0; i < Sites; i++)
        {
            int from = i * States, to = (i + sites) % Sites * States;
            for (int v = 0; v < States; v++)
                sum += left[from + v] * right[to + (v + colours) % States];
        }
        return sum;
    }

    private static double Square(double x) => x * x;

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        ColourField[] fields = [.. runs[0].Result.Series["weights"].Chunk(Sites * States)
            .Select(part => new ColourField(part, States)).OrderBy(f => f.Centre)];
        return new(Name, "Five hidden units on XY data", [Places(fields), Cosines(fields), Pairs(runs)],
            $"N = {Sites}, P = {States}, M = {Hidden}, β = {XyTraining.Beta}; "
            + (preset == Preset.Paper ? $"left, middle: {Long.Summary}" : $"{Short.Summary} (scaled down)"));
    }

    private static Panel Places(ColourField[] fields)
    {
        double[] sites = [.. Enumerable.Range(1, Sites).Select(i => (double)i)];
        return new("Angular modulation", new("site i", 0, Sites + 1),
            new("amplitude |F_{i}| of the cosine", 0, 1.5 * fields.Max(f => f.PeakFit.Amplitude)),
            [.. fields.Select((f, k) => new Series($"unit {k + 1}", sites, f.Amplitudes, Mark.Line, Palettes[k]))]);
    }

    private static Panel Cosines(ColourField[] fields)
    {
        double[] fine = [.. Enumerable.Range(0, 181).Select(k => k * (States - 1) / 180.0)];
        double[] colours = [.. Enumerable.Range(0, States).Select(v => (double)v)];
        return new("Weights at the maxima", new("colour v", -0.5, States - 0.5), new("weight w_{iv}"),
        [
            .. fields.Select((f, k) => new Series("", fine, [.. fine.Select(f.PeakFit.At)], Mark.Line, Palettes[k])),
            .. fields.Select((f, k) => new Series("", colours, f.AtPeak, Mark.Points, Palettes[k])),
        ], LegendPlace.None);
    }

    private static Panel Pairs(IReadOnlyList<RunRecord> runs)
    {
        (double Distance, double Angle, double)[] pairs = [.. runs.SelectMany(PairsOf)];
        return new("All pairs of units, all runs", new("distance of places, sites", -2, Sites / 2 + 2),
            new("phases apart modulo π, degrees", 0, 180),
        [
            new("", [-2, Sites / 2.0 + 2], [90, 90], Mark.Dashed, Palette.Grey),
            new("", [.. pairs.Select(p => p.Distance)], [.. pairs.Select(p => p.Angle)], Mark.Points, Palette.Blue),
        ], LegendPlace.None);
    }

    /// <summary>
    /// Distance of the places in sites, difference of the phases in degrees, in [0, 180), and the mean width of the
    /// two.
    /// </summary>
    private static IEnumerable<(double Distance, double Angle, double Width)> PairsOf(RunRecord run)
    {
        double[] places = run.Result.Series["places"], phases = run.Result.Series["phases"];
        double[] widths = run.Result.Series["widths"];
        for (int mu = 0; mu < Hidden; mu++)
        {
            for (int nu = 0; nu < mu; nu++)
            {
                yield return (Math.Abs(RingCentre.Displacement(places[mu], places[nu], Sites)),
                    RingCentre.Wrap(phases[mu] - phases[nu], HalfTurn),
                    (widths[mu] + widths[nu]) / 2);
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        Estimate places = Mean(runs, "placeGaps"), phases = Mean(runs, "phaseGaps");
        Estimate halfTurns = Mean(runs, "halfTurnGaps"), overlap = Mean(runs, "overlap");
        const string Null = "beyond chance; theory: independent uniform ones";
        return
        [
            Verdict.Compare(Number, "frequency at the maxima, mean over units, rad a colour", "2π/10 = 0.628",
                XyTraining.Frequency, Mean(runs, "peakFrequency"),
                "theory: 2π/P; higher by the third harmonic, Fig. 9"),
            Verdict.Report(Number, "1 − R² of the cosines at the maxima, mean over units", "each lies on a cosine",
                null, Mean(runs, "unexplained")),
            Verdict.Holds(Number, "fields repel: squared overlap over that of fields moved at random",
                "mutual repulsion", overlap.IsBelow(1), 1, overlap, "beyond chance; places and phases together"),
            Verdict.Holds(Number, "places more equal than random, (variance/mean²) of gaps", "mutually separated",
                places.IsBelow(RandomGaps), RandomGaps, places, Null),
            Verdict.Holds(Number, "phases more equal than random, (variance/mean²) of gaps", "equal separations",
                phases.IsBelow(RandomGaps), RandomGaps, phases, Null),
            Verdict.Holds(Number, "the same, phases modulo π", "equal separations", halfTurns.IsBelow(RandomGaps),
                RandomGaps, halfTurns, Null),
            .. Quadrature(runs),
            Verdict.Report(Number, "θ, mean over units", "double-well potential", null, Mean(runs, "theta"),
                "θ > 0 is one well with a cusp"),
        ];
    }

    /// <summary>
    /// Phases of the pairs that are less than half a width apart, where two machines or more have any.
    /// </summary>
    private IEnumerable<Verdict> Quadrature(IReadOnlyList<RunRecord> runs)
    {
        double[][] angles = [.. runs.Select(run => PairsOf(run).Where(p => p.Distance < p.Width / 2)
            .Select(p => p.Angle).ToArray()).Where(pairs => pairs.Length > 0)];
        if (angles.Length > 1)
        {
            yield return Verdict.Compare(Number, "phases of pairs at one place, degrees apart modulo π",
                "equal separations", 90, Estimate.FromRuns([.. angles.Select(pairs => pairs.Average())]),
                $"theory: no overlap; {angles.Sum(pairs => pairs.Length)} pairs in {runs.Count} machines");
        }
    }

    private static Estimate Mean(IReadOnlyList<RunRecord> runs, string number)
        => Estimate.FromRuns([.. runs.Select(run => run.Result.Numbers[number])]);
}
