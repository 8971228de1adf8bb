using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Section 4.3, "not shown": which order comes first, that of the angle or that of the place, in variants of the XY
/// ring.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Variants(Preset preset) : Experiment<VariantsSettings>(VariantsSettings.Presets, preset)
{
    private XyVariantTraining Training => Settings.Training;

    private XyVariant[] All => [Settings.Short, Settings.Long, Settings.Competing];

    private double SmallestRatio => Settings.Ratios[0];

    private PottsRing ShortRing
        => PottsRing.ShortRange(Training.Sites, Training.States, Settings.ShortRange, Settings.ShortCoupling);

    private KeyedRuns<(string Variant, int Samples), XyVariantTraining, VariantOrder> Trainings
        => new(VariantsJson.Default)
        {
            Keys = [.. from variant in All from samples in Settings.Samples select (variant.Name, samples)],
            RepeatsOf = key => key == (Settings.Competing.Name, Settings.Samples[0])
                ? Settings.CompetingRuns : Settings.Runs,
            Name = (key, run) => $"{key.Variant}-s-{key.Samples}-run-{run}",
            Settings = (key, _) => All.Single(v => v.Name == key.Variant).Training(Training, key.Samples),
            Cost = training => training.Samples * (training.Coupling2 is null ? 1e-4 : 2e-4),
            IsRandom = true,
            Compute = (training, run) => training.Train(run),
        };

    /// <inheritdoc/>
    public override string Number => "variants";

    /// <inheritdoc/>
    public override string Name => "variants";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Trainings];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        .. base.Parameters.SkipLast(1),
        ("Scaled down", ScaledDown.Length == 0 ? "nothing; the paper gives no parameters" : ScaledDown),
    ];

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
        => new(Name, "Order in angle and order in space in variants of the XY ring",
            [.. All.SelectMany(v => new[] { Orders(runs, v), Map(runs, v) })],
            $"N = {Training.Sites}, P = {Training.States}, M = 1, {Training.Summary}, {Settings.Runs} runs a point, "
                + $"{Settings.CompetingRuns} at the first of (e)",
            Columns: 2);

    private Panel Orders(Results runs, XyVariant variant)
    {
        double threshold = Threshold(runs, variant);
        return new(variant.Title, new("noise ratio r = N/S", SmallestRatio / 1.3, 1.3, Logarithmic: true),
            new("order", 0, 1.6),
        [
            new("signal meets noise", [threshold, threshold], [0, 1], Mark.Dashed, Palette.Grey),
            Points(runs, variant, "in angle", order => order.Overlap, Palette.Blue),
            Points(runs, variant, "in space", order => order.Concentration, Palette.Vermilion),
        ]);
    }

    private Series Points(
        Results runs, XyVariant variant, string label, Func<VariantOrder, double> of, int colour)
    {
        ILookup<(string, int), VariantOrder> orders = runs.Of(Trainings);
        Estimate[] means = [.. Settings.Samples.Select(s => orders[(variant.Name, s)].Mean(of))];
        return new(label, [.. Settings.Ratios], [.. means.Select(e => e.Value)], Mark.Points, colour,
            [.. means.Select(e => e.StandardError)]);
    }

    private Panel Map(Results runs, XyVariant variant)
    {
        int sites = Training.Sites, states = Training.States;
        double[] weights = AtSmallestRatio(runs, variant).First().Weights;
        double largest = weights.Max(Math.Abs);
        double[] places = [.. Enumerable.Range(1, sites).Select(i => (double)i)];
        return new($"Weights at r = {SmallestRatio}", new("site i", 0.5, sites + 0.5),
            new("colour v", -0.5, states - 0.5),
        [
            new("", [.. Enumerable.Range(0, states).SelectMany(_ => places)],
                [.. Enumerable.Range(0, states).SelectMany(v => places.Select(_ => (double)v))], Mark.Map,
                Palette.Black, Value: [.. from v in Enumerable.Range(0, states)
                           from i in Enumerable.Range(0, sites)
                           select weights[i * states + v]]),
        ], LegendPlace.None, new("w_{iv}", -largest, largest, ColourScale.Diverging));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        XyVariant @short = Settings.Short, competing = Settings.Competing;
        Estimate Order(XyVariant variant, Func<VariantOrder, double> of) => AtSmallestRatio(runs, variant).Mean(of);
        Estimate lead = Order(competing, o => o.Overlap).Less(Order(competing, o => o.Concentration));
        string place = $"at r = {SmallestRatio}";
        return
        [
            Verdict.Compare("eigenvalue-short", $"Λ of k = 0, {@short.Title}", null, ShortRing.Eigenvalue(0, 1),
                Order(@short, o => o.Spectrum[0]), "theory: transfer matrix"),
            .. from variant in All
               let top = Top(runs, variant)
               select Verdict.Report($"meet-{variant.Name}", $"r at which signal and noise meet, {variant.Title}", null,
                   Threshold(runs, variant), null, $"Λ = {top.Value:F2}, largest at k = {top.Mode}"),
            .. All.Select(variant => Verdict.Report($"angle-{variant.Name}",
                $"order in angle {place}, {variant.Title}", null, null, Order(variant, o => o.Overlap))),
            .. All.Select(variant => Verdict.Report($"place-{variant.Name}",
                $"order in space {place}, {variant.Title}", null, null, Order(variant, o => o.Concentration))),
            Verdict.Holds("place-without-angle",
                $"order in space without order in angle {place}, {competing.Title}",
                "positional before angular in some cases", lead.IsBelow(0), 0, lead,
                "order in angle less that in space, below 0 beyond chance"),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
    {
        PottsRing ring = ShortRing;
        return new Dictionary<string, object>
        {
            ["smallestRatio"] = SmallestRatio,
            ["longestWave"] = 100 * ring.Eigenvalue(1, 1) / ring.Eigenvalue(0, 1),
            ["competingMode"] = Top(runs, Settings.Competing).Mode,
            ["competingLength"] = (double)Training.Sites / Top(runs, Settings.Competing).Mode,
        };
    }

    /// <summary>The r at which Λ is (P/(P−1)) (1 + √(r(P−1)))²; 0 where it never is.</summary>
    private double Threshold(Results runs, XyVariant variant)
    {
        if (variant.Name == Settings.Short.Name)
            return RetardedLearning.PottsCriticalNoiseRatio(ShortRing);
        int states = Training.States;
        double root = Math.Sqrt(Top(runs, variant).Value * (states - 1) / states) - 1;
        return root > 0 ? root * root / (states - 1) : 0;
    }

    /// <summary>The largest eigenvalue of the data, of the mean over the runs.</summary>
    private (int Mode, double Value) Top(Results runs, XyVariant variant)
    {
        double[][] spectra = [.. AtSmallestRatio(runs, variant).Select(run => run.Spectrum)];
        double[] mean = [.. spectra[0].Select((_, k) => spectra.Average(spectrum => spectrum[k]))];
        int top = Array.IndexOf(mean, mean.Max());
        return (top, mean[top]);
    }

    private IEnumerable<VariantOrder> AtSmallestRatio(Results runs, XyVariant variant)
        => runs.Of(Trainings)[(variant.Name, Settings.Samples[0])];
}
