using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>Sums of the visible values over data, and the fields of independent units that have given means.</summary>
internal static class VisibleSums
{
    /// <summary>Σ_s w_s v_x, length N × components.</summary>
    /// <param name="machine">N units of one kind.</param>
    /// <param name="data">Configurations of them, at least one.</param>
    /// <param name="weights">w_s; null for 1.</param>
    /// <exception cref="ArgumentException">The data do not fit the machine.</exception>
    public static double[] Of(Rbm machine, IDataSet data, IReadOnlyList<double>? weights)
    {
        var reader = new RowReader(machine, data);
        double[] sums = new double[machine.VisibleLayer.Width];
        float[] values = new float[sums.Length];
        for (int sample = 0; reader.Read();)
        {
            for (int row = 0; row < reader.Count; row++, sample++)
            {
                machine.VisibleLayer.Unit.Decode(reader.Row(row), values);
                double weight = weights?[sample] ?? 1;
                for (int x = 0; x < sums.Length; x++)
                    sums[x] += weight * values[x];
            }
        }

        return sums;
    }

    /// <summary>The field of a unit of two values that is at the higher one so many times, and at the lower one so many:
    /// log(highs/lows)/(higher − lower value).</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="highs">Above 0.</param>
    /// <param name="lows">Above 0.</param>
    public static double FieldOf(IVisibleUnit unit, double highs, double lows)
        => PortableMath.Log(highs / lows) / (unit.Values![1][0] - unit.Values[0][0]);

    /// <summary>How many of some units of two values are at the higher one.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="sum">The sum of their values.</param>
    /// <param name="count">How many they are.</param>
    public static double HighsOf(IVisibleUnit unit, double sum, double count)
        => (sum - count * unit.Values![0][0]) / ((double)unit.Values[1][0] - unit.Values[0][0]);
}
