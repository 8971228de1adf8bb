using MathNet.Numerics.Statistics;
using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
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
/// <param name="preset">The paper's 100 epochs, or fewer for the large machines.</param>
public sealed class Fig04(Preset preset) : Experiment
{
    private const double Beta = 1;
    private const int QuickEpochs = 20;

    private static readonly int[] Sizes = [3, 25, 100];
    private static readonly int[] Colours = [Palette.Blue, Palette.Vermilion, Palette.Green];

    private static double Length => IsingTraining.CorrelationLength(Beta);

    /// <inheritdoc/>
    public override string Number => "4";

    /// <inheritdoc/>
    public override string Name => "fig04";

    /// <inheritdoc/>
    public override string Title => "Fig. 4  Place cells share the ring";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Text =>
    [
        "Machines of 3, 25 and 100 hidden units are trained on the data of Fig. 3(a). Three units have fields as wide "
        + "as that of one, at different places of the ring, and roughly equal gaps; many units cover the ring, and "
        + "their fields shrink when M times ξ is not small against N. Left: three trained fields of the first run over "
        + "the exact flow of three units (infinite data; no fit but place and sign, which are free). Middle, right: "
        + "all weights of the first run, a hidden unit a line, in the order of the centres.",
        "The gaps between neighbouring centres are held against places put down at random, for which their variance "
        + "over the squared mean is (M − 1)/(M + 1). The repulsion is short-ranged: fields that no longer overlap stay "
        + "where they are, so that the gaps of three units are only roughly equal. Small weights do not tell the units "
        + "from rotated mixtures of them, and a run may end with fields that still share two places. The width of a machine is the "
        + "median over its units; errors come from runs.",
    ];

