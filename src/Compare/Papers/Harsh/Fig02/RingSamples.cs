using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Figs. 2 and 8: configurations of a ring, and their correlations against those of the transfer matrix.
/// </summary>
public abstract class RingSamples : Experiment
{
    /// <summary>N.</summary>
    protected const int Sites = 100;

    /// <summary>S.</summary>
    protected const int Samples = 10_000;

    private const int Shown = 100, Runs = 10;

    private static readonly int[] JudgedDistances = [1, 5, 10, 50];

    /// <summary>What is seen, in a line.</summary>
    protected abstract string Caption { get; }

    /// <summary>What the data depend on, beside <see cref="Samples"/>.</summary>
    protected abstract IReadOnlyList<(string Name, string Value)> Model { get; }

    /// <summary>The same as numbers.</summary>
    protected abstract IReadOnlyDictionary<string, double> ModelParameters { get; }

    /// <summary>The quantity whose mean is the correlation at a distance, as text for a table.</summary>
    protected abstract string Product(string distance);

    /// <summary>The same in the markup of a figure.</summary>
    protected abstract string ProductLabel { get; }

    /// <summary>Heading of the map, and what its colours mean.</summary>
    protected abstract (string Title, ColourAxis Colours) Map { get; }

    /// <summary>What the mean is called that is 0 by symmetry, and that symmetry.</summary>
    protected abstract (string Name, string Symmetry) Mean { get; }

    /// <summary>What the paper says of ξ, and what it is on an infinite ring.</summary>
    protected abstract (string? Paper, string Note) Length { get; }

    /// <summary>The correlation of the finite ring.</summary>
    protected abstract double Exact(int distance);

    /// <summary>Draws a data set and goes through its samples.</summary>
    /// <returns>The correlations, without a sample yet, and what copies sample s into a row.</returns>
    protected abstract (RingCorrelation Correlation, Action<int, int[]> Read) Sample(ulong seed);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        .. Model, ("Samples", $"S = {Samples:N0}"),
        ("Data sets", $"{Runs}; the first {Shown} samples of the first are shown"),
        ("Scaled down", "nothing"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
    {
        Dictionary<string, double> parameters = new(ModelParameters) { ["samples"] = Samples };
        return
        [
            .. from run in Enumerable.Range(1, Runs)
               let own = SeedOf(seed, $"run-{run}")
               select new RunPlan($"run-{run}", own, parameters, 1, (_, stop) => Measure(own, run == 1, stop)),
        ];
    }

    private RunResult Measure(ulong seed, bool show, CancellationToken stop)
    {
        (RingCorrelation correlation, Action<int, int[]> read) = Sample(seed);
        int[] row = new int[Sites];
        List<double> shown = [];
        for (int s = 0; s < Samples; s++)
        {
            stop.ThrowIfCancellationRequested();
            read(s, row);
            correlation.Add<int>(row);
            if (show && s < Shown)
                shown.AddRange(row.Select(v => (double)v));
        }

        Dictionary<string, double[]> series = new()
        {
            ["correlation"] = [.. Enumerable.Range(0, Sites / 2 + 1).Select(d => correlation.At(d).Value)],
        };
        if (show)
            series["configurations"] = [.. shown];
        return new(
            new Dictionary<string, double>
            {
                ["mean"] = correlation.Mean,
                ["length"] = -1 / Math.Log(correlation.At(1).Value),
            }, series);
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        double[] configurations = runs[0].Result.Series["configurations"];
        double[] distances = [.. Enumerable.Range(0, Sites / 2 + 1).Select(d => (double)d)];
        Estimate[] measured = [.. distances.Select(d => At(runs, (int)d))];
        return new(Name, Caption,
        [
            new(Map.Title, new("site i", 0.5, Sites + 0.5), new("sample", 0.5, Shown + 0.5),
            [
                new("", [.. configurations.Select((_, k) => k % Sites + 1.0)],
                    [.. configurations.Select((_, k) => k / Sites + 1.0)], Mark.Map, Palette.Black,
                    Value: configurations),
            ], LegendPlace.None, Map.Colours),
            new("Correlation", new("distance d, sites", 0, 30), new(ProductLabel, -0.05, 1.05),
            [
                new("exact, N = 100", distances, [.. distances.Select(d => Exact((int)d))], Mark.Line, Palette.Black),
                new("sampled", distances, [.. measured.Select(e => e.Value)], Mark.Points, Palette.Blue,
                    [.. measured.Select(e => e.StandardError)]),
            ]),
        ], string.Join(", ", Model.Select(p => p.Value))
            + $", {Runs} data sets of {Samples:N0} samples: the paper's parameters");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs) =>
    [
        Verdict.Compare(Number, $"ξ = −1/ln{Product("1")}, sites", Length.Paper, -1 / Math.Log(Exact(1)),
            Estimate.FromRuns([.. runs.Select(r => r.Result.Numbers["length"])]), Length.Note),
        .. JudgedDistances.Select(d => Verdict.Compare(
            Number, Product($"{d}"), null, Exact(d), At(runs, d), "theory: transfer matrix")),
        Verdict.Compare(Number, Mean.Name, "0", 0,
            Estimate.FromRuns([.. runs.Select(r => r.Result.Numbers["mean"])]), $"theory: {Mean.Symmetry}"),
    ];

    private static Estimate At(IReadOnlyList<RunRecord> runs, int distance)
        => Estimate.FromRuns([.. runs.Select(r => r.Result.Series["correlation"][distance])]);
}
