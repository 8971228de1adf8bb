namespace RbmTheory.Simulation.Training;

/// <summary>
/// The parameters of one training. Each property is checked when it is set, also by a <c>with</c> expression: an
/// <see cref="ArgumentException"/> names it, its value and its range.
/// </summary>
public sealed record TrainingPlan
{
    /// <summary>The default of <see cref="TapIterations"/>.</summary>
    public const int StandardTapIterations = 10;

    /// <summary>The default of <see cref="TapTolerance"/>.</summary>
    public const double StandardTapTolerance = 1e-6;

    /// <summary>Learning rate ν of (5), finite and > 0, weight per unit of gradient per update.</summary>
    public required double LearningRate { get; init => field = Require.Positive(value, nameof(LearningRate)); }

    /// <summary>
    /// Learning rate of the last epoch, finite and > 0; null keeps ν fixed, as in the paper. Between the first epoch
    /// and the last the rate changes by the same amount from each epoch to the next.
    /// </summary>
    public double? FinalLearningRate
    {
        get;
        init => field = value is double rate ? Require.Positive(rate, nameof(FinalLearningRate)) : null;
    }

    /// <summary>Rows of a batch S_batch, at least 1; must equal that of the batch source.</summary>
    public required int BatchSize { get; init => field = Require.AtLeast(value, 1, nameof(BatchSize)); }

    /// <summary>Number of chains, at least 1; need not equal the batch size.</summary>
    public required int Chains { get; init => field = Require.AtLeast(value, 1, nameof(Chains)); }

    /// <summary>Gibbs steps k of every chain between two updates, at least 1.</summary>
    public required int GibbsSteps { get; init => field = Require.AtLeast(value, 1, nameof(GibbsSteps)); }

    /// <summary>Number of epochs, at least 1; an epoch is one pass over the data.</summary>
    public required int Epochs { get; init => field = Require.AtLeast(value, 1, nameof(Epochs)); }

    /// <summary>Where the model term comes from; persistent chains unless said otherwise.</summary>
    public NegativePhase NegativePhase
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw Require.Error(
                nameof(NegativePhase), value, "Persistent, Contrastive, Exact, Random, Tap1, Tap2 or Tap3");
    }

    /// <summary>Most iterations of the TAP equations for one update, at least 1; of no effect on other model
    /// terms.</summary>
    public int TapIterations { get; init => field = Require.AtLeast(value, 1, nameof(TapIterations)); }
        = StandardTapIterations;

    /// <summary>The iteration of a row ends where none of its magnetisations moves by as much, finite and > 0; of no
    /// effect on other model terms.</summary>
    public double TapTolerance { get; init => field = Require.Positive(value, nameof(TapTolerance)); }
        = StandardTapTolerance;

    /// <summary>Whether the magnetisations go on from where the last update left them, as many as the batch has rows;
    /// else they start from each batch, as they do at the first update. Of no effect on other model terms.</summary>
    public bool TapPersistent { get; init; }

    /// <summary>Whether the model term comes from chains.</summary>
    public bool HasChains => NegativePhase is NegativePhase.Persistent or NegativePhase.Contrastive or NegativePhase.Random;

    /// <summary>The order of the TAP equations in the weights; 0 where the model term is another.</summary>
    public int TapOrder => NegativePhase switch
    {
        NegativePhase.Tap1 => 1,
        NegativePhase.Tap2 => 2,
        NegativePhase.Tap3 => 3,
        _ => 0,
    };

    /// <summary>Weight decay λ, finite and ≥ 0: an update adds −νλw to every weight, and nothing to fields and θ; 0, as
    /// in the papers, unless said otherwise. It is the ascent of L − (λ/2) Σ w².</summary>
    public double WeightDecay { get; init => field = Require.NonNegative(value, nameof(WeightDecay)); }

    /// <summary>Whether the fields of the machine, if it has any, stay as they are at the start.</summary>
    public bool KeepsFields { get; init; }

    /// <summary>Whether the weights stay as they are at the start, but for the gauge of Potts colours: fields and θ alone
    /// are learned, and nothing decays.</summary>
    public bool KeepsWeights { get; init; }

    /// <summary>ν of an epoch.</summary>
    /// <param name="epoch">From 0.</param>
    public double LearningRateAt(int epoch)
        => FinalLearningRate is double last && Epochs > 1
            ? LearningRate + (last - LearningRate) * epoch / (Epochs - 1)
            : LearningRate;
}
