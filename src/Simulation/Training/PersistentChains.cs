using System.Buffers;
using System.Buffers.Binary;
using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// The persistent chains of PCD: visible configurations that follow the machine by Gibbs steps (3) while it learns.
/// Every chunk of at most <see cref="IKernel.ChunkRows"/> chains has its own random numbers; 100 chains are four
/// chunks.
/// </summary>
public sealed class PersistentChains
{
    private readonly byte[] _rows;
    private readonly ChainChunk[] _chunks;

    /// <summary>Chains that start from independent units, every value equally likely.</summary>
    /// <param name="count">Number of chains, at least 1.</param>
    /// <param name="layer">The visible side; count × bytes of a row must fit one array.</param>
    /// <param name="seed">Seed of the starts, purpose <see cref="StreamPurpose.Chains"/>, one stream a chain, and of
    /// the Gibbs steps.</param>
    /// <exception cref="ArgumentException">A size is out of range.</exception>
    public PersistentChains(int count, Layer<IVisibleUnit> layer, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(layer);
        Layer = layer;
        RowBytes = layer.Unit.RowBytes(layer.Count);
        Count = Require.InRange(count, 1, Array.MaxLength / RowBytes);
        ChunkCount = Chunks.Count(count);
        _rows = new byte[count * RowBytes];
        _chunks = [.. Enumerable.Range(0, ChunkCount)
            .Select(chunk => new ChainChunk(ChunkOf(chunk).Length / RowBytes, new ChunkRandom(seed, chunk)))];
        float[] values = new float[layer.Width];
        for (int chain = 0; chain < count; chain++)
        {
            RandomStream stream = new(seed, StreamPurpose.Chains, (ulong)chain);
            Draw(values, Row(chain), ref stream);
        }
    }

    /// <summary>Number of chains.</summary>
    public int Count { get; }

    /// <summary>The visible side that they are configurations of.</summary>
    public Layer<IVisibleUnit> Layer { get; }

    /// <summary>Bytes of a row.</summary>
    public int RowBytes { get; }

    /// <summary>Number of chunks.</summary>
    public int ChunkCount { get; }

    /// <summary>All rows, one chain after another.</summary>
    public ReadOnlySpan<byte> Rows => _rows;

    /// <summary>The configuration of one chain, writable in place so that chains can be started elsewhere.</summary>
    /// <param name="chain">In [0, <see cref="Count"/>).</param>
    /// <exception cref="ArgumentException">There is no such chain.</exception>
    public Span<byte> Row(int chain) => _rows.AsSpan(Require.InRange(chain, 0, Count - 1) * RowBytes, RowBytes);

    /// <summary>The random numbers of a chunk.</summary>
    /// <param name="chunk">In [0, <see cref="ChunkCount"/>).</param>
    public ChunkRandom RandomOf(int chunk) => _chunks[chunk].Random;

    /// <summary>Starts the chains of some chunks anew from independent units, every value equally likely.</summary>
    /// <param name="firstChunk">In [0, <see cref="ChunkCount"/>).</param>
    /// <param name="chunks">Their number.</param>
    /// <remarks>The numbers are <see cref="ChunkRandom.Scalar"/> of each chunk: 64 bits for 64 units of two values, one
    /// number for any other unit.</remarks>
    internal void Restart(int firstChunk, int chunks)
    {
        for (int chunk = firstChunk; chunk < firstChunk + chunks; chunk++)
        {
            ref RandomStream stream = ref _chunks[chunk].Random.Scalar;
            Span<byte> rows = ChunkOf(chunk);
            for (int start = 0; start < rows.Length; start += RowBytes)
            {
                if (Layer.Unit.Values!.Count == 2 && RowBytes == BitRow.Bytes(Layer.Count))
                    Toss(rows.Slice(start, RowBytes), ref stream);
                else
                    Draw(rows.Slice(start, RowBytes), ref stream);
            }
        }
    }

    /// <summary>A fair coin for every bit; those beyond the last unit are 0.</summary>
    private void Toss(Span<byte> row, ref RandomStream stream)
    {
        Span<byte> eight = stackalloc byte[sizeof(ulong)];
        for (int start = 0; start < row.Length; start += eight.Length)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(eight, stream.NextUInt64());
            Span<byte> part = row[start..];
            eight[..Math.Min(eight.Length, part.Length)].CopyTo(part);
        }

        row[^1] &= (byte)(0xff >> (8 * RowBytes - Layer.Count));
    }

    private void Draw(Span<byte> row, ref RandomStream stream)
    {
        float[] values = ArrayPool<float>.Shared.Rent(Layer.Width);
        Draw(values.AsSpan(0, Layer.Width), row, ref stream);
        ArrayPool<float>.Shared.Return(values);
    }

    /// <summary>A row of independent units, every value equally likely.</summary>
    private void Draw(Span<float> values, Span<byte> row, ref RandomStream stream)
    {
        IReadOnlyList<float[]> all = Layer.Unit.Values!;
        for (int x = 0; x < values.Length; x += Layer.Unit.Components)
            all[stream.NextInt(all.Count)].CopyTo(values[x..]);
        Layer.Unit.Encode(values, row);
    }

    /// <summary>Moves every chain by k Gibbs steps, one chunk after another.</summary>
    /// <param name="kernel">A prepared kernel of a machine with this visible side.</param>
    /// <param name="gibbsSteps">k, at least 0.</param>
    /// <exception cref="ArgumentException">k is negative.</exception>
    public void Move(IKernel kernel, int gibbsSteps)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        Require.AtLeast(gibbsSteps, 0);
        for (int chunk = 0; chunk < ChunkCount; chunk++)
            Move(kernel, gibbsSteps, chunk, 1, slot: 0);
    }

    /// <summary>Moves the chains of some chunks.</summary>
    /// <param name="kernel">A prepared kernel of a machine with this visible side.</param>
    /// <param name="gibbsSteps">k, at least 0.</param>
    /// <param name="firstChunk">In [0, <see cref="ChunkCount"/>).</param>
    /// <param name="chunks">Their number, at most <see cref="KernelSchedule.ChunksTogether"/>.</param>
    /// <param name="slot">Which scratch of the kernel to use.</param>
    internal void Move(IKernel kernel, int gibbsSteps, int firstChunk, int chunks, int slot)
    {
        var (first, end) = Chunks.Rows(firstChunk, chunks, Count);
        Span<byte> rows = _rows.AsSpan(first * RowBytes, (end - first) * RowBytes);
        kernel.Move(rows, _chunks.AsSpan(firstChunk, chunks), gibbsSteps, slot);
    }

    /// <summary>Rows of one chunk, one chain after another.</summary>
    /// <param name="chunk">In [0, <see cref="ChunkCount"/>).</param>
    public Span<byte> ChunkOf(int chunk)
    {
        var (first, end) = Chunks.Rows(chunk, Count);
        return _rows.AsSpan(first * RowBytes, (end - first) * RowBytes);
    }
}
