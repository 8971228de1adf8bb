using System.Collections;
using RbmTheory.Compare.Records;

namespace RbmTheory.Compare.Lab;

/// <summary>The finished runs of an experiment, each kind with results of its own type.</summary>
/// <param name="records">One record for each planned run, in the order of the plan.</param>
public sealed class Results(IReadOnlyList<RunRecord> records) : IReadOnlyList<RunRecord>
{
    private readonly Dictionary<string, RunRecord> _records = records.ToDictionary(r => r.Run);
    private readonly Dictionary<string, object> _results = [];

    /// <inheritdoc/>
    public int Count => records.Count;

    /// <inheritdoc/>
    public RunRecord this[int index] => records[index];

    /// <summary>The result of a single run.</summary>
    /// <param name="run">The run.</param>
    /// <exception cref="System.Text.Json.JsonException">Its record lacks something.</exception>
    public TResult Of<TSettings, TResult>(SingleRun<TSettings, TResult> run)
        where TSettings : notnull
        where TResult : notnull
        => Read(run, run.Name);

    /// <summary>The results of repeated runs, in order.</summary>
    /// <param name="runs">The runs.</param>
    /// <exception cref="System.Text.Json.JsonException">A record lacks something.</exception>
    public IReadOnlyList<TResult> Of<TSettings, TResult>(RepeatedRuns<TSettings, TResult> runs)
        where TSettings : notnull
        where TResult : notnull
        => [.. Enumerable.Range(1, runs.Repeats).Select(run => Read(runs, runs.Name(run)))];

    /// <summary>The results of runs of several settings, by key; those of a key in order.</summary>
    /// <param name="runs">The runs.</param>
    /// <exception cref="System.Text.Json.JsonException">A record lacks something.</exception>
    public ILookup<TKey, TResult> Of<TKey, TSettings, TResult>(KeyedRuns<TKey, TSettings, TResult> runs)
        where TKey : notnull
        where TSettings : notnull
        where TResult : notnull
        => runs.Named.ToLookup(run => run.Key, run => Read(runs, run.Name));

    /// <inheritdoc/>
    public IEnumerator<RunRecord> GetEnumerator() => records.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private TResult Read<TSettings, TResult>(RunSet<TSettings, TResult> set, string name)
        where TSettings : notnull
        where TResult : notnull
    {
        if (!_results.TryGetValue(name, out object? result))
            _results[name] = result = set.Read(_records[name]);
        return (TResult)result;
    }
}
