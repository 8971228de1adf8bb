using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Papers.Fissore;

/// <content>Spurious states, and what mean fields end in.</content>
internal sealed partial class Fig02
{
    /// <summary>Numbers of spurious states among samples and fixed points, and how many fixed points there are.</summary>
    private IEnumerable<Verdict> FixedPoints(ComparedMachines trained, string suffix)
    {
        Estimate[] samples = [.. trained.All.Select(kind => ComparedMachines.Mean(kind.Trained, h => h.SpuriousSamples!.Value))];
        foreach ((int k, (string id, string label, IReadOnlyList<DigitHistory> runs)) in trained.All.Index())
        {
            yield return Verdict.Report($"spurious-samples-{id}{suffix}", $"samples far from all data, {Named(label, runs)}", null,
                1 - SpuriousStates.Quantile, samples[k], "theory: of fresh data");
        }

        if (trained.Emf.Count > 1)
        {
            Estimate more = samples[1].Less(samples[0]), most = samples[2].Less(samples[0]);
            yield return Verdict.Holds("spurious-emf" + suffix, "samples far from all data, EMF less PCD", "more evident for EMF",
                IsAboveZero(more), null, more, "after the longest time");
            yield return Verdict.Holds("spurious-persistent" + suffix, "samples far from all data, persistent EMF less PCD",
                "more evident for EMF", IsAboveZero(most), null, most, "after the longest time");
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
            $"fixed points of order {order} far from all data, of {Settings.Measures.Starts} starts, {label}", null, null,
            ComparedMachines.Mean([.. ends.Select(e => e.Spurious)]),
            $"{ends.Average(e => e.Distinct):F1} distinct; {ends.Average(e => e.NotConverged):P1} not converged; median distance "
                + $"{ends.Average(e => e.Distance):F2} of that at which they are far");
    }

    /// <summary>With the size of the machine where it is not that of all the others.</summary>
    private string Named(string label, IReadOnlyList<DigitHistory> runs)
        => Settings.SmallRuns > 0 ? $"{label}, M = {runs[0].Modes}" : label;

    private static bool IsAboveZero(Estimate estimate)
        => estimate.Value > 0 && (estimate.DegreesOfFreedom == 0
            || new Estimate(-estimate.Value, estimate.StandardError, estimate.DegreesOfFreedom).IsBelow(0));

    /// <summary>Algorithm 2 of the source against Gibbs sampling.</summary>
    private IEnumerable<Verdict> Printed(Results runs)
    {
        PrintedSampling printed = PrintedSampling.Read(Of(runs, MachineKind.Pcd)[0].Printed!);
        yield return Verdict.Holds("printed", $"distinct means of Algorithm 2 as printed, of {printed.Starts} starts",
            "samples of the machine", printed.Ends >= printed.Starts, printed.Starts, null,
            $"{printed.Ends} distinct, their variances sum to {printed.SpreadOfEnds:F2}, those of the data to "
                + $"{printed.SpreadOfData:F1}") with { ExplainedBy = "both-drawn" };
        yield return Verdict.Holds("both-drawn", "distinct samples where both layers are drawn, of as many", null,
            printed.Samples >= printed.Starts, printed.Starts, null,
            $"{printed.Samples} distinct, their variances sum to {printed.SpreadOfSamples:F1}");
    }
}
