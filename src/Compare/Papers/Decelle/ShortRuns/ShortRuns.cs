using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Digits;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Reports;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>
/// Machines trained with chains that start from coins at every update and make k sweeps, Rdm-k: what they generate
/// after so many sweeps from coins, and after others; PCD for contrast.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class ShortRuns(Preset preset) : Experiment<ShortRunsSettings>(ShortRunsSettings.Presets, preset)
{
    /// <summary>A part of the samples that is most of them.</summary>
    private const double MostOfThem = 0.75;

    private const int MosaicColumns = 3;

    private static readonly ShortRunKind[] Kinds = Enum.GetValues<ShortRunKind>();

    private static readonly int[] Colours = [Palette.Blue, Palette.Vermilion, Palette.Green];

    /// <inheritdoc/>
    public override string Number => "short";

    /// <inheritdoc/>
    public override string Name => "short-runs";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Trainings];

    private KeyedRuns<(ShortRunKind Kind, int Run), ShortRun, ShortRunSamples> Trainings => new(ShortRunsJson.Default)
    {
        Keys = [.. Kinds.SelectMany(kind => Enumerable.Range(1, Settings.RunsOf(kind)).Select(run => (kind, run)))],
        Name = (key, _) => $"{NameOf(key.Kind)}-{key.Run}",
        Settings = (key, seeds) => Settings.Of(key.Kind) with
        {
            Source = Settings.Training.Source with
            {
                DataSeed = Settings.Training.Source.Mnist ? 0 : seeds.Of("digits"),
            },
            TrainingSeed = seeds.Of($"training-{key.Run}"),
            IsPictured = key.Run == 1,
        },
        Cost = CostOf,
        IsRandom = true,
        Compute = ShortRunTraining.Run,
        Check = (settings, data) => settings.Source.Check(data),
    };

    private IReadOnlyList<int> Times => Settings.SampleTimes;

    private static string NameOf(ShortRunKind kind) => kind switch
    {
        ShortRunKind.Short => "short",
        ShortRunKind.Long => "long",
        _ => "pcd",
    };

    private string LabelOf(ShortRunKind kind)
        => kind == ShortRunKind.Persistent ? $"PCD-{StepsOf(kind)}" : $"Rdm-{StepsOf(kind)}";

    private int StepsOf(ShortRunKind kind) => Settings.Of(kind).GibbsSteps;

    /// <summary>Index of a time among those of the samples: the last that is no later.</summary>
    private int IndexOf(double time) => Times.Index().Last(t => t.Item <= time).Index;

    /// <summary>Seconds: of the chains of training, of those that generate, and of comparing.</summary>
    private static double CostOf(ShortRun run)
    {
        double sweep = 2e-11 * 784 * run.Hidden;
        double updates = (double)(run.Epochs + run.SettlingEpochs) * run.UpdatesPerEpoch;
        return updates * run.Batch * (run.GibbsSteps + 2) * sweep
            + run.QualitySamples * run.SampleTimes[^1] * sweep + 0.2 * run.SampleTimes.Count;
    }

    private IReadOnlyList<ShortRunSamples> Of(Results runs, ShortRunKind kind)
        => [.. runs.Of(Trainings).Where(run => run.Key.Kind == kind).Select(run => run.Single())];

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        Panel Course(string title, string label, Func<ShortRunSamples, SampleQuality, double> of,
            bool isLogarithmic = true, LegendPlace legend = LegendPlace.None)
        {
            Series[] series = [.. Kinds.Select((kind, n) => Curve(Of(runs, kind), LabelOf(kind), of, Colours[n]))];
            double low = series.Min(s => s.Y.Min()), high = series.Max(s => s.Y.Max());
            return new(title, new("sweeps from coins t_{G}", Logarithmic: true), new(label, Logarithmic: isLogarithmic),
            [
                .. Kinds.Where(kind => kind != ShortRunKind.Persistent).Select(kind => new Series("",
                    [StepsOf(kind), StepsOf(kind)], [low, high], Mark.Dashed, Colours[(int)kind])),
                new("data", [Times[0], Times[^1]], [.. Enumerable.Repeat(Level(runs, of), 2)], Mark.Dashed,
                    Palette.Grey),
                .. series,
            ], legend);
        }

        return new(Name, "Machines trained with short chains, and what they generate",
        [
            Course("means", "E1 / floor", (h, q) => q.MeanError / h.MeanFloor),
            Course("covariances", "E2 / floor", (h, q) => q.CovarianceError / h.Floor().CovarianceError),
            Course("power spectrum", "EPS / floor", (h, q) => Power(q) / Power(h.Floor())),
            Course("nearest neighbours", "E_{AAI}", (_, q) => q.Adversarial.Error, isLogarithmic: false),
            Course("samples nearest to a sample", "A_{S}", (_, q) => q.Adversarial.SampleAccuracy,
                isLogarithmic: false),
            Course("pixels on", "activity", (_, q) => q.Activity, isLogarithmic: false, LegendPlace.TopRight),
            .. Pictures(runs),
        ], Note, Columns: 3);
    }

    private string Note => $"{(Settings.Training.Source.Mnist ? "MNIST" : "stroke digits")}, S = "
        + $"{Settings.Training.Samples:N0}, 784 × {Settings.Training.Hidden}, ν = {Settings.Training.LearningRate}, "
        + $"batches of {Settings.Training.Batch}, {Settings.Runs}, {Settings.LongRuns} and {Settings.PersistentRuns} "
        + "runs; dashed: k"
        + (ScaledDown.Length > 0 ? "; scaled down" : "");

    private IEnumerable<Panel> Pictures(Results runs)
    {
        const int Pixels = DigitSource.Side * DigitSource.Side, Half = ShortRunTraining.Pictures * Pixels;
        const int Shown = MosaicColumns * MosaicColumns * Pixels;
        double[] biased = Of(runs, ShortRunKind.Short)[0].Pictures!;
        double[] persistent = Of(runs, ShortRunKind.Persistent)[0].Pictures!;
        int k = StepsOf(ShortRunKind.Short);
        string end = $"after {Times[^1]:N0}";
        return
        [
            Mosaic.Of($"Rdm-{k} after {k} sweeps", biased[..Shown], MosaicColumns),
            Mosaic.Of($"Rdm-{k} {end}", biased[Half..(Half + Shown)], MosaicColumns),
            Mosaic.Of($"{LabelOf(ShortRunKind.Persistent)} {end}", persistent[Half..(Half + Shown)], MosaicColumns),
        ];
    }

    private Series Curve(IReadOnlyList<ShortRunSamples> trained, string label,
        Func<ShortRunSamples, SampleQuality, double> of, int colour)
    {
        Estimate[] means = [.. Enumerable.Range(0, Times.Count).Select(t => trained.Mean(h => of(h, h.At(t))))];
        return new(label, [.. Times.Select(t => (double)t)], [.. means.Select(e => e.Value)], Mark.LinePoints, colour,
            [.. means.Select(e => e.StandardError)]);
    }

    /// <summary>The same number of other data.</summary>
    private double Level(Results runs, Func<ShortRunSamples, SampleQuality, double> of)
        => Kinds.SelectMany(kind => Of(runs, kind)).Average(h => of(h, h.Floor()));

    private static double Power(SampleQuality quality) => quality.PowerSpectrumError ?? double.NaN;

    /// <inheritdoc/>
    public override Table Tabulate(Results runs) => new(
        [
            new("Trained by", 1.4), new("t_G", 0.8, true), new("E1 / floor", 1.5, true), new("E2 / floor", 1.5, true),
            new("E3 / floor", 1.5, true), new("EPS / floor", 1.6, true), new("A_T", 1.3, true), new("A_S", 1.3, true),
            new("Activity", 1.4, true),
        ],
        [
            .. Kinds.SelectMany(kind => Shown(kind).Select(
                t => Row(LabelOf(kind), $"{Times[t]:N0}", Of(runs, kind), h => h.At(t)))),
            Row("other data", "", Of(runs, ShortRunKind.Short), h => h.Floor()),
        ]);

    /// <summary>Half of k, k, twice as much, and the longest time.</summary>
    private IEnumerable<int> Shown(ShortRunKind kind)
        => new[] { Before(kind), IndexOf(StepsOf(kind)), After(kind), Times.Count - 1 }.Distinct();

    /// <summary>The time at k/2, or the last before.</summary>
    private int Before(ShortRunKind kind) => IndexOf(0.5 * StepsOf(kind));

    /// <summary>The time at 2k, or the first after.</summary>
    private int After(ShortRunKind kind) => Times.Index().First(t => t.Item >= 2 * StepsOf(kind)).Index;

    private static IReadOnlyList<Cell> Row(
        string label, string time, IReadOnlyList<ShortRunSamples> trained, Func<ShortRunSamples, SampleQuality> at)
    {
        Cell Mean(Func<ShortRunSamples, double> of) => new(trained.Mean(of).ToString());
        return
        [
            new(label), new(time), Mean(h => at(h).MeanError / h.MeanFloor),
            Mean(h => at(h).CovarianceError / h.Floor().CovarianceError),
            Mean(h => at(h).TripleError / h.Floor().TripleError), Mean(h => Power(at(h)) / Power(h.Floor())),
            Mean(h => at(h).Adversarial.DataAccuracy), Mean(h => at(h).Adversarial.SampleAccuracy),
            Mean(h => at(h).Activity),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        IReadOnlyList<ShortRunSamples> persistent = Of(runs, ShortRunKind.Persistent);
        Estimate kept = persistent.Mean(Worsening), lost = Of(runs, ShortRunKind.Short).Mean(Worsening);
        return
        [
            .. AtSweeps(ShortRunKind.Short, Of(runs, ShortRunKind.Short)),
            .. AtSweeps(ShortRunKind.Long, Of(runs, ShortRunKind.Long)),
            .. LongChains(Of(runs, ShortRunKind.Short)),
            Verdict.Holds("persistent",
                $"E2 of {LabelOf(ShortRunKind.Persistent)} after {Times[^1]:N0} sweeps over its least", null,
                kept.Less(lost).IsBelow(0), null, kept,
                $"below that of {LabelOf(ShortRunKind.Short)}, {lost}: no sweet spot"),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs) => new Dictionary<string, object>
    {
        ["activity"] = $"{Of(runs, ShortRunKind.Short).Average(h => h.DataActivity):F3}",
        ["ones-at-k"] = Of(runs, ShortRunKind.Short).Mean(h => h.Ones[IndexOf(StepsOf(ShortRunKind.Short))]),
        ["means-rate"] = Of(runs, ShortRunKind.Short).Mean(AtRate),
        ["means"] = Of(runs, ShortRunKind.Short).Mean(h => AtSteps(ShortRunKind.Short, h)),
    };

    /// <summary>E1 over the floor after k sweeps, before the last epochs.</summary>
    private static double AtRate(ShortRunSamples trained)
        => QualityNumbers.Read(trained.AtRate, 0).MeanError / trained.MeanFloor;

    /// <summary>The same after them.</summary>
    private double AtSteps(ShortRunKind kind, ShortRunSamples trained)
        => trained.At(IndexOf(StepsOf(kind))).MeanError / trained.MeanFloor;

    /// <summary>E2 after the longest time over the least of all.</summary>
    private double Worsening(ShortRunSamples trained)
        => trained.At(Times.Count - 1).CovarianceError
            / Enumerable.Range(0, Times.Count).Min(t => trained.At(t).CovarianceError);

    private IEnumerable<Verdict> AtSweeps(ShortRunKind kind, IReadOnlyList<ShortRunSamples> trained)
    {
        int k = StepsOf(kind);
        string after = $"{LabelOf(kind)} after {k} sweeps";
        return
        [
            Verdict.Compare($"means-rate-{k}", $"E1 of {after} / floor, ν = {Settings.Training.LearningRate}", null, 1,
                trained.Mean(AtRate),
                "the fixed point has the means of the data; updates leave noise about it")
                with { Judges = Claim.FirstOrder, ExplainedBy = $"means-{k}" },
            Verdict.Compare($"means-{k}", $"E1 of {after} / floor, then ν = {Settings.SettlingRate}", null, 1,
                trained.Mean(h => AtSteps(kind, h)), "of n samples 2/n times the mean of p(1 − p)"),
            Sweet($"means-sweet-{k}", $"E1 of {LabelOf(kind)}", kind, trained, q => q.MeanError),
            Sweet($"sweet-{k}", $"E2 of {LabelOf(kind)}", kind, trained, q => q.CovarianceError),
            Later($"neighbours-{k}", "E_AAI", k, trained, q => q.Adversarial.Error),
            Later($"spectrum-{k}", "EPS", k, trained, Power),
        ];
    }

    private Verdict Sweet(string id, string quantity, ShortRunKind kind, IReadOnlyList<ShortRunSamples> trained,
        Func<SampleQuality, double> of)
    {
        int at = IndexOf(StepsOf(kind));
        Estimate depth = trained.Mean(
            h => Math.Log(Math.Min(of(h.At(Before(kind))), of(h.At(After(kind)))) / of(h.At(at))));
        return Verdict.Holds(id, $"ln of {quantity} after {Times[Before(kind)]} or {Times[After(kind)]} sweeps over "
            + $"that after {StepsOf(kind)}", "sweet spot", depth.IsAbove(0), null, depth,
            "of the smaller one; above 0");
    }

    private Verdict Later(string id, string quantity, int sweeps, IReadOnlyList<ShortRunSamples> trained,
        Func<SampleQuality, double> of)
    {
        // Before, samples are no digits yet, and look as unlike each other as data do.
        int first = IndexOf(0.5 * sweeps);
        Estimate time = trained.Mean(
            h => (double)Times[Enumerable.Range(first, Times.Count - first).MinBy(t => of(h.At(t)))] / sweeps);
        return Verdict.Report(id, $"t_G of the least {quantity} of Rdm-{sweeps} over k", "sweet spot", 1, time,
            "from k/2 on; not a moment that training fixes");
    }

    private IEnumerable<Verdict> LongChains(IReadOnlyList<ShortRunSamples> trained)
    {
        string after = $"{LabelOf(ShortRunKind.Short)} after {Times[^1]:N0} sweeps";
        Estimate activity = trained.Mean(h => h.At(Times.Count - 1).Activity), ones = trained.Mean(h => h.Ones[^1]);
        Estimate alike = trained.Mean(h => h.At(Times.Count - 1).Adversarial.SampleAccuracy);
        int k = StepsOf(ShortRunKind.Short);
        return
        [
            Verdict.Holds("ones", $"samples whose nearest datum is a digit one, {after}", "all ones",
                ones.IsAbove(MostOfThem), null, ones,
                $"after {k} sweeps {trained.Mean(h => h.Ones[IndexOf(k)])}"),
            Verdict.Report("pixels", $"pixels on, {after}", null, null, activity,
                $"of the data {trained.Average(h => h.DataActivity):F3}"),
            Verdict.Holds("collapse", $"A_S, {after}", null, alike.IsAbove(MostOfThem), null, alike,
                "samples nearest to another sample; ½ of the law of the data"),
        ];
    }
}
