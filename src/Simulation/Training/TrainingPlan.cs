namespace RbmTheory.Simulation.Training;

/// <summary>
/// The parameters of one training by persistent contrastive divergence (PCD-k). Each property is checked when it is
/// set, also by a <c>with</c> expression: an <see cref="ArgumentException"/> names it, its value and its range.
/// </summary>
public sealed record TrainingPlan
{
    /// <summary>Learning rate ν of (5), finite and > 0, weight per unit of gradient per update.</summary>
    public required double LearningRate { get; init => field = Require.Positive(value, nameof(LearningRate)); }

    /// <summary>Rows of a batch S_batch, at least 1; must equal that of the batch source.</summary>
    public required int BatchSize { get; init => field = Require.AtLeast(value, 1, nameof(BatchSize)); }

    /// <summary>Number of persistent chains, at least 1; need not equal the batch size.</summary>
    public required int Chains { get; init => field = Require.AtLeast(value, 1, nameof(Chains)); }

    /// <summary>Gibbs steps k of every chain between two updates, at least 1.</summary>
    public required int GibbsSteps { get; init => field = Require.AtLeast(value, 1, nameof(GibbsSteps)); }

    /// <summary>Number of epochs, at least 1; an epoch is one pass over the data.</summary>
    public required int Epochs { get; init => field = Require.AtLeast(value, 1, nameof(Epochs)); }
}
