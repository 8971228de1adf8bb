using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>
/// Fig. 9: one hidden unit learns the discretised XY ring; its field is localised in space and a cosine in angle.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class Fig09(Preset preset) : Experiment<Fig09Settings>(Fig09Settings.Presets, preset)
{
    // Phases at which a free frequency is fitted to a cosine with a third harmonic.
    private const int PhasesTried = 360;

    private static readonly bool[] Units = [true, false]; // the double well first

    private XyTraining Training => Settings.Training;

    private int Sites => Training.Sites;

    private int States => Training.States;

    private double[] Places => [.. Enumerable.Range(1, Sites).Select(i => (double)i)];

    private double[] Angles => [.. Enumerable.Range(0, States).Select(v => (double)v)];

    private KeyedRuns<(bool DoubleWell, int Run), XyTraining, AngularField> Trainings => new(Fig09Json.Default)
    {
        Keys = [.. from unit in Units from run in Enumerable.Range(1, Settings.Runs) select (unit, run)],
        Name = (key, _) => $"{NameOf(key.DoubleWell)}-run-{key.Run}",
        Settings = (key, _) => Training with
        {
            DoubleWell = key.DoubleWell,
            Theta = key.DoubleWell && key.Run == Settings.Runs ? Settings.TwoWells : 0,
        },
        Cost = training => training.SpinUpdates / (training.GibbsSteps > 1 ? 1.5e8 : 4e7),
        IsRandom = true,
        Compute = (training, run) => Measure(training.Train(run), training),
    };

    /// <summary>The steady field of h = ±1.</summary>
    private SingleRun<SteadyFieldSettings, XySteadyField> RestOfSpins => new(Fig09Json.Default)
    {
        Name = "rest-spin",
        Settings = _ => new(Sites, States, Training.Beta),
        Cost = _ => 2,
        Compute = (ring, _) => XyAtRest.Of(ring),
    };

    /// <summary>That of the double well, at each θ.</summary>
    private KeyedRuns<double, SteadyFieldSettings, XySteadyField> RestOfWells => new(Fig09Json.Default)
    {
        Keys = Settings.Thetas,
        Name = (theta, _) => $"rest-double-well-{theta}",
        Settings = (theta, _) => new(Sites, States, Training.Beta, theta),
        Cost = _ => 10,
        Compute = (ring, _) => XyAtRest.Of(ring),
    };

    /// <inheritdoc/>
    public override string Number => "9";

    /// <inheritdoc/>
    public override string Name => "fig09";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Trainings, RestOfSpins, RestOfWells];

    private static string NameOf(bool doubleWell) => XyTraining.UnitOf(doubleWell).Name;

    private static AngularField Measure(Rbm machine, XyTraining training)
    {
        double[] weights = [.. machine.Weights.Select(w => (double)w)];
        ColourField field = new(weights, training.States);
        return new(
            field.PeakFit.Amplitude, field.Width, field.Participation, field.Frequencies[field.Peak],
            field.FieldFrequency, field.Unexplained, field.ThirdHarmonic, field.PhaseDeviation,
            PottsModulation.AngularAsPrinted<double>(weights, training.States).Max(), training.SpinUpdates, weights,
            machine.Parameters.HiddenParameters is [float theta] ? theta : null);
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        double[] wells = WeightsOf(runs, doubleWell: true), signs = WeightsOf(runs, doubleWell: false);
        ColourField field = new(wells, States);
        return new(Name, "One hidden unit on XY data",
        [
            Map("h real, U = ½h^{2} + θ|h|", wells), Map("h = ±1", signs),
            Modulation(wells, field), AtPeak(field), Phases(field), Frequencies(field),
        ], $"N = {Sites}, P = {States}, β = {Training.Beta}, {Training.Summary}"
            + (ScaledDown.Length == 0 ? "; the paper's parameters" : " (scaled down)"), Columns: 2);
    }

    private Panel Map(string title, double[] weights)
    {
        double largest = weights.Max(Math.Abs);
        double[] places = Places;
        return new(title, new("site i", 0.5, Sites + 0.5), new("colour v", -0.5, States - 0.5),
        [
            new("", [.. Angles.SelectMany(_ => places)], [.. Angles.SelectMany(v => places.Select(_ => v))], Mark.Map,
                Palette.Black, Value: [.. from v in Enumerable.Range(0, States)
                                          from i in Enumerable.Range(0, Sites)
                                          select weights[i * States + v]]),
        ], LegendPlace.None, new("w_{iv}", -largest, largest, ColourScale.Diverging));
    }

    private Panel Modulation(double[] weights, ColourField field)
        => new("Angular modulation", new("site i", 0, Sites + 1),
            new("modulation at site i", 0, 1.8 * PottsModulation.Angular<double>(weights, States).Max()),
        [
            new("Σ_{v} |w_{iv}|", Places, PottsModulation.Angular<double>(weights, States), Mark.LinePoints,
                Palette.Blue),
            new("amplitude |F_{i}| of the cosine", Places, field.Amplitudes, Mark.Line, Palette.Black),
            new("|Σ_{v} w_{iv}|, (17) as printed", Places, PottsModulation.AngularAsPrinted<double>(weights, States),
                Mark.Line, Palette.Vermilion),
        ], field.Peak > Sites / 2 ? LegendPlace.TopLeft : LegendPlace.TopRight);

    private Panel AtPeak(ColourField field)
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

    private Panel Phases(ColourField field)
        => new("Fitted phases (dashed: at the maximum)", new("site i", 0, Sites + 1),
            new("phase φ_{i}", -Math.PI, 1.7 * Math.PI),
        [
            new("", [0, Sites + 1], [field.PeakFit.Phase, field.PeakFit.Phase], Mark.Dashed, Palette.Grey),
            .. InAndOut(field, [.. field.Modes.Select(mode => mode.Phase)]),
        ]);

    private Panel Frequencies(ColourField field)
        => new("Fitted frequencies (dashed: 2π/P)", new("site i", 0, Sites + 1), new("frequency ω_{i}, rad", 0.2, 1.4),
        [
            new("", [0, Sites + 1], [Training.Frequency, Training.Frequency], Mark.Dashed, Palette.Grey),
            .. InAndOut(field, field.Frequencies),
        ], LegendPlace.None);

    private IEnumerable<Series> InAndOut(ColourField field, double[] values)
    {
        int[] outside = [.. Enumerable.Range(0, Sites).Except(field.Sites)];
        yield return new("outside the field", [.. outside.Select(i => i + 1.0)], [.. outside.Select(i => values[i])],
            Mark.OpenPoints, Palette.Grey);
        yield return new("in the field", [.. field.Sites.Select(i => i + 1.0)],
            [.. field.Sites.Select(i => values[i])], Mark.Points, Palette.Blue);
    }

    /// <summary>Of the runs, the one whose field is farthest from the site at which the ring is cut open.</summary>
    private double[] WeightsOf(Results runs, bool doubleWell)
        => Of(runs, doubleWell).Select(run => run.Weights)
            .MinBy(weights => Math.Abs(new ColourField(weights, States).Peak - Sites / 2))!;

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        AngularField[] wells = Of(runs, doubleWell: true), signs = Of(runs, doubleWell: false);
        Estimate wide = signs.Mean(f => f.Width), narrow = wells.Mean(f => f.Width);
        Estimate wider = wide.Less(narrow), theta = wells.Mean(f => f.Theta!.Value);
        Verdict[] rest = [.. AtRest(runs, theta, wider)];
        string? Present(string id) => rest.Any(v => v.Id == id) ? id : null;
        return
        [
            .. Units.Select(unit => Verdict.Compare($"frequency-{NameOf(unit)}",
                $"frequency at the maximum, {Says(unit)}, rad a colour", "2π/10 = 0.628", Training.Frequency,
                Of(runs, unit).Mean(f => f.PeakFrequency), "theory: 2π/P") with { Judges = Claim.Paper }),
            .. Units.Select(unit => Verdict.Compare($"field-frequency-{NameOf(unit)}",
                $"mean frequency over the field, {Says(unit)}", "2π/10 over the field", Training.Frequency,
                Of(runs, unit).Mean(f => f.FieldFrequency), "theory: 2π/P") with { Judges = Claim.Paper }),
            .. Units.Select(unit => Verdict.Report($"unexplained-{NameOf(unit)}",
                $"1 − R² of the cosine at the maximum, {Says(unit)}", "very well approximated", null,
                Of(runs, unit).Mean(f => f.Unexplained))),
            .. Units.Select(unit => Verdict.Compare($"third-harmonic-{NameOf(unit)}",
                $"third harmonic over the first at the maximum, {Says(unit)}", "a cosine", 0,
                Of(runs, unit).Mean(f => f.ThirdHarmonic), "theory: 0, a cosine; below 0: flatter than one")
                with { Judges = Claim.Paper, ExplainedBy = Present($"third-harmonic-{NameOf(unit)}-rest") }),
            .. from unit in Units
               let deviation = Of(runs, unit).Mean(f => f.PhaseDeviation)
               select Verdict.Holds($"phase-{NameOf(unit)}",
                   $"phase constant over the field to within a colour, {Says(unit)}, rad", "constant",
                   deviation.IsBelow(Training.Frequency), Training.Frequency, deviation,
                   "largest deviation in the field; theory: one colour, 2π/P"),
            Verdict.Report("width-double-well", "width of the field, double well, sites", "sites 30 to 50", null,
                narrow, $"{wells.Mean(f => f.Participation)} sites by participation"),
            Verdict.Report("width-spin", "width of the field, ±1, sites", null, null, wide,
                $"{signs.Mean(f => f.Participation)} sites by participation"),
            Wider(wider, rest.SingleOrDefault(v => v.Id == "wider-rest")),
            Verdict.Holds("two-wells", "two wells: θ < 0", "double-well potential", theta.IsBelow(0), 0, theta,
                "beyond chance; θ > 0 is one well with a cusp") with { ExplainedBy = Present("theta-rest") },
            Verdict.Report("printed", "largest |Σ_v w_iv|, (17) as printed, over the amplitude", "peaked", 0,
                wells.Mean(f => f.Printed / f.Amplitude), "theory: 0, the zero-sum gauge"),
            .. rest,
        ];
    }

    /// <summary>Whether ±1 localises less: at rest it does and the runs are in agreement with that, or these alone show
    /// it.</summary>
    private static Verdict Wider(Estimate wider, Verdict? atRest)
    {
        bool byTheory = atRest is { Outcome: Outcome.Agrees, Theory: > 0 };
        bool byRuns = new Estimate(-wider.Value, wider.StandardError, wider.DegreesOfFreedom).IsBelow(0);
        return Verdict.Holds(
            "wider", "the field of ±1 is wider, by sites", "slightly weaker localization", byTheory || byRuns,
            atRest?.Theory, wider,
            byTheory ? $"at rest it is, and the runs agree; {(byRuns ? "" : "not ")}beyond chance from the runs alone"
                : "beyond chance, from the runs alone");
    }

    /// <summary>The fields of infinitely many data at rest, without a fit; θ is an input where it is
    /// measured.</summary>
    private IEnumerable<Verdict> AtRest(Results runs, Estimate theta, Estimate wider)
    {
        XySteadyField spin = runs.Of(RestOfSpins);
        SteadyWells wells = new(runs.Of(RestOfWells));
        const string Steady = "theory: steady field of infinite data";
        yield return Verdict.Compare("third-harmonic-spin-rest", "the same, ±1, of the steady field", null,
            spin.ThirdHarmonic, Of(runs, false).Mean(f => f.ThirdHarmonic), Steady) with
        { Judges = Claim.FirstOrder };
        if (wells.At(theta.Value, f => f.ThirdHarmonic) is double third)
        {
            yield return Verdict.Compare("third-harmonic-double-well-rest",
                "the same, double well, of the steady field", null, third, Of(runs, true).Mean(f => f.ThirdHarmonic),
                $"{Steady}, at the θ of the runs") with
            { Judges = Claim.FirstOrder };
        }

        if (wells.At(theta.Value, f => f.Width) is double width)
        {
            yield return Verdict.Compare("wider-rest", "width of ±1 less that of the double well, sites", null,
                spin.Width - width, wider, $"theory: {spin.Width:F2} less {width:F2}, steady, at the θ of the runs")
                with
            { Judges = Claim.FirstOrder };
        }

        if (wells.BestTheta is double best)
        {
            yield return Verdict.Holds("theta-rest", "θ at rest is above 0, infinite data", null, best > 0, best, null,
                $"dL/dθ of the steady field is above 0 from θ = {wells.Lowest} up to it, and below 0 next")
                with
            { Judges = Claim.FirstOrder };
            yield return Verdict.Compare("theta-value", "θ", null, best, theta,
                "theory: that of the likeliest steady field, infinite data") with
            { Judges = Claim.FirstOrder };
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
    {
        AngularField[] wells = Of(runs, doubleWell: true);
        double[] shifted = FreeFrequencies(wells.Average(f => f.ThirdHarmonic));
        const string Unknown = "(not computed)";
        SteadyWells rest = new(runs.Of(RestOfWells));
        Estimate trained = wells.Mean(f => f.Theta!.Value);
        double theta = trained.Value, wide = runs.Of(RestOfSpins).Width;
        return new Dictionary<string, object>
        {
            ["frequency"] = Training.Frequency,
            ["lowest"] = shifted.Min(),
            ["highest"] = shifted.Max(),
            ["average"] = shifted.Average(),
            ["lastTheta"] = wells[^1].Theta!.Value,
            ["restHarmonic"] = (object?)rest.At(theta, f => f.ThirdHarmonic) ?? Unknown,
            ["restWider"] = (object?)rest.At(theta, f => wide - f.Width) ?? Unknown,
            ["restTheta"] = (object?)rest.BestTheta ?? Unknown,
            ["thetaOff"] = (object?)((theta - rest.BestTheta) / trained.StandardError) ?? Unknown,
        };
    }

    /// <summary>
    /// The frequency fitted to cos x + c cos 3x, x = 2πv/P + φ, at each φ: free, it takes up some of the harmonic.
    /// </summary>
    private double[] FreeFrequencies(double third)
    {
        double[] weights =
        [
            .. from k in Enumerable.Range(0, PhasesTried)
               from v in Enumerable.Range(0, States)
               let x = Training.Frequency * v + 2 * Math.PI * k / PhasesTried
               select Math.Cos(x) + third * Math.Cos(3 * x),
        ];
        return [.. CosineFit.AlongRing<double>(weights, States, free: true).Select(fit => fit.Frequency)];
    }

    private static string Says(bool doubleWell) => doubleWell ? "double well" : "±1";

    private AngularField[] Of(Results runs, bool doubleWell)
        => [.. runs.Of(Trainings).Where(run => run.Key.DoubleWell == doubleWell).SelectMany(run => run)];
}
