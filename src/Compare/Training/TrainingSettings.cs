using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Training;

/// <summary>
/// Everything that decides a training: data, machine, plan, seed; and the number of threads, which decides nothing. The
/// defaults are the machine of Fig. 3(a) of the paper. A property is checked when it is set, also by a <c>with</c>
/// expression: an <see cref="ArgumentException"/> names it, its value and its range. How command lines and plan files
/// write the properties is in <see cref="SettingList"/>.
/// </summary>
public sealed record TrainingSettings
{
    /// <summary>Of <see cref="Threshold"/>.</summary>
    public static readonly RealRange ThresholdRange = new(-1e300, 1e300);

    /// <summary>Of <see cref="SkipRows"/>.</summary>
    public static readonly WholeRange SkipRange = new(0, 1_000_000);

    /// <summary>Of <see cref="Hidden"/>.</summary>
    public static readonly WholeRange HiddenRange = new(1, 10_000);

    /// <summary>Of <see cref="InitialDeviation"/>.</summary>
    public static readonly RealRange DeviationRange = new(0, 10);

    /// <summary>Of <see cref="LearningRate"/> and <see cref="FinalLearningRate"/>.</summary>
    public static readonly RealRange RateRange = new(0, 10);

    /// <summary>Of <see cref="WeightDecay"/>.</summary>
    public static readonly RealRange DecayRange = new(0, 10);

    /// <summary>Of <see cref="TapTolerance"/>.</summary>
    public static readonly RealRange ToleranceRange = new(0, 1);

    /// <summary>Of <see cref="BatchSize"/>, <see cref="Chains"/>, <see cref="GibbsSteps"/>, <see cref="Epochs"/> and
    /// <see cref="TapIterations"/>.</summary>
    public static readonly WholeRange CountRange = new(1, 1_000_000);

    /// <summary>Of <see cref="AnnealingSteps"/>.</summary>
    public static readonly WholeRange AnnealingRange = new(0, 1_000_000);

    /// <summary>Of <see cref="Threads"/>.</summary>
    public static readonly WholeRange ThreadsRange = new(1, 1024);

    /// <summary>The defaults.</summary>
    public static TrainingSettings Standard { get; } = new();

    /// <summary>Where the data come from.</summary>
    public DataSpec Data { get; init => field = value ?? throw new ArgumentNullException(nameof(Data)); }
        = DataSpec.Parse(DataSpec.Standard);

    /// <summary>Visible units have the higher value where a number of the file is above it; null where the file holds
    /// the values of the units.</summary>
    public double? Threshold { get; init => field = ThresholdRange.Check(value); }

    /// <summary>Rows left out at the beginning of a file; null for none, where the first is doubted if it counts the
    /// columns.</summary>
    public int? SkipRows
    {
        get;
        init => field = value is int rows ? SkipRange.Check(rows) : null;
    }

    /// <summary>The columns of a file that are data; null where the file decides.</summary>
    public ColumnRanges? Columns { get; init; }

    /// <summary>The column of a file that holds labels, and is no data: its number from 0, or its name; null for
    /// none.</summary>
    public string? LabelsColumn { get; init; }

    /// <summary>Whether a column of the file is a sample, and not a row.</summary>
    public bool Transpose { get; init; }

    /// <summary>The file of a weight for each sample of a data file; null where all count alike.</summary>
    public FileSpec? Weights { get; init; }

    /// <summary>The folder of the MNIST digits, absolute; null where the environment says it. No number depends on
    /// it: the content is known by its digest.</summary>
    public string? Mnist { get; init; }

    /// <summary>The shape of configurations that are pictures, for what shows them; null where the data say it, or
    /// nothing does. No number depends on it.</summary>
    public PictureShape? Shape { get; init; }

    /// <summary>The visible units; null where the data decide.</summary>
    public IVisibleUnit? VisibleUnit { get; init; }

