using System.Runtime.ExceptionServices;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// Threads that share the parts of one piece of work after another, where a piece takes some ten microseconds: to wake a
/// thread takes as long, so between two pieces it looks out for the next one for a while before it sleeps.
/// </summary>
/// <remarks>
/// Each thread, the caller's among them, takes the next part when it is done with its last, and each part is taken once. As no
/// two parts write to the same place, one thread and many give the same bits, in any order.
/// </remarks>
internal sealed class Team : IDisposable
{
    private const int BitsOfCount = 20, MostParts = (1 << BitsOfCount) - 1, Looks = 5000;

    private readonly Thread[] _helpers;
    private readonly object _bed = new();
    private readonly int _looks;
    private Action<int>? _work;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Number of the piece, its parts, and those of them that nobody has taken yet, in one word: whoever takes a part takes it
    /// of the piece that he has seen.</summary>
    private long _offer;
    private int _undone, _asleep;
    private bool _dismissed;

    /// <summary>A team.</summary>
    /// <param name="threads">At least 1, the caller's included.</param>
    public Team(int threads)
    {
        // To look out costs others a processor where there are more threads than processors.
        _looks = Require.AtLeast(threads, 1) <= Environment.ProcessorCount ? Looks : 0;
        _helpers = [.. Enumerable.Range(1, threads - 1)
            .Select(number => new Thread(Help) { IsBackground = true, Name = $"training {number}" })];
        foreach (Thread helper in _helpers)
            helper.Start();
    }

    /// <summary>Does every part of a piece.</summary>
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

        (_work, _undone, _failure) = (work, parts, null);
        long number = (_offer >> (2 * BitsOfCount)) + 1;
        Interlocked.Exchange(ref _offer, number << (2 * BitsOfCount) | (long)parts << BitsOfCount | (long)parts);
        WakeSleepers();
        TakeParts();
        for (int look = 0; Volatile.Read(ref _undone) > 0; look++)
        {
            if (look < _looks)
                Thread.SpinWait(1);
            else
                Thread.Yield();
        }

        _failure?.Throw();
    }

    /// <summary>Sends the helpers away, and waits until they are gone.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _dismissed, true);
        Interlocked.MemoryBarrier();
        WakeSleepers();
        foreach (Thread helper in _helpers)
            helper.Join();
    }

    private bool HasNews => (Volatile.Read(ref _offer) & MostParts) > 0 || Volatile.Read(ref _dismissed);

    private void Help()
    {
        while (true)
        {
            AwaitNews();
            if (Volatile.Read(ref _dismissed))
                return;
            TakeParts();
        }
    }

    private void AwaitNews()
    {
        for (int look = 0; look < _looks; look++)
        {
            if (HasNews)
                return;
            Thread.SpinWait(1);
        }

        lock (_bed)
        {
            // Counted before the last look: the caller makes an offer first, and then looks for sleepers.
            Interlocked.Increment(ref _asleep);
            while (!HasNews)
                Monitor.Wait(_bed);
            Interlocked.Decrement(ref _asleep);
        }
    }

    private void WakeSleepers()
    {
        if (Volatile.Read(ref _asleep) == 0)
            return;
        lock (_bed)
            Monitor.PulseAll(_bed);
    }

    private void TakeParts()
    {
        for (long offer = Volatile.Read(ref _offer); (offer & MostParts) > 0;)
        {
            long found = Interlocked.CompareExchange(ref _offer, offer - 1, offer);
            if (found == offer)
            {
                Do((int)((offer >> BitsOfCount) & MostParts) - (int)(offer & MostParts));
                found = Volatile.Read(ref _offer);
            }

            offer = found;
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
            Interlocked.Decrement(ref _undone);
        }
    }
}
