namespace RbmTheory.Compare.Training;

/// <summary>Is told how a training goes.</summary>
public interface ITrainingMonitor
{
    /// <summary>Something worth a line.</summary>
    /// <param name="line">The line.</param>
    void Say(string line);

    /// <summary>Something that is wrong, though the run goes on.</summary>
    /// <param name="line">The line.</param>
    void Warn(string line);

    /// <summary>Called after every update: what is costly belongs in few of them.</summary>
    /// <param name="progress">How far it is.</param>
    void Advanced(in TrainingProgress progress);
}

/// <summary>How far a training is.</summary>
/// <param name="Epoch">Epochs done, with the part of the present one.</param>
/// <param name="Epochs">Epochs of the plan.</param>
/// <param name="Elapsed">Time since it began or went on.</param>
/// <param name="Left">Time left, if it goes on as fast.</param>
/// <param name="Curves">What was recorded so far.</param>
public readonly record struct TrainingProgress(
    double Epoch, int Epochs, TimeSpan Elapsed, TimeSpan Left, TrainingCurves Curves);
