using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Training;

namespace RbmTheory.Compare.Training;

/// <summary>
/// Log-likelihoods of a machine during and after its training: exact where few states can be summed, else
/// pseudo-log-likelihoods; of the first rows of the data, and of test rows where the data are a model.
/// </summary>
/// <remarks>
/// The epochs that are measured follow from the sizes alone, never from a clock or the number of epochs, so that a
/// resumed run and a longer one record the same. Epochs 1, 2, 4, 8, … are always measured, others as often as costs
/// about 2 % of the training time, and at most 256 times between two powers of two.
/// </remarks>
public sealed class LikelihoodMeter
{
    private const int ExactRows = 2000, PseudoRows = 200, FinalExactRows = 10_000, FinalPseudoRows = 1000;
    private const int PointsOfOctave = 256;

    // Rough nanoseconds: a weight in a Gibbs step, twice, or in an iteration of TAP, once; a weight in a likelihood; and
    // one evaluation of Γ.
    private const double StepCost = 0.1, WeightCost = 1, GammaCost = 20, MostStateCost = 1e8, Share = 0.02;

    private readonly IDataSet _train;
    private readonly IDataSet? _test;
    private readonly bool _isExact;
    private readonly double _stride;

    /// <summary>Draws the rows.</summary>
    /// <param name="machine">The machine; only its shape counts.</param>
    /// <param name="data">The data.</param>
    /// <param name="settings">The settings.</param>
    public LikelihoodMeter(Rbm machine, TrainingData data, TrainingSettings settings)
    {
        _isExact = ExactLikelihood.CanBeExact(machine) && StatesCost(machine) <= MostStateCost;
        int rows = _isExact ? ExactRows : PseudoRows;
        _train = data.TrainingRows(rows, settings.Seed);
        _test = data.TestRows(rows, settings.Seed);
        double weights = machine.Weights.Length, updates = data.Samples / settings.BatchSize;
        TrainingPlan plan = settings.Plan;
        double modelTerm = plan.HasChains ? 2.0 * plan.GibbsSteps * plan.Chains
            : plan.TapOrder > 0 ? (double)plan.TapIterations * plan.BatchSize : 0;
        double training = updates * weights * StepCost * (modelTerm + plan.BatchSize);
        double row = machine.Sites * machine.Hidden * WeightCost + machine.Hidden * GammaCost;
        double cost = (_test is null ? 1 : 2) * _train.Samples
            * (_isExact ? row : weights * machine.VisibleLayer.Unit.Values!.Count * GammaCost);
        _stride = Math.Ceiling((cost + (_isExact ? StatesCost(machine) : 0)) / (Share * training));
    }

    /// <summary>Whether to measure after an epoch.</summary>
    /// <param name="epoch">Epochs finished.</param>
    public bool IsDue(int epoch)
    {
        if (int.IsPow2(epoch) || epoch == 0)
            return true;
        double octave = int.Log2(epoch) is int log && log > 8 ? (1 << log) / PointsOfOctave : 1;
        return epoch % Math.Max(octave, _stride) == 0;
    }

    /// <summary>Names and values of the log-likelihoods.</summary>
    /// <param name="machine">The machine.</param>
    public IEnumerable<(string Name, double Value)> Measure(Rbm machine)
        => Measure(machine, _train, _test, _isExact, CancellationToken.None);

    /// <summary>The same with more rows, and exact wherever possible.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="data">The data.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="ct">Checked now and then.</param>
    public static IEnumerable<(string Name, double Value)> MeasureAtEnd(
        Rbm machine, TrainingData data, ulong seed, CancellationToken ct)
    {
        bool isExact = ExactLikelihood.CanBeExact(machine);
        int rows = isExact ? FinalExactRows : FinalPseudoRows;
        return Measure(machine, data.TrainingRows(rows, seed), data.TestRows(rows, seed), isExact, ct);
    }

    private static IEnumerable<(string, double)> Measure(
        Rbm machine, IDataSet train, IDataSet? test, bool isExact, CancellationToken ct)
    {
        double constant = isExact ? ExactLikelihood.LogPartition(machine) : 0;
        double Mean(IDataSet rows) => isExact
            ? ExactLikelihood.MeanLogWeight(machine, rows) - constant
            : PseudoLikelihood.Mean(machine, rows, ct);
        string name = isExact ? "LogLikelihood" : "PseudoLogLikelihood";
        ct.ThrowIfCancellationRequested();
        yield return ("train" + name, Mean(train));
        ct.ThrowIfCancellationRequested();
        if (test is not null)
            yield return ("test" + name, Mean(test));
    }

    /// <summary>The cost of log Z by the smaller side.</summary>
    private static double StatesCost(Rbm machine)
    {
        double hidden = machine.HiddenLayer.Unit.Values is { } h
            ? Math.Pow(h.Count, machine.Hidden) * machine.VisibleLayer.Width : double.PositiveInfinity;
        double visible = Math.Pow(machine.VisibleLayer.Unit.Values!.Count, machine.Sites) * machine.Hidden;
        return Math.Min(hidden, visible) * GammaCost;
    }
}
