using RbmTheory.Simulation.Kernels.Scalar;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// The fantasy chains of PCD: configurations v that follow the machine by Gibbs steps (3) while it learns, and go on
/// from where they are at the next update. Each chain has its own stream of random numbers.
/// </summary>
public sealed class PersistentChains
{
    private readonly float[] _spins;
    private readonly RandomStream[] _streams;
    private readonly GibbsScratch?[] _scratch;

    /// <summary>Chains that start from independent fair spins.</summary>
    /// <param name="count">Number of chains, at least 1.</param>
    /// <param name="sites">Number of visible spins N, at least 1; the product must fit one array.</param>
    /// <param name="seed">Seed, purpose <see cref="StreamPurpose.Chains"/>, one stream a chain.</param>
    /// <exception cref="ArgumentException">A size is out of range.</exception>
    public PersistentChains(int count, int sites, ulong seed)
    {
        Count = Require.AtLeast(count, 1);
        Sites = Require.InRange(sites, 1, Array.MaxLength / count);
        _spins = new float[count * sites];
        _streams = new RandomStream[count];
        _scratch = new GibbsScratch?[Chunks.Count(count)];
        for (int chain = 0; chain < count; chain++)
        {
            _streams[chain] = new RandomStream(seed, StreamPurpose.Chains, (ulong)chain);
            foreach (ref float spin in Chain(chain))
                spin = (long)_streams[chain].NextUInt64() < 0 ? 1f : -1f;
        }
    }

    /// <summary>Number of chains.</summary>
    public int Count { get; }

    /// <summary>Number of visible spins N of each.</summary>
    public int Sites { get; }

    /// <summary>v of one chain, −1 and +1, length N, writable in place so that chains can be started
    /// elsewhere.</summary>
    /// <param name="chain">In [0, <see cref="Count"/>).</param>
    /// <exception cref="ArgumentException">There is no such chain.</exception>
    public Span<float> Chain(int chain) => _spins.AsSpan(Require.InRange(chain, 0, Count - 1) * Sites, Sites);

    /// <summary>Moves every chain by k Gibbs steps.</summary>
    /// <param name="machine">A machine of the same N.</param>
    /// <param name="gibbsSteps">k, at least 0.</param>
    /// <exception cref="ArgumentException">The machine has another N, or k is negative.</exception>
    public void Step(SpinRbm machine, int gibbsSteps)
    {
        ArgumentNullException.ThrowIfNull(machine);
        Require.AtLeast(gibbsSteps, 0);
        for (int chunk = 0; chunk < Chunks.Count(Count); chunk++)
            StepChunk(machine, gibbsSteps, chunk);
    }

    internal void StepChunk(SpinRbm machine, int gibbsSteps, int chunk)
    {
        Require.Length(machine.Sites, Sites);
        GibbsScratch? scratch = _scratch[chunk];
        if (scratch is null || scratch.Hidden.Length != machine.Hidden)
            _scratch[chunk] = scratch = new GibbsScratch(Sites, machine.Hidden);

        var (first, end) = Chunks.Rows(chunk, Count);
        for (int chain = first; chain < end; chain++)
        {
            Span<float> visible = Chain(chain);
            for (int step = 0; step < gibbsSteps; step++)
                GibbsStep.Step(machine, visible, ref _streams[chain], scratch);
        }
    }
}
