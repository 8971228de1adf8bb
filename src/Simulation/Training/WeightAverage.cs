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

    /// <summary>An empty average.</summary>
    /// <param name="skippedEpochs">Epochs at the start of the training that are not averaged, at least 0.</param>
    /// <exception cref="ArgumentException">The number is negative.</exception>
    public WeightAverage(int skippedEpochs = 0) => _skippedEpochs = Require.AtLeast(skippedEpochs, 0);

    /// <summary>Number of machines averaged so far.</summary>
    public int Count { get; private set; }

    /// <summary>w̄, laid out as <see cref="Parameters.Weights"/>; empty before the first machine.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <inheritdoc/>
    public void AfterEpoch(int epoch, Rbm machine)
    {
        if (epoch > _skippedEpochs)
            Add(machine);
    }

    /// <summary>Takes one more machine into the mean.</summary>
    /// <param name="machine">Of the same shape as those before.</param>
    /// <exception cref="ArgumentException">The shape differs.</exception>
    public void Add(Rbm machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        _mean ??= new double[machine.Weights.Length];
        Require.Length(machine.Weights.Length, _mean.Length);
        Count++;
        for (int i = 0; i < _mean.Length; i++)
            _mean[i] += (machine.Weights[i] - _mean[i]) / Count;
    }
}
