using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// One pass over a reshuffled data set per epoch: each sample is in at most one batch of an epoch. The S mod
/// <see cref="BatchSize"/> samples at the end of the order do not fill a batch and are left out for that epoch; the
/// next shuffle leaves out others. The data are not copied, but for the rows of one batch at a time.
/// Of data with weights, an epoch is S rows drawn in proportion to them (<see cref="SystematicResampling"/>) and then
/// shuffled; where all weights are equal, these are the rows themselves, in the order of data without weights.
/// </summary>
public sealed class ShuffledBatches : IBatchSource
{
    private readonly IDataSet _data;
    private readonly int[] _order;
    private readonly ulong _seed;
    private readonly SystematicResampling? _resampling;

    /// <summary>Reads the rows of a set; keeps a reference to it.</summary>
    /// <param name="data">The samples, S × N.</param>
    /// <param name="batchSize">In [1, S].</param>
    /// <param name="seed">Seed of the order, purpose <see cref="StreamPurpose.Shuffle"/>, one stream an epoch.</param>
    /// <exception cref="ArgumentException">The batch is larger than the data, or empty.</exception>
    public ShuffledBatches(IDataSet data, int batchSize, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        _data = data;
        BatchSize = Require.InRange(batchSize, 1, data.Samples);
        _order = new int[data.Samples];
        _seed = seed;
        if (data.Weights is { } weights && weights.Any(weight => weight != weights[0]))
            _resampling = new(weights);
        BeginEpoch(0);
    }

    /// <inheritdoc/>
    public int Sites => _data.Sites;

    /// <inheritdoc/>
    public int RowBytes => _data.RowBytes;

    /// <inheritdoc/>
    public int BatchSize { get; }

    /// <inheritdoc/>
    public int BatchesPerEpoch => _data.Samples / BatchSize;

    /// <summary>The order of this epoch: a permutation of 0..S−1, or with weights S rows of which some come
    /// several times and some not at all; batch b holds the entries from b × BatchSize on.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <inheritdoc/>
    /// <remarks>Fisher–Yates from rows in rising order: every order is equally likely.</remarks>
    public void BeginEpoch(int epoch)
    {
        var stream = new RandomStream(_seed, StreamPurpose.Shuffle, (ulong)Require.AtLeast(epoch, 0));
        for (int i = 0; i < _order.Length; i++)
            _order[i] = i;
        if (_resampling is not null)
        {
            var places = new RandomStream(_seed, StreamPurpose.Resampling, (ulong)epoch);
            _resampling.Draw(ref places, _order);
        }

        for (int last = _order.Length - 1; last > 0; last--)
        {
            int other = stream.NextInt(last + 1);
            (_order[last], _order[other]) = (_order[other], _order[last]);
        }
    }

    /// <inheritdoc/>
    public void CopyRows(int batch, int first, int count, Span<byte> rows)
    {
        int start = batch * BatchSize + first, next = start + BatchSize;
        _data.CopyRows(_order.AsSpan(start, count), rows);
        if (next + count <= _order.Length)
            _data.Prefetch(_order.AsSpan(next, count));
    }
}
