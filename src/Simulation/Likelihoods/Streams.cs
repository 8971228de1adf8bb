namespace RbmTheory.Simulation.Likelihoods;

/// <summary>Where the streams of this folder begin among those of purpose <see cref="Random.StreamPurpose.Other"/>: far
/// from the small numbers that callers use.</summary>
internal static class Streams
{
    /// <summary>Rows drawn from p(v), one stream a row.</summary>
    public const ulong ExactSamples = 1UL << 40;

    /// <summary>Annealing from weights zero to the machine, one stream a chain.</summary>
    public const ulong Annealing = 2UL << 40;

    /// <summary>Annealing from the machine to weights zero, one stream a chain.</summary>
    public const ulong ReverseAnnealing = 3UL << 40;
}
