using RbmTheory.Simulation.Data;

namespace RbmTheory.Compare.Training;

/// <summary>The beginning of a set.</summary>
/// <param name="set">The set.</param>
/// <param name="samples">Rows of it, at least 1 and at most all.</param>
internal sealed class FirstRows(IDataSet set, int samples) : IDataSet
{
    /// <inheritdoc/>
    public int Samples => samples;

    /// <inheritdoc/>
    public int Sites => set.Sites;

    /// <inheritdoc/>
    public int RowBytes => set.RowBytes;

    /// <inheritdoc/>
    public IReadOnlyList<double>? Weights { get; } = set.Weights is { } weights ? [.. weights.Take(samples)] : null;

    /// <inheritdoc/>
    public void CopyRow(int sample, Span<byte> row) => set.CopyRow(sample, row);
}
