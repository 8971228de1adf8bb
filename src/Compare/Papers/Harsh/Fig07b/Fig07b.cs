using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Theory.RandomMatrices;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 7(b): the order parameter W against the noise ratio r at fixed β, with the paper's fixed number of epochs and
/// with a fixed number of updates.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
public sealed class Fig07b(Preset preset) : Experiment
{
    private const int Sites = 20, Epochs = 250;
    private const double Beta = 0.5, Small = 0.01, Large = 0.1;

    // A whole number of passes over every S below, and within 1 % of the 250,000 updates of Fig. 7(a).
    private const int FixedUpdates = 252_000;

    // Multiples of the batch.
    private static readonly int[] Samples = [2000, 1000, 400, 200, 160, 120, 100, 70, 50, 30, 20, 10];
    private static readonly double[] NoiseRatios = [.. Samples.Select(s => (double)Sites / s)];
    private static readonly double[] LogRatios = [.. NoiseRatios.Select(r => Math.Log(r))];

    private readonly int _runs = preset == Preset.Paper ? 10 : 8;

    // PCD-1 is PCD-20 in law for one hidden unit, see Fig. 7(a).
    private readonly int _gibbsSteps = preset == Preset.Paper ? 20 : 1;

    private static double Threshold => RetardedLearning.CriticalNoiseRatio(Beta);

    /// <inheritdoc/>
    public override string Number => "7b";

    /// <inheritdoc/>
    public override string Name => "fig07b";

    /// <inheritdoc/>
    public override string Title => "Fig. 7(b)  From a place field to noise: r";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> LegacyText =>
    [
        "One hidden unit learns from S = N/r configurations. The paper keeps the number of epochs, so that ν × updates "
        + "is 0.5/r. Most of the drop of W (left) is then under-training: the exact flow (lines), which knows infinitely "
        + "many configurations and no r but through its time, drops too, below the r of (27). What is left at large r "
        + "is the initial W, ten times larger where the initial weights are; the table tells whether the r at which W "
        + "halves moves with them by more than its error.",
        "Trained for a fixed ν × updates (right), W does not vanish at large r: the weights grow along the noise, to "
        + "a W like the bump's own. The overlap W/(|w|√N) with the uniform vector is the order parameter that sees "
        + "the transition; it falls from the exact bump's towards that of a random direction, gradually and without a "
        + "step at the r of (27), r = (exp β − 1)². At N = 20 the range between the two is narrow, and even ten samples leave some "
        + "of the correlations in C.",
    ];

    /// <inheritdoc/>
    public override string Equations => "W (12); covariance (24); threshold (27); exact flow (22) at M = 1, (32)";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("Sites, hidden units", $"N = {Sites}, M = 1"), ("Inverse temperature", $"β = {Beta}"),
        ("Samples", string.Join(", ", Samples)),
        ("Training", $"ν = {FiniteDataTraining.LearningRate}, batches of {FiniteDataTraining.Batch}, {FiniteDataTraining.Batch} chains, "
            + $"PCD-{_gibbsSteps}; {Epochs} epochs, or {FixedUpdates:N0} updates"),
        ("Initial weights", $"Gaussian, standard deviation {Small} or {Large}"), ("Runs", $"{_runs} at each r"),
        ("Scaled down", preset == Preset.Paper
            ? "nothing: these are the paper's parameters"
            : "8 runs a point instead of 10, PCD-1, which for one hidden unit is PCD-20 in law"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed) =>
    [
        new("theory", 0, new Dictionary<string, double> { ["sites"] = Sites, ["beta"] = Beta }, 0.3, (_, _) => Theory()),
        .. from deviation in new[] { Small, Large }
           from samples in Samples
           from run in Enumerable.Range(1, _runs)
           select PlanRun(seed, $"{EpochsGroup(deviation, samples)}-run-{run}", samples,
               Epochs * samples / FiniteDataTraining.Batch, deviation),
        .. from samples in Samples
           from run in Enumerable.Range(1, _runs)
           select PlanRun(seed, $"{UpdatesGroup(samples)}-run-{run}", samples, FixedUpdates, Small),
    ];

