using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Reports;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>
/// Fig. 3: the singular values of the weights leave the law of noise one by one, as the linear regime predicts from the
/// initial weights and the covariance of the data; the rest stays where it was.
/// </summary>
/// <param name="machines">The machines.</param>
internal sealed class Fig03(Machines machines) : MachineFigure(machines)
{
    /// <summary>A value counts as an outlier above the edge of noise by this factor.</summary>
    private const double OutlierFactor = 1.02;

    /// <summary>First order in the weights is held against the machines up to this s_1.</summary>
    private const double LinearUpTo = 1;

    private const double LimitFrom = 0.5, LimitUpTo = 1.5;

    /// <summary>The share of the bulk below the quantile that is held against decay.</summary>
    private const double Lowest = 0.05;

    private const int Bins = 25;

    private static readonly int[] Drawn = [1, 2, 3, 4, 5, 10, 20, 50, 100, 200, 500];

    private static readonly int[] JudgedModes = [1, 2, 3, 5, 10];

    private static readonly int[] Counts = [1, 2, 3, 5, 10, 20, 50];

    private static readonly double[] Shares = [Lowest, 0.25, 0.5];

    private SingularValueLaw Law => new(DigitSource.Side * DigitSource.Side, Training.Hidden, Training.InitialDeviation);

    /// <inheritdoc/>
    public override string Number => "3";

