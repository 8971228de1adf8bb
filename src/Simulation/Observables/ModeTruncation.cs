using System.Numerics;
using System.Runtime.InteropServices;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Kernels;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Observables;

/// <summary>
/// A machine with the k strongest modes of its weights alone, all else as it is,
/// <code>W = Σ_a s_a h_a v_aᵀ,    W_k = Σ_{a ≤ k} s_a h_a v_aᵀ = W Σ_{a ≤ k} v_a v_aᵀ,    s_1 ≥ s_2 ≥ …</code>
/// </summary>
public sealed class ModeTruncation
{
    private readonly WeightSpectrum _spectrum;

    /// <summary>W v_a = s_a h_a: the number of hidden unit μ and mode a is at [μ × modes + a].</summary>
    private readonly double[] _along;

    /// <summary>Solves for the modes.</summary>
    /// <param name="machine">N × M, its weights finite; it is kept, not copied, and may not change.</param>
    /// <exception cref="ArgumentException">A weight is not finite.</exception>
    public ModeTruncation(Rbm machine)
    {
        _spectrum = new(machine);
        Machine = machine;
        _along = new double[machine.Hidden * Modes];
        for (int mu = 0; mu < machine.Hidden; mu++)
        {
            ReadOnlySpan<float> field = machine.FieldOf(mu);
            for (int a = 0; a < Modes; a++)
            {
                ReadOnlySpan<double> direction = _spectrum.Direction(a);
                double along = 0;
                for (int x = 0; x < field.Length; x++)
                    along += field[x] * direction[x];
                _along[mu * Modes + a] = along;
            }
        }
    }

    /// <summary>The whole machine.</summary>
    public Rbm Machine { get; }

    /// <summary>The number of modes, min(M, N) for units of one number.</summary>
    public int Modes => _spectrum.Values.Count;

    /// <summary>The machine of k modes, to be sampled or written like any other; of all modes, a copy bit for
    /// bit.</summary>
    /// <param name="modes">k, in [0, <see cref="Modes"/>]; without any mode its units are independent.</param>
    /// <exception cref="ArgumentException">k is out of range.</exception>
    public Rbm Keep(int modes)
    {
        Require.InRange(modes, 0, Modes);
        Rbm kept = Machine.Clone();
        if (modes == Modes)
            return kept;
        double[] sum = new double[Machine.VisibleLayer.Width];
        for (int mu = 0; mu < Machine.Hidden; mu++)
        {
            Span<float> field = kept.FieldOf(mu);
            Array.Clear(sum);
            for (int a = 0; a < modes; a++)
                AddTimes(sum, _spectrum.Direction(a), _along[mu * Modes + a]);
            for (int x = 0; x < sum.Length; x++)
                field[x] = (float)sum[x];
        }

        return kept;
    }

    /// <summary>
    /// The machine of k modes, with fields that make up for the others on the average over some rows:
    /// <code>a ← a + (W − W_k)ᵀ⟨m⟩,    b ← b + (W − W_k)⟨v⟩,    m_μ = E[h_μ | v] of the whole machine.</code>
    /// At these averages every unit has the input that it has in the whole machine.
    /// </summary>
    /// <param name="modes">k, in [0, <see cref="Modes"/>].</param>
    /// <param name="data">The rows.</param>
    /// <exception cref="ArgumentException">k is out of range, a side has no fields, or the rows are of other
    /// units.</exception>
    public Rbm Keep(int modes, IDataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Rbm kept = Keep(modes);
        int width = Machine.VisibleLayer.Width;
        Require.Length(kept.Parameters.VisibleFields.Length, width);
        Require.Length(kept.Parameters.HiddenFields.Length, Machine.Hidden);
        (double[] visible, double[] hidden) = Means(data);
        double[] added = new double[width];
        for (int mu = 0; mu < Machine.Hidden; mu++)
        {
            ReadOnlySpan<float> all = Machine.FieldOf(mu), some = kept.FieldOf(mu);
            double own = 0;
            for (int x = 0; x < width; x++)
            {
                double left = (double)all[x] - some[x];
                own += left * visible[x];
                added[x] += left * hidden[mu];
            }

            kept.Parameters.HiddenFields[mu] += (float)own;
        }

        for (int x = 0; x < width; x++)
            kept.Parameters.VisibleFields[x] += (float)added[x];
        return kept;
    }

    /// <summary>The averages of the visible values over some rows, and of the means of the hidden units given
    /// these.</summary>
    private (double[] Visible, double[] Hidden) Means(IDataSet data)
    {
        IVisibleUnit unit = Machine.VisibleLayer.Unit;
        Require.Length(data.Sites, Machine.Sites);
        Require.Length(data.RowBytes, unit.RowBytes(Machine.Sites));
        IKernel kernel = KernelFor.Prepared(Machine, 1);
        double[] visible = new double[Machine.VisibleLayer.Width], hidden = new double[Machine.Hidden];
        float[] values = new float[visible.Length], means = new float[kernel.MeanWidth];
        byte[] row = new byte[data.RowBytes];
        for (int s = 0; s < data.Samples; s++)
        {
            data.CopyRow(s, row);
            unit.Decode(row, values);
            kernel.HiddenMeans(row, 1, 1, means, 0);
            for (int x = 0; x < visible.Length; x++)
                visible[x] += values[x] / (double)data.Samples;
            for (int mu = 0; mu < hidden.Length; mu++)
                hidden[mu] += means[mu] / (double)data.Samples;
        }

        return (visible, hidden);
    }

    // A sum over modes in their order for every number: the same bits whatever the width of vectors.
    private static void AddTimes(Span<double> target, ReadOnlySpan<double> vector, double factor)
    {
        Span<Vector<double>> targets = MemoryMarshal.Cast<double, Vector<double>>(target);
        ReadOnlySpan<Vector<double>> vectors = MemoryMarshal.Cast<double, Vector<double>>(vector);
        for (int n = 0; n < targets.Length; n++)
            targets[n] += vectors[n] * factor;
        for (int x = targets.Length * Vector<double>.Count; x < target.Length; x++)
            target[x] += vector[x] * factor;
    }
}
