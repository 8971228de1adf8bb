using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Training;

/// <summary>An observer made of functions, for what is said in one line.</summary>
/// <param name="afterEpoch">Called with the number of epochs finished, from 1, and the machine; null for
/// nothing.</param>
/// <param name="afterUpdate">Called with the number of updates done, from 1, and the machine; null for nothing.</param>
public sealed class TrainingObserver(Action<int, Rbm>? afterEpoch = null, Action<long, Rbm>? afterUpdate = null)
    : ITrainingObserver
{
    /// <inheritdoc/>
    public void AfterUpdate(long update, Rbm machine) => afterUpdate?.Invoke(update, machine);

    /// <inheritdoc/>
    public void AfterEpoch(int epoch, Rbm machine) => afterEpoch?.Invoke(epoch, machine);
}
