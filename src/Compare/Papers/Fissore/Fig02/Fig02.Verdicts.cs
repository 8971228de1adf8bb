using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Papers.Fissore;

/// <content>What is concluded.</content>
internal sealed partial class Fig02
{
    private const double Within = 0.1;

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        ComparedMachines several = Several(runs);
        return
        [
            .. Temperature(several, Large(runs)), .. Tails(several), .. Samples(several), .. FixedPoints(several, ""),
            .. Settings.SmallRuns > 0 ? FixedPoints(Large(runs), "-large") : [], .. Printed(runs),
        ];
    }

    private IEnumerable<Verdict> Temperature(ComparedMachines trained, ComparedMachines large)
    {
        Estimate ratio = ComparedMachines.Ratio(trained.Emf, trained.Pcd, AtEnd);
        yield return Verdict.Holds("temperature", "T_eff of EMF over that of PCD, at the end", "very similar",
            Math.Abs(ratio.Value - 1) < Within, 1, ratio, $"within {Within:P0}");
        yield return Verdict.Report("temperature-course", "the largest |T_eff of EMF / that of PCD − 1| of all looks",
            null, null, ComparedMachines.Mean([.. trained.Emf.Zip(trained.Pcd, Farthest)]));
        yield return Verdict.Report("temperature-persistent", "T_eff of persistent EMF over that of PCD, at the end",
            null, null, ComparedMachines.Ratio(trained.Persistent, trained.Pcd, AtEnd));
        foreach ((string id, string label, IReadOnlyList<DigitHistory> runs) in trained.All)
        {
            yield return Verdict.Report($"slope-{id}", $"d ln T_eff / d ln t over the last decade of updates, {label}",
                null, null, ComparedMachines.Mean(runs, h => SlopeFrom(h, h.Updates[^1] / 10)));
        }

        if (Settings.SmallRuns > 0)
        {
            yield return Verdict.Report("temperature-large",
                $"T_eff of EMF over that of PCD, at the end, M = {Training.Hidden}", "very similar", null,
                ComparedMachines.Ratio(large.Emf, large.Pcd, AtEnd));
        }

        foreach (Verdict verdict in Convergence(large.Pcd))
            yield return verdict;
        yield return Verdict.Report("bulk", "temperature of the bulk over that before the first update, PCD", null,
            null, large.Pcd.Mean(h => BulkAt(h, LastOfBulk(h)) / BulkAt(h, 0)), "when half of the values stand out");
        yield return Verdict.Report("bulk-variance", "T_eff over that before the first update, PCD", null, null,
            large.Pcd.Mean(h => h.Variances[0] / h.Variances[LastOfBulk(h)]), "at the same time");
    }

    private static double AtEnd(DigitHistory history) => 1 / history.Variances[^1];

    /// <summary>The largest deviation of two temperatures from one another at any look.</summary>
    private static double Farthest(DigitHistory one, DigitHistory other)
        => one.Variances.Zip(other.Variances, (v, w) => Math.Abs(w / v - 1)).Max();

    private static double SlopeFrom(DigitHistory history, double update)
    {
        int first = LookAfter(history, update);
        return LineFit.OfPower(
            history.Updates.AsSpan(first..), [.. history.Variances.Skip(first).Select(v => 1 / v)]).Slope;
    }

    private static int LookAfter(DigitHistory history, double update)
        => Enumerable.Range(1, history.Updates.Length - 1).First(t => history.Updates[t] >= update);

    /// <summary>Whether the temperature stays where it is after the epochs that the source says.</summary>
    private IEnumerable<Verdict> Convergence(IReadOnlyList<DigitHistory> trained)
    {
        string quantity = $"d ln T_eff / d ln t after {ConvergedAfter} epochs, PCD";
        string paper = $"0 after some {ConvergedAfter} epochs";
        double after = ConvergedAfter * Training.UpdatesPerEpoch;
        if (Training.Epochs <= ConvergedAfter)
        {
            yield return Verdict.Report(
                "converges", quantity, paper, null, null, $"not judged: {Training.Epochs} epochs alone");
            yield break;
        }

        Estimate slope = trained.Mean(h => SlopeFrom(h, after));
        Estimate cooled = trained.Mean(h => AtEnd(h) * h.Variances[LookAfter(h, after)]);
        yield return Verdict.Compare("converges", quantity, paper, 0, slope, "on linear axes it looks so")
            with
        { Judges = Claim.Paper, ExplainedBy = "falls" };
        yield return Verdict.Holds("falls", $"T_eff at the end over that after {ConvergedAfter} epochs, PCD", null,
            cooled.IsBelow(1), null, cooled, "it goes on falling");
    }

    private static IEnumerable<Verdict> Tails(ComparedMachines trained)
    {
        foreach ((string id, string label, IReadOnlyList<DigitHistory> runs) in trained.All)
        {
            yield return Verdict.Holds($"tails-{id}", $"excess kurtosis of the weights at the end, {label}",
                "peaked, with fatter tails", runs.All(h => h.Moments[1] > 0), 0,
                ComparedMachines.Mean(runs, h => h.Moments[1]),
                $"above 0 in every run; deviation {runs.Average(h => h.Moments[0]):F4}") with
            { Judges = Claim.Paper };
            yield return Verdict.Report($"tails-alive-{id}",
                $"the same of pixels on in more than 0.5 % of the data, {label}", null, null,
                ComparedMachines.Mean(runs, h => h.Moments[3]), $"deviation {runs.Average(h => h.Moments[2]):F4}");
        }
    }

    private IEnumerable<Verdict> Samples(ComparedMachines trained)
    {
        SampleComparison comparison = Comparison;
        int last = Settings.Measures.SampleTimes.Count - 1;
        double Alike(DigitHistory history) => SampleComparison.At(history, last).Adversarial.SampleAccuracy;
        if (trained.Emf.Count > 1)
        {
            (int differing, int worse) = comparison.Differences(trained.Pcd, trained.Emf);
            bool isChance = comparison.MayBeChance(differing);
            yield return Comparable("samples-emf", "EMF", comparison, differing)
                with
            { ExplainedBy = isChance ? null : "samples-emf-worse" };
            if (!isChance)
            {
                yield return Verdict.Holds("samples-emf-worse",
                    "those of EMF are farther from the data in most of these", null, 2 * worse > differing, null,
                    ComparedMachines.Mean([worse]), $"of {differing}");
            }

            (differing, worse) = comparison.Differences(trained.Pcd, trained.Persistent);
            yield return Comparable("samples-persistent", "persistent EMF", comparison, differing)
                with
            { ExplainedBy = "collapse" };
            yield return Verdict.Holds("collapse", "A_S of persistent EMF less that of PCD, after the longest time",
                null, trained.Persistent.Min(Alike) > trained.Pcd.Max(Alike), null,
                trained.Persistent.Mean(Alike).Less(trained.Pcd.Mean(Alike)),
                "above it in every run: samples are nearest to each other, in few states");
        }

        foreach ((string id, string label, IReadOnlyList<DigitHistory> runs) in trained.All.Skip(1))
        {
            yield return Verdict.Report($"covariance-{id}", $"E2 of {label} over that of PCD, after the longest time",
                null, null,
                ComparedMachines.Ratio(runs, trained.Pcd, h => SampleComparison.At(h, last).CovarianceError));
        }
    }

    private static Verdict Comparable(string id, string label, SampleComparison comparison, int differing)
        => Verdict.Holds(id, $"numbers of samples by which {label} differs from PCD, of {comparison.Count}",
            "alike", comparison.MayBeChance(differing), null, ComparedMachines.Mean([differing]),
            $"each at {Verdict.Significance:P0}");
}
