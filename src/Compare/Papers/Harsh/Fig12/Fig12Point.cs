using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Reports;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 12(a) and (b): the top eigenvalue at one β and r, sampled and by theory. From the Tracy–Widom mean to that of
/// Gaussian data is finite N; from there to the samples is what is not Gaussian in spins.
/// </summary>
/// <param name="Beta">β.</param>
/// <param name="Ratio">r.</param>
/// <param name="Paper">The larger of (25) and (26).</param>
/// <param name="TracyWidom">The mean of the Tracy–Widom law.</param>
/// <param name="Gaussian">The mean for Gaussian data of the same covariance.</param>
/// <param name="Shift">What fourth cumulants add to it, to first order.</param>
/// <param name="FixedLength">The mean for Gaussian rows of the length of a row of spins.</param>
/// <param name="Sampled">The mean of the samples.</param>
internal sealed record Fig12Point(
    double Beta, double Ratio, double Paper, double TracyWidom, Estimate Gaussian, double Shift, Estimate FixedLength,
    Estimate Sampled)
{
    /// <summary>Headings and widths for <see cref="Row"/>.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
    [
        new("β", 0.6), new("r", 0.7), new("Sampled", 1.9), new("Tracy–Widom mean", 1.3), new("off by", 1),
        new("Wishart, same N", 1.9), new("off by", 1), new("Rows of fixed length", 1.9), new("off by", 1),
        new("Larger of (25), (26)", 1.2), new("off by", 1),
    ];

    /// <summary>By how much the Tracy–Widom mean exceeds the Gaussian one, over the latter: finite N.</summary>
    public double FiniteSize => TracyWidom / Gaussian.Value - 1;

    /// <summary>By how much the sampled mean exceeds the Gaussian one, over the latter: not Gaussian.</summary>
    public double NonGaussian => Sampled.Value / Gaussian.Value - 1;

    /// <summary>The shift over the Gaussian mean.</summary>
    public double RelativeShift => Shift / Gaussian.Value;

    /// <summary>The standard error of <see cref="NonGaussian"/>, the Gaussian data's being far smaller.</summary>
    public double RelativeError => Sampled.StandardError / Gaussian.Value;

    /// <summary>By how much the sampled mean exceeds both together, over the Gaussian one.</summary>
    public double Rest => NonGaussian - RelativeShift;

    /// <summary>By how much the sampled mean exceeds that of rows of fixed length, over the Gaussian one.</summary>
    public double OfFixedLength => (Sampled.Value - FixedLength.Value) / Gaussian.Value;

    private Estimate WithCumulants => Gaussian with { Value = Gaussian.Value + Shift };

    /// <summary>The mean of the samples against each theory, the coarsest first.</summary>
    public IEnumerable<Verdict> Verdicts()
    {
        string key = $"{Beta}-{Ratio}", place = $"β = {Beta}, r = {Ratio}", length = $"fixed-length-{key}";
        yield return Verdict.Compare(
            $"tracy-widom-{key}", $"top eigenvalue, {place}", $"{Paper:F3}", TracyWidom, Sampled,
            "theory: Tracy–Widom mean at this N") with
        { Judges = Claim.FirstOrder, ExplainedBy = length };
        yield return Verdict.Compare(
            $"wishart-{key}", $"top eigenvalue, Wishart of the same covariance, {place}", null, Gaussian, Sampled,
            "theory: Gaussian data of this N") with
        { Judges = Claim.FirstOrder, ExplainedBy = length };
        yield return Verdict.Compare(
            $"cumulant-{key}", $"top eigenvalue, Wishart and fourth cumulants, {place}", null, WithCumulants, Sampled,
            $"theory: Gaussian data of this N, and {Text(Shift)} to first order in the cumulants")
            with
        { Judges = Claim.FirstOrder, ExplainedBy = length };
        yield return Verdict.Compare(
            length, $"top eigenvalue, Gaussian rows of fixed length, {place}", null, FixedLength, Sampled,
            "theory: rows of this covariance and of the length of a row of spins");
    }

    /// <summary>How far each theory is from the samples.</summary>
    public IReadOnlyList<Cell> Row() =>
    [
        new($"{Beta}"), new($"{Ratio}"), new($"{Sampled}"), .. Beside(TracyWidom, $"{TracyWidom:F3}"),
        .. Beside(Gaussian.Value, $"{Gaussian}"),
        .. Beside(FixedLength.Value, $"{FixedLength}"),
        .. Beside(Paper, $"{Paper:F3}"),
    ];

    /// <summary>The largest deviation of a theory over some points, signed, as a percentage.</summary>
    /// <param name="points">At least one.</param>
    /// <param name="theory">The theory.</param>
    public static string FarthestOff(IEnumerable<Fig12Point> points, Func<Fig12Point, double> theory)
        => Percent(points.Select(p => Off(theory(p), p.Sampled)).MaxBy(Math.Abs));

    /// <summary>From the smallest to the largest value over some points, as percentages.</summary>
    /// <param name="points">At least one.</param>
    /// <param name="of">The value.</param>
    public static string Range(IReadOnlyCollection<Fig12Point> points, Func<Fig12Point, double> of)
        => $"{Percent(points.Min(of))} to {Percent(points.Max(of))}";

    private Cell[] Beside(double theory, string text) => [new(text), new(Percent(Off(theory, Sampled)))];

    private static double Off(double theory, Estimate sampled) => theory / sampled.Value - 1;

    private static string Text(double shift) => $"{shift:+0.000;−0.000}";

    // What rounds to 0 has no sign.
    private static string Percent(double share) => $"{Math.Round(share, 3) + 0.0:+0.0%;−0.0%;0.0%}";
}
