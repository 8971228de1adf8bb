using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Reports;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 12: the top eigenvalue of the sample covariance of the Ising ring against the noise ratio, and its eigenvector,
/// which turns from random to uniform.
/// </summary>
/// <param name="preset">Runs, points and the largest number of samples.</param>
internal sealed class Fig12(Preset preset) : Experiment<Fig12Settings>(Fig12Settings.Presets, preset)
{
    private const int CurvePoints = 61;

    private KeyedRuns<double, TopEigenvalues, EigenvalueTheory> Theory => new(Fig12Json.Default)
    {
        Keys = Settings.Betas,
        Name = (beta, _) => $"beta-{beta}-theory",
        Settings = (beta, _) => EigenvaluesAt(beta),
        Cost = _ => 0.2,
        Compute = (settings, _) => TheoryOf(settings),
    };

    private KeyedRuns<double, TopEigenvalues, SampledEigenvalues> Samples => new(Fig12Json.Default)
    {
        Keys = Settings.Betas,
        RepeatsOf = _ => Settings.Runs,
        Name = (beta, run) => $"beta-{beta}-run-{run}",
        Settings = (beta, _) => EigenvaluesAt(beta),
        Cost = _ => 0.3,
        IsRandom = true,
        Compute = Fig12Samples.Growing,
    };

    private KeyedRuns<double, IsingTwin, IsingTwinMeans> Twins => new(Fig12Json.Default)
    {
        Keys = [.. Settings.Betas.Union([Settings.Vectors.Beta])],
        RepeatsOf = _ => Settings.TwinRuns,
        Name = (beta, run) => $"twin-beta-{beta}-run-{run}",
        Settings = (beta, _) => new()
        {
            Sites = Settings.Sites,
            Beta = beta,
            Sizes = TwinSizes(beta),
            Sets = Settings.TwinSets,
        },
        Cost = settings => 6e-4 * settings.Sizes.Count * settings.Sets,
        IsRandom = true,
        Compute = GaussianTwin.Sample,
    };

    private KeyedRuns<double, IsingTwin, TopMeans> FixedLengths => new(Fig12Json.Default)
    {
        Keys = Settings.Betas,
        RepeatsOf = _ => Settings.TwinRuns,
        Name = (beta, run) => $"fixed-length-beta-{beta}-run-{run}",
        Settings = (beta, _) => new()
        {
            Sites = Settings.Sites,
            Beta = beta,
            Sizes = JudgedSizes,
            Sets = Settings.JudgedSets,
        },
        Cost = settings => 3e-6 * settings.Sizes[^1] * settings.Sets,
        IsRandom = true,
        Compute = GaussianTwin.SampleOfFixedLength,
    };

    private KeyedRuns<double, IsingTwin, TopMeans> JudgedSamples => new(Fig12Json.Default)
    {
        Keys = Settings.Betas,
        RepeatsOf = _ => Settings.TwinRuns,
        Name = (beta, run) => $"judged-beta-{beta}-run-{run}",
        Settings = FixedLengths.Settings,
        Cost = settings => 1e-6 * settings.Sizes[^1] * settings.Sets,
        IsRandom = true,
        Compute = Fig12Samples.Judged,
    };

    private KeyedRuns<double, TopEigenvalues, CumulantShifts> Cumulants => new(Fig12Json.Default)
    {
        Keys = Settings.Betas,
        Name = (beta, _) => $"cumulants-beta-{beta}",
        Settings = (beta, _) => EigenvaluesAt(beta),
        Cost = _ => 0.1,
        Compute = (settings, _) => ShiftsOf(settings),
    };

    private SingleRun<TopVectors, VectorShares> VectorTheory => new(Fig12Json.Default)
    {
        Name = "vectors-theory",
        Settings = _ => Settings.Vectors,
        Cost = _ => 0.1,
        Compute = (settings, _) => Fig12Vectors.Theory(settings),
    };

    private RepeatedRuns<TopVectors, SampledVectors> VectorSamples => new(Fig12Json.Default)
    {
        Name = run => $"vectors-run-{run}",
        Repeats = Settings.VectorRuns,
        Settings = _ => Settings.Vectors,
        Cost = settings => 5e-6 * Math.Pow(10, settings.MostDecades),
        IsRandom = true,
        Compute = Fig12Vectors.Sample,
    };

