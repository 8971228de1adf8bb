using System.Text.Json.Serialization;

namespace RbmTheory.Compare.Lab;

/// <summary>What a run may use besides its settings.</summary>
/// <param name="Seed">Its seed; 0 where nothing is random.</param>
/// <param name="Progress">Is told the fraction done, from 0 to 1.</param>
/// <param name="Stop">Stops it.</param>
/// <param name="Number">Its number among those of the same settings, from 1: some keep more of the first.</param>
/// <param name="Data">Where the user has data.</param>
public readonly record struct RunContext(
    ulong Seed, IProgress<double> Progress, CancellationToken Stop, int Number = 1, UserData? Data = null);

/// <summary>Runs of one kind of an experiment.</summary>
public abstract class RunSet
{
    /// <summary>The runs, in order.</summary>
    /// <param name="seeds">The seeds of the experiment.</param>
    public abstract IEnumerable<RunPlan> Plan(Seeds seeds);
}

/// <summary>
/// Runs of one kind, all computed by one function of their settings. The settings are their whole identity: a record is
/// used again where these, the seed and the revision are the same.
/// </summary>
/// <typeparam name="TSettings">A record of numbers, flags and lists of numbers, which <c>json</c> knows.</typeparam>
/// <typeparam name="TResult">A record of numbers and lists of numbers, which <c>json</c> knows.</typeparam>
/// <param name="json">How both are written.</param>
public abstract class RunSet<TSettings, TResult>(JsonSerializerContext json) : RunSet
    where TSettings : notnull
    where TResult : notnull
{
    /// <summary>Computes a run.</summary>
    public required Func<TSettings, RunContext, TResult> Compute { get; init; }

    /// <summary>Expected seconds, to start long runs first and to weigh progress.</summary>
    public Func<TSettings, double> Cost { get; init; } = _ => 1;

    /// <summary>Throws an <see cref="InputException"/> where data are missing that a run needs.</summary>
    public Action<TSettings, UserData>? Check { get; init; }

    /// <summary>Whether a run has a seed of its own.</summary>
    public bool IsRandom { get; init; }

    /// <summary>The result that a record holds.</summary>
    /// <param name="record">A record of one of the runs.</param>
    internal TResult Read(Records.RunRecord record) => FlatJson.Read<TResult>(record.Result, json);

    /// <summary>One run.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="number">Its number among those of the same settings, from 1.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="seeds">The seeds of the experiment.</param>
    protected RunPlan PlanOne(string name, int number, TSettings settings, Seeds seeds)
    {
        ulong seed = IsRandom ? seeds.Of(name) : 0;
        return new(name, seed, FlatJson.Parameters(settings, json), Cost(settings),
            run => FlatJson.Result(Compute(settings, new(seed, run.Progress, run.Stop, number, run.Data)), json),
            Check is null ? null : data => Check(settings, data));
    }
}

/// <summary>A single run.</summary>
/// <inheritdoc cref="RunSet{TSettings, TResult}"/>
public sealed class SingleRun<TSettings, TResult>(JsonSerializerContext json) : RunSet<TSettings, TResult>(json)
    where TSettings : notnull
    where TResult : notnull
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its settings.</summary>
    public required Func<Seeds, TSettings> Settings { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<RunPlan> Plan(Seeds seeds) => [PlanOne(Name, 1, Settings(seeds), seeds)];
}

/// <summary>Runs of the same settings.</summary>
/// <inheritdoc cref="RunSet{TSettings, TResult}"/>
public sealed class RepeatedRuns<TSettings, TResult>(JsonSerializerContext json) : RunSet<TSettings, TResult>(json)
    where TSettings : notnull
    where TResult : notnull
{
    /// <summary>How many.</summary>
    public required int Repeats { get; init; }

    /// <summary>The name of a run, counted from 1.</summary>
    public required Func<int, string> Name { get; init; }

    /// <summary>Their settings.</summary>
    public required Func<Seeds, TSettings> Settings { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<RunPlan> Plan(Seeds seeds)
        => Enumerable.Range(1, Repeats).Select(run => PlanOne(Name(run), run, Settings(seeds), seeds));
}

/// <summary>Runs of several settings, told apart by a key, each repeated some times.</summary>
/// <typeparam name="TKey">What tells them apart, such as β, or a tuple.</typeparam>
/// <typeparam name="TSettings">A record of numbers, flags and lists of numbers, which <c>json</c> knows.</typeparam>
/// <typeparam name="TResult">A record of numbers and lists of numbers, which <c>json</c> knows.</typeparam>
/// <param name="json">How both are written.</param>
public sealed class KeyedRuns<TKey, TSettings, TResult>(JsonSerializerContext json) : RunSet<TSettings, TResult>(json)
    where TKey : notnull
    where TSettings : notnull
    where TResult : notnull
{
    /// <summary>The keys, in order.</summary>
    public required IReadOnlyList<TKey> Keys { get; init; }

    /// <summary>How many runs each key has.</summary>
    public Func<TKey, int> RepeatsOf { get; init; } = _ => 1;

    /// <summary>The name of a run from its key and its number, counted from 1 at each key.</summary>
    public required Func<TKey, int, string> Name { get; init; }

    /// <summary>The settings of a key.</summary>
    public required Func<TKey, Seeds, TSettings> Settings { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<RunPlan> Plan(Seeds seeds)
        => from run in Named select PlanOne(run.Name, run.Number, Settings(run.Key, seeds), seeds);

    /// <summary>The key, the number and the name of every run, in order.</summary>
    internal IEnumerable<(TKey Key, int Number, string Name)> Named
        => from key in Keys from run in Enumerable.Range(1, RepeatsOf(key)) select (key, run, Name(key, run));
}
