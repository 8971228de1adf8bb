using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Experiments;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Records;

namespace RbmTheory.Compare.Reports;

/// <summary>Puts the report together from finished records; it computes nothing anew.</summary>
public static class ReportComposer
{
    /// <summary>The report.</summary>
    /// <param name="experiments">The experiments, in order.</param>
    /// <param name="records">The records of each, by its name.</param>
    /// <param name="seed">The seed of the report.</param>
    /// <param name="gnuplot">What drew it; null where nothing was drawn.</param>
    public static Document Compose(
        IReadOnlyList<Experiment> experiments, IReadOnlyDictionary<string, IReadOnlyList<RunRecord>> records,
        ulong seed,
        string? gnuplot)
    {
        Verdict[] verdicts = [.. experiments.SelectMany(e => e.Judge(records[e.Name]))];
        return new(
            "Place cells in restricted Boltzmann machines",
            "Theory and simulation of \"'Place-cell' emergence and learning of invariant data with restricted "
            + "Boltzmann machines\" (Harsh, Tubiana, Cocco, Monasson), lined up",
            $"RbmTheory {Product.Version}  ·  seed {seed}",
            [
                Summary(verdicts),
                .. experiments.Select(e => Page(e, records[e.Name])),
                Environment(experiments, records, seed, gnuplot),
            ]);
    }

    private static Section Summary(Verdict[] verdicts)
    {
        int agree = verdicts.Count(v => v.Outcome == Outcome.Agrees),
            differ = verdicts.Count(v => v.Outcome == Outcome.Differs);
        return new("Verdicts",
        [
            new Paragraph($"{agree} numbers agree, {differ} differ, {verdicts.Length - agree - differ} have no "
                + "counterpart yet and are reported. A simulation agrees with theory when Student's t, with the error "
                + $"over independent runs, leaves a chance of at least {Verdict.Significance:P0} for a deviation as "
                + "large; σ is the deviation in standard errors. Without a simulation, theory is held against the "
                + "paper, or against the stated bound."),
            VerdictTable(verdicts, withFigure: true),
        ]);
    }

    private static Section Page(Experiment experiment, IReadOnlyList<RunRecord> records)
        => new(experiment.Title,
        [
            .. experiment.Draw(records) is Figure figure ? [new FigureBlock(figure)] : Array.Empty<Block>(),
            .. experiment.Text.Select(t => new Paragraph(t)),
            .. experiment.Tabulate(records) is Table table ? [table] : Array.Empty<Block>(),
            VerdictTable(experiment.Judge(records), withFigure: false),
            new Table([new("Parameter", 1), new("Value", 3)],
            [
                .. experiment.Parameters.Select(p => (IReadOnlyList<Cell>)[new(p.Name), new(p.Value)]),
                [new("Computing time"), new(
                    $"{records.Sum(r => r.Seconds):F1} s in {records.Count} {(records.Count == 1 ? "run" : "runs")}, one thread each")],
            ]),
        ]);

    private static Table VerdictTable(IReadOnlyList<Verdict> verdicts, bool withFigure)
    {
        // The summary names the figure instead of the remark, which stands on the figure's own page.
        Column[] columns =
        [
            .. withFigure ? [new Column("Figure", 0.8)] : Array.Empty<Column>(),
            new("Quantity", withFigure ? 5 : 3.6), new("Paper", 1.3), new("Theory", 1.2), new("Simulation", 1.7),
            new("σ", 0.8), new("Verdict", 0.9), .. withFigure ? Array.Empty<Column>() : [new Column("Remark", 2.2)],
        ];
        return new(columns,
        [
            .. verdicts.Select(v => (IReadOnlyList<Cell>)
            [
                .. withFigure ? [new Cell(v.Figure)] : Array.Empty<Cell>(),
                new(v.Quantity), new(v.Paper ?? "–"),
                new(v.Theory is double theory ? Digits(theory).Replace('-', '−') : "–"),
                new(v.Simulation?.ToString().Replace('-', '−') ?? "–"),
                new(v.Sigmas is double sigmas ? $"{sigmas:+0.0;−0.0}" : "–"),
                new(Word(v.Outcome), v.Outcome), .. withFigure ? Array.Empty<Cell>() : [new Cell(v.Note)],
            ]),
        ]);
    }

    /// <summary>Six digits; two where only the size matters.</summary>
    private static string Digits(double value) => Math.Abs(value) < 1e-4 ? $"{value:G2}" : $"{value:G6}";

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Agrees => "agrees",
        Outcome.Differs => "differs",
        _ => "reported",
    };

    private static Section Environment(
        IReadOnlyList<Experiment> experiments, IReadOnlyDictionary<string, IReadOnlyList<RunRecord>> records,
        ulong seed,
        string? gnuplot)
    {
        RunRecord[] all = [.. experiments.SelectMany(e => records[e.Name])];
        Machine[] machines = [.. all.Select(r => r.Machine).Distinct()];
        return new("How it was made",
        [
            new Paragraph("Every number above is read from the run records beside this report "
                + "(records/FIGURE/RUN.json), which hold parameters, seed, version, machine and time. The same seed "
                + "and version give the same numbers on any number of threads. Each figure stands in figures/ as PNG, "
                + "PDF and SVG, with its data (CSV) and its gnuplot script."),
            new Table([new("", 1), new("", 3)],
            [
                [new("Program"), new($"RbmTheory {Product.Version}")],
                [new("Seed"), new($"{seed}")],
                .. machines.Select(m => (IReadOnlyList<Cell>)
                    [new("Machine"), new($"{m.Processor}, {m.Cores} logical processors, {m.VectorBits}-bit vectors, "
                        + $"{m.System}, .NET {m.Runtime}")]),
                [new("Figures"), new(gnuplot ?? "not drawn: gnuplot is missing")],
                [new("Runs"), new($"{all.Length}, {all.Sum(r => r.Seconds):F0} s of computing in all")],
            ]),
        ]);
    }
}
