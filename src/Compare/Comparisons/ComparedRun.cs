using RbmTheory.Compare.Training;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Training;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Compare.Comparisons;

/// <summary>A run on samples of a ring, finished or not, and what is compared of it.</summary>
public sealed class ComparedRun
{
    // The data are drawn again where that takes seconds: S, the products of a covariance, the size of its matrix, and
    // the sites that Gibbs chains sweep a thousand times.
    private const int MostSamples = 100_000, LargestMatrix = 1000;
    private const double MostProducts = 2e9, MostGibbsSites = 1e6;

    private readonly TrainingPlan _plan;
    private readonly Lazy<IDataSet?> _data;

    /// <summary>A run, as a folder holds it.</summary>
    /// <param name="view">The run.</param>
    /// <param name="folder">Its folder, for the message.</param>
    /// <exception cref="InputException">It was trained on no ring, so that theory knows nothing of its data, or its
    /// machine is not that of its plan.</exception>
    public ComparedRun(RunView view, string folder)
    {
        ArgumentNullException.ThrowIfNull(view);
        View = view;
        string file = view.Settings.Data is FileSpec ? "the file " : "";
        Ring = view.Settings.Data as RingSpec ?? throw new InputException($"the run in {folder} was trained on {file}"
            + $"{view.Settings.Data}, but theory needs samples of a known law: a run with --data ising:… or xy:…");
        if ((Machine.Sites, Machine.Colours) != (Ring.Sites, Math.Max(1, Ring.Colours)))
            throw new InputException($"{view.Source} has {Machine.Sites} sites of {Machine.Colours} components, but "
                + $"the plan in {folder} says {Ring}");
        _plan = view.Settings.Plan;
        _data = new(() => WhyNoData is null
            ? TrainingData.Load(view.Settings).TrainingRows(int.MaxValue, view.Settings.Seed)
            : null);
        if (Ring.Strengths is [> 0 and double beta])
            Population = new(Ring.Sites, Ring.Colours, beta);
        Units = UnitMeasures.Of(Machine.Weights, Machine.Hidden, Machine.Colours);
    }

    /// <summary>The run.</summary>
    public RunView View { get; }

    /// <summary>The law of the data, as the plan spells it.</summary>
    public RingSpec Ring { get; }

    /// <summary>The machine.</summary>
    public TrainedMachine Machine => View.Machine;

    /// <summary>M.</summary>
    public int Hidden => View.Machine.Hidden;

    /// <summary>Theory of the law; null where there is none.</summary>
    public RingPopulation? Population { get; }

    /// <summary>Why there is no theory of the law.</summary>
    public const string WhyNoPopulation = "theory has one coupling, above 0";

    /// <summary>Peak, width and sum of every field.</summary>
    public Dictionary<string, double[]> Units { get; }

    /// <summary>r = N/S; 0 where every batch is new.</summary>
    public double NoiseRatio => Ring.Fresh ? 0 : (double)Ring.Sites / Ring.Samples;

    /// <summary>Whether r is below its critical value, so that the signal stands above the noise; null where there is
    /// no theory of it.</summary>
    public bool? IsAboveTransition => Population is null ? null : NoiseRatio < Population.CriticalNoiseRatio;

    /// <summary>S/S_batch, rounded down.</summary>
    public int UpdatesPerEpoch => Ring.Samples / _plan.BatchSize;

    /// <summary>Updates made.</summary>
    public long Updates => ((long)Machine.Epoch * UpdatesPerEpoch) + Machine.Update;

    /// <summary>ν × updates, summed where ν changes from epoch to epoch.</summary>
    public double LearningTime
        => (Enumerable.Range(0, Machine.Epoch).Sum(_plan.LearningRateAt) * UpdatesPerEpoch)
            + (_plan.LearningRateAt(Machine.Epoch) * Machine.Update);

    /// <summary>ν of the epoch last worked on.</summary>
    public double LearningRate => _plan.LearningRateAt(Math.Clamp(
        Machine.Update > 0 ? Machine.Epoch : Machine.Epoch - 1, 0, _plan.Epochs - 1));

    /// <summary>S_batch.</summary>
    public int Batch => _plan.BatchSize;

    /// <summary>Independent chains of the model term. One without chains has no noise of its own, as from infinitely
    /// many.</summary>
    public int Chains => _plan.HasChains ? _plan.Chains : int.MaxValue;

    /// <summary>Standard deviation of the initial weights.</summary>
    public double InitialDeviation => View.Settings.InitialDeviation;

    private const string WhyNoDecay = "known without weight decay";

    /// <summary>Why small weights do not grow as (23) says; null where they do.</summary>
    public string? WhyNoGrowth => Population is null ? WhyNoPopulation
        : View.Settings.VisibleUnit is BinaryUnit || View.Settings.HiddenUnit is BinaryUnit
            ? "known for units without a mean, not for binary ones"
        : _plan.WeightDecay > 0 ? WhyNoDecay : null;

    /// <summary>Why the shape of a field is not predicted; null where it is.</summary>
    public string? WhyNoShape => Ring.Colours > 0 ? "no theory of the shape for colours"
        : Population is null ? WhyNoPopulation
        : View.Settings.VisibleUnit is not (null or SpinUnit) ? "known for visible spins only"
        : View.Settings.HiddenUnit is not SpinUnit ? "known for hidden spins only"
        : _plan.WeightDecay > 0 ? WhyNoDecay
        : Ring.Sites > ExpectedField.MostSites ? $"computed up to N = {ExpectedField.MostSites}"
        : null;

    /// <summary>The data set of the run, drawn again; null where <see cref="WhyNoData"/> says why.</summary>
    public IDataSet? Data => _data.Value;

    /// <summary>Why the data are not drawn again; null where they are.</summary>
    public string? WhyNoData
    {
        get
        {
            double n = Ring.Sites, s = Ring.Samples;
            return Ring.Fresh ? "no data set: every batch is new"
                : s > MostSamples || s * n * n > MostProducts || n * Math.Max(1, Ring.Colours) > LargestMatrix
                    || (Ring.IsGibbs && s * n > MostGibbsSites)
                    ? "not drawn again: too many samples or sites" : null;
        }
    }
}
