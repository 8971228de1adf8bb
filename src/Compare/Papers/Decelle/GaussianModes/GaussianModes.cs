using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Reports;
using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>Gaussian units on both sides: every mode learns by itself, in closed form; the modes turn towards the
/// principal components; and the trained machine's chains remember for c − ½ sweeps.</summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class GaussianModes(Preset preset)
    : Experiment<GaussianModesSettings>(GaussianModesSettings.Presets, preset)
{
    /// <summary>Differences of singular vectors ±1e-5 apart in time, a gap of 0.02 and rates up to some 5 in their
    /// units: (2 · 1e-5 · 5/0.02)² = 2.5e-5 of the largest.</summary>
    private const double RotationBound = 2.5e-5;

    /// <summary>Of integrations with tolerances of 1e-12 a step.</summary>
    private const double FlowBound = 1e-8;

    private static readonly int[] Colours =
        [Palette.Blue, Palette.Vermilion, Palette.Green, Palette.Purple, 5, 6];

    /// <inheritdoc/>
    public override string Number => "modes";

    /// <inheritdoc/>
    public override string Name => "modes";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Flow, Trainings];

    private SingleRun<GaussianModesSettings, GaussianRotations> Flow => new(GaussianModesJson.Default)
    {
        Name = "flow",
        Settings = _ => Settings,
        IsRandom = true,
        Compute = FlowOfModes.Run,
    };

    private RepeatedRuns<GaussianModesSettings, GaussianTraining> Trainings => new(GaussianModesJson.Default)
    {
        Repeats = Settings.Runs,
        Name = run => $"run-{run}",
        Settings = _ => Settings,
        Cost = settings => 6e-7 * settings.Batch * (settings.Updates + settings.MixingSweeps),
        IsRandom = true,
        Compute = GaussianAscent.Run,
    };

    private int Modes => Settings.Signals.Count;

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        IReadOnlyList<GaussianTraining> trained = runs.Of(Trainings);
        GaussianRotations flow = runs.Of(Flow);
        return new(Name, "Modes of Gaussian units: how they grow, how they turn, and how long chains remember",
            [Courses(trained[0]), Times(trained), Rotations(flow), Alignment(flow)],
            $"6 × 6 Gaussian units, S = {Settings.Samples:N0}, ν = {Settings.LearningRate}, batches of "
            + $"{Settings.Batch}, PCD-1, {Settings.Runs} runs" + (ScaledDown.Length > 0 ? "; scaled down" : ""),
            Columns: 2);
    }

    private Panel Courses(GaussianTraining first)
    {
        double[] looks = [.. Enumerable.Range(1, Settings.Updates / Settings.LookEvery).Select(k => Looked(k))];
        double[] grid = Grid.Logarithmic(looks[0], looks[^1], 120);
        int[] shown = [.. Grid.Logarithmic(1, looks.Length, 30).Select(k => (int)Math.Round(k)).Distinct()];
        return new("squared gains in training", new("ν × updates", Logarithmic: true),
            new("x_{α}", Logarithmic: true),
            [
                .. Enumerable.Range(0, Modes).Select(a => new Series(a == 0 ? "closed form" : "", grid,
                    [.. grid.Select(t => ModeOf(first, a).After(Settings.StartGain, t))], Mark.Line, Palette.Black)),
                .. Enumerable.Range(0, Modes).Select(a => new Series($"C = {Settings.Signals[a]}",
                    [.. shown.Select(k => looks[k - 1])], [.. shown.Select(k => first.CourseOf(a)[k])], Mark.Points,
                    Colours[a])),
            ], LegendPlace.TopLeft);
    }

    private static Panel Times(IReadOnlyList<GaussianTraining> trained)
    {
        int modes = trained[0].Signals.Length;
        double most = trained[0].Signals[0];
        Estimate[] means = [.. Enumerable.Range(0, modes).Select(a => trained.Mean(h => h.MixingTimes[a]))];
        double[] grid = [0, 1, 1.05 * most];
        return new("memory of the trained machine", new("c = C/σ_{v}^{2}", 0, 1.05 * most),
            new("τ_{int}, sweeps", 0),
            [
                new("c − ½; ½ for c < 1", grid, [0.5, 0.5, grid[^1] - 0.5], Mark.Line, Palette.Black),
                new("chains", [.. Enumerable.Range(0, modes).Select(a => trained.Average(h => h.Signals[a]))],
                    [.. means.Select(e => e.Value)], Mark.Points, Palette.Blue,
                    [.. means.Select(e => e.StandardError)]),
            ], LegendPlace.TopLeft);
    }

    private static Panel Rotations(GaussianRotations flow)
    {
        double[] formula = [.. flow.VisibleFormula.Concat(flow.HiddenFormula)];
        double low = formula.Min(), high = formula.Max();
        return new("rotation of the modes", new("finite differences"), new("formula"),
        [
            new("equal", [low, high], [low, high], Mark.Line, Palette.Black),
            new("Ω^{u} as printed", flow.Visible, [.. flow.VisibleFormula.Select(r => 2 * r)], Mark.OpenPoints,
                Palette.Vermilion),
            new("Ω^{v} as printed", flow.Hidden, [.. flow.HiddenFormula.Select(r => -2 * r)], Mark.OpenPoints,
                Palette.Purple),
            new("u_{a} · du_{b}/dt", flow.Visible, flow.VisibleFormula, Mark.Points, Palette.Blue),
            new("v_{a} · dv_{b}/dt", flow.Hidden, flow.HiddenFormula, Mark.Points, Palette.Green),
        ], LegendPlace.TopLeft);
    }

    private Panel Alignment(GaussianRotations flow)
        => new("alignment from a random start", new("ν × updates", Logarithmic: true), new("|u_{α} · e_{α}|", 0, 1.05),
        [
            .. Enumerable.Range(0, Modes).Select(a => new Series($"C = {Settings.Signals[a]}", flow.Times,
                [.. Enumerable.Range(0, flow.Times.Length).Select(t => flow.Cosines[t * Modes + a])], Mark.LinePoints,
                Colours[a])),
        ], LegendPlace.BottomRight);

    /// <inheritdoc/>
    public override Table Tabulate(Results runs)
    {
        IReadOnlyList<GaussianTraining> trained = runs.Of(Trainings);
        return new(
            [
                new("C", 1), new("C of the samples", 1.6), new("x at the end", 1.4), new("1 − 1/c", 1.2),
                new("τ, sweeps", 1.6), new("c − ½", 1),
            ],
            [
                .. Enumerable.Range(0, Modes).Select(a => (IReadOnlyList<Cell>)
                [
                    new($"{Settings.Signals[a]}"), new(trained.Mean(h => h.Signals[a]).ToString()),
                    new(trained.Mean(h => h.CourseOf(a)[^1]).ToString()),
                    new($"{trained.Average(h => ModeOf(h, a).FixedPoint):F4}"),
                    new(trained.Mean(h => h.MixingTimes[a]).ToString()),
                    new($"{trained.Average(h => ModeOf(h, a).MixingTime):F3}"),
                ]),
            ]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        IReadOnlyList<GaussianTraining> trained = runs.Of(Trainings);
        GaussianRotations flow = runs.Of(Flow);
        int[] growing = [.. Enumerable.Range(0, Modes).Where(a => Settings.Signals[a] > 1)];
        return
        [
            Verdict.Holds("closed-form", "largest difference of the integrated flow from t(x), in x", null,
                flow.Deviation <= FlowBound, flow.Deviation, null, "weights along the axes of the data"),
            Verdict.Compare("growing", "modes that grew, of six", "those with signal above noise", growing.Length,
                trained.Mean(
                    h => (double)Enumerable.Range(0, Modes).Count(a => h.CourseOf(a)[^1] > Settings.StartGain)))
                with { Judges = Claim.Paper },
            .. growing.SelectMany(a => HalfWay(trained, a)),
            .. Enumerable.Range(0, Modes).Select(a => Verdict.Compare($"mixing-{a + 1}",
                $"τ along mode {a + 1} / (c − ½), C = {Settings.Signals[a]}", null, 1,
                trained.Mean(h => h.MixingTimes[a] / ModeOf(h, a).MixingTime), "½ for c below 1; c of the samples")),
            .. OfRotation("visible", "u_a·du_b/dt", 2, flow.Visible, flow.VisibleFormula),
            .. OfRotation("hidden", "v_a·dv_b/dt", -2, flow.Hidden, flow.HiddenFormula),
        ];
    }

    private IEnumerable<Verdict> HalfWay(IReadOnlyList<GaussianTraining> trained, int mode)
    {
        string signal = $"C = {Settings.Signals[mode]}", finer = $"updates-{mode + 1}";
        double Measured(GaussianTraining h) => HalfTime(h.CourseOf(mode), ModeOf(h, mode).FixedPoint);
        return
        [
            Verdict.Compare($"half-{mode + 1}", $"ν × updates to x*/2 over that of t(x), {signal}", null, 1,
                trained.Mean(h => Measured(h)
                    / ModeOf(h, mode).Time(Settings.StartGain, ModeOf(h, mode).FixedPoint / 2)),
                "infinitely small ν, chains that follow at once")
                with { Judges = Claim.FirstOrder, ExplainedBy = finer },
            Verdict.Compare(finer, $"ν × updates to x*/2 over that of finite updates, {signal}", null, 1,
                trained.Mean(h => Measured(h) / HalfTime(FiniteUpdates(ModeOf(h, mode)), ModeOf(h, mode).FixedPoint)),
                "chains of PCD-1 that lag behind, without noise") with { Judges = Claim.FirstOrder },
        ];
    }

    private static IEnumerable<Verdict> OfRotation(
        string id, string quantity, double printedOver, double[] measured, double[] formula)
    {
        double largest = formula.Max(Math.Abs);
        double Off(double factor) => formula.Zip(measured, (f, m) => Math.Abs(factor * f - m)).Max() / largest;
        return
        [
            Verdict.Holds($"{id}-printed", $"largest difference of {quantity} as printed, over its largest value",
                "the factors of Ω", Off(printedOver) <= RotationBound, Off(printedOver), null,
                $"the printed factors are {printedOver:+0;−0} times the corrected ones") with { ExplainedBy = id },
            Verdict.Holds(id, $"largest difference of {quantity} by the corrected factors, over its largest value",
                null, Off(1) <= RotationBound, Off(1), null, "finite differences of the SVD along the flow"),
        ];
    }

    private static GaussianMode ModeOf(GaussianTraining trained, int mode) => new(trained.Signals[mode]);

    private double Looked(int look) => Settings.LearningRate * Settings.LookEvery * look;

    /// <summary>x at every look, of updates of finite ν with infinitely many samples and chains.</summary>
    private double[] FiniteUpdates(GaussianMode mode)
    {
        PersistentMode updates = new(mode, 1);
        double weight = mode.WeightOf(Settings.StartGain), variance = 1;
        List<double> course = [Settings.StartGain];
        for (int update = 1; update <= Settings.Updates; update++)
        {
            (weight, variance) = updates.Next(weight, variance, Settings.LearningRate);
            if (update % Settings.LookEvery == 0)
                course.Add(mode.SquaredGainOf(weight));
        }

        return [.. course];
    }

    /// <summary>ν × updates where x passes half of its end, on a straight line of ln x/(x* − x) between looks; NaN
    /// where it does not.</summary>
    private double HalfTime(double[] course, double end)
    {
        int after = Array.FindIndex(course, x => x >= end / 2);
        if (after < 1)
            return double.NaN;
        double At(int look) => Math.Log(course[look] / (end - course[look]));
        return Looked(after - 1) + (Looked(1) * At(after - 1) / (At(after - 1) - At(after)));
    }
}
