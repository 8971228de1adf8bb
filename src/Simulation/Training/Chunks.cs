namespace RbmTheory.Simulation.Training;

/// <summary>
/// Rows are worked off in chunks of <see cref="Size"/>, each with its own buffers, whatever the number of threads. Sums
/// over rows are added within chunks first and then in the order of the chunks: one thread and many give the same bits.
/// </summary>
internal sealed class Chunks
{
    /// <summary>Rows of a chunk; the last may hold fewer. Changing it changes the rounding of every training.</summary>
    public const int Size = 32;

    private readonly ParallelOptions? _options;

    public Chunks(int threads)
    {
        Require.AtLeast(threads, 1);
        _options = threads > 1 ? new ParallelOptions { MaxDegreeOfParallelism = threads } : null;
    }

    public static int Count(int rows) => (rows + Size - 1) / Size;

    public static (int First, int End) Rows(int chunk, int rows) => (chunk * Size, Math.Min((chunk + 1) * Size, rows));

    public void ForEach(int count, Action<int> work)
    {
        if (_options is null || count == 1)
        {
            for (int chunk = 0; chunk < count; chunk++)
                work(chunk);
        }
        else
        {
            Parallel.For(0, count, _options, work);
        }
    }
}
