using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Reports;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>
/// Fig. 2: weights, features and samples of machines trained by PCD and by extended mean field, the effective
/// temperature of their weights, and the fixed points of their mean field.
/// </summary>
/// <param name="machines">The machines.</param>
internal sealed partial class Fig02(Machines machines) : MachineFigure(machines)
{
    /// <summary>A value counts as an outlier above the edge of noise by this factor.</summary>
    private const double OutlierFactor = 1.02;

    /// <summary>Epochs after which the source finds that the temperature has converged.</summary>
    private const double ConvergedAfter = 20;

    private const int MosaicColumns = 5;

    private static readonly int[] Colours = [Palette.Blue, Palette.Vermilion, Palette.Green];

    /// <summary>Curves that lie on each other are seen all the same.</summary>
    private static readonly Mark[] Marks = [Mark.Line, Mark.Points, Mark.OpenPoints];

    private SampleComparison Comparison => new(Settings.Measures.SampleTimes);

    /// <inheritdoc/>
    public override string Number => "2";

    /// <inheritdoc/>
    public override string Name => "fig02";

    /// <summary>The machines of the source's size.</summary>
    private ComparedMachines Large(Results runs)
        => new(Of(runs, MachineKind.Pcd), Of(runs, MachineKind.Emf), Of(runs, MachineKind.PersistentEmf));

    /// <summary>Those of which there are several of each training.</summary>
    private ComparedMachines Several(Results runs)
        => Settings.SmallRuns > 0
            ? new(Of(runs, MachineKind.SmallPcd), Of(runs, MachineKind.SmallEmf),
                Of(runs, MachineKind.SmallPersistentEmf))
            : Large(runs);

