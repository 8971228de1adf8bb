using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Compare.Experiments;

/// <summary>Fig. 2: configurations of the Ising ring, and their correlations against the transfer matrix.</summary>
public sealed class Fig02 : Experiment
{
    private const int Sites = 100, Samples = 10_000, Shown = 100, Runs = 10;
    private const double Beta = 1;

    private static readonly int[] JudgedDistances = [1, 5, 10, 50];

    /// <inheritdoc/>
    public override string Number => "2";

    /// <inheritdoc/>
    public override string Name => "fig02";

    /// <inheritdoc/>
    public override string Title => "Fig. 2  Data with one invariance: the Ising ring";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Text =>
    [
        "Left: configurations of the Ising ring (8), one a line (dark: +1), drawn independently and exactly: a bond is broken with "
        + "the probability that the transfer matrix gives, under the condition that an even number of them is. Spins "
        + "come in domains whose size is set by ξ, and no site is special, (10).",
        "Right: the correlation ⟨v(i) v(i+d)⟩ averaged over sites and samples, with errors over independent data sets, "
        + "and that of the finite ring, (t^d + t^(N−d))/(1 + t^N) with t = tanh β, of which (9) is the limit N ≫ ξ. "
        + "The paper draws its samples by Gibbs sampling; train takes sampler=gibbs for that.",
    ];

    /// <inheritdoc/>
    public override string Equations => "Ising ring (8), correlations (9), invariance (10)";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("Sites", $"N = {Sites}"), ("Inverse temperature", $"β = {Beta}"), ("Samples", $"S = {Samples:N0}"),
        ("Data sets", $"{Runs}; the first {Shown} samples of the first are shown"),
        ("Scaled down", "nothing"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
    {
        Dictionary<string, double> parameters = new()
        {
            ["sites"] = Sites,
            ["beta"] = Beta,
            ["samples"] = Samples,
        };
        return
        [
            .. from run in Enumerable.Range(1, Runs)
               let own = SeedOf(seed, $"run-{run}")
               select new RunPlan($"run-{run}", own, parameters, 1, (_, stop) => Measure(own, run == 1, stop)),
        ];
    }

    private static RunResult Measure(ulong seed, bool show, CancellationToken stop)
    {
        SpinSet data = new IsingRingSampler(Sites, Beta).SampleSet(Samples, seed);
        RingCorrelation correlation = RingCorrelation.OfSpins(Sites);
        int[] row = new int[Sites];
        List<double> shown = [];
        for (int s = 0; s < Samples; s++)
        {
            stop.ThrowIfCancellationRequested();
            for (int i = 0; i < Sites; i++)
                row[i] = data.Spin(s, i);
            correlation.Add<int>(row);
            if (show && s < Shown)
                shown.AddRange(row.Select(v => (double)v));
        }

        Dictionary<string, double[]> series = new()
        {
            ["correlation"] = [.. Enumerable.Range(0, Sites / 2 + 1).Select(d => correlation.At(d).Value)],
        };
        if (show)
            series["configurations"] = [.. shown];
        return new(
            new Dictionary<string, double>
            {
                ["mean"] = correlation.Mean,
                ["length"] = -1 / Math.Log(correlation.At(1).Value),
            }, series);
    }

    /// <inheritdoc/>
    public override Figure Draw(IReadOnlyList<RunRecord> runs)
    {
        IsingRing ring = new(Sites, Beta);
        double[] configurations = runs[0].Result.Series["configurations"];
        double[] distances = [.. Enumerable.Range(0, Sites / 2 + 1).Select(d => (double)d)];
        Estimate[] measured = [.. distances.Select(d => At(runs, (int)d))];
        return new(Name, "Configurations of the Ising ring",
        [
            new("Samples, dark v_{i} = +1", new("site i", 0.5, Sites + 0.5), new("sample", 0.5, Shown + 0.5),
            [
                new("", [.. configurations.Select((_, k) => k % Sites + 1.0)],
                    [.. configurations.Select((_, k) => k / Sites + 1.0)], Mark.Map, Palette.Black,
                    Value: configurations),
            ], LegendPlace.None, new("", -1, 1, ColourScale.Sequential)),
            new("Correlation", new("distance d, sites", 0, 30), new("⟨v_{i} v_{i+d}⟩", -0.05, 1.05),
            [
                new("exact, N = 100", distances, [.. distances.Select(d => ring.Covariance((int)d))], Mark.Line,
                    Palette.Black),
                new("sampled", distances, [.. measured.Select(e => e.Value)], Mark.Points, Palette.Blue,
                    [.. measured.Select(e => e.StandardError)]),
            ]),
        ], $"N = {Sites}, β = {Beta}, {Runs} data sets of {Samples:N0} samples: the paper's parameters");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(IReadOnlyList<RunRecord> runs)
    {
        IsingRing ring = new(Sites, Beta);
        return
        [
            Verdict.Compare(Number, "ξ = −1/ln⟨v(i) v(i+1)⟩, sites", "ξ ≃ 3.7", -1 / Math.Log(ring.Covariance(1)),
                Mean(runs, "length"), $"(9): −1/ln tanh β = {ring.CorrelationLength:F4}"),
            .. JudgedDistances.Select(d => Verdict.Compare(
                Number, $"⟨v(i) v(i+{d})⟩", null, ring.Covariance(d), At(runs, d), "theory: transfer matrix")),
            Verdict.Compare(Number, "mean of the spins", "0", 0, Mean(runs, "mean"), "theory: v → −v"),
        ];
    }

    private static Estimate Mean(IReadOnlyList<RunRecord> runs, string name)
        => Estimate.FromRuns([.. runs.Select(r => r.Result.Numbers[name])]);

    private static Estimate At(IReadOnlyList<RunRecord> runs, int distance)
        => Estimate.FromRuns([.. runs.Select(r => r.Result.Series["correlation"][distance])]);
}
