using System.Numerics;
using System.Runtime.InteropServices;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// What a machine makes of data in one step of means, no number drawn:
/// <code>m_μ = E[h_μ | b_μ + Σ_i w_iμ v_i],    v̂_i = E[v_i | a_i + Σ_μ w_iμ m_μ],</code>
/// a and b the fields: for units 0 and 1 the logistic functions v → σ(b + vW) → σ(a + W·), for ±1 tanh in their place.
/// </summary>
/// <remarks>Sums run over i, and over μ, in their order for every v̂: the same bits whatever the width of
/// vectors.</remarks>
public static class MeanFieldReconstruction
{
    /// <summary>v̂ of every row, one after another, as many numbers as the visible values have.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="data">S rows of its visible units.</param>
    /// <exception cref="ArgumentException">The rows are of other units.</exception>
    public static float[] Of(Rbm machine, IDataSet data)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(data);
        IVisibleUnit visible = machine.VisibleLayer.Unit;
        Require.Length(data.Sites, machine.Sites);
        Require.Length(data.RowBytes, visible.RowBytes(machine.Sites));
        int width = machine.VisibleLayer.Width, hidden = machine.Hidden;
        Require.InRange(data.Samples, 1, Array.MaxLength / width);
        float[] byVisible = Transposed(machine);
        float[] inputs = new float[hidden], means = new float[hidden], values = new float[width];
        float[] reconstructed = new float[data.Samples * width];
        byte[] row = new byte[data.RowBytes];
        for (int s = 0; s < data.Samples; s++)
        {
            data.CopyRow(s, row);
            visible.Decode(row, values);
            Fill(inputs, machine.Parameters.HiddenFields);
            for (int x = 0; x < width; x++)
                AddTimes(inputs, byVisible.AsSpan(x * hidden, hidden), values[x]);
            Means(machine.HiddenLayer.Unit, inputs, machine.Parameters.HiddenParameters, means);
            Fill(values, machine.Parameters.VisibleFields);
            for (int mu = 0; mu < hidden; mu++)
                AddTimes(values, machine.FieldOf(mu), means[mu]);
            Means(visible, values, [], reconstructed.AsSpan(s * width, width));
        }

        return reconstructed;
    }

    /// <summary>The weights with all hidden units of a visible value together.</summary>
    private static float[] Transposed(Rbm machine)
    {
        int width = machine.VisibleLayer.Width, hidden = machine.Hidden;
        float[] weights = new float[machine.Weights.Length];
        for (int mu = 0; mu < hidden; mu++)
        {
            ReadOnlySpan<float> field = machine.FieldOf(mu);
            for (int x = 0; x < width; x++)
                weights[x * hidden + mu] = field[x];
        }

        return weights;
    }

    private static void Fill(Span<float> inputs, float[] fields)
    {
        inputs.Clear();
        fields.CopyTo(inputs);
    }

    private static void Means(IUnit unit, ReadOnlySpan<float> inputs, ReadOnlySpan<float> parameters, Span<float> means)
    {
        int components = unit.Components, kinds = unit.Parameters;
        for (int n = 0; n * components < inputs.Length; n++)
            unit.Mean(inputs.Slice(n * components, components), parameters.Slice(n * kinds, kinds),
                means.Slice(n * components, components));
    }

    private static void AddTimes(Span<float> target, ReadOnlySpan<float> vector, float factor)
    {
        if (factor == 0)
            return;
        Span<Vector<float>> targets = MemoryMarshal.Cast<float, Vector<float>>(target);
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(vector);
        for (int n = 0; n < targets.Length; n++)
            targets[n] += vectors[n] * factor;
        for (int x = targets.Length * Vector<float>.Count; x < target.Length; x++)
            target[x] += vector[x] * factor;
    }
}
