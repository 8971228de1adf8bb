using System.Collections.Concurrent;
using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Reports;

namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>
/// How long the chains of a machine remember in the course of its training, and the jump of that time where the first
/// mode orders the machine, as theory says before a sample is drawn.
/// </summary>
/// <param name="preset">How much computing it puts in.</param>
internal sealed partial class Mixing(Preset preset) : Experiment<MixingSettings>(MixingSettings.Presets, preset)
{
    private const string DigitsId = "digits";

    private readonly ConcurrentDictionary<(MixingData, ulong), Lazy<MixingModes>> _data = [];

    /// <inheritdoc/>
    public override string Number => "mixing";

    /// <inheritdoc/>
    public override string Name => "mixing";

    /// <inheritdoc/>
    /// <remarks>2: errors of times and kurtoses about the mean, and in the window, of the groups of chains that are left.</remarks>
    public override int Revision => 2;

    /// <inheritdoc/>
    public override IReadOnlyList<RunSet> RunSets => [Trainings];

    /// <summary>The trainings, on digits or not, by number from 1.</summary>
    public KeyedRuns<(bool AreDigits, int Run), MixingRun, MixingHistory> Trainings => new(MixingJson.Default)
    {
        Keys =
        [
            .. Enumerable.Range(1, Settings.Runs).Select(run => (true, run)),
            .. Enumerable.Range(1, Settings.SecondRuns).Select(run => (false, run)),
        ],
        Name = (key, _) => $"{(key.AreDigits ? "digits" : "second")}-{key.Run}",
        Settings = (key, seeds) => Settings.Of(key.AreDigits, seeds, key.Run),
        Cost = CostOf,
        IsRandom = true,
        Compute = (settings, run) => new MixingTraining(settings, DataOf(settings, run), run).Run(),
        Check = MixingModes.Check,
    };

    /// <summary>All runs of a kind have one data set.</summary>
    private MixingModes DataOf(MixingRun settings, RunContext run)
        => _data.GetOrAdd((settings.Kind, settings.DataSeed), _ => new(() => MixingModes.Of(settings, run.Data))).Value;

    /// <summary>Seconds: of the training, and of the chains at all ages.</summary>
    private static double CostOf(MixingRun run)
    {
        const int HumanSites = 3796, DigitSites = 784;
        int sites = run.Kind switch
        {
            MixingData.Humans => HumanSites,
            MixingData.Digits => DigitSites,
            _ => run.Sites,
        };
        double size = (double)sites * run.Hidden, updates = (double)run.Epochs * run.UpdatesPerEpoch;
        double sweeps = run.Burn + run.Records * (1 + run.Intervals.Sum() / 2.0) + run.RelaxationSweeps[^1];
        return 2 + 2e-8 * updates * size + 1e-10 * size * run.Chains * sweeps * (run.Gains.Count + run.SecondGains.Count);
    }

    /// <inheritdoc/>
    public override Figure Draw(Results runs)
        => new(Name, "Chains remember ever longer once the first mode orders the machine",
            [
                .. Groups(runs).Select(Times), .. Groups(runs).Select(Correlations), .. Groups(runs).Select(Kurtoses),
            ],
            $"784 × {Settings.Digits.Hidden} and {SecondSites} × {Settings.Second.Hidden}, "
            + $"PCD-{Settings.Digits.GibbsSteps}, ν = {Settings.Digits.LearningRate} and {Settings.Second.LearningRate}, "
            + $"{Settings.Chains} chains from the data, {Settings.Records} records; {Settings.Runs} and "
            + $"{Settings.SecondRuns} runs"
            + (ScaledDown.Length > 0 ? "; scaled down" : ""), Columns: 2);

    private static Panel Times(Group group)
    {
        MixingHistory first = group.Runs[0];
        MixingAge[] ages = [.. group.Ages], course = [.. first.Ages];
        double highest = 1.5 * ages.Select(a => a.TimeOf(0)).DefaultIfEmpty(1).Max();
        Series Theory(string label, Func<MixingAge, double> time, Mark mark, int colour)
        {
            MixingAge[] known = [.. course.Where(a => double.IsFinite(time(a)) && time(a) < highest)];
            return new(Theories(label), [.. known.Select(a => a.SingularValue)], [.. known.Select(time)], mark, colour);
        }

        Series Measured(string label, bool areBounds, Mark mark)
        {
            MixingAge[] some = [.. ages.Where(a => a.TimeIsBound(0) == areBounds)];
            return new(Chains(label), [.. some.Select(a => a.SingularValue)], [.. some.Select(a => a.TimeOf(0))], mark,
                Palette.Blue, areBounds ? null : [.. some.Select(a => a.TimeErrorOf(0))]);
        }

        MixingAge[] relaxing = [.. ages.Where(a => double.IsFinite(a.RelaxationTime))];
        return new($"{group.Words}: memory of chains", new("s_{1}"), new("sweeps", 0.4, Logarithmic: true),
        [
            new(Theories("s_{1}*, from the data"), [first.Star, first.Star], [0.45, highest], Mark.Dashed, Palette.Grey),
            Theory("frozen gain", a => TimeOf(a.FrozenGain), Mark.Dashed, Palette.Vermilion),
            Theory("mean-field point", a => TimeOf(a.PointGain), Mark.Line, Palette.Black),
            Theory("fluctuating inputs", a => a.InputTime, Mark.Line, Palette.Green),
            new(Chains("from coins, to 1/e"), [.. relaxing.Select(a => a.SingularValue)],
                [.. relaxing.Select(a => a.RelaxationTime)], Mark.OpenPoints, Palette.Purple),
            Measured("τ along u_{1}", areBounds: false, Mark.Points),
            Measured("at least", areBounds: true, Mark.OpenPoints),
        ], LegendPlace.TopLeft);

        // Two short legends leave more room than a long one.
        string Theories(string label) => group.Id == DigitsId ? label : "";
        string Chains(string label) => group.Id == DigitsId ? "" : label;
    }

