using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 11: the order over the colours and the order along the ring, against the number of samples, with the paper's
/// fixed number of epochs, with as many updates at large S, and with a fixed number of updates.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
public sealed class Fig11(Preset preset) : Experiment
{
    private const int Sites = XyTransitionTraining.Sites, Batch = XyTransitionTraining.Batch, Epochs = 20, FixedUpdates = 10_000;
    private const int GibbsSteps = 1, ManyGibbsSteps = 20, Checked = 10_000;
    private const int GrowthFirst = 30, GrowthLast = 60;
    private const double PaperAngular = 0.033, PaperSpatial = 0.002;

    // Multiples of the batch, r = N/S from small to large.
    private readonly int[] _samples = preset == Preset.Paper
        ? [100_000, 50_000, 25_000, 12_500, 10_000, 6000, 3000, 1500, 1000, 500, 200]
        : [50_000, 25_000, 10_000, 3000, 1000, 200];

    private readonly int[] _fixed = preset == Preset.Paper
        ? [25_000, 10_000, 3000, 1000, 500, 200]
        : [10_000, 1000, 200];

    private readonly int[] _shown = [50_000, 10_000, 3000, 1000, 200];

    private readonly int _runs = preset == Preset.Paper ? 10 : 4;

    private double[] Ratios => [.. _samples.Select(Ratio)];

    private int Largest => _samples[0];

    /// <inheritdoc/>
    public override string Number => "11";

    /// <inheritdoc/>
    public override string Name => "fig11";

    /// <inheritdoc/>
    public override string Title => "Fig. 11  One transition over the colours, another along the ring";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> LegacyText =>
    [
        "One hidden unit learns from S = N/r configurations of the XY ring, (13)–(15), in 20 epochs. (a) Σ_i w_iv, "
        + "equation (18), over the colours. (b) The first Fourier amplitude |F_i| = (2/P)|Σ_v w_iv exp(−2πiv/P)| along "
        + "the ring; (17) as printed, |Σ_v w_iv|, is zero in the zero-sum gauge and sees nothing in any other. (c) The "
        + "overlap of w with the two eigenvectors of Λ(XY), as in Fig. 13(e). (d) The concentration |Σ_i |F_i|² "
        + "exp(2πii/N)| / Σ_i |F_i|²: 0 for a field that is the same everywhere, 1 for one site. Grey levels: random "
        + "fields. As in the paper, fields of intermediate r have an angle but hardly a place.",
        "Both of the paper's thresholds are times before they are noise: 20 epochs are 20/r updates. From w = 0 the "
        + "angular order grows at the rate ν((1 − 1/P)Λ(XY) − 1)/P, an e-fold in 34 updates, and has come up from the "
        + "initial weights after some 200, which 20 epochs reach at r = 0.1; the corrected (31) puts the edge of the "
        + "noise at r = 0.108, the same place by coincidence. The weights then come near a state with one cosine at "
        + "every site. It is unstable, but of all waves along the ring only k = ±1 grows on it, at the rate ν λ_1 "
        + "(exact, infinite data), of the order of 1/N: an e-fold takes 3455 updates, which 20 epochs reach at r = "
        + "0.006. Between the two the field has no time to find a place.",
        "Two controls say so. The machine of the largest S, looked at after 20/r updates (open), has next to no "
        + "sampling noise, and finds its place at the same r. Trained for 10,000 updates at every r (green), the field "
        + "finds a place at all r well below the edge of the noise, where the angular order sets in too, and no second "
        + "transition is left. Where exactly a run stands at intermediate r is the chance of its initial weights and "
        + "noise, so single runs, as in (b), differ; the paper's 0.002 would move with epochs, ν, batch and initial "
        + "weights.",
    ];