    private RunPlan PlanRun(ulong seed, string run, int samples, int updates, double deviation)
    {
        FiniteDataTraining training = new(Sites, Beta, samples, updates, deviation, _gibbsSteps);
        ulong own = SeedOf(seed, run);
        return new(run, own, training.Parameters, Cost: updates * (1e-6 + 3e-7 * _gibbsSteps),
            (progress, stop) => training.Compute(own, progress, stop));
    }

    private static RunResult Theory()
    {
        PopulationBump bump = PopulationBump.SiteCentred(Sites, Beta);
        int samples = 2;
        while (!FiniteDataTraining.EigenvalueStandsOut(Sites, Beta, samples))
            samples++;
        return new(
            new Dictionary<string, double>
            {
                ["sum"] = bump.Sum,
                ["overlap"] = bump.Sum / Math.Sqrt(Sites * bump.SumSquares),
                ["eigenvalueStandsOut"] = (double)Sites / samples,
            },
            new Dictionary<string, double[]> { ["weights"] = bump.Weights });
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        Axis x = new("noise ratio r = N/S", NoiseRatios[0] / 1.2, NoiseRatios[^1] * 1.2, Logarithmic: true);
        return new(Name, "The sum of the weights against the number of samples",
        [
            new($"{Epochs} epochs: ν × updates ∝ 1/r", x, new("W = |Σ_{i} w_{i}|", 0, 13),
            [
                .. Guides(runs, "sum", 6),
                Flow(runs, Small, Palette.Blue), Flow(runs, Large, Palette.Vermilion),
                Points(runs, $"trained, σ_{{0}} = {Small}", s => EpochsGroup(Small, s), "sum", Mark.Points, Palette.Blue),
                Points(runs, $"trained, σ_{{0}} = {Large}", s => EpochsGroup(Large, s), "sum", Mark.OpenPoints,
                    Palette.Vermilion),
            ]),
            new($"{FixedUpdates:N0} updates at every r", x, new("W / N^{1/2}, and W / (|w| N^{1/2})", 0, 3.2),
            [
                .. Guides(runs, "overlap", 1.5),
                new("random direction", [NoiseRatios[0], NoiseRatios[^1]],
                    [FiniteDataTraining.RandomOverlap(Sites), FiniteDataTraining.RandomOverlap(Sites)], Mark.Line, Palette.Grey),
                Points(runs, "W / N^{1/2}", UpdatesGroup, "sum", Mark.OpenPoints, Palette.Blue, 1 / Math.Sqrt(Sites)),
                Points(runs, "overlap W / (|w| N^{1/2})", UpdatesGroup, "overlap", Mark.Points, Palette.Blue),
                Points(runs, "overlap of the top eigenvector", UpdatesGroup, "eigenvectorOverlap", Mark.OpenPoints,
                    Palette.Vermilion),
            ], LegendPlace.TopLeft),
        ], $"N = {Sites}, β = {Beta}, ν = {FiniteDataTraining.LearningRate}, batches of {FiniteDataTraining.Batch}, PCD-{_gibbsSteps}, "
            + $"{_runs} runs a point" + (preset == Preset.Paper ? "" : " (scaled down)"));
    }

    private static IEnumerable<Series> Guides(IReadOnlyList<RunRecord> runs, string bump, double top)
    {
        IReadOnlyDictionary<string, double> theory = runs[0].Result.Numbers;
        double standsOut = theory["eigenvalueStandsOut"];
        yield return new("β = β(r), (27)", [Threshold, Threshold], [0, top], Mark.Dashed, Palette.Vermilion);
        yield return new("Λ leaves the noise", [standsOut, standsOut], [0, top], Mark.Dashed, Palette.Grey);
        yield return new("steady bump, infinite S", [NoiseRatios[0], NoiseRatios[^1]], [theory[bump], theory[bump]],
            Mark.Line, Palette.Black);
    }

    private static Series Flow(IReadOnlyList<RunRecord> runs, double deviation, int colour)
        => Points(runs, $"exact flow, σ_{{0}} = {deviation}", s => EpochsGroup(deviation, s), "flowSum", Mark.Line,
            colour) with
        { Error = null };

