using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Data;

/// <summary>
/// The exact samples of <see cref="IsingRingSampler"/>, <see cref="Samples"/> at once: one bit of a vector is one
/// sample, and a vector is one spin of all of them. A spin differs from the one before if 32 random bits, taken as a
/// number, are below the threshold of the sample's state; the bits are compared from the highest on.
/// </summary>
/// <remarks>
/// <para>A plane is one binary digit, p, of the thresholds of all samples: plane_p = like_p ^ (differs &amp; (like_p ^
/// unlike_p)). While a sample is undecided, its random bit r either agrees with plane_p, and the next digit is
/// compared, or it does not, and then the number is below the threshold if plane_p is set. Half of the samples are
/// decided by each plane, so that about ten planes decide all of them: ten random vectors for 256 spins, in place of
/// 32.</para>
/// <para>A spin takes planes until all samples are decided, and <see cref="LeastPlanes"/> at least: a branch that the
/// processor predicts well costs less than the random bits that are drawn in vain. What remains undecided after the
/// last set bit of both thresholds is not below.</para>
/// </remarks>
public sealed class IsingBlockSampler
{
    /// <summary>Number of configurations drawn at once.</summary>
    public const int Samples = 256;

    /// <summary>Planes of random bits that every spin but the first takes, if its thresholds have as many. Changing it
    /// changes all samples, not their law.</summary>
    public const int LeastPlanes = 12;

    private const int Planes = 32;

    // Of each bond: the number of planes up to the last set bit, and bits p of like and of like ^ unlike as 0 or −1.
    private readonly int[] _planes;
    private readonly ulong[] _bits;

    /// <summary>Lays out the thresholds of a ring.</summary>
    /// <param name="ring">The ring and its β.</param>
    public IsingBlockSampler(IsingRingSampler ring)
    {
        ArgumentNullException.ThrowIfNull(ring);
        Sites = ring.Sites;
        Beta = ring.Beta;
        _planes = new int[Sites - 1];
        _bits = new ulong[(Sites - 1) * 2 * Planes];
        for (int bond = 0; bond < Sites - 1; bond++)
        {
            (uint like, uint unlike) = ring.FlipProbabilities(bond);
            _planes[bond] = Planes - BitOperations.TrailingZeroCount(like | unlike);
            for (int plane = 0; plane < Planes; plane++)
            {
                int shift = Planes - 1 - plane;
                _bits[(bond * Planes + plane) * 2] = 0 - (ulong)(like >> shift & 1);
                _bits[(bond * Planes + plane) * 2 + 1] = 0 - (ulong)((like ^ unlike) >> shift & 1);
            }
        }
    }

    /// <summary>Number of spins N.</summary>
    public int Sites { get; }

    /// <summary>Coupling over temperature β.</summary>
    public double Beta { get; }

    /// <summary>Bytes of a row: <see cref="BitRow.Bytes"/> of N.</summary>
    public int RowBytes => BitRow.Bytes(Sites);

    /// <summary>Draws one block: <see cref="Samples"/> rows. Safe on several threads at once.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="purpose">What the samples are for. Their random numbers start where those of samples 4b to 4b + 3
    /// of <see cref="IsingRingSampler.SampleSet"/> do: a run takes the one or the other for a purpose.</param>
    /// <param name="block">b, at least 0; block b has its own <see cref="LaneStream"/> (seed, purpose, b).</param>
    /// <param name="rows">Receives the rows, one after another, as <see cref="Sample"/>.</param>
    /// <exception cref="ArgumentException">The length differs, or b is negative.</exception>
    public void SampleBlock(ulong seed, StreamPurpose purpose, long block, Span<byte> rows)
    {
        if (block < 0)
            throw Require.Error(nameof(block), block, "at least 0");
        var lanes = new LaneStream(seed, purpose, (ulong)block);
        Sample(ref lanes, rows);
    }

    /// <summary>Draws <see cref="Samples"/> configurations. Safe on several threads, each with its own
    /// stream.</summary>
    /// <param name="lanes">Advanced by 1 draw for the first spin, and as many for each other as it has planes.</param>
    /// <param name="rows"><see cref="Samples"/> × <see cref="RowBytes"/> long; receives rows in the layout of
    /// <see cref="BitRow"/>, bits beyond the last spin 0. Row 64 l + b is bit b of lane l.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    public void Sample(ref LaneStream lanes, Span<byte> rows)
    {
        Require.Length(rows.Length, Samples * RowBytes);
        Span<Vector256<ulong>> spins = stackalloc Vector256<ulong>[BitTranspose.Side];
        Vector256<ulong> first = lanes.Next(), differs = Vector256<ulong>.Zero;
        for (int start = 0; start < Sites; start += BitTranspose.Side)
        {
            int count = Math.Min(BitTranspose.Side, Sites - start);
            Draw(ref lanes, start, first, ref differs, spins[..count]);
            spins[count..].Clear();
            BitTranspose.Squares(spins);
            Write(spins, rows, start / 8, BitRow.Bytes(count));
        }
    }

    // The next spins, from number start on. A sample flips at a bond if random < (differs ? whenUnlike : whenLike).
    private void Draw(
        ref LaneStream lanes,
        int start,
        Vector256<ulong> first,
        ref Vector256<ulong> differs,
        Span<Vector256<ulong>> spins)
    {
        LaneStream local = lanes;
        Vector256<ulong> state = differs;
        int done = 0;
        if (start == 0)
            spins[done++] = first;
        for (; done < spins.Length; done++)
        {
            int bond = start + done - 1, planes = _planes[bond], plane = 0;
            ref ulong bits = ref _bits[bond * 2 * Planes];
            Vector256<ulong> below = Vector256<ulong>.Zero, undecided = Vector256<ulong>.AllBitsSet;
            while (plane < planes && (plane < LeastPlanes || undecided != Vector256<ulong>.Zero))
            {
                Vector256<ulong> threshold = Vector256.Create(Unsafe.Add(ref bits, 2 * plane))
                    ^ (state & Vector256.Create(Unsafe.Add(ref bits, 2 * plane + 1)));
                Vector256<ulong> decided = (local.Next() ^ threshold) & undecided;
                below |= decided & threshold;
                undecided ^= decided;
                plane++;
            }

            state ^= below;
            spins[done] = first ^ state;
        }

        differs = state;
        lanes = local;
    }

    // Word b of lane l holds eight bytes of row 64 l + b, of which the first few are wanted.
    private void Write(ReadOnlySpan<Vector256<ulong>> words, Span<byte> rows, int firstByte, int bytes)
    {
        ReadOnlySpan<ulong> flat = MemoryMarshal.Cast<Vector256<ulong>, ulong>(words);
        for (int row = 0; row < Samples; row++)
        {
            Span<byte> target = rows.Slice(row * RowBytes + firstByte, bytes);
            ulong word = flat[row % BitTranspose.Side * Vector256<ulong>.Count + row / BitTranspose.Side];
            if (bytes == sizeof(ulong))
            {
                BinaryPrimitives.WriteUInt64LittleEndian(target, word);
                continue;
            }

            if ((bytes & sizeof(uint)) != 0)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(target, (uint)word);
                target = target[sizeof(uint)..];
                word >>= 32;
            }

            foreach (ref byte part in target)
            {
                part = (byte)word;
                word >>= 8;
            }
        }
    }
}
