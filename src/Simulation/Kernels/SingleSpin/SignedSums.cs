using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Kernels.SingleSpin;

/// <summary>Sums over rows of spins, Σ_r v_ri m_r for every spin i, added in the order of the rows.</summary>
internal static class SignedSums
{
    private const int Together = 4;

    /// <summary>For each byte −0 in lane i where its bit i is clear, +0 where it is set.</summary>
    private static readonly Vector256<float>[] Signs = [.. Enumerable.Range(0, 256).Select(SignsOf)];

    /// <summary>Adds v_ri m_r of each row in turn.</summary>
    /// <param name="rows">Rows of N spins, one after another.</param>
    /// <param name="rowBytes">Bytes of a row.</param>
    /// <param name="means">m, one a row.</param>
    /// <param name="sums">Added to, length N.</param>
    public static void Add(ReadOnlySpan<byte> rows, int rowBytes, ReadOnlySpan<float> means, Span<float> sums)
    {
        Require.Length(rows.Length, means.Length * rowBytes);
        Span<float> padded = stackalloc float[8 * Together];
        for (int b = 0; b < rowBytes; b += Together)
        {
            Span<float> part = sums[(8 * b)..];
            part = part[..Math.Min(part.Length, padded.Length)];
            part.CopyTo(padded);
            if (b + Together <= rowBytes)
                AddFour(rows[b..], rowBytes, means, padded);
            else
            {
                for (int one = 0; b + one < rowBytes; one++)
                    AddOne(rows[(b + one)..], rowBytes, means, padded.Slice(8 * one, 8));
            }

            padded[..part.Length].CopyTo(part);
        }
    }

    /// <summary>Four bytes of each row: four independent sums, so that additions need not wait for each
    /// other.</summary>
    private static void AddFour(ReadOnlySpan<byte> rows, int rowBytes, ReadOnlySpan<float> means, Span<float> sums)
    {
        Vector256<float>[] signs = Signs;
        Vector256<float> sum0 = At(sums, 0), sum1 = At(sums, 8), sum2 = At(sums, 16), sum3 = At(sums, 24);
        for (int row = 0, at = 0; row < means.Length; row++, at += rowBytes)
        {
            Vector256<float> mean = Vector256.Create(means[row]);
            ReadOnlySpan<byte> bytes = rows.Slice(at, Together);
            sum0 += mean ^ signs[bytes[0]];
            sum1 += mean ^ signs[bytes[1]];
            sum2 += mean ^ signs[bytes[2]];
            sum3 += mean ^ signs[bytes[3]];
        }

        sum0.CopyTo(sums);
        sum1.CopyTo(sums[8..]);
        sum2.CopyTo(sums[16..]);
        sum3.CopyTo(sums[24..]);
    }

    private static void AddOne(ReadOnlySpan<byte> rows, int rowBytes, ReadOnlySpan<float> means, Span<float> sums)
    {
        Vector256<float>[] signs = Signs;
        Vector256<float> sum = At(sums, 0);
        for (int row = 0, at = 0; row < means.Length; row++, at += rowBytes)
            sum += Vector256.Create(means[row]) ^ signs[rows[at]];
        sum.CopyTo(sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> At(ReadOnlySpan<float> sums, int start) => Vector256.Create(sums[start..]);

    private static Vector256<float> SignsOf(int bits)
    {
        Span<float> signs = stackalloc float[8];
        for (int i = 0; i < signs.Length; i++)
            signs[i] = (bits >> i & 1) != 0 ? 0f : -0f;
        return Vector256.Create((ReadOnlySpan<float>)signs);
    }
}
