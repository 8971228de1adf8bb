using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Papers;
using RbmTheory.Compare.Records;

namespace RbmTheory.Compare.Reports;

/// <summary>
/// Puts the report together from finished records; it computes nothing anew. Summary and all verdicts first, then a
/// section for each figure, the errata, and how it was made.
/// </summary>
public static class ReportComposer
{
    /// <summary>The report.</summary>
    /// <param name="paper">The paper.</param>
    /// <param name="findings">What came out of those of its experiments that are reported, in order.</param>
    /// <param name="seed">The seed of the report.</param>
    public static Document Compose(Paper paper, IReadOnlyList<Finding> findings, ulong seed)
        => new(
            paper.Title,
            paper.Subtitle,
            $"RbmTheory {Product.Version}  ·  seed {seed}",
            [
                SummarySections.Summary(paper, findings),
                SummarySections.Verdicts(findings),
                .. findings.Select(finding => Page(finding, findings)),
                Colophon.Section(findings, seed),
            ]);

    private static Section Page(Finding finding, IReadOnlyList<Finding> all)
    {
        Experiment experiment = finding.Experiment;
        IReadOnlyList<RunRecord> records = finding.Records;
        return new(experiment.Title,
        [
            .. finding.Figure is Figure figure ? [new FigureBlock(figure)] : Array.Empty<Block>(),
            .. finding.Text.Select(t => new Paragraph(t)),
            .. experiment.Equations.Length > 0
                ? [new Paragraph($"Theory, with the paper's numbers of its equations: {experiment.Equations}.")]
                : Array.Empty<Block>(),
            .. finding.Table is Table table ? [table] : Array.Empty<Block>(),
            .. finding.Verdicts.Count > 0 ? [VerdictTable.Of(finding, all)] : Array.Empty<Block>(),
            new Table([new("Parameter", 1), new("Value", 3)],
            [
                .. experiment.Parameters.Select(p => (IReadOnlyList<Cell>)[new(p.Name), new(p.Value)]),
                .. Seeds(records),
                [new("Computing time"), new($"{records.Sum(r => r.Seconds):F1} s in {records.Count} "
                    + $"{(records.Count == 1 ? "run" : "runs")}, one thread each")],
            ]),
        ], experiment.Name);
    }

    /// <summary>The seeds of a few runs; of many only where they stand. Seed 0 marks what has nothing random.</summary>
    private static IEnumerable<IReadOnlyList<Cell>> Seeds(IReadOnlyList<RunRecord> records)
    {
        const int Listed = 5;
        ulong[] seeds = [.. records.Select(r => r.Seed).Where(s => s != 0).Distinct()];
        if (seeds.Length > 0)
        {
            yield return [new("Seeds"), new(string.Join(", ", seeds.Take(Listed))
                + (seeds.Length > Listed ? $" and {seeds.Length - Listed} more, in the run records" : ""))];
        }
    }
}
