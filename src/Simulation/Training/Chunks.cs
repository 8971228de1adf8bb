using RbmTheory.Simulation.Kernels;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// Work is cut into the same parts whatever the number of threads, and no two parts write to the same place: one thread and
/// many give the same bits, in any order.
/// </summary>
internal sealed class Chunks
{
    private readonly ParallelOptions? _options;

    public Chunks(int threads)
    {
        Require.AtLeast(threads, 1);
        _options = threads > 1 ? new ParallelOptions { MaxDegreeOfParallelism = threads } : null;
    }

    /// <summary>Number of chunks of so many rows.</summary>
    public static int Count(int rows) => (rows + IKernel.ChunkRows - 1) / IKernel.ChunkRows;

    public void ForEach(int count, Action<int> work)
    {
        if (_options is null || count == 1)
        {
            for (int part = 0; part < count; part++)
                work(part);
        }
        else
        {
            Parallel.For(0, count, _options, work);
        }
    }
}