    /// <inheritdoc/>
    public override string Equations =>
        "spatial sum (18); XY spectrum (28)–(30); edge of noise (31), corrected; flow (22) at M = 1";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("Sites, states, hidden units", $"N = {Sites}, P = {XyTransitionTraining.States}, M = 1 (±1)"),
        ("Inverse temperature", $"β = {XyTransitionTraining.Beta}"),
        ("Samples", string.Join(", ", _samples.Select(s => $"{s:N0}"))),
        ("Training", $"ν = {XyTransitionTraining.LearningRate}, batches of {Batch}, {Batch} chains, PCD-{GibbsSteps} (the paper "
            + $"does not tell k; at S = {Checked:N0} also PCD-{ManyGibbsSteps}); {Epochs} epochs, or "
            + $"{FixedUpdates:N0} updates"),
        ("Initial weights",
            $"Gaussian, standard deviation {XyTransitionTraining.InitialDeviation}, the same for run n at every r"),
        ("Runs", $"{_runs} at each r"),
        ("Scaled down", preset == Preset.Paper
            ? "nothing: these are the paper's parameters"
            : $"{_runs} runs a point instead of 10, fewer points, r ≥ {Ratio(Largest)}"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
    {
        Dictionary<string, double> population = new()
        {
            ["sites"] = Sites,
            ["states"] = XyTransitionTraining.States,
            ["beta"] = XyTransitionTraining.Beta,
        };
        return
        [
            new("theory", 0, population, 1, (_, _) => Theory()),
            .. from samples in _samples
               from run in Enumerable.Range(1, _runs)
               select PlanRun(seed, EpochsGroup(samples), run, samples, UpdatesOf(samples), GibbsSteps),
            .. from samples in _fixed
               from run in Enumerable.Range(1, _runs)
               select PlanRun(seed, UpdatesGroup(samples), run, samples, FixedUpdates, GibbsSteps),
            .. from run in Enumerable.Range(1, _runs)
               select PlanRun(seed, CheckedGroup, run, Checked, UpdatesOf(Checked), ManyGibbsSteps),
        ];
    }

    private RunPlan PlanRun(ulong seed, string group, int run, int samples, int updates, int gibbsSteps)
    {
        // Whole passes only; within a percent of the updates asked for.
        int whole = updates / (samples / Batch) * (samples / Batch);
        XyTransitionTraining training = new(samples, whole, gibbsSteps, SeedOf(seed, $"weights-{run}"), LooksUpTo(whole));
        string name = $"{group}-run-{run}";
        ulong own = SeedOf(seed, name);
        return new(name, own, training.Parameters, Cost: whole * (1.4e-4 + 5e-5 * gibbsSteps) + 5e-6 * samples,
            (progress, stop) => training.Compute(own, progress, stop));
    }

    private static RunResult Theory()
    {
        PottsRing ring = PottsRing.Xy(Sites, XyTransitionTraining.States, XyTransitionTraining.Beta);
        PottsUniformState uniform = new(Sites, XyTransitionTraining.States, XyTransitionTraining.Beta);
        double share = (XyTransitionTraining.States - 1.0) / XyTransitionTraining.States;
        return new(
            new Dictionary<string, double>
            {
                ["noiseRatio"] = RetardedLearning.PottsCriticalNoiseRatio(ring),
                ["angularRate"] = (share * ring.Eigenvalue(0, 1) - 1) / XyTransitionTraining.States,
                ["spatialRate"] = uniform.GrowthRate(1),
                ["nextSpatialRate"] = uniform.GrowthRate(2),
            },
            new Dictionary<string, double[]> { ["uniform"] = uniform.Weights });
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        IReadOnlyDictionary<string, double> theory = runs[0].Result.Numbers;
        Axis ratio = new("noise ratio r = N/S", Ratios[0] / 1.3, Ratios[^1] * 1.3, Logarithmic: true);
        return new(Name, "Order over the colours and order along the ring",
        [
            new("Over the colours, 20 epochs", new("colour v", 0, XyTransitionTraining.States - 1),
                new("Σ_{i} w_{iv}", -22, 22), [.. Shown(runs, "spatial")], LegendPlace.None),
            new("Along the ring, 20 epochs", new("site i", 0, Sites - 1), new("|F_{i}|", 0, 1.1),
                [.. Shown(runs, "angular")], LegendPlace.TopRight),
            new("Angular order", ratio, new("overlap with the plane of Λ_{XY}", 0, 1.5),
            [
                Upright(PaperAngular, 0.95, "paper, r = 0.033", Palette.Grey),
                Upright(theory["noiseRatio"], 0.95, "noise edge, corrected (31)", Palette.Vermilion),
                Level(XyTransitionTraining.RandomOverlap),
                .. Measured(runs, "overlap", "lookOverlap"),
            ]),
            new("Order along the ring", ratio, new("concentration of |F_{i}|^{2}", 0, 1.3),
            [
                Upright(PaperSpatial, 1, "paper, r = 0.002", Palette.Grey),
                Upright(OneEFold(theory), 1, "20 epochs = one e-fold of k = 1", Palette.Vermilion),
                Level(XyTransitionTraining.RandomConcentration),
                .. Measured(runs, "concentration", "lookConcentration").Select(s => s with { Label = "" }),
            ]),
        ], $"N = {Sites}, P = {XyTransitionTraining.States}, M = 1, β = {XyTransitionTraining.Beta}, ν = {XyTransitionTraining.LearningRate}, "
            + $"batches of {Batch}, {_runs} runs a point" + (preset == Preset.Paper ? "" : " (scaled down)"), Columns: 2);
    }

    private IEnumerable<Series> Shown(IReadOnlyList<RunRecord> runs, string series)
        => _shown.Select((samples, i) =>
        {
            double[] values = Run(runs, EpochsGroup(samples), 1).Series[series];
            return new Series($"r = {Ratio(samples):G2}", [.. values.Select((_, x) => (double)x)], values, Mark.Line,
                i + 1);
        });

    private IEnumerable<Series> Measured(IReadOnlyList<RunRecord> runs, string quantity, string look)
    {
        int[] later = _samples[1..];
        yield return Points($"S = {Largest:N0}, after 20/r updates", later, Mark.OpenPoints, Palette.Vermilion,
            s => Estimate.FromRuns([.. Every(run => Look(runs, run, UpdatesOf(s), look))]));
        yield return Points($"{FixedUpdates:N0} updates at every r", _fixed, Mark.Points, Palette.Green,
            s => Mean(runs, UpdatesGroup(s), quantity));
        yield return Points("20 epochs, the paper's protocol", _samples, Mark.Points, Palette.Blue,
            s => Mean(runs, EpochsGroup(s), quantity));
    }

    private static Series Points(string label, int[] samples, Mark mark, int colour, Func<int, Estimate> of)
    {
        Estimate[] means = [.. samples.Select(of)];
        return new(label, [.. samples.Select(Ratio)], [.. means.Select(e => e.Value)], mark, colour,
            [.. means.Select(e => e.StandardError)]);
    }

    private static Series Upright(double ratio, double top, string label, int colour)
        => new(label, [ratio, ratio], [0, top], Mark.Dashed, colour);

    private Series Level(double value)
        => new("", [Ratios[0], Ratios[^1]], [value, value], Mark.Line, Palette.Grey);

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        IReadOnlyDictionary<string, double> theory = runs[0].Result.Numbers;
        double rate = Math.Log(1 + XyTransitionTraining.LearningRate * theory["angularRate"]);
        double checkedRatio = Ratio(Checked);
        Estimate growth = Estimate.FromRuns([.. Every(run => Math.Log(
            Look(runs, run, GrowthLast, "lookAmplitude") / Look(runs, run, GrowthFirst, "lookAmplitude"))
            / (GrowthLast - GrowthFirst))]);
        Estimate angular = CrossingOf(runs, "amplitude", mean => 0.5 * mean.Max());
        Estimate spatial = CrossingOf(runs, "concentration", _ => 0.5);
        Estimate longer = Mean(runs, UpdatesGroup(Checked), "concentration");
        return
        [
            Verdict.Compare(Number, $"growth of the angular order, updates {GrowthFirst}–{GrowthLast}, an update", null,
                rate, growth, "theory: log(1 + ν((1 − 1/P)Λ − 1)/P), infinite data"),
            Verdict.Compare(Number, "ln r at which Σ_i w_iv has half its largest size, 20 epochs", "r < 0.033",
                Math.Log(theory["noiseRatio"]), angular,
                $"r = {Math.Exp(angular.Value):F3}; theory: signal and noise meet, corrected (31)"),
            Verdict.Compare(Number, "ln r at which the concentration is ½, 20 epochs", "r < 0.002",
                Math.Log(PaperSpatial), spatial,
                $"theory: the paper's; r = {Math.Exp(spatial.Value):F4}, where {Epochs} epochs are "
                + $"{Epochs / Math.Exp(spatial.Value):F0} updates"),
            Verdict.Report(Number, "r at which 20 epochs are one e-fold of the wave k = 1", "r < 0.002",
                OneEFold(theory), null,
                $"{1 / (XyTransitionTraining.LearningRate * theory["spatialRate"]):F0} updates; k = 2 decays"),
            Difference(runs, $"concentration at r = {checkedRatio}, less that of S = {Largest:N0} as long",
                run => Run(runs, EpochsGroup(Checked), run).Numbers["concentration"]
                    - Look(runs, run, UpdatesOf(Checked), "lookConcentration"),
                "theory: time alone decides, not the noise"),
            Verdict.Holds(Number, $"concentration at r = {checkedRatio}, {FixedUpdates:N0} updates",
                "no place at r > 0.002", longer.Value <= 0.5, null, longer,
                "above ½: the field has a place where the paper's, trained for 20 epochs, has none"),
            Verdict.Report(Number, "concentration at the largest r, fixed updates", "no modulation",
                XyTransitionTraining.RandomConcentration, Mean(runs, UpdatesGroup(_fixed[^1]), "concentration"),
                "theory: a random field"),
            Verdict.Report(Number, "overlap at the largest r, fixed updates", "no modulation", XyTransitionTraining.RandomOverlap,
                Mean(runs, UpdatesGroup(_fixed[^1]), "overlap"), "theory: a random field"),
            Difference(runs, $"overlap at r = {checkedRatio}, PCD-{GibbsSteps} less PCD-{ManyGibbsSteps}",
                run => Run(runs, EpochsGroup(Checked), run).Numbers["overlap"]
                    - Run(runs, CheckedGroup, run).Numbers["overlap"], "theory: k does not matter"),
        ];
    }

