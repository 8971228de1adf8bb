using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;

namespace RbmTheory.Compare.Reports;

/// <summary>The last page of a report: how it was made, on what, and in which time.</summary>
internal static class Colophon
{
    /// <summary>Heading of the section.</summary>
    public const string Heading = "How it was made";

    /// <summary>What links name it by.</summary>
    public const string Id = "made";

    /// <summary>The section.</summary>
    public static Section Section(IReadOnlyList<Finding> findings, ulong seed)
    {
        RunRecord[] all = [.. findings.SelectMany(f => f.Records)];
        Machine[] machines = [.. all.Select(r => r.Machine).Distinct()];
        FigureTime[] times = [.. findings.Select(f => FigureTime.Of(f.Experiment.Number, f.Records))];
        return new(Heading,
        [
            new Paragraph("Every number above is read from the run records beside this report "
                + "(records/FIGURE.jsonl, a line a run), which hold parameters, seed, version, source, machine and "
                + "time. The same seed and version give the same numbers on any number of threads. Each figure is "
                + "drawn into figures/ as PNG, PDF and SVG, with its data (CSV)."),
            new Table([new("", 1), new("", 3)],
            [
                [new("Program"), new($"RbmTheory {Product.Version}")],
                [new("Seed"), new($"{seed}; that of a run is made of it and the names of figure and run")],
                .. machines.Select(m => (IReadOnlyList<Cell>)
                    [new("Machine"), new($"{m.Processor}, {m.Cores} logical processors, {m.VectorBits}-bit vectors, "
                        + $"{m.System}, .NET {m.Runtime}")]),
                [new("Runs"), new($"{all.Length}, {all.Sum(r => r.Seconds):F0} s of computing in all")],
            ]),
            new Paragraph("Time: all of it is that of one core, for every run has one thread. A spin update is one "
                + "visible unit drawn anew by a chain; the rate is that of the runs that train, with all that they do "
                + "besides. The hours are those in which the paper's own code (PGM, Python with numba) would draw as "
                + "many: they are estimated from its rates on two cores of an AMD EPYC, in the middle of what was "
                + $"measured: {PaperCode.OneUnit / 1e6:F0} million a second with one hidden unit and batches of 100 "
                + $"(20 to 59), {PaperCode.OneUnitSmallBatch / 1e6:F0} with batches of 10 (11 to 23), "
                + $"{PaperCode.HundredUnits / 1e6:F0} with 100 hidden units (7 to 9), {PaperCode.Potts / 1e6:F0} for "
                + "Potts units of ten states (4 to 6), interpolated between these. The ratio is that "
                + "of the two times."),
            Times(times),
        ], Id);
    }

    private static Table Times(IReadOnlyList<FigureTime> times) => new(
        [.. FigureTime.Headings.Select((h, i) => new Column(char.ToUpperInvariant(h[0]) + h[1..], 1, IsNumeric: i > 0))],
        [
            .. times.Append(FigureTime.Total(times))
                .Select(t => (IReadOnlyList<Cell>)[.. t.Cells().Select(text => new Cell(text))]),
        ]);
}
