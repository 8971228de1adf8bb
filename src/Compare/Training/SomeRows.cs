using RbmTheory.Simulation.Data;

namespace RbmTheory.Compare.Training;

/// <summary>Some rows of a set: its beginning, or rows evenly spread over it.</summary>
internal sealed class SomeRows : IDataSet
{
    private readonly IDataSet _set;
    private readonly Func<int, int> _place;

    private SomeRows(IDataSet set, int samples, Func<int, int> place)
    {
        (_set, Samples, _place) = (set, samples, place);
        Weights = set.Weights is { } weights ? [.. Enumerable.Range(0, samples).Select(s => weights[place(s)])] : null;
    }

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public int Sites => _set.Sites;

    /// <inheritdoc/>
    public int RowBytes => _set.RowBytes;

    /// <inheritdoc/>
    public IReadOnlyList<double>? Weights { get; }

    /// <summary>The first rows of a set; the set itself where it has no more.</summary>
    /// <param name="set">The set.</param>
    /// <param name="most">How many, at least 1.</param>
    public static IDataSet First(IDataSet set, int most) => set.Samples <= most ? set : new SomeRows(set, most, s => s);

    /// <summary>Rows evenly spread over a set; the set itself where it has no more.</summary>
    /// <param name="set">The set.</param>
    /// <param name="most">How many, at least 1.</param>
    public static IDataSet Spread(IDataSet set, int most)
        => set.Samples <= most ? set : new SomeRows(set, most, s => (int)((long)s * set.Samples / most));

    /// <inheritdoc/>
    public void CopyRow(int sample, Span<byte> row) => _set.CopyRow(_place(sample), row);
}
