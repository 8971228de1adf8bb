using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 9: one hidden unit learns the discretised XY ring; its field is localised in space and a cosine in angle.
/// </summary>
/// <param name="preset">The paper's learning rate and epochs, or fewer updates with a falling rate.</param>
public sealed class Fig09(Preset preset) : Experiment
{
    private const string Wells = "double-well", Signs = "spin";
    private const int Sites = XyTraining.Sites, States = XyTraining.Colours, Runs = 4;

    // θ at the start of the last run: two wells, at h = ±1.
    private const double TwoWells = -1;

    private static readonly IUnit[] Units = [DoubleWellUnit.Instance, SpinUnit.Instance];

    private static readonly double[] Places = [.. Enumerable.Range(1, Sites).Select(i => (double)i)];
    private static readonly double[] Angles = [.. Enumerable.Range(0, States).Select(v => (double)v)];

    /// <inheritdoc/>
    public override string Number => "9";

    /// <inheritdoc/>
    public override string Name => "fig09";

    /// <inheritdoc/>
    public override string Title => "Fig. 9  A field in space and angle";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> LegacyText =>
    [
        "One hidden unit learns the discretised XY ring (13)–(15), whose configurations may be moved along the ring "
        + "and turned by any number of colours (16). The first row shows the weights of a unit with the potential U = "
        + "½h² + θ|h|, θ learned, and of one with h = ±1: both keep to a stretch of the ring and prefer one angle "
        + "there, place and angle being free. The other panels are of the first machine: the modulation at each site, "
        + "the weights at its maximum with the cosine of frequency 2π/P, and the phases and frequencies of the "
        + "cosines fitted site by site, filled where the modulation is above half of its maximum. Of the runs that "
        + "with the field farthest from the ends of the axis is drawn.",
        "Equation (17) as printed, |Σ w| over the colours, shows nothing: exactly one colour is on at each site, so "
        + "that the gradient of this sum is the same at every site, and in the zero-sum gauge it is 0. What is meant "
        + "is Σ|w|, or the amplitude |F| of the cosine; width and participation (Σ|F|²)²/Σ|F|⁴ are those of |F|. "
        + "Outside the field a phase is one of noise.",
        "Frequency and phase are constant over the field, as the paper has it. The weights are a cosine but for one "
        + "harmonic: they are flatter at the extremes, by a third harmonic of the opposite sign that is the same in "
        + "all runs. Only weights that are small are proportional to the mode cos(2πv/P) of the data, to which (23) "
        + "applies; these saturate, more so for real h, which can be large. A free frequency takes some of it up: of "
        + "a cosine less a tenth of its third harmonic it is between 0.612 and 0.655, as the phase has it, 0.637 on "
        + "the average.",
        "The potential is called a double well, but θ comes out positive, also from a start with two wells: a single "
        + "well with a cusp. Such a unit stays near zero unless many spins of its field agree: |I| has to pass θ.",
    ];

