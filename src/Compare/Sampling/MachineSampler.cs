using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Sampling;

/// <summary>Samples of a machine: each is the end of a chain of its own after k Gibbs steps.</summary>
/// <param name="Chains">The chains at their ends; the first S are the samples.</param>
/// <param name="Times">How long the chains remember.</param>
internal sealed record MachineSampler(PersistentChains Chains, SampleTimes Times)
{
    // Apart from the streams of a training of the same seed, whose chains would else begin alike.
    private const ulong OfChains = 16UL << 40, OfTimes = 17UL << 40, OfData = 18UL << 40;

    /// <summary>Draws the samples.</summary>
    /// <param name="loaded">The machine.</param>
    /// <param name="samples">S; chains are as many, or as are followed for the times.</param>
    /// <param name="steps">k.</param>
    /// <param name="start">Where the chains begin.</param>
    /// <param name="seed">The seed; the same gives the same samples.</param>
    /// <param name="threads">Most threads to use.</param>
    /// <param name="ct">Checked now and then.</param>
    /// <exception cref="InputException">The start cannot be had.</exception>
    public static MachineSampler Draw(LoadedMachine loaded, int samples, int steps, SampleStart start, ulong seed,
        int threads, CancellationToken ct)
    {
        ulong Seed(ulong stream) => new RandomStream(seed, StreamPurpose.Other, stream).NextUInt64();
        PersistentChains chains =
            new(Math.Max(samples, SampleTimes.Chains), loaded.Machine.VisibleLayer, Seed(OfChains));
        SampleStarts.Put(chains, start, loaded, Seed(OfData));
        new ChainMover(loaded.Machine, chains, threads).Move(steps, ct);
        return new(chains, SampleTimes.Measure(loaded.Machine, chains, steps, Seed(OfTimes), threads, ct));
    }
}
