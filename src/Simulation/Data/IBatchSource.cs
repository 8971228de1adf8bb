namespace RbmTheory.Simulation.Data;

/// <summary>
/// Minibatches, epoch by epoch. Training calls <see cref="BeginEpoch"/>, then reads the rows of batches
/// 0..<see cref="BatchesPerEpoch"/>−1 in any order and from any thread. What an epoch holds depends on its number
/// alone, so that an interrupted training can go on in the middle of one.
/// </summary>
public interface IBatchSource
{
    /// <summary>Number of visible units N of a row.</summary>
    int Sites { get; }

    /// <summary>Bytes of a row.</summary>
    int RowBytes { get; }

    /// <summary>Number of rows of a batch.</summary>
    int BatchSize { get; }

    /// <summary>Number of batches, that is of updates, in an epoch.</summary>
    int BatchesPerEpoch { get; }

    /// <summary>Goes to an epoch: reshuffles, or moves on to fresh samples.</summary>
    /// <param name="epoch">Number of the epoch, from 0.</param>
    void BeginEpoch(int epoch);

    /// <summary>Writes rows of the current epoch. Safe to call from several threads at once.</summary>
    /// <param name="batch">In [0, <see cref="BatchesPerEpoch"/>).</param>
    /// <param name="first">First row, in [0, <see cref="BatchSize"/>).</param>
    /// <param name="count">Number of rows; they must lie in the batch.</param>
    /// <param name="rows">Receives them one after another; at least count × <see cref="RowBytes"/> long.</param>
    void CopyRows(int batch, int first, int count, Span<byte> rows);
}
