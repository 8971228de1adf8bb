using RbmTheory.Simulation.Data;

namespace RbmTheory.Simulation.Tests.Likelihoods;

/// <summary>Given rows as a data set.</summary>
internal sealed class RowSet(int sites, params byte[][] rows) : IDataSet
{
    public int Samples => rows.Length;

    public int Sites => sites;

    public int RowBytes => rows[0].Length;

    public void CopyRow(int sample, Span<byte> row) => rows[sample].CopyTo(row);
}
