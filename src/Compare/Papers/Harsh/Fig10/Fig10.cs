using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 10: five hidden units on XY data, how they share the ring and the angles.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Fig10(Preset preset) : Experiment<Fig10Settings>(Fig10Settings.Presets, preset)
{
    // A ring of whole degrees: a turn of the angle, and half a turn where the sign of a unit does not count.
    private const int Turn = 360, HalfTurn = 180;

    private static readonly int[] Palettes = [Palette.Blue, Palette.Vermilion, Palette.Green, 4, 5];

    private XyTraining Training => Settings.Training;

    private int Sites => Training.Sites;

    private int States => Training.States;

    // Uniform independent places: variance over squared mean of their gaps.
    private double RandomGaps => (Training.Hidden - 1.0) / (Training.Hidden + 1);

    private RepeatedRuns<XyTraining, AngularFields> Long => new(Fig10Json.Default)
    {
        Name = run => $"paper-run-{run}",
        Repeats = Settings.PaperRuns,
        Settings = _ => Training,
        Cost = training => training.SpinUpdates / 4e7,
        IsRandom = true,
        Compute = (training, run) => Measure(training.Train(run), training),
    };

    private RepeatedRuns<XyTraining, AngularFields> Short => new(Fig10Json.Default)
    {
        Name = run => $"short-run-{run}",
        Repeats = Settings.ShortRuns,
        Settings = _ => Settings.ShortTraining(),
        Cost = training => training.SpinUpdates / 3.3e7,
        IsRandom = true,
        Compute = (training, run) => Measure(training.Train(run), training),
    };

    /// <inheritdoc/>
    public override string Number => "10";

    /// <inheritdoc/>
    public override string Name => "fig10";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Long, Short];

    private static AngularFields Measure(Rbm machine, XyTraining training)
    {
        double[] weights = [.. machine.Weights.Select(w => (double)w)];
        double[][] parts = [.. weights.Chunk(training.Sites * training.States)];
        ColourField[] fields = [.. parts.Select(part => new ColourField(part, training.States))];
        double[] places = [.. fields.Select(f => f.Centre)];
        double[] phases = [.. fields.Select(f => f.PeakFit.Phase * HalfTurn / Math.PI)];
        (double overlap, double random) = Overlaps(parts, training.States);
        return new(
            fields.Average(f => f.Frequencies[f.Peak]), fields.Average(f => f.Unexplained),
            Spacing.Measure(places, training.Sites).RelativeVariance, Spacing.Measure(phases, Turn).RelativeVariance,
            Spacing.Measure(phases, HalfTurn).RelativeVariance, overlap / random,
            machine.Parameters.HiddenParameters.Average(), training.SpinUpdates, weights, places, phases,
            [.. fields.Select(f => f.Width)]);
    }

    /// <summary>
    /// Sums over pairs of units of the squared overlap (w·w′)²/(|w|²|w′|²): as it is, and the mean over all K sites and
    /// L colours by which one of the two may be moved, (16).
    /// </summary>
    private static (double Found, double Random) Overlaps(double[][] fields, int states)
    {
        double found = 0, random = 0;
        for (int mu = 0; mu < fields.Length; mu++)
        {
            for (int nu = 0; nu < mu; nu++)
            {
                int moves = fields[mu].Length;
                double norm = fields[mu].Sum(w => w * w) * fields[nu].Sum(w => w * w);
                found += Square(Product(fields[mu], fields[nu], states, 0)) / norm;
                for (int move = 0; move < moves; move++)
                    random += Square(Product(fields[mu], fields[nu], states, move)) / norm / moves;
            }
        }
        return (found, random);
    }

    /// <summary>The product of two fields, the right one moved by so many sites and colours.</summary>
    private static double Product(double[] left, double[] right, int states, int move)
    {
        int all = left.Length / states, sites = move / states, colours = move % states;
        double sum = 0;
        for (int i = 0; i < all; i++)
        {
            int from = i * states, to = (i + sites) % all * states;
            for (int v = 0; v < states; v++)
                sum += left[from + v] * right[to + (v + colours) % states];
        }
        return sum;
    }

    private static double Square(double x) => x * x;

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        ColourField[] fields = [.. Machines(runs)[0].Weights.Chunk(Sites * States)
            .Select(part => new ColourField(part, States)).OrderBy(f => f.Centre)];
        string drawn = Settings.PaperRuns > 0 ? $"left, middle: {Training.Summary}" : Settings.ShortSummary;
        return new(Name, "Five hidden units on XY data", [Places(fields), Cosines(fields), Pairs(runs)],
            $"N = {Sites}, P = {States}, M = {Training.Hidden}, β = {Training.Beta}; {drawn}"
            + (ScaledDown.Length == 0 ? "" : " (scaled down)"));
    }

    private Panel Places(ColourField[] fields)
    {
        double[] sites = [.. Enumerable.Range(1, Sites).Select(i => (double)i)];
        return new("Angular modulation", new("site i", 0, Sites + 1),
            new("amplitude |F_{i}| of the cosine", 0, 1.5 * fields.Max(f => f.PeakFit.Amplitude)),
            [.. fields.Select((f, k) => new Series($"unit {k + 1}", sites, f.Amplitudes, Mark.Line, Palettes[k]))]);
    }

    private Panel Cosines(ColourField[] fields)
    {
        double[] fine = [.. Enumerable.Range(0, 181).Select(k => k * (States - 1) / 180.0)];
        double[] colours = [.. Enumerable.Range(0, States).Select(v => (double)v)];
        return new("Weights at the maxima", new("colour v", -0.5, States - 0.5), new("weight w_{iv}"),
        [
            .. fields.Select((f, k) => new Series("", fine, [.. fine.Select(f.PeakFit.At)], Mark.Line, Palettes[k])),
            .. fields.Select((f, k) => new Series("", colours, f.AtPeak, Mark.Points, Palettes[k])),
        ], LegendPlace.None);
    }

    private Panel Pairs(Results runs)
    {
        Pair[] pairs = [.. Machines(runs).SelectMany(PairsOf)];
        return new("All pairs of units, all runs", new("distance of places, sites", -2, Sites / 2 + 2),
            new("phases apart modulo π, degrees", 0, 180),
        [
            new("", [-2, Sites / 2.0 + 2], [90, 90], Mark.Dashed, Palette.Grey),
            new("", [.. pairs.Select(p => p.Distance)], [.. pairs.Select(p => p.Angle)], Mark.Points, Palette.Blue),
        ], LegendPlace.None);
    }

    private IEnumerable<Pair> PairsOf(AngularFields run)
    {
        for (int mu = 0; mu < run.Places.Length; mu++)
        {
            for (int nu = 0; nu < mu; nu++)
            {
                yield return new(Math.Abs(RingCentre.Displacement(run.Places[mu], run.Places[nu], Sites)),
                    RingCentre.Wrap(run.Phases[mu] - run.Phases[nu], HalfTurn), (run.Widths[mu] + run.Widths[nu]) / 2);
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        AngularFields[] machines = Machines(runs);
        Estimate places = machines.Mean(m => m.PlaceGaps), phases = machines.Mean(m => m.PhaseGaps);
        Estimate halfTurns = machines.Mean(m => m.HalfTurnGaps), overlap = machines.Mean(m => m.Overlap);
        const string Null = "beyond chance; theory: independent uniform ones";
        return
        [
            Verdict.Compare("frequency", "frequency at the maxima, mean over units, rad a colour", "2π/10 = 0.628",
                Training.Frequency, machines.Mean(m => m.PeakFrequency),
                "theory: 2π/P; a third harmonic shifts it, Fig. 9")
                with { Judges = Claim.Paper, ExplainedBy = "frequency-harmonic" },
            Verdict.Compare("frequency-harmonic", "the same, less what each unit's third harmonic makes of 2π/P", null,
                0, machines.Mean(m => m.PeakFrequency - ShiftedFrequency(m)),
                "machine by machine; theory: to first order in the measured harmonic")
                with { Judges = Claim.FirstOrder },
            Verdict.Report("unexplained", "1 − R² of the cosines at the maxima, mean over units",
                "each lies on a cosine", null, machines.Mean(m => m.Unexplained)),
            Verdict.Holds("repulsion", "fields repel: squared overlap over that of fields moved at random",
                "mutual repulsion", overlap.IsBelow(1), 1, overlap, "beyond chance; places and phases together"),
            Verdict.Holds("places", "places more equal than random, (variance/mean²) of gaps", "mutually separated",
                places.IsBelow(RandomGaps), RandomGaps, places, Null) with { ExplainedBy = "places-taken" },
            Taken(machines),
            Verdict.Holds("phases", "phases more equal than random, (variance/mean²) of gaps", "equal separations",
                phases.IsBelow(RandomGaps), RandomGaps, phases, Null) with { ExplainedBy = "phases-signs" },
            Verdict.Compare("phases-signs", "the same, less its mean over the signs of the units", null, 0,
                machines.Mean(m => m.PhaseGaps - PairedFields.OverSigns(m.Phases, Turn)),
                "machine by machine; theory: a unit and its reverse are one, its sign is a coin"),
            Verdict.Holds("phases-half-turn", "the same, phases modulo π", "equal separations",
                halfTurns.IsBelow(RandomGaps), RandomGaps, halfTurns, Null),
            .. Quadrature(machines),
            Verdict.Report("theta", "θ, mean over units", "double-well potential", null, machines.Mean(m => m.Theta),
                "θ > 0 is one well with a cusp"),
        ];
    }

    /// <summary>The frequency that units of their own third harmonics and phases show, the mean over them.</summary>
    private double ShiftedFrequency(AngularFields machine)
        => machine.Weights.Chunk(Sites * States).Select(part => new ColourField(part, States))
            .Average(field => HarmonicFrequency.Of(States, field.ThirdHarmonic, field.PeakFit.Phase));

    /// <summary>
    /// Gaps between the places that are taken, two units of one place being one, against random ones.
    /// </summary>
    private Verdict Taken(AngularFields[] machines)
    {
        double[][] taken = [.. machines.Select(m => PairedFields.Groups(m.Places, Sites, m.Widths.Average() / 2))];
        Estimate gaps = taken.Mean(places => Spacing.Measure(places, Sites).RelativeVariance);
        Estimate excess = taken.Mean(places => Spacing.Measure(places, Sites).RelativeVariance
            - PairedFields.RandomVariance(places.Length));
        return Verdict.Holds("places-taken", "places taken, by one unit or two, more equal than random, gaps", null,
            excess.IsBelow(0), taken.Average(places => PairedFields.RandomVariance(places.Length)), gaps,
            $"beyond chance; {taken.Average(places => places.Length):G2} places a machine; this test was chosen after "
            + "the pairs were seen, in these machines");
    }

    /// <summary>Phases of the pairs at one place, where two machines or more have any.</summary>
    private IEnumerable<Verdict> Quadrature(AngularFields[] machines)
    {
        double[][] angles = [.. machines
            .Select(m => PairsOf(m).Where(p => p.IsAtOnePlace).Select(p => p.Angle).ToArray())
            .Where(pairs => pairs.Length > 0)];
        if (angles.Length > 1)
        {
            yield return Verdict.Compare("quadrature", "phases of pairs at one place, degrees apart modulo π",
                "equal separations", 90, angles.Mean(pairs => pairs.Average()),
                $"theory: no overlap; {angles.Sum(pairs => pairs.Length)} pairs in {machines.Length} machines");
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
    {
        Pair[] pairs = [.. Machines(runs).SelectMany(PairsOf)];
        return new Dictionary<string, object>
        {
            ["pairs"] = pairs.Length,
            ["pairsAtOnePlace"] = pairs.Count(p => p.IsAtOnePlace),
            ["gapsAtRandom"] = RandomGaps,
            ["leastGaps"] = PairedFields.LeastVariance(Training.Hidden, 3),
            ["turn"] = Training.Frequency,
        };
    }

    private AngularFields[] Machines(Results runs) => [.. runs.Of(Long), .. runs.Of(Short)];

    /// <summary>Two units of a machine.</summary>
    /// <param name="Distance">Of their places, in sites.</param>
    /// <param name="Angle">Difference of their phases in degrees, in [0, 180).</param>
    /// <param name="Width">Their mean width, in sites.</param>
    private readonly record struct Pair(double Distance, double Angle, double Width)
    {
        /// <summary>Whether they are less than half a width apart.</summary>
        public bool IsAtOnePlace => Distance < Width / 2;
    }
}