    private SingleRun<NearbyAt, NearbyShares> VectorsNearby => new(Fig12Json.Default)
    {
        Name = "vectors-nearby",
        Settings = _ => Fig12Vectors.Nearby(Settings.Vectors),
        Cost = settings => 0.3 * settings.Sizes.Count,
        Compute = (settings, run) => Fig12Vectors.Nearby(settings, run),
    };

    /// <inheritdoc/>
    public override string Number => "12";

    /// <inheritdoc/>
    public override string Name => "fig12";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets =>
        [Theory, Samples, VectorTheory, VectorSamples, Twins, FixedLengths, JudgedSamples, Cumulants, VectorsNearby];

    private TopEigenvalues EigenvaluesAt(double beta)
        => new() { Sites = Settings.Sites, Beta = beta, NoiseRatios = Settings.NoiseRatios };

    /// <summary>S at each judged r, ascending.</summary>
    private int[] JudgedSizes => [.. Settings.JudgedRatios.Select(r => SamplesAt(Settings.Sites, r)).Order()];

    /// <summary>Every S at which something is held against Gaussian data, ascending.</summary>
    private int[] TwinSizes(double beta)
    {
        IEnumerable<int> sizes = Settings.NoiseRatios.Select(r => SamplesAt(Settings.Sites, r));
        return [.. (beta == Settings.Vectors.Beta ? sizes.Union(Settings.Vectors.Samples) : sizes.Distinct()).Order()];
    }

    private static EigenvalueTheory TheoryOf(TopEigenvalues settings)
    {
        IsingRing ring = new(settings.Sites, settings.Beta);
        IReadOnlyList<double> sampled = settings.NoiseRatios;
        double[] r = Grid.Logarithmic(sampled[0], sampled[^1], CurvePoints);
        return new(
            ring.TopEigenvalue, RetardedLearning.CriticalNoiseRatio(settings.Beta), r,
            [.. r.Select(x => new MarchenkoPastur(x).UpperEdge)],
            [.. r.Select(x => SampleSpectrumEdge.Ising(settings.Beta, x).Location)],
            [.. r.Select(Mean)], [.. sampled.Select(Mean)],
            [.. sampled.Select(x => SampleSpectrumEdge.PaperPrediction(settings.Beta, x))]);

        double Mean(double x) => TopSampleEigenvalue.Of(ring, SamplesAt(settings.Sites, x)).Mean;
    }

    private static CumulantShifts ShiftsOf(TopEigenvalues settings)
    {
        IsingRing ring = new(settings.Sites, settings.Beta);
        return new([.. settings.NoiseRatios.Select(r => CumulantShift.Of(ring, SamplesAt(settings.Sites, r)))]);
    }

    private static int SamplesAt(int sites, double noiseRatio) => Fig12Samples.SizeAt(sites, noiseRatio);

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
        => new(Name, "Top eigenvalue and top eigenvector of the sample covariance",
        [
            .. Settings.DrawnBetas.Select(beta => PanelOf(runs, beta)),
            .. Fig12Vectors.Panels(
                Settings.Vectors, runs.Of(VectorTheory), runs.Of(VectorSamples), WishartShares(runs)),
        ], $"N = {Settings.Sites}; points: means over {Settings.Runs} runs, in (d) {Settings.VectorRuns}, with "
            + "standard errors; lines: theory"
            + (ScaledDown.Length == 0 ? "" : " (scaled down: fewer runs and points)"), Columns: 2);