    /// <summary>The panels of the other data have the same series.</summary>
    private static LegendPlace LegendOf(Group group, LegendPlace place)
        => group.Id == DigitsId ? place : LegendPlace.None;

    private static Panel Correlations(Group group)
    {
        MixingAge[] ages = [.. group.Ages.Where(IsJudged)];
        double[] measured = [.. ages.Select(a => a.Correlation)], errors = [.. ages.Select(a => a.CorrelationError)];
        return new($"{group.Words}: what a sweep leaves", new("theory", 0, 1), new("ρ(1) along u_{1}", 0, 1),
        [
            new("equal", [0, 1], [0, 1], Mark.Line, Palette.Black),
            new("(g^{f}_{1})²", [.. ages.Select(a => a.FrozenGain * a.FrozenGain)], measured, Mark.OpenPoints,
                Palette.Vermilion, errors),
            new("g_{1}²", [.. ages.Select(a => a.PointGain * a.PointGain)], measured, Mark.OpenPoints,
                Palette.Black, errors),
            new("fluctuating inputs", [.. ages.Select(a => a.InputCorrelation)], measured, Mark.Points, Palette.Green,
                errors),
        ], LegendOf(group, LegendPlace.TopLeft));
    }

    private static Panel Kurtoses(Group group)
    {
        MixingAge[] ages = [.. group.Ages];
        double last = ages.Select(a => a.FrozenGain).DefaultIfEmpty(1).Max();
        Series Along(int mode, Mark mark, int colour) => new($"along u_{{{mode + 1}}}",
            [.. ages.Select(a => a.FrozenGainOf(mode))], [.. ages.Select(a => a.KurtosisOf(mode))], mark, colour);
        return new($"{group.Words}: kurtosis", new("g^{f} of the mode", 0), new("kurtosis", 1, 4.5),
        [
            new("", [1, 1], [1, 4.5], Mark.Dashed, Palette.Grey),
            new("", [0, last], [Gaussian, Gaussian], Mark.Line, Palette.Black),
            new("", [0, last], [Split, Split], Mark.Dashed, Palette.Black),
            Along(0, Mark.Points, Palette.Blue),
            Along(1, Mark.OpenPoints, Palette.Vermilion),
        ], LegendOf(group, LegendPlace.BottomLeft));
    }

    /// <inheritdoc/>
    public override Table Tabulate(Results runs)
        => new(
            [
                new("Data", 1.6), new("Update", 1), new("s_1", 0.8), new("g^f_1", 0.8), new("g^f_2", 0.8),
                new("τ, theory", 1), new("τ along u_1", 1.4), new("Slowest mode", 1.4), new("Kurtosis", 1),
                new("From coins", 1),
            ],
            [.. Groups(runs).SelectMany(group => group.Runs[0].Ages.Select(age => Row(group.Words, age)))]);

    private static IReadOnlyList<Cell> Row(string words, MixingAge age)
        =>
        [
            new(words), new($"{age.Update:F0}"), new($"{age.SingularValue:F2}"), new($"{age.FrozenGain:F2}"),
            new($"{age.FrozenGainOf(1):F2}"), new(double.IsFinite(age.InputTime) ? $"{age.InputTime:F2}" : "–"),
            new(age.TimeIsBound(0) ? $"> {age.TimeOf(0):F0}" : $"{age.TimeOf(0):F2} ± {age.TimeErrorOf(0):F2}"),
            new(age.LargestTimeIsBound ? $"> {age.LargestTime:F0}" : $"{age.LargestTime:F2}"),
            new($"{age.KurtosisOf(0):F2}"),
            new(double.IsNaN(age.RelaxationTime) ? "–" : double.IsFinite(age.RelaxationTime) ? $"{age.RelaxationTime:F0}"
                : "longer"),
        ];

    /// <summary>½ + g²/(1 − g²), in sweeps; +∞ from 1 on.</summary>
    private static double TimeOf(double gain)
        => gain < 1 ? 0.5 + gain * gain / (1 - gain * gain) : double.PositiveInfinity;

    private string SecondSites => Settings.AreHumans ? "3796" : $"{Settings.Sites}";

    private string SecondWords => Settings.AreHumans ? "human genotypes" : "coins with modes";

    private IReadOnlyList<Group> Groups(Results runs)
        => [.. runs.Of(Trainings).GroupBy(pair => pair.Key.AreDigits, pair => pair.Single()).Select(group => new Group(
            group.Key ? DigitsId : "second",
            group.Key ? Settings.Digits.Source.Mnist ? "MNIST" : "stroke digits" : SecondWords, [.. group]))];

    /// <summary>The trainings on one data set.</summary>
    private sealed record Group(string Id, string Words, IReadOnlyList<MixingHistory> Runs)
    {
        /// <summary>All ages of all of them.</summary>
        public IEnumerable<MixingAge> Ages => Runs.SelectMany(run => run.Ages);
    }
}
