using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers;
using RbmTheory.Compare.Papers.Harsh;
using RbmTheory.Compare.Records;
using RbmTheory.Compare.Reports;

namespace RbmTheory.Compare.Tests.Support;

/// <summary>The report at the paper's parameters, from the records that the repository holds.</summary>
internal static class PaperReport
{
    /// <summary>Its experiments.</summary>
    public static IReadOnlyList<Experiment> Experiments { get; } = HarshPaper.Paper.Of(Preset.Paper);

    private static readonly Lazy<IReadOnlyList<Finding>> Read = new(() =>
    {
        RecordStore store = new(Path.Combine(Repository.Root, "reports", "harsh", "records"));
        return Finding.Of(Experiments, Experiments.ToDictionary(
            e => e.Name, e => (IReadOnlyList<RunRecord>)[.. e.Plan(1).Select(p => store.Find(e.Name, p.Run)!)]));
    });

    /// <summary>What came out of each.</summary>
    public static IReadOnlyList<Finding> Findings => Read.Value;

    /// <summary>The names of its figures, for tests of each.</summary>
    public static TheoryData<string> FigureNames => [.. Figures.Select(f => f.Name)];

    /// <summary>Its figures.</summary>
    public static IReadOnlyList<Figure> Figures
        => [.. Findings.Select(f => f.Figure).OfType<Figure>()];

    /// <summary>One of its figures.</summary>
    public static Figure FigureOf(string name)
        => Findings.Single(f => f.Experiment.Name == name).Figure!;

    /// <summary>The report.</summary>
    public static Document Document => ReportComposer.Compose(HarshPaper.Paper, Findings, seed: 1);
}
