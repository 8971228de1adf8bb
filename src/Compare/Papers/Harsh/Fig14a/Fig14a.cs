using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 14(a): the lattice equation (37) integrated from white noise to its stationary bump, and machines trained at
/// small β over it.
/// </summary>
/// <param name="preset">Sites, Gibbs steps and runs of the training.</param>
public sealed class Fig14a(Preset preset) : Experiment
{
    private const int Batch = 5000, Shown = 10;
    private const double Beta = 0.1;

    private const int Sites = 100, Runs = 6, Times = 201;
    private const double NoiseDeviation = 0.01, EndTime = 2000, SteadyVelocity = 1e-8, ShownTime = 400;

    // The velocity must fall below 1e-8, so that the error of a step has to be well below that.
    private static readonly IntegrationOptions Accuracy =
        new() { RelativeTolerance = 1e-9, AbsoluteTolerance = 1e-11, SteadyVelocity = SteadyVelocity };

    /// <summary>
    /// Largest distance of a state whose velocity is below 1e-8 from the steady state it tends to, the slowest mode
    /// relaxing at the rate 0.0264 of translation: √N × 1e-8 / 0.0264 = 4e-6.
    /// </summary>
    private static readonly double SameBump = Math.Sqrt(Sites) * SteadyVelocity / 0.0264;

    private static readonly (string Symbol, Func<ReceptiveField, double> Of)[] Quantities =
    [
        ("peak max w/√β", f => f.Amplitude), ("FWHM, sites", f => f.FullWidthHalfMaximum), ("Σ w²/β", f => f.SumSquares),
    ];

    private int TrainedRuns { get; } = preset == Preset.Paper ? 5 : 3;

    // For one hidden unit PCD-1 is PCD-20 in law: given the sign of h the visible units are independent, and v tanh I
    // does not see that sign.
    private SmallBetaTraining Training { get; } =
        new(preset == Preset.Paper ? Sites : 40, 1, Beta, Batch, preset == Preset.Paper ? 20 : 1);

    /// <inheritdoc/>
    public override string Number => "14a";

    /// <inheritdoc/>
    public override string Name => "fig14a";

    /// <inheritdoc/>
    public override string Title => "Fig. 14(a)  The small-β equation and its bump";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> LegacyText =>
    [
        "At small β the learning dynamics of one unit becomes, for weights in units of √β and times in units of "
        + "1/(νβ), dw(i)/dt = w(i+1) + w(i−1) − w(i) Σ w² + w(i)³, equation (37), without any parameter. From white "
        + "noise it goes to a single bump. (a): The stationary weights of the first run. (b): The energy E = −Σ w(i) "
        + "w(i+1) + ¼ (Σ w²)² − ¼ Σ w⁴, of which (37) is the gradient flow, above that of the bump, for every run.",
        "The integrator is Dormand and Prince's pair of order 5(4) with adaptive steps; it stops where max |dw/dt| "
        + "falls below 1e-8. The theory column is the bump centred on a site, found by Newton's method from the sech "
        + "profile: a way that shares nothing with the integration from noise but the equation.",
        "(c): Machines trained at small β with fresh samples, their weights averaged over the late training, over runs "
        + "and turned to a common peak. They follow the exact flow of this β, infinite data and no fit (line), which "
        + "differs from the lattice bump of (37) (circles) by terms of relative order β, some ten percent of Σ w²; the "
        + "sech of the continuum (44) (dashed) lacks the lattice. (d): The same less the exact flow.",
    ];

