using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Likelihoods;

/// <summary>Weights of rows by any machine, in double precision: four rows share each weight that is read. Safe on
/// several threads at once.</summary>
/// <remarks>Number x is added in lane x modulo 4, so that the sum does not depend on the vectors of the
/// processor.</remarks>
internal sealed class RowWeights : IRowWeights
{
    private const int Together = 4;

    private readonly Rbm _machine;
    private readonly SideLaw _law;

    /// <summary>Weights by a machine, whose parameters may not change.</summary>
    public RowWeights(Rbm machine) => (_machine, _law) = (machine, SideLaw.OfHidden(machine));

    /// <inheritdoc/>
    public void Of(ReadOnlySpan<byte> rows, Span<double> logs)
    {
        int stride = (_machine.VisibleLayer.Width + Vector256<double>.Count - 1) / Vector256<double>.Count
            * Vector256<double>.Count;
        double[] values = Decode(rows, logs.Length, stride);
        var sums = new LogProduct[logs.Length];
        Array.Fill(sums, new LogProduct());
        double[] weights = new double[stride];
        Span<double> dots = stackalloc double[Together];
        for (int mu = -1; mu < _machine.Hidden; mu++)
        {
            if (!Load(mu, weights))
                continue;
            for (int first = 0; first < logs.Length; first += Together)
            {
                Dots(weights, values.AsSpan(first * stride, Together * stride), dots);
                for (int r = 0; r < Math.Min(Together, logs.Length - first); r++)
                    Add(mu, dots[r], ref sums[first + r]);
            }
        }

        for (int r = 0; r < logs.Length; r++)
            logs[r] = sums[r].Value - Energy(values.AsSpan(r * stride, stride));
    }

    /// <summary>The values of rows, each filled up to the stride, and rows of zeros up to a multiple of four.</summary>
    private double[] Decode(ReadOnlySpan<byte> rows, int count, int stride)
    {
        IVisibleUnit unit = _machine.VisibleLayer.Unit;
        int bytes = unit.RowBytes(_machine.Sites);
        double[] values = new double[(count + Together - 1) / Together * Together * stride];
        float[] row = new float[_machine.VisibleLayer.Width];
        for (int r = 0; r < count; r++)
        {
            unit.Decode(rows.Slice(r * bytes, bytes), row);
            for (int x = 0; x < row.Length; x++)
                values[r * stride + x] = row[x];
        }

        return values;
    }

    /// <summary>Takes the weights of a hidden unit, or the visible fields where it is −1; false where there are
    /// none.</summary>
    private bool Load(int mu, Span<double> weights)
    {
        ReadOnlySpan<float> from = mu < 0 ? _machine.Parameters.VisibleFields : _machine.FieldOf(mu);
        for (int x = 0; x < from.Length; x++)
            weights[x] = from[x];
        return from.Length > 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int mu, double dot, ref LogProduct sum)
    {
        if (mu < 0)
        {
            sum.AddLog(dot);
            return;
        }

        double input = dot + _law.Fields[mu];
        _law.AddLogSum(mu, new ReadOnlySpan<double>(in input), ref sum);
    }

    /// <summary>Σ_i U(v_i), which is 0 for all visible units that are known here.</summary>
    private double Energy(ReadOnlySpan<double> values)
    {
        IVisibleUnit unit = _machine.VisibleLayer.Unit;
        if (unit is SpinUnit or BinaryUnit or PottsUnit)
            return 0;
        double energy = 0;
        float[] value = new float[unit.Components];
        for (int i = 0; i < _machine.Sites; i++)
        {
            for (int c = 0; c < value.Length; c++)
                value[c] = (float)values[i * value.Length + c];
            energy += unit.Energy(value, []);
        }

        return energy;
    }

    private static void Dots(ReadOnlySpan<double> weights, ReadOnlySpan<double> values, Span<double> dots)
    {
        int stride = weights.Length;
        ReadOnlySpan<double> one = values[..stride], two = values.Slice(stride, stride);
        ReadOnlySpan<double> three = values.Slice(2 * stride, stride), four = values.Slice(3 * stride, stride);
        Vector256<double> first = Vector256<double>.Zero, second = first, third = first, fourth = first;
        for (int x = 0; x <= stride - Vector256<double>.Count; x += Vector256<double>.Count)
        {
            Vector256<double> w = Vector256.Create(weights[x..]);
            first += w * Vector256.Create(one[x..]);
            second += w * Vector256.Create(two[x..]);
            third += w * Vector256.Create(three[x..]);
            fourth += w * Vector256.Create(four[x..]);
        }

        dots[0] = first[0] + first[1] + (first[2] + first[3]);
        dots[1] = second[0] + second[1] + (second[2] + second[3]);
        dots[2] = third[0] + third[1] + (third[2] + third[3]);
        dots[3] = fourth[0] + fourth[1] + (fourth[2] + fourth[3]);
    }
}
