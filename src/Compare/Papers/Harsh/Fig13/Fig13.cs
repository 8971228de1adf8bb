using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 13: the top eigenvector of the sample covariance of XY data, its eigenvalue and its projection on the plane of
/// the two top eigenvectors of perfect sampling.
/// </summary>
/// <param name="preset">Numbers of samples and of runs.</param>
internal sealed class Fig13(Preset preset) : Experiment<Fig13Settings>(Fig13Settings.Presets, preset)
{
    private const int CurvePoints = 49;
    private const double LowRatio = 1e-4, HighRatio = 1, PaperCrossing = 0.066, HalfDigit = 0.0005;

    private SingleRun<GrowingXySamples, XySpectrumTheory> Theory => new(Fig13Json.Default)
    {
        Name = "theory",
        Settings = _ => SamplesOf(Settings.Samples),
        Compute = (settings, _) => TheoryOf(settings),
    };

    /// <summary>Eigenvectors by name, <c>vector</c> and S.</summary>
    private SingleRun<GrowingXySamples, Dictionary<string, double[]>> Maps => new(Fig13Json.Default)
    {
        Name = "maps",
        Settings = _ => SamplesOf(Settings.MappedSamples),
        Cost = CostOf,
        IsRandom = true,
        Compute = Fig13Samples.Map,
    };

    private RepeatedRuns<GrowingXySamples, SampledXySpectrum> Samples => new(Fig13Json.Default)
    {
        Name = run => $"run-{run}",
        Repeats = Settings.Runs,
        Settings = _ => SamplesOf(Settings.Samples),
        Cost = CostOf,
        IsRandom = true,
        Compute = Fig13Samples.Sample,
    };

    private RepeatedRuns<XyTwin, XyTwinMeans> Twins => new(Fig13Json.Default)
    {
        Name = run => $"twin-run-{run}",
        Repeats = Settings.TwinRuns,
        Settings = _ => new()
        {
            Sites = Settings.Sites,
            States = Settings.States,
            Beta = Settings.Beta,
            Sizes = Settings.Samples,
            Sets = Settings.TwinSets,
        },
        Cost = settings => 0.07 * settings.Sizes.Count * settings.Sets,
        IsRandom = true,
        Compute = GaussianTwin.Sample,
    };

    /// <inheritdoc/>
    public override string Number => "13";