    /// <summary>M of these.</summary>
    private int SeveralHidden => Settings.SmallRuns > 0 ? Settings.SmallHidden : Training.Hidden;

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        ComparedMachines large = Large(runs);
        DigitHistory[] firsts = [.. large.All.Select(kind => kind.Trained[0])];
        string[] labels = [.. large.All.Select(kind => kind.Label)];
        return new(Name, "Weights, features and samples of machines trained by PCD and by extended mean field",
        [
            Start(firsts[0]), .. Ends([.. labels.Take(2)], firsts),
            .. firsts.Select((h, k) => Mosaic.Of($"Features, {labels[k]}", h.FeaturePictures!, MosaicColumns)),
            .. firsts.Select((h, k) => Mosaic.Of($"Samples, {labels[k]}", h.SamplePictures!, MosaicColumns)),
            Temperatures(large), BulkTemperatures(large), CovarianceErrors(Several(runs)),
        ], Note + $"; EMF of order {Settings.TapOrder}", Columns: 3);
    }

    private Panel Start(DigitHistory pcd)
    {
        double deviation = Training.InitialDeviation, most = 3.5 * deviation;
        double[] grid = [.. Enumerable.Range(-100, 201).Select(k => most * k / 100)];
        return new("Before training", new("w", -most, most, Step: 2 * deviation), new("density", 0),
        [
            new("N(0, σ^{2})", grid, [.. grid.Select(w => Normal(w, deviation))], Mark.Line, Palette.Black),
            Histogram("", pcd, 0, Math.Sqrt(pcd.Variances[0]), Mark.Points, Palette.Blue, most),
        ], LegendPlace.TopLeft);
    }

    /// <summary>With axes of one range, and room for a legend.</summary>
    private static IEnumerable<Panel> Ends(string[] labels, DigitHistory[] trained)
    {
        double most = WeightHistogram.Range * labels.Index().Max(k => trained[k.Index].Moments[0]);
        Series[][] drawn = [.. labels.Select((_, k) => End(trained[k], Colours[k]))];
        double[] densities = [.. drawn.SelectMany(series => series.Skip(1).SelectMany(s => s.Y))];
        return drawn.Select((series, k) => new Panel($"After training, {labels[k]}", new("w", -most, most),
            new("density", densities.Min() / 2, 100 * densities.Max(), Logarithmic: true), series,
            LegendPlace.TopLeft));
    }

    private static Series[] End(DigitHistory trained, int colour)
    {
        double deviation = trained.Moments[0], most = WeightHistogram.Range * deviation;
        double[] grid = [.. Enumerable.Range(-100, 201).Select(k => 0.037 * k * deviation)];
        return
        [
            new("normal", grid, [.. grid.Select(w => Normal(w, deviation))], Mark.Line, Palette.Black),
            Histogram("all", trained, 1, deviation, Mark.Points, colour, most),
            Histogram("p > 0.005", trained, 2, deviation, Mark.OpenPoints, colour, most),
        ];
    }

    private static double Normal(double w, double deviation)
        => Math.Exp(-w * w / (2 * deviation * deviation)) / (Math.Sqrt(2 * Math.PI) * deviation);

    /// <summary>Bins that hold weights, as points.</summary>
    private static Series Histogram(
        string label, DigitHistory history, int number, double deviation, Mark mark, int colour, double most)
    {
        double width = 2 * WeightHistogram.Range * deviation / WeightHistogram.Bins;
        double[] shares = history.Histograms![(number * WeightHistogram.Bins)..((number + 1) * WeightHistogram.Bins)];
        double WeightOf(int bin) => (bin + 0.5) * width - WeightHistogram.Range * deviation;
        int[] bins = [.. Enumerable.Range(0, shares.Length).Where(b => shares[b] > 0 && Math.Abs(WeightOf(b)) <= most)];
        return new(label, [.. bins.Select(WeightOf)], [.. bins.Select(b => shares[b] / width)], mark, colour);
    }

    private Panel Temperatures(ComparedMachines trained) => new("1/Var W, (18)", new("update", Logarithmic: true),
        new("T_{eff}", Logarithmic: true),
        [
            .. trained.All.Select((kind, k) => Course(kind.Label, kind.Trained[0],
                kind.Trained[0].Updates.Length - 1, k, t => 1 / kind.Trained[0].Variances[t])),
            .. Training.Epochs > ConvergedAfter ? [Converged(trained.Pcd[0])] : Array.Empty<Series>(),
        ], LegendPlace.BottomLeft);

    /// <summary>When the source finds it has converged.</summary>
    private Series Converged(DigitHistory pcd)
    {
        double update = ConvergedAfter * Training.UpdatesPerEpoch;
        return new($"{ConvergedAfter} epochs", [update, update], [1 / pcd.Variances[^1], 1 / pcd.Variances[0]],
            Mark.Dashed, Palette.Grey);
    }

    private Panel BulkTemperatures(ComparedMachines trained)
        => new("Bulk temperature", new("update", Logarithmic: true), new("1/σ"),
        [
            .. trained.All.Select((kind, k) => Course(kind.Label, kind.Trained[0], LastOfBulk(kind.Trained[0]), k,
                t => BulkAt(kind.Trained[0], t))),
        ], LegendPlace.TopLeft);

    private Panel CovarianceErrors(ComparedMachines trained)
    {
        double[] times = [.. Settings.Measures.SampleTimes.Select(t => (double)t)];
        return new("Samples", new("sweeps from coins", Logarithmic: true), new("E2 / floor", Logarithmic: true),
        [
            .. trained.All.Select((kind, k) =>
            {
                Estimate[] means = [.. times.Select((_, t) => ComparedMachines.Mean(kind.Trained, h
                    => SampleComparison.At(h, t).CovarianceError / Comparison.Floor(h).CovarianceError))];
                return new Series(kind.Label, times, [.. means.Select(e => e.Value)], Mark.Points, Colours[k],
                    [.. means.Select(e => e.StandardError)]);
            }),
        ], LegendPlace.TopLeft);
    }

    /// <summary>A number in the course of a training, up to a look; of points every third.</summary>
    private static Series Course(string label, DigitHistory history, int last, int kind, Func<int, double> of)
    {
        int[] looks = [.. Enumerable.Range(1, last).Where(t => Marks[kind] == Mark.Line || (t - kind) % 3 == 0)];
        return new(label, [.. looks.Select(t => history.Updates[t])], [.. looks.Select(of)], Marks[kind],
            Colours[kind]);
    }

    /// <summary>The last look at which half of the singular values do not stand out.</summary>
    private int LastOfBulk(DigitHistory history)
        => Enumerable.Range(1, history.Updates.Length - 1).TakeWhile(t => 2 * Outliers(history, t) <= history.Modes)
            .LastOrDefault();

    // There are fewer hidden units than pixels: as many as singular values.
    private int Outliers(DigitHistory history, int look)
    {
        SingularValueLaw noise = new(DigitSource.Side * DigitSource.Side, history.Modes, Training.InitialDeviation);
        return history.ValuesAt(look).Count(s => s > OutlierFactor * noise.UpperEdge);
    }

    private double BulkAt(DigitHistory history, int look)
        => BulkTemperature.Of(history.ValuesAt(look), Outliers(history, look), DigitSource.Side * DigitSource.Side,
            history.Modes).Temperature;

    /// <inheritdoc/>
    public override Table Tabulate(Results runs) => new(
        [
            new("Trained by", 2.2), new("t_G", 0.8, true), new("E1 / floor", 1.5, true), new("E2 / floor", 1.5, true),
            new("EPS / floor", 1.6, true), new("A_T", 1.2, true), new("A_S", 1.3, true), new("Activity", 1.4, true),
        ],
        [
            .. Several(runs).All.SelectMany(kind => Rows($"{kind.Label}, M = {SeveralHidden}", kind.Trained)),
            .. Settings.SmallRuns > 0
                ? Large(runs).All.SelectMany(kind => Rows($"{kind.Label}, M = {Training.Hidden}", kind.Trained)) : [],
            Row("fresh data", "", Several(runs).Pcd, Settings.Measures.SampleTimes.Count),
        ]);

    private IEnumerable<IReadOnlyList<Cell>> Rows(string label, IReadOnlyList<DigitHistory> trained)
        => Settings.Measures.SampleTimes.Select((time, t) => Row(label, $"{time:N0}", trained, t));

    private IReadOnlyList<Cell> Row(string label, string time, IReadOnlyList<DigitHistory> trained, int index)
    {
        Cell Over(Func<SampleQuality, double> of)
            => Mean(h => of(SampleComparison.At(h, index)) / of(Comparison.Floor(h)));
        Cell Plain(Func<SampleQuality, double> of) => Mean(h => of(SampleComparison.At(h, index)));
        Cell Mean(Func<DigitHistory, double> of) => new(ComparedMachines.Mean(trained, of).ToString());
        return
        [
            new(label), new(time), Over(q => q.MeanError), Over(q => q.CovarianceError),
            Over(q => q.PowerSpectrumError ?? double.NaN), Plain(q => q.Adversarial.DataAccuracy),
            Plain(q => q.Adversarial.SampleAccuracy), Plain(q => q.Activity),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs) => new Dictionary<string, object>
    {
        ["alike-pcd"] = Alike(Several(runs).Pcd),
        ["alike-persistent"] = Alike(Several(runs).Persistent),
        ["batch"] = $"{Training.Batch}",
        ["ends"] = $"{PrintedSampling.Read(Of(runs, MachineKind.Pcd)[0].Printed!).Ends}",
        ["starts"] = $"{Settings.Measures.Starts}",
    };

    private Estimate Alike(IReadOnlyList<DigitHistory> trained) => ComparedMachines.Mean(trained, h
        => SampleComparison.At(h, Settings.Measures.SampleTimes.Count - 1).Adversarial.SampleAccuracy);
}
