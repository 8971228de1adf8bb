using RbmTheory.Compare.Records;

namespace RbmTheory.Compare.Reports;

/// <summary>
/// What the runs of a figure cost, and what their trainings would cost the paper's own code; all in the time of one
/// core, for a run is made on one thread.
/// </summary>
/// <param name="Figure">Number of the figure.</param>
/// <param name="Runs">How many runs.</param>
/// <param name="Seconds">Their seconds, one thread each, summed.</param>
/// <param name="TrainingSeconds">Those of the runs that train a machine, with all that they do besides.</param>
/// <param name="SpinUpdates">Visible units that the chains of these drew.</param>
/// <param name="PaperCodeSeconds">
/// Seconds of one core in which the paper's code draws as many; see <see cref="PaperCode"/>.
/// </param>
public sealed record FigureTime(
    string Figure, int Runs, double Seconds, double TrainingSeconds, double SpinUpdates, double PaperCodeSeconds)
{
    /// <summary>Visible units drawn a second on one core; null where no machine is trained.</summary>
    public double? Rate => SpinUpdates > 0 && TrainingSeconds > 0 ? SpinUpdates / TrainingSeconds : null;

    /// <summary>How many times as long the paper's code would take; null where no machine is trained.</summary>
    public double? Ratio => SpinUpdates > 0 && TrainingSeconds > 0 ? PaperCodeSeconds / TrainingSeconds : null;

    /// <summary>The times of one figure.</summary>
    /// <param name="figure">Its number.</param>
    /// <param name="records">Its records; those that train hold the number <c>spinUpdates</c>.</param>
    public static FigureTime Of(string figure, IReadOnlyList<RunRecord> records)
    {
        RunRecord[] trained = [.. records.Where(r => UpdatesOf(r) > 0)];
        return new(
            figure, records.Count, records.Sum(r => r.Seconds), trained.Sum(r => r.Seconds), trained.Sum(UpdatesOf),
            PaperCode.Cores * trained.Sum(r => UpdatesOf(r) / PaperCode.Rate(r.Parameters)));
    }

    private static double UpdatesOf(RunRecord record) => record.Result.Numbers.GetValueOrDefault("spinUpdates");

    /// <summary>The sum over figures.</summary>
    /// <param name="times">The figures.</param>
    public static FigureTime Total(IReadOnlyList<FigureTime> times)
        => new("all", times.Sum(t => t.Runs), times.Sum(t => t.Seconds), times.Sum(t => t.TrainingSeconds),
            times.Sum(t => t.SpinUpdates), times.Sum(t => t.PaperCodeSeconds));

    /// <summary>The headings of <see cref="Cells"/>.</summary>
    public static IReadOnlyList<string> Headings { get; } =
        ["figure", "runs", "seconds here", "10⁹ spin updates", "million a second", "hours, paper's code", "ratio"];

    /// <summary>The row of a table, as text; a dash where no machine is trained.</summary>
    public IReadOnlyList<string> Cells()
    {
        bool trains = Ratio is not null;
        return
        [
            Figure, $"{Runs}", $"{Seconds:F1}", trains ? Three(SpinUpdates / 1e9) : "–",
            trains ? Three(Rate!.Value / 1e6) : "–", trains ? Three(PaperCodeSeconds / 3600) : "–",
            trains ? $"{Ratio:F0}" : "–",
        ];
    }

    /// <summary>Three digits before or after the point, never an exponent.</summary>
    private static string Three(double value)
        => value >= 100 ? $"{value:F0}" : value >= 10 ? $"{value:F1}" : value >= 1 ? $"{value:F2}" : $"{value:F3}";
}
