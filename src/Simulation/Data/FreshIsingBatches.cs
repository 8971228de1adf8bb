using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// New exact samples of the Ising ring at every batch: training with infinitely many data. Row r of batch b of epoch e
/// (e from 0) is sample number (e × BatchesPerEpoch + b) × BatchSize + r, drawn from its own stream.
/// </summary>
public sealed class FreshIsingBatches : IBatchSource
{
    private readonly IsingRingSampler _sampler;
    private readonly ulong _seed;
    private long _epoch;

    /// <summary>Draws from a sampler.</summary>
    /// <param name="sampler">The ring and its β.</param>
    /// <param name="batchSize">Rows of a batch, at least 1.</param>
    /// <param name="batchesPerEpoch">Updates between two calls of the observer, at least 1.</param>
    /// <param name="seed">Seed of the samples, purpose <see cref="StreamPurpose.Data"/>: the first ones are those of
    /// <see cref="IsingRingSampler.SampleSet"/> with this seed.</param>
    /// <exception cref="ArgumentException">A size is out of range.</exception>
    public FreshIsingBatches(IsingRingSampler sampler, int batchSize, int batchesPerEpoch, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        _sampler = sampler;
        BatchSize = Require.AtLeast(batchSize, 1);
        BatchesPerEpoch = Require.AtLeast(batchesPerEpoch, 1);
        _seed = seed;
    }

    /// <inheritdoc/>
    public int Sites => _sampler.Sites;

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
        int bytes = RowBytes;
        Span<sbyte> spins = Sites <= 1024 ? stackalloc sbyte[Sites] : new sbyte[Sites];
        for (int r = 0; r < count; r++)
        {
            long sample = (_epoch * BatchesPerEpoch + batch) * BatchSize + first + r;
            var stream = new RandomStream(_seed, StreamPurpose.Data, (ulong)sample);
            _sampler.Sample(ref stream, spins);
            BitRow.Pack(spins, rows.Slice(r * bytes, bytes));
        }
    }
}
