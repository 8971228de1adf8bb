using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 13: the top eigenvector of the sample covariance of XY data, its eigenvalue and its projection on the plane of
/// the two top eigenvectors of perfect sampling.
/// </summary>
/// <param name="preset">Numbers of samples and of runs.</param>
public sealed class Fig13(Preset preset) : Experiment
{
    private const int Sites = 100, States = 10, CurvePoints = 49;
    private const int Block = 1024;
    private const double Beta = 1.5, LowRatio = 1e-4, HighRatio = 1;

    /// <summary>Samples of the maps (a) to (c).</summary>
    private int[] Mapped { get; } = preset == Preset.Paper ? [500, 10_000, 5_000_000] : [500, 10_000, 200_000];

    private int[] Samples { get; } = preset == Preset.Paper
        ? [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 1_000_000]
        : [100, 500, 2000, 10_000, 50_000];

    private int Runs { get; } = preset == Preset.Paper ? 20 : 8;

    private static readonly int[] Judged = [100, 500, 2000, 10_000, 50_000];

    /// <inheritdoc/>
    public override string Number => "13";

    /// <inheritdoc/>
    public override string Name => "fig13";

    /// <inheritdoc/>
    public override string Title => "Fig. 13  Signal and noise for two invariances";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> LegacyText =>
    [
        "The same for the XY ring with P states a site, (14), (15). (a)–(c): The top eigenvector ê(v) of the sample "
        + "covariance, as sites against states, for growing S. With few samples it is noise; then it turns with the "
        + "state as cos(2πv/P + φ), but with a phase φ and an amplitude that change along the ring, a mixture of long "
        + "waves; in the end it is uniform in space. The top eigenvalue of perfect sampling is degenerate, a cosine and "
        + "a sine, so that φ is an accident of the samples.",
        "(d): The signal Λ(XY) (30) against the edge of a null model of independent sites. Equation (31) prints that "
        + "edge as P/(P−1) + (1 + √(rP))². At r → 0 it must be P/(P−1), the eigenvalue of one site; and one site has "
        + "P−1 degrees of freedom. The edge is (P/(P−1)) (1 + √(r(P−1)))². The crossing r = 0.066 of the paper is that "
        + "of the printed form. The corrected one is at 0.108, and there nothing changes abruptly either: the sampled "
        + "eigenvalues follow the edge of the sample spectrum, above both curves.",
        "(e): The mean square of the projection of ê on the plane of the cosine and the sine, of which the paper draws "
        + "the root. Line: 2τy²/(SΛ(y − τ)²), as in Fig. 12(d), for the two directions of that plane together. Half of "
        + "ê lies in the plane at an r far below either crossing. Between there and noise the sampled projections lie "
        + "below the line, for the reason given with Fig. 12, and the eigenvalues at large r below the mean of Tracy and "
        + "Widom's law: both are laws of large N.",
    ];