    /// <summary>The hidden units: any but Potts units.</summary>
    public IUnit HiddenUnit
    {
        get;
        init => field = value is not (null or PottsUnit)
            ? value : throw Require.Error(nameof(HiddenUnit), value?.Name ?? "null", "a unit of one component");
    }
        = SpinUnit.Instance;

    /// <summary>Number of hidden units M.</summary>
    public int Hidden { get; init => field = HiddenRange.Check(value); } = 1;

    /// <summary>Whether fields of all units are learnt too.</summary>
    public bool Fields { get; init; }

    /// <summary>Whether the visible fields start from the means of the data, see <see cref="FieldsOfData"/>. Where
    /// fields are not learnt, they stay so.</summary>
    public bool HasFieldsOfData { get; init; }

    /// <summary>Standard deviation of the initial weights.</summary>
    public double InitialDeviation { get; init => field = DeviationRange.Check(value); } = 0.01;

    /// <summary>The machine that the training starts from, a file or the folder of a run, absolute; null for random
    /// weights.</summary>
    public string? Start { get; init; }

    /// <summary>Learning rate ν.</summary>
    public double LearningRate { get; init => field = RateRange.Check(value); } = 0.001;

    /// <summary>Learning rate of the last epoch, with equal steps up to it; null where ν is fixed.</summary>
    public double? FinalLearningRate { get; init => field = RateRange.Check(value); }

    /// <summary>Weight decay λ; null for none.</summary>
    public double? WeightDecay { get; init => field = DecayRange.Check(value); }

    /// <summary>Samples of a batch S_batch.</summary>
    public int BatchSize { get; init => field = CountRange.Check(value); } = 10;

    /// <summary>Number of chains of the model term.</summary>
    public int Chains { get; init => field = CountRange.Check(value); } = 10;

    /// <summary>Gibbs steps k of every chain between two updates.</summary>
    public int GibbsSteps { get; init => field = CountRange.Check(value); } = 20;

    /// <summary>Passes over the data.</summary>
    public int Epochs { get; init => field = CountRange.Check(value); } = 100;

    /// <summary>Where the model term comes from.</summary>
    public NegativePhase NegativePhase
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value : throw Require.Error(nameof(NegativePhase), value, "Persistent, Contrastive, Exact, Random, Tap1, Tap2 or Tap3");
    }
        = NegativePhase.Persistent;

    /// <summary>Most iterations of the TAP equations for one update; null for the default.</summary>
    public int? TapIterations
    {
        get;
        init => field = value is int iterations ? CountRange.Check(iterations) : null;
    }

    /// <summary>Where the iteration of the TAP equations ends; null for the default.</summary>
    public double? TapTolerance { get; init => field = ToleranceRange.Check(value); }

    /// <summary>Whether magnetisations are kept between updates.</summary>
    public bool TapPersistent { get; init; }

    /// <summary>When machines on the way are kept; null for a few, ever farther apart.</summary>
    public SnapshotSchedule? Snapshots { get; init; }

    /// <summary>Steps of the estimates of log Z after the training, where the states cannot be summed; 0 for none.</summary>
    public int AnnealingSteps { get; init => field = AnnealingRange.Check(value); }

    /// <summary>Seed of all random streams.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Number of threads; the numbers do not depend on it.</summary>
    public int Threads { get; init => field = ThreadsRange.Check(value); } = Math.Min(Environment.ProcessorCount, 1024);

    /// <summary>The plan that the trainer follows.</summary>
    public TrainingPlan Plan => new()
    {
        LearningRate = LearningRate,
        FinalLearningRate = FinalLearningRate,
        BatchSize = BatchSize,
        Chains = Chains,
        GibbsSteps = GibbsSteps,
        Epochs = Epochs,
        NegativePhase = NegativePhase,
        WeightDecay = WeightDecay ?? 0,
        KeepsFields = HasFieldsOfData && !Fields,
        TapIterations = TapIterations ?? TrainingPlan.StandardTapIterations,
        TapTolerance = TapTolerance ?? TrainingPlan.StandardTapTolerance,
        TapPersistent = TapPersistent,
    };
}