    /// <inheritdoc/>
    public override string Name => "fig13";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Theory, Maps, Samples, Twins];

    private GrowingXySamples SamplesOf(IReadOnlyList<int> sizes)
        => new() { Sites = Settings.Sites, States = Settings.States, Beta = Settings.Beta, Sizes = sizes };

    private static double CostOf(GrowingXySamples settings) => 0.2 * settings.Sizes.Count + 1e-5 * settings.Sizes[^1];

    private static XySpectrumTheory TheoryOf(GrowingXySamples settings)
    {
        int sites = settings.Sites, states = settings.States;
        PottsRing ring = PottsRing.Xy(sites, states, settings.Beta);
        double[] r = Grid.Logarithmic(LowRatio, HighRatio, CurvePoints);
        TopSampleEigenvalue[] tops = [.. r.Select(x => TopSampleEigenvalue.Of(ring, (int)Math.Round(sites / x)))];
        TopSampleEigenvalue[] sampled = [.. settings.Sizes.Select(s => TopSampleEigenvalue.Of(ring, s))];
        double signal = ring.TopEigenvalue;
        return new(
            signal, RetardedLearning.PottsCriticalNoiseRatio(ring),
            RetardedLearning.PottsCriticalNoiseRatioAsPrinted(ring)
                ?? throw new InvalidOperationException("the printed noise edge does not cross the signal"),
            r, [.. r.Select(x => RetardedLearning.PottsNoiseEdge(x, states))],
            [.. r.Select(x => RetardedLearning.PottsNoiseEdgeAsPrinted(x, states))],
            [.. r.Select(x => SampleSpectrumEdge.Potts(ring, x).Location)], [.. tops.Select(t => t.Mean)],
            [.. tops.Select(Plane)], [.. sampled.Select(t => t.Mean)], [.. sampled.Select(Plane)]);

        double Plane(TopSampleEigenvalue top) => 2 * TopSampleEigenvector.SquaredOverlap(top, signal);
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        XySpectrumTheory theory = runs.Of(Theory);
        double[] r = theory.R;
        Axis ratio = new("noise ratio r = N/S", LowRatio, 1.2 * HighRatio, Logarithmic: true);
        return new(Name, "Top eigenvector and top eigenvalue of XY data",
        [
            .. Settings.MappedSamples.Select(size => MapOf(runs, size)),
            new("Top eigenvalue", ratio, new("Λ", 0, 22),
            [
                new("Λ_{XY} (30)", [r[0], r[^1]], [theory.Signal, theory.Signal], Mark.Dashed, Palette.Vermilion),
                new("(31) as printed", r, theory.NoiseAsPrinted, Mark.Dashed, Palette.Grey),
                new("(31) corrected", r, theory.Noise, Mark.Dashed, Palette.Blue),
                new("sample edge", r, theory.Edge, Mark.Line, Palette.Green),
                new("Tracy–Widom", r, theory.Mean, Mark.Line, Palette.Black),
                Wishart(runs, twin => twin.Top),
                Points(runs, sample => sample.Top),
            ], LegendPlace.TopLeft),
            new("Projection on e_{1}, e_{2}", ratio, new("⟨(ê·e_{1})^{2} + (ê·e_{2})^{2}⟩", 0, 1.05),
            [
                new("large N", r, theory.Plane, Mark.Line, Palette.Black),
                Wishart(runs, twin => twin.Plane),
                Points(runs, sample => sample.Plane),
                new("r of (31)", [PaperCrossing, PaperCrossing], [0, 0.6], Mark.Dashed, Palette.Grey),
            ]),
        ], $"N = {Settings.Sites}, P = {Settings.States}, β = {Settings.Beta}; points: means over {Settings.Runs} runs "
            + "with standard errors"
            + (ScaledDown.Length == 0 ? ": the paper's parameters" : "; scaled down: S of (c), runs and points"),
            Columns: 3);
    }

    private Panel MapOf(Results runs, int size)
    {
        int states = Settings.States;
        double[] vector = runs.Of(Maps)[$"vector{size}"];
        return new($"ê_{{i}}(v), S = {size:N0}", new("state v", -0.5, states - 0.5),
            new("site i", 0.5, Settings.Sites + 0.5),
            [new("", [.. vector.Select((_, k) => (double)(k % states))], [.. vector.Select((_, k) => k / states + 1.0)],
                Mark.Map, Palette.Black, Value: vector)],
            LegendPlace.None, new("ê_{i}(v)", -0.1, 0.1, ColourScale.Diverging));
    }

    private Series Wishart(Results runs, Func<XyTwinMeans, double[]> of)
        => new($"Wishart, N = {Settings.Sites}", [.. Settings.Samples.Select(Ratio)],
            [.. Settings.Samples.Select(size => Gaussian(runs, size, of).Value)], Mark.Line, Palette.Purple);

    private Series Points(Results runs, Func<SampledXySpectrum, double[]> of)
    {
        Estimate[] means = [.. Settings.Samples.Select(size => Mean(runs, size, of))];
        return new("sampled", [.. Settings.Samples.Select(Ratio)], [.. means.Select(e => e.Value)], Mark.Points,
            Palette.Blue, [.. means.Select(e => e.StandardError)]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        XySpectrumTheory theory = runs.Of(Theory);
        return
        [
            .. Crossings(theory),
            Verdict.Report("signal", "top eigenvalue at perfect sampling Λ(XY)", null, theory.Signal, null),
            .. Settings.JudgedSamples.SelectMany(size => SampledAt(runs, theory, size)),
        ];
    }

    /// <summary>What was sampled at some S against the laws of large N, and against Gaussian data of this N.</summary>
    private IReadOnlyList<Verdict> SampledAt(Results runs, XySpectrumTheory theory, int size)
    {
        const string Note = "theory: Gaussian data of this N";
        string top = $"top eigenvalue, r = {Ratio(size)}";
        string share = $"share of e1, e2 in the top eigenvector, r = {Ratio(size)}";
        Estimate value = Mean(runs, size, sample => sample.Top), plane = Mean(runs, size, sample => sample.Plane);
        return
        [
            Verdict.Compare(
                $"tracy-widom-{size}", top, null, theory.MeanAtSampled[IndexOf(size)], value,
                "theory: Tracy–Widom mean at this N")
                with { Judges = Claim.FirstOrder, ExplainedBy = $"wishart-{size}" },
            Verdict.Compare(
                $"wishart-{size}", $"{top}, Wishart of the same covariance", null,
                Gaussian(runs, size, twin => twin.Top), value, Note) with { Judges = Claim.FirstOrder },
            Verdict.Compare(
                $"plane-share-{size}", share, null, theory.PlaneAtSampled[IndexOf(size)], plane,
                "theory: edge of the sample spectrum")
                with { Judges = Claim.FirstOrder, ExplainedBy = $"wishart-plane-{size}" },
            Verdict.Compare(
                $"wishart-plane-{size}", $"{share}, Wishart of the same covariance", null,
                Gaussian(runs, size, twin => twin.Plane), plane, Note) with { Judges = Claim.FirstOrder },
        ];
    }

    private static IReadOnlyList<Verdict> Crossings(XySpectrumTheory theory)
    {
        string paper = $"r ≃ {PaperCrossing}";
        double drawn = DrawnCrossing(theory);
        return
        [
            Verdict.CompareToPaper("crossing", "crossing of signal and noise, corrected (31)", paper,
                PaperCrossing, HalfDigit, theory.Crossing, "the paper's follows from its misprint")
                with { ExplainedBy = "crossing-drawn" },
            Verdict.Holds("crossing-drawn", "crossing of the drawn curves of signal and noise, corrected (31)",
                null, Math.Abs(drawn - theory.Crossing) <= HalfDigit, drawn, null,
                $"by interpolation; solved for r: {theory.Crossing:F4}; the same to the paper's digits"),
            Verdict.CompareToPaper("crossing-printed", "crossing of signal and noise, (31) as printed", paper,
                PaperCrossing, HalfDigit, theory.CrossingAsPrinted, "what the paper computed"),
        ];
    }

    /// <summary>Where the curve of the noise meets the signal; its root is a straight line in √r.</summary>
    private static double DrawnCrossing(XySpectrumTheory theory)
    {
        double signal = Math.Sqrt(theory.Signal);
        double root = Jackknife.Crossing(
            [.. theory.R.Select(r => Math.Sqrt(r))], [.. theory.Noise.Select(edge => Math.Sqrt(edge))],
            [.. theory.R.Select(_ => signal)]);
        return root * root;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
    {
        XySpectrumTheory theory = runs.Of(Theory);
        double[] logs = [.. theory.R.Select(r => Math.Log(r))];
        var tops = Settings.JudgedSamples.Select(size => (
            Theory: theory.MeanAtSampled[IndexOf(size)], Gaussian: Gaussian(runs, size, twin => twin.Top).Value,
            Sampled: Mean(runs, size, sample => sample.Top))).ToArray();
        return new Dictionary<string, object>
        {
            ["half"] = Math.Exp(Jackknife.Crossing(logs, theory.Plane, [.. logs.Select(_ => 0.5)])),
            ["finiteSize"] = Range(tops.Select(t => t.Theory / t.Gaussian - 1)),
            ["nonGaussian"] = Range(tops.Select(t => t.Sampled.Value / t.Gaussian - 1)),
            ["error"] = $"{tops.Max(t => t.Sampled.StandardError / t.Gaussian):0.00%}",
        };
    }

    private static string Range(IEnumerable<double> shares)
        => $"{Percent(shares.Min())} to {Percent(shares.Max())}";

    private static string Percent(double share) => $"{share:+0.00%;−0.00%}";

    private double Ratio(int size) => (double)Settings.Sites / size;

    private int IndexOf(int size) => Settings.Samples.Index().First(s => s.Item == size).Index;

    private Estimate Mean(Results runs, int size, Func<SampledXySpectrum, double[]> of)
    {
        int index = IndexOf(size);
        return runs.Of(Samples).Mean(sample => of(sample)[index]);
    }

    private Estimate Gaussian(Results runs, int size, Func<XyTwinMeans, double[]> of)
    {
        int index = IndexOf(size);
        return runs.Of(Twins).Mean(twin => of(twin)[index]);
    }
}