    /// <inheritdoc/>
    public override string Equations => "XY ring (13)–(15); modulation (17), and by the first harmonic";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("Sites, states, hidden units", $"N = {Sites}, P = {States}, M = 1"),
        .. XyTraining.Words,
        ("θ at the start", $"0, in the last run {TwoWells}: two wells"),
        ("Training", Training(Units[0]).Summary),
        ("Runs", $"{Runs} of each unit"),
        ("Scaled down", preset == Preset.Paper
            ? "nothing: the paper's parameters"
            : "20 epochs of a rate that falls from 0.09 to 0.01, not 100 of 0.01: a fifth of the updates, the same sum "
                + "of ν; PCD-1, not 20"),
    ];

    private XyTraining Training(IUnit unit)
        => preset == Preset.Paper ? XyTraining.OfPaper(1, unit) : XyTraining.Shortened(20, 1, unit);

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed) =>
    [
        .. from unit in Units
           from run in Enumerable.Range(1, Runs)
           let theta = unit.Parameters > 0 && run == Runs ? TwoWells : 0
           select PlanRun(seed, Training(unit) with { Theta = theta }, $"{unit.Name}-run-{run}"),
    ];

    private RunPlan PlanRun(ulong seed, XyTraining training, string run)
    {
        ulong own = SeedOf(seed, run);
        return new(run, own, training.Parameters, training.SpinUpdates / (training.GibbsSteps > 1 ? 1.5e8 : 4e7),
            (progress, stop) => Measure(training.Train(own, progress, stop), training));
    }

    private static RunResult Measure(Rbm machine, XyTraining training)
    {
        double[] weights = [.. machine.Weights.Select(w => (double)w)];
        ColourField field = new(weights, States);
        Dictionary<string, double> numbers = new()
        {
            ["amplitude"] = field.PeakFit.Amplitude,
            ["width"] = field.Width,
            ["participation"] = field.Participation,
            ["peakFrequency"] = field.Frequencies[field.Peak],
            ["fieldFrequency"] = field.FieldFrequency,
            ["unexplained"] = field.Unexplained,
            ["thirdHarmonic"] = field.ThirdHarmonic,
            ["phaseDeviation"] = field.PhaseDeviation,
            ["printed"] = PottsModulation.AngularAsPrinted<double>(weights, States).Max(),
            ["spinUpdates"] = training.SpinUpdates,
        };
        if (machine.Parameters.HiddenParameters is [float theta])
            numbers["theta"] = theta;
        return new(numbers, new Dictionary<string, double[]> { ["weights"] = weights });
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        double[] wells = WeightsOf(runs, Wells), signs = WeightsOf(runs, Signs);
        ColourField field = new(wells, States);
        return new(Name, "One hidden unit on XY data",
        [
            Map("h real, U = ½h^{2} + θ|h|", wells), Map("h = ±1", signs),
            Modulation(wells, field), AtPeak(field), Phases(field), Frequencies(field),
        ], $"N = {Sites}, P = {States}, β = {XyTraining.Beta}, {Training(Units[0]).Summary}"
            + (preset == Preset.Paper ? "; the paper's parameters" : " (scaled down)"), Columns: 2);
    }

    private static Panel Map(string title, double[] weights)
    {
        double largest = weights.Max(Math.Abs);
        return new(title, new("site i", 0.5, Sites + 0.5), new("colour v", -0.5, States - 0.5),
        [
            new("", [.. Angles.SelectMany(_ => Places)], [.. Angles.SelectMany(v => Places.Select(_ => v))], Mark.Map,
                Palette.Black, Value: [.. from v in Enumerable.Range(0, States)
                                          from i in Enumerable.Range(0, Sites)
                                          select weights[i * States + v]]),
        ], LegendPlace.None, new("w_{iv}", -largest, largest, ColourScale.Diverging));
    }

    private static Panel Modulation(double[] weights, ColourField field)
        => new("Angular modulation", new("site i", 0, Sites + 1),
            new("modulation at site i", 0, 1.8 * PottsModulation.Angular<double>(weights, States).Max()),
        [
            new("Σ_{v} |w_{iv}|", Places, PottsModulation.Angular<double>(weights, States), Mark.LinePoints,
                Palette.Blue),
            new("amplitude |F_{i}| of the cosine", Places, field.Amplitudes, Mark.Line, Palette.Black),
            new("|Σ_{v} w_{iv}|, (17) as printed", Places, PottsModulation.AngularAsPrinted<double>(weights, States),
                Mark.Line, Palette.Vermilion),
        ], field.Peak > Sites / 2 ? LegendPlace.TopLeft : LegendPlace.TopRight);

    private static Panel AtPeak(ColourField field)
    {
        double[] fine = [.. Enumerable.Range(0, 181).Select(k => k * (States - 1) / 180.0)];
        double highest = field.AtPeak.Max(Math.Abs);
        return new($"Weights at site {field.Peak + 1}", new("colour v", -0.5, States - 0.5),
            new("weight w_{iv}", -1.2 * highest, 2.1 * highest),
        [
            new("cosine of frequency 2π/P", fine, [.. fine.Select(field.PeakFit.At)], Mark.Line, Palette.Black),
            new("trained", Angles, field.AtPeak, Mark.Points, Palette.Blue),
        ]);
    }

    private static Panel Phases(ColourField field)
        => new("Fitted phases (dashed: at the maximum)", new("site i", 0, Sites + 1),
            new("phase φ_{i}", -Math.PI, 1.7 * Math.PI),
        [
            new("", [0, Sites + 1], [field.PeakFit.Phase, field.PeakFit.Phase], Mark.Dashed,
                Palette.Grey),
            .. InAndOut(field, [.. field.Modes.Select(mode => mode.Phase)]),
        ]);

    private static Panel Frequencies(ColourField field)
        => new("Fitted frequencies (dashed: 2π/P)", new("site i", 0, Sites + 1), new("frequency ω_{i}, rad", 0.2, 1.4),
        [
            new("", [0, Sites + 1], [XyTraining.Frequency, XyTraining.Frequency], Mark.Dashed, Palette.Grey),
            .. InAndOut(field, field.Frequencies),
        ], LegendPlace.None);

    private static IEnumerable<Series> InAndOut(ColourField field, double[] values)
    {
        int[] outside = [.. Enumerable.Range(0, Sites).Except(field.Sites)];
        yield return new("outside the field", [.. outside.Select(i => i + 1.0)], [.. outside.Select(i => values[i])],
            Mark.OpenPoints, Palette.Grey);
        yield return new("in the field", [.. field.Sites.Select(i => i + 1.0)],
            [.. field.Sites.Select(i => values[i])], Mark.Points, Palette.Blue);
    }

    /// <summary>Of the runs, the one whose field is farthest from the site at which the ring is cut open.</summary>
    private static double[] WeightsOf(IReadOnlyList<RunRecord> runs, string unit)
        => Of(runs, unit).Select(run => run.Result.Series["weights"])
            .MinBy(weights => Math.Abs(new ColourField(weights, States).Peak - Sites / 2))!;

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        Estimate wide = Mean(runs, Signs, "width"), narrow = Mean(runs, Wells, "width");
        Estimate wider = wide.Less(narrow), theta = Mean(runs, Wells, "theta");
        return
        [
            .. Units.Select(unit => Verdict.Compare(Number, $"frequency at the maximum, {Says(unit)}, rad a colour",
                "2π/10 = 0.628", XyTraining.Frequency, Mean(runs, unit.Name, "peakFrequency"), "theory: 2π/P")),
            .. Units.Select(unit => Verdict.Compare(Number, $"mean frequency over the field, {Says(unit)}",
                "2π/10 over the field", XyTraining.Frequency, Mean(runs, unit.Name, "fieldFrequency"), "theory: 2π/P")),
            .. Units.Select(unit => Verdict.Report(Number, $"1 − R² of the cosine at the maximum, {Says(unit)}",
                "very well approximated", null, Mean(runs, unit.Name, "unexplained"))),
            .. Units.Select(unit => Verdict.Compare(Number,
                $"third harmonic over the first at the maximum, {Says(unit)}", "a cosine", 0,
                Mean(runs, unit.Name, "thirdHarmonic"), "theory: 0, a cosine; below 0: flatter than one")),
            .. from unit in Units
               let deviation = Mean(runs, unit.Name, "phaseDeviation")
               select Verdict.Holds(Number, $"phase constant over the field to within a colour, {Says(unit)}, rad",
                   "constant", deviation.IsBelow(XyTraining.Frequency), XyTraining.Frequency, deviation,
                   "largest deviation in the field; theory: one colour, 2π/P"),
            Verdict.Report(Number, "width of the field, double well, sites", "sites 30 to 50", null, narrow,
                $"{Mean(runs, Wells, "participation")} sites by participation"),
            Verdict.Report(Number, "width of the field, ±1, sites", null, null, wide,
                $"{Mean(runs, Signs, "participation")} sites by participation"),
            Verdict.Holds(Number, "the field of ±1 is wider, by sites", "slightly weaker localization",
                new Estimate(-wider.Value, wider.StandardError, wider.DegreesOfFreedom).IsBelow(0), 0, wider,
                "beyond chance"),
            Verdict.Holds(Number, "two wells: θ < 0", "double-well potential", theta.IsBelow(0), 0, theta,
                "beyond chance; θ > 0 is one well with a cusp"),
            Verdict.Report(Number, "largest |Σ_v w_iv|, (17) as printed, over the amplitude", "peaked", 0,
                Ratio(runs, "printed", "amplitude"), "theory: 0, the zero-sum gauge"),
        ];
    }

    private static string Says(IUnit unit) => unit.Name == Wells ? "double well" : "±1";

    private static Estimate Mean(IReadOnlyList<RunRecord> runs, string unit, string number)
        => Estimate.FromRuns([.. Of(runs, unit).Select(run => run.Result.Numbers[number])]);

    private static Estimate Ratio(IReadOnlyList<RunRecord> runs, string above, string below)
        => Estimate.FromRuns([.. Of(runs, Wells).Select(run => run.Result.Numbers[above] / run.Result.Numbers[below])]);

    private static IEnumerable<RunRecord> Of(IReadOnlyList<RunRecord> runs, string unit)
        => runs.Where(run => run.Run.StartsWith(unit + "-run-", StringComparison.Ordinal));
}
