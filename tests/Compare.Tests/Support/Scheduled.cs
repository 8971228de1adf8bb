using RbmTheory.Compare.Lab;
using RbmTheory.Compare.Records;

namespace RbmTheory.Compare.Tests.Support;

/// <summary>The finished runs of an experiment, made as a report makes them, and what a change of one does.</summary>
internal static class Scheduled
{
    /// <summary>Makes every run of an experiment with the report's own seed, and reads them back from the disk.</summary>
    public static IReadOnlyList<RunRecord> Runs(Experiment experiment)
    {
        using TempFolder folder = new();
        RecordStore store = new(folder.Path);
        new Scheduler(store, 2, new Listener()).Run([experiment], 1, forced: [], CancellationToken.None);
        return [.. experiment.Plan(1).Select(plan => store.Find(experiment.Name, plan.Run)!)];
    }

    /// <summary>
    /// Makes the runs that are cheap, and takes made-up results for the others; nothing goes to the disk.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="madeUp">The result of a run, from those computed so far by name; null for one to be computed.</param>
    public static IReadOnlyList<RunRecord> RunsWith(
        Experiment experiment, Func<RunPlan, IReadOnlyDictionary<string, RunResult>, RunResult?> madeUp)
    {
        Dictionary<string, RunResult> results = [];
        List<RunRecord> runs = [];
        foreach (RunPlan plan in experiment.Plan(1))
        {
            RunResult result = madeUp(plan, results) ?? plan.Compute(new(new Progress<double>(), new(), default));
            results[plan.Run] = result;
            runs.Add(new()
            {
                Experiment = experiment.Name,
                Run = plan.Run,
                Parameters = plan.Parameters,
                Seed = plan.Seed,
                Version = "test",
                Machine = new("test", 1, 64, "test", "test"),
                Seconds = 0,
                Result = result,
            });
        }

        return runs;
    }

    /// <summary>The same runs, with one number of one of them changed.</summary>
    public static IReadOnlyList<RunRecord> With(this IReadOnlyList<RunRecord> runs, int index, string number, double value)
    {
        Dictionary<string, double> numbers = new(runs[index].Result.Numbers) { [number] = value };
        return [.. runs.Select((run, i) => i == index ? run with { Result = run.Result with { Numbers = numbers } } : run)];
    }

    /// <summary>The same runs, with one entry of one series of one of them changed.</summary>
    public static IReadOnlyList<RunRecord> With(
        this IReadOnlyList<RunRecord> runs, int index, string series, int entry, double value)
    {
        double[] values = [.. runs[index].Result.Series[series]];
        values[entry] = value;
        Dictionary<string, double[]> all = new(runs[index].Result.Series) { [series] = values };
        return [.. runs.Select((run, i) => i == index ? run with { Result = run.Result with { Series = all } } : run)];
    }
}
