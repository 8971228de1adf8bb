namespace RbmTheory.Simulation.Likelihoods;

/// <summary>Where the streams of this folder begin among those of purpose <see cref="Random.StreamPurpose.Other"/>: far
/// from the small numbers that callers use.</summary>
internal static class Streams
{
    /// <summary>Rows drawn from p(v), one stream a row.</summary>
    public const ulong ExactSamples = 1UL << 40;

    /// <summary>Annealing from independent units to the machine, one stream a chain.</summary>
    public const ulong Annealing = 2UL << 40;

    /// <summary>Annealing from the machine to independent units, one stream a chain.</summary>
    public const ulong ReverseAnnealing = 3UL << 40;

    /// <summary>Swaps between the rungs of a tempering, one stream.</summary>
    public const ulong Swaps = 4UL << 40;

    /// <summary>Gibbs steps at the rungs of a tempering, one chunk of chains a rung: beyond the chunks of any
    /// training.</summary>
    public const int RungChunks = 1 << 30;
}
