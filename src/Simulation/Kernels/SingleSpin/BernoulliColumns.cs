using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Kernels.SingleSpin;

/// <summary>
/// Draws independent spins x_i = ±1 with p(x_i = +1) = 1/(1 + e^{−2 w_i}) for 32 rows at once, a bit a spin.
/// </summary>
/// <remarks>
/// <para>Let P_1 P_2 … P_32 be the binary digits of the probability p. Toss coins for a spin until the first tail, at
/// toss j with probability 2^−j, and take x = +1 where P_j = 1: that has probability Σ_j P_j 2^−j = p. So the last of
/// 256 spins is decided after about log_2 256 = 8 tosses, not 32. With r_j the coins (heads 1), u_j = r_1 ∧ … ∧ r_j is
/// set while the tosses go on, and
/// <code>x = P_1 ⊕ u_1 (P_1 ⊕ P_2) ⊕ u_2 (P_2 ⊕ P_3) ⊕ …,    P_33 = 0:</code>
/// three vector operations a toss, and ten for its random bits.</para>
/// <para>After <see cref="OwnTosses"/> tosses one spin in 256 is undecided, and a draw of 256 bits for so few would be
/// a waste: the columns of a block then share their draws. No bit may serve two spins: where an undecided spin of an
/// earlier column has the same bit position, the later spin gets draws of its own. Eight shared draws are made
/// beforehand, at two operations a column each; after 16 tosses one spin in 65 536 is undecided.</para>
/// <para>p has 32 digits. The probability of the rarer sign is computed in single precision and rounded down to a
/// multiple of 2^−32, at least 2^−32; that of the other is one minus that.</para>
/// </remarks>
internal sealed class BernoulliColumns
{
    /// <summary>Tosses that are made for every spin, needed or not. Changing it changes the random numbers of every
    /// training.</summary>
    public const int OwnTosses = 8;

    /// <summary>Columns that share the further tosses. Changing it changes the random numbers of every
    /// training.</summary>
    public const int Sharing = 16;

    /// <summary>Tosses that are made without a test whether any spin is undecided.</summary>
    public const int FirstTosses = OwnTosses + 8;

    /// <summary>Binary digits of a probability.</summary>
    public const int Digits = 32;

    private readonly int _rowBytes;
    private readonly float[] _weights;
    private readonly Vector256<byte>[] _first, _open, _changes;
    private readonly Vector256<int>[] _digitChanges;

    /// <summary>Probabilities ½ for every spin.</summary>
    /// <param name="sites">N, at least 1.</param>
    public BernoulliColumns(int sites)
    {
        _rowBytes = BitRow.Bytes(sites);
        _weights = new float[8 * _rowBytes];
        _first = new Vector256<byte>[_rowBytes];
        _open = new Vector256<byte>[_rowBytes];
        _changes = new Vector256<byte>[FirstTosses * _rowBytes];
        _digitChanges = new Vector256<int>[_rowBytes];
        Array.Fill(_open, Vector256<byte>.AllBitsSet);
        _open[^1] = Vector256.Create((byte)(0xff >> (8 * _rowBytes - sites)));
        Prepare(_weights.AsSpan(0, sites));
    }

    /// <summary>The bits of each column that stand for spins; the others are 0 in all rows drawn.</summary>
    public ReadOnlySpan<Vector256<byte>> Sites => _open;

    /// <summary>Takes over the inputs.</summary>
    /// <param name="weights">w, length N.</param>
    public void Prepare(ReadOnlySpan<float> weights)
    {
        weights.CopyTo(_weights);
        for (int b = 0; b < _rowBytes; b++)
        {
            // Lane i is the probability of site 8 b + i; bits beyond the last spin stay 0.
            Vector256<int> digits = Probabilities(Vector256.Create(_weights.AsSpan(8 * b, 8)));
            _digitChanges[b] = digits ^ (digits << 1);
            _first[b] = Vector256.Create((byte)digits.ExtractMostSignificantBits()) & _open[b];
            for (int toss = 0; toss < FirstTosses; toss++)
                _changes[FirstTosses * b + toss] = DigitChange(b, toss);
        }
    }

