using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Kernels.Potts;

/// <summary>
/// The weights and fields of a Potts machine in the layouts that the kernel uses, and the inputs of its hidden side.
/// </summary>
/// <remarks>
/// <para>Towards the hidden side: the weights of one colour of one site to all hidden units lie side by side, w_{μ,i,a}
/// at [(i × pitch + a) × stride + μ]. For M > 1 they are padded with zeros to whole vectors, so that for a row of the
/// chunk the weights of its colour are added eight hidden units at a time. For M = 1 the weights of up to sixteen
/// colours are padded to whole vectors, from which each row selects one number.</para>
/// <para>Towards the visible side: only differences to colour 0 change the law, so that P − 1 powers are to be taken
/// at each site; w_{μ,i,a} − w_{μ,i,0} lies at [(i (P − 1) + a − 1) × stride + μ].</para>
/// </remarks>
internal sealed class PottsTables
{
    private const int Rows = IKernel.ChunkRows;
    private const int Lanes = PottsScratch.Lanes;

    private readonly int _sites, _colours, _hidden, _pitch;
    private readonly float[] _weights, _differences, _visibleFields, _hiddenFields, _largest, _largestFields;

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
        States = PottsStates.Of(machine);
        _largest = new float[_sites * _hidden];
        _largestFields = new float[_sites];
    }

    /// <summary>Length of the weights of one colour to all hidden units: 1, or M rounded up to whole vectors.</summary>
    public int Stride { get; }

    /// <summary>N.</summary>
    public int Sites => _sites;

    /// <summary>Whether <see cref="Pick"/> can be used: M = 1 and P ≤ 16.</summary>
    public bool Picks { get; }

    /// <summary>The powers of each state of the hidden side, where there are few.</summary>
    public PottsStates? States { get; }

    /// <summary>Reads the parameters.</summary>
    public void Read(Parameters parameters)
    {
        int width = _sites * _colours, others = _colours - 1;
        for (int mu = 0; mu < _hidden; mu++)
        {
            for (int i = 0; i < _sites; i++)
            {
                ReadOnlySpan<float> weights = parameters.Weights.AsSpan(mu * width + i * _colours, _colours);
                for (int a = 0; a < weights.Length; a++)
                    _weights[(i * _pitch + a) * Stride + mu] = weights[a];
                for (int a = 0; a < others; a++)
                    _differences[(i * others + a) * Stride + mu] = weights[a + 1] - weights[0];
                _largest[i * _hidden + mu] = PottsSite.LargestDifference(weights);
            }
        }

        for (int i = 0; i < _sites && parameters.VisibleFields.Length > 0; i++)
        {
            ReadOnlySpan<float> fields = parameters.VisibleFields.AsSpan(i * _colours, _colours);
            for (int a = 0; a < others; a++)
                _visibleFields[i * others + a] = (fields[a + 1] - fields[0]) * PowerOfTwo.BinaryE;
            _largestFields[i] = PottsSite.LargestDifference(fields) * PowerOfTwo.BinaryE;
        }

        parameters.HiddenFields.CopyTo(_hiddenFields, 0);
        for (int i = 0; i < _sites && States is not null; i++)
            States.Read(Site(i), i);
    }

    /// <summary>g_0 of the hidden side in all lanes; for M = 1.</summary>
    public Vector256<float> HiddenField => Vector256.Create(_hiddenFields[0]);

    /// <summary>Adds w_{0,i,c} of the colour c in each lane, where <see cref="Picks"/>.</summary>
    /// <param name="site">i.</param>
    /// <param name="colours">c of rows 8 v … 8 v + 7 at [v].</param>
    /// <param name="inputs">Added to, at [v].</param>
    public void Pick(int site, ReadOnlySpan<Vector256<int>> colours, Span<Vector256<float>> inputs)
    {
        // Processors differ in what they do with an index of eight or more: only the three lowest bits are used.
        Vector256<int> highest = Vector256.Create(Lanes - 1);
        ReadOnlySpan<float> weights = _weights.AsSpan(site * _pitch, _pitch);
        Vector256<float> lower = Vector256.Create(weights), upper = Vector256.Create(weights[^Lanes..]);
        for (int v = 0; v < inputs.Length && v < colours.Length; v++)
        {
            Vector256<int> colour = colours[v], place = colour & highest;
            inputs[v] += Vector256.ConditionalSelect(
                Vector256.GreaterThan(colour, highest).AsSingle(), Vector256.ShuffleNative(upper, place),
                Vector256.ShuffleNative(lower, place));
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

    /// <summary>The weights of one site towards the visible side.</summary>
    /// <param name="site">i.</param>
    public PottsSite Site(int site)
    {
        int others = _colours - 1;
        return new PottsSite
        {
            Fields = _visibleFields.AsSpan(site * others, others),
            Differences = _differences.AsSpan(site * others * Stride, others * Stride),
            Stride = Stride,
            LargestField = _largestFields[site],
            LargestDifferences = _largest.AsSpan(site * _hidden, _hidden),
        };
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
