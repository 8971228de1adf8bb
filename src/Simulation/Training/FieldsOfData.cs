using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Likelihoods;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// The visible fields that a training may start from, (19) of Fissore: those by which the units, as long as the weights
/// are 0, have the means of the data,
/// <code>
/// g_i = log(p_i/(1 − p_i)) for units 0 and 1,    g_i = ½ log(p_i/(1 − p_i)) for spins,    g_ia = log p_ia for colours,
/// </code>
/// p_i the share of the data in which unit i is 1, up or of colour a; fields of colours in the zero-sum gauge.
/// </summary>
/// <remarks>A unit that is always alike has no such field: p is clipped to [1/S, 1 − 1/S], S the number of samples,
/// which Fissore leaves open. Of 60,000 samples the largest field of a unit 0 or 1 is 11.0.</remarks>
public static class FieldsOfData
{
    /// <summary>Sets the visible fields of a machine; all else is kept.</summary>
    /// <param name="machine">A machine with visible fields.</param>
    /// <param name="data">Configurations of its units, at least two; each counts as the data say.</param>
    /// <exception cref="ArgumentException">The machine has no visible fields, the data do not fit it, or are fewer than
    /// two.</exception>
    public static void Set(Rbm machine, IDataSet data)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(data);
        float[] fields = machine.Parameters.VisibleFields;
        Require.Length(fields.Length, machine.VisibleLayer.Width, "number of visible fields");
        Require.AtLeast(data.Samples, 2);
        double[] sums = VisibleSums.Of(machine, data, data.Weights);
        IVisibleUnit unit = machine.VisibleLayer.Unit;
        double total = data.Weights?.Sum() ?? data.Samples, least = 1.0 / data.Samples;
        for (int x = 0; x < fields.Length; x++)
        {
            double ones = unit.Components == 1 ? VisibleSums.HighsOf(unit, sums[x], total) : sums[x];
            double share = Math.Clamp(ones / total, least, 1 - least);
            fields[x] = (float)(unit.Components == 1
                ? VisibleSums.FieldOf(unit, share, 1 - share) : PortableMath.Log(share));
        }

        for (int x = 0; x < fields.Length; x += unit.Components)
            unit.ToGauge(fields.AsSpan(x, unit.Components));
    }
}
