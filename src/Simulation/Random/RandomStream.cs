using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using RbmTheory.Simulation.Arithmetic;

namespace RbmTheory.Simulation.Random;

/// <summary>
/// One stream of random numbers: xoshiro256** (Blackman and Vigna 2018), period 2^256 − 1, its state filled by
/// <see cref="SplitMix64"/> from (seed, purpose, index). Every chain, every sample and every shuffle owns a stream, so
/// no result depends on how the work is spread over threads. The same key gives the same numbers on every machine.
/// </summary>
/// <remarks>
/// A struct, passed by <c>ref</c>: a kernel copies it to a local, where its four words live in registers, and writes it
/// back when done. A copy that is not written back repeats its numbers: therefore no method takes it by
/// value.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of random numbers is what the field calls it.")]
public struct RandomStream
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>Opens the stream of a key; any seed and any index are allowed.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="index">Which chain, sample, unit… of that purpose.</param>
    public RandomStream(ulong seed, StreamPurpose purpose, ulong index)
    {
        // Each part passes through a full mix before the next is added: neighbouring keys share no structure.
        ulong state = seed;
        state = SplitMix64.Next(ref state) + (ulong)purpose;
        state = SplitMix64.Next(ref state) + index;
        this = new RandomStream(
            SplitMix64.Next(ref state),
            SplitMix64.Next(ref state),
            SplitMix64.Next(ref state),
            SplitMix64.Next(ref state));
    }

    private RandomStream(ulong s0, ulong s1, ulong s2, ulong s3) => (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);

    /// <summary>Resumes a stream from its four state words, as given by <see cref="State"/>.</summary>
    /// <exception cref="ArgumentException">All four words are zero: the generator would stay there.</exception>
    public static RandomStream FromState(ulong s0, ulong s1, ulong s2, ulong s3)
        => (s0 | s1 | s2 | s3) != 0
            ? new RandomStream(s0, s1, s2, s3)
            : throw Require.Error("state", "(0, 0, 0, 0)", "four words, not all zero");

    /// <summary>The four state words, for checkpoints.</summary>
    public readonly (ulong S0, ulong S1, ulong S2, ulong S3) State => (_s0, _s1, _s2, _s3);

    /// <summary>64 uniform bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>32 uniform bits: the upper half of one 64-bit draw.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint NextUInt32() => (uint)(NextUInt64() >> 32);

    /// <summary>A uniform number in [0, 1), a multiple of 2^−24.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float NextSingle() => (NextUInt64() >> 40) * (1f / (1 << 24));

    /// <summary>A uniform number in [0, 1), a multiple of 2^−53.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>
    /// A uniform integer in [0, <paramref name="exclusiveMax"/>), without bias: Lemire's multiplication with rejection
    /// (ACM TOMACS 29, 2019).
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="exclusiveMax"/> is not positive.</exception>
    public int NextInt(int exclusiveMax)
    {
        uint range = (uint)Require.AtLeast(exclusiveMax, 1);
        ulong product = (ulong)NextUInt32() * range;
        if ((uint)product < range)
        {
            // 2^32 mod range of the low halves would be hit once too often.
            uint excess = (0u - range) % range;
            while ((uint)product < excess)
                product = (ulong)NextUInt32() * range;
        }

        return (int)(product >> 32);
    }

    /// <summary>
    /// A Gaussian number of mean 0 and variance 1, by Marsaglia's polar method. It is made of + − × ÷ √ only, whose
    /// results IEEE 754 defines to the last bit, so the same bits come out on every machine; the second number of the
    /// pair is dropped, because a cached one would be hidden state.
    /// </summary>
    public double NextGaussian()
    {
        while (true)
        {
            double x = 2 * NextDouble() - 1;
            double y = 2 * NextDouble() - 1;
            double squaredRadius = x * x + y * y;
            if (squaredRadius < 1 && squaredRadius > 0)
                return x * Math.Sqrt(-2 * PortableMath.Log(squaredRadius) / squaredRadius);
        }
    }
}
