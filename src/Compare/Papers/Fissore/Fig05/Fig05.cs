using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Reports;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>
/// Fig. 5: singular values against their number, the cutoff where they bend, and whether it says when to stop.
/// </summary>
/// <param name="machines">The machines.</param>
internal sealed class Fig05(Machines machines) : MachineFigure(machines)
{
    /// <summary>Fewer outliers than these have no bend that means anything.</summary>
    private const int FewestOutliers = 8;

    private static readonly double[] DrawnEpochs = [0.1, 1, 5, 10, 50];

    private double Edge
        => new SingularValueLaw(DigitSource.Side * DigitSource.Side, Training.Hidden, Training.InitialDeviation).UpperEdge;

    /// <inheritdoc/>
    public override string Number => "5";

    /// <inheritdoc/>
    public override string Name => "fig05";

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        DigitHistory first = Of(runs, MachineKind.Pcd)[0];
        double[] numbers = [.. Enumerable.Range(1, first.Modes).Select(a => (double)a)];
        int[] looks = [.. Looks(first)];
        double[] updates = [.. looks.Select(t => first.Updates[t])];
        double[] likelihoods = first.TestLikelihoods!;
        int ages = likelihoods.Length / 3;
        double[] At(int column) => [.. Enumerable.Range(0, ages).Select(i => likelihoods[3 * i + column])];
        return new(Name, "Singular values against their number, and where they bend",
        [
            new("values", new("α", Logarithmic: true), new("s_{α}", Logarithmic: true),
            [
                new("edge of noise", [1, first.Modes], [Edge, Edge], Mark.Dashed, Palette.Grey),
                .. DrawnEpochs.Where(e => e <= Training.Epochs).Select((e, i) => new Series(
                    $"epoch {first.Updates[LookAt(first, e)] / Training.UpdatesPerEpoch:G2}", numbers,
                    first.ValuesAt(LookAt(first, e)), Mark.Line, 1 + i)),
            ], LegendPlace.BottomLeft),
            new("how many modes", new("update", Logarithmic: true), new("number", Logarithmic: true),
            [
                new("n_{c}, bend", updates, [.. looks.Select(t => (double)Cutoff(first, t))], Mark.LinePoints, Palette.Blue),
                new("s > s_{1}/2", updates, [.. looks.Select(t => (double)Shape(first, t).AboveHalfMaximum)],
                    Mark.LinePoints, Palette.Vermilion),
                new("(Σs^{2})^{2}/Σs^{4}", updates, [.. looks.Select(t => Shape(first, t).ParticipationRatio)], Mark.Line,
                    Palette.Green),
                new("rank by entropy", updates, [.. looks.Select(t => Shape(first, t).EntropyRank)], Mark.Line,
                    Palette.Purple),
            ], LegendPlace.TopLeft),
            new("test data", new("update", Logarithmic: true), new("nats per configuration"),
            [
                new("pseudo-likelihood", At(0), At(1), Mark.LinePoints, Palette.Blue),
                new("log-likelihood", At(0), At(2), Mark.LinePoints, Palette.Vermilion),
            ], LegendPlace.BottomRight),
        ], Note);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        IReadOnlyList<DigitHistory> trained = Of(runs, MachineKind.Pcd);
        Estimate power = trained.Mean(h => Power(h).Determination), exponential = trained.Mean(h => Exponential(h).Determination);
        Estimate difference = trained.Mean(h => Power(h).Akaike - Exponential(h).Akaike);
        return
        [
            Verdict.Report("cutoff", "n_c at the end", "well below 100", null, trained.Mean(h => (double)Cutoff(h, Last(h)))),
            Verdict.Report("half-maximum", "values above s_1/2 at the end", null, null,
                trained.Mean(h => (double)Shape(h, Last(h)).AboveHalfMaximum)),
            Verdict.Report("participation", "participation ratio at the end", null, null,
                trained.Mean(h => Shape(h, Last(h)).ParticipationRatio)),
            Verdict.Report("tail-power", "R² of a power law for the values behind n_c", "linear on log–log", null, power),
            Verdict.Report("tail-exponential", "R² of an exponential for them", "exponentially damped", null, exponential),
            Verdict.Holds("tail", "Akaike's criterion, power law less exponential", "both", Math.Abs(difference.Value) < 2,
                0, difference, "they are not the same; the smaller criterion describes the values better")
                with { Judges = Claim.Paper, ExplainedBy = "tail-better" },
            Verdict.Holds("tail-better", "one of the two describes the tail better in every run", null,
                trained.All(h => Power(h).Akaike < Exponential(h).Akaike)
                    || trained.All(h => Power(h).Akaike > Exponential(h).Akaike), null, difference,
                difference.Value < 0 ? "the power law" : "the exponential"),
            Verdict.Report("slowing", "d ln n_c / d ln t over the last decade of updates", "very slow: a signal to stop", null,
                trained.Mean(h => Slope(h, t => Cutoff(h, t)))),
            Verdict.Report("gain", "log-likelihood of test data, the end less a fourth of the updates, nats", null, null,
                trained.Mean(LastGain), "annealed, each from above on average"),
        ];
    }

    private static int Last(DigitHistory history) => history.Updates.Length - 1;

    private int LookAt(DigitHistory history, double epoch)
        => Enumerable.Range(0, history.Updates.Length)
            .MinBy(t => Math.Abs(history.Updates[t] - epoch * Training.UpdatesPerEpoch));

    private IEnumerable<int> Looks(DigitHistory history)
        => Enumerable.Range(1, history.Updates.Length - 1).Where(t => Outliers(history, t) >= FewestOutliers);

    private int Outliers(DigitHistory history, int look) => history.ValuesAt(look).Count(s => s > Edge);

    /// <summary>The values that stand out of the noise: all of them where they are too few.</summary>
    private double[] Standing(DigitHistory history, int look)
        => history.ValuesAt(look)[..Math.Max(Math.Min(FewestOutliers, history.Modes), Outliers(history, look))];

    private int Cutoff(DigitHistory history, int look) => SpectrumCutoff.Of(Standing(history, look)).Count;

    private static SpectrumShape Shape(DigitHistory history, int look) => new(history.ValuesAt(look));

    private LineFit Power(DigitHistory history)
    {
        (double[] numbers, double[] values) = Tail(history);
        return LineFit.OfPower(numbers, values);
    }

    private LineFit Exponential(DigitHistory history)
    {
        (double[] numbers, double[] values) = Tail(history);
        return LineFit.OfExponential(numbers, values);
    }

    private (double[] Numbers, double[] Values) Tail(DigitHistory history)
    {
        double[] standing = Standing(history, Last(history));
        int from = Math.Min(Cutoff(history, Last(history)), standing.Length - 3);
        return ([.. Enumerable.Range(from + 1, standing.Length - from).Select(a => (double)a)], standing[from..]);
    }

    private static double Slope(DigitHistory history, Func<int, double> of)
    {
        double end = history.Updates[^1];
        int[] looks = [.. Enumerable.Range(1, Last(history)).Where(t => history.Updates[t] >= end / 10)];
        return LineFit.OfPower([.. looks.Select(t => history.Updates[t])], [.. looks.Select(of)]).Slope;
    }

    private static double LastGain(DigitHistory history)
    {
        double[] likelihoods = history.TestLikelihoods!;
        int last = likelihoods.Length / 3 - 1;
        int before = Enumerable.Range(0, last + 1).Last(i => likelihoods[3 * i] <= likelihoods[3 * last] / 4 || i == 0);
        return likelihoods[3 * last + 2] - likelihoods[3 * before + 2];
    }
}
