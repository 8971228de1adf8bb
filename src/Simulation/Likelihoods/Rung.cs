using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>One machine of a tempering, and the replicas that are there, one of every ladder.</summary>
internal sealed class Rung
{
    private readonly IKernel _kernel;
    private readonly ChainChunk[] _chunk;
    private readonly IRowWeights _weights;

    /// <summary>A rung whose replicas are all in the first configuration of the bytes 0.</summary>
    /// <param name="path">The path of machines.</param>
    /// <param name="place">Where on it.</param>
    /// <param name="ladders">Number of replicas.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="number">Tells its random numbers from those of all other rungs.</param>
    public Rung(MachinePath path, double place, int ladders, ulong seed, int number)
    {
        Place = place;
        Machine = path.At(place);
        _kernel = KernelFor.Prepared(Machine, slots: 1);
        _chunk = [new(ladders, new ChunkRandom(seed, Streams.RungChunks + number))];
        RowBytes = Machine.VisibleLayer.Unit.RowBytes(Machine.Sites);
        Rows = new byte[ladders * RowBytes];
        _weights = IRowWeights.For(Machine);
    }

    /// <summary>Where it is on the path.</summary>
    public double Place { get; }

    /// <summary>The machine.</summary>
    public Rbm Machine { get; }

    /// <summary>Bytes of a configuration.</summary>
    public int RowBytes { get; }

    /// <summary>The configurations, that of ladder r at [r × <see cref="RowBytes"/>].</summary>
    public byte[] Rows { get; }

    /// <summary>Moves all replicas.</summary>
    /// <param name="gibbsSteps">Steps of each.</param>
    public void Move(int gibbsSteps) => _kernel.Move(Rows, _chunk, gibbsSteps, slot: 0);

    /// <summary>log Σ_h e^{−E(v, h)} by this machine of the replicas of a rung.</summary>
    /// <param name="rung">The rung.</param>
    /// <param name="logs">One a ladder.</param>
    public void Weigh(Rung rung, Span<double> logs) => _weights.Of(rung.Rows, logs);

    /// <summary>The configuration of one ladder.</summary>
    /// <param name="ladder">Its number.</param>
    public Span<byte> Row(int ladder) => Rows.AsSpan(ladder * RowBytes, RowBytes);
}
