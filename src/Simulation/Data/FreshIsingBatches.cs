using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// New exact samples of the Ising ring at every batch: training with infinitely many data. Row r of batch b of epoch e
/// is sample number g = (e × BatchesPerEpoch + b) × BatchSize + r, row g mod 256 of block ⌊g/256⌋ of an
/// <see cref="IsingBlockSampler"/>.
/// </summary>
public sealed class FreshIsingBatches : IBatchSource, IDisposable
{
    private readonly IsingBlockSampler _sampler;
    private readonly ThreadLocal<Block> _last;
    private readonly ulong _seed;
    private long _epoch;

    /// <summary>Draws from a ring.</summary>
    /// <param name="ring">The ring and its β.</param>
    /// <param name="batchSize">Rows of a batch, at least 1.</param>
    /// <param name="batchesPerEpoch">Updates between two calls of the observer, at least 1.</param>
    /// <param name="seed">Seed of the samples, purpose <see cref="StreamPurpose.DataBlocks"/>.</param>
    /// <exception cref="ArgumentException">A size is out of range.</exception>
    public FreshIsingBatches(IsingRingSampler ring, int batchSize, int batchesPerEpoch, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(ring);
        _sampler = new IsingBlockSampler(ring);
        Sites = ring.Sites;
        BatchSize = Require.AtLeast(batchSize, 1);
        BatchesPerEpoch = Require.AtLeast(batchesPerEpoch, 1);
        _seed = seed;
        _last = new(() => new Block(new byte[IsingBlockSampler.Samples * RowBytes]));
    }

    /// <inheritdoc/>
    public int Sites { get; }

    /// <inheritdoc/>
    public int RowBytes => BitRow.Bytes(Sites);

    /// <inheritdoc/>
    public int BatchSize { get; }

    /// <inheritdoc/>
    public int BatchesPerEpoch { get; }

    /// <inheritdoc/>
    public void BeginEpoch(int epoch) => _epoch = Require.AtLeast(epoch, 0);

    /// <inheritdoc/>
    public void CopyRows(int batch, int first, int count, Span<byte> rows)
    {
        long next = (_epoch * BatchesPerEpoch + batch) * BatchSize + first;
        while (count > 0)
        {
            ReadOnlySpan<byte> block = RowsOf(next / IsingBlockSampler.Samples);
            int start = (int)(next % IsingBlockSampler.Samples);
            int taken = Math.Min(count, IsingBlockSampler.Samples - start);
            block.Slice(start * RowBytes, taken * RowBytes).CopyTo(rows);
            rows = rows[(taken * RowBytes)..];
            (next, count) = (next + taken, count - taken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _last.Dispose();

    /// <summary>Rows of a block. Each thread keeps the one it drew last, which has most of the rows that it needs
    /// next.</summary>
    private byte[] RowsOf(long number)
    {
        Block block = _last.Value!;
        if (block.Number != number)
        {
            _sampler.SampleBlock(_seed, StreamPurpose.DataBlocks, number, block.Rows);
            block.Number = number;
        }

        return block.Rows;
    }

    private sealed class Block(byte[] rows)
    {
        public byte[] Rows { get; } = rows;

        public long Number { get; set; } = -1;
    }
}
