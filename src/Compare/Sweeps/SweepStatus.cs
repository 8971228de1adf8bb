using RbmTheory.Compare.Training;

namespace RbmTheory.Compare.Sweeps;

/// <summary>A run under way.</summary>
/// <param name="Run">Its number.</param>
/// <param name="Worker">Who makes it, <c>node:process</c>.</param>
/// <param name="Silent">Time since its claim was renewed.</param>
public sealed record RunningRun(int Run, string Worker, TimeSpan Silent);

/// <summary>A run without a result.</summary>
/// <param name="Run">Its number.</param>
/// <param name="Reason">Why, in one line.</param>
public sealed record FailedRun(int Run, string Reason);

/// <summary>How far a sweep is.</summary>
/// <param name="Runs">Number of runs.</param>
/// <param name="Finished">How many are finished.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="Running">Those under way.</param>
/// <param name="Stale">Those whose claim has not been renewed for long.</param>
/// <param name="Released">Begun and given back: they go on where they were.</param>
/// <param name="Seconds">Mean time that a finished run took; NaN where that is unknown.</param>
public sealed record SweepStatus(int Runs, int Finished, IReadOnlyList<FailedRun> Failed,
    IReadOnlyList<RunningRun> Running, IReadOnlyList<RunningRun> Stale, int Released, double Seconds)
{
    /// <summary>Of so many results the time is read.</summary>
    private const int TimedRuns = 50;

    /// <summary>Runs neither finished nor failed.</summary>
    public int Left => Runs - Finished - Failed.Count;

    /// <summary>Core-hours left, a core a run; NaN where that is unknown.</summary>
    public double CoreHoursLeft => Left == 0 ? 0 : Left * Seconds / 3600;

    /// <summary>Hours left with as many runs at a time as now; NaN where none is under way.</summary>
    public double HoursLeft => Left == 0 ? 0 : Running.Count == 0 ? double.NaN : CoreHoursLeft / Running.Count;

    /// <summary>Reads the status from the names in a folder, and from the claims of runs under way.</summary>
    /// <param name="folder">The sweep.</param>
    /// <param name="now">The time.</param>
    /// <param name="stale">Age from which a claim is stale.</param>
    public static SweepStatus Of(SweepFolder folder, DateTimeOffset now, TimeSpan stale)
    {
        ArgumentNullException.ThrowIfNull(folder);
        List<int> finished = [];
        List<FailedRun> failed = [];
        List<RunningRun> running = [], silent = [];
        int released = 0;
        for (int part = 0; part < folder.Parts; part++)
        {
            Dictionary<int, (RunState State, int Claim)> found = folder.List(part);
            foreach (int run in found.Keys.Order())
            {
                (RunState state, int number) = found[run];
                (string Worker, DateTimeOffset Renewed)? held = null;
                if (state == RunState.Claimed
                    && (held = SweepClaim.Read(folder.PathOf(run, state, number))) is null
                    && !Directory.Exists(folder.PathOf(run, state, number)))
                    // It has gone on since it was listed.
                    (state, number) = folder.List(part).GetValueOrDefault(run);
                if (state == RunState.Finished)
                    finished.Add(run);
                else if (state == RunState.Failed)
                    failed.Add(new(run, ReasonOf(folder.PathOf(run, state))));
                else if (held is not var (worker, renewed))
                    released++;
                else
                    (now - renewed > stale ? silent : running).Add(new(run, worker, now - renewed));
            }
        }

        return new(folder.Plan.Count, finished.Count, failed, running, silent, released, MeanSeconds(folder, finished));
    }

    private static double MeanSeconds(SweepFolder folder, List<int> finished)
    {
        int step = Math.Max(1, finished.Count / TimedRuns);
        List<double> seconds = [];
        for (int i = 0; i < finished.Count; i += step)
        {
            try
            {
                string path = folder.PathOf(finished[i], RunState.Finished);
                if (TrainingRecord.Read(Path.Combine(path, RunFolder.ResultName)) is TrainingRecord record)
                    seconds.Add(record.Seconds);
            }
            catch (InputException)
            {
                // It is named where it is needed, by rbm sweep collect.
            }
        }

        return seconds.Count > 0 ? seconds.Average() : double.NaN;
    }

    private static string ReasonOf(string path)
    {
        try
        {
            return File.ReadLines(Path.Combine(path, SweepFolder.FailureName)).FirstOrDefault() ?? "no reason is known";
        }
        catch (IOException)
        {
            return "no reason is known";
        }
    }
}
