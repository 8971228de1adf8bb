namespace RbmTheory.Simulation.Data;

/// <summary>Configurations as bytes, one row after another, such as those of chains.</summary>
public sealed class ByteRows : IDataSet
{
    private readonly ReadOnlyMemory<byte> _rows;

    /// <summary>Rows that are there already; they are not copied.</summary>
    /// <param name="rows">S rows, at least one.</param>
    /// <param name="sites">N, the number of units of each.</param>
    /// <param name="rowBytes">Bytes of a row, as <see cref="Units.IVisibleUnit.RowBytes"/> of N.</param>
    /// <exception cref="ArgumentException">The number of bytes is no positive multiple of that of a row.</exception>
    public ByteRows(ReadOnlyMemory<byte> rows, int sites, int rowBytes)
    {
        Sites = Require.AtLeast(sites, 1);
        RowBytes = Require.AtLeast(rowBytes, 1);
        if (rows.IsEmpty || rows.Length % rowBytes != 0)
            throw Require.Error("rows.Length", rows.Length, $"a positive multiple of {rowBytes}");
        (_rows, Samples) = (rows, rows.Length / rowBytes);
    }

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public int Sites { get; }

    /// <inheritdoc/>
    public int RowBytes { get; }

    /// <inheritdoc/>
    public void CopyRow(int sample, Span<byte> row)
        => _rows.Span.Slice(Require.InRange(sample, 0, Samples - 1) * RowBytes, RowBytes).CopyTo(row);
}
