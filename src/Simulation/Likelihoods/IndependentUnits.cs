using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// A machine without weights: units that do not know of each other, whose log Z is Σ_i Γ_i(a_i) + Σ_μ Γ_μ(b_μ), and
/// whose configurations are drawn at once. Estimates of log Z start from it. With the means of the data it is the
/// nearest such machine to one that was trained on them.
/// </summary>
public sealed class IndependentUnits
{
    private IndependentUnits(Rbm machine)
    {
        Machine = machine;
        SideLaw visible = SideLaw.OfVisible(machine), hidden = SideLaw.OfHidden(machine);
        LogPartition = visible.LogSum(visible.Fields) + hidden.LogSum(hidden.Fields);
    }

    /// <summary>The machine: weights zero, fields on both sides.</summary>
    public Rbm Machine { get; }

    /// <summary>log Z of it.</summary>
    public double LogPartition { get; }

    /// <summary>A machine whose weights are taken away; all fields and θ are kept.</summary>
    /// <param name="machine">Any machine.</param>
    public static IndependentUnits OfFields(Rbm machine)
    {
        Rbm without = MachinePath.WithFields(machine);
        Array.Clear(without.Weights);
        return new(without);
    }

    /// <summary>
    /// A machine whose weights and hidden fields are taken away, with the visible fields that give each value x of a
    /// unit the share (n_x + 1)/(S + q) of the data, n_x of S samples, q values. Without the 1 a unit that is always
    /// alike would be so in every configuration, and all others never met. Hidden fields would do harm: while weights
    /// are weak, hidden units that are all on or off push the visible ones, on the way to the machine, into one mode.
    /// </summary>
    /// <param name="machine">Any machine; its θ are kept.</param>
    /// <param name="data">Configurations of N units, at least one.</param>
    /// <exception cref="ArgumentException">The data do not fit the machine.</exception>
    public static IndependentUnits OfMeans(Rbm machine, IDataSet data)
    {
        double[] sums = VisibleSums.Of(machine, data, weights: null);
        IVisibleUnit unit = machine.VisibleLayer.Unit;
        Rbm without = MachinePath.WithFields(machine);
        Array.Clear(without.Weights);
        Array.Clear(without.Parameters.HiddenFields);
        float[] fields = without.Parameters.VisibleFields;
        for (int x = 0; x < fields.Length; x++)
            fields[x] = (float)(unit.Components == 1
                ? FieldOf(unit, sums[x], data.Samples)
                : PortableMath.Log((sums[x] + 1) / (data.Samples + unit.Components)));
        without.ToGauge();
        return new(without);
    }

    /// <summary>The field of a unit of two values, from the sum of its values.</summary>
    private static double FieldOf(IVisibleUnit unit, double sum, int samples)
    {
        double highs = VisibleSums.HighsOf(unit, sum, samples), lows = samples - highs;
        return VisibleSums.FieldOf(unit, highs + 1, lows + 1);
    }
}
