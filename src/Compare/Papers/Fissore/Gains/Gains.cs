using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Reports;

namespace RbmTheory.Compare.Papers.Fissore;

/// <summary>
/// (28) to (36): how much a Gibbs sweep leaves of a deviation along the first mode, by the source's gain of ¼, by the
/// gains of the machine's own mean-field point, and where inputs fluctuate about it.
/// </summary>
/// <param name="machines">The machines.</param>
internal sealed class Gains(Machines machines) : MachineFigure(machines)
{
    /// <summary>Beyond this g_1² the finite size rounds the divergence.</summary>
    private const double LargestSquare = 0.9;

    /// <summary>The source's gain of a unit, p(1 − p) at p = ½.</summary>
    private const double SourceGain = 0.25;

    /// <summary>s_1 of the first transition by (35), (36).</summary>
    private const double SourceTransition = 1 / SourceGain;

    /// <inheritdoc/>
    public override string Number => "gains";

    /// <inheritdoc/>
    public override string Name => "gains";

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
    {
        IReadOnlyList<DigitHistory> trained = Of(runs, MachineKind.Pcd);
        return new(Name, "What a sweep leaves along the first mode",
            [Correlations(trained), Ratios(trained), Course(trained[0], Digits(runs))], Note);
    }

    private static Panel Correlations(IReadOnlyList<DigitHistory> trained)
    {
        Age[] ages = [.. trained.SelectMany(Age.Of)];
        double[] measured = [.. ages.Select(a => a.Measured)], errors = [.. ages.Select(a => a.Error)];
        return new("correlation after a sweep", new("theory", 0), new("ρ(1) along u_{1}", 0, 1),
        [
            new("equal", [0, 1], [0, 1], Mark.Line, Palette.Black),
            new("s_{1}²/16, (35), (36)", [.. ages.Select(a => a.Printed)], measured, Mark.OpenPoints, Palette.Vermilion,
                errors),
            new("g_{1}²", [.. ages.Select(a => a.Square)], measured, Mark.OpenPoints, Palette.Green, errors),
            new("inputs that fluctuate", [.. ages.Select(a => a.Along)], measured, Mark.Points, Palette.Blue, errors),
        ], LegendPlace.TopLeft);
    }

    private static Panel Ratios(IReadOnlyList<DigitHistory> trained)
    {
        Age[] ages = [.. trained.SelectMany(Age.Of).OrderBy(a => a.SingularValue)];
        double[] values = [.. ages.Select(a => a.SingularValue)];
        Series Over(string label, Func<Age, double> theory, Mark mark, int colour) => new(label, values,
            [.. ages.Select(a => a.Measured / theory(a))], mark, colour, [.. ages.Select(a => a.Error / theory(a))]);
        return new("trained over theory", new("s_{1}", 0), new("ρ(1) / theory"),
        [
            new("", [0, values[^1]], [1, 1], Mark.Line, Palette.Black),
            Over("", a => a.Printed, Mark.OpenPoints, Palette.Vermilion),
            Over("", a => a.Square, Mark.OpenPoints, Palette.Green),
            Over("", a => a.Along, Mark.Points, Palette.Blue),
        ], LegendPlace.None);
    }

    private static Panel Course(DigitHistory first, DigitSpectrum digits)
    {
        double[] updates = first.Updates[1..];
        double star = digits.CriticalSingularValue;
        return new("gain through both layers", new("update", Logarithmic: true), new("gain", Logarithmic: true),
        [
            new("transition", [updates[0], updates[^1]], [1, 1], Mark.Dashed, Palette.Grey),
            new("s_{1}/4, (35), (36)", updates, [.. first.CourseOf(0)[1..].Select(s => s / SourceTransition)],
                Mark.Dashed, Palette.Vermilion),
            new("s_{1}/s_{1}*", updates, [.. first.CourseOf(0)[1..].Select(s => s / star)], Mark.Line,
                Palette.Black),
            new("frozen gain g_{1}", updates, first.GainCourse(0)[1..], Mark.Points, Palette.Blue),
        ], LegendPlace.TopLeft);
    }