    private Panel PanelOf(Results runs, double beta)
    {
        EigenvalueTheory theory = runs.Of(Theory)[beta].Single();
        double[] r = theory.R, ratios = [.. Settings.NoiseRatios];
        Estimate[] sampled = [.. ratios.Select(ratio => Sampled(runs, beta, ratio))];
        return new($"β = {beta}", new("noise ratio r = N/S", ratios[0] / 1.2, ratios[^1] * 1.2, Logarithmic: true),
            new("top eigenvalue Λ", 0.9, 20, Logarithmic: true),
        [
            new("Λ_{Ising} (26)", [r[0], r[^1]], [theory.Signal, theory.Signal], Mark.Dashed, Palette.Vermilion),
            new("Λ_{MP} (25)", r, theory.Noise, Mark.Dashed, Palette.Grey),
            new("edge, N → ∞", r, theory.Edge, Mark.Line, Palette.Green),
            new("Tracy–Widom mean", r, theory.Mean, Mark.Line, Palette.Black),
            new($"Wishart, N = {Settings.Sites}", ratios, [.. ratios.Select(x => Gaussian(runs, beta, x).Value)],
                Mark.Line, Palette.Purple),
            new("sampled", ratios, [.. sampled.Select(e => e.Value)], Mark.Points, Palette.Blue,
                [.. sampled.Select(e => e.StandardError)]),
        ], LegendPlace.TopLeft);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs) =>
    [
        .. Judged(runs).SelectMany(point => point.Verdicts()),
        .. Fig12Vectors.Judge(Settings.Vectors, runs.Of(VectorTheory), runs.Of(VectorSamples), WishartShares(runs),
            runs.Of(VectorsNearby)),
    ];

    /// <inheritdoc/>
    // How far each theory and the paper's two curves are from the samples at this N.
    public override Table? Tabulate(Results runs)
        => new(Fig12Point.Columns, [.. Judged(runs).Select(point => point.Row())]);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
    {
        Fig12Point[] points = [.. Judged(runs)];
        return new Dictionary<string, object>
        {
            ["meanOff"] = Fig12Point.FarthestOff(points, p => p.TracyWidom),
            ["paperOff"] = Fig12Point.FarthestOff(points, p => p.Paper),
            ["finiteSize"] = Fig12Point.Range(points, p => p.FiniteSize),
            ["nonGaussian"] = Fig12Point.Range(points, p => p.NonGaussian),
            ["error"] = $"{points.Max(p => p.RelativeError):0.0%}",
            ["shifts"] = Fig12Point.Range(points, p => p.RelativeShift),
            ["fixedLength"] = Fig12Point.Range(points, p => p.OfFixedLength),
            ["rest"] = Fig12Point.Range(points, p => p.Rest),
            ["nearbyRatio"] = Fig12Vectors.NearbyRatio,
        };
    }

    /// <summary>The sampled mean at each judged point, with its theories and what the paper predicts.</summary>
    private IEnumerable<Fig12Point> Judged(Results runs)
        => from beta in Settings.Betas
           let theory = runs.Of(Theory)[beta].Single()
           let shifts = runs.Of(Cumulants)[beta].Single().Shift
           from r in Settings.JudgedRatios
           let i = IndexOf(r)
           select new Fig12Point(
               beta, r, theory.PaperAtSampled[i], theory.MeanAtSampled[i], Gaussian(runs, beta, r), shifts[i],
               JudgedMean(runs.Of(FixedLengths)[beta], r),
               JudgedMean(runs.Of(JudgedSamples)[beta], r));

    private Estimate JudgedMean(IEnumerable<TopMeans> runs, double ratio)
    {
        int index = Array.BinarySearch(JudgedSizes, SamplesAt(Settings.Sites, ratio));
        return runs.Mean(means => means.Top[index]);
    }

    private Estimate Gaussian(Results runs, double beta, double ratio)
        => Gaussian(runs, beta, SamplesAt(Settings.Sites, ratio), twin => twin.Top);

    private Estimate Gaussian(Results runs, double beta, int samples, Func<IsingTwinMeans, double[]> of)
    {
        int index = Array.BinarySearch(TwinSizes(beta), samples);
        return runs.Of(Twins)[beta].Mean(twin => of(twin)[index]);
    }

    private GaussianShares WishartShares(Results runs)
    {
        TopVectors at = Settings.Vectors;
        return new(Of(twin => twin.Uniform), Of(twin => twin.Wave));

        Estimate[] Of(Func<IsingTwinMeans, double[]> of)
            => [.. at.Samples.Select(samples => Gaussian(runs, at.Beta, samples, of))];
    }

    private Estimate Sampled(Results runs, double beta, double ratio)
    {
        int index = IndexOf(ratio);
        return runs.Of(Samples)[beta].Mean(sample => sample.Top[index]);
    }

    private int IndexOf(double ratio) => Settings.NoiseRatios.Index().First(r => r.Item == ratio).Index;
}
