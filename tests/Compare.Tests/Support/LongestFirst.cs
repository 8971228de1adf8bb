using Xunit.Abstractions;

[assembly: TestCollectionOrderer("RbmTheory.Compare.Tests.Support.LongestFirst", "Compare.Tests")]

namespace RbmTheory.Compare.Tests.Support;

/// <summary>
/// Collections that take long begin first, so that no core is idle at the end: those whose tests start processes one
/// after another, and those that train.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
        ["ExampleRuns", "ReadmeTests", "TinyReportTests", "SameBitsTests", "SlurmTests", "PackingKillTests", "SweepKillTests", "FuzzTests"];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections)
        => testCollections.OrderBy(c => Array.FindIndex(Long, c.DisplayName.Contains) is int place and >= 0 ? place : Long.Length);
}
