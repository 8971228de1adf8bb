using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Kernels;

/// <summary>Chains that share a stream of random numbers.</summary>
/// <param name="Rows">Their number, in [1, <see cref="IKernel.ChunkRows"/>].</param>
/// <param name="Random">The random numbers.</param>
public readonly record struct ChainChunk(int Rows, ChunkRandom Random)
{
    /// <summary>The chunk given to a kernel that works on one at a time.</summary>
    /// <param name="chunks">One.</param>
    /// <exception cref="ArgumentException">There are more, or it has no or too many chains, or no random
    /// numbers.</exception>
    public static ChainChunk Only(ReadOnlySpan<ChainChunk> chunks)
    {
        RowsOf(chunks, 1);
        return chunks[0];
    }

    /// <summary>The number of chains of several chunks.</summary>
    /// <param name="chunks">At least one.</param>
    /// <param name="most">Largest number of them that is allowed.</param>
    /// <exception cref="ArgumentException">There are more or none, or one has no or too many chains, or no random
    /// numbers.</exception>
    public static int RowsOf(ReadOnlySpan<ChainChunk> chunks, int most)
    {
        Require.InRange(chunks.Length, 1, most);
        int rows = 0;
        foreach (ChainChunk chunk in chunks)
        {
            ArgumentNullException.ThrowIfNull(chunk.Random);
            rows += Require.InRange(chunk.Rows, 1, IKernel.ChunkRows);
        }

        return rows;
    }
}
