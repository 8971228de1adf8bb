using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Section 4.3, "not shown": which order comes first, that of the angle or that of the place, in variants of the XY
/// ring.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
public sealed class Variants(Preset preset) : Experiment
{
    private const int Sites = XyVariant.Sites, States = XyVariant.Colours, Range = 1;
    private const double Beta = 1.5;

    private static readonly XyVariant[] All =
    [
        new("short", "short range in angle", [Beta], Range),
        new("long", "long range in space", [1.2, 0.6], null),
        new("competing", "competing couplings", [2, -1.5], null),
    ];

    private readonly int[] _samples = preset == Preset.Paper
        ? [20_000, 10_000, 6000, 3000, 1500, 1000, 500, 200] : [10_000, 3000, 1000, 200];

    private readonly int _runs = preset == Preset.Paper ? 4 : 3;

    private double[] Ratios => [.. _samples.Select(s => (double)Sites / s)];

    /// <inheritdoc/>
    public override string Number => "variants";

    /// <inheritdoc/>
    public override string Name => "variants";

    /// <inheritdoc/>
    public override string Title => "Section 4.3  Variants of the XY ring";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> LegacyText =>
    [
        "The paper has tried variants of the XY ring, \"with positional symmetry breaking arising before angular "
        + "ordering in some cases (not shown)\". Three of them, trained as in Fig. 11: colours that are coupled only "
        + "where they are equal or next to each other; couplings to the second neighbour of the same sign; and of the "
        + "opposite sign. Left: the angular order, the overlap of w with the modes that are the same at all sites, "
        + "which is what (18) sees; and the order in space, |Σ |F_i|² exp(2πii/N)| / Σ |F_i|², F_i the first Fourier "
        + "mode over the colours at site i. Both are near 0 for noise. Right: the weights of the first run with the "
        + "most samples.",
        "The dashed line is where the top eigenvalue Λ of the data meets the edge of the noise, corrected (31): exact "
        + "for short range in angle, and with Λ from the samples for the others, whose transfer matrices are too "
        + "large. As in Fig. 11, what 20 epochs can do with few samples is limited by their number of updates as "
        + "well.",
        "With short range in angle Λ hardly depends on k near 0; many modes grow together and leave patches of "
        + "different angles, so that neither order is complete at the smallest r. With couplings to the second "
        + "neighbour of the same sign both come together, within their errors. With competing couplings Λ is largest "
        + "at k ≠ 0, a wave of about five sites, and the field gets a place while the sum (18) stays zero: positional "
        + "order before angular order, as the paper says. But each site has its angle there; it is the sum over sites "
        + "that cannot see it.",
    ];

    /// <inheritdoc/>
    public override string Equations =>
        "Potts ring (14) with other couplings; spectrum as (28)–(30); edge of noise (31), corrected";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("Sites, states, hidden units", $"N = {Sites}, P = {States}, M = 1 (±1)"),
        ("Short range in angle", $"β = {Beta}, M(v, v′) = 1 where v and v′ are at most {Range} apart, else 0"),
        .. All.Skip(1).Select(v => (char.ToUpperInvariant(v.Title[0]) + v.Title[1..],
            $"(15), βJ at distance 1, 2: {string.Join(", ", v.Strengths)}")),
        ("Samples", string.Join(", ", _samples.Select(s => $"{s:N0}")) + "; exact, or from Gibbs chains"),
        ("Training", XyVariant.Summary), ("Runs", $"{_runs} at each r"),
        ("Scaled down", preset == Preset.Paper ? "nothing; the paper gives no parameters"
            : $"{_runs} runs a point instead of 4, {_samples.Length} points instead of 8"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed) =>
    [
        .. from variant in All
           from samples in _samples
           from run in Enumerable.Range(1, _runs)
           select PlanRun(seed, variant, samples, run),
    ];

