using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>Fig. 7(a): the order parameter W against β at a fixed number of samples.</summary>
/// <param name="preset">How much computing it puts in.</param>
public sealed class Fig07a(Preset preset) : Experiment
{
    private const int Sites = 100, Samples = 10_000, Epochs = 250, Updates = Epochs * Samples / FiniteDataTraining.Batch;
    private const double NoiseRatio = (double)Sites / Samples, InitialDeviation = 0.01, NoiseShown = 0.16;

    private static readonly double[] Ordered = [0.6, 1];

    private readonly int _runs = preset == Preset.Paper ? 10 : 5;

    // One hidden unit makes v independent given the sign of h, and v tanh I does not see that sign: one Gibbs step
    // draws a new sample, and PCD-1 is PCD-20 in law.
    private readonly int _gibbsSteps = preset == Preset.Paper ? 20 : 1;

    private readonly double[] _betas = preset == Preset.Paper
        ? [0.02, 0.06, 0.1, 0.13, 0.16, 0.2, 0.25, 0.3, 0.4, 0.6, 0.8, 1]
        : [0.02, 0.06, 0.1, 0.15, 0.25, 0.6, 1];

    private static double Threshold => RetardedLearning.CriticalBeta(NoiseRatio);

    /// <inheritdoc/>
    public override string Number => "7a";

    /// <inheritdoc/>
    public override string Name => "fig07a";

    /// <inheritdoc/>
    public override string Title => "Fig. 7(a)  From noise to a place field: β";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> LegacyText =>
    [
        "One hidden unit learns from 10,000 configurations of the Ising ring. Left: W = |Σ w|, equation (12), against "
        + "β. Right: the overlap W/(|w|√N) with the uniform vector, which does not grow with the weights. Black: the "
        + "steady bump of the exact flow, infinite data, no fit. Green: the exact flow from the same initial weights "
        + "for the same time. Vertical lines: β(r) = log(1 + √r), equation (27), and the β at which the mean top "
        + "eigenvalue of C passes the 99 % point of that of independent spins, both by Tracy and Widom's law.",
        "W does not vanish at small β: the weights grow along the top eigenvector of the noise until they saturate, "
        + "and a random direction has W = |w|√(2/π) (grey: with |w| from Λ E[sech² I] = 1, Gaussian I, Λ the mean top "
        + "eigenvalue). At fixed r neither this nor the bump's W depends on N: it is the overlap of the noise that "
        + "vanishes, as N to the power −½.",
        "W leaves the noise gradually, about β(r). The population spectrum of the ring is continuous, no eigenvalue "
        + "stands apart, and the long waves of C mix: the eigenvalue leaves the noise well before its vector is "
        + "uniform. A localised bump needs about twice that β: the share of Σ w² in the best placed exact bump tells.",
        "In the ordered phase finite S spreads W from one data set to another, by some ten percent at β = 1 and more "
        + "at 0.6, mostly through the many small weights far from the bump, which all enter Σ w; the table holds the "
        + "mean against the exact flow and states how far it is off. With fresh samples at every batch the spread is "
        + "several times smaller; the rest is the noise of stochastic gradients.",
    ];

