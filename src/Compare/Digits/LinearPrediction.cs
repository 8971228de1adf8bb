using RbmTheory.Simulation.LinearAlgebra;
using RbmTheory.Simulation.Machines;
using RbmTheory.Theory.SpectralDynamics;

namespace RbmTheory.Compare.Digits;

/// <summary>
/// The singular values of a training as they follow from its initial weights and the covariance of the data alone, to
/// first order in the weights (<see cref="BinaryLinearRegime"/>), update by update: nothing is fitted.
/// </summary>
internal static class LinearPrediction
{
    /// <summary>How many values are predicted at each time.</summary>
    public const int Modes = 20;

    /// <summary>Above this largest singular value first order in the weights no longer says anything.</summary>
    public const double Largest = 2;

    /// <summary>The leading singular values after each of some updates, up to the first that is too large.</summary>
    /// <param name="modes">The modes of the data.</param>
    /// <param name="start">The machine before the first update.</param>
    /// <param name="learningRate">ν.</param>
    /// <param name="updates">The updates, in order.</param>
    /// <param name="stop">Stops it.</param>
    public static double[] Of(
        DigitModes modes, Rbm start, double learningRate, IEnumerable<double> updates, CancellationToken stop)
    {
        // A pixel that never changes neither moves nor is moved.
        int[] alive = modes.Alive, dead = [.. Enumerable.Range(0, start.Sites).Except(alive)];
        BinaryLinearRegime regime = modes.LinearRegime(start.Hidden, learningRate);
        double[] weights = Of(start, alive), still = Of(start, dead);
        List<double> predicted = [];
        foreach (double[] moved in regime.ModesAfterUpdates(
            weights, new double[alive.Length], updates.Select(update => (int)update)))
        {
            stop.ThrowIfCancellationRequested();
            // Turned modes of pixels have the same singular values.
            double[] values = SingularValueDecomposition.ValuesOf(
                Joined(moved, alive.Length, still, dead.Length), start.Hidden, start.Sites);
            predicted.AddRange(values.Take(Modes));
            if (values[0] > Largest)
                break;
        }

        return [.. predicted];
    }

    private static double[] Of(Rbm machine, int[] sites)
    {
        double[] weights = new double[machine.Hidden * sites.Length];
        for (int mu = 0, k = 0; mu < machine.Hidden; mu++)
        {
            Span<float> field = machine.FieldOf(mu);
            foreach (int site in sites)
                weights[k++] = field[site];
        }

        return weights;
    }

    private static double[] Joined(double[] one, int width, double[] other, int otherWidth)
    {
        int hidden = one.Length / width;
        double[] joined = new double[one.Length + other.Length];
        for (int mu = 0; mu < hidden; mu++)
        {
            one.AsSpan(mu * width, width).CopyTo(joined.AsSpan(mu * (width + otherWidth)));
            other.AsSpan(mu * otherWidth, otherWidth).CopyTo(joined.AsSpan(mu * (width + otherWidth) + width));
        }

        return joined;
    }
}
