using System.Runtime.ExceptionServices;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// Threads that do the parts of one job together, and then those of the next, where a job takes some ten microseconds.
/// To wake a sleeping thread takes as long as that: between two jobs each thread spins for a while before it sleeps.
/// </summary>
/// <remarks>
/// Each thread, the caller's among them, takes the next part when it is done with its last, and each part is taken
/// once. As no two parts write to the same memory, one thread and many give the same bits, in any order.
/// </remarks>
internal sealed class Team : IDisposable
{
    private const int BitsOfCount = 20, MostParts = (1 << BitsOfCount) - 1, SpinsBeforeSleep = 5000;

    private readonly Thread[] _helpers;
    private readonly object _wake = new();
    private readonly int _spins;
    private Action<int>? _work;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Number of the job, its parts, and those of them that no thread has taken yet, in one word: a
    /// compare-and-exchange of it takes a part of the job that was read, or fails.</summary>
    private long _job;
    private int _unfinished, _asleep;
    private bool _disposed;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">At least 1, the caller's included.</param>
    public Team(int threads)
    {
        // Spinning takes processor time from other threads where there are more of them than processors.
        _spins = Require.AtLeast(threads, 1) <= Environment.ProcessorCount ? SpinsBeforeSleep : 0;
        _helpers = [.. Enumerable.Range(1, threads - 1)
            .Select(number => new Thread(Help) { IsBackground = true, Name = $"training {number}" })];
        foreach (Thread helper in _helpers)
            helper.Start();
    }

    /// <summary>Does every part of a job, and returns when all are done.</summary>
    /// <param name="parts">Their number, at most 2^20 − 1.</param>
    /// <param name="work">Does the part of a number in [0, parts).</param>
    public void ForEach(int parts, Action<int> work)
    {
        Require.InRange(parts, 0, MostParts);
        if (_helpers.Length == 0 || parts <= 1)
        {
            for (int part = 0; part < parts; part++)
                work(part);
            return;
        }

        (_work, _unfinished, _failure) = (work, parts, null);
        long number = (_job >> (2 * BitsOfCount)) + 1;
        Interlocked.Exchange(ref _job, number << (2 * BitsOfCount) | (long)parts << BitsOfCount | (long)parts);
        WakeSleepers();
        DoParts();
        for (int spin = 0; Volatile.Read(ref _unfinished) > 0; spin++)
        {
            if (spin < _spins)
                Thread.SpinWait(1);
            else
                Thread.Yield();
        }

        _failure?.Throw();
    }

    /// <summary>Ends the helper threads, and waits until they have ended.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _disposed, true);
        Interlocked.MemoryBarrier();
        WakeSleepers();
        foreach (Thread helper in _helpers)
            helper.Join();
    }

    private bool HasPartsOrIsDisposed => (Volatile.Read(ref _job) & MostParts) > 0 || Volatile.Read(ref _disposed);

    private void Help()
    {
        while (true)
        {
            AwaitJob();
            if (Volatile.Read(ref _disposed))
                return;
            DoParts();
        }
    }

    private void AwaitJob()
    {
        for (int spin = 0; spin < _spins; spin++)
        {
            if (HasPartsOrIsDisposed)
                return;
            Thread.SpinWait(1);
        }

        lock (_wake)
        {
            // Counted before the condition is read again: the caller first publishes a job and then reads the count, so
            // that one of the two sees the other.
            Interlocked.Increment(ref _asleep);
            while (!HasPartsOrIsDisposed)
                Monitor.Wait(_wake);
            Interlocked.Decrement(ref _asleep);
        }
    }

    private void WakeSleepers()
    {
        if (Volatile.Read(ref _asleep) == 0)
            return;
        lock (_wake)
            Monitor.PulseAll(_wake);
    }

    /// <summary>Takes parts and does them until none is left to take.</summary>
    private void DoParts()
    {
        for (long job = Volatile.Read(ref _job); (job & MostParts) > 0;)
        {
            long found = Interlocked.CompareExchange(ref _job, job - 1, job);
            if (found == job)
            {
                Do((int)((job >> BitsOfCount) & MostParts) - (int)(job & MostParts));
                found = Volatile.Read(ref _job);
            }

            job = found;
        }
    }

    private void Do(int part)
    {
        try
        {
            _work!(part);
        }
#pragma warning disable CA1031 // Whatever it is, the caller gets it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
        }
        finally
        {
            Interlocked.Decrement(ref _unfinished);
        }
    }
}
