using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Training;

/// <summary>Looks at a machine while it is trained: progress, checkpoints, averages.</summary>
public interface ITrainingObserver
{
    /// <summary>Called on the training thread after the last update of each epoch.</summary>
    /// <param name="epoch">Epochs finished in this run, from 1.</param>
    /// <param name="machine">The machine itself, to be read; clone it to keep it.</param>
    void AfterEpoch(int epoch, SpinRbm machine);
}
