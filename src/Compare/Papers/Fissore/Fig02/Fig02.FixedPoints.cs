using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Papers.Fissore;

/// <content>Spurious states, and what mean fields end in.</content>
internal sealed partial class Fig02
{
    /// <summary>Spurious states among samples and among fixed points, and how many of these there are.</summary>
    private IEnumerable<Verdict> FixedPoints(ComparedMachines trained, string suffix)
    {
        Estimate[] samples = [.. trained.All.Select(
            kind => ComparedMachines.Mean(kind.Trained, h => h.SpuriousSamples!.Value))];
        foreach ((int k, (string id, string label, IReadOnlyList<DigitHistory> runs)) in trained.All.Index())
        {
            yield return Verdict.Report($"spurious-samples-{id}{suffix}",
                $"samples far from all data, {Named(label, runs)}", null,
                Math.Round(1 - SpuriousStates.Quantile, 6), samples[k], "theory: of fresh data");
        }

        if (trained.Emf.Count > 1)
        {
            yield return More("spurious-emf" + suffix, "EMF", samples[1].Less(samples[0]));
            yield return More("spurious-persistent" + suffix, "persistent EMF", samples[2].Less(samples[0]))
                with
            { ExplainedBy = "collapse" };
        }

        foreach (int order in FixedPointNumbers.Orders)
        {
            foreach ((string id, string label, IReadOnlyList<DigitHistory> runs) in trained.All)
                yield return Ends(id + suffix, Named(label, runs), runs, order);
        }

        foreach ((string id, string label, IReadOnlyList<DigitHistory> runs) in trained.All)
        {
            yield return Verdict.Report($"rows-{id}{suffix}",
                $"rows of the model term that differ at the end, of {Training.Batch}, {Named(label, runs)}", null, null,
                ComparedMachines.Mean(runs, h => h.DistinctRows!.Value),
                id == "persistent" ? "nothing drives magnetisations apart that come to one fixed point" : "");
        }
    }

    private Verdict Ends(string id, string label, IReadOnlyList<DigitHistory> runs, int order)
    {
        FixedPointNumbers[] ends = [.. runs.Select(h => FixedPointNumbers.Read(h.Spurious!, order))];
        return Verdict.Report($"fixed-points-{id}-{order}",
            $"fixed points of order {order} far from all data, of {Settings.Measures.Starts} starts, {label}", null,
            null, ComparedMachines.Mean([.. ends.Select(e => e.Spurious)]),
            $"{ends.Average(e => e.Distinct):F1} distinct; {ends.Average(e => e.NotConverged):P1} not converged; "
                + $"median distance {ends.Average(e => e.Distance):F2} of that at which they are far");
    }

    /// <summary>With the size of the machine where it is not that of all the others.</summary>
    private string Named(string label, IReadOnlyList<DigitHistory> runs)
        => Settings.SmallRuns > 0 ? $"{label}, M = {runs[0].Modes}" : label;

    /// <summary>Whether there are more far samples than by PCD, or fewer; too few runs tell neither.</summary>
    private static Verdict More(string id, string label, Estimate more)
    {
        Estimate fewer = more with { Value = -more.Value };
        string quantity = $"samples far from all data, {label} less PCD", paper = "more evident for EMF";
        bool isMore = fewer.IsBelow(0);
        return isMore || more.IsBelow(0)
            ? Verdict.Holds(id, quantity, paper, isMore, null, more, "after the longest time")
            : Verdict.Report(id, quantity, paper, null, more, "after the longest time; not told from 0 by so few runs");
    }

    /// <summary>Algorithm 2 of the source against Gibbs sampling.</summary>
    private IEnumerable<Verdict> Printed(Results runs)
    {
        PrintedSampling printed = PrintedSampling.Read(Of(runs, MachineKind.Pcd)[0].Printed!);
        yield return Verdict.Holds("printed", $"distinct means of Algorithm 2 as printed, of {printed.Starts} starts",
            "samples of the machine", printed.Ends >= printed.Starts, printed.Starts,
            ComparedMachines.Mean([printed.Ends]), $"their variances sum to {printed.SpreadOfEnds:F2}, those of the "
                + $"data to {printed.SpreadOfData:F1}") with
        { ExplainedBy = "both-drawn" };
        yield return Verdict.Holds("both-drawn", "distinct samples where both layers are drawn, of as many", null,
            printed.Samples >= printed.Starts, printed.Starts, ComparedMachines.Mean([printed.Samples]),
            $"their variances sum to {printed.SpreadOfSamples:F1}");
    }
}