    private Verdict Difference(IReadOnlyList<RunRecord> runs, string quantity, Func<int, double> of, string note)
        => Verdict.Compare(Number, quantity, null, 0, Estimate.FromRuns([.. Every(of)]), note);

    /// <summary>The r at which 20 epochs are the time in which the wave k = 1 grows by e.</summary>
    private static double OneEFold(IReadOnlyDictionary<string, double> theory)
        => (double)Epochs * Sites / Batch * XyTransitionTraining.LearningRate * theory["spatialRate"];

    private Estimate CrossingOf(IReadOnlyList<RunRecord> runs, string quantity, Func<double[], double> level)
    {
        double[] logs = [.. Ratios.Select(r => Math.Log(r))];
        List<double[]> curves =
        [
            .. Every(run => (double[])[.. _samples.Select(s => Run(runs, EpochsGroup(s), run).Numbers[quantity])]),
        ];

        // From large r to small, so that the first crossing is that of the onset.
        double[] descending = [.. logs.Reverse()];
        return Jackknife.OfMeanCurve([.. curves.Select(c => (double[])[.. c.Reverse()])], mean =>
            Jackknife.Crossing(descending, mean, [.. mean.Select(_ => level(mean))]));
    }

    /// <summary>What the machine of the largest S was after so many updates.</summary>
    private double Look(IReadOnlyList<RunRecord> runs, int run, int updates, string look)
        => Run(runs, EpochsGroup(Largest), run).Series[look][Array.IndexOf(LooksUpTo(UpdatesOf(Largest)), updates)];

    private int[] LooksUpTo(int updates)
        => [.. _samples.Select(UpdatesOf).Append(GrowthFirst).Append(GrowthLast).Where(u => u <= updates).Order()];

    private IEnumerable<T> Every<T>(Func<int, T> of) => Enumerable.Range(1, _runs).Select(run => of(run));

    private static RunResult Run(IReadOnlyList<RunRecord> runs, string group, int run)
        => runs.Single(r => r.Run == $"{group}-run-{run}").Result;

    private Estimate Mean(IReadOnlyList<RunRecord> runs, string group, string quantity)
        => Estimate.FromRuns([.. Every(run => Run(runs, group, run).Numbers[quantity])]);

    private static double Ratio(int samples) => (double)Sites / samples;

    private static int UpdatesOf(int samples) => Epochs * samples / Batch;

    private static string EpochsGroup(int samples) => $"epochs-s-{samples}";

    private static string UpdatesGroup(int samples) => $"updates-s-{samples}";

    private const string CheckedGroup = "many-steps";
}
