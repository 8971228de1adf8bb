using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Experiments;

/// <summary>Tells how much of a training is done.</summary>
/// <param name="epochs">Epochs of the training.</param>
/// <param name="progress">Told the fraction done, between <paramref name="from"/> and <paramref name="to"/>.</param>
/// <param name="from">Fraction of the whole run at the start of this training.</param>
/// <param name="to">Fraction of the whole run at its end.</param>
public sealed class ProgressObserver(int epochs, IProgress<double> progress, double from = 0, double to = 1) : ITrainingObserver
{
    /// <inheritdoc/>
    public void AfterEpoch(int epoch, SpinRbm machine) => progress.Report(from + (to - from) * epoch / epochs);
}
