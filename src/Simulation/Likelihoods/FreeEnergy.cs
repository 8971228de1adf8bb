using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>
/// The weight of a visible configuration, the hidden side summed: minus the free energy,
/// <code>
/// log Σ_h e^{−E(v, h)} = Σ_i (g_i·v_i − U(v_i)) + Σ_μ Γ_μ(I_μ + g_μ),    I_μ = Σ_i w_iμ·v_i,
/// </code>
/// in double precision and nats; log p(v) is it minus log Z. The sum over a real h is an integral.
/// </summary>
public static class FreeEnergy
{
    /// <summary>log Σ_h e^{−E(v, h)} of a row of bytes.</summary>
    /// <param name="machine">N × M.</param>
    /// <param name="row">v, as data sets hold it.</param>
    /// <exception cref="ArgumentException">The row does not fit the machine.</exception>
    public static double LogWeightOfVisible(Rbm machine, ReadOnlySpan<byte> row)
    {
        ArgumentNullException.ThrowIfNull(machine);
        Require.Length(row.Length, machine.VisibleLayer.Unit.RowBytes(machine.Sites));
        float[] values = new float[machine.VisibleLayer.Width];
        machine.VisibleLayer.Unit.Decode(row, values);
        return LogWeightOfVisible(machine, values);
    }

    /// <summary>log Σ_h e^{−E(v, h)} of values.</summary>
    /// <param name="machine">N × M.</param>
    /// <param name="values">v, length N × components.</param>
    /// <exception cref="ArgumentException">The values do not fit the machine.</exception>
    public static double LogWeightOfVisible(Rbm machine, ReadOnlySpan<float> values)
    {
        ArgumentNullException.ThrowIfNull(machine);
        Require.Length(values.Length, machine.VisibleLayer.Width);
        SideLaw law = SideLaw.OfHidden(machine);
        double[] inputs = new double[law.Width];
        HiddenInputs(machine, values, 1, law.Fields, inputs);
        double log = law.LogSum(inputs);
        int components = machine.VisibleLayer.Unit.Components;
        float[] fields = machine.Parameters.VisibleFields;
        for (int i = 0; i < machine.Sites; i++)
            log -= machine.VisibleLayer.Unit.Energy(values.Slice(i * components, components), []);
        for (int x = 0; x < fields.Length; x++)
            log += (double)fields[x] * values[x];
        return log;
    }

    /// <summary>g_μ + factor × Σ_x w_μx v_x of every hidden unit.</summary>
    internal static void HiddenInputs(
        Rbm machine, ReadOnlySpan<float> visible, double factor, ReadOnlySpan<double> fields, Span<double> inputs)
    {
        for (int mu = 0; mu < inputs.Length; mu++)
            inputs[mu] = fields[mu] + factor * Dot(machine.FieldOf(mu), visible);
    }

    /// <summary>g_x + factor × Σ_μ w_μx h_μ of every number of the visible inputs.</summary>
    internal static void VisibleInputs(
        Rbm machine, ReadOnlySpan<float> hidden, double factor, ReadOnlySpan<double> fields, Span<double> inputs)
    {
        fields.CopyTo(inputs);
        for (int mu = 0; mu < hidden.Length; mu++)
        {
            if (hidden[mu] != 0)
                AddTo(inputs, factor * hidden[mu], machine.FieldOf(mu));
        }
    }

    /// <summary>Σ_x w_x v_x in double precision; number x is added in lane x modulo 8, those beyond the last eight
    /// follow.</summary>
    internal static double Dot(ReadOnlySpan<float> weights, ReadOnlySpan<float> values)
    {
        Vector256<double> low = Vector256<double>.Zero, high = Vector256<double>.Zero;
        int x = 0;
        for (; x <= weights.Length - Vector256<float>.Count; x += Vector256<float>.Count)
        {
            var (lowWeights, highWeights) = Vector256.Widen(Vector256.Create(weights[x..]));
            var (lowValues, highValues) = Vector256.Widen(Vector256.Create(values[x..]));
            low += lowWeights * lowValues;
            high += highWeights * highValues;
        }

        low += high;
        double sum = low[0] + low[1] + (low[2] + low[3]);
        for (; x < weights.Length; x++)
            sum += (double)weights[x] * values[x];
        return sum;
    }

    private static void AddTo(Span<double> inputs, double value, ReadOnlySpan<float> weights)
    {
        int x = 0;
        var factor = Vector256.Create(value);
        for (; x <= inputs.Length - Vector256<float>.Count; x += Vector256<float>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Create(weights[x..]));
            Span<double> first = inputs[x..], second = inputs[(x + Vector256<double>.Count)..];
            (Vector256.Create((ReadOnlySpan<double>)first) + factor * low).CopyTo(first);
            (Vector256.Create((ReadOnlySpan<double>)second) + factor * high).CopyTo(second);
        }

        for (; x < inputs.Length; x++)
            inputs[x] += value * weights[x];
    }
}
