using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Reports;
using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>One mode of Gaussian units trained with short chains, solved: Rdm-k, which may leave no equilibrium at all,
/// and PCD-k, which rings and is unstable at large rates.</summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class GaussianChains(Preset preset)
    : Experiment<GaussianChainsSettings>(GaussianChainsSettings.Presets, preset)
{
    private static readonly int[] Colours = [Palette.Blue, Palette.Vermilion, Palette.Green];

    private static readonly string[] Regimes = ["slow", "ringing", "unstable"];

    /// <inheritdoc/>
    public override string Number => "chains";

    /// <inheritdoc/>
    public override string Name => "chains";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Short, Persistent];

    private KeyedRuns<double, ShortChains, ShortChainsResult> Short => new(GaussianChainsJson.Default)
    {
        Keys = Settings.Signals,
        RepeatsOf = _ => Settings.Runs,
        Name = (signal, run) => $"signal-{signal}-run-{run}",
        Settings = (signal, _) => new(signal, Settings.Sweeps, Settings.LearningRate, Settings.Chains, Settings.Updates,
            Settings.Samples, Settings.Times),
        Cost = run => 6e-8 * run.Updates * run.Chains * run.Sweeps,
        IsRandom = true,
        Compute = ChainTraining.Short,
    };

    private RepeatedRuns<GaussianChainsSettings, PersistentFits> Persistent => new(GaussianChainsJson.Default)
    {
        Repeats = Settings.Runs,
        Name = run => $"persistent-{run}",
        Settings = _ => Settings,
        Cost = run => 1.2e-7 * run.PersistentUpdates * run.PersistentChains * run.PersistentSweeps.Sum(),
        IsRandom = true,
        Compute = ChainTraining.Persistent,
    };

    private PersistentMode ModeOf(int sweeps) => new(new(Settings.PersistentSignal), sweeps);

    private ShortRunMode TheoryOf(double signal) => new(new(signal), Settings.Sweeps);

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        ILookup<double, ShortChainsResult> trained = runs.Of(Short);
        IReadOnlyList<PersistentFits> fits = runs.Of(Persistent);
        return new(Name, "A Gaussian mode trained with short chains",
            [Variances(trained), Errors(trained), Stability(fits), Courses(fits[0])],
            $"k = {Settings.Sweeps}, start of the chains 1; PCD: C = {Settings.PersistentSignal}; noise of a unit 1; "
            + $"{Settings.Runs} runs" + (ScaledDown.Length > 0 ? "; scaled down" : ""), Columns: 2);
    }

    private Panel Variances(ILookup<double, ShortChainsResult> trained)
    {
        double last = Settings.Times[^1];
        double[] grid = Grid.Logarithmic(1, last, 100), times = [.. Settings.Times.Select(t => (double)t)];
        return new("variance of what Rdm-k generates", new("sweeps t_{G}", Logarithmic: true),
            new("V / C", Logarithmic: true),
            [
                new("data", [1, last], [1, 1], Mark.Dashed, Palette.Grey),
                .. Settings.Signals.SelectMany((signal, n) => new Series[]
                {
                    new("", grid, [.. grid.Select(t => TheoryOf(signal).Variance(t) / signal)], Mark.Line, Colours[n]),
                    Dots($"C = {signal}, x = {TheoryOf(signal).SquaredGain:F3}", times, [.. trained[signal]],
                        (h, t) => h.Variances[t] / signal, Colours[n]),
                }),
            ], LegendPlace.TopLeft);
    }

    private Panel Errors(ILookup<double, ShortChainsResult> trained)
    {
        double[] grid = Grid.Logarithmic(1, Settings.Times[^1], 400);
        double[] times = [.. Settings.Times.Select(t => (double)t)];
        // The sampling floor of a variance of n Gaussian numbers is 2C²/n.
        double floor = 2.0 / Settings.Samples;
        return new("error of what it generates", new("sweeps t_{G}", Logarithmic: true),
            new("(V − C)^{2} / C^{2}", floor / 10, Logarithmic: true),
            [
                new("sampling floor", [1, grid[^1]], [floor, floor], Mark.Dashed, Palette.Grey),
                .. Settings.Signals.SelectMany((signal, n) => new Series[]
                {
                    new("", grid,
                        [.. grid.Select(t => Math.Max(floor / 10, TheoryOf(signal).Error(t) / (signal * signal)))],
                        Mark.Line, Colours[n]),
                    new($"C = {signal}", times, [.. Enumerable.Range(0, times.Length).Select(t => Math.Max(floor / 10,
                        trained[signal].Average(h => Math.Pow(h.Variances[t] / signal - 1, 2))))], Mark.Points,
                        Colours[n]),
                }),
            ], LegendPlace.BottomLeft);
    }

    private static Series Dots(string label, double[] times, ShortChainsResult[] trained,
        Func<ShortChainsResult, int, double> of, int colour)
    {
        Estimate[] means = [.. Enumerable.Range(0, times.Length).Select(t => trained.Mean(h => of(h, t)))];
        return new(label, times, [.. means.Select(e => e.Value)], Mark.Points, colour,
            [.. means.Select(e => e.StandardError)]);
    }

    private Panel Stability(IReadOnlyList<PersistentFits> fits)
    {
        IReadOnlyList<int> sweeps = Settings.PersistentSweeps;
        double[] grid = Grid.Logarithmic(sweeps[0], sweeps[^1], 60);
        // k between whole numbers, for a smooth line.
        double Line(double k, Func<PersistentMode, double> of)
        {
            int low = Math.Min((int)k, sweeps[^1]);
            double share = k - low;
            return of(ModeOf(low)) * Math.Pow(of(ModeOf(low + 1)) / of(ModeOf(low)), share);
        }

        (double Sweeps, double Rate, int Regime)[] dots = [.. Points().Select((p, n) => (
            (double)p.Sweeps, p.Rate, RegimeOf(fits, n)))];
        return new("what PCD-k does to a deviation", new("sweeps k", Logarithmic: true), new("ν", Logarithmic: true),
        [
            new("ν_{osc}", grid, [.. grid.Select(k => Line(k, m => m.OscillationRate))], Mark.Dashed, Palette.Black),
            new("ν_{c}", grid, [.. grid.Select(k => Line(k, m => m.CriticalRate))], Mark.Line, Palette.Black),
            .. Regimes.Select((word, regime) => new Series(word,
                [.. dots.Where(d => d.Regime == regime).Select(d => d.Sweeps)],
                [.. dots.Where(d => d.Regime == regime).Select(d => d.Rate)], Mark.Points, Colours[regime])),
        ], LegendPlace.BottomRight);
    }

    private Panel Courses(PersistentFits first)
    {
        int k = Settings.PersistentSweeps[0], length = ChainTraining.CourseUpdates;
        double[] updates = [.. Enumerable.Range(1, length).Select(n => (double)n)];
        double[] rates = ChainTraining.Rates(ModeOf(k));
        return new($"after a kick, k = {k}", new("update"), new("x"),
        [
            .. Enumerable.Range(0, first.Courses!.Length / length).SelectMany(n => new Series[]
            {
                new("", updates, Kicked(ModeOf(k), rates[n]), Mark.Line, Palette.Black),
                new($"{Regimes[n]}, ν = {rates[n]:G2}", updates, first.Courses[(n * length)..((n + 1) * length)],
                    Mark.Points, Colours[n]),
            }),
        ], LegendPlace.BottomRight);
    }

    /// <summary>x after each update of infinitely many chains.</summary>
    private static double[] Kicked(PersistentMode mode, double rate)
    {
        double weight = Math.Sqrt(ChainTraining.Kick) * mode.Mode.Weight, variance = mode.Mode.Signal;
        double[] course = new double[ChainTraining.CourseUpdates];
        foreach (ref double x in course.AsSpan())
        {
            (weight, variance) = mode.Next(weight, variance, rate);
            x = mode.Mode.SquaredGainOf(weight);
        }

        return course;
    }

    /// <summary>Every k and its rates, as the fits have them.</summary>
    private IEnumerable<(int Sweeps, double Rate, int Regime)> Points()
        => Settings.PersistentSweeps.SelectMany(k => ChainTraining.Rates(ModeOf(k)).Select((rate, n) => (k, rate, n)));

    /// <summary>Unstable where most runs stray; else by the trace and determinant of the others together: slow where
    /// both eigenvalues of the map are positive, and ringing where they are complex, or negative at large
    /// rates.</summary>
    private static int RegimeOf(IReadOnlyList<PersistentFits> fits, int point)
    {
        PersistentFits[] stable = [.. fits.Where(f => double.IsFinite(f.Traces[point]))];
        if (2 * stable.Length <= fits.Count)
            return 2;
        double trace = stable.Average(f => f.Traces[point]), determinant = stable.Average(f => f.Determinants[point]);
        return trace > 0 && trace * trace >= 4 * determinant ? 0 : 1;
    }

    /// <inheritdoc/>
    public override Table Tabulate(Results runs)
    {
        IReadOnlyList<PersistentFits> fits = runs.Of(Persistent);
        return new(
            [
                new("k", 0.6), new("ν", 1), new("ν/ν_osc", 1), new("Determinant, ρ^{2k}", 1.5), new("Measured", 1.6),
                new("Period, theory", 1.2), new("Deviations are", 1.3),
            ],
            [
                .. Points().Select((p, n) => (IReadOnlyList<Cell>)
                [
                    new($"{p.Sweeps}"), new($"{p.Rate:G3}"), new($"{p.Rate / ModeOf(p.Sweeps).OscillationRate:F2}"),
                    new($"{ModeOf(p.Sweeps).Determinant:F4}"),
                    new(RegimeOf(fits, n) == 2 ? "–" : fits.Mean(f => f.Determinants[n]).ToString()),
                    new(ModeOf(p.Sweeps).Period(p.Rate) is double period ? $"{period:F2}" : "–"),
                    new(Regimes[RegimeOf(fits, n)]),
                ]),
            ]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        ILookup<double, ShortChainsResult> trained = runs.Of(Short);
        IReadOnlyList<PersistentFits> fits = runs.Of(Persistent);
        (int Sweeps, double Rate, int Regime)[] points = [.. Points()];
        int right = points.Index().Count(p => RegimeOf(fits, p.Index) == p.Item.Regime);
        return
        [
            .. Settings.Signals.SelectMany(signal => OfSignal(signal, [.. trained[signal]])),
            Verdict.Holds("stability", $"points (ν, k) in the regime of theory, of {points.Length}", null,
                right == points.Length, right, null,
                "slow below ν_osc, unstable above ν_c; by the map that fits all runs"),
            .. Settings.PersistentSweeps.Index().Take(3).SelectMany(k => OfPersistent(fits, k.Item, 3 * k.Index + 1)),
        ];
    }

    private IEnumerable<Verdict> OfSignal(double signal, ShortChainsResult[] trained)
    {
        ShortRunMode theory = TheoryOf(signal);
        int at = Settings.Times.Index().Single(t => t.Item == Settings.Sweeps).Index;
        int twice = Settings.Times.Index().Single(t => t.Item == 2 * Settings.Sweeps).Index;
        string of = $"C = {signal}";
        Estimate gain = trained.Mean(h => h.SquaredGain);
        return
        [
            Verdict.Compare($"gain-{signal}", $"x of Rdm-{Settings.Sweeps}, {of}", null, theory.SquaredGain, gain,
                "V_k(x) = C"),
            Verdict.Holds($"equilibrium-{signal}", $"x of Rdm-{Settings.Sweeps} against 1, {of}", null,
                theory.HasEquilibrium ? gain.IsBelow(1) : gain.IsAbove(1), theory.SquaredGain, gain,
                theory.HasEquilibrium ? "below: the machine has an equilibrium"
                    : $"above, as C ≥ V_0 + 2k = {theory.LargestSignal}: the machine has none"),
            Verdict.Compare($"sweet-{signal}", $"V / C after {Settings.Sweeps} sweeps, {of}", "sweet spot", 1,
                trained.Mean(h => h.Variances[at] / signal)) with { Judges = Claim.Paper },
            Verdict.Compare($"beyond-{signal}", $"V / C after {2 * Settings.Sweeps} sweeps, {of}", null,
                theory.Variance(2 * Settings.Sweeps) / signal, trained.Mean(h => h.Variances[twice] / signal)),
        ];
    }

    private IEnumerable<Verdict> OfPersistent(IReadOnlyList<PersistentFits> fits, int sweeps, int point)
    {
        PersistentMode mode = ModeOf(sweeps);
        double rate = ChainTraining.Rates(mode)[1];
        double[,] map = mode.Map(rate);
        string between = $"k = {sweeps}, between ν_osc and ν_c";
        return
        [
            Verdict.Compare($"determinant-{sweeps}", $"determinant of PCD's map, {between}", null, mode.Determinant,
                fits.Mean(f => f.Determinants[point])),
            Verdict.Compare($"trace-{sweeps}", $"trace of PCD's map, {between}", null,
                map[0, 0] + map[1, 1], fits.Mean(f => f.Traces[point]),
                mode.Period(rate) is double period ? $"2ρ^k cos(2π/period), the period {period:F2} updates" : ""),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs) => new Dictionary<string, object>
    {
        ["below"] = $"{Settings.Signals[0]}",
        ["above"] = $"{Settings.Signals[^1]}",
        ["largest"] = $"{TheoryOf(Settings.Signals[0]).LargestSignal}",
        ["gain"] = $"{TheoryOf(Settings.Signals[^1]).SquaredGain:F3}",
    };
}
