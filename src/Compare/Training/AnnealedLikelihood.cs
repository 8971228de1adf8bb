using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Training;

/// <summary>
/// The log-likelihood of a trained machine whose states cannot be summed: log Z by annealed importance sampling from
/// weights zero, on average a lower bound, and in reverse from the chains of the training, on average an upper bound if
/// these chains are in equilibrium.
/// </summary>
public static class AnnealedLikelihood
{
    private const int Chains = 100, Rows = 10_000;

    /// <summary>Names and values for the record: log Z and its error both ways, and the log-likelihoods with the mean of the
    /// two.</summary>
    /// <param name="trainer">A finished training.</param>
    /// <param name="data">Its data.</param>
    /// <param name="settings">Its settings; <see cref="TrainingSettings.AnnealingSteps"/> are made, none where it is 0 or the states can be
    /// summed.</param>
    /// <param name="stop">Checked now and then.</param>
    public static IEnumerable<(string Name, double Value)> Of(
        Trainer trainer, TrainingData data, TrainingSettings settings, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(data);
        int steps = settings.AnnealingSteps;
        if (steps == 0 || ExactLikelihood.CanBeExact(trainer.Machine))
            yield break;
        AnnealingPlan plan = new() { Chains = Chains, Steps = steps };
        int threads = settings.Threads;
        LogPartitionEstimate forward = AnnealedImportanceSampling.Forward(
            trainer.Machine, plan, settings.Seed, threads, ct: stop);
        LogPartitionEstimate reverse = AnnealedImportanceSampling.Reverse(
            trainer.Machine, trainer.Chains.Rows.ToArray(), plan, settings.Seed, threads, ct: stop);
        yield return ("logPartitionForward", forward.LogPartition);
        yield return ("logPartitionForwardError", forward.StandardError);
        yield return ("logPartitionReverse", reverse.LogPartition);
        yield return ("logPartitionReverseError", reverse.StandardError);
        double logPartition = (forward.LogPartition + reverse.LogPartition) / 2;
        yield return ("trainAnnealedLogLikelihood",
            ExactLikelihood.MeanLogWeight(trainer.Machine, data.TrainingRows(Rows, settings.Seed)) - logPartition);
        if (data.TestRows(Rows, settings.Seed) is { } test)
            yield return ("testAnnealedLogLikelihood",
                ExactLikelihood.MeanLogWeight(trainer.Machine, test) - logPartition);
    }
}
