namespace RbmTheory.Compare.Training;

/// <summary>Receives the messages and the progress of a training.</summary>
public interface ITrainingMonitor
{
    /// <summary>A message, one line.</summary>
    /// <param name="line">The line.</param>
    void Say(string line);

    /// <summary>A warning, one line; the run goes on.</summary>
    /// <param name="line">The line.</param>
    void Warn(string line);

    /// <summary>Called after every update: it should be cheap in most calls.</summary>
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
