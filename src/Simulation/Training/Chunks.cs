using RbmTheory.Simulation.Kernels;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// Work is cut into the same parts whatever the number of threads, and no two parts write to the same place: one thread and
/// many give the same bits, in any order.
/// </summary>
internal sealed class Chunks
{
    private readonly ParallelOptions? _options;
    private readonly Action<int> _takeParts;
    private Action<int>? _work;
    private int _count, _taken;

    public Chunks(int threads)
    {
        Require.AtLeast(threads, 1);
        _options = threads > 1 ? new ParallelOptions { MaxDegreeOfParallelism = threads } : null;
        _takeParts = TakeParts;
    }

    /// <summary>Number of chunks that so many rows are cut into: as few as <see cref="IKernel.ChunkRows"/> allows.</summary>
    public static int Count(int rows) => (rows + IKernel.ChunkRows - 1) / IKernel.ChunkRows;

    /// <summary>First row of a chunk, and the one after its last. Chunks are as equal as multiples of four allow, the
    /// number of rows that kernels like best: 100 rows are 24, 24, 24 and 28.</summary>
    public static (int First, int End) Rows(int chunk, int rows)
    {
        return (Start(chunk), Math.Min(Start(chunk + 1), rows));

        int Start(int number) => (int)(number * ((rows + 3L) / 4) / Count(rows)) * 4;
    }

    /// <summary>Does every part. Each thread takes the next one when it is done with the last.</summary>
    public void ForEach(int count, Action<int> work)
    {
        if (_options is null || count == 1)
        {
            for (int part = 0; part < count; part++)
                work(part);
            return;
        }

        (_work, _count, _taken) = (work, count, 0);
        Parallel.For(0, Math.Min(_options.MaxDegreeOfParallelism, count), _options, _takeParts);
    }

    private void TakeParts(int thread)
    {
        for (int part; (part = Interlocked.Increment(ref _taken) - 1) < _count;)
            _work!(part);
    }
}
