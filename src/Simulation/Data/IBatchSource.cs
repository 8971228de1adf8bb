namespace RbmTheory.Simulation.Data;

/// <summary>
/// Minibatches of ±1 spins, epoch by epoch. Training calls <see cref="BeginEpoch"/>, then reads the rows of batches
/// 0..<see cref="BatchesPerEpoch"/>−1 in any order and from any thread; the source must not change until the next
/// <see cref="BeginEpoch"/>. A source remembers how far it has come: a second training goes on with new epochs.
/// </summary>
public interface IBatchSource
{
    /// <summary>Number of spins N of a row.</summary>
    int Sites { get; }

    /// <summary>Number of rows of a batch.</summary>
    int BatchSize { get; }

    /// <summary>Number of batches, that is of updates, in an epoch.</summary>
    int BatchesPerEpoch { get; }

    /// <summary>Starts the next epoch: reshuffles, or moves on to fresh samples.</summary>
    void BeginEpoch();

    /// <summary>Writes one row of the current epoch. Safe to call from several threads at once.</summary>
    /// <param name="batch">In [0, <see cref="BatchesPerEpoch"/>).</param>
    /// <param name="row">In [0, <see cref="BatchSize"/>).</param>
    /// <param name="spins">Length <see cref="Sites"/>; receives −1 and +1.</param>
    void CopyRow(int batch, int row, Span<float> spins);
}
