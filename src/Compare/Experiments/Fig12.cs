using MathNet.Numerics.LinearAlgebra;
using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Reports;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Random;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Experiments;

/// <summary>Fig. 12(a), (b): the top eigenvalue of the sample covariance of the Ising ring against the noise ratio.</summary>
public sealed class Fig12 : Experiment
{
    private const int Sites = 100, Runs = 8, CurvePoints = 61;

    private static readonly double[] Betas = [0.3, 0.5, 1];
    private static readonly double[] Drawn = [0.3, 0.5];
    private static readonly double[] NoiseRatios = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];
    private static readonly double[] Judged = [0.02, 0.1, 0.5, 2];

    /// <inheritdoc/>
    public override string Number => "12";

    /// <inheritdoc/>
    public override string Name => "fig12";

    /// <inheritdoc/>
    public override string Title => "Fig. 12  Signal and noise in the top eigenvalue";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Text =>
    [
        "Learning starts along the top eigenvector of the sample covariance C, equations (23), (24). The paper reads its "
        + "eigenvalue as the larger of two: that of the Ising ring at perfect sampling, Λ(Ising) (26), and the edge "
        + "(1 + √r)² of independent spins (25), which cross at β = log(1 + √r), equation (27).",
        "The population spectrum of the ring is continuous, though: no eigenvalue stands apart, and the top sample "
        + "eigenvalue is the edge of the sample spectrum (Silverstein), here in closed form for any β and r. At finite N "
        + "it lies below the edge by a Tracy–Widom shift of order N to the power −2/3, from the ring's own N eigenvalues. "
        + "The dots are sampled. The table tells how far both predictions are from them at N = 100. The "
        + "Tracy–Widom law errs on one side, above the samples: it is a law of large N, and a hundred sites at large r or ξ are not many.",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("Sites", $"N = {Sites}"), ("Inverse temperatures", string.Join(", ", Betas)),
        ("Samples", $"S = N/r, r from {NoiseRatios[0]} to {NoiseRatios[^1]}, exact"), ("Runs", $"{Runs} at each β"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed) =>
    [
        .. from beta in Betas
           let parameters = new Dictionary<string, double> { ["sites"] = Sites, ["beta"] = beta }
           select new RunPlan($"beta-{beta}-theory", 0, parameters, 0.2, (_, _) => Theory(beta)),
        .. from beta in Betas
           from run in Enumerable.Range(1, Runs).Select(i => $"beta-{beta}-run-{i}")
           let parameters = new Dictionary<string, double> { ["sites"] = Sites, ["beta"] = beta }
           select new RunPlan(run, SeedOf(seed, run), parameters, 0.3, (_, stop) => Sample(beta, SeedOf(seed, run), stop)),
    ];

    private static RunResult Theory(double beta)
    {
        IsingRing ring = new(Sites, beta);
        double[] r = Grid.Logarithmic(NoiseRatios[0], NoiseRatios[^1], CurvePoints);
        return new(
            new Dictionary<string, double>
            {
                ["signal"] = ring.TopEigenvalue,
                ["criticalNoiseRatio"] = RetardedLearning.CriticalNoiseRatio(beta),
            },
            new Dictionary<string, double[]>
            {
                ["r"] = r,
                ["noise"] = [.. r.Select(x => new MarchenkoPastur(x).UpperEdge)],
                ["edge"] = [.. r.Select(x => SampleSpectrumEdge.Ising(beta, x).Location)],
                ["mean"] = [.. r.Select(x => TopSampleEigenvalue.Of(ring, (int)Math.Round(Sites / x)).Mean)],
                ["meanAtSampled"] = [.. NoiseRatios.Select(x => TopSampleEigenvalue.Of(ring, SamplesAt(x)).Mean)],
                ["paperAtSampled"] = [.. NoiseRatios.Select(x => SampleSpectrumEdge.PaperPrediction(beta, x))],
            });
    }

    private static RunResult Sample(double beta, ulong seed, CancellationToken stop)
    {
        IsingRingSampler sampler = new(Sites, beta);
        SpinSet data = sampler.SampleSet(NoiseRatios.Max(SamplesAt), seed, StreamPurpose.Data);
        List<double> tops = [];
        foreach (double r in NoiseRatios)
        {
            stop.ThrowIfCancellationRequested();
            tops.Add(TopEigenvalue(data, SamplesAt(r)));
        }

        return new(new Dictionary<string, double>(), new Dictionary<string, double[]> { ["top"] = [.. tops] });
    }

    private static int SamplesAt(double noiseRatio) => (int)Math.Round(Sites / noiseRatio);

    /// <summary>The top eigenvalue of C_ij = ⟨v_i v_j⟩ over the first samples (24).</summary>
    private static double TopEigenvalue(SpinSet data, int samples)
    {
        Matrix<double> rows = Matrix<double>.Build.Dense(samples, Sites, (s, i) => data.Spin(s, i));
        Matrix<double> covariance = rows.TransposeThisAndMultiply(rows) / samples;
        return covariance.Evd(Symmetricity.Symmetric).EigenValues.Max(value => value.Real);
    }

    /// <inheritdoc/>
    public override Figure Draw(IReadOnlyList<RunRecord> runs)
        => new(Name, "Top eigenvalue of the sample covariance", [.. Drawn.Select(beta => PanelOf(runs, beta))],
            $"N = {Sites}; dots: means over {Runs} runs with standard errors");

    private static Panel PanelOf(IReadOnlyList<RunRecord> runs, double beta)
    {
        RunResult theory = TheoryOf(runs, beta);
        double[] r = theory.Series["r"];
        Estimate[] sampled = [.. NoiseRatios.Select((_, i) => Sampled(runs, beta, i))];
        return new($"β = {beta}", new("noise ratio r = N/S", NoiseRatios[0] / 1.2, NoiseRatios[^1] * 1.2, Logarithmic: true),
            new("top eigenvalue Λ", 0.9, 20, Logarithmic: true),
        [
            new("Λ_{Ising} (26)", [r[0], r[^1]], [theory.Numbers["signal"], theory.Numbers["signal"]], Mark.Dashed, Palette.Vermilion),
            new("Λ_{MP} (25)", r, theory.Series["noise"], Mark.Dashed, Palette.Grey),
            new("edge, N → ∞", r, theory.Series["edge"], Mark.Line, Palette.Green),
            new("Tracy–Widom mean", r, theory.Series["mean"], Mark.Line, Palette.Black),
            new("sampled", NoiseRatios, [.. sampled.Select(e => e.Value)], Mark.Points, Palette.Blue,
                [.. sampled.Select(e => e.StandardError)]),
        ], LegendPlace.TopLeft);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(IReadOnlyList<RunRecord> runs) =>
    [
        .. from beta in Betas
           from r in Judged
           let i = Array.IndexOf(NoiseRatios, r)
           let series = TheoryOf(runs, beta).Series
           select Verdict.Compare(Number, $"top eigenvalue, β = {beta}, r = {r}", $"{series["paperAtSampled"][i]:F3}",
               series["meanAtSampled"][i], Sampled(runs, beta, i), "theory: Tracy–Widom mean at this N"),
    ];

    /// <inheritdoc/>
    // How far theory and the paper's two curves are from the samples at this N.
    public override Table? Tabulate(IReadOnlyList<RunRecord> runs) => new(
        [
            new("β", 0.6), new("r", 0.6), new("Sampled", 1.6), new("Tracy–Widom mean", 1.4), new("off by", 0.8),
            new("Larger of (25), (26)", 1.5), new("off by", 0.8),
        ],
        [
            .. from beta in Betas
               from r in Judged
               let i = Array.IndexOf(NoiseRatios, r)
               let sampled = Sampled(runs, beta, i)
               let mean = TheoryOf(runs, beta).Series["meanAtSampled"][i]
               let paper = TheoryOf(runs, beta).Series["paperAtSampled"][i]
               select (IReadOnlyList<Cell>)
               [
                   new($"{beta}"), new($"{r}"), new($"{sampled}"), new($"{mean:F3}"), new(Percent(mean, sampled)),
                   new($"{paper:F3}"), new(Percent(paper, sampled)),
               ],
        ]);

    private static string Percent(double predicted, Estimate sampled)
        => $"{predicted / sampled.Value - 1:+0.0%;−0.0%}";

    private static RunResult TheoryOf(IReadOnlyList<RunRecord> runs, double beta)
        => runs.Single(run => run.Run == $"beta-{beta}-theory").Result;

    private static Estimate Sampled(IReadOnlyList<RunRecord> runs, double beta, int index)
        => Estimate.FromRuns([.. runs
            .Where(run => run.Parameters["beta"] == beta && run.Result.Series.ContainsKey("top"))
            .Select(run => run.Result.Series["top"][index])]);
}
