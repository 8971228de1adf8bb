using System.IO.Hashing;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// A lower bound of log Z that no chance and no slow chain can spoil: Z is a sum of positive terms over all visible
/// configurations, so that those of any set of different ones are less,
/// <code>log Z ≥ log Σ_{different v} Σ_h e^{−E(v, h)}.</code>
/// It is near where the set holds most of the probability: the data and the chains of a sharply peaked machine.
/// </summary>
public sealed class DistinctRows
{
    private const int RowsOfChunk = 32;

    private readonly Rbm _machine;
    private readonly int _bytes;
    private readonly HashSet<ReadOnlyMemory<byte>> _rows = new(new SameBytes());
    private readonly List<ReadOnlyMemory<byte>> _inOrder = [];

    /// <summary>The weights of the first rows, found when the bound was last asked for.</summary>
    private double[] _logs = [];

    /// <summary>The empty set.</summary>
    /// <param name="machine">Any machine; its parameters may not change while the set is used.</param>
    public DistinctRows(Rbm machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        _machine = machine;
        _bytes = machine.VisibleLayer.Unit.RowBytes(machine.Sites);
    }

    /// <summary>Number of different configurations.</summary>
    public int Count => _inOrder.Count;

    /// <summary>Adds the first rows of a data set, but for those that are there.</summary>
    /// <param name="data">Configurations of N units.</param>
    /// <param name="most">How many rows are read, at most.</param>
    /// <exception cref="ArgumentException">The data do not fit the machine.</exception>
    public void Add(IDataSet data, int most)
    {
        var reader = new RowReader(_machine, data);
        for (int read = 0; read < most && reader.Read();)
        {
            for (int row = 0; row < reader.Count && read < most; row++, read++)
                Add(reader.Row(row));
        }
    }

    /// <summary>Adds rows one after another, but for those that are there.</summary>
    /// <param name="rows">A whole number of rows; none is allowed.</param>
    /// <exception cref="ArgumentException">The rows do not fit the machine.</exception>
    public void AddAll(ReadOnlySpan<byte> rows)
    {
        if (rows.Length % _bytes != 0)
            throw Require.Error("rows.Length", rows.Length, $"a multiple of {_bytes}");
        for (int start = 0; start < rows.Length; start += _bytes)
            Add(rows.Slice(start, _bytes));
    }

    /// <summary>The bound, in nats; −∞ without rows.</summary>
    /// <param name="threads">Most threads to use, at least 1; the bits do not depend on it.</param>
    /// <param name="ct">Checked now and then.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public double LogSum(int threads = 1, CancellationToken ct = default)
    {
        int known = _logs.Length;
        double[] logs = [.. _logs, .. new double[Count - known]];
        var weights = new RowWeights(_machine);
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Require.AtLeast(threads, 1),
            CancellationToken = ct,
        };
        Parallel.For(0, (Count - known + RowsOfChunk - 1) / RowsOfChunk, options, chunk =>
        {
            int first = known + chunk * RowsOfChunk, rows = Math.Min(RowsOfChunk, Count - first);
            byte[] bytes = new byte[rows * _bytes];
            for (int row = 0; row < rows; row++)
                _inOrder[first + row].Span.CopyTo(bytes.AsSpan(row * _bytes));
            weights.Of(bytes, logs.AsSpan(first, rows));
        });
        _logs = logs;
        var sum = new LogSumExp();
        foreach (double log in logs)
            sum.Add(log);
        return sum.Value;
    }

    private void Add(ReadOnlySpan<byte> row)
    {
        byte[] copy = row.ToArray();
        if (_rows.Add(copy))
            _inOrder.Add(copy);
    }

    private sealed class SameBytes : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<byte> row) => unchecked((int)XxHash3.HashToUInt64(row.Span));
    }
}