    /// <summary>Draws 32 rows.</summary>
    /// <param name="first">Bit i of byte ρ′ of a draw is the coin of site 8 b + i of the row that has this byte of
    /// column b, heads where it is set. For each block of <see cref="Sharing"/> columns: eight shared tosses; the own
    /// ones of each column in turn, followed by those of its spins that get draws of their own; then the rest of the
    /// shared tosses.</param>
    /// <param name="second">Gives every second of the first eight shared tosses and of the own ones: a processor
    /// computes the next draw of one stream while it waits for that of the other.</param>
    /// <param name="columns">Receives the rows as <see cref="ByteColumns"/>.</param>
    /// <param name="scratch">Length <see cref="Sharing"/>.</param>
    public void Draw(
        ref LaneStream first, ref LaneStream second, Span<Vector256<byte>> columns, Span<Vector256<byte>> scratch)
    {
        for (int start = 0; start < _rowBytes; start += Sharing)
            DrawBlock(ref first, ref second, columns, scratch, start, Math.Min(start + Sharing, _rowBytes));
    }

    /// <remarks>Not inlined: else the JIT does not inline the draws of the streams here, which then take twice as
    /// long.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DrawBlock(
        ref LaneStream first, ref LaneStream second, Span<Vector256<byte>> columns, Span<Vector256<byte>> open,
        int start, int end)
    {
        LaneStream odd = first, even = second;
        Vector256<byte> heads0 = odd.Next().AsByte(), heads1 = heads0 & even.Next().AsByte();
        Vector256<byte> heads2 = heads1 & odd.Next().AsByte(), heads3 = heads2 & even.Next().AsByte();
        Vector256<byte> heads4 = heads3 & odd.Next().AsByte(), heads5 = heads4 & even.Next().AsByte();
        Vector256<byte> heads6 = heads5 & odd.Next().AsByte(), heads7 = heads6 & even.Next().AsByte();
        Vector256<byte> taken = Vector256<byte>.Zero;
        for (int b = start; b < end; b++)
        {
            ReadOnlySpan<Vector256<byte>> changes = _changes.AsSpan(FirstTosses * b, FirstTosses);
            Vector256<byte> tossing = _open[b], spins = _first[b];
            for (int toss = 0; toss < OwnTosses; toss += 2)
            {
                tossing &= odd.Next().AsByte();
                spins ^= tossing & changes[toss];
                tossing &= even.Next().AsByte();
                spins ^= tossing & changes[toss + 1];
            }

            Vector256<byte> alone = tossing & taken;
            taken |= tossing;
            tossing ^= alone;
            for (int toss = OwnTosses; toss < Digits && alone != Vector256<byte>.Zero; toss++)
            {
                alone &= odd.Next().AsByte();
                spins ^= alone & DigitChange(b, toss);
            }

            changes = changes[OwnTosses..];
            Vector256<byte> late = (heads0 & changes[0]) ^ (heads1 & changes[1]) ^ (heads2 & changes[2])
                ^ (heads3 & changes[3]) ^ (heads4 & changes[4]) ^ (heads5 & changes[5]) ^ (heads6 & changes[6])
                ^ (heads7 & changes[7]);
            columns[b] = spins ^ (tossing & late);
            open[b - start] = tossing;
        }

        taken &= heads7;
        for (int toss = FirstTosses; toss < Digits && taken != Vector256<byte>.Zero; toss++)
        {
            taken &= odd.Next().AsByte();
            for (int b = start; b < end; b++)
                columns[b] ^= open[b - start] & taken & DigitChange(b, toss);
        }

        (first, second) = (odd, even);
    }

    /// <summary>P_j ⊕ P_{j+1} of the eight sites of column b, in every byte; j is the number of the toss, from 0, plus
    /// one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<byte> DigitChange(int b, int toss)
        => Vector256.Create((byte)(_digitChanges[b] << toss).ExtractMostSignificantBits());

    /// <summary>p × 2^32 as unsigned integers.</summary>
    private static Vector256<int> Probabilities(Vector256<float> weights)
    {
        Vector256<float> one = Vector256<float>.One, magnitude = Vector256.Abs(weights);
        Vector256<float> rarer = one / (one + LaneExponential.Exp(magnitude + magnitude));

        // Minus the probability of the rarer sign, which is at least −2^31 and fits: modulo 2^32 it is that of the
        // other.
        Vector256<int> other = Vector256.ConvertToInt32(rarer * Vector256.Create(-4294967296f));
        other = Vector256.Min(other, Vector256<int>.AllBitsSet);
        return Vector256.ConditionalSelect(
            Vector256.GreaterThan(weights, Vector256<float>.Zero).AsInt32(), other, -other);
    }
}