    /// <inheritdoc/>
    public override string Equations =>
        "small β, one unit (37), and its continuum (38), (44); exact flow (22) at M = 1";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("Sites, hidden units", $"N = {Sites}, M = 1"), ("Start", $"white noise, standard deviation {NoiseDeviation}"),
        ("Tolerances", $"relative {Accuracy.RelativeTolerance:R}, absolute {Accuracy.AbsoluteTolerance:R}"),
        ("Runs", $"{Runs}, each from its own noise"),
        ("Training", SmallBetaTraining.Words(Batch, Training.GibbsSteps)
            + $"; N = {Training.Sites}, β = {Beta}, fresh exact samples, {TrainedRuns} runs"),
        ("Its start", $"white noise of standard deviation {SmallBetaTraining.InitialDeviation}; one site raised by "
            + $"{SmallBetaTraining.Raised} √β"),
        ("Scaled down", preset == Preset.Paper
            ? "nothing"
            : $"training: {Training.Sites} sites instead of 100, PCD-{Training.GibbsSteps} instead of PCD-20, which for "
                + $"one unit is the same in law; {TrainedRuns} runs"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed)
    {
        Dictionary<string, double> parameters = new()
        {
            ["sites"] = Sites,
            ["noiseDeviation"] = NoiseDeviation,
            ["endTime"] = EndTime,
            ["steadyVelocity"] = SteadyVelocity,
            ["relativeTolerance"] = Accuracy.RelativeTolerance,
            ["absoluteTolerance"] = Accuracy.AbsoluteTolerance,
        };
        RunPlan bump = new("bump", 0, new Dictionary<string, double> { ["sites"] = Sites }, 0.2, (_, _) => Bump());
        return
        [
            bump,
            .. Enumerable.Range(1, Runs).Select(i => $"run-{i}").Select(run =>
                new RunPlan(run, SeedOf(seed, run), parameters, 0.2, (_, _) => Integrate(SeedOf(seed, run)))),
            new("exact", 0, new Dictionary<string, double> { ["sites"] = Training.Sites, ["beta"] = Beta }, 0.2,
                (_, _) => Exact()),
            .. Enumerable.Range(1, TrainedRuns).Select(i => $"trained-{i}").Select(run => new RunPlan(
                run, SeedOf(seed, run), Training.Parameters, Training.Cost,
                (progress, stop) => Train(SeedOf(seed, run), progress, stop))),
        ];
    }

    private static RunResult Bump()
    {
        LatticeBump bump = LatticeBump.SiteCentred(Sites);
        return new(
            new Dictionary<string, double> { ["energy"] = bump.Energy, ["topEigenvalue"] = bump.Eigenvalues[0] },
            new Dictionary<string, double[]> { ["weights"] = bump.Weights });
    }

    private static RunResult Integrate(ulong seed)
    {
        SmallBetaFlow flow = new(Sites, 1);
        double[] start = WhiteNoise.Draw(Sites, NoiseDeviation, seed);

        double[] times = [.. Enumerable.Range(0, Times).Select(i => ShownTime * i / (Times - 1))];
        double[] energies = new double[Times];
        double[] state = new double[Sites];
        int next = 0;
        IntegrationResult end = new AdaptiveRungeKutta().Integrate(flow, start, 0, EndTime, Accuracy, step =>
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
            new Dictionary<string, double>
            {
                ["steady"] = end.Reason == StopReason.Steady ? 1 : 0,
                ["time"] = end.Time,
                ["steps"] = end.AcceptedSteps,
                ["energy"] = flow.Energy(end.State),
            },
            new Dictionary<string, double[]> { ["weights"] = end.State, ["times"] = times, ["energies"] = energies });
    }

    private RunResult Exact() => new(new Dictionary<string, double>(), new Dictionary<string, double[]>
    {
        ["weights"] =
            [.. PopulationBump.SiteCentred(Training.Sites, Beta).Weights.Select(w => w / Math.Sqrt(Beta))],
    });

