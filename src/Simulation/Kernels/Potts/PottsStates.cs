using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Kernels.Potts;

/// <summary>
/// The powers 2^{x_a} of every site for each state of the hidden side, where it has no more than eight: up to three
/// units of two values. They are computed once for each change of the weights; a look-up in a register then replaces
/// ten operations, with the same bits.
/// </summary>
/// <remarks>Bit μ of the number of a state is set where h_μ has the second of the values of its unit.</remarks>
internal sealed class PottsStates
{
    private const int Vectors = PottsScratch.Vectors;
    private const int MostUnits = 3;

    private readonly float[] _values;
    private readonly int _hidden, _others;
    private readonly VectorBuffer _powers;

    private PottsStates(int sites, int others, int hidden, float[] values)
    {
        (_others, _hidden, _values) = (others, hidden, values);
        _powers = new VectorBuffer(sites * others);
    }

    /// <summary>Empty tables of the shape of a machine, or null where it has more states.</summary>
    public static PottsStates? Of(Rbm machine)
        => machine is { Hidden: <= MostUnits, HiddenLayer.Unit.Values: { Count: 2 } values }
            ? new(machine.Sites, machine.VisibleLayer.Unit.Components - 1, machine.Hidden,
                [values[0][0] * PowerOfTwo.BinaryE, values[1][0] * PowerOfTwo.BinaryE])
            : null;

    /// <summary>Computes the powers of one site. Where x_a may be too large for them they are not used.</summary>
    /// <param name="site">Its weights.</param>
    /// <param name="number">i.</param>
    public void Read(in PottsSite site, int number)
    {
        Vector256<int> states = Vector256<int>.Indices;
        Span<Vector256<float>> powers = _powers.Vectors.Slice(number * _others, _others);
        for (int a = 0; a < powers.Length; a++)
        {
            Vector256<float> x = Vector256.Create(site.Fields[a]);
            for (int mu = 0; mu < _hidden; mu++)
            {
                Vector256<int> second = Vector256.Equals(states >>> mu & Vector256<int>.One, Vector256<int>.One);
                Vector256<float> h = Vector256.ConditionalSelect(
                    second.AsSingle(), Vector256.Create(_values[1]), Vector256.Create(_values[0]));
                x = Vector256.FusedMultiplyAdd(Vector256.Create(site.Differences[a * site.Stride + mu]), h, x);
            }

            powers[a] = LanePowerOfTwo.Exp2(x);
        }
    }

    /// <summary>The numbers of the states.</summary>
    /// <param name="hidden">h_μ log₂ e at [4 μ + v].</param>
    /// <param name="states">Receives them at [v].</param>
    public void Number(ReadOnlySpan<Vector256<float>> hidden, Span<Vector256<int>> states)
    {
        states.Clear();
        for (int x = 0; x < hidden.Length; x++)
        {
            Vector256<int> second = Vector256.Equals(hidden[x], Vector256.Create(_values[1])).AsInt32();
            states[x % Vectors] |= second & Vector256.Create(1 << (x / Vectors));
        }
    }

    /// <summary>The powers of one site.</summary>
    /// <param name="site">i.</param>
    /// <param name="states">Numbers at [v].</param>
    /// <param name="powers">Receives 2^{x_a} at [4 (a − 1) + v].</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void LookUp(int site, ReadOnlySpan<Vector256<int>> states, Span<Vector256<float>> powers)
    {
        Vector256<int> s0 = states[0], s1 = states[1], s2 = states[2], s3 = states[3];
        ref Vector256<float> power = ref MemoryMarshal.GetReference(powers);
        foreach (Vector256<float> table in _powers.Vectors.Slice(site * _others, _others))
        {
            power = Vector256.ShuffleNative(table, s0);
            Unsafe.Add(ref power, 1) = Vector256.ShuffleNative(table, s1);
            Unsafe.Add(ref power, 2) = Vector256.ShuffleNative(table, s2);
            Unsafe.Add(ref power, 3) = Vector256.ShuffleNative(table, s3);
            power = ref Unsafe.Add(ref power, Vectors);
        }
    }
}
