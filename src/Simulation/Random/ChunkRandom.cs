namespace RbmTheory.Simulation.Random;

/// <summary>
/// The random numbers of one chunk of chains: a stream of four lanes for kernels that draw many units at once; a second
/// one, so that a kernel whose time is random bits can draw from one while it waits for the other; and a plain stream
/// for kernels that draw unit after unit. A kernel uses some or all; what it uses is part of the reproducibility
/// promise.
/// </summary>
public sealed class ChunkRandom
{
    private LaneStream _lanes, _moreLanes;
    private RandomStream _scalar;

    /// <summary>Opens the streams of a chunk.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="chunk">Number of the chunk.</param>
    public ChunkRandom(ulong seed, int chunk)
    {
        _lanes = new LaneStream(seed, StreamPurpose.ChainLanes, (ulong)chunk);
        _moreLanes = new LaneStream(seed, StreamPurpose.ChainMoreLanes, (ulong)chunk);
        _scalar = new RandomStream(seed, StreamPurpose.ChainScalars, (ulong)chunk);
    }

    /// <summary>256 bits a draw.</summary>
    public ref LaneStream Lanes => ref _lanes;

    /// <summary>256 bits a draw, independent of <see cref="Lanes"/>.</summary>
    public ref LaneStream MoreLanes => ref _moreLanes;

    /// <summary>64 bits a draw.</summary>
    public ref RandomStream Scalar => ref _scalar;
}
