using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Theory.RandomMatrices;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 7(b): the order parameter W against the noise ratio r at fixed β, with the paper's fixed number of epochs and
/// with a fixed number of updates.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Fig07b(Preset preset) : Experiment<Fig07bSettings>(Fig07bSettings.Presets, preset)
{
    private FiniteDataTraining Training => Settings.Training;

    private int Sites => Training.Sites;

    private double Small => Settings.InitialDeviations[0];

    private double Large => Settings.InitialDeviations[1];

    private double[] NoiseRatios => [.. Settings.Samples.Select(s => (double)Sites / s)];

    private double Threshold => RetardedLearning.CriticalNoiseRatio(Settings.Beta);

    private SingleRun<RingAt, BumpAgainstNoise> Exact => new(Fig07bJson.Default)
    {
        Name = "theory",
        Settings = _ => new(Sites, Settings.Beta),
        Cost = _ => 0.3,
        Compute = (ring, _) => TheoryOf(ring),
    };

    private KeyedRuns<(double Deviation, int Samples), FiniteDataTraining, FiniteDataField> FixedEpochs
        => new(Fig07bJson.Default)
        {
            Keys = [.. from deviation in Settings.InitialDeviations from s in Settings.Samples select (deviation, s)],
            RepeatsOf = _ => Settings.Runs,
            Name = (key, run) => $"epochs-{key.Deviation}-s-{key.Samples}-run-{run}",
            Settings = (key, _) => Training with
            {
                Samples = key.Samples,
                Updates = Settings.Epochs * key.Samples / Training.Batch,
                InitialDeviation = key.Deviation,
            },
            Cost = CostOf,
            IsRandom = true,
            Compute = (training, run) => training.Train(run),
        };

    private KeyedRuns<int, FiniteDataTraining, FiniteDataField> FixedUpdates => new(Fig07bJson.Default)
    {
        Keys = Settings.Samples,
        RepeatsOf = _ => Settings.Runs,
        Name = (samples, run) => $"updates-s-{samples}-run-{run}",
        Settings = (samples, _) => Training with
        {
            Samples = samples,
            Updates = Settings.Updates,
            InitialDeviation = Small,
        },
        Cost = CostOf,
        IsRandom = true,
        Compute = (training, run) => training.Train(run),
    };

    /// <summary>The flow on the samples of the trainings of fixed epochs.</summary>
    private KeyedRuns<(double Deviation, int Samples), SampleFlowSettings, SampleFlowFields> Flows
        => new(Fig07bJson.Default)
        {
            Keys = FixedEpochs.Keys,
            Name = (key, _) => $"flow-epochs-{key.Deviation}-s-{key.Samples}",
            Settings = (key, seeds) => SampleFlowSettings.Of(FixedEpochs, key, seeds),
            Cost = CostOf,
            Compute = SampleFlowTraining.Compute,
        };

    /// <summary>The same for fixed updates, at the largest r.</summary>
    private SingleRun<SampleFlowSettings, SampleFlowFields> FlowAtLargest => new(Fig07bJson.Default)
    {
        Name = $"flow-updates-s-{Settings.Samples[^1]}",
        Settings = seeds => SampleFlowSettings.Of(FixedUpdates, Settings.Samples[^1], seeds),
        Cost = CostOf,
        Compute = SampleFlowTraining.Compute,
    };

    /// <inheritdoc/>
    public override string Number => "7b";

    /// <inheritdoc/>
    public override string Name => "fig07b";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Exact, FixedEpochs, FixedUpdates, Flows, FlowAtLargest];

    private static double CostOf(FiniteDataTraining training) => training.Updates * (1e-6 + 3e-7 * training.GibbsSteps);

    // Some hundreds of evaluations of all samples, each of a microsecond.
    private static double CostOf(SampleFlowSettings flow) => flow.Runs * (5e-3 + 2e-5 * flow.Samples);

    private static BumpAgainstNoise TheoryOf(RingAt ring)
    {
        PopulationBump bump = PopulationBump.SiteCentred(ring.Sites, ring.Beta);
        int samples = 2;
        while (!FiniteDataTraining.EigenvalueStandsOut(ring.Sites, ring.Beta, samples))
            samples++;
        return new(
            bump.Sum, bump.Sum / Math.Sqrt(ring.Sites * bump.SumSquares), (double)ring.Sites / samples, bump.Weights);
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        double[] ratios = NoiseRatios;
        Axis x = new("noise ratio r = N/S", ratios[0] / 1.2, ratios[^1] * 1.2, Logarithmic: true);
        double random = FiniteDataTraining.RandomOverlap(Sites);
        BumpAgainstNoise theory = runs.Of(Exact);
        Func<int, IEnumerable<FiniteDataField>> small = After(runs, Small), large = After(runs, Large);
        Func<int, IEnumerable<FiniteDataField>> updates = AfterUpdates(runs);
        return new(Name, "The sum of the weights against the number of samples",
        [
            new($"{Settings.Epochs} epochs: ν × updates ∝ 1/r", x, new("W = |Σ_{i} w_{i}|", 0, 13),
            [
                .. Guides(theory, theory.Sum, 6),
                Flow(small, Small, Palette.Blue), Flow(large, Large, Palette.Vermilion),
                Points($"trained, σ_{{0}} = {Small}", small, r => r.Sum, Mark.Points, Palette.Blue),
                Points($"trained, σ_{{0}} = {Large}", large, r => r.Sum, Mark.OpenPoints, Palette.Vermilion),
            ]),
            new($"{Settings.Updates:N0} updates at every r", x, new("W / N^{1/2}, and W / (|w| N^{1/2})", 0, 3.2),
            [
                .. Guides(theory, theory.Overlap, 1.5),
                new("random direction", [ratios[0], ratios[^1]], [random, random], Mark.Line, Palette.Grey),
                Points("W / N^{1/2}", updates, r => r.Sum, Mark.OpenPoints, Palette.Blue, 1 / Math.Sqrt(Sites)),
                Points("overlap W / (|w| N^{1/2})", updates, r => r.Overlap, Mark.Points, Palette.Blue),
                Points("overlap of the top eigenvector", updates, r => r.EigenvectorOverlap, Mark.OpenPoints,
                    Palette.Vermilion),
            ], LegendPlace.TopLeft),
        ], $"N = {Sites}, β = {Settings.Beta}, ν = {Training.LearningRate}, batches of {Training.Batch}, "
            + $"PCD-{Training.GibbsSteps}, {Settings.Runs} runs a point"
            + (ScaledDown.Length == 0 ? "" : " (scaled down)"));
    }

    private IEnumerable<Series> Guides(BumpAgainstNoise theory, double bump, double top)
    {
        double standsOut = theory.EigenvalueStandsOut;
        yield return new("β = β(r), (27)", [Threshold, Threshold], [0, top], Mark.Dashed, Palette.Vermilion);
        yield return new("Λ leaves the noise", [standsOut, standsOut], [0, top], Mark.Dashed, Palette.Grey);
        yield return new("steady bump, infinite S", [NoiseRatios[0], NoiseRatios[^1]], [bump, bump], Mark.Line,
            Palette.Black);
    }

    private Series Flow(Func<int, IEnumerable<FiniteDataField>> fields, double deviation, int colour)
        => Points($"exact flow, σ_{{0}} = {deviation}", fields, r => r.FlowSum, Mark.Line, colour)
            with
        { Error = null };

    private Series Points(string label, Func<int, IEnumerable<FiniteDataField>> fields,
        Func<FiniteDataField, double> of, Mark mark, int colour, double factor = 1)
    {
        Estimate[] means = [.. Settings.Samples.Select(s => fields(s).Mean(of))];
        return new(label, NoiseRatios, [.. means.Select(e => factor * e.Value)], mark, colour,
            [.. means.Select(e => factor * e.StandardError)]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        BumpAgainstNoise theory = runs.Of(Exact);
        double random = FiniteDataTraining.RandomOverlap(Sites), halfOverlap = 0.5 * (theory.Overlap + random);
        Func<int, IEnumerable<FiniteDataField>> updates = AfterUpdates(runs);
        Estimate drop = Halving(runs, Small, r => r.Sum), dropLarge = Halving(runs, Large, r => r.Sum);
        double flow = Math.Exp(Halving(runs, Small, r => r.FlowSum).Value);
        double flowLarge = Math.Exp(Halving(runs, Large, r => r.FlowSum).Value);
        FiniteDataField[] last = [.. updates(Settings.Samples[^1])];
        SampleFlowFields ofFlow = runs.Of(FlowAtLargest);
        Estimate first = updates(Settings.Samples[0]).Mean(r => r.Sum);
        return
        [
            Verdict.Compare($"half-{Small}", $"ln r at which W halves, {Settings.Epochs} epochs, σ₀ = {Small}",
                "that of (27)", Math.Log(Threshold), drop,
                $"r = {Math.Exp(drop.Value):F3}; the exact flow halves at {flow:F3}, without noise")
                with { Judges = Claim.Paper, ExplainedBy = $"half-flow-{Small}" },
            Verdict.Compare($"half-{Large}", $"the same, σ₀ = {Large}", "that of (27)", Math.Log(Threshold), dropLarge,
                $"r = {Math.Exp(dropLarge.Value):F3}; the exact flow halves at {flowLarge:F3}")
                with { Judges = Claim.Paper, ExplainedBy = $"half-flow-{Large}" },
            .. Settings.InitialDeviations.Select(deviation => HalvingOfFlow(runs, deviation)),
            Verdict.Compare("sum-largest", "W at the largest r, fixed updates", "vanishes", 0, last.Mean(r => r.Sum),
                "theory: the paper's 0; the weights grow along the noise")
                with { Judges = Claim.Paper, ExplainedBy = "sum-flow-largest" },
            Verdict.Compare("sum-flow-largest", "the same, run by run less that of the flow on the same samples", null,
                0, last.Zip(ofFlow.Sum).Mean(pair => pair.First.Sum - pair.Second),
                $"flow: W = {ofFlow.Sum.Mean(sum => sum)}, from the same weights and without noise"),
            Verdict.Compare("sum-smallest", $"W at r = {NoiseRatios[0]}, fixed updates", null, theory.Sum, first,
                $"theory: infinite S; W is off by {first.Value / theory.Sum - 1:+0.0%;−0.0%}")
                with { Judges = Claim.FirstOrder },
            Verdict.Compare("overlap-largest", $"overlap at r = {NoiseRatios[^1]}, fixed updates", "no structure",
                random, last.Mean(r => r.Overlap), "theory: a random direction") with { Judges = Claim.Paper },
            Verdict.Report("half-overlap", "ln r at which the overlap is half-way, fixed updates", "that of (27)",
                Math.Log(Threshold), CrossingOf(updates, r => r.Overlap, halfOverlap),
                "theory: ln (exp β − 1)²; between the bump's and a random direction's"),
            Verdict.Report("eigenvalue", "r at which the eigenvalue leaves the noise", null, theory.EigenvalueStandsOut,
                null, $"{FiniteDataTraining.NoiseQuantile:P0} point of independent spins, N and S of the figure"),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs) => new Dictionary<string, object>
    {
        ["time"] = Sites * Training.LearningRate * Settings.Epochs / Training.Batch,
        ["halves"] = Settings.InitialDeviations.Select(d => Math.Exp(Halving(runs, d, r => r.Sum).Value)),
        ["flowHalves"] = Settings.InitialDeviations.Select(d => Math.Exp(Halving(runs, d, r => r.FlowSum).Value)),
        ["sampleFlowHalves"] = Settings.InitialDeviations.Select(d => Math.Exp(HalvingOfFlows(runs, d))),
        ["flowSumLargest"] = runs.Of(FlowAtLargest).Sum.Mean(sum => sum),
        ["threshold"] = Threshold,
        ["bumpSum"] = runs.Of(Exact).Sum,
        ["bumpOverlap"] = runs.Of(Exact).Overlap,
        ["random"] = FiniteDataTraining.RandomOverlap(Sites),
        ["halfOverlap"] = Math.Exp(Judge(runs).Single(v => v.Id == "half-overlap").Simulation!.Value),
        ["fewest"] = Settings.Samples[^1],
    };

    private Func<int, IEnumerable<FiniteDataField>> After(Results runs, double deviation)
    {
        ILookup<(double, int), FiniteDataField> fields = runs.Of(FixedEpochs);
        return samples => fields[(deviation, samples)];
    }

    private Func<int, IEnumerable<FiniteDataField>> AfterUpdates(Results runs)
    {
        ILookup<int, FiniteDataField> fields = runs.Of(FixedUpdates);
        return samples => fields[samples];
    }

    /// <summary>ln r at which W is half of the bump's after the fixed number of epochs.</summary>
    private Estimate Halving(Results runs, double deviation, Func<FiniteDataField, double> of)
        => CrossingOf(After(runs, deviation), of, 0.5 * runs.Of(Exact).Sum);

    /// <summary>
    /// What the noise of batches and chains does to the r at which W halves: trained less flow, on the same samples and
    /// from the same weights.
    /// </summary>
    private Verdict HalvingOfFlow(Results runs, double deviation)
    {
        Func<int, IEnumerable<FiniteDataField>> trained = After(runs, deviation);
        double[][] sums = [.. Settings.Samples.Select(s => trained(s).Select(r => r.Sum).ToArray())];
        double[][] ofFlow = SumsOfFlows(runs, deviation);
        int points = sums.Length;
        double level = 0.5 * runs.Of(Exact).Sum;
        Estimate difference = Jackknife.OfMeanCurve(
            Curves([.. sums, .. ofFlow]), mean => Crossing(mean[..points], level) - Crossing(mean[points..], level));
        return Verdict.Compare($"half-flow-{deviation}",
            $"the same, σ₀ = {deviation}, less that of the flow on the same samples", null, 0, difference,
            $"run by run; the flow halves at r = {Math.Exp(HalvingOfFlows(runs, deviation)):F3}, without noise");
    }

    private double[][] SumsOfFlows(Results runs, double deviation)
    {
        ILookup<(double, int), SampleFlowFields> flows = runs.Of(Flows);
        return [.. Settings.Samples.Select(s => flows[(deviation, s)].Single().Sum)];
    }

    /// <summary>ln r at which the mean W of these flows is half of the bump's.</summary>
    private double HalvingOfFlows(Results runs, double deviation)
        => Crossing([.. SumsOfFlows(runs, deviation).Select(sums => sums.Average())], 0.5 * runs.Of(Exact).Sum);

    private Estimate CrossingOf(
        Func<int, IEnumerable<FiniteDataField>> fields, Func<FiniteDataField, double> of, double level)
        => Jackknife.OfMeanCurve(
            Curves([.. Settings.Samples.Select(s => fields(s).Select(of).ToArray())]), mean => Crossing(mean, level));

    private double Crossing(double[] curve, double level) => Jackknife.Crossing(
        [.. NoiseRatios.Select(r => Math.Log(r))], curve, [.. curve.Select(_ => level)]);

    /// <summary>The curve of each run, from the numbers of all runs at each point.</summary>
    private List<double[]> Curves(double[][] points)
        => [.. Enumerable.Range(0, Settings.Runs).Select(run => points.Select(at => at[run]).ToArray())];
}
