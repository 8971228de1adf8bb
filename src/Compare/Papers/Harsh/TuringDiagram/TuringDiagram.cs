using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>Pattern formation on a ring, (A1)-(A12): when the uniform state gives way to the bump.</summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed class TuringDiagram(Preset preset)
    : Experiment<TuringDiagramSettings>(TuringDiagramSettings.Presets, preset)
{
    private const double Below = TuringDiagramSettings.Below, Above = TuringDiagramSettings.Above;

    private SingleRun<GrowingModes, RingStates> States => new(TuringDiagramJson.Default)
    {
        Name = "theory",
        Settings = _ => Settings.Growth,
        Cost = _ => 0.3,
        Compute = (_, _) => Theory(),
    };

    private KeyedRuns<double, RingIntegration, RingEnd> Integrations => new(TuringDiagramJson.Default)
    {
        Keys = Settings.Lengths,
        Name = (length, _) => $"length-{length}",
        Settings = (length, _) => Settings.Integration with { Length = length },
        Cost = _ => 0.5,
        IsRandom = true,
        Compute = Integrate,
    };

    /// <inheritdoc/>
    public override string Number => "turing";

    /// <inheritdoc/>
    public override string Name => "turing";

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [States, Integrations];

    private static RingStates Theory()
    {
        // The branches leave one another steeply at L−, so the grid is finer there.
        double[] lengths =
        [
            .. Enumerable.Range(0, 20).Select(i => TuringInstability.LowerLength + 1e-9 + 0.004 * i),
            .. Enumerable.Range(0, 189).Select(i => 1.22 + 0.1 * i),
        ];
        double[] above =
            [TuringInstability.UpperLength + 1e-9, .. lengths.Where(l => l > TuringInstability.UpperLength)];
        double[] Rates(int mode) => [.. lengths.Select(l => new TuringInstability(l).GrowthRate(mode))];
        return new(
            TuringInstability.LowerLength, TuringInstability.UpperLength,
            DnBump.Stable(Above).Amplitude - DnBump.Stable(Above).Minimum, lengths,
            [.. lengths.Select(l => new TuringInstability(l).Weight)], above,
            [.. above.Select(l => DnBump.Stable(l).Amplitude)], [.. above.Select(l => DnBump.Stable(l).Minimum)],
            [.. lengths.Select(l => DnBump.Unstable(l).Amplitude)], Rates(1), Rates(2), Rates(3));
    }

    private static RingEnd Integrate(RingIntegration settings, RunContext run)
    {
        ReactionDiffusion flow = new(settings.Length, settings.Points);
        double uniform = new TuringInstability(settings.Length).Weight;
        double[] start =
        [
            .. WhiteNoise.Draw(settings.Points, settings.NoiseDeviation, run.Seed).Select(noise => uniform + noise),
        ];
        IntegrationResult end =
            ExponentialRungeKutta.Integrate(flow, start, 0, settings.EndTime, new IntegrationOptions());
        return new(end.State.Max() - end.State.Min(), end.State.Max(), end.State);
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        RingStates s = runs.Of(States);
        double[] lengths = s.Lengths;
        int[] colours = [Palette.Black, Palette.Blue, Palette.Green];
        return new(Name, "Pattern formation on a ring",
        [
            new("Growth upon the uniform state", new("length L, sites", 0, 20), new("growth rate", -1, 0.6),
            [
                .. s.Modes.Select((rates, n) => new Series($"mode {n + 1}", lengths, rates, Mark.Line, colours[n])),
                new("L_{+}", [s.Upper, s.Upper], [-1, 0.6], Mark.Dashed, Palette.Vermilion),
                new("", [0, 20], [0, 0], Mark.Dashed, Palette.Grey),
            ], LegendPlace.TopRight),
            new("States of (38) on a ring", new("length L, sites", 0, 20), new("max w / √β", 0, 8),
            [
                new("uniform", lengths, s.Uniform, Mark.Line, Palette.Grey),
                new("bump", s.Above, s.Stable, Mark.Line, Palette.Blue),
                new("narrow bump, unstable", lengths, s.Unstable, Mark.Dashed, Palette.Vermilion),
                new("integrated from noise", [.. Settings.Lengths],
                    [.. Settings.Lengths.Select(length => EndAt(runs, length).Max)], Mark.Points, Palette.Black),
            ], LegendPlace.TopRight),
        ]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        RingStates s = runs.Of(States);
        double below = EndAt(runs, Below).Spread, above = EndAt(runs, Above).Spread;
        (double length, double step) = ZeroCrossing.LastUpward(s.Lengths, s.Mode1);
        bool dies = below < 1e-6;
        // The flow is followed to relative errors of 1e-8 a step, and draws to the bump at a finite rate.
        bool grows = Math.Abs(above - s.SpreadAbove) < 0.02 * s.SpreadAbove;
        return
        [
            Verdict.CompareToPaper("length", "length above which a pattern forms, sites", "L > 1", 1, 0.5, s.Upper,
                "exact on a ring: L+") with { ExplainedBy = "length-corrected" },
            Verdict.Holds("below-spread", $"L = {Below}: noise dies out, spread", null, dies, below, null,
                "below L+; bound 1e-6"),
            Verdict.Holds("above-spread", $"L = {Above}: noise grows into the bump, spread", "pattern", grows, above,
                null, $"exact bump, between points: {s.SpreadAbove:F4}"),
            Verdict.Holds("length-corrected", "length above which the first mode grows, sites", null,
                Math.Abs(length - s.Upper) <= step && dies && grows, length, null,
                $"corrected: L+, to within a step of the curve, {step:F1}; and noise dies out at L = {Below} and grows "
                + $"at L = {Above}"),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
    {
        RingStates s = runs.Of(States);
        return new Dictionary<string, object>
        {
            ["lower"] = s.Lower,
            ["upper"] = s.Upper,
            ["bump"] = s.SpreadAbove,
            ["below"] = Below,
            ["above"] = Above,
        };
    }

    private RingEnd EndAt(Results runs, double length) => runs.Of(Integrations)[length].Single();
}
