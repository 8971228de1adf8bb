using System.Runtime.ExceptionServices;
using RbmTheory.Compare.Records;

namespace RbmTheory.Compare.Sweeps;

/// <summary>How a process takes part in a sweep.</summary>
public sealed record SweepShare
{
    /// <summary>Runs made at a time.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Which of <see cref="Shards"/> processes this is, from 1: where among the runs it begins.</summary>
    public int Shard { get; init; } = 1;

    /// <summary>How many processes take part; more or fewer may.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>A claim not renewed for so long is taken over.</summary>
    public TimeSpan Stale { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether runs that failed are begun anew.</summary>
    public bool Retries { get; init; }
}

/// <summary>
/// The threads of one process that make runs of a sweep. They begin with the process's own part of the runs and go on
/// with what others have not begun, or were stopped in; in the end they wait until each claim of another process has
/// either been renewed, so that it is in good hands, or become stale, and is taken over.
/// </summary>
/// <param name="folder">The sweep.</param>
/// <param name="share">What part this process takes.</param>
/// <param name="clock">The clock.</param>
/// <param name="make">Makes a run in the folder of its claim; gives the reason in one line where it fails for itself.
/// </param>
/// <param name="ended">Told of every run that this process ended, and of the reason where it failed.</param>
public sealed class SweepWorkers(SweepFolder folder, SweepShare share, TimeProvider clock,
    Func<SweepClaim, CancellationToken, string?> make, Action<int, string?> ended)
{
    /// <summary>So many times a claim is renewed until it would be stale.</summary>
    private const int Renewals = 5;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly string _worker = $"{Environment.MachineName}:{Environment.ProcessId}";
    private readonly object _gate = new();
    private readonly Dictionary<SweepClaim, CancellationTokenSource> _mine = [];

    /// <summary>Runs found claimed by others, with the time of their claim when first seen.</summary>
    private readonly Dictionary<int, DateTimeOffset?> _others = [];

    private readonly IEnumerator<(int Run, RunState State, int Claim)> _first = FirstPass(folder, share).GetEnumerator();
    private long _claiming;

    /// <summary>Time spent on finding and claiming runs, of all threads.</summary>
    public TimeSpan Claiming => clock.GetElapsedTime(0, _claiming);

    /// <summary>Makes runs until none is left to this process.</summary>
    /// <param name="stop">Stops it; the runs under way keep their checkpoints.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Run(CancellationToken stop)
    {
        using CancellationTokenSource all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        TimeSpan pause = share.Stale / Renewals;
        using ITimer renewing = clock.CreateTimer(_ => Renew(), null, pause, pause);
        Task[] threads = [.. Enumerable.Range(0, share.Threads).Select(_ => Task.Factory.StartNew(
            () => Work(all), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        try
        {
            Task.WaitAll(threads, CancellationToken.None);
        }
        catch (AggregateException several)
        {
            // The first that is no consequence of the others: a full disk, say, stops every run.
            IReadOnlyList<Exception> errors = several.Flatten().InnerExceptions;
            ExceptionDispatchInfo.Throw(errors.FirstOrDefault(e => e is not OperationCanceledException) ?? errors[0]);
        }
    }

    private void Work(CancellationTokenSource stop)
    {
        try
        {
            while (true)
            {
                stop.Token.ThrowIfCancellationRequested();
                if (Next() is SweepClaim claim)
                    Make(claim, stop.Token);
                else if (AreOthersAlive())
                    return;
                else
                    Task.Delay(share.Stale / (2 * Renewals) < LongestPause ? share.Stale / (2 * Renewals) : LongestPause,
                        clock, stop.Token).GetAwaiter().GetResult();
            }
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    private void Make(SweepClaim claim, CancellationToken stop)
    {
        CancellationToken lost;
        lock (_gate)
            lost = _mine[claim].Token;
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, lost);
        try
        {
            string? failure = make(claim, either.Token);
            if (failure is not null)
                AtomicFile.WriteText(Path.Combine(claim.Path, SweepFolder.FailureName), failure + "\n");
            if (claim.TryEnd(failure is null ? RunState.Finished : RunState.Failed))
                ended(claim.Run, failure);
            else
                claim.Remove();
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or InputException
            && (lost.IsCancellationRequested || !claim.TryRenew(clock.GetUtcNow())))
        {
            claim.Remove();
        }
        catch
        {
            claim.Release();
            throw;
        }
        finally
        {
            lock (_gate)
            {
                _mine.Remove(claim, out CancellationTokenSource? source);
                source?.Dispose();
                // Time has passed: claims of others are looked at anew before this process ends.
                foreach (int run in _others.Where(other => other.Value is null).Select(other => other.Key).ToArray())
                    _others[run] = DateTimeOffset.MinValue;
            }
        }
    }

    private void Renew()
    {
        lock (_gate)
        {
            foreach ((SweepClaim claim, CancellationTokenSource lost) in _mine)
            {
                try
                {
                    if (!claim.TryRenew(clock.GetUtcNow()))
                        lost.Cancel();
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    // A file system that does not answer now may do so the next time; the run will tell.
                }
            }
        }
    }

    /// <summary>Whether every claim of others has been renewed since it was first seen, or has ended.</summary>
    private bool AreOthersAlive()
    {
        lock (_gate)
            return _others.Values.All(seen => seen is null);
    }

    private SweepClaim? Next()
    {
        lock (_gate)
        {
            long start = clock.GetTimestamp();
            SweepClaim? claim = Find();
            if (claim is not null)
                _mine.Add(claim, new());
            _claiming += clock.GetTimestamp() - start;
            return claim;
        }
    }

    private SweepClaim? Find()
    {
        while (_first.MoveNext())
        {
            (int run, RunState state, int number) = _first.Current;
            SweepClaim? claim = state == RunState.Failed
                ? share.Retries ? SweepClaim.TryRetry(folder, run, _worker, clock.GetUtcNow()) : null
                : state == RunState.Finished ? null : Claim(run, state, number);
            if (claim is not null)
                return claim;
        }

        foreach (IGrouping<int, int> part in _others.Keys.Where(run => _others[run] is not null).ToArray()
            .GroupBy(run => run / SweepFolder.RunsInFolder))
        {
            Dictionary<int, (RunState State, int Claim)> found = folder.List(part.Key);
            foreach (int run in part)
            {
                (RunState state, int number) = found.GetValueOrDefault(run);
                if (state is RunState.Finished or RunState.Failed)
                    _others.Remove(run);
                else if (Claim(run, state, number) is SweepClaim claim)
                    return claim;
            }
        }

        return null;
    }

    private SweepClaim? Claim(int run, RunState state, int number)
    {
        DateTimeOffset now = clock.GetUtcNow();
        (string Worker, DateTimeOffset Renewed)? held = null;
        bool isFree = state == RunState.Open;
        if (!isFree)
        {
            held = SweepClaim.Read(folder.PathOf(run, state, number));
            isFree = held is null || now - held.Value.Renewed > share.Stale;
        }

        SweepClaim? claim = !isFree ? null
            : state == RunState.Open ? SweepClaim.TryBegin(folder, run, _worker, now)
            : SweepClaim.TryTakeOver(folder, run, number, _worker, now);
        if (claim is not null)
            _others.Remove(run);
        else if (!_others.TryGetValue(run, out DateTimeOffset? seen))
            _others[run] = held?.Renewed ?? DateTimeOffset.MinValue;
        else if (seen == DateTimeOffset.MinValue)
            _others[run] = held?.Renewed ?? seen;
        else if (held is not null && held.Value.Renewed > seen)
            _others[run] = null;
        return claim;
    }

    /// <summary>Every run once, from the share's own part on and around, as it stands when its hundred is reached; none
    /// of those that others are making counts twice.</summary>
    private static IEnumerable<(int Run, RunState State, int Claim)> FirstPass(SweepFolder folder, SweepShare share)
    {
        int count = folder.Plan.Count, start = (int)((long)count * (share.Shard - 1) / share.Shards);
        Dictionary<int, (RunState State, int Claim)> found = [];
        int part = -1;
        for (int i = 0; i < count; i++)
        {
            int run = (start + i) % count;
            if (run / SweepFolder.RunsInFolder != part)
                found = folder.List(part = run / SweepFolder.RunsInFolder);
            (RunState state, int number) = found.GetValueOrDefault(run);
            yield return (run, state, number);
        }
    }
}