    private RunPlan PlanRun(ulong seed, XyVariant variant, int samples, int run)
    {
        string name = $"{Group(variant, samples)}-run-{run}";
        ulong own = SeedOf(seed, name);
        return new(name, own, variant.Parameters(samples), samples * (variant.Strengths.Length > 1 ? 2e-4 : 1e-4),
            (_, stop) => variant.Compute(samples, own, stop));
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
        => new(Name, "Order in angle and order in space in variants of the XY ring",
            [.. All.SelectMany(v => new[] { Orders(runs, v), Map(runs, v) })],
            $"N = {Sites}, P = {States}, M = 1, {XyVariant.Summary}, {_runs} runs a point", Columns: 2);

    private Panel Orders(IReadOnlyList<RunRecord> runs, XyVariant variant)
    {
        double threshold = Threshold(runs, variant);
        return new(variant.Title, new("noise ratio r = N/S", Ratios[0] / 1.3, 1.3, Logarithmic: true),
            new("order", 0, 1.6),
        [
            new("signal meets noise", [threshold, threshold], [0, 1], Mark.Dashed, Palette.Grey),
            Points(runs, variant, "in angle", "overlap", Palette.Blue),
            Points(runs, variant, "in space", "concentration", Palette.Vermilion),
        ]);
    }

    private Series Points(IReadOnlyList<RunRecord> runs, XyVariant variant, string label, string number,
        int colour)
    {
        Estimate[] means = [.. _samples.Select(s => Mean(runs, variant, s, number))];
        return new(label, Ratios, [.. means.Select(e => e.Value)], Mark.Points, colour,
            [.. means.Select(e => e.StandardError)]);
    }

    private Panel Map(IReadOnlyList<RunRecord> runs, XyVariant variant)
    {
        double[] weights = Of(runs, variant, _samples[0]).First().Result.Series["weights"];
        double largest = weights.Max(Math.Abs);
        double[] places = [.. Enumerable.Range(1, Sites).Select(i => (double)i)];
        return new($"Weights at r = {Ratios[0]}", new("site i", 0.5, Sites + 0.5), new("colour v", -0.5, States - 0.5),
        [
            new("", [.. Enumerable.Range(0, States).SelectMany(_ => places)],
                [.. Enumerable.Range(0, States).SelectMany(v => places.Select(_ => (double)v))], Mark.Map,
                Palette.Black, Value: [.. from v in Enumerable.Range(0, States)
                           from i in Enumerable.Range(0, Sites)
                           select weights[i * States + v]]),
        ], LegendPlace.None, new("w_{iv}", -largest, largest, ColourScale.Diverging));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        XyVariant competing = All[^1];
        Estimate Order(XyVariant variant, string number) => Mean(runs, variant, _samples[0], number);
        Estimate lead = Order(competing, "overlap").Less(Order(competing, "concentration"));
        return
        [
            Verdict.Compare(Number, $"Λ of k = 0, {All[0].Title}", null, ShortRange.Eigenvalue(0, 1),
                Estimate.FromRuns([.. Of(runs, All[0], _samples[0]).Select(r => r.Result.Series["spectrum"][0])]),
                "theory: transfer matrix"),
            .. from variant in All
               let top = Top(runs, variant)
               select Verdict.Report(Number, $"r at which signal and noise meet, {variant.Title}", null,
                   Threshold(runs, variant), null, $"Λ = {top.Value:F2}, largest at k = {top.Mode}"),
            .. All.Select(variant => Verdict.Report(Number, $"order in angle at r = {Ratios[0]}, {variant.Title}", null,
                null, Order(variant, "overlap"))),
            .. All.Select(variant => Verdict.Report(Number, $"order in space at r = {Ratios[0]}, {variant.Title}", null,
                null, Order(variant, "concentration"))),
            Verdict.Holds(Number, $"order in space without order in angle at r = {Ratios[0]}, {competing.Title}",
                "positional before angular in some cases", lead.IsBelow(0), 0, lead,
                "order in angle less that in space, below 0 beyond chance"),
        ];
    }

    private static PottsRing ShortRange => PottsRing.ShortRange(Sites, States, Range, Beta);

    /// <summary>The r at which Λ is (P/(P−1)) (1 + √(r(P−1)))²; 0 where it never is.</summary>
    private double Threshold(IReadOnlyList<RunRecord> runs, XyVariant variant)
    {
        if (variant == All[0])
            return RetardedLearning.PottsCriticalNoiseRatio(ShortRange);
        double root = Math.Sqrt(Top(runs, variant).Value * (States - 1) / States) - 1;
        return root > 0 ? root * root / (States - 1) : 0;
    }

    private (int Mode, double Value) Top(IReadOnlyList<RunRecord> runs, XyVariant variant)
    {
        double[][] spectra = [.. Of(runs, variant, _samples[0]).Select(run => run.Result.Series["spectrum"])];
        double[] mean = [.. spectra[0].Select((_, k) => spectra.Average(spectrum => spectrum[k]))];
        int top = Array.IndexOf(mean, mean.Max());
        return (top, mean[top]);
    }

    private static string Group(XyVariant variant, int samples) => $"{variant.Name}-s-{samples}";

    private static IEnumerable<RunRecord> Of(IReadOnlyList<RunRecord> runs, XyVariant variant, int samples)
        => runs.Where(run => run.Run.StartsWith(Group(variant, samples) + "-run-", StringComparison.Ordinal));

    private static Estimate Mean(IReadOnlyList<RunRecord> runs, XyVariant variant, int samples, string number)
        => Estimate.FromRuns([.. Of(runs, variant, samples).Select(run => run.Result.Numbers[number])]);
}
