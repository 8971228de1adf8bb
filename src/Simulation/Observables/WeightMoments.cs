using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Observables;

/// <summary>Mean, spread and shape of the histogram of the weights of a machine.</summary>
/// <param name="Count">How many weights.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Variance">Var W, their mean square distance from it.</param>
/// <param name="ExcessKurtosis">⟨(w − ⟨w⟩)⁴⟩/(Var W)² − 3: 0 for normal weights, above for a peak with tails; NaN where
/// all weights are equal.</param>
public sealed record WeightMoments(long Count, double Mean, double Variance, double ExcessKurtosis)
{
    /// <summary>√Var W.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>T_eff = 1/Var W, (18) of Fissore. An inverse temperature goes with the deviation of couplings, and with
    /// their number, and the largest modes carry most of Var W: see <see cref="BulkTemperature"/>.</summary>
    public double Temperature => 1 / Variance;

    /// <summary>Of all weights.</summary>
    /// <param name="machine">Its weights finite.</param>
    /// <exception cref="ArgumentException">A weight is not finite.</exception>
    public static WeightMoments Of(Rbm machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return Of(machine.Weights, _ => true);
    }

    /// <summary>Of the weights of those visible units alone whose mean in the data is above a bound: the weights of
    /// pixels that are never on stay where they began, a peak of their own.</summary>
    /// <param name="machine">Its weights finite; one number a visible unit.</param>
    /// <param name="means">p_i, the means of the data, N numbers.</param>
    /// <param name="bound">Above which a unit counts.</param>
    /// <exception cref="ArgumentException">A weight is not finite, there are more means or fewer, or none is above the
    /// bound.</exception>
    public static WeightMoments Of(Rbm machine, IReadOnlyList<double> means, double bound = 0.005)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(means);
        int width = machine.VisibleLayer.Width;
        Require.Length(means.Count, width);
        return Of(machine.Weights, place => means[place % width] > bound);
    }

    private static WeightMoments Of(float[] weights, Func<int, bool> counts)
    {
        double[] some = [.. Enumerable.Range(0, weights.Length).Where(counts)
            .Select(place => (double)Require.Finite(weights[place], "weight"))];
        double mean = some.Sum() / Require.AtLeast(some.Length, 1, "weights");
        double second = 0, fourth = 0;
        foreach (double weight in some)
        {
            double square = (weight - mean) * (weight - mean);
            second += square;
            fourth += square * square;
        }

        second /= some.Length;
        return new(some.Length, mean, second, (fourth / some.Length / (second * second)) - 3);
    }
}
