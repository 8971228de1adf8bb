using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// The running mean of the weights (Polyak and Juditsky's averaging), in double precision: w̄_n = w̄_{n−1} + (w_n −
/// w̄_{n−1})/n. Late in a training it has far less noise than the last weights. As an observer it adds the machine
/// after each epoch past the first <c>skippedEpochs</c>; <see cref="Add"/> may also be called directly.
/// </summary>
public sealed class WeightAverage : ITrainingObserver
{
    private readonly int _skippedEpochs;
    private double[]? _mean;
    private int _sites;

    /// <summary>An empty average.</summary>
    /// <param name="skippedEpochs">Epochs at the start of each run that are not averaged, at least 0.</param>
    /// <exception cref="ArgumentException">The number is negative.</exception>
    public WeightAverage(int skippedEpochs = 0) => _skippedEpochs = Require.AtLeast(skippedEpochs, 0);

    /// <summary>Number of machines averaged so far.</summary>
    public int Count { get; private set; }

    /// <summary>w̄_iμ, laid out as <see cref="SpinRbm.Weights"/>; empty before the first machine.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <inheritdoc/>
    public void AfterEpoch(int epoch, SpinRbm machine)
    {
        if (epoch > _skippedEpochs)
            Add(machine);
    }

    /// <summary>Takes one more machine into the mean.</summary>
    /// <param name="machine">Of the same shape as those before.</param>
    /// <exception cref="ArgumentException">The shape differs.</exception>
    public void Add(SpinRbm machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        if (_mean is null)
            (_mean, _sites) = (new double[machine.Weights.Length], machine.Sites);
        Require.Length(machine.Sites, _sites);
        Require.Length(machine.Weights.Length, _mean.Length);
        Count++;
        for (int i = 0; i < _mean.Length; i++)
            _mean[i] += (machine.Weights[i] - _mean[i]) / Count;
    }

    /// <summary>A machine with the mean weights, rounded to single precision.</summary>
    /// <exception cref="InvalidOperationException">Nothing has been averaged yet.</exception>
    public SpinRbm ToMachine()
    {
        if (_mean is null)
            throw new InvalidOperationException("the average is empty: no machine has been added");
        var machine = new SpinRbm(_sites, _mean.Length / _sites);
        for (int i = 0; i < _mean.Length; i++)
            machine.Weights[i] = (float)_mean[i];
        return machine;
    }
}
