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
    /// <param name="experiments">Those of its experiments that are reported, in order.</param>
    /// <param name="records">The records of each, by its name.</param>
    /// <param name="seed">The seed of the report.</param>
    public static Document Compose(
        Paper paper, IReadOnlyList<Experiment> experiments,
        IReadOnlyDictionary<string, IReadOnlyList<RunRecord>> records, ulong seed)
    {
        Finding[] findings = [.. experiments.Select(e => Finding.Of(e, records[e.Name]))];
        return new(
            paper.Title,
            paper.Subtitle,
            $"RbmTheory {Product.Version}  ·  seed {seed}",
            [
                SummarySections.Summary(findings),
                SummarySections.Verdicts(findings),
                .. findings.Select(Page),
                Colophon.Section(findings, seed),
            ]);
    }

    private static Section Page(Finding finding)
    {
        Experiment experiment = finding.Experiment;
        IReadOnlyList<RunRecord> records = finding.Records;
        return new(experiment.Title,
        [
            .. finding.Figure is Figure figure ? [new FigureBlock(figure)] : Array.Empty<Block>(),
            .. experiment.Text.Select(t => new Paragraph(t)),
            .. experiment.Equations.Length > 0
                ? [new Paragraph($"Theory, with the paper's numbers of its equations: {experiment.Equations}.")]
                : Array.Empty<Block>(),
            .. experiment.Tabulate(records) is Table table ? [table] : Array.Empty<Block>(),
            .. finding.Verdicts.Count > 0 ? [VerdictTable.Of(finding)] : Array.Empty<Block>(),
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

/// <summary>What came out of an experiment, read from its records once.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Records">Its records.</param>
/// <param name="Figure">What is drawn; null for nothing.</param>
/// <param name="Verdicts">What is judged.</param>
internal sealed record Finding(
    Experiment Experiment, IReadOnlyList<RunRecord> Records, Figure? Figure, IReadOnlyList<Verdict> Verdicts)
{
    /// <summary>Draws and judges the records of an experiment.</summary>
    public static Finding Of(Experiment experiment, IReadOnlyList<RunRecord> records)
        => new(experiment, records, experiment.Draw(records), experiment.Judge(records));

    /// <summary>How many verdicts have some outcome.</summary>
    public int Count(Outcome outcome) => Verdicts.Count(v => v.Outcome == outcome);
}
