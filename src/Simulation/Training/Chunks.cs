using RbmTheory.Simulation.Kernels;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// How rows are cut into chunks: in the same way whatever the number of threads, as each chunk has its own random
/// numbers.
/// </summary>
internal static class Chunks
{
    /// <summary>Number of chunks that so many rows are cut into: as few as <see cref="IKernel.ChunkRows"/>
    /// allows.</summary>
    public static int Count(int rows) => (rows + IKernel.ChunkRows - 1) / IKernel.ChunkRows;

    /// <summary>First row of a chunk, and the one after its last. Chunks are as equal as multiples of four allow, as
    /// kernels work on four rows side by side: 100 rows are 24, 24, 24 and 28.</summary>
    public static (int First, int End) Rows(int chunk, int rows) => Rows(chunk, 1, rows);

    /// <summary>The same of several chunks: the first row of the first, and the one after the last of the
    /// last.</summary>
    public static (int First, int End) Rows(int firstChunk, int chunks, int rows)
    {
        return (Start(firstChunk), Math.Min(Start(firstChunk + chunks), rows));

        int Start(int number) => (int)(number * ((rows + 3L) / 4) / Count(rows)) * 4;
    }
}
