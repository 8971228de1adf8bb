using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;

namespace RbmTheory.Compare.Reports;

/// <summary>What came out of an experiment, read from its records once.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Records">Its records.</param>
/// <param name="Figure">What is drawn; null for nothing.</param>
/// <param name="Table">Its own table; null for none.</param>
/// <param name="Verdicts">What is judged, each with the number of the figure in its identifier.</param>
/// <param name="Text">Its text, a string a paragraph.</param>
public sealed record Finding(
    Experiment Experiment, IReadOnlyList<RunRecord> Records, Figure? Figure, Table? Table,
    IReadOnlyList<Verdict> Verdicts, IReadOnlyList<string> Text)
{
    /// <summary>Draws and judges the records of an experiment, and fills in its text.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="made">The records of it and of those it uses, by name: one for each planned run, in the order of the
    /// plan.</param>
    public static Finding Of(
        Experiment experiment, IReadOnlyDictionary<string, IReadOnlyList<RunRecord>> made)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(made);
        IReadOnlyList<RunRecord> records = made[experiment.Name];
        Results results = new([.. records, .. experiment.Uses.SelectMany(used => made[used.Name])]);
        IReadOnlyList<Verdict> verdicts = experiment.Judge(results);
        return new(
            experiment, records, experiment.Draw(results), experiment.Tabulate(results),
            [.. verdicts.Select(v => InReport(v, experiment.Number))], experiment.Text(results, verdicts));
    }

    /// <summary>Several, each from its own records.</summary>
    /// <param name="experiments">The experiments.</param>
    /// <param name="records">The records of each, by its name.</param>
    public static IReadOnlyList<Finding> Of(
        IReadOnlyList<Experiment> experiments, IReadOnlyDictionary<string, IReadOnlyList<RunRecord>> records)
        => [.. experiments.Select(e => Of(e, records))];

    /// <summary>How many verdicts have some outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    public int Count(Outcome outcome) => Verdicts.Count(v => v.Outcome == outcome);

    private static Verdict InReport(Verdict verdict, string figure) => verdict with
    {
        Id = $"{figure}/{verdict.Id}",
        Figure = figure,
        ExplainedBy = verdict.ExplainedBy is string id && !id.Contains('/', StringComparison.Ordinal)
            ? $"{figure}/{id}" : verdict.ExplainedBy,
    };
}