    /// <inheritdoc/>
    public override string Equations =>
        "XY ring (14), (15); covariance (28), (29); Λ(XY) (30); edge of noise (31), corrected";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("Sites, states", $"N = {Sites}, P = {States}"), ("Inverse temperature", $"β = {Beta}"),
        ("Samples", $"exact; maps S = {string.Join(", ", Mapped.Select(s => $"{s:N0}"))}; points S from {Samples[0]} to "
            + $"{Samples[^1]:N0}"),
        ("Runs", $"{Runs}, each one growing set of samples; one for the maps"),
        ("Scaled down", preset == Preset.Paper
            ? "nothing"
            : $"the last map has {Mapped[^1]:N0} samples instead of 5,000,000; {Runs} runs, and fewer points"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
    {
        Dictionary<string, double> parameters = new() { ["sites"] = Sites, ["states"] = States, ["beta"] = Beta };
        return
        [
            new("theory", 0, With(Samples), 1, (_, _) => Compute()),
            PlanRun("maps", Mapped, kept: true),
            .. Enumerable.Range(1, Runs).Select(i => PlanRun($"run-{i}", Samples, kept: false)),
        ];

        Dictionary<string, double> With(int[] sizes)
        {
            Dictionary<string, double> all = new(parameters);
            for (int i = 0; i < sizes.Length; i++)
                all[$"samples{i}"] = sizes[i];
            return all;
        }

        RunPlan PlanRun(string run, int[] sizes, bool kept)
        {
            ulong own = SeedOf(seed, run);
            return new(run, own, With(sizes), 0.2 * sizes.Length + 1e-5 * sizes[^1],
                (progress, stop) => Sample(sizes, kept, own, progress, stop));
        }
    }

    private RunResult Compute()
    {
        PottsRing ring = PottsRing.Xy(Sites, States, Beta);
        double[] r = Grid.Logarithmic(LowRatio, HighRatio, CurvePoints);
        TopSampleEigenvalue[] tops = [.. r.Select(x => TopSampleEigenvalue.Of(ring, (int)Math.Round(Sites / x)))];
        TopSampleEigenvalue[] sampled = [.. Samples.Select(s => TopSampleEigenvalue.Of(ring, s))];
        double signal = ring.TopEigenvalue;
        return new(
            new Dictionary<string, double>
            {
                ["signal"] = signal,
                ["crossing"] = RetardedLearning.PottsCriticalNoiseRatio(ring),
                ["crossingAsPrinted"] = RetardedLearning.PottsCriticalNoiseRatioAsPrinted(ring)
                    ?? throw new InvalidOperationException("the printed noise edge does not cross the signal"),
            },
            new Dictionary<string, double[]>
            {
                ["r"] = r,
                ["noise"] = [.. r.Select(x => RetardedLearning.PottsNoiseEdge(x, States))],
                ["noiseAsPrinted"] = [.. r.Select(x => RetardedLearning.PottsNoiseEdgeAsPrinted(x, States))],
                ["edge"] = [.. r.Select(x => SampleSpectrumEdge.Potts(ring, x).Location)],
                ["mean"] = [.. tops.Select(t => t.Mean)],
                ["plane"] = [.. tops.Select(t => 2 * TopSampleEigenvector.SquaredOverlap(t, signal))],
                ["meanAtSampled"] = [.. sampled.Select(t => t.Mean)],
                ["planeAtSampled"] = [.. sampled.Select(t => 2 * TopSampleEigenvector.SquaredOverlap(t, signal))],
            });
    }

    /// <summary>One set of samples, looked at whenever their number reaches the next of the list.</summary>
    private static RunResult Sample(
        int[] sizes, bool kept, ulong seed, IProgress<double> progress, CancellationToken stop)
    {
        PottsRingSampler ring = PottsRingSampler.Xy(Sites, States, Beta);
        PottsCovariance covariance = new(Sites, States);
        List<double> tops = [], plane = [];
        Dictionary<string, double[]> series = [];
        byte[] rows = new byte[Block * Sites];
        foreach (int size in sizes)
        {
            while (covariance.Rows < size)
            {
                stop.ThrowIfCancellationRequested();
                Span<byte> block = rows.AsSpan(0, Sites * (int)Math.Min(Block, size - covariance.Rows));
                ring.SampleRows((ulong)covariance.Rows, seed, StreamPurpose.Data, block);
                for (int place = 0; place < block.Length; place += Sites)
                    covariance.Add<byte>(block.Slice(place, Sites));
            }

            stop.ThrowIfCancellationRequested();
            LeadingEigenpair pair = new(covariance.Matrix());
            double projection = Alignment.WithFirstAngularMode(pair.Vector, States);
            tops.Add(pair.Value);
            plane.Add(projection * projection);
            if (kept)
                series[$"vector{size}"] = [.. pair.Vector.ToArray().Select(e => Math.Round(e, 5))];
            progress.Report((double)tops.Count / sizes.Length);
        }

        series["top"] = [.. tops];
        series["plane"] = [.. plane];
        return new(new Dictionary<string, double>(), series);
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        RunResult theory = runs[0].Result;
        double[] r = theory.Series["r"], ratios = [.. Samples.Select(s => (double)Sites / s)];
        double signal = theory.Numbers["signal"];
        Axis ratio = new("noise ratio r = N/S", LowRatio, 1.2 * HighRatio, Logarithmic: true);
        return new(Name, "Top eigenvector and top eigenvalue of XY data",
        [
            .. Mapped.Select(size => MapOf(runs[1].Result, size)),
            new("Top eigenvalue", ratio, new("Λ", 0, 22),
            [
                new("Λ_{XY} (30)", [r[0], r[^1]], [signal, signal], Mark.Dashed, Palette.Vermilion),
                new("(31) as printed", r, theory.Series["noiseAsPrinted"], Mark.Dashed, Palette.Grey),
                new("(31) corrected", r, theory.Series["noise"], Mark.Dashed, Palette.Blue),
                new("sample edge", r, theory.Series["edge"], Mark.Line, Palette.Green),
                new("Tracy–Widom", r, theory.Series["mean"], Mark.Line, Palette.Black),
                Points("top", ratios, runs),
            ], LegendPlace.TopLeft),
            new("Projection on e_{1}, e_{2}", ratio, new("⟨(ê·e_{1})^{2} + (ê·e_{2})^{2}⟩", 0, 1.05),
            [
                new("theory", r, theory.Series["plane"], Mark.Line, Palette.Black),
                Points("plane", ratios, runs),
                new("r of (31)", [0.066, 0.066], [0, 0.6], Mark.Dashed, Palette.Grey),
            ]),
        ], $"N = {Sites}, P = {States}, β = {Beta}; points: means over {Runs} runs with standard errors"
            + (preset == Preset.Paper ? ": the paper's parameters" : "; scaled down: S of (c), runs and points"),
            Columns: 3);
    }

    private static Panel MapOf(RunResult maps, int size)
    {
        double[] vector = maps.Series[$"vector{size}"];
        return new($"ê_{{i}}(v), S = {size:N0}", new("state v", -0.5, States - 0.5), new("site i", 0.5, Sites + 0.5),
            [new("", [.. vector.Select((_, k) => (double)(k % States))], [.. vector.Select((_, k) => k / States + 1.0)],
                Mark.Map, Palette.Black, Value: vector)],
            LegendPlace.None, new("ê_{i}(v)", -0.1, 0.1, ColourScale.Diverging));
    }

    private static Series Points(string series, double[] ratios, IReadOnlyList<RunRecord> runs)
    {
        Estimate[] means = [.. ratios.Select((_, i) => Mean(runs, series, i))];
        return new("sampled", ratios, [.. means.Select(e => e.Value)], Mark.Points, Palette.Blue,
            [.. means.Select(e => e.StandardError)]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        (IReadOnlyDictionary<string, double> n, IReadOnlyDictionary<string, double[]> s) = runs[0].Result;
        return
        [
            Verdict.CompareToPaper(Number, "crossing of signal and noise, corrected (31)", "r ≃ 0.066", 0.066, 0.0005,
                n["crossing"], "the paper's follows from its misprint"),
            Verdict.CompareToPaper(Number, "crossing of signal and noise, (31) as printed", "r ≃ 0.066", 0.066, 0.0005,
                n["crossingAsPrinted"], "what the paper computed"),
            Verdict.Report(Number, "top eigenvalue at perfect sampling Λ(XY)", null, n["signal"], null),
            .. from size in Judged
               let i = Array.IndexOf(Samples, size)
               select Verdict.Compare(Number, $"top eigenvalue, r = {(double)Sites / size}", null,
                   s["meanAtSampled"][i], Mean(runs, "top", i), "theory: Tracy–Widom mean at this N"),
            .. from size in Judged
               let i = Array.IndexOf(Samples, size)
               select Verdict.Compare(Number, $"share of e1, e2 in the top eigenvector, r = {(double)Sites / size}", null,
                   s["planeAtSampled"][i], Mean(runs, "plane", i), "theory: edge of the sample spectrum"),
        ];
    }

    private static Estimate Mean(IReadOnlyList<RunRecord> runs, string series, int index)
        => Estimate.FromRuns([.. runs.Skip(2).Select(r => r.Result.Series[series][index])]);
}
