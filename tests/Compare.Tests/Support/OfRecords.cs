using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Reports;

namespace RbmTheory.Compare.Tests.Support;

/// <summary>What an experiment makes of records that a test has at hand.</summary>
internal static class OfRecords
{
    public static IReadOnlyList<Verdict> Judge(this Experiment experiment, IReadOnlyList<RunRecord> runs)
        => experiment.Judge(new Results(runs));

    public static Figure? Draw(this Experiment experiment, IReadOnlyList<RunRecord> runs)
        => experiment.Draw(new Results(runs));

    public static Table? Tabulate(this Experiment experiment, IReadOnlyList<RunRecord> runs)
        => experiment.Tabulate(new Results(runs));

    public static Finding Finding(this Experiment experiment, IReadOnlyList<RunRecord> runs)
        => Compare.Reports.Finding.Of(
            experiment, new Dictionary<string, IReadOnlyList<RunRecord>> { [experiment.Name] = runs });

    /// <summary>The verdict of an identifier.</summary>
    public static Verdict Of(this IEnumerable<Verdict> verdicts, string id) => verdicts.Single(v => v.Id == id);
}
