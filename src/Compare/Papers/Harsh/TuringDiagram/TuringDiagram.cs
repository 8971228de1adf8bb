using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;
using RbmTheory.Theory.Integration;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;

namespace RbmTheory.Compare.Papers.Harsh;

/// <summary>Pattern formation on a ring, (A1)-(A12): when the uniform state gives way to the bump.</summary>
public sealed class TuringDiagram : Experiment
{
    private const int Modes = 3, Points = 64;
    private const double NoiseDeviation = 0.01, EndTime = 2000, Below = 8, Above = 9.5;

    /// <inheritdoc/>
    public override string Number => "turing";

    /// <inheritdoc/>
    public override string Name => "turing";

    /// <inheritdoc/>
    public override string Title => "When the uniform state gives way";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> LegacyText =>
    [
        "Equation (38) has a uniform state w* = √(2/(L−1)), b* = 2L/(L−1). The appendix concludes that a pattern forms as soon "
        + "as L > 1. On a ring of length L the wave number is a multiple of 2π/L, and a mode grows only if (2πn/L)² < 4/(L−1): "
        + "the uniform state is stable for L between L− = 1.1292 and L+ = 8.7404.",
        "Left: growth rates of the first modes. Right: the exact states on a ring. The stable bump, √2 κ dn(κx|m), is born from "
        + "the uniform state at L+; the narrow one, which separates what relaxes from what runs away, leaves it at L−. The "
        + "continuum is integrated from the uniform state with white noise at L = 8 and L = 9.5: spread is max w − min w at the end.",
    ];

    /// <inheritdoc/>
    public override string Equations => "continuum (38), (39); pattern formation (A1)–(A12)";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Parameters =>
    [
        ("Integration", $"{Points} points, spectral; white noise of standard deviation {NoiseDeviation}, to νβt = {EndTime}"),
        ("Lengths", $"L = {Below} and {Above}"), ("Scaled down", "nothing"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<RunPlan> Plan(ulong seed) =>
    [
        new("theory", 0, new Dictionary<string, double> { ["modes"] = Modes }, 0.3, (_, _) => Theory()),
        .. from length in new[] { Below, Above }
           let run = $"length-{length}"
           let parameters = new Dictionary<string, double>
           {
               ["length"] = length, ["points"] = Points, ["noiseDeviation"] = NoiseDeviation, ["endTime"] = EndTime,
           }
           select new RunPlan(run, SeedOf(seed, run), parameters, 0.5, (_, _) => Integrate(length, SeedOf(seed, run))),
    ];

    private static RunResult Theory()
    {
        // The branches leave one another steeply at L−, so the grid is finer there.
        double[] lengths =
        [
            .. Enumerable.Range(0, 20).Select(i => TuringInstability.LowerLength + 1e-9 + 0.004 * i),
            .. Enumerable.Range(0, 189).Select(i => 1.22 + 0.1 * i),
        ];
        double[] above = [TuringInstability.UpperLength + 1e-9, .. lengths.Where(l => l > TuringInstability.UpperLength)];
        Dictionary<string, double[]> series = new()
        {
            ["lengths"] = lengths,
            ["uniform"] = [.. lengths.Select(l => new TuringInstability(l).Weight)],
            ["above"] = above,
            ["stable"] = [.. above.Select(l => DnBump.Stable(l).Amplitude)],
            ["stableMinimum"] = [.. above.Select(l => DnBump.Stable(l).Minimum)],
            ["unstable"] = [.. lengths.Select(l => DnBump.Unstable(l).Amplitude)],
        };
        for (int mode = 1; mode <= Modes; mode++)
            series[$"mode-{mode}"] = [.. lengths.Select(l => new TuringInstability(l).GrowthRate(mode))];
        return new(
            new Dictionary<string, double>
            {
                ["lower"] = TuringInstability.LowerLength,
                ["upper"] = TuringInstability.UpperLength,
                ["spreadAbove"] = DnBump.Stable(Above).Amplitude - DnBump.Stable(Above).Minimum,
            },
            series);
    }

    private static RunResult Integrate(double length, ulong seed)
    {
        ReactionDiffusion flow = new(length, Points);
        double uniform = new TuringInstability(length).Weight;
        double[] start = [.. WhiteNoise.Draw(Points, NoiseDeviation, seed).Select(noise => uniform + noise)];
        IntegrationResult end = ExponentialRungeKutta.Integrate(flow, start, 0, EndTime, new IntegrationOptions());
        return new(
            new Dictionary<string, double> { ["spread"] = end.State.Max() - end.State.Min(), ["max"] = end.State.Max() },
            new Dictionary<string, double[]> { ["weights"] = end.State });
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        IReadOnlyDictionary<string, double[]> s = runs[0].Result.Series;
        double upper = runs[0].Result.Numbers["upper"];
        double[] lengths = s["lengths"];
        int[] colours = [Palette.Black, Palette.Blue, Palette.Green];
        return new(Name, "Pattern formation on a ring",
        [
            new("Growth upon the uniform state", new("length L, sites", 0, 20), new("growth rate", -1, 0.6),
            [
                .. Enumerable.Range(1, Modes).Select(n => new Series($"mode {n}", lengths, s[$"mode-{n}"], Mark.Line, colours[n - 1])),
                new("L_{+}", [upper, upper], [-1, 0.6], Mark.Dashed, Palette.Vermilion),
                new("", [0, 20], [0, 0], Mark.Dashed, Palette.Grey),
            ], LegendPlace.TopRight),
            new("States of (38) on a ring", new("length L, sites", 0, 20), new("max w / √β", 0, 8),
            [
                new("uniform", lengths, s["uniform"], Mark.Line, Palette.Grey),
                new("bump", s["above"], s["stable"], Mark.Line, Palette.Blue),
                new("narrow bump, unstable", lengths, s["unstable"], Mark.Dashed, Palette.Vermilion),
                new("integrated from noise", [Below, Above], [runs[1].Result.Numbers["max"], runs[2].Result.Numbers["max"]],
                    Mark.Points, Palette.Black),
            ], LegendPlace.TopRight),
        ]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        double bump = runs[0].Result.Numbers["spreadAbove"];
        double below = runs[1].Result.Numbers["spread"], above = runs[2].Result.Numbers["spread"];
        return
        [
            Verdict.CompareToPaper(Number, "length above which a pattern forms, sites", "L > 1", 1, 0.5,
                runs[0].Result.Numbers["upper"], "exact on a ring: L+"),
            Verdict.Holds(Number, $"L = {Below}: noise dies out, spread", null, below < 1e-6, below, null, "below L+; bound 1e-6"),
            // The flow is followed to relative errors of 1e-8 a step, and draws to the bump at a finite rate.
            Verdict.Holds(Number, $"L = {Above}: noise grows into the bump, spread", "pattern", Math.Abs(above - bump) < 0.02 * bump,
                above, null, $"exact bump, between points: {bump:F4}"),
        ];
    }
}
