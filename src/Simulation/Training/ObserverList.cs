using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Training;

/// <summary>Several observers of one training, called in turn.</summary>
/// <param name="observers">In the order in which they are called.</param>
public sealed class ObserverList(params ITrainingObserver[] observers) : ITrainingObserver
{
    /// <inheritdoc/>
    public void AfterUpdate(long update, Rbm machine)
    {
        foreach (ITrainingObserver observer in observers)
            observer.AfterUpdate(update, machine);
    }

    /// <inheritdoc/>
    public void AfterEpoch(int epoch, Rbm machine)
    {
        foreach (ITrainingObserver observer in observers)
            observer.AfterEpoch(epoch, machine);
    }
}
