using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>Reads a data set in chunks of rows, each checked to be one of the machine.</summary>
internal sealed class RowReader
{
    private const int ChunkRows = 8192;

    private readonly IDataSet _data;
    private readonly byte[] _rows;
    private readonly int _codes;
    private int _next;

    public RowReader(Rbm machine, IDataSet data)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(data);
        Require.Length(data.Sites, machine.Sites);
        Require.Length(data.RowBytes, machine.VisibleLayer.Unit.RowBytes(machine.Sites));
        Require.AtLeast(data.Samples, 1);
        _data = data;
        _codes = RowSums.CodesOf(machine.VisibleLayer.Unit);
        int chunk = Math.Min(Math.Min(ChunkRows, data.Samples), Math.Max(1, Array.MaxLength / data.RowBytes));
        _rows = new byte[chunk * data.RowBytes];
    }

    /// <summary>Rows of the present chunk.</summary>
    public int Count { get; private set; }

    /// <summary>Reads the next chunk, if there is one.</summary>
    /// <exception cref="ArgumentException">A byte is no colour of the machine.</exception>
    public bool Read()
    {
        Count = Math.Min(_rows.Length / _data.RowBytes, _data.Samples - _next);
        for (int row = 0; row < Count; row++)
            _data.CopyRow(_next + row, _rows.AsSpan(row * _data.RowBytes, _data.RowBytes));
        _next += Count;
        if (_codes < 256)
        {
            foreach (byte code in _rows.AsSpan(0, Count * _data.RowBytes))
                Require.InRange(code, 0, _codes - 1, "colour");
        }

        return Count > 0;
    }

    /// <summary>One row of the chunk.</summary>
    public ReadOnlySpan<byte> Row(int row) => _rows.AsSpan(row * _data.RowBytes, _data.RowBytes);
}
