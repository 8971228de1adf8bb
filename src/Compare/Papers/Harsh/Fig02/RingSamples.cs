using System.Text.Json.Serialization;
using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Figs. 2 and 8: configurations of a ring, and their correlations against those of the transfer matrix.
/// </summary>
/// <typeparam name="TRing">The data: settings of a run.</typeparam>
/// <param name="presets">The settings of each preset.</param>
/// <param name="preset">The preset.</param>
/// <param name="json">How the data and their correlations are written.</param>
internal abstract class RingSamples<TRing>(
    Presets<RingSamplesSettings<TRing>> presets, Preset preset, JsonSerializerContext json)
    : Experiment<RingSamplesSettings<TRing>>(presets, preset)
    where TRing : class, IRingData
{
    /// <summary>The data.</summary>
    protected TRing Ring => Settings.Ring;

    /// <summary>What is seen, in a line.</summary>
    protected abstract string Caption { get; }

    /// <summary>The parameters of the data in the markup of a figure.</summary>
    protected abstract string Model { get; }

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

    private RepeatedRuns<TRing, RingSample> DataSets => new(json)
    {
        Name = run => $"run-{run}",
        Repeats = Settings.DataSets,
        Settings = _ => Ring,
        IsRandom = true,
        Compute = Measure,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [DataSets];

    private static RingSample Measure(TRing ring, RunContext run)
    {
        (RingCorrelation correlation, Action<int, int[]> read) = ring.Sample(run.Seed);
        int[] row = new int[ring.Sites];
        List<double> shown = [];
        for (int s = 0; s < ring.Samples; s++)
        {
            run.Stop.ThrowIfCancellationRequested();
            read(s, row);
            correlation.Add<int>(row);
            if (run.Number == 1 && s < ring.Drawn)
                shown.AddRange(row.Select(v => (double)v));
        }

        return new(
            correlation.Mean, -1 / Math.Log(correlation.At(1).Value),
            [.. Enumerable.Range(0, ring.Sites / 2 + 1).Select(d => correlation.At(d).Value)],
            run.Number == 1 ? [.. shown] : null);
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        int sites = Ring.Sites;
        double[] configurations = runs.Of(DataSets)[0].Configurations!;
        double[] distances = [.. Enumerable.Range(0, sites / 2 + 1).Select(d => (double)d)];
        Estimate[] measured = [.. distances.Select(d => At(runs, (int)d))];
        return new(Name, Caption,
        [
            new(Map.Title, new("site i", 0.5, sites + 0.5), new("sample", 0.5, Ring.Drawn + 0.5),
            [
                new("", [.. configurations.Select((_, k) => k % sites + 1.0)],
                    [.. configurations.Select((_, k) => k / sites + 1.0)], Mark.Map, Palette.Black,
                    Value: configurations),
            ], LegendPlace.None, Map.Colours),
            new("Correlation", new("distance d, sites", 0, 30), new(ProductLabel, -0.05, 1.05),
            [
                new($"exact, N = {sites}", distances, [.. distances.Select(d => Ring.Correlation((int)d))], Mark.Line,
                    Palette.Black),
                new("sampled", distances, [.. measured.Select(e => e.Value)], Mark.Points, Palette.Blue,
                    [.. measured.Select(e => e.StandardError)]),
            ]),
        ], $"{Model}, {Settings.DataSets} data sets of {Ring.Samples:N0} samples"
            + (ScaledDown.Length == 0 ? ": the paper's parameters" : ""));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs) =>
    [
        Verdict.Compare("length", $"ξ = −1/ln{Product("1")}, sites", Length.Paper, -1 / Math.Log(Ring.Correlation(1)),
            runs.Of(DataSets).Mean(set => set.Length), Length.Note),
        .. Settings.JudgedDistances.Select(d => Verdict.Compare(
            $"correlation-{d}", Product($"{d}"), null, Ring.Correlation(d), At(runs, d), "theory: transfer matrix")),
        Verdict.Compare("mean", Mean.Name, "0", 0, runs.Of(DataSets).Mean(set => set.Mean),
            $"theory: {Mean.Symmetry}"),
    ];

    private Estimate At(Results runs, int distance) => runs.Of(DataSets).Mean(set => set.Correlation[distance]);
}