    private RunResult Train(ulong seed, IProgress<double> progress, CancellationToken stop) => new(
        new Dictionary<string, double> { ["spinUpdates"] = Training.SpinUpdates },
        new Dictionary<string, double[]>
        {
            ["weights"] = SmallBetaTraining.Centred(
                Training.Train(Training.RaisedMachine(seed), seed, progress, stop)),
        });

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        double bottom = runs[0].Result.Numbers["energy"];
        double[] weights = runs[1].Result.Series["weights"];
        int sign = ReceptiveField.Measure(weights).Sign;
        double[] sites = [.. Enumerable.Range(1, Sites).Select(i => (double)i)];
        return new(Name, "The stationary solution of the small-β equation, from white noise",
        [
            new("Stationary weights", new("site i", 1, Sites), new("weight w_{i} / √β"),
                [new("", sites, [.. weights.Select(w => sign * w)], Mark.LinePoints, Palette.Black)], LegendPlace.None),
            new("Energy above the bump's", new("time νβt", 0, ShownTime),
                new("E − E_{bump}", 1e-12, 10, Logarithmic: true),
                [.. runs.Skip(1).Take(Runs).Select((run, i) => EnergyCurve(run.Result, bottom, i))], LegendPlace.None),
            .. Profiles(runs),
        ], $"N = {Sites}, noise {NoiseDeviation}; (b): {Runs} starts; (c), (d): N = {Training.Sites}, fresh samples, "
            + $"PCD-{Training.GibbsSteps}, {TrainedRuns} runs, standard errors"
            + (preset == Preset.Paper ? "" : " (scaled down)"), Columns: 2);
    }

    /// <summary>Trained fields over those of theory, and what is left when the exact flow is taken off.</summary>
    private static IReadOnlyList<Panel> Profiles(IReadOnlyList<RunRecord> runs)
    {
        double[] x = [.. Enumerable.Range(-Shown, 2 * Shown + 1).Select(i => (double)i)];
        double[] fine = [.. Enumerable.Range(-10 * Shown, 20 * Shown + 1).Select(i => 0.1 * i)];
        double[] Window(RunRecord run)
            => SmallBetaTraining.Window(SmallBetaTraining.Centred(run.Result.Series["weights"]), Shown);
        double[][] trained = [.. Trained(runs).Select(Window)];
        Estimate[] means = [.. x.Select((_, i) => Estimate.FromRuns([.. trained.Select(w => w[i])]))];
        double[] lattice = Window(runs[0]), exact = Window(runs[1 + Runs]);
        double[] values = [.. means.Select(e => e.Value)], errors = [.. means.Select(e => e.StandardError)];
        double[] sech = [.. x.Select(SechProfile.Stable.Value)];
        Axis distance = new("distance to the peak, sites", -Shown, Shown);
        return
        [
            new($"Trained at β = {Beta}", distance, new("weight w / √β", -0.05, 1.5),
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

    private static IEnumerable<RunRecord> Trained(IReadOnlyList<RunRecord> runs) => runs.Skip(2 + Runs);

    private static Series EnergyCurve(RunResult run, double bottom, int index)
    {
        // Below 1e-12 the difference of two energies of order one is rounding, and a logarithm has nothing to show.
        (double Time, double Height)[] points =
            [.. run.Series["times"].Zip(run.Series["energies"], (t, e) => (t, e - bottom))];
        points = [.. points.Where(p => p.Height > 1e-12)];
        return new("", [.. points.Select(p => p.Time)], [.. points.Select(p => p.Height)], Mark.Line, 1 + index % 6);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        RunResult bump = runs[0].Result;
        RunRecord[] flows = [.. runs.Skip(1).Take(Runs)];
        ReceptiveField exact = ReceptiveField.Measure(runs[1 + Runs].Result.Series["weights"]);
        ReceptiveField[] trained = [.. Trained(runs).Select(r => ReceptiveField.Measure(r.Result.Series["weights"]))];
        ReceptiveField theory = ReceptiveField.Measure(bump.Series["weights"]);
        ReceptiveField[] fields = [.. flows.Select(r => ReceptiveField.Measure(r.Result.Series["weights"]))];
        double distance = flows.Max(run => DistanceToBump(run.Result.Series["weights"], bump.Series["weights"]));
        bool same = distance <= SameBump && flows.All(r => r.Result.Numbers["steady"] == 1);
        double spread(Func<ReceptiveField, double> of) => fields.Max(f => Math.Abs(of(f) - of(theory)));
        return
        [
            Verdict.Holds(Number, "every start ends in the same bump: largest distance in a weight",
                "one stationary solution",
                same, distance, null, $"shifts and signs apart, {Runs} starts; bound {SameBump:G1}"),
            Verdict.Report(Number, "peak max w/√β of the lattice bump", null, theory.Amplitude, null,
                $"from noise: within {spread(f => f.Amplitude):G1}"),
            Verdict.Report(Number, "full width at half maximum, sites", null, theory.FullWidthHalfMaximum, null,
                $"from noise: within {spread(f => f.FullWidthHalfMaximum):G1}"),
            Verdict.Report(Number, "Σ w²/β", null, theory.SumSquares, null,
                $"from noise: within {spread(f => f.SumSquares):G1}"),
            Verdict.Holds(Number, "the bump is stable: largest eigenvalue", "stable", bump.Numbers["topEigenvalue"] < 0,
                bump.Numbers["topEigenvalue"], null, "that of translation: the lattice pins"),
            Verdict.Report(Number, "time νβt to max |dw/dt| < 1e-8", "500 steps",
                flows.Average(r => r.Result.Numbers["time"]), null,
                $"{flows.Min(r => r.Result.Numbers["time"]):F0} to "
                + $"{flows.Max(r => r.Result.Numbers["time"]):F0}; the paper gives no step"),
            .. from q in Quantities
               select Verdict.Compare(Number, $"{q.Symbol}, trained at β = {Beta}", null, q.Of(exact),
                   Estimate.FromRuns([.. trained.Select(q.Of)]), $"theory: exact flow; (37): {q.Of(theory):G4}"),
        ];
    }

    /// <summary>max |w − w_bump| after the shift and the sign that bring the peaks together.</summary>
    private static double DistanceToBump(double[] weights, double[] bump)
    {
        ReceptiveField field = ReceptiveField.Measure(weights);
        int shift = field.PeakSite - ReceptiveField.Measure(bump).PeakSite;
        return Enumerable.Range(0, Sites).Max(
            i => Math.Abs(field.Sign * weights[(i + shift + Sites) % Sites] - bump[i]));
    }
}
