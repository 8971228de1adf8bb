using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Kernels.Scalar;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Kernels;

/// <summary>
/// The weights and fields of a Potts machine as the kernel reads them, and what each side of the machine receives from
/// the other.
/// </summary>
/// <remarks>
/// The weights of one colour of one site towards all hidden units lie side by side, w_{μ,i,a} at [(i P + a) × stride
/// + μ]. For M > 1 they are filled up with zeros to whole vectors, so that a row of the chunk adds the weights of its
/// colour eight hidden units at a time; for M = 1 eight rows look up one number each.
/// </remarks>
internal sealed class PottsTables
{
    private const int Rows = IKernel.ChunkRows;
    private const int Lanes = PottsScratch.Lanes;
    private const int Vectors = PottsScratch.Vectors;

    private readonly int _sites, _colours, _hidden;
    private readonly float[] _weights, _visibleFields, _hiddenFields, _largest;
    private float _largestField;

    /// <summary>Empty tables of the shape of a machine.</summary>
    public PottsTables(Rbm machine)
    {
        (_sites, _colours, _hidden) = (machine.Sites, machine.VisibleLayer.Unit.Components, machine.Hidden);
        Stride = _hidden == 1 ? 1 : (_hidden + Lanes - 1) / Lanes * Lanes;
        Require.InRange(Stride, 1, Array.MaxLength / Math.Max(_sites * _colours, Rows));
        _weights = new float[_sites * _colours * Stride];
        _visibleFields = new float[_sites * _colours];
        _hiddenFields = new float[Stride];
        _largest = new float[_hidden];
    }

    /// <summary>Floats that the weights towards all hidden units take: 1, or M rounded up to whole vectors.</summary>
    public int Stride { get; }

    /// <summary>Reads the parameters.</summary>
    public void Read(Parameters parameters)
    {
        int width = _sites * _colours;
        for (int mu = 0; mu < _hidden; mu++)
        {
            ReadOnlySpan<float> field = parameters.Weights.AsSpan(mu * width, width);
            _largest[mu] = PottsSteps.Largest(field);
            for (int x = 0; x < field.Length; x++)
                _weights[x * Stride + mu] = field[x];
        }

        for (int x = 0; x < parameters.VisibleFields.Length; x++)
            _visibleFields[x] = parameters.VisibleFields[x] * PowerOfTwo.BinaryE;
        _largestField = PottsSteps.Largest(_visibleFields);
        parameters.HiddenFields.CopyTo(_hiddenFields, 0);
    }

    /// <summary>w_{0,i,a} of one site, length P; for M = 1.</summary>
    public ReadOnlySpan<float> WeightsOf(int site) => _weights.AsSpan(site * _colours, _colours);

    /// <summary>g_a log₂ e of one site, length P.</summary>
    public ReadOnlySpan<float> FieldsOf(int site) => _visibleFields.AsSpan(site * _colours, _colours);

    /// <summary>Bounds of |x_a| from the largest weights and fields, see <see cref="PottsSteps.Bound"/>.</summary>
    public void ToBounds(PottsScratch scratch)
    {
        for (int v = 0; v < Vectors; v++)
        {
            Vector256<float> bound = Vector256.Create(_largestField);
            for (int mu = 0; mu < _hidden; mu++)
                bound += Vector256.Create(_largest[mu]) * Vector256.Abs(scratch.Hidden[mu * Vectors + v]);
            scratch.Bounds[v] = bound;
        }
    }

    /// <summary>I_μ = g_μ + Σ_i w_{μ,i,v_i}, added in the order of the sites.</summary>
    public void ToHidden(PottsScratch scratch)
    {
        if (Stride == 1)
            ToOneHidden(scratch);
        else
            ToManyHidden(scratch);
    }

    /// <summary>x_a = g_a log₂ e + Σ_μ w_{μ,i,a} (h_μ log₂ e) of one site, added in the order of the hidden units by
    /// fused multiply-adds.</summary>
    public void ToVisible(PottsScratch scratch, int site)
    {
        ReadOnlySpan<Vector256<float>> hidden = scratch.Hidden;
        ReadOnlySpan<float> fields = FieldsOf(site);
        ReadOnlySpan<float> weights = _weights.AsSpan(site * _colours * Stride, _colours * Stride);
        Span<Vector256<float>> inputs = scratch.VisibleInputs;
        for (int a = 0; a < fields.Length; a++)
        {
            Vector256<float> x0, x1, x2, x3;
            x0 = x1 = x2 = x3 = Vector256.Create(fields[a]);
            ReadOnlySpan<Vector256<float>> h = hidden;
            foreach (float weight in weights.Slice(a * Stride, _hidden))
            {
                Vector256<float> w = Vector256.Create(weight);
                x0 = Vector256.FusedMultiplyAdd(w, h[0], x0);
                x1 = Vector256.FusedMultiplyAdd(w, h[1], x1);
                x2 = Vector256.FusedMultiplyAdd(w, h[2], x2);
                x3 = Vector256.FusedMultiplyAdd(w, h[3], x3);
                h = h[Vectors..];
            }

            inputs[a] = x0;
            inputs[fields.Length + a] = x1;
            inputs[2 * fields.Length + a] = x2;
            inputs[3 * fields.Length + a] = x3;
        }
    }

    private void ToOneHidden(PottsScratch scratch)
    {
        for (int row = 0; row < Rows; row += Lanes)
        {
            float s0, s1, s2, s3, s4, s5, s6, s7;
            s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = _hiddenFields[0];
            for (int i = 0; i < _sites; i++)
            {
                ReadOnlySpan<float> weights = _weights.AsSpan(i * _colours, _colours);
                ReadOnlySpan<byte> colours = scratch.Colours.AsSpan(i * Rows + row, Lanes);
                s0 += weights[colours[0]];
                s1 += weights[colours[1]];
                s2 += weights[colours[2]];
                s3 += weights[colours[3]];
                s4 += weights[colours[4]];
                s5 += weights[colours[5]];
                s6 += weights[colours[6]];
                s7 += weights[colours[7]];
            }

            Vector256.Create(s0, s1, s2, s3, s4, s5, s6, s7).CopyTo(scratch.HiddenInputs, row);
        }
    }

    private void ToManyHidden(PottsScratch scratch)
    {
        int blocks = Stride / Lanes;
        ReadOnlySpan<Vector256<float>> table = MemoryMarshal.Cast<float, Vector256<float>>(_weights);
        Span<float> inputs = scratch.HiddenInputs;
        for (int block = 0; block < blocks; block++)
        {
            Vector256<float> field = Vector256.Create(_hiddenFields, block * Lanes);
            for (int row = 0; row < Rows; row += 4)
            {
                Vector256<float> s0 = field, s1 = field, s2 = field, s3 = field;
                for (int i = 0; i < _sites; i++)
                {
                    ReadOnlySpan<Vector256<float>> weights = table.Slice(i * _colours * blocks, _colours * blocks);
                    ReadOnlySpan<byte> colours = scratch.Colours.AsSpan(i * Rows + row, 4);
                    s0 += weights[colours[0] * blocks + block];
                    s1 += weights[colours[1] * blocks + block];
                    s2 += weights[colours[2] * blocks + block];
                    s3 += weights[colours[3] * blocks + block];
                }

                int first = row * Stride + block * Lanes;
                s0.CopyTo(inputs[first..]);
                s1.CopyTo(inputs[(first + Stride)..]);
                s2.CopyTo(inputs[(first + 2 * Stride)..]);
                s3.CopyTo(inputs[(first + 3 * Stride)..]);
            }
        }
    }
}
