using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// One pass over a reshuffled data set per epoch: each sample is in at most one batch of an epoch. The S mod
/// <see cref="BatchSize"/> samples at the end of the order do not fill a batch and are left out for that epoch; the
/// next shuffle leaves out others.
/// </summary>
public sealed class ShuffledBatches : IBatchSource
{
    private readonly SpinSet _data;
    private readonly int[] _order;
    private RandomStream _stream;

    /// <summary>Reads the rows of a set, which it keeps a reference to.</summary>
    /// <param name="data">The samples, S × N.</param>
    /// <param name="batchSize">In [1, S].</param>
    /// <param name="seed">Seed of the order, purpose <see cref="StreamPurpose.Shuffle"/>.</param>
    /// <exception cref="ArgumentException">The batch is larger than the data, or empty.</exception>
    public ShuffledBatches(SpinSet data, int batchSize, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        _data = data;
        BatchSize = Require.InRange(batchSize, 1, data.Samples);
        _order = Enumerable.Range(0, data.Samples).ToArray();
        _stream = new RandomStream(seed, StreamPurpose.Shuffle, 0);
    }

    /// <inheritdoc/>
    public int Sites => _data.Sites;

    /// <inheritdoc/>
    public int BatchSize { get; }

    /// <inheritdoc/>
    public int BatchesPerEpoch => _data.Samples / BatchSize;

    /// <summary>The order of this epoch: a permutation of 0..S−1; batch b holds the entries from b × BatchSize
    /// on.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>Fisher–Yates: every order is equally likely, whatever the last one was.</summary>
    public void BeginEpoch()
    {
        for (int last = _order.Length - 1; last > 0; last--)
        {
            int other = _stream.NextInt(last + 1);
            (_order[last], _order[other]) = (_order[other], _order[last]);
        }
    }

    /// <inheritdoc/>
    public void CopyRow(int batch, int row, Span<float> spins)
    {
        ReadOnlySpan<sbyte> sample = _data.Sample(_order[batch * BatchSize + row]);
        spins = spins[..sample.Length];
        for (int i = 0; i < sample.Length; i++)
            spins[i] = sample[i];
    }
}
