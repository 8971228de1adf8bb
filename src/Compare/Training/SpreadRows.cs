using RbmTheory.Simulation.Data;

namespace RbmTheory.Compare.Training;

/// <summary>Some rows of a set, evenly spread over it.</summary>
/// <param name="set">The set.</param>
/// <param name="samples">Rows of it, at least 1 and at most all.</param>
internal sealed class SpreadRows(IDataSet set, int samples) : IDataSet
{
    /// <summary>At most so many rows of a set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="most">How many, at least 1.</param>
    public static IDataSet Of(IDataSet set, int most)
    {
        ArgumentNullException.ThrowIfNull(set);
        return set.Samples <= most ? set : new SpreadRows(set, most);
    }

    /// <inheritdoc/>
    public int Samples => samples;

    /// <inheritdoc/>
    public int Sites => set.Sites;

    /// <inheritdoc/>
    public int RowBytes => set.RowBytes;

    /// <inheritdoc/>
    public IReadOnlyList<double>? Weights { get; } = set.Weights is { } weights
        ? [.. Enumerable.Range(0, samples).Select(s => weights[Place(s, samples, set.Samples)])] : null;

    /// <inheritdoc/>
    public void CopyRow(int sample, Span<byte> row) => set.CopyRow(Place(sample, samples, set.Samples), row);

    private static int Place(int sample, int samples, int of) => (int)((long)sample * of / samples);
}
