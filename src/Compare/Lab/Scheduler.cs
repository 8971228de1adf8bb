using System.Diagnostics;
using System.Runtime.ExceptionServices;
using RbmTheory.Compare.Records;

namespace RbmTheory.Compare.Lab;

/// <summary>
/// Makes the runs that have no record yet, several at a time, the longest first. A run depends on its parameters, its
/// seed and the revision of its experiment alone, so the records are the same for any number of threads.
/// </summary>
/// <param name="store">Where finished runs are kept.</param>
/// <param name="threads">How many runs are made at a time; at least 1.</param>
/// <param name="monitor">Is told what happens; called from several threads.</param>
/// <param name="reusing">Is shown the records to be reused before a run is made; refuses them by throwing.</param>
/// <param name="data">Where the user has data; null for nowhere.</param>
public sealed class Scheduler(
    RecordStore store, int threads, IRunMonitor monitor, Action<IReadOnlyList<RunRecord>>? reusing = null,
    UserData? data = null)
{
    private readonly UserData _data = data ?? new();
    private readonly int _threads = Require.AtLeast(threads, 1);

    /// <summary>
    /// Makes what is missing, packs what is complete, and returns the records of each experiment and of those it uses, in
    /// the order of its plan.
    /// </summary>
    /// <param name="experiments">The experiments.</param>
    /// <param name="seed">The seed of the report.</param>
    /// <param name="forced">Experiments whose runs are made anew, whatever is on the disk.</param>
    /// <param name="cancellation">Stops between steps of a run; finished runs stay.</param>
    /// <exception cref="InputException">A record is broken, or data are missing.</exception>
    public IReadOnlyDictionary<string, IReadOnlyList<RunRecord>> Run(
        IReadOnlyList<Experiment> experiments, ulong seed, IReadOnlyList<Experiment> forced,
        CancellationToken cancellation)
    {
        List<Slot> slots = Slots(experiments, seed, forced);
        PackComplete(slots);
        Make(slots, slots, cancellation);
        PackComplete(slots);
        ILookup<string, RunRecord> made = slots.ToLookup(s => s.Experiment, s => s.Record!);
        return All(experiments).ToDictionary(e => e.Name, e => (IReadOnlyList<RunRecord>)[.. made[e.Name]]);
    }

    /// <summary>Makes what is missing of a part of the runs, so that as many processes on one folder make them all. In the
    /// order of their cost every <paramref name="shards"/>-th run is of a part.</summary>
    /// <param name="experiments">The experiments.</param>
    /// <param name="seed">The seed of the report.</param>
    /// <param name="shard">Which part, from 1.</param>
    /// <param name="shards">How many parts.</param>
    /// <param name="cancellation">Stops between steps of a run; finished runs stay.</param>
    /// <exception cref="InputException">A record is broken, or data are missing.</exception>
    public void RunPart(IReadOnlyList<Experiment> experiments, ulong seed, int shard, int shards,
        CancellationToken cancellation)
    {
        Require.InRange(shard, 1, shards);
        List<Slot> slots = Slots(experiments, seed, []);
        Make(slots, [.. slots.OrderByDescending(s => s.Plan.Cost).Where((_, i) => i % shards == shard - 1)], cancellation);
    }

    /// <summary>How many of the runs have not been made.</summary>
    /// <param name="experiments">The experiments.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="InputException">A record is broken.</exception>
    public int Missing(IReadOnlyList<Experiment> experiments, ulong seed)
        => Slots(experiments, seed, []).Count(slot => slot.Record is null);

    private static IReadOnlyList<Experiment> All(IReadOnlyList<Experiment> experiments)
        => [.. experiments.Concat(experiments.SelectMany(e => e.Uses)).Distinct()];

    private List<Slot> Slots(IReadOnlyList<Experiment> experiments, ulong seed, IReadOnlyList<Experiment> forced)
    {
        List<Slot> slots =
        [
            .. from experiment in All(experiments)
               from plan in experiment.Plan(seed)
               select new Slot(
                   experiment.Name, experiment.Revision, plan,
                   forced.Contains(experiment) ? null : Reusable(experiment, plan)),
        ];
        reusing?.Invoke([.. slots.Select(s => s.Record).OfType<RunRecord>()]);
        return slots;
    }

    /// <summary>Makes what is missing of a part of the runs.</summary>
    private void Make(List<Slot> slots, List<Slot> part, CancellationToken cancellation)
    {
        List<Slot> missing = [.. part.Where(s => s.Record is null).OrderByDescending(s => s.Plan.Cost)];
        foreach (Slot slot in missing)
            slot.Plan.Check?.Invoke(_data);
        monitor.Begin(
            [.. missing.GroupBy(s => s.Experiment).Select(g => (g.Key, g.Sum(s => s.Plan.Cost), g.Count()))],
            slots.Count(s => s.Record is not null));
        try
        {
            Parallel.ForEach(
                System.Collections.Concurrent.Partitioner.Create(
                    missing, System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = _threads, CancellationToken = cancellation },
                slot => slot.Record = Make(slot, cancellation));
        }
        catch (AggregateException several)
        {
            // The first is as good as all: a full disk, say, stops every run, and the user is told in one line.
            ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
        }
    }

    /// <summary>Packs every experiment all of whose runs are finished.</summary>
    private void PackComplete(IReadOnlyList<Slot> slots)
    {
        foreach (IGrouping<string, Slot> experiment in slots.GroupBy(s => s.Experiment))
        {
            if (experiment.All(s => s.Record is not null))
                store.Pack(experiment.Key, [.. experiment.Select(s => s.Plan.Run)]);
        }
    }

    private RunRecord? Reusable(Experiment experiment, RunPlan plan)
    {
        RunRecord? record = store.Find(experiment.Name, plan.Run);
        bool same = record is not null && record.Revision == experiment.Revision && record.Seed == plan.Seed
            && record.Parameters.Count == plan.Parameters.Count
            && plan.Parameters.All(p => record.Parameters.TryGetValue(p.Key, out double value)
                && value.Equals(p.Value));
        return same ? record : null;
    }

    private RunRecord Make(Slot slot, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        long start = Stopwatch.GetTimestamp();
        RunResult result = slot.Plan.Compute(
            new(new RunProgress(monitor, slot.Experiment, slot.Plan.Cost), _data, cancellation));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        RunRecord record = new()
        {
            Experiment = slot.Experiment,
            Run = slot.Plan.Run,
            Revision = slot.Revision,
            Parameters = slot.Plan.Parameters,
            Seed = slot.Plan.Seed,
            Version = Product.Version,
            Source = SourceState.Current,
            Modules = Build.Modules,
            Machine = Machine.Current,
            Seconds = seconds,
            Result = result,
        };
        store.Save(record);
        monitor.Finished(slot.Experiment, slot.Plan.Run, seconds);
        return record;
    }

    private sealed record Slot(string Experiment, int Revision, RunPlan Plan, RunRecord? Found)
    {
        public RunRecord? Record { get; set; } = Found;
    }
}

/// <summary>Watches runs being made; called from several threads.</summary>
public interface IRunMonitor
{
    /// <summary>Before the first run.</summary>
    /// <param name="work">The experiments with runs to make, the cost of these, and how many they are.</param>
    /// <param name="reused">How many finished runs were found on the disk.</param>
    void Begin(IReadOnlyList<(string Experiment, double Cost, int Runs)> work, int reused);

    /// <summary>A run got on.</summary>
    /// <param name="experiment">Its experiment.</param>
    /// <param name="cost">The cost it got through since the last call.</param>
    void Advanced(string experiment, double cost);

    /// <summary>A run is finished and its record written.</summary>
    /// <param name="experiment">Its experiment.</param>
    /// <param name="run">Its name.</param>
    /// <param name="seconds">Wall time.</param>
    void Finished(string experiment, string run, double seconds);
}
