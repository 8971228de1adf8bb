using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.ReceptiveFields;
using Fit = MathNet.Numerics.Fit;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 3(b): the width of the receptive field that one hidden unit learns against the correlation length of the data,
/// over the width of the infinite-data flow and its limit at small β.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Fig03b(Preset preset) : Experiment<Fig03bSettings>(Fig03bSettings.Presets, preset)
{
    private IReadOnlyList<double> Betas => Settings.Betas;

    private int Sites => Settings.Training.Sites;

    private SingleRun<RingSize, TheoreticalWidth> SmallBeta => new(Fig03bJson.Default)
    {
        Name = "small-beta",
        Settings = _ => new(Sites),
        Cost = _ => 0.1,
        Compute = (ring, _) => new(0, WidthOf(LatticeBump.SiteCentred(ring.Sites).Weights)),
    };

    private KeyedRuns<double, RingAt, TheoreticalWidth> Exact => new(Fig03bJson.Default)
    {
        Keys = Settings.CurveBetas,
        Name = (beta, _) => $"theory-beta-{beta}",
        Settings = (beta, _) => new(Sites, beta),
        Cost = _ => 0.3,
        Compute = (ring, _) => new(
            new Theory.Populations.IsingRing(ring.Sites, ring.Beta).CorrelationLength,
            WidthOf(PopulationBump.SiteCentred(ring.Sites, ring.Beta).Weights)),
    };

    private KeyedRuns<(bool Fresh, double Beta), IsingTraining, TrainedField> Trainings => new(Fig03bJson.Default)
    {
        Keys = [.. from fresh in (bool[])[false, true] from beta in Betas select (fresh, beta)],
        RepeatsOf = _ => Settings.Runs,
        Name = TrainedRun,
        Settings = (key, _) => Settings.Training with { Beta = key.Beta, Fresh = key.Fresh },
        IsRandom = true,
        Compute = Train,
    };

    /// <summary>At each β, the trainings with a fixed set again, and from where they end the most likely fields.</summary>
    private KeyedRuns<double, LikelySettings, LikelyWidths> MostLikely => new(Fig03bJson.Default)
    {
        Keys = Betas,
        Name = (beta, _) => $"likely-beta-{beta}",
        Settings = OnTheSets,
        Cost = settings => 1.3 * settings.Runs,
        Compute = Likely,
    };

    /// <summary>At each β, the flow without noise on the very sets and from the very weights of the trainings.</summary>
    private KeyedRuns<double, LikelySettings, FlowWidths> Flows => new(Fig03bJson.Default)
    {
        Keys = Betas,
        Name = (beta, _) => $"flow-beta-{beta}",
        Settings = OnTheSets,
        Cost = settings => 1.2 * settings.Runs,
        Compute = Flow,
    };

    private LikelySettings OnTheSets(double beta, Seeds seeds) => new(Settings.Training with { Beta = beta })
    {
        Seeds = [.. Enumerable.Range(1, Settings.SetRuns).Select(run => seeds.Of(TrainedRun((false, beta), run)))],
    };

    private KeyedRuns<double, NoiseAt, NoisyWidth> Noise => new(Fig03bJson.Default)
    {
        Keys = Betas,
        Name = (beta, _) => $"noise-beta-{beta}",
        Settings = (beta, _) => new(Sites, beta, Settings.Training.LearningRate, Settings.Training.Batch),
        Cost = _ => 0.8,
        Compute = (settings, _) => Noisy(settings),
    };

    /// <inheritdoc/>
    public override string Number => "3b";

    /// <inheritdoc/>
    public override string Name => "fig03b";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [SmallBeta, Exact, Trainings, Noise, MostLikely, Flows];

    private static string TrainedRun((bool Fresh, double Beta) key, int run)
        => $"{(key.Fresh ? "fresh" : "fixed")}-beta-{key.Beta}-run-{run}";

    private static double WidthOf(double[] weights) => ReceptiveField.Measure(weights).FullWidthHalfMaximum;

    /// <summary>
    /// The width expected of the last weights of a training with fresh samples, to first order in ν: the field
    /// fluctuates about <see cref="BumpFluctuations.MeanShape"/>, and has no reason to stand on a site. On a bond it is
    /// wider; with all places alike the mean over them is halfway, a cosine of the place having no mean.
    /// </summary>
    private static NoisyWidth Noisy(NoiseAt settings)
    {
        PopulationBump site = PopulationBump.SiteCentred(settings.Sites, settings.Beta);
        PopulationBump bond = PopulationBump.BondCentred(settings.Sites, settings.Beta);
        BumpFluctuations noise = new(site, settings.LearningRate, settings.Batch, settings.Batch);
        double onSite = WidthOf(site.Weights), onBond = WidthOf(bond.Weights), mean = WidthOf(noise.MeanShape);
        return new(0.5 * (onBond - onSite), mean - onSite, 0.5 * (onBond - onSite) + mean);
    }

    private static TrainedField Train(IsingTraining training, RunContext run)
    {
        Rbm machine = training.Train(run);
        ReceptiveField field = ReceptiveField.Measure(machine.FieldOf(0));
        return new(
            field.FullWidthHalfMaximum, field.Amplitude, training.SpinUpdates,
            [.. machine.Weights.Select(w => (double)w * field.Sign)]);
    }

    private static LikelyWidths Likely(LikelySettings settings, RunContext run)
    {
        List<double> likely = [];
        foreach ((int index, ulong seed) in settings.Seeds.Index())
        {
            Rbm machine = settings.Training.Train(run with { Seed = seed, Progress = new Progress<double>() });
            double[] start = [.. machine.Weights.Select(w => (double)w)];
            MostLikelyField field = new(new(settings.Training.Data(seed)), start, stop: run.Stop);
            likely.Add(WidthOf(field.Weights));
            run.Progress.Report((index + 1.0) / settings.Seeds.Count);
        }

        return new([.. likely]);
    }

    /// <summary>
    /// The full-batch flow (22), from each training's initial weights on its samples for its time ν × updates: what is
    /// left out is the noise of batches and chains.
    /// </summary>
    private static FlowWidths Flow(LikelySettings settings, RunContext run)
    {
        IsingTraining training = settings.Training;
        // Far below the differences of widths, some tenths of a site.
        IntegrationOptions accuracy = new() { RelativeTolerance = 1e-5, AbsoluteTolerance = 1e-7 };
        double time = training.LearningRate * training.Epochs * (training.Samples / training.Batch);
        List<double> widths = [];
        foreach (ulong seed in settings.Seeds)
        {
            run.Stop.ThrowIfCancellationRequested();
            Rbm start = Rbm.OfSpins(training.Sites, training.Hidden, training.InitialDeviation, seed);
            widths.Add(WidthOf(SampleFlowTraining.Integrate(training.Data(seed), start, time, accuracy)));
            run.Progress.Report((double)widths.Count / settings.Runs);
        }

        return new([.. widths]);
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        double longest = 1.05 * Length(Betas[^1]), limit = runs.Of(SmallBeta).Fwhm;
        double[] curve = [0, .. Settings.CurveBetas.Select(Length)];
        double[] exact = [limit, .. Settings.CurveBetas.Select(beta => ExactAt(runs, beta))];
        return new(Name, "Width of the receptive field against the correlation length",
        [
            new("Width", new("correlation length ξ, sites", 0, longest), new("full width at half maximum, sites", 0),
            [
                new("exact flow, infinite data", curve, exact, Mark.Line, Palette.Black),
                Straight("line fitted to the flow", ExactFit(runs, 1), longest, Palette.Grey),
                Straight("line fitted to the trained", [.. Fits(runs, 1).Select(c => c.Value)], longest,
                    Palette.Vermilion),
                Points(runs, fresh: false, $"trained, S = {Settings.Training.Samples:N0}", Palette.Blue, _ => 0),
                new("limit β → 0, (37)", [0], [limit], Mark.OpenPoints, Palette.Black),
            ], LegendPlace.TopLeft),
            new("Trained less exact flow", new("correlation length ξ, sites", 0, longest), new("difference, sites"),
            [
                new("", [0, longest], [0, 0], Mark.Line, Palette.Black),
                Points(runs, fresh: false, $"S = {Settings.Training.Samples:N0}", Palette.Blue, beta => ExactAt(runs, beta)),
                Points(runs, fresh: true, "fresh samples", Palette.Green, beta => ExactAt(runs, beta)),
            ], LegendPlace.BottomLeft),
        ], $"N = {Sites}, M = 1, ν = {Settings.Training.LearningRate}, batches of {Settings.Training.Batch}, "
            + $"{Settings.Training.Batch} chains, PCD-{Settings.Training.GibbsSteps}, {Settings.Training.Epochs} epochs, "
            + $"{Settings.Runs} runs a point (paper: {Fig03bSettings.Presets.Paper.Runs}); bars: standard errors");
    }

    private static Series Straight(string label, double[] line, double longest, int colour)
        => new(label, [0, longest], [line[0], line[0] + line[1] * longest], Mark.Dashed, colour);

    private Series Points(Results runs, bool fresh, string label, int colour, Func<double, double> zero)
    {
        Estimate[] widths = [.. Betas.Select(beta => Width(runs, fresh, beta))];
        return new(label, [.. Betas.Select(Length)], [.. widths.Select((w, i) => w.Value - zero(Betas[i]))],
            Mark.Points, colour, [.. widths.Select(w => w.StandardError)]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        double[] line = ExactFit(runs, 1), parabola = ExactFit(runs, 2);
        ILookup<double, NoisyWidth> noise = runs.Of(Noise);
        double[] noisy = Polynomial(beta => noise[beta].Single().Fwhm, 1);
        Estimate[] fitted = Fits(runs, 1), fresh = Fits(runs, 1, fresh: true);
        return
        [
            .. from beta in Betas
               select Verdict.Compare(
                   $"fixed-{beta}", $"width, {Place(beta)}, S = {Settings.Training.Samples:N0}", null,
                   ExactAt(runs, beta), Width(runs, fresh: false, beta), "theory: infinite data")
                   with { Judges = Claim.FirstOrder, ExplainedBy = $"flow-{beta}" },
            .. from beta in Betas
               select Verdict.Compare(
                   $"fresh-{beta}", $"width, {Place(beta)}, fresh samples", null, ExactAt(runs, beta),
                   Width(runs, fresh: true, beta), "control: infinite data in both")
                   with { Judges = Claim.FirstOrder, ExplainedBy = $"noisy-{beta}" },
            .. from beta in Betas
               let expected = noise[beta].Single()
               select Verdict.Compare(
                   $"noisy-{beta}", $"the same, {Place(beta)}, any place, noise", null, expected.Fwhm,
                   Width(runs, fresh: true, beta), $"theory: the noise widens by {expected.OfNoise:F2}, "
                       + $"places off the sites by {expected.OfPlace:F2}"),
            Verdict.Compare("slope", "slope of the line fitted to the width", "> 0, no number", line[1], fitted[1],
                "theory: line through the exact flow")
                with { Judges = Claim.FirstOrder, ExplainedBy = "flow-slope" },
            Verdict.Compare("intercept", "intercept of that line, sites", "> 0, no number", line[0], fitted[0],
                "theory: line through the exact flow")
                with { Judges = Claim.FirstOrder, ExplainedBy = "flow-intercept" },
            Verdict.Compare("fresh-slope", "slope, fresh samples", null, noisy[1], fresh[1],
                "theory: line through the exact flow with any place and noise"),
            Verdict.Compare("fresh-intercept", "intercept, fresh samples, sites", null, noisy[0], fresh[0],
                "theory: line through the exact flow with any place and noise"),
            Verdict.CompareToRange("positive", "is the intercept positive, sites", "positive and finite", 0,
                double.PositiveInfinity, fitted[0],
                $"the exact width at β → 0 is {runs.Of(SmallBeta).Fwhm:F2}: its curve bends"),
            Verdict.Compare("curvature", "curvature of the width, ½ d²/dξ², 1/sites", "0: a line", parabola[2],
                Fits(runs, 2)[2], "of the fitted parabola; the exact width is convex"),
            .. RunByRun(
                runs, "likely", "the most likely of the set", beta => runs.Of(MostLikely)[beta].Single().MostLikely,
                "theory: the most likely field of the run's own data set, next to the trained one")
                .Select(v => v with
                {
                    Judges = Claim.FirstOrder,
                    ExplainedBy = v.Id.Replace("likely", "flow", StringComparison.Ordinal),
                }),
            .. RunByRun(
                runs, "flow", "the flow on the set", beta => runs.Of(Flows)[beta].Single().Flow,
                "theory: no noise, the same samples, the same start, the same time; no trained number"),
        ];
    }

    /// <summary>
    /// The trained width run by run less the one expected of the run's own data set, and the same of the lines through
    /// them: what the set alone makes of infinite data.
    /// </summary>
    private IEnumerable<Verdict> RunByRun(
        Results runs, string id, string words, Func<double, double[]> expected, string note)
    {
        ILookup<(bool, double), TrainedField> trained = runs.Of(Trainings);
        double[][] differences =
        [
            .. Betas.Select(beta => (double[])
                [.. trained[(false, beta)].Zip(expected(beta), (field, width) => field.Fwhm - width)]),
        ];
        // A line is linear in the widths: that through the differences is the difference of the lines.
        double[][] lines =
        [
            .. Enumerable.Range(0, Settings.SetRuns).Select(
                run => Fit.Polynomial([.. Betas.Select(Length)], [.. differences.Select(d => d[run])], 1)),
        ];
        return
        [
            .. Betas.Select((beta, i) => Verdict.Compare(
                $"{id}-{beta}", $"width, {Place(beta)}, run by run less {words}", null, 0,
                differences[i].Mean(difference => difference), note)),
            Verdict.Compare($"{id}-slope", $"slope of the line, run by run less {words}", null, 0,
                lines.Mean(line => line[1]), note),
            Verdict.Compare($"{id}-intercept", $"intercept, run by run less {words}, sites", null, 0,
                lines.Mean(line => line[0]), note),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
    {
        NoisyWidth first = runs.Of(Noise)[Betas[0]].Single();
        return new Dictionary<string, object>
        {
            ["beta0"] = Betas[0],
            ["place0"] = first.OfPlace,
            ["noise0"] = first.OfNoise,
        };
    }

    private string Place(double beta) => $"ξ = {Length(beta):F2} (β = {beta})";

    private double Length(double beta) => Settings.Training.CorrelationLength(beta);

    private double ExactAt(Results runs, double beta) => runs.Of(Exact)[beta].Single().Fwhm;

    private Estimate Width(Results runs, bool fresh, double beta)
        => runs.Of(Trainings)[(fresh, beta)].Mean(field => field.Fwhm);

    /// <summary>The least-squares polynomial in ξ through the exact widths at the trained β: constant first.</summary>
    private double[] ExactFit(Results runs, int degree) => Polynomial(beta => ExactAt(runs, beta), degree);

    /// <summary>
    /// The coefficients of the polynomial through the trained widths. Run j at every β gives one polynomial: they are
    /// independent, and their mean is the polynomial through the means.
    /// </summary>
    private Estimate[] Fits(Results runs, int degree, bool fresh = false)
    {
        ILookup<(bool, double), TrainedField> trained = runs.Of(Trainings);
        Dictionary<double, TrainedField[]> fields = Betas.ToDictionary(
            beta => beta, beta => (TrainedField[])[.. trained[(fresh, beta)]]);
        double[][] each =
            [.. Enumerable.Range(0, Settings.Runs).Select(j => Polynomial(beta => fields[beta][j].Fwhm, degree))];
        return [.. Enumerable.Range(0, degree + 1).Select(c => each.Mean(fit => fit[c]))];
    }

    private double[] Polynomial(Func<double, double> width, int degree)
        => Fit.Polynomial([.. Betas.Select(Length)], [.. Betas.Select(width)], degree);
}
