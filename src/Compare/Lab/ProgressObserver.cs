using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Lab;

/// <summary>Tells how much of a training is done, and passes the machine on to another observer.</summary>
/// <param name="epochs">Epochs of the training.</param>
/// <param name="progress">Told the fraction done.</param>
/// <param name="next">Called first; may be null.</param>
public sealed class ProgressObserver(int epochs, IProgress<double> progress, ITrainingObserver? next = null)
    : ITrainingObserver
{
    /// <inheritdoc/>
    public void AfterUpdate(long update, Rbm machine) => next?.AfterUpdate(update, machine);

    /// <inheritdoc/>
    public void AfterEpoch(int epoch, Rbm machine)
    {
        next?.AfterEpoch(epoch, machine);
        progress.Report((double)epoch / epochs);
    }
}
