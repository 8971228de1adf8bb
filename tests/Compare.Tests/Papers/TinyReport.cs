using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Reports;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Papers;

/// <summary>Every figure of every paper, end to end in seconds, made once for all tests that read it.</summary>
internal static class TinyReport
{
    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<Finding>>> Made =
        new(() => Catalogue.Papers.ToDictionary(paper => paper.Name, Make));

    /// <summary>What came out of the figures of a paper.</summary>
    public static IReadOnlyList<Finding> Of(Paper paper) => Made.Value[paper.Name];

    private static IReadOnlyList<Finding> Make(Paper paper)
    {
        using TempFolder folder = new();
        IReadOnlyList<Experiment> experiments = paper.Of(Preset.Tiny);
        IReadOnlyDictionary<string, IReadOnlyList<RunRecord>> records =
            new Scheduler(new(folder.Path), 2, new Listener()).Run(experiments, 1, forced: [], CancellationToken.None);
        return Finding.Of(experiments, records);
    }
}