    /// <inheritdoc/>
    public override Table Tabulate(Results runs)
    {
        IReadOnlyList<DigitHistory> trained = Of(runs, MachineKind.Pcd);
        return new(
            [
                new("Frozen gain from", 1.2), new("s_1", 1), new("Σ u_1² p(1 − p)", 1.2), new("s_1²/16", 1),
                new("g_1²", 1), new("Fluctuating inputs", 1.2), new("Trained, ρ(1)", 1.6),
            ],
            [
                .. Ages(trained).Select(age => (IReadOnlyList<Cell>)
                [
                    new($"{age.Threshold}"), new($"{age.Runs.Average(a => a.SingularValue):F3}"),
                    new($"{age.Runs.Average(a => a.VisibleGain):F4}"), new($"{age.Runs.Average(a => a.Printed):F4}"),
                    new($"{age.Runs.Average(a => a.Square):F4}"), new($"{age.Runs.Average(a => a.Along):F4}"),
                    new(age.Runs.Mean(a => a.Measured).ToString()),
                ]),
            ]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs)
    {
        IReadOnlyList<DigitHistory> trained = Of(runs, MachineKind.Pcd);
        Estimate transition = trained.Mean(FirstTransition);
        return
        [
            .. Ages(trained).Where(age => age.Runs.All(a => a.Square < LargestSquare)).SelectMany(AtAge),
            Verdict.Compare("transition-printed", "s_1 at the first transition", "4, by (35), (36)", SourceTransition,
                transition, "where the frozen gain passes 1")
                with { Judges = Claim.Paper, ExplainedBy = "transition-own" },
            Verdict.Compare("transition", "s_1 at the first transition", null, Digits(runs).CriticalSingularValue,
                transition, "2/√(u₁ᵀDu₁), u₁ of C − D: from the data alone")
                with { Judges = Claim.FirstOrder, ExplainedBy = "transition-own" },
            Verdict.Compare("transition-own", "s_1 at the first transition / 2/√(u_1ᵀDu_1), of the machine's own u_1",
                null, 1, trained.Mean(h => FirstTransition(h) * Math.Sqrt(Age.Of(h).Last().VisibleGain) / 2),
                "u_1 at the last age; but for the angle between u_1 and the first mode of G")
                with { Judges = Claim.FirstOrder },
            Verdict.Report("visible-gain", "Σ u_1² p(1 − p) at the last age", "¼", null,
                trained.Mean(h => Age.Of(h).Last().VisibleGain)),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs) => new Dictionary<string, object>
    {
        ["square"] = $"{LargestSquare}",
        ["star"] = $"{Digits(runs).CriticalSingularValue:F2}",
    };

    private static IEnumerable<Verdict> AtAge((double Threshold, Age[] Runs) age)
    {
        string name = $"{100 * age.Threshold:F0}", at = $"from a frozen gain of {age.Threshold}";
        string finer = $"inputs-{name}";
        return
        [
            Verdict.Compare($"printed-{name}", $"ρ(1) along u_1 / (s_1²/16), {at}", "1, by (35), (36)", 1,
                age.Runs.Mean(a => a.Measured / a.Printed)) with { Judges = Claim.Paper, ExplainedBy = finer },
            Verdict.Compare($"mean-field-{name}", $"ρ(1) along u_1 / g_1², {at}", null, 1,
                age.Runs.Mean(a => a.Measured / a.Square),
                "inputs at their means; u_1 taken for the slowest mode of a sweep")
                with { Judges = Claim.FirstOrder, ExplainedBy = finer },
            Verdict.Compare(finer, $"ρ(1) along u_1 / that of fluctuating inputs, {at}", null, 1,
                age.Runs.Mean(a => a.Measured / a.Along), "all modes of G together, its variances over Gaussian inputs")
                with { Judges = Claim.FirstOrder },
        ];
    }

    /// <summary>The ages that at least two runs have in common, each by the frozen gain that it is the first
    /// beyond.</summary>
    private IEnumerable<(double Threshold, Age[] Runs)> Ages(IReadOnlyList<DigitHistory> trained)
    {
        IReadOnlyList<double> gains = Settings.Measures.Gains;
        return gains.Select((low, k) => (low, trained.SelectMany(h => Age.Of(h).Where(
            a => a.FrozenGain >= low && (k + 1 == gains.Count || a.FrozenGain < gains[k + 1]))).ToArray()))
            .Where(age => age.Item2.Length > 1);
    }

    /// <summary>s_1 where the frozen gain passes 1, on a straight line between looks; NaN where it does not.</summary>
    private static double FirstTransition(DigitHistory history)
    {
        double[] gains = history.GainCourse(0), values = history.CourseOf(0);
        int after = Array.FindIndex(gains, g => g >= 1);
        if (after < 1)
            return double.NaN;
        double share = (1 - gains[after - 1]) / (gains[after] - gains[after - 1]);
        return values[after - 1] + share * (values[after] - values[after - 1]);
    }

    /// <summary>A machine at an age at which ρ(1) was measured.</summary>
    private sealed record Age(
        double FrozenGain, double SingularValue, double Gain, double Measured, double Error, double Along,
        double VisibleGain)
    {
        public double Printed => Math.Pow(SourceGain * SingularValue, 2);

        public double Square => Gain * Gain;

        public static IEnumerable<Age> Of(DigitHistory history)
        {
            double[] sweeps = history.Sweeps!, theory = history.SweepTheory!;
            return Enumerable.Range(0, sweeps.Length / 5).Select(i => new Age(
                sweeps[5 * i], sweeps[5 * i + 1], sweeps[5 * i + 2], sweeps[5 * i + 3], sweeps[5 * i + 4],
                theory[2 * i], theory[2 * i + 1]));
        }
    }
}
