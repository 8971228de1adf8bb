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

    private static readonly Lazy<Dictionary<string, IReadOnlyList<RunRecord>>> Read = new(() =>
    {
        RecordStore store = new(Path.Combine(Repository.Root, "reports", "harsh", "records"));
        return Experiments.ToDictionary(
            e => e.Name, e => (IReadOnlyList<RunRecord>)[.. e.Plan(1).Select(p => store.Find(e.Name, p.Run)!)]);
    });

    /// <summary>The names of its figures, for tests of each.</summary>
    public static TheoryData<string> FigureNames => [.. Figures.Select(f => f.Name)];

    /// <summary>Its figures.</summary>
    public static IReadOnlyList<Figure> Figures
        => [.. Experiments.Select(e => e.Draw(Read.Value[e.Name])).OfType<Figure>()];

    /// <summary>One of its figures.</summary>
    public static Figure FigureOf(string name)
        => Experiments.Single(e => e.Name == name).Draw(Read.Value[name])!;

    /// <summary>The report.</summary>
    public static Document Document => ReportComposer.Compose(HarshPaper.Paper, Finding.Of(Experiments, Read.Value), seed: 1);
}
