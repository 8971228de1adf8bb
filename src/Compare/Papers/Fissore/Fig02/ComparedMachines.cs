using RbmTheory.Compare.Agreement;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>Machines that differ in how they were trained alone: the same initial weights and order of the data, run by
/// run.</summary>
/// <param name="Pcd">By PCD.</param>
/// <param name="Emf">By extended mean field from the data.</param>
/// <param name="Persistent">By extended mean field that goes on from where it was.</param>
internal sealed record ComparedMachines(
    IReadOnlyList<DigitHistory> Pcd, IReadOnlyList<DigitHistory> Emf, IReadOnlyList<DigitHistory> Persistent)
{
    /// <summary>A short name for each training.</summary>
    public IReadOnlyList<(string Id, string Label, IReadOnlyList<DigitHistory> Trained)> All
        => [("pcd", "PCD", Pcd), ("emf", "EMF", Emf), ("persistent", "persistent EMF", Persistent)];

    /// <summary>A number of one training over that of another of the same initial weights.</summary>
    /// <param name="above">The one.</param>
    /// <param name="below">The other.</param>
    /// <param name="of">The number.</param>
    public static Estimate Ratio(
        IReadOnlyList<DigitHistory> above, IReadOnlyList<DigitHistory> below, Func<DigitHistory, double> of)
        => Mean([.. above.Zip(below, (one, other) => of(one) / of(other))]);

    /// <summary>The mean over some runs; that of a single one has no error.</summary>
    /// <param name="runs">A number a run.</param>
    public static Estimate Mean(IReadOnlyCollection<double> runs)
        => runs.Count > 1 ? Estimate.FromRuns(runs) : new(runs.Single(), 0, 0);

    /// <summary>Likewise.</summary>
    /// <param name="trained">The runs.</param>
    /// <param name="of">The number of one.</param>
    public static Estimate Mean(IReadOnlyList<DigitHistory> trained, Func<DigitHistory, double> of)
        => Mean([.. trained.Select(of)]);
}
