using System.Runtime.CompilerServices;
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
/// <para>Towards the hidden side: the weights of one colour of one site to all hidden units lie side by side,
/// w_{μ,i,a} at [(i × pitch + a) × stride + μ]. For M > 1 they are filled up with zeros to whole vectors, so that a row
/// of the chunk adds the weights of its colour eight hidden units at a time. For M = 1 up to sixteen colours are filled
/// up to whole vectors, of which each row picks one number.</para>
/// <para>Towards the visible side: only differences to colour 0 change the law, so that P − 1 powers are to be taken
/// at each site; w_{μ,i,a} − w_{μ,i,0} lies at [(i (P − 1) + a − 1) × stride + μ].</para>
/// </remarks>
internal sealed class PottsTables
{
    private const int Rows = IKernel.ChunkRows;
    private const int Lanes = PottsScratch.Lanes;
    private const int Vectors = PottsScratch.Vectors;

    private readonly int _sites, _colours, _hidden, _pitch;
    private readonly float[] _weights, _differences, _visibleFields, _hiddenFields, _largest;
    private float _largestField;

    /// <summary>Empty tables of the shape of a machine.</summary>
    public PottsTables(Rbm machine)
    {
        (_sites, _colours, _hidden) = (machine.Sites, machine.VisibleLayer.Unit.Components, machine.Hidden);
        Stride = _hidden == 1 ? 1 : (_hidden + Lanes - 1) / Lanes * Lanes;
        Picks = _hidden == 1 && _colours <= 2 * Lanes;
        _pitch = Picks ? (_colours + Lanes - 1) / Lanes * Lanes : _colours;
        Require.InRange(Stride, 1, Array.MaxLength / Math.Max(_sites * _pitch, Rows));
        _weights = new float[_sites * _pitch * Stride];
        _differences = new float[_sites * (_colours - 1) * Stride];
        _visibleFields = new float[_sites * (_colours - 1)];
        _hiddenFields = new float[Stride];
        _largest = new float[_hidden];
    }

    /// <summary>Floats that the weights towards all hidden units take: 1, or M rounded up to whole vectors.</summary>
    public int Stride { get; }

    /// <summary>Colours but 0: P − 1.</summary>
    public int Others => _colours - 1;

    /// <summary>The weights towards the visible side.</summary>
    public ReadOnlySpan<float> Differences => _differences;

    /// <summary>(g_a − g_0) log₂ e, at [i (P − 1) + a − 1].</summary>
    public ReadOnlySpan<float> VisibleFields => _visibleFields;

    /// <summary>Whether <see cref="Pick"/> can be used: M = 1 and P ≤ 16.</summary>
    public bool Picks { get; }

    /// <summary>Reads the parameters.</summary>
    public void Read(Parameters parameters)
    {
        int width = _sites * _colours, others = _colours - 1;
        for (int mu = 0; mu < _hidden; mu++)
        {
            float largest = 0;
            for (int i = 0; i < _sites; i++)
            {
                ReadOnlySpan<float> weights = parameters.Weights.AsSpan(mu * width + i * _colours, _colours);
                for (int a = 0; a < weights.Length; a++)
                    _weights[(i * _pitch + a) * Stride + mu] = weights[a];
                for (int a = 0; a < others; a++)
                    _differences[(i * others + a) * Stride + mu] = weights[a + 1] - weights[0];
                largest = PottsSteps.LargestDifference(weights, largest);
            }

            _largest[mu] = largest;
        }

        _largestField = 0;
        for (int i = 0; i < _sites && parameters.VisibleFields.Length > 0; i++)
        {
            ReadOnlySpan<float> fields = parameters.VisibleFields.AsSpan(i * _colours, _colours);
            for (int a = 0; a < others; a++)
                _visibleFields[i * others + a] = (fields[a + 1] - fields[0]) * PowerOfTwo.BinaryE;
            _largestField = PottsSteps.LargestDifference(fields, _largestField);
        }

        _largestField *= PowerOfTwo.BinaryE;
        parameters.HiddenFields.CopyTo(_hiddenFields, 0);
    }

    /// <summary>g_0 of the hidden side in all lanes; for M = 1.</summary>
    public Vector256<float> HiddenField => Vector256.Create(_hiddenFields[0]);

    /// <summary>w_{0,i,c} of the colour c in each lane, where <see cref="Picks"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pick(int site, Vector256<int> colours)
    {
        // Only the three lowest bits of a place are looked at, by any processor, for the others are cleared.
        Vector256<int> places = colours & Vector256.Create(Lanes - 1);
        Vector256<float> picked = Vector256.ShuffleNative(
            Vector256.Create(_weights.AsSpan(site * _pitch, Lanes)), places);
        if (_pitch == Lanes)
            return picked;
        Vector256<float> upper = Vector256.ShuffleNative(
            Vector256.Create(_weights.AsSpan(site * _pitch + Lanes, Lanes)), places);
        return Vector256.ConditionalSelect(
            Vector256.GreaterThan(colours, Vector256.Create(Lanes - 1)).AsSingle(), upper, picked);
    }

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

    /// <summary>x_a = (g_a − g_0) log₂ e + Σ_μ (w_{μ,i,a} − w_{μ,i,0}) (h_μ log₂ e) of one site, added in the order of
    /// the hidden units by fused multiply-adds.</summary>
    public void ToVisible(PottsScratch scratch, int site)
    {
        ReadOnlySpan<Vector256<float>> hidden = scratch.Hidden;
        ReadOnlySpan<float> fields = _visibleFields.AsSpan(site * Others, Others);
        ReadOnlySpan<float> weights = _differences.AsSpan(site * fields.Length * Stride, fields.Length * Stride);
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
                ReadOnlySpan<float> weights = _weights.AsSpan(i * _pitch, _colours);
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
