namespace RbmTheory.Simulation.Data;

/// <summary>A set in which every configuration s counts w_s times: means over it are Σ_s w_s x_s / Σ_s w_s, and batches
/// hold it in proportion to w_s.</summary>
public sealed class WeightedSet : IDataSet
{
    private readonly IDataSet _set;
    private readonly double[] _weights;

    /// <summary>Gives weights to a set; keeps a reference to both.</summary>
    /// <param name="set">S configurations.</param>
    /// <param name="weights">w_s, S numbers, each finite and &gt; 0.</param>
    /// <exception cref="ArgumentException">There are more or fewer weights, or one is out of range.</exception>
    public WeightedSet(IDataSet set, double[] weights)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(weights);
        Require.Length(weights.Length, set.Samples);
        foreach (double weight in weights)
            Require.Positive(weight);
        (_set, _weights) = (set, weights);
    }

    /// <inheritdoc/>
    public int Samples => _set.Samples;

    /// <inheritdoc/>
    public int Sites => _set.Sites;

    /// <inheritdoc/>
    public int RowBytes => _set.RowBytes;

    /// <inheritdoc/>
    public IReadOnlyList<double> Weights => _weights;

    /// <inheritdoc/>
    public void CopyRow(int sample, Span<byte> row) => _set.CopyRow(sample, row);

    /// <inheritdoc/>
    public void CopyRows(ReadOnlySpan<int> samples, Span<byte> rows) => _set.CopyRows(samples, rows);

    /// <inheritdoc/>
    public void Prefetch(ReadOnlySpan<int> samples) => _set.Prefetch(samples);
}
