using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.Populations;

namespace RbmTheory.Compare.Experiments;

/// <summary>Fig. 8: configurations of the discretised XY ring, and their correlations against (28).</summary>
public sealed class Fig08 : Experiment
{
    private const int Sites = 100, States = 10, Samples = 10_000, Shown = 100, Runs = 10;
    private const double Beta = 1.5;

    private static readonly int[] JudgedDistances = [1, 5, 10, 50];

    /// <inheritdoc/>
    public override string Number => "8";

    /// <inheritdoc/>
    public override string Name => "fig08";

    /// <inheritdoc/>
    public override string Title => "Fig. 8  Data with two invariances: the XY ring";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Text =>
    [
        "Left: configurations of the discretised XY ring (13)–(15), one a line, drawn independently and exactly by the "
        + "transfer matrix; the colour is the angle 2πv/P, and the colours close to a circle. Neighbours point in "
        + "similar directions over a few sites; no site and no direction is special, (16).",
        "Right: the correlation ⟨cos(θ(i) − θ(i+d))⟩ averaged over sites and samples, with errors over independent data "
        + "sets, and that of the finite ring by its transfer matrix, of which (λ(1)/λ(0))^d of (28), (29) is the limit "
        + "N ≫ ξ.",
    ];

    /// <inheritdoc/>
    public override string Equations => "XY ring (13)–(15), invariance (16), correlations (28), (29)";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("Sites, states", $"N = {Sites}, P = {States}"), ("Inverse temperature", $"β = {Beta}"), ("Samples", $"S = {Samples:N0}"),
        ("Data sets", $"{Runs}; the first {Shown} samples of the first are shown"),
        ("Scaled down", "nothing"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
    {
        Dictionary<string, double> parameters = new()
        {
            ["sites"] = Sites,
            ["states"] = States,
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
        PottsSet data = PottsRingSampler.Xy(Sites, States, Beta).SampleSet(Samples, seed);
        RingCorrelation correlation = RingCorrelation.OfPotts(Sites, States);
        List<double> shown = [];
        for (int s = 0; s < Samples; s++)
        {
            stop.ThrowIfCancellationRequested();
            correlation.Add(data.Sample(s));
            if (show && s < Shown)
                shown.AddRange(data.Sample(s).ToArray().Select(v => (double)v));
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
        PottsRing ring = PottsRing.Xy(Sites, States, Beta);
        double[] configurations = runs[0].Result.Series["configurations"];
        double[] distances = [.. Enumerable.Range(0, Sites / 2 + 1).Select(d => (double)d)];
        Estimate[] measured = [.. distances.Select(d => At(runs, (int)d))];
        return new(Name, "Configurations of the XY ring",
        [
            new("Samples", new("site i", 0.5, Sites + 0.5), new("sample", 0.5, Shown + 0.5),
            [
                new("", [.. configurations.Select((_, k) => k % Sites + 1.0)],
                    [.. configurations.Select((_, k) => k / Sites + 1.0)], Mark.Map, Palette.Black,
                    Value: configurations),
            ], LegendPlace.None, new("state v_{i}", 0, States, ColourScale.Cyclic)),
            new("Correlation", new("distance d, sites", 0, 30), new("⟨cos(θ_{i} − θ_{i+d})⟩", -0.05, 1.05),
            [
                new("exact, N = 100", distances, [.. distances.Select(d => ring.ModeCorrelation(1, (int)d))], Mark.Line,
                    Palette.Black),
                new("sampled", distances, [.. measured.Select(e => e.Value)], Mark.Points, Palette.Blue,
                    [.. measured.Select(e => e.StandardError)]),
            ]),
        ], $"N = {Sites}, P = {States}, β = {Beta}, {Runs} data sets of {Samples:N0} samples: the paper's parameters");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(IReadOnlyList<RunRecord> runs)
    {
        PottsRing ring = PottsRing.Xy(Sites, States, Beta);
        return
        [
            Verdict.Compare(Number, "ξ = −1/ln⟨cos(θ(i) − θ(i+1))⟩, sites", null,
                -1 / Math.Log(ring.ModeCorrelation(1, 1)), Mean(runs, "length"),
                $"(28): −1/ln(λ(1)/λ(0)) = {ring.CorrelationLength:F4}"),
            .. JudgedDistances.Select(d => Verdict.Compare(
                Number, $"⟨cos(θ(i) − θ(i+{d}))⟩", null, ring.ModeCorrelation(1, d), At(runs, d),
                "theory: transfer matrix")),
            Verdict.Compare(Number, "mean of cos θ", "0", 0, Mean(runs, "mean"), "theory: v → v + L"),
        ];
    }

    private static Estimate Mean(IReadOnlyList<RunRecord> runs, string name)
        => Estimate.FromRuns([.. runs.Select(r => r.Result.Numbers[name])]);

    private static Estimate At(IReadOnlyList<RunRecord> runs, int distance)
        => Estimate.FromRuns([.. runs.Select(r => r.Result.Series["correlation"][distance])]);
}
