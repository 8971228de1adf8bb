using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Training;

/// <summary>Sees a machine while it is trained, for progress, checkpoints, averages, trajectories.</summary>
public interface ITrainingObserver
{
    /// <summary>Called on the training thread after every update, and before <see cref="AfterEpoch"/> after the last of
    /// an epoch. What is costly belongs in few of them.</summary>
    /// <param name="update">Updates done since the training began, from 1.</param>
    /// <param name="machine">The machine itself, to be read; clone it to keep it.</param>
    void AfterUpdate(long update, Rbm machine)
    {
    }

    /// <summary>Called on the training thread after the last update of each epoch.</summary>
    /// <param name="epoch">Epochs finished since the training began, from 1.</param>
    /// <param name="machine">The machine itself, to be read; clone it to keep it.</param>
    void AfterEpoch(int epoch, Rbm machine)
    {
    }
}