    /// <inheritdoc/>
    public override string Equations => "W (12); covariance (24); threshold (27); exact flow (22) at M = 1, (32)";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("Sites, hidden units", $"N = {Sites}, M = 1"), ("Samples", $"S = {Samples:N0}, r = {NoiseRatio}"),
        ("Inverse temperatures", string.Join(", ", _betas)),
        ("Training", $"ν = {FiniteDataTraining.LearningRate}, batches of {FiniteDataTraining.Batch}, {FiniteDataTraining.Batch} chains, "
            + $"PCD-{_gibbsSteps}, {Epochs} epochs"),
        ("Initial weights", $"Gaussian, standard deviation {InitialDeviation}"), ("Runs", $"{_runs} at each β"),
        ("Scaled down", preset == Preset.Paper
            ? "nothing: these are the paper's parameters"
            : "5 runs a point instead of 10, fewer points, PCD-1, which for one hidden unit is PCD-20 in law"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
    {
        Dictionary<string, double> parameters = new() { ["sites"] = Sites, ["samples"] = Samples };
        for (int b = 0; b < _betas.Length; b++)
            parameters[$"beta{b}"] = _betas[b];
        return
        [
            new("theory", 0, parameters, 3, (_, _) => Theory()),
            .. from beta in _betas
               from run in Enumerable.Range(1, _runs)
               select PlanRun(seed, $"{Group(beta)}-run-{run}",
                   new(Sites, beta, Samples, Updates, InitialDeviation, _gibbsSteps)),
            .. from beta in Ordered
               from run in Enumerable.Range(1, _runs)
               select PlanRun(seed, $"{Fresh(beta)}-run-{run}",
                   new(Sites, beta, null, Updates, InitialDeviation, _gibbsSteps)),
        ];
    }

    private RunPlan PlanRun(ulong seed, string run, FiniteDataTraining training)
    {
        ulong own = SeedOf(seed, run);
        return new(run, own, training.Parameters, Cost: 0.8 + 0.2 * _gibbsSteps,
            (progress, stop) => training.Compute(own, progress, stop));
    }

    private RunResult Theory()
    {
        // Also for fresh samples: every ordered β is one of the others.
        PopulationBump[] bumps = [.. _betas.Select(beta => PopulationBump.SiteCentred(Sites, beta))];
        Dictionary<string, double[]> series = new()
        {
            ["sum"] = [.. bumps.Select(b => b.Sum)],
            ["overlap"] = [.. bumps.Select(b => b.Sum / Math.Sqrt(Sites * b.SumSquares))],
            ["noise"] = [.. _betas.Select(beta => FiniteDataTraining.NoisePlateau(
                Sites, TopSampleEigenvalue.Of(new IsingRing(Sites, beta), Samples).Mean))],
        };
        for (int b = 0; b < bumps.Length; b++)
            series[$"bump{b}"] = bumps[b].Weights;
        double low = 1e-4, high = 1;
        while (high - low > 1e-4)
        {
            double middle = 0.5 * (low + high);
            (low, high) = FiniteDataTraining.EigenvalueStandsOut(Sites, middle, Samples) ? (low, middle) : (middle, high);
        }

        return new(new Dictionary<string, double> { ["eigenvalueStandsOut"] = high }, series);
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        IReadOnlyDictionary<string, double[]> theory = runs[0].Result.Series;
        int noisy = _betas.Count(beta => beta <= NoiseShown);
        Axis x = new("inverse temperature β", 0, 1.02);
        double random = FiniteDataTraining.RandomOverlap(Sites);
        return new(Name, "The sum of the weights against the strength of the correlations",
        [
            new("Order parameter (12)", x, new("W = |Σ_{i} w_{i}|", 0, 18),
            [
                .. Guides(runs, 8),
                new("random direction", _betas[..noisy], theory["noise"][..noisy], Mark.Line, Palette.Grey),
                new("steady bump, infinite S", _betas, theory["sum"], Mark.Line, Palette.Black),
                .. Measured(runs, "flowSum", "sum"),
            ], LegendPlace.TopLeft),
            new("Overlap with the uniform vector", x, new("W / (|w| √N)", 0, 2.2),
            [
                .. Guides(runs, 1),
                new("random direction", [0, 1.02], [random, random], Mark.Line, Palette.Grey),
                new("steady bump, infinite S", _betas, theory["overlap"], Mark.Line, Palette.Black),
                .. Measured(runs, "flowOverlap", "overlap"),
                Points(runs, "top eigenvector of C", "eigenvectorOverlap", Mark.OpenPoints, Palette.Vermilion),
            ], LegendPlace.TopLeft),
        ], $"N = {Sites}, S = {Samples:N0}, {Epochs} epochs, ν = {FiniteDataTraining.LearningRate}, batches of {FiniteDataTraining.Batch}, "
            + $"PCD-{_gibbsSteps}, {_runs} runs a point" + (preset == Preset.Paper ? "" : " (scaled down)"));
    }

    private static IEnumerable<Series> Guides(IReadOnlyList<RunRecord> runs, double top)
    {
        double standsOut = runs[0].Result.Numbers["eigenvalueStandsOut"];
        yield return new("β(r), (27)", [Threshold, Threshold], [0, top], Mark.Dashed, Palette.Vermilion);
        yield return new("Λ leaves the noise", [standsOut, standsOut], [0, top], Mark.Dashed, Palette.Grey);
    }

    private IEnumerable<Series> Measured(IReadOnlyList<RunRecord> runs, string flow, string trained)
    {
        yield return Points(runs, "exact flow, same start and time", flow, Mark.OpenPoints, Palette.Green);
        yield return Points(runs, $"trained, S = {Samples:N0}", trained, Mark.Points, Palette.Blue);
    }

    private Series Points(IReadOnlyList<RunRecord> runs, string label, string quantity, Mark mark, int colour)
    {
        Estimate[] means = [.. _betas.Select(beta => Mean(runs, Group(beta), quantity))];
        return new(label, _betas, [.. means.Select(e => e.Value)], mark, colour,
            [.. means.Select(e => e.StandardError)]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        RunResult theory = runs[0].Result;
        double random = FiniteDataTraining.RandomOverlap(Sites);
        string weakest = Group(_betas[0]);
        double[] half = [.. theory.Series["overlap"].Select(bump => 0.5 * (bump + random))];
        Estimate departure = Jackknife.OfMeanCurve(
            Curves(runs, r => r.Numbers["overlap"]), mean => Jackknife.Crossing(_betas, mean, half));
        double[] level = [.. _betas.Select(_ => 0.5)];
        List<double[]> shares = Shares(runs);
        Estimate localised = Jackknife.OfMeanCurve(shares, mean => Jackknife.Crossing(_betas, mean, level));
        Estimate place = Estimate.FromRuns([.. shares.Select(curve => curve[^1])]);
        return
        [
            .. from beta in Ordered
               select InOrderedPhase(runs, beta, Fresh(beta), "fresh samples"),
            .. from beta in Ordered
               select InOrderedPhase(runs, beta, Group(beta), $"S = {Samples:N0}"),
            Verdict.Compare(Number, $"overlap at β = {_betas[0]}", "no structure", random,
                Mean(runs, weakest, "overlap"), "theory: a random direction"),
            Verdict.Report(Number, $"W at β = {_betas[0]}", "vanishes", theory.Series["noise"][0],
                Mean(runs, weakest, "sum"), "not 0: weights grow along the noise"),
            Verdict.Report(Number, "β at which the eigenvalue leaves the noise", null,
                theory.Numbers["eigenvalueStandsOut"], null, "99 % point of independent spins, N and S of the figure"),
            Verdict.Report(Number, "β at which the overlap is half-way to the bump's", "β(r), (27)", Threshold,
                departure, "theory: log(1 + √r), where the paper expects the crossover"),
            Verdict.Report(Number, "β at which half of Σ w² is a bump", null, null, localised,
                $"{localised.Value / Threshold:F1} times β(r)"),
            Verdict.Holds(Number, $"share of Σ w² in a bump, β = {_betas[^1]}", "a place field emerges",
                place.Value > 0.5, null, place, "more than half"),
        ];
    }

    private Verdict InOrderedPhase(IReadOnlyList<RunRecord> runs, double beta, string group, string data)
    {
        double exact = runs[0].Result.Series["sum"][Array.IndexOf(_betas, beta)];
        Estimate trained = Mean(runs, group, "sum");
        return Verdict.Compare(Number, $"W, β = {beta}, {data}", null, exact, trained,
            $"theory: infinite S; W is off by {trained.Value / exact - 1:+0.0%;−0.0%}");
    }

    /// <summary>The squared overlap of trained weights with the best placed exact bump: one curve a run.</summary>
    private List<double[]> Shares(IReadOnlyList<RunRecord> runs)
    {
        double[][] bumps = [.. _betas.Select((_, b) => runs[0].Result.Series[$"bump{b}"])];
        return
        [
            .. from run in Enumerable.Range(1, _runs)
               select (double[])[.. _betas.Select((beta, b) => Share(
                   Run(runs, $"{Group(beta)}-run-{run}").Series["weights"], bumps[b]))],
        ];
    }

    private static double Share(double[] weights, double[] bump)
    {
        double best = Enumerable.Range(0, Sites).Max(shift => Math.Abs(
            Enumerable.Range(0, Sites).Sum(i => weights[i] * bump[(i + shift) % Sites])));
        return best * best / (weights.Sum(w => w * w) * bump.Sum(w => w * w));
    }

    private List<double[]> Curves(IReadOnlyList<RunRecord> runs, Func<RunResult, double> of) =>
    [
        .. from run in Enumerable.Range(1, _runs)
           select (double[])[.. _betas.Select(beta => of(Run(runs, $"{Group(beta)}-run-{run}")))],
    ];

    private static RunResult Run(IReadOnlyList<RunRecord> runs, string name) => runs.Single(r => r.Run == name).Result;

    private static string Group(double beta) => $"beta-{beta}";

    private static string Fresh(double beta) => $"fresh-beta-{beta}";

    private static Estimate Mean(IReadOnlyList<RunRecord> runs, string group, string quantity)
        => Estimate.FromRuns([.. runs.Where(r => r.Run.StartsWith(group + "-run-", StringComparison.Ordinal))
            .Select(r => r.Result.Numbers[quantity])]);
}
