using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 14(a): the lattice equation (37) integrated from white noise to its stationary bump, and machines trained at
/// small β over it.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Fig14a(Preset preset) : Experiment<Fig14aSettings>(Fig14aSettings.Presets, preset)
{
    private const int Shown = 10, Times = 201;
    private const double ShownTime = 400;

    private static readonly (string Id, string Symbol, Func<ReceptiveField, double> Of)[] Quantities =
    [
        ("peak", "peak max w/√β", f => f.Amplitude), ("width", "FWHM, sites", f => f.FullWidthHalfMaximum),
        ("sum-squares", "Σ w²/β", f => f.SumSquares),
    ];

    private SmallBetaTraining Training => Settings.Training;

    private int Sites => Settings.Relaxation.Sites;

    private SingleRun<RingSize, LatticeState> Bump => new(Fig14aJson.Default)
    {
        Name = "bump",
        Settings = _ => new(Sites),
        Cost = _ => 0.2,
        Compute = (ring, _) => BumpOf(LatticeBump.SiteCentred(ring.Sites)),
    };

    private RepeatedRuns<LatticeRelaxation, RelaxedField> Relaxations => new(Fig14aJson.Default)
    {
        Name = run => $"run-{run}",
        Repeats = Settings.Starts,
        Settings = _ => Settings.Relaxation,
        Cost = _ => 0.2,
        IsRandom = true,
        Compute = Integrate,
    };

    private SingleRun<RingAt, TheoreticalBump> Exact => new(Fig14aJson.Default)
    {
        Name = "exact",
        Settings = _ => new(Training.Sites, Training.Beta),
        Cost = _ => 0.2,
        Compute = (ring, _) => new(
            [.. PopulationBump.SiteCentred(ring.Sites, ring.Beta).Weights.Select(w => w / Math.Sqrt(ring.Beta))]),
    };

    private RepeatedRuns<SmallBetaTraining, AveragedField> Trainings => new(Fig14aJson.Default)
    {
        Name = run => $"trained-{run}",
        Repeats = Settings.TrainedRuns,
        Settings = _ => Training,
        Cost = training => training.Cost,
        IsRandom = true,
        Compute = (training, run)
            => new(training.SpinUpdates, SmallBetaTraining.Centred(training.TrainRaised(run))),
    };

    /// <inheritdoc/>
    public override string Number => "14a";

    /// <inheritdoc/>
    public override string Name => "fig14a";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Bump, Relaxations, Exact, Trainings];

    private static LatticeState BumpOf(LatticeBump bump) => new(bump.Energy, bump.Eigenvalues[0], bump.Weights);

    private static RelaxedField Integrate(LatticeRelaxation settings, RunContext run)
    {
        SmallBetaFlow flow = new(settings.Sites, 1);
        double[] start = WhiteNoise.Draw(settings.Sites, settings.NoiseDeviation, run.Seed);
        IntegrationOptions accuracy = new()
        {
            RelativeTolerance = settings.RelativeTolerance,
            AbsoluteTolerance = settings.AbsoluteTolerance,
            SteadyVelocity = settings.SteadyVelocity,
        };

        double[] times = [.. Enumerable.Range(0, Times).Select(i => ShownTime * i / (Times - 1))];
        double[] energies = new double[Times];
        double[] state = new double[settings.Sites];
        int next = 0;
        IntegrationResult end = new AdaptiveRungeKutta().Integrate(flow, start, 0, settings.EndTime, accuracy, step =>
        {
            for (; next < Times && times[next] <= step.EndTime; next++)
            {
                step.Interpolate(times[next], state);
                energies[next] = flow.Energy(state);
            }
        });
        for (; next < Times; next++)
            energies[next] = flow.Energy(end.State);
        return new(
            end.Reason == StopReason.Steady ? 1 : 0, end.Time, end.AcceptedSteps, flow.Energy(end.State), end.State,
            times, energies);
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        double bottom = runs.Of(Bump).Energy;
        IReadOnlyList<RelaxedField> relaxed = runs.Of(Relaxations);
        double[] weights = relaxed[0].Weights;
        int sign = ReceptiveField.Measure(weights).Sign;
        double[] sites = [.. Enumerable.Range(1, Sites).Select(i => (double)i)];
        return new(Name, "The stationary solution of the small-β equation, from white noise",
        [
            new("Stationary weights", new("site i", 1, Sites), new("weight w_{i} / √β"),
                [new("", sites, [.. weights.Select(w => sign * w)], Mark.LinePoints, Palette.Black)], LegendPlace.None),
            new("Energy above the bump's", new("time νβt", 0, ShownTime),
                new("E − E_{bump}", 1e-12, 10, Logarithmic: true),
                [.. relaxed.Select((field, i) => EnergyCurve(field, bottom, i))], LegendPlace.None),
            .. Profiles(runs),
        ], $"N = {Sites}, noise {Settings.Relaxation.NoiseDeviation}; (b): {Settings.Starts} starts; (c), (d): "
            + $"N = {Training.Sites}, fresh samples, PCD-{Training.GibbsSteps}, {Settings.TrainedRuns} runs, "
            + "standard errors" + (ScaledDown.Length == 0 ? "" : " (scaled down)"), Columns: 2);
    }

    /// <summary>Trained fields over those of theory, and what is left when the exact flow is taken off.</summary>
    private IReadOnlyList<Panel> Profiles(Results runs)
    {
        double[] x = [.. Enumerable.Range(-Shown, 2 * Shown + 1).Select(i => (double)i)];
        double[] fine = [.. Enumerable.Range(-10 * Shown, 20 * Shown + 1).Select(i => 0.1 * i)];
        double[] Window(double[] weights) => SmallBetaTraining.Window(SmallBetaTraining.Centred(weights), Shown);
        double[][] trained = [.. runs.Of(Trainings).Select(field => Window(field.Weights))];
        Estimate[] means = [.. x.Select((_, i) => trained.Mean(w => w[i]))];
        double[] lattice = Window(runs.Of(Bump).Weights), exact = Window(runs.Of(Exact).Weights);
        double[] values = [.. means.Select(e => e.Value)], errors = [.. means.Select(e => e.StandardError)];
        double[] sech = [.. x.Select(SechProfile.Stable.Value)];
        Axis distance = new("distance to the peak, sites", -Shown, Shown);
        return
        [
            new($"Trained at β = {Training.Beta}", distance, new("weight w / √β", -0.05, 1.5),
            [
                new("sech of (44), b_{−}", fine, [.. fine.Select(SechProfile.Stable.Value)], Mark.Dashed, Palette.Grey),
                new("lattice bump of (37)", x, lattice, Mark.OpenPoints, Palette.Black),
                new("exact flow, this β", x, exact, Mark.Line, Palette.Black),
                new("trained", x, values, Mark.Points, Palette.Blue, errors),
            ]),
            new("Differences from the exact flow", distance, new("Δw / √β", -0.11, 0.11),
            [
                new("sech", x, Less(sech), Mark.Dashed, Palette.Grey),
                new("lattice bump", x, Less(lattice), Mark.OpenPoints, Palette.Black),
                new("", [-Shown, Shown], [0, 0], Mark.Line, Palette.Black),
                new("trained", x, Less(values), Mark.Points, Palette.Blue, errors),
            ]),
        ];

        double[] Less(double[] profile) => [.. profile.Zip(exact, (w, e) => w - e)];
    }

    private static Series EnergyCurve(RelaxedField field, double bottom, int index)
    {
        // Below 1e-12 the difference of two energies of order one is rounding, and a logarithm has nothing to show.
        (double Time, double Height)[] points = [.. field.Times.Zip(field.Energies, (t, e) => (t, e - bottom))];
        points = [.. points.Where(p => p.Height > 1e-12)];
        return new("", [.. points.Select(p => p.Time)], [.. points.Select(p => p.Height)], Mark.Line, 1 + index % 6);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        LatticeState bump = runs.Of(Bump);
        IReadOnlyList<RelaxedField> relaxed = runs.Of(Relaxations);
        ReceptiveField theory = ReceptiveField.Measure(bump.Weights);
        ReceptiveField exact = ReceptiveField.Measure(runs.Of(Exact).Weights);
        ReceptiveField[] trained = [.. runs.Of(Trainings).Select(field => ReceptiveField.Measure(field.Weights))];
        ReceptiveField[] fields = [.. relaxed.Select(field => ReceptiveField.Measure(field.Weights))];
        double distance = relaxed.Max(field => DistanceToBump(field.Weights, bump.Weights));
        // The largest distance to a steady state whose slowest mode relaxes at that rate, from where it is left.
        double bound = Math.Sqrt(Sites) * Settings.Relaxation.SteadyVelocity / -bump.TopEigenvalue;
        bool same = distance <= bound && relaxed.All(field => field.Steady == 1);
        string Spread(Func<ReceptiveField, double> of)
            => $"from noise: within {fields.Max(f => Math.Abs(of(f) - of(theory))):G1}";
        return
        [
            Verdict.Holds("one-bump", "every start ends in the same bump: largest distance in a weight",
                "one stationary solution", same, distance, null,
                $"shifts and signs apart, {Settings.Starts} starts; bound {bound:G1}"),
            Verdict.Report("lattice-peak", "peak max w/√β of the lattice bump", null, theory.Amplitude, null,
                Spread(f => f.Amplitude)),
            Verdict.Report("lattice-width", "full width at half maximum, sites", null, theory.FullWidthHalfMaximum,
                null, Spread(f => f.FullWidthHalfMaximum)),
            Verdict.Report("lattice-sum-squares", "Σ w²/β", null, theory.SumSquares, null, Spread(f => f.SumSquares)),
            Verdict.Holds("stable", "the bump is stable: largest eigenvalue", "stable", bump.TopEigenvalue < 0,
                bump.TopEigenvalue, null, "that of translation: the lattice pins"),
            Verdict.Report("time", $"time νβt to max |dw/dt| < {Settings.Relaxation.SteadyVelocity:0e-0}", "500 steps",
                relaxed.Average(field => field.Time), null,
                $"{relaxed.Min(field => field.Time):F0} to {relaxed.Max(field => field.Time):F0}; "
                + "the paper gives no step"),
            .. from q in Quantities
               select Verdict.Compare($"trained-{q.Id}", $"{q.Symbol}, trained at β = {Training.Beta}", null,
                   q.Of(exact), trained.Mean(q.Of), $"theory: exact flow; (37): {q.Of(theory):G4}")
                   with { Judges = Claim.FirstOrder },
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
    {
        double exact = ReceptiveField.Measure(runs.Of(Exact).Weights).SumSquares;
        double lattice = ReceptiveField.Measure(runs.Of(Bump).Weights).SumSquares;
        return new Dictionary<string, object> { ["excess"] = 100 * (exact / lattice - 1) };
    }

    /// <summary>max |w − w_bump| after the shift and the sign that bring the peaks together.</summary>
    private static double DistanceToBump(double[] weights, double[] bump)
    {
        ReceptiveField field = ReceptiveField.Measure(weights);
        int sites = bump.Length, shift = field.PeakSite - ReceptiveField.Measure(bump).PeakSite;
        return Enumerable.Range(0, sites).Max(
            i => Math.Abs(field.Sign * weights[(i + shift + sites) % sites] - bump[i]));
    }
}
