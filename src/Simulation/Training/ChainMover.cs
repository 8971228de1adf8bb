using System.Runtime.ExceptionServices;
using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// Moves chains of a machine that no longer changes, by the kernels of training, on several threads. Where the chains
/// end does not depend on the number of threads.
/// </summary>
public sealed class ChainMover
{
    // Between two looks at the cancellation; a fixed number, as the steps of a kernel may share random numbers.
    private const int StepsTogether = 128;

    private readonly PersistentChains _chains;
    private readonly IKernel _kernel;
    private readonly int _parts;

    /// <summary>Prepares the kernel.</summary>
    /// <param name="machine">The machine; its parameters are read here and no later.</param>
    /// <param name="chains">Chains of its visible side.</param>
    /// <param name="threads">Most threads to use, at least 1.</param>
    /// <exception cref="ArgumentException">The chains do not fit the machine, or there is no thread.</exception>
    public ChainMover(Rbm machine, PersistentChains chains, int threads)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(chains);
        Require.Length(chains.Layer.Count, machine.Sites);
        Require.Length(chains.RowBytes, machine.VisibleLayer.Unit.RowBytes(machine.Sites));
        _chains = chains;
        _parts = Math.Min(Require.AtLeast(threads, 1), chains.ChunkCount);
        _kernel = KernelFor.Prepared(machine, _parts);
    }

    /// <summary>Moves every chain by k Gibbs steps.</summary>
    /// <param name="gibbsSteps">k, at least 0.</param>
    /// <param name="ct">Checked now and then.</param>
    /// <exception cref="ArgumentException">k is negative.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled; the chains are then of no use.</exception>
    public void Move(int gibbsSteps, CancellationToken ct = default)
    {
        Require.AtLeast(gibbsSteps, 0);
        ParallelOptions options = new() { MaxDegreeOfParallelism = _parts, CancellationToken = ct };
        try
        {
            Parallel.For(0, _parts, options, part => MovePart(part, gibbsSteps, ct));
        }
        catch (AggregateException errors)
        {
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }
    }

    private void MovePart(int part, int gibbsSteps, CancellationToken ct)
    {
        int Start(int p) => (int)((long)p * _chains.ChunkCount / _parts);
        for (int chunk = Start(part); chunk < Start(part + 1);)
        {
            int together = Math.Min(_kernel.Schedule.ChunksTogether, Start(part + 1) - chunk);
            for (int done = 0; done < gibbsSteps; done += StepsTogether)
            {
                ct.ThrowIfCancellationRequested();
                _chains.Move(_kernel, Math.Min(StepsTogether, gibbsSteps - done), chunk, together, slot: part);
            }

            chunk += together;
        }
    }
}
