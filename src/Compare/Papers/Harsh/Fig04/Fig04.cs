using MathNet.Numerics.Statistics;
using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 4: the receptive fields of 3, 25 and 100 hidden units, how they share the ring, and how their width shrinks;
/// three units over the steady state of the exact flow.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Fig04(Preset preset) : Experiment<Fig04Settings>(Fig04Settings.Presets, preset)
{
    private static readonly int[] Colours = [Palette.Blue, Palette.Vermilion, Palette.Green];

    private IsingTraining Training => Settings.Training;

    private double Beta => Training.Beta;

    private double Length => Training.CorrelationLength(Beta);

    private SingleRun<RingAt, ThreeFields> Exact => new(Fig04Json.Default)
    {
        Name = "theory",
        Settings = _ => new(Training.Sites, Beta),
        Cost = _ => 5,
        Compute = (ring, _) => Flow(ring),
    };

    private KeyedRuns<int, IsingTraining, SharedRing> Trainings => new(Fig04Json.Default)
    {
        Keys = Settings.Sizes,
        RepeatsOf = hidden => Of(Settings.Runs, hidden),
        Name = (hidden, run) => $"hidden-{hidden}-run-{run}",
        Settings = (hidden, _) => Training with { Hidden = hidden, Epochs = Of(Settings.Epochs, hidden) },
        Cost = training => training.Epochs / 100.0 * (1 + 0.3 * training.Hidden),
        IsRandom = true,
        Compute = (training, run) => Measure(training.Train(run), training, keep: run.Number == 1),
    };

    /// <inheritdoc/>
    public override string Number => "4";

    /// <inheritdoc/>
    public override string Name => "fig04";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Exact, Trainings];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
        => new Dictionary<string, object> { ["length"] = Length };

    private T Of<T>(IReadOnlyList<T> values, int hidden)
        => values[Settings.Sizes.Index().First(size => size.Item == hidden).Index];

    /// <summary>
    /// The bump of one unit, and three of them a third of the ring apart as the start of Newton's method for M = 3,
    /// whose places are held fixed: how strongly they push each other is the residual.
    /// </summary>
    private static ThreeFields Flow(RingAt ring)
    {
        const int Hidden = 3;
        PopulationBump bump = PopulationBump.SiteCentred(ring.Sites, ring.Beta);
        double[] start = new double[Hidden * ring.Sites];
        for (int x = 0; x < start.Length; x++)
        {
            int turn = (int)Math.Round((double)ring.Sites * (x / ring.Sites) / Hidden);
            start[x] = bump.Weights[(x + ring.Sites - turn) % ring.Sites];
        }
        PopulationFlow flow = new(ring.Sites, ring.Beta, Hidden);
        SteadyStateResult steady = SteadyState.Find(flow, start, [.. Enumerable.Range(0, Hidden).Select(Translation)]);
        ReceptiveField field = ReceptiveField.Measure(steady.State.AsSpan(0, ring.Sites));

        double[] Translation(int unit)
        {
            double[] mode = new double[start.Length];
            NeutralModes.Translation(start.AsSpan(unit * ring.Sites, ring.Sites), ring.Sites)
                .CopyTo(mode, unit * ring.Sites);
            return mode;
        }

        return new(
            ReceptiveField.Measure(bump.Weights).FullWidthHalfMaximum, field.FullWidthHalfMaximum, field.Amplitude,
            steady.Converged ? 1 : 0, steady.Residual, steady.Eigenvalues()[0], steady.State);
    }

    private static SharedRing Measure(Rbm machine, IsingTraining training, bool keep)
    {
        ReceptiveField[] fields = [.. Enumerable.Range(0, machine.Hidden)
            .Select(mu => ReceptiveField.Measure(machine.FieldOf(mu))).OrderBy(f => f.Centre)];
        Spacing spacing = Spacing.Measure([.. fields.Select(f => f.Centre)], machine.Sites);
        return new(
            fields.Select(f => f.FullWidthHalfMaximum).Where(double.IsFinite).Median(),
            fields.Select(f => f.Amplitude).Median(), spacing.RelativeVariance, spacing.Smallest, training.SpinUpdates,
            [.. fields.Select(f => f.Centre)], [.. fields.Select(f => f.FullWidthHalfMaximum)],
            [.. fields.Select(f => f.Amplitude)], keep ? [.. machine.Weights.Select(w => Math.Round(w, 5))] : null);
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
        => new(Name, "Receptive fields of several hidden units",
            [FieldsOf(runs), .. Settings.Sizes.Skip(1).Select(hidden => PlacesOf(runs, hidden))],
            $"N = {Training.Sites}, β = {Beta}, S = {Training.Samples:N0}, ν = {Training.LearningRate}, batches of "
                + $"{Training.Batch}, {Training.Batch} chains, PCD-{Training.GibbsSteps}, epochs: "
                + string.Join(", ", Settings.Sizes.Select(hidden => $"{Of(Settings.Epochs, hidden)} (M = {hidden})")));

    /// <summary>The three fields of the first run, each over a field of the exact flow turned to its centre.</summary>
    private Panel FieldsOf(Results runs)
    {
        int n = Training.Sites;
        double[] sites = [.. Enumerable.Range(1, n).Select(i => (double)i)];
        double[][] trained = [.. WeightsOf(runs, 3).Chunk(n)];
        double[] exact = runs.Of(Exact).Weights[..n];
        ReceptiveField shape = ReceptiveField.Measure(exact);
        List<Series> series = [];
        foreach (double[] weights in trained)
        {
            ReceptiveField field = ReceptiveField.Measure(weights);
            int turn = (int)Math.Round(field.Centre - shape.Centre) + n;
            series.Add(new(series.Count == 0 ? "exact flow" : "", sites,
                [.. Enumerable.Range(0, n).Select(i => shape.Sign * exact[(i - turn + 2 * n) % n])],
                Mark.Line, Palette.Black));
        }
        for (int mu = 0; mu < trained.Length; mu++)
        {
            int sign = ReceptiveField.Measure(trained[mu]).Sign;
            series.Add(new($"unit {mu + 1}", sites, [.. trained[mu].Select(w => sign * w)], Mark.Points, Colours[mu]));
        }
        return new("M = 3", new("site i", 0, n + 1), new("weight w_{iμ}", null, 1.35), series);
    }

    /// <summary>All fields of the first run, in the order of their centres.</summary>
    private Panel PlacesOf(Results runs, int hidden)
    {
        int n = Training.Sites;
        double[][] weights = [.. WeightsOf(runs, hidden).Chunk(n)
            .Select(w => (Weights: w, Field: ReceptiveField.Measure(w)))
            .OrderBy(f => f.Field.Centre).Select(f => f.Weights.Select(w => f.Field.Sign * w).ToArray())];
        double[] cells = [.. weights.SelectMany(w => w)];
        return new($"M = {hidden}", new("site i", 0.5, n + 0.5, Step: 50), new("hidden unit μ, sorted", 0.5, hidden + 0.5),
        [
            new("", [.. cells.Select((_, k) => k % n + 1.0)], [.. cells.Select((_, k) => k / n + 1.0)], Mark.Map,
                Palette.Black, Value: cells),
        ], LegendPlace.None, new(hidden == Settings.Sizes[^1] ? "w_{iμ}" : "", -1, 1, ColourScale.Diverging));
    }

    private double[] WeightsOf(Results runs, int hidden) => runs.Of(Trainings)[hidden].First().Weights!;

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        ThreeFields exact = runs.Of(Exact);
        ILookup<int, SharedRing> trained = runs.Of(Trainings);
        return
        [
            Verdict.Compare("width-3", "width, M = 3, sites", "as M = 1", exact.Fwhm, trained[3].Mean(r => r.Fwhm),
                $"theory: exact flow of 3 units; of 1 unit {exact.Single:F2}"),
            Verdict.Compare("peak-3", "peak of the weights, M = 3", null, exact.Amplitude,
                trained[3].Mean(r => r.Amplitude), "theory: exact flow of 3 units"),
            .. from hidden in Settings.Sizes
               let random = (hidden - 1.0) / (hidden + 1)
               let variance = trained[hidden].Mean(r => r.RelativeVariance)
               select Verdict.Holds($"gaps-{hidden}", $"gaps more equal than random, (variance/mean²), M = {hidden}",
                   hidden == 3 ? "roughly equal" : "roughly uniform", variance.IsBelow(random), random, variance,
                   "beyond chance; theory: places put down at random"),
            .. from hidden in Settings.Sizes.Skip(1)
               let place = $"M = {hidden}, Mξ/N = {hidden * Length / Training.Sites:F2}"
               let width = trained[hidden].Mean(r => r.Fwhm)
               select Verdict.Holds($"narrower-{hidden}", $"the width is below that of M = 1, {place}",
                   hidden == 100 ? "it shrinks" : null, width.IsBelow(exact.Single), exact.Single, width,
                   "beyond chance; theory: exact flow of 1 unit"),
        ];
    }
}
