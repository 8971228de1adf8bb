using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RbmTheory.Simulation.Kernels.Packed;

/// <summary>
/// The sums of <see cref="FixedPointTables"/> for rows with few units set, without tables: the weights of these units
/// are added one by one, each rounded to 16-bit fixed point. Needs AVX2.
/// </summary>
/// <remarks>
/// <para>With σ = ±1, Σ σ_j n_j = 2 Σ_set n_j − Σ_j n_j. The sum is taken modulo 2^16, and so may its terms be: it is
/// right where the result fits 16 bits.</para>
/// <para>A unit that is set takes four loads and four additions of sixteen integers, and three integer operations to
/// find it. The work grows with the number of such units; there is none for a set of rows as a whole.</para>
/// </remarks>
internal static class FixedPointWeights
{
    /// <summary>Vectors of sixteen columns that are summed together: two cache lines a unit.</summary>
    public const int Vectors = 4;

    private const int Fraction = 16, BytesOfUnit = Vectors * FixedPointTables.BytesOfVector;

    /// <summary>Rounds 2 n_j for one vector of sixteen columns, interleaved as those of
    /// <see cref="FixedPointTables"/>.</summary>
    /// <param name="numbers">Two vectors of eight numbers for each unit j.</param>
    /// <param name="scale">Of n_j in units of 2^−16, for the first eight columns.</param>
    /// <param name="otherScale">For the other eight.</param>
    /// <param name="weights">Starts at the first vector to be written; every fourth is.</param>
    /// <returns>−Σ_j n_j.</returns>
    public static Vector256<short> Fill(
        ReadOnlySpan<Vector256<float>> numbers, Vector256<float> scale, Vector256<float> otherScale,
        Span<Vector256<short>> weights)
    {
        Vector256<int> first = default, second = default, half = Vector256.Create(1 << (Fraction - 2));
        for (int j = 0; 2 * j < numbers.Length; j++)
        {
            Vector256<int> a = FixedPointTables.Rounded(numbers[2 * j], scale);
            Vector256<int> b = FixedPointTables.Rounded(numbers[2 * j + 1], otherScale);
            weights[Vectors * j] = FixedPointTables.Interleave((a + half) >> (Fraction - 1), (b + half) << 1);
            (first, second) = (first - a, second - b);
        }

        return FixedPointTables.Interleave((first + 2 * half) >> Fraction, second + 2 * half);
    }

    /// <summary>Adds the sums of every row to its estimates, converted from the unit of the weights to that of the
    /// estimates.</summary>
    /// <param name="weights">Four vectors for each unit.</param>
    /// <param name="starts">−Σ_j n_j, four vectors.</param>
    /// <param name="rows">Starts at the byte of the first row with the first unit; eight bytes of the last row are
    /// read.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="shift">Of the first unit in its byte.</param>
    /// <param name="scales">Units of the weights, as multiples of 2^−15 of those of the estimates; four vectors.</param>
    /// <param name="estimates">Those of sixteen columns, one vector a row; of the other columns they follow at multiples of
    /// <paramref name="room"/>.</param>
    /// <param name="room">Number of vectors from an estimate to that of the same row for the next sixteen columns.</param>
    /// <param name="count">Number of rows.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Add(
        ReadOnlySpan<Vector256<short>> weights, ReadOnlySpan<Vector256<short>> starts, ReadOnlySpan<byte> rows,
        int stride, int shift, ReadOnlySpan<Vector256<short>> scales, Span<Vector256<short>> estimates, int room,
        int count)
    {
        int units = weights.Length / Vectors;
        Require.InRange(units, 1, 8 * sizeof(ulong) - shift);
        Require.AtLeast(rows.Length, (count - 1) * stride + sizeof(ulong));
        Require.AtLeast(estimates.Length, (Vectors - 1) * room + count);
        ulong mask = ulong.MaxValue >> (8 * sizeof(ulong) - units);
        Vector256<short> start0 = starts[0], start1 = starts[1], start2 = starts[2], start3 = starts[3];
        Vector256<short> scale0 = scales[0], scale1 = scales[1], scale2 = scales[2], scale3 = scales[3];
        ref byte weight = ref Unsafe.As<Vector256<short>, byte>(ref MemoryMarshal.GetReference(weights));
        ref byte row = ref MemoryMarshal.GetReference(rows);
        ref Vector256<short> estimate = ref MemoryMarshal.GetReference(estimates);
        for (int r = 0; r < count; r++)
        {
            Vector256<short> sum0 = start0, sum1 = start1, sum2 = start2, sum3 = start3;
            for (ulong set = (Unsafe.ReadUnaligned<ulong>(ref row) >> shift) & mask; set != 0; set &= set - 1)
            {
                ref byte own = ref Unsafe.Add(
                    ref weight, (nuint)(uint)BitOperations.TrailingZeroCount(set) * BytesOfUnit);
                sum0 += FixedPointTables.At(ref own, 0);
                sum1 += FixedPointTables.At(ref own, FixedPointTables.BytesOfVector);
                sum2 += FixedPointTables.At(ref own, 2 * FixedPointTables.BytesOfVector);
                sum3 += FixedPointTables.At(ref own, 3 * FixedPointTables.BytesOfVector);
            }

            AddScaled(ref Unsafe.Add(ref estimate, r), sum0, scale0);
            AddScaled(ref Unsafe.Add(ref estimate, room + r), sum1, scale1);
            AddScaled(ref Unsafe.Add(ref estimate, 2 * room + r), sum2, scale2);
            AddScaled(ref Unsafe.Add(ref estimate, 3 * room + r), sum3, scale3);
            row = ref Unsafe.Add(ref row, stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled(ref Vector256<short> to, Vector256<short> sum, Vector256<short> scale)
        => to += Avx2.MultiplyHighRoundScale(sum, scale);
}
