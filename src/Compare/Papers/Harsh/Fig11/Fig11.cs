using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using Orders = System.Linq.ILookup<(int Samples, int Run), RbmTheory.Compare.Papers.Harsh.TransitionOrder>;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 11: the order over the colours and the order along the ring, against the number of samples, with the paper's
/// fixed number of epochs, with as many updates at large S, and with a fixed number of updates.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Fig11(Preset preset) : Experiment<Fig11Settings>(Fig11Settings.Presets, preset)
{
    private const double PaperAngular = 0.033, PaperSpatial = 0.002;

    private XyTransitionTraining Training => Settings.Training;

    private double[] Ratios => [.. Settings.Samples.Select(Settings.Ratio)];

    private int Largest => Settings.Samples[0];

    private IEnumerable<int> Runs => Enumerable.Range(1, Settings.Runs);

    private SingleRun<TransitionRing, TransitionRates> Theory => new(Fig11Json.Default)
    {
        Name = "theory",
        Settings = _ => new(Training.Sites, Training.States, Training.Beta),
        Compute = (ring, _) => TransitionRates.Of(ring),
    };

    private KeyedRuns<(int Samples, int Run), XyTransitionTraining, TransitionOrder> FixedEpochs
        => Trainings(Settings.Samples, s => $"epochs-s-{s}", Settings.UpdatesOf, Training.GibbsSteps);

    private KeyedRuns<(int Samples, int Run), XyTransitionTraining, TransitionOrder> FixedUpdates
        => Trainings(Settings.FixedSamples, s => $"updates-s-{s}", _ => Settings.FixedUpdates, Training.GibbsSteps);

    private KeyedRuns<(int Samples, int Run), XyTransitionTraining, TransitionOrder> ManySteps
        => Trainings([Settings.CheckedSamples], _ => "many-steps", Settings.UpdatesOf, Settings.ManyGibbsSteps);

    /// <summary>The flow on the very samples of the trainings of fixed epochs.</summary>
    private KeyedRuns<int, ColourFlowSettings, ColourFlowOrders> Flows
        => FlowsOf(FixedEpochs, Settings.FlowSamples, "epochs");

    /// <summary>The same for fixed updates, at the S of the controls.</summary>
    private KeyedRuns<int, ColourFlowSettings, ColourFlowOrders> LongFlow
        => FlowsOf(FixedUpdates, Settings.HasLongFlow ? [Settings.CheckedSamples] : [], "updates");

    /// <inheritdoc/>
    public override string Number => "11";

    /// <inheritdoc/>
    public override string Name => "fig11";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Theory, FixedEpochs, FixedUpdates, ManySteps, Flows, LongFlow];

    /// <summary>
    /// Trainings at several S. Run n starts from the same weights at every S, so that its number belongs to the key.
    /// </summary>
    private KeyedRuns<(int Samples, int Run), XyTransitionTraining, TransitionOrder> Trainings(
        IReadOnlyList<int> samples, Func<int, string> group, Func<int, int> updates, int gibbsSteps)
        => new(Fig11Json.Default)
        {
            Keys = [.. from s in samples from run in Runs select (s, run)],
            Name = (key, _) => $"{group(key.Samples)}-run-{key.Run}",
            Settings = (key, seeds) => Settings.TrainingOf(
                key.Samples, updates(key.Samples), gibbsSteps, seeds.Of($"weights-{key.Run}")),
            Cost = training => training.Updates * (1.4e-4 + 5e-5 * training.GibbsSteps) + 5e-6 * training.Samples,
            IsRandom = true,
            Compute = (training, run) => training.Train(run),
        };

    private KeyedRuns<int, ColourFlowSettings, ColourFlowOrders> FlowsOf(
        KeyedRuns<(int Samples, int Run), XyTransitionTraining, TransitionOrder> trainings,
        IReadOnlyList<int> samples, string group)
        => new(Fig11Json.Default)
        {
            Keys = samples,
            Name = (s, _) => $"flow-{group}-s-{s}",
            Settings = (s, seeds) => ColourFlowSettings.Of(trainings, s, Settings.Runs, seeds),
            Cost = flow => flow.Runs * (0.1 + 4e-8 * flow.Samples * flow.Updates),
            Compute = ColourFlowTraining.Compute,
        };

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        TransitionRates theory = runs.Of(Theory);
        Orders epochs = runs.Of(FixedEpochs), updates = runs.Of(FixedUpdates);
        Axis ratio = new("noise ratio r = N/S", Ratios[0] / 1.3, Ratios[^1] * 1.3, Logarithmic: true);
        string few = $"{Settings.Epochs} epochs";
        return new(Name, "Order over the colours and order along the ring",
        [
            new($"Over the colours, {few}", new("colour v", 0, Training.States - 1), new("Σ_{i} w_{iv}", -22, 22),
                [.. Drawn(epochs, order => order.Spatial)], LegendPlace.None),
            new($"Along the ring, {few}", new("site i", 0, Training.Sites - 1), new("|F_{i}|", 0, 1.1),
                [.. Drawn(epochs, order => order.Angular)], LegendPlace.TopRight),
            new("Angular order", ratio, new("overlap with the plane of Λ_{XY}", 0, 1.5),
            [
                Upright(PaperAngular, 0.95, "paper, r = 0.033", Palette.Grey),
                Upright(theory.NoiseRatio, 0.95, "noise edge, corrected (31)", Palette.Vermilion),
                Level(Settings.RandomOverlap),
                .. Measured(epochs, updates, order => order.Overlap, order => order.LookOverlap),
            ]),
            new("Order along the ring", ratio, new("concentration of |F_{i}|^{2}", 0, 1.3),
            [
                Upright(PaperSpatial, 1, "paper, r = 0.002", Palette.Grey),
                Upright(Settings.OneEFold(theory), 1, $"{few} = one e-fold of k = 1", Palette.Vermilion),
                Level(Settings.RandomConcentration),
                .. Measured(epochs, updates, order => order.Concentration, order => order.LookConcentration)
                    .Select(s => s with { Label = "" }),
            ]),
        ], $"N = {Training.Sites}, P = {Training.States}, M = 1, β = {Training.Beta}, ν = {Training.LearningRate}, "
            + $"batches of {Training.Batch}, {Settings.Runs} runs a point"
            + (ScaledDown.Length == 0 ? "" : " (scaled down)"), Columns: 2);
    }

    private IEnumerable<Series> Drawn(Orders epochs, Func<TransitionOrder, double[]> of)
        => Settings.DrawnSamples.Select((samples, i) =>
        {
            double[] values = of(epochs[(samples, 1)].Single());
            return new Series($"r = {Settings.Ratio(samples):G2}", [.. values.Select((_, x) => (double)x)], values,
                Mark.Line, i + 1);
        });

    private IEnumerable<Series> Measured(
        Orders epochs, Orders updates, Func<TransitionOrder, double> last, Func<TransitionOrder, double[]> look)
    {
        yield return Points($"S = {Largest:N0}, after {Settings.Epochs}/r updates", [.. Settings.Samples.Skip(1)],
            Mark.OpenPoints, Palette.Vermilion,
            s => Runs.Mean(run => Look(epochs, run, Settings.UpdatesOf(s), look)));
        yield return Points($"{Settings.FixedUpdates:N0} updates at every r", Settings.FixedSamples, Mark.Points,
            Palette.Green, s => Mean(updates, s, last));
        yield return Points($"{Settings.Epochs} epochs, the paper's protocol", Settings.Samples, Mark.Points,
            Palette.Blue, s => Mean(epochs, s, last));
    }

    private Series Points(string label, IReadOnlyList<int> samples, Mark mark, int colour, Func<int, Estimate> of)
    {
        Estimate[] means = [.. samples.Select(of)];
        return new(label, [.. samples.Select(Settings.Ratio)], [.. means.Select(e => e.Value)], mark, colour,
            [.. means.Select(e => e.StandardError)]);
    }

    private static Series Upright(double ratio, double top, string label, int colour)
        => new(label, [ratio, ratio], [0, top], Mark.Dashed, colour);

    private Series Level(double value)
        => new("", [Ratios[0], Ratios[^1]], [value, value], Mark.Line, Palette.Grey);

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs) => [.. Thresholds(runs), .. Controls(runs)];

    /// <summary>Where either order sets in with the paper's epochs, and how fast both grow.</summary>
    private IReadOnlyList<Verdict> Thresholds(Results runs)
    {
        TransitionRates theory = runs.Of(Theory);
        Orders epochs = runs.Of(FixedEpochs);
        int first = Settings.GrowthFirst, last = Settings.GrowthLast;
        Estimate growth = Runs.Mean(run => Math.Log(
            Look(epochs, run, last, o => o.LookAmplitude) / Look(epochs, run, first, o => o.LookAmplitude))
            / (last - first));
        Estimate angular = AngularOnset(epochs), spatial = PlaceOnset(epochs);
        double place = Math.Exp(spatial.Value);
        string few = $"{Settings.Epochs} epochs";
        return
        [
            Verdict.Compare(
                "angular-growth", $"growth of the angular order, updates {first}–{last}, an update", null,
                Math.Log(1 + Training.LearningRate * theory.AngularRate), growth,
                "theory: log(1 + ν((1 − 1/P)Λ − 1)/P), infinite data") with { Judges = Claim.FirstOrder },
            Verdict.Compare("angular-onset", $"ln r at which Σ_i w_iv has half its largest size, {few}",
                "r < 0.033", Math.Log(theory.NoiseRatio), angular,
                $"r = {Math.Exp(angular.Value):F3}; theory: signal and noise meet, corrected (31)")
                with { Judges = Claim.FirstOrder },
            Verdict.Compare("place-onset", $"ln r at which the concentration is ½, {few}", "r < 0.002",
                Math.Log(PaperSpatial), spatial,
                $"theory: the paper's; r = {place:F4}, where {few} are {Settings.UpdatesAt(place):F0} updates")
                with { Judges = Claim.Paper, ExplainedBy = "place-onset-flow" },
            OnsetOfFlow(runs),
            Verdict.Report("one-e-fold", $"r at which {few} are one e-fold of the wave k = 1", "r < 0.002",
                Settings.OneEFold(theory), null, $"{SpatialFold(theory):F0} updates; "
                + (theory.NextSpatialRate < 0 ? "k = 2 decays" : "k = 2 grows too")),
        ];
    }

    /// <summary>The same r with other numbers of samples, of updates and of Gibbs steps.</summary>
    private IReadOnlyList<Verdict> Controls(Results runs)
    {
        Orders epochs = runs.Of(FixedEpochs), updates = runs.Of(FixedUpdates), manySteps = runs.Of(ManySteps);
        int samples = Settings.CheckedSamples, noisiest = Settings.FixedSamples[^1];
        string place = $"at r = {Settings.CheckedRatio}", longer = $"{Settings.FixedUpdates:N0} updates";
        const string Time = "theory: time alone decides, not the noise", Random = "theory: a random field";
        Estimate concentration = Mean(updates, samples, order => order.Concentration);
        return
        [
            Verdict.Compare(
                "time-alone", $"concentration {place}, less that of S = {Largest:N0} as long", null, 0,
                Runs.Mean(run => epochs[(samples, run)].Single().Concentration
                    - Look(epochs, run, Settings.UpdatesOf(samples), o => o.LookConcentration)), Time)
                with { Judges = Claim.FirstOrder },
            Verdict.Compare("time-alone-longer",
                $"concentration {place}, {longer}, less that of S = {Largest:N0} as long", null, 0,
                Runs.Mean(run => updates[(samples, run)].Single().Concentration
                    - Look(epochs, run, Settings.FixedUpdates, o => o.LookConcentration)), Time)
                with { Judges = Claim.FirstOrder },
            Verdict.Holds("place-longer", $"concentration {place}, {longer}", "no place at r > 0.002",
                concentration.Value <= 0.5, null, concentration,
                $"above ½: the field has a place where the paper's, trained for {Settings.Epochs} epochs, has none")
                with { ExplainedBy = Settings.HasLongFlow ? "place-longer-flow" : "time-alone-longer" },
            .. LongerFlow(runs, samples),
            Verdict.Report("noisiest-concentration", "concentration at the largest r, fixed updates",
                "no modulation", Settings.RandomConcentration, Mean(updates, noisiest, order => order.Concentration),
                Random),
            Verdict.Report("noisiest-overlap", "overlap at the largest r, fixed updates", "no modulation",
                Settings.RandomOverlap, Mean(updates, noisiest, order => order.Overlap), Random),
            Verdict.Compare("gibbs-steps",
                $"overlap {place}, PCD-{Training.GibbsSteps} less PCD-{Settings.ManyGibbsSteps}", null, 0,
                Runs.Mean(run => epochs[(samples, run)].Single().Overlap - manySteps[(samples, run)].Single().Overlap),
                "theory: k does not matter") with { Judges = Claim.FirstOrder },
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
    {
        TransitionRates theory = runs.Of(Theory);
        Orders epochs = runs.Of(FixedEpochs);
        double onset = Math.Exp(AngularOnset(epochs).Value), place = Math.Exp(PlaceOnset(epochs).Value);
        return new Dictionary<string, object>
        {
            ["noiseRatio"] = theory.NoiseRatio,
            ["nextSpatialRate"] = theory.NextSpatialRate,
            ["angularFold"] = 1 / (Training.LearningRate * theory.AngularRate),
            ["spatialFold"] = SpatialFold(theory),
            ["onset"] = onset,
            ["onsetUpdates"] = Settings.UpdatesAt(onset),
            ["placeOnset"] = place,
            ["placeUpdates"] = Settings.UpdatesAt(place),
            ["longFlow"] = Settings.HasLongFlow
                ? runs.Of(LongFlow)[Settings.CheckedSamples].Single().Concentration.Mean(c => c) : "(not computed)",
        };
    }

    /// <summary>Updates in which the wave k = 1 grows by e.</summary>
    private double SpatialFold(TransitionRates theory) => 1 / (Training.LearningRate * theory.SpatialRate);

    /// <summary>The place after a fixed number of updates, less that of the flow for as long; paper preset alone.</summary>
    private IReadOnlyList<Verdict> LongerFlow(Results runs, int samples)
    {
        if (!Settings.HasLongFlow)
            return [];
        double[] flow = runs.Of(LongFlow)[samples].Single().Concentration;
        return
        [
            Verdict.Compare("place-longer-flow", "the same, less that of the flow on the same samples", null, 0,
                Runs.Mean(run => runs.Of(FixedUpdates)[(samples, run)].Single().Concentration - flow[run - 1]),
                $"run by run; flow: {flow.Mean(c => c)}, from the same weights and without noise"),
        ];
    }

    /// <summary>
    /// What the noise of batches and chains does to the r at which the concentration is ½: trained less flow, on the
    /// same samples and from the same weights.
    /// </summary>
    private Verdict OnsetOfFlow(Results runs)
    {
        Orders epochs = runs.Of(FixedEpochs);
        ILookup<int, ColourFlowOrders> flows = runs.Of(Flows);
        int[] samples = [.. Settings.FlowSamples.Reverse()];
        double[] logs = [.. samples.Select(s => Math.Log(Settings.Ratio(s)))];
        double[] half = [.. samples.Select(_ => 0.5)];
        double Onset(double[] mean) => Jackknife.Crossing(logs, mean, half);
        double[] Flow(int run) => [.. samples.Select(s => flows[s].Single().Concentration[run - 1])];
        double[][] pairs = [.. Runs.Select(run => (double[])
            [.. samples.Select(s => epochs[(s, run)].Single().Concentration), .. Flow(run)])];
        double place = Math.Exp(Onset([.. samples.Select(s => flows[s].Single().Concentration.Average())]));
        return Verdict.Compare("place-onset-flow", "the same, less that of the flow on the same samples", null, 0,
            Jackknife.OfMeanCurve(pairs, mean => Onset(mean[..samples.Length]) - Onset(mean[samples.Length..])),
            $"run by run; the flow has it at r = {place:F4}, without noise");
    }

    private Estimate AngularOnset(Orders epochs)
        => CrossingOf(epochs, order => order.Amplitude, mean => 0.5 * mean.Max());

    private Estimate PlaceOnset(Orders epochs) => CrossingOf(epochs, order => order.Concentration, _ => 0.5);

    private Estimate CrossingOf(Orders epochs, Func<TransitionOrder, double> of, Func<double[], double> level)
    {
        // From large r to small, so that the first crossing is that of the onset.
        int[] samples = [.. Settings.Samples.Reverse()];
        double[] logs = [.. samples.Select(s => Math.Log(Settings.Ratio(s)))];
        double[][] curves = [.. Runs.Select(run => samples.Select(s => of(epochs[(s, run)].Single())).ToArray())];
        return Jackknife.OfMeanCurve(curves, mean =>
            Jackknife.Crossing(logs, mean, [.. mean.Select(_ => level(mean))]));
    }

    /// <summary>What the machine of the largest S was after so many updates.</summary>
    private double Look(Orders epochs, int run, int updates, Func<TransitionOrder, double[]> look)
        => look(epochs[(Largest, run)].Single())[
            Array.IndexOf(Settings.LooksUpTo(Settings.UpdatesOf(Largest)), updates)];

    private Estimate Mean(Orders orders, int samples, Func<TransitionOrder, double> of)
        => Runs.Mean(run => of(orders[(samples, run)].Single()));
}
