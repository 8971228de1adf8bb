using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// The gradient of the log-likelihood without sampling, (19)–(21), for every parameter and in double precision:
/// <code>
/// ∂L/∂w_xμ = ⟨v_x h_μ⟩_data − ⟨v_x h_μ⟩_model,   ∂L/∂g_x = ⟨v_x⟩_data − ⟨v_x⟩_model,
/// ∂L/∂g_μ = ⟨h_μ⟩_data − ⟨h_μ⟩_model,   ∂L/∂λ = ⟨−∂U/∂λ⟩_data − ⟨−∂U/∂λ⟩_model,
/// </code>
/// where h takes its law p(h | v) in the averages over data. For spins and M = 1 the model term of a weight is tanh w
/// (32).
/// </summary>
/// <remarks>Means of hidden units that are not discrete come from <see cref="Units.IUnit.Mean"/>, in single precision;
/// all else is double. Where all units are discrete, the averages of the model have the same bits on every machine;
/// where not, the weights of the states contain <see cref="Units.IUnit.LogPartition"/>, for which this
/// is not guaranteed.</remarks>
public static class ExactAverages
{
    /// <summary>∂L/∂(parameters), in nats per configuration and unit of the parameter.</summary>
    /// <param name="machine">A machine with at most <see cref="ExactLikelihood.MaximumStates"/> states on a
    /// side.</param>
    /// <param name="data">Configurations of N units.</param>
    /// <exception cref="ArgumentException">The data do not fit the machine, or both sides have too many
    /// states.</exception>
    public static ParameterAverages Gradient(Rbm machine, IDataSet data)
    {
        ParameterAverages gradient = OfData(machine, data);
        gradient.Subtract(OfModel(machine));
        return gradient;
    }

    /// <summary>Averages over the machine's own law, by the sum over the states of the side that has fewer.</summary>
    /// <param name="machine">A machine with at most <see cref="ExactLikelihood.MaximumStates"/> states on a
    /// side.</param>
    /// <exception cref="ArgumentException">Both sides have too many states.</exception>
    public static ParameterAverages OfModel(Rbm machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return AverageWalk.Averages(machine, StateSpace.RequireSmaller(machine));
    }

    /// <summary>Averages over the machine's own law, by the sum over the states of one side.</summary>
    /// <param name="machine">N × M.</param>
    /// <param name="side">A side of at most <see cref="ExactLikelihood.MaximumStates"/> states.</param>
    /// <exception cref="ArgumentException">It has too many.</exception>
    public static ParameterAverages OfModel(Rbm machine, EnumeratedSide side)
    {
        StateSpace.RequireFew(machine, side);
        return AverageWalk.Averages(machine, side);
    }

    /// <summary>Averages over a data set, h drawn from p(h | v); for any machine.</summary>
    /// <param name="machine">N × M.</param>
    /// <param name="data">Configurations of N units.</param>
    /// <exception cref="ArgumentException">The data do not fit the machine.</exception>
    public static ParameterAverages OfData(Rbm machine, IDataSet data)
    {
        var reader = new RowReader(machine, data);
        var averages = new ParameterAverages(machine.Parameters);
        var sums = new RowSums(machine.VisibleLayer);
        SideLaw law = SideLaw.OfHidden(machine);
        while (reader.Read())
        {
            for (int mu = 0; mu < machine.Hidden; mu++)
                AddHidden(machine, mu, law, reader, sums, averages);
            if (averages.VisibleFields.Length != 0)
            {
                for (int row = 0; row < reader.Count; row++)
                    sums.Add(reader.Row(row), 1);
                sums.Unload(averages.VisibleFields);
            }
        }

        foreach ((_, double[] values) in averages.All)
        {
            foreach (ref double value in values.AsSpan())
                value /= data.Samples;
        }

        return averages;
    }

    /// <summary>Adds what one hidden unit contributes over a chunk of rows.</summary>
    private static void AddHidden(
        Rbm machine, int mu, SideLaw law, RowReader reader, RowSums sums, ParameterAverages averages)
    {
        int kinds = machine.HiddenLayer.Unit.Parameters;
        Span<double> parameterMean = stackalloc double[kinds];
        double total = 0;
        sums.Load(machine.FieldOf(mu));
        for (int row = 0; row < reader.Count; row++)
        {
            double mean = 0, input = sums.Sum(reader.Row(row)) + law.Fields[mu];
            law.MeansOf(mu, new ReadOnlySpan<double>(in input), new Span<double>(ref mean), parameterMean);
            sums.Add(reader.Row(row), mean);
            total += mean;
            for (int k = 0; k < kinds; k++)
                averages.HiddenParameters[mu * kinds + k] += parameterMean[k];
        }

        int width = machine.VisibleLayer.Width;
        sums.Unload(averages.Weights.AsSpan(mu * width, width));
        if (averages.HiddenFields.Length != 0)
            averages.HiddenFields[mu] += total;
    }
}
