using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Random;

/// <summary>
/// Four streams side by side, one in each 64-bit lane of a vector: xoshiro256+ (Blackman and Vigna 2018), 256 random
/// bits a draw. Lane l of stream j starts in the state of <see cref="RandomStream"/> number 4 j + l of the same seed
/// and purpose. The bits do not depend on the width of the processor's vectors, nor on whether it has any.
/// </summary>
/// <remarks>
/// <para>Output s_0 + s_3; then t = s_1 ≪ 17, s_2 ^= s_0, s_3 ^= s_1, s_1 ^= s_2, s_0 ^= s_3, s_2 ^= t, s_3 = s_3 ⋘ 45:
/// ten vector operations for 256 bits. The three lowest bits of a lane have low linear complexity, which only tests for
/// linearity notice; they are used as fair coins like the others.</para>
/// <para>A struct, passed by <c>ref</c>: a kernel copies it to a local, whose four vectors then live in registers, and
/// writes it back when done.</para>
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of random numbers is what the field calls it.")]
public struct LaneStream
{
    /// <summary>Number of 64-bit words of its state.</summary>
    public const int StateWords = 16;

    private Vector256<ulong> _s0, _s1, _s2, _s3;

    /// <summary>Opens the four lanes of a key; any seed and any index are allowed.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="index">Which chunk of that purpose.</param>
    public LaneStream(ulong seed, StreamPurpose purpose, ulong index)
    {
        Span<ulong> state = stackalloc ulong[StateWords];
        for (int lane = 0; lane < 4; lane++)
        {
            var (s0, s1, s2, s3) = new RandomStream(seed, purpose, unchecked(4 * index + (ulong)lane)).State;
            (state[lane], state[4 + lane], state[8 + lane], state[12 + lane]) = (s0, s1, s2, s3);
        }

        this = FromState(state);
    }

    /// <summary>Resumes a stream from its sixteen state words, as given by <see cref="CopyState"/>.</summary>
    /// <param name="state">s_0 of the four lanes, then s_1, s_2 and s_3.</param>
    /// <exception cref="ArgumentException">There are not sixteen, or those of a lane are all zero.</exception>
    public static LaneStream FromState(ReadOnlySpan<ulong> state)
    {
        Require.Length(state.Length, StateWords);
        for (int lane = 0; lane < 4; lane++)
        {
            if ((state[lane] | state[4 + lane] | state[8 + lane] | state[12 + lane]) == 0)
                throw Require.Error($"state of lane {lane}", "(0, 0, 0, 0)", "four words, not all zero");
        }

        return new LaneStream
        {
            _s0 = Vector256.Create(state),
            _s1 = Vector256.Create(state[4..]),
            _s2 = Vector256.Create(state[8..]),
            _s3 = Vector256.Create(state[12..]),
        };
    }

    /// <summary>Writes the sixteen state words, for checkpoints.</summary>
    /// <param name="state">Length <see cref="StateWords"/>.</param>
    public readonly void CopyState(Span<ulong> state)
    {
        Require.Length(state.Length, StateWords);
        _s0.CopyTo(state);
        _s1.CopyTo(state[4..]);
        _s2.CopyTo(state[8..]);
        _s3.CopyTo(state[12..]);
    }

    /// <summary>256 uniform bits, 64 from each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<ulong> Next()
    {
        Vector256<ulong> result = _s0 + _s3;
        Vector256<ulong> shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = (_s3 << 45) | (_s3 >>> 19);
        return result;
    }
}
