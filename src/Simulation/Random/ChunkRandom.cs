namespace RbmTheory.Simulation.Random;

/// <summary>
/// The random numbers of one chunk of chains: four lanes for kernels that draw many alike, and a plain stream for those
/// that draw one after another. A kernel uses either or both; what it uses is part of the reproducibility promise.
/// </summary>
public sealed class ChunkRandom
{
    private LaneStream _lanes;
    private RandomStream _scalar;

    /// <summary>Opens the streams of a chunk.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="chunk">Number of the chunk.</param>
    public ChunkRandom(ulong seed, int chunk)
    {
        _lanes = new LaneStream(seed, StreamPurpose.ChainLanes, (ulong)chunk);
        _scalar = new RandomStream(seed, StreamPurpose.ChainScalars, (ulong)chunk);
    }

    /// <summary>256 bits a draw.</summary>
    public ref LaneStream Lanes => ref _lanes;

    /// <summary>64 bits a draw.</summary>
    public ref RandomStream Scalar => ref _scalar;
}
