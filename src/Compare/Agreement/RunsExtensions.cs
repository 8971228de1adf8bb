namespace RbmTheory.Compare.Agreement;

/// <summary>Means over runs.</summary>
internal static class RunsExtensions
{
    /// <summary>The mean of a number of independent runs, with its standard error.</summary>
    /// <param name="runs">At least two.</param>
    /// <param name="of">The number.</param>
    public static Estimate Mean<T>(this IEnumerable<T> runs, Func<T, double> of)
        => Estimate.FromRuns([.. runs.Select(of)]);
}