    /// <inheritdoc/>
    public override string Name => "fig03";

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        IReadOnlyList<DigitHistory> trained = Of(runs, MachineKind.Pcd);
        return new(Name, "Singular values of the weights leave the noise one by one",
            [Start(trained), Courses(trained[0]), OutlierNumbers(trained), Bulk(runs), End(trained)], Note, Columns: 2);
    }

    private Panel Start(IReadOnlyList<DigitHistory> trained)
    {
        SingularValueLaw law = Law;
        double[] grid = [.. Enumerable.Range(0, 201).Select(i => law.LowerEdge + (law.UpperEdge - law.LowerEdge) * i / 200)];
        (double[] at, double[] density) = Histogram([.. trained.SelectMany(h => h.ValuesAt(0))],
            0.95 * law.LowerEdge, 1.05 * law.UpperEdge);
        return new("before the first update", new("s"), new("density"),
        [
            new("Marčenko–Pastur", grid, [.. grid.Select(law.Density)], Mark.Line, Palette.Black),
            new("initial weights", at, density, Mark.Points, Palette.Blue),
        ]);
    }

    private Panel Courses(DigitHistory first)
    {
        double[] updates = first.Updates[1..];
        int looks = first.Predicted!.Length / LinearPrediction.Modes;
        return new("in the course of the training", new("update", Logarithmic: true), new("s_{α}", Logarithmic: true),
        [
            new("edge of noise", [updates[0], updates[^1]], [Law.UpperEdge, Law.UpperEdge], Mark.Dashed, Palette.Grey),
            .. Drawn.Where(a => a <= first.Modes).Select((a, i) => new Series(i == 0 ? $"trained, α = 1 … {first.Modes}" : "",
                updates, first.CourseOf(a - 1)[1..], Mark.Line, Palette.Blue)),
            .. Enumerable.Range(0, 5).Select(a => new Series(a == 0 ? "linear regime, α = 1 … 5" : "",
                first.Updates[1..looks],
                [.. Enumerable.Range(1, looks - 1).Select(t => first.Predicted[t * LinearPrediction.Modes + a])],
                Mark.Dashed, Palette.Vermilion)),
        ], LegendPlace.TopLeft);
    }

    private Panel OutlierNumbers(IReadOnlyList<DigitHistory> trained)
    {
        double[] updates = trained[0].Updates[1..];
        double[] mean = [.. Enumerable.Range(1, updates.Length)
            .Select(t => trained.Average(h => (double)Outliers(h, t)))];
        return new("outliers", new("update", Logarithmic: true), new($"values above {OutlierFactor} × edge"),
            [new("", updates, mean, Mark.LinePoints, Palette.Blue)], LegendPlace.None);
    }

    private Panel Bulk(Results runs)
    {
        DigitHistory plain = Of(runs, MachineKind.Pcd)[0], decay = Of(runs, MachineKind.Decay)[0];
        double[] times = decay.Updates[1..];
        return new("the bulk: median (full), 5 % quantile (open)", new("update"), new("quantile / at the start", 0),
        [
            .. Quantiles(plain, "λ = 0", Palette.Blue),
            .. Quantiles(decay, $"λ = {Settings.WeightDecay}", Palette.Vermilion),
            new("e^{−νλt}", times, [.. times.Select(Decayed)], Mark.Dashed, Palette.Grey),
            new("and what λ = 0 learns, 5 %", times, Learnt(Of(runs, MachineKind.Pcd))[1..], Mark.Line, Palette.Black),
        ], LegendPlace.BottomLeft);
    }

    private static IEnumerable<Series> Quantiles(DigitHistory history, string label, int colour)
        => ((double[])[0.5, Lowest]).Select((share, i) => new Series(i == 0 ? label : "", history.Updates[1..],
            [.. Enumerable.Range(1, history.Updates.Length - 1).Select(t => Shrunk(history, t, share))],
            i == 0 ? Mark.Points : Mark.OpenPoints, colour));

    private Panel End(IReadOnlyList<DigitHistory> trained)
    {
        double[] values = [.. trained.SelectMany(h => h.ValuesAt(h.Updates.Length - 1))];
        (double[] at, double[] density) = Histogram(values, 0, values.Max());
        return new("at the end", new("s"), new("density", Logarithmic: true),
        [
            new("edge of noise", [Law.UpperEdge, Law.UpperEdge], [density.Where(d => d > 0).Min(), density.Max()],
                Mark.Dashed, Palette.Grey),
            new("trained", [.. at.Where((_, i) => density[i] > 0)], [.. density.Where(d => d > 0)], Mark.Points, Palette.Blue),
        ]);
    }

    /// <inheritdoc/>
    public override Table Tabulate(Results runs)
    {
        IReadOnlyList<DigitHistory> trained = Of(runs, MachineKind.Pcd);
        return new([new("Outliers", 1), new("First update, trained", 2), new("First update, linear regime", 2)],
        [
            .. Counts.Where(n => trained.All(h => First(h, n) is not null)).Select(n => (IReadOnlyList<Cell>)
            [
                new($"{n}"), new(trained.Mean(h => First(h, n)!.Value).ToString()),
                new(n <= LinearPrediction.Modes && trained.All(h => FirstPredicted(h, n) is not null)
                    ? trained.Mean(h => FirstPredicted(h, n)!.Value).ToString() : "–"),
            ]),
        ]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        IReadOnlyList<DigitHistory> trained = Of(runs, MachineKind.Pcd);
        DigitHistory decay = Of(runs, MachineKind.Decay)[0];
        SingularValueLaw law = Law;
        Estimate median = trained.Mean(h => Shrunk(h, h.Updates.Length - 1, 0.5));
        Estimate lowest = trained.Mean(h => Shrunk(h, h.Updates.Length - 1, Lowest));
        Estimate distance = trained.Mean(h => Distance(h.ValuesAt(0), law));
        return
        [
            Verdict.Compare("edge", "s_1 of the initial weights", null, law.LargestMean, trained.Mean(h => h.ValuesAt(0)[0]),
                $"theory: edge {law.UpperEdge:F4} less the shift of Tracy and Widom"),
            Verdict.Holds("noise", "distance of Kolmogorov and Smirnov of the initial values to (37), (38) per singular value",
                "(37), (38)", distance.IsBelow(1.63 / Math.Sqrt(law.Smaller)), null, distance,
                "below that of independent numbers at 1 %: singular values keep apart and are closer still")
                with { Judges = Claim.Full },
            .. JudgedModes.SelectMany(a => (Verdict[])[Linear(trained, a), Limit(trained, a)]),
            Verdict.Holds("one-by-one", "steps down in the number of outliers", "one by one",
                trained.All(h => Falls(h) == 0), 0, trained.Mean(h => (double)Falls(h)), "looks at which it is smaller than before"),
            Verdict.Holds("bulk-shrinks", "median at the end / at the start, λ = 0", "the bulk shrinks to 0",
                median.IsBelow(0.5), null, median, "below ½ would be shrinking") with { ExplainedBy = "bulk-stays" },
            Verdict.Holds("bulk-stays", "5 % quantile at the end / at the start, λ = 0, below 1", null,
                !lowest.IsBelow(1), 1, lowest, "what grows slowest does not shrink either"),
            .. BulkDecay(trained, decay),
            .. Shares.Select(share => Verdict.Report($"quantile-{100 * share:F0}",
                $"{100 * share:F0} % quantile at the end / at the start, λ = 0", null, null,
                trained.Mean(h => Shrunk(h, h.Updates.Length - 1, share)))),
            Verdict.Report("crossings", $"changes of place among the leading {SpectralHistory.Followed} modes",
                "the hierarchy is kept", null, trained.Mean(h => h.Crossings[^1]), "from look to look, matched by overlap"),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs) => new Dictionary<string, object>
    {
        ["growing"] = $"{Digits(runs).Growing}",
        ["pixels"] = $"{Digits(runs).Growth.Length}",
        ["factor"] = $"{OutlierFactor}",
    };

    /// <summary>The ratio of a value to that of the linear regime, at the last look at which both are within it.</summary>
    private static Verdict Linear(IReadOnlyList<DigitHistory> trained, int mode)
    {
        int look = trained.Min(LastLinear);
        Estimate ratio = trained.Mean(h
            => h.ValuesAt(look)[mode - 1] / h.Predicted![look * LinearPrediction.Modes + mode - 1]);
        return Verdict.Compare($"linear-{mode}", $"s_{mode} / that of the linear regime, after {trained[0].Updates[look]:N0} updates",
            null, 1, ratio, "no parameter is fitted; of first order in the weights")
            with
        { Judges = Claim.FirstOrder, ExplainedBy = $"linear-{mode}-limit" };
    }

    /// <summary>The same ratio in the limit of small weights: what is left out is of second order in them, so that the
    /// ratio is a straight line in s_1², looks between <see cref="LimitFrom"/> and <see cref="LimitUpTo"/>.</summary>
    private static Verdict Limit(IReadOnlyList<DigitHistory> trained, int mode)
    {
        Estimate limit = trained.Mean(h =>
        {
            int[] looks = [.. Enumerable.Range(1, h.Predicted!.Length / LinearPrediction.Modes - 1)
                .Where(t => h.ValuesAt(t)[0] is > LimitFrom and < LimitUpTo)];
            return looks.Length < 2 ? double.NaN : LineFit.Of(
                [.. looks.Select(t => h.ValuesAt(t)[0] * h.ValuesAt(t)[0])],
                [.. looks.Select(t => h.ValuesAt(t)[mode - 1] / h.Predicted[t * LinearPrediction.Modes + mode - 1])]).Intercept;
        });
        return Verdict.Compare($"linear-{mode}-limit", $"s_{mode} / that of the linear regime, in the limit of small weights",
            null, 1, limit, $"intercept of a line in s_1², s_1 from {LimitFrom} to {LimitUpTo}");
    }

    private static int LastLinear(DigitHistory history)
    {
        int looks = history.Predicted!.Length / LinearPrediction.Modes;
        return Enumerable.Range(1, looks - 1).Last(t => history.ValuesAt(t)[0] <= LinearUpTo || t == 1);
    }

    /// <summary>
    /// The 5 % quantile of the bulk with decay after one time of decay, 1/(νλ), or at the end of a shorter training,
    /// against e^{−νλt} alone and with what the bulk learns without decay. Later the two machines learn differently; the
    /// end is reported.
    /// </summary>
    private IEnumerable<Verdict> BulkDecay(IReadOnlyList<DigitHistory> trained, DigitHistory decay)
    {
        const double Tolerance = 0.1;
        double[] learnt = Learnt(trained);
        int judged = decay.Updates.Count(update => Rate * update <= 1) - 1;
        string quantity = $"5 % quantile after {decay.Updates[judged]} updates / at the start, λ = {Settings.WeightDecay}";
        double found = Shrunk(decay, judged, Lowest), alone = Decayed(decay.Updates[judged]);
        yield return Verdict.Holds("bulk-decay", $"{quantity}: {found:F3}", null, Math.Abs(found / alone - 1) < Tolerance, alone,
            null, "theory: e^{−νλt}; within a tenth") with
        { Judges = Claim.FirstOrder, ExplainedBy = "bulk-decay-learns" };
        yield return Verdict.Holds("bulk-decay-learns", $"{quantity}: {found:F3}", null,
            Math.Abs(found / learnt[judged] - 1) < Tolerance, learnt[judged], null,
            "theory: what the bulk learns without decay, each part decayed since then; within a tenth");
        int last = decay.Updates.Length - 1;
        yield return Verdict.Report("bulk-decay-end",
            $"5 % quantile at the end / at the start, λ = {Settings.WeightDecay}: {Shrunk(decay, last, Lowest):F3}", null,
            learnt[last], null, $"theory: the same; e^{{−νλt}} alone: {Decayed(decay.Updates[last]):F3}");
    }

    /// <summary>
    /// The 5 % quantile q at every look by dq/dt = −νλ q + dp/dt, p that of the machines without decay: in the linear regime
    /// decay takes its share of all weights, whenever they were learnt.
    /// </summary>
    private double[] Learnt(IReadOnlyList<DigitHistory> trained)
    {
        double[] updates = trained[0].Updates, learnt = new double[updates.Length];
        learnt[0] = 1;
        for (int t = 1; t < learnt.Length; t++)
        {
            double gained = trained.Average(h => Shrunk(h, t, Lowest) - Shrunk(h, t - 1, Lowest));
            double between = updates[t] - updates[t - 1];
            learnt[t] = learnt[t - 1] * Decayed(between) + gained * Decayed(between / 2);
        }

        return learnt;
    }

    /// <summary>νλ, the share of a weight that an update takes.</summary>
    private double Rate => Training.LearningRate * Settings.WeightDecay;

    private double Decayed(double update) => Math.Exp(-Rate * update);

    private static double Shrunk(DigitHistory history, int look, double share)
        => new SpectrumShape(history.ValuesAt(look)).Quantile(share) / new SpectrumShape(history.ValuesAt(0)).Quantile(share);

    private int Outliers(DigitHistory history, int look)
        => history.ValuesAt(look).Count(s => s > OutlierFactor * Law.UpperEdge);

    private int Falls(DigitHistory history)
        => Enumerable.Range(1, history.Updates.Length - 1).Count(t => Outliers(history, t) < Outliers(history, t - 1));

    private double? First(DigitHistory history, int count)
        => Enumerable.Range(0, history.Updates.Length).Where(t => Outliers(history, t) >= count)
            .Select(t => (double?)history.Updates[t]).FirstOrDefault();

    private double? FirstPredicted(DigitHistory history, int count)
        => Enumerable.Range(0, history.Predicted!.Length / LinearPrediction.Modes)
            .Where(t => history.Predicted[t * LinearPrediction.Modes + count - 1] > OutlierFactor * Law.UpperEdge)
            .Select(t => (double?)history.Updates[t]).FirstOrDefault();

    private static double Distance(double[] values, SingularValueLaw law)
    {
        double[] sorted = [.. values.Order()];
        return Enumerable.Range(0, sorted.Length).Max(i => Math.Max(
            Math.Abs((i + 1.0) / sorted.Length - law.Cumulative(sorted[i])),
            Math.Abs((double)i / sorted.Length - law.Cumulative(sorted[i]))));
    }

    private static (double[] At, double[] Density) Histogram(double[] values, double low, double high)
    {
        double width = (high - low) / Bins;
        double[] at = [.. Enumerable.Range(0, Bins).Select(b => low + (b + 0.5) * width)];
        return (at, [.. Enumerable.Range(0, Bins).Select(b
            => values.Count(s => s > low + b * width && s <= low + (b + 1) * width) / (values.Length * width))]);
    }
}
