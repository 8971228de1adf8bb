namespace RbmTheory.Simulation.Data;

/// <summary>Configurations of N visible units that are kept in memory, read row by row.</summary>
public interface IDataSet
{
    /// <summary>Number of configurations S.</summary>
    int Samples { get; }

    /// <summary>Number of units N of each.</summary>
    int Sites { get; }

    /// <summary>Bytes of a row, as <see cref="Units.IVisibleUnit.RowBytes"/> of N.</summary>
    int RowBytes { get; }

    /// <summary>How much each configuration counts, a number &gt; 0 each; null where all count alike.</summary>
    IReadOnlyList<double>? Weights => null;

    /// <summary>Copies one configuration. Safe on several threads at once.</summary>
    /// <param name="sample">In [0, <see cref="Samples"/>).</param>
    /// <param name="row">Receives the row; at least <see cref="RowBytes"/> long, what is beyond is not changed. Bits
    /// beyond the last unit are 0.</param>
    /// <exception cref="ArgumentException">There is no such sample.</exception>
    void CopyRow(int sample, Span<byte> row);

    /// <summary>Copies configurations one after another. Safe on several threads at once.</summary>
    /// <param name="samples">Numbers, each in [0, <see cref="Samples"/>).</param>
    /// <param name="rows">Receives the rows; at least <see cref="RowBytes"/> for each.</param>
    /// <exception cref="ArgumentException">There is no such sample.</exception>
    void CopyRows(ReadOnlySpan<int> samples, Span<byte> rows)
    {
        for (int r = 0; r < samples.Length; r++)
            CopyRow(samples[r], rows.Slice(r * RowBytes, RowBytes));
    }

    /// <summary>Starts to bring configurations that will be copied soon from memory into the cache. No result
    /// depends on it. Safe on several threads at once.</summary>
    /// <param name="samples">Numbers, each in [0, <see cref="Samples"/>).</param>
    /// <exception cref="ArgumentException">There is no such sample.</exception>
    void Prefetch(ReadOnlySpan<int> samples)
    {
    }
}