    /// <inheritdoc/>
    public override string Equations => "exact flow of three units, (21) and (22)";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("Sites, hidden units", $"N = {IsingTraining.Sites}, M = {string.Join(", ", Sizes)}"),
        ("Inverse temperature", $"β = {Beta}, ξ = {Length:F2}"),
        ("Samples", $"S = {IsingTraining.Samples:N0}"),
        ("Training", IsingTraining.Words + ", epochs "
            + string.Join(", ", Sizes.Select(hidden => $"{EpochsOf(hidden)} (M = {hidden})"))),
        ("Initial weights", IsingTraining.Start),
        ("Runs", string.Join(", ", Sizes.Select(hidden => $"{RunsOf(hidden)} (M = {hidden})"))),
        ("Scaled down", preset == Preset.Paper
            ? "nothing: these are the paper's parameters"
            : $"{QuickEpochs} epochs instead of {IsingTraining.PaperEpochs} for M > 3"),
    ];

    private int RunsOf(int hidden) => preset == Preset.Quick && hidden > 3 ? 4 : 6;

    private int EpochsOf(int hidden) => preset == Preset.Paper || hidden == 3 ? IsingTraining.PaperEpochs : QuickEpochs;

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
    {
        Dictionary<string, double> parameters = new() { ["sites"] = IsingTraining.Sites, ["beta"] = Beta };
        return
        [
            new("theory", 0, parameters, 5, (_, _) => Theory()),
            .. from hidden in Sizes
               from run in Enumerable.Range(1, RunsOf(hidden))
               select PlanRun(seed, new(hidden, Beta, EpochsOf(hidden)), $"hidden-{hidden}-run-{run}"),
        ];
    }

    /// <summary>
    /// The bump of one unit, and three of them a third of the ring apart as the start of Newton's method for M = 3,
    /// whose places are held fixed: how strongly they push each other is the residual.
    /// </summary>
    private static RunResult Theory()
    {
        const int Hidden = 3;
        PopulationBump bump = PopulationBump.SiteCentred(IsingTraining.Sites, Beta);
        double[] start = new double[Hidden * IsingTraining.Sites];
        for (int x = 0; x < start.Length; x++)
        {
            int turn = (int)Math.Round((double)IsingTraining.Sites * (x / IsingTraining.Sites) / Hidden);
            start[x] = bump.Weights[(x + IsingTraining.Sites - turn) % IsingTraining.Sites];
        }
        PopulationFlow flow = new(IsingTraining.Sites, Beta, Hidden);
        SteadyStateResult steady = SteadyState.Find(flow, start, [.. Enumerable.Range(0, Hidden).Select(Translation)]);
        ReceptiveField field = ReceptiveField.Measure(steady.State.AsSpan(0, IsingTraining.Sites));

        double[] Translation(int unit)
        {
            double[] mode = new double[start.Length];
            NeutralModes.Translation(start.AsSpan(unit * IsingTraining.Sites, IsingTraining.Sites), IsingTraining.Sites)
                .CopyTo(mode, unit * IsingTraining.Sites);
            return mode;
        }

        return new(
            new Dictionary<string, double>
            {
                ["single"] = ReceptiveField.Measure(bump.Weights).FullWidthHalfMaximum,
                ["fwhm"] = field.FullWidthHalfMaximum,
                ["amplitude"] = field.Amplitude,
                ["converged"] = steady.Converged ? 1 : 0,
                ["residual"] = steady.Residual,
                ["topEigenvalue"] = steady.Eigenvalues()[0],
            },
            new Dictionary<string, double[]> { ["weights"] = steady.State });
    }

    private RunPlan PlanRun(ulong seed, IsingTraining training, string run)
    {
        ulong own = SeedOf(seed, run);
        double cost = training.Epochs / 100.0 * (1 + 0.3 * training.Hidden);
        return new(run, own, training.Parameters, cost, (progress, stop)
            => Measure(training.Train(own, progress, stop), training, keep: run.EndsWith("-run-1", StringComparison.Ordinal)));
    }

    private static RunResult Measure(Rbm machine, IsingTraining training, bool keep)
    {
        ReceptiveField[] fields = [.. Enumerable.Range(0, machine.Hidden)
            .Select(mu => ReceptiveField.Measure(machine.FieldOf(mu))).OrderBy(f => f.Centre)];
        Spacing spacing = Spacing.Measure([.. fields.Select(f => f.Centre)], machine.Sites);
        Dictionary<string, double[]> series = new()
        {
            ["centres"] = [.. fields.Select(f => f.Centre)],
            ["widths"] = [.. fields.Select(f => f.FullWidthHalfMaximum)],
            ["amplitudes"] = [.. fields.Select(f => f.Amplitude)],
        };
        if (keep)
            series["weights"] = [.. machine.Weights.Select(w => Math.Round(w, 5))];
        return new(
            new Dictionary<string, double>
            {
                ["fwhm"] = fields.Select(f => f.FullWidthHalfMaximum).Where(double.IsFinite).Median(),
                ["amplitude"] = fields.Select(f => f.Amplitude).Median(),
                ["relativeVariance"] = spacing.RelativeVariance,
                ["smallestGap"] = spacing.Smallest,
                ["spinUpdates"] = training.SpinUpdates,
            }, series);
    }

    /// <inheritdoc/>
    public override Figure Draw(IReadOnlyList<RunRecord> runs)
        => new(Name, "Receptive fields of several hidden units",
            [FieldsOf(runs), .. Sizes.Skip(1).Select(hidden => PlacesOf(runs, hidden))],
            $"N = {IsingTraining.Sites}, β = {Beta}, S = {IsingTraining.Samples:N0}, {IsingTraining.Words}, epochs: "
                + string.Join(", ", Sizes.Select(hidden => $"{EpochsOf(hidden)} (M = {hidden})")));

    /// <summary>The three fields of the first run, each over a field of the exact flow turned to its centre.</summary>
    private static Panel FieldsOf(IReadOnlyList<RunRecord> runs)
    {
        double[] sites = [.. Enumerable.Range(1, IsingTraining.Sites).Select(i => (double)i)];
        double[][] trained = FieldsOfThree(Of(runs, 3).First().Result.Series["weights"]);
        double[] exact = FieldsOfThree(runs[0].Result.Series["weights"])[0];
        ReceptiveField shape = ReceptiveField.Measure(exact);
        List<Series> series = [];
        foreach (double[] weights in trained)
        {
            ReceptiveField field = ReceptiveField.Measure(weights);
            int turn = (int)Math.Round(field.Centre - shape.Centre) + IsingTraining.Sites;
            series.Add(new(series.Count == 0 ? "exact flow" : "", sites,
                [.. Enumerable.Range(0, IsingTraining.Sites).Select(
                    i => shape.Sign * exact[(i - turn + 2 * IsingTraining.Sites) % IsingTraining.Sites])],
                Mark.Line, Palette.Black));
        }
        for (int mu = 0; mu < trained.Length; mu++)
        {
            int sign = ReceptiveField.Measure(trained[mu]).Sign;
            series.Add(new($"unit {mu + 1}", sites, [.. trained[mu].Select(w => sign * w)], Mark.Points, Colours[mu]));
        }
        return new("M = 3", new("site i", 0, IsingTraining.Sites + 1), new("weight w_{iμ}", null, 1.35), series);
    }

    /// <summary>All fields of the first run, in the order of their centres.</summary>
    private static Panel PlacesOf(IReadOnlyList<RunRecord> runs, int hidden)
    {
        double[][] weights = [.. Of(runs, hidden).First().Result.Series["weights"].Chunk(IsingTraining.Sites)
            .Select(w => (Weights: w, Field: ReceptiveField.Measure(w)))
            .OrderBy(f => f.Field.Centre).Select(f => f.Weights.Select(w => f.Field.Sign * w).ToArray())];
        double[] cells = [.. weights.SelectMany(w => w)];
        return new($"M = {hidden}", new("site i", 0.5, IsingTraining.Sites + 0.5, Step: 50),
            new("hidden unit μ, sorted", 0.5, hidden + 0.5),
        [
            new("", [.. cells.Select((_, k) => k % IsingTraining.Sites + 1.0)],
                [.. cells.Select((_, k) => k / IsingTraining.Sites + 1.0)], Mark.Map, Palette.Black, Value: cells),
        ], LegendPlace.None, new(hidden == Sizes[^1] ? "w_{iμ}" : "", -1, 1, ColourScale.Diverging));
    }

    private static double[][] FieldsOfThree(double[] weights)
        => [.. weights.Chunk(IsingTraining.Sites)];

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(IReadOnlyList<RunRecord> runs)
    {
        IReadOnlyDictionary<string, double> exact = runs[0].Result.Numbers;
        return
        [
            Verdict.Compare(Number, "width, M = 3, sites", "as M = 1", exact["fwhm"], Mean(runs, 3, "fwhm"),
                $"theory: exact flow of 3 units; of 1 unit {exact["single"]:F2}"),
            Verdict.Compare(Number, "peak of the weights, M = 3", null, exact["amplitude"], Mean(runs, 3, "amplitude"),
                "theory: exact flow of 3 units"),
            .. from hidden in Sizes
               let random = (hidden - 1.0) / (hidden + 1)
               let variance = Mean(runs, hidden, "relativeVariance")
               select Verdict.Holds(Number, $"gaps more equal than random, (variance/mean²), M = {hidden}",
                   hidden == 3 ? "roughly equal" : "roughly uniform", variance.IsBelow(random), random, variance,
                   "beyond chance; theory: places put down at random"),
            .. from hidden in Sizes.Skip(1)
               let place = $"M = {hidden}, Mξ/N = {hidden * Length / IsingTraining.Sites:F2}"
               let width = Mean(runs, hidden, "fwhm")
               select Verdict.Holds(Number, $"the width is below that of M = 1, {place}",
                   hidden == 100 ? "it shrinks" : null, width.IsBelow(exact["single"]), exact["single"], width,
                   "beyond chance; theory: exact flow of 1 unit"),
        ];
    }

    private static Estimate Mean(IReadOnlyList<RunRecord> runs, int hidden, string name)
        => Estimate.FromRuns([.. Of(runs, hidden).Select(r => r.Result.Numbers[name])]);

    private static IEnumerable<RunRecord> Of(IReadOnlyList<RunRecord> runs, int hidden)
        => runs.Where(r => r.Run.StartsWith($"hidden-{hidden}-", StringComparison.Ordinal));
}
