using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Kernels;

/// <summary>Chains that share a stream of random numbers.</summary>
/// <param name="Rows">Their number, in [1, <see cref="IKernel.ChunkRows"/>].</param>
/// <param name="Random">The random numbers.</param>
public readonly record struct ChainChunk(int Rows, ChunkRandom Random)
{
    /// <summary>What is left to a kernel that works on one chunk at a time.</summary>
    /// <param name="chunks">One.</param>
    /// <exception cref="ArgumentException">There are more, or it has no or too many chains.</exception>
    public static ChainChunk Only(ReadOnlySpan<ChainChunk> chunks)
    {
        Require.Length(chunks.Length, 1);
        Require.InRange(chunks[0].Rows, 1, IKernel.ChunkRows);
        return chunks[0];
    }

    /// <summary>The number of chains of several chunks.</summary>
    /// <param name="chunks">Any number of them.</param>
    public static int RowsOf(ReadOnlySpan<ChainChunk> chunks)
    {
        int rows = 0;
        foreach (ChainChunk chunk in chunks)
            rows += chunk.Rows;
        return rows;
    }
}