    private static Series Points(IReadOnlyList<RunRecord> runs, string label, Func<int, string> group, string quantity,
        Mark mark, int colour, double factor = 1)
    {
        Estimate[] means = [.. Samples.Select(s => Mean(runs, group(s), quantity))];
        return new(label, NoiseRatios, [.. means.Select(e => factor * e.Value)], mark, colour,
            [.. means.Select(e => factor * e.StandardError)]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        IReadOnlyDictionary<string, double> theory = runs[0].Result.Numbers;
        double random = FiniteDataTraining.RandomOverlap(Sites);
        double halfSum = 0.5 * theory["sum"], halfOverlap = 0.5 * (theory["overlap"] + random);
        Estimate drop = CrossingOf(runs, s => EpochsGroup(Small, s), "sum", halfSum);
        Estimate flow = CrossingOf(runs, s => EpochsGroup(Small, s), "flowSum", halfSum);
        Estimate dropLarge = CrossingOf(runs, s => EpochsGroup(Large, s), "sum", halfSum);
        Estimate flowLarge = CrossingOf(runs, s => EpochsGroup(Large, s), "flowSum", halfSum);
        Estimate first = Mean(runs, UpdatesGroup(Samples[0]), "sum"), last = Mean(runs, UpdatesGroup(Samples[^1]), "sum");
        return
        [
            Verdict.Compare(Number, $"ln r at which W halves, {Epochs} epochs, σ₀ = {Small}", "that of (27)",
                Math.Log(Threshold), drop,
                $"r = {Math.Exp(drop.Value):F3}; the exact flow halves at {Math.Exp(flow.Value):F3}, without noise"),
            Verdict.Compare(Number, $"the same, σ₀ = {Large}", "that of (27)", Math.Log(Threshold), dropLarge,
                $"r = {Math.Exp(dropLarge.Value):F3}; the exact flow halves at {Math.Exp(flowLarge.Value):F3}"),
            Verdict.Compare(Number, "W at the largest r, fixed updates", "vanishes", 0, last,
                "theory: the paper's 0; the weights grow along the noise"),
            Verdict.Compare(Number, $"W at r = {NoiseRatios[0]}, fixed updates", null, theory["sum"], first,
                $"theory: infinite S; W is off by {first.Value / theory["sum"] - 1:+0.0%;−0.0%}"),
            Verdict.Compare(Number, $"overlap at r = {NoiseRatios[^1]}, fixed updates", "no structure", random,
                Mean(runs, UpdatesGroup(Samples[^1]), "overlap"), "theory: a random direction"),
            Verdict.Report(Number, "ln r at which the overlap is half-way, fixed updates", "that of (27)",
                Math.Log(Threshold), CrossingOf(runs, UpdatesGroup, "overlap", halfOverlap),
                "theory: ln (exp β − 1)²; between the bump's and a random direction's"),
            Verdict.Report(Number, "r at which the eigenvalue leaves the noise", null, theory["eigenvalueStandsOut"], null,
                "99 % point of independent spins, N and S of the figure"),
        ];
    }

    private Estimate CrossingOf(
        IReadOnlyList<RunRecord> runs, Func<int, string> group, string quantity, double level)
    {
        double[] levels = [.. Samples.Select(_ => level)];
        List<double[]> curves =
        [
            .. from run in Enumerable.Range(1, _runs)
               select (double[])[.. Samples.Select(s =>
                   runs.Single(r => r.Run == $"{group(s)}-run-{run}").Result.Numbers[quantity])],
        ];
        return Jackknife.OfMeanCurve(curves, mean => Jackknife.Crossing(LogRatios, mean, levels));
    }

    private static string EpochsGroup(double deviation, int samples) => $"epochs-{deviation}-s-{samples}";

    private static string UpdatesGroup(int samples) => $"updates-s-{samples}";

    private static Estimate Mean(IReadOnlyList<RunRecord> runs, string group, string quantity)
        => Estimate.FromRuns([.. runs.Where(r => r.Run.StartsWith(group + "-run-", StringComparison.Ordinal))
            .Select(r => r.Result.Numbers[quantity])]);
}
