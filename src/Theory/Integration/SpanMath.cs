using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Theory.Integration;

/// <summary>
/// The two loops in which integrations spend their time. They work in four lanes whatever the machine has, without
/// fused products, so that a curve has the same bits everywhere.
/// </summary>
internal static class SpanMath
{
    /// <summary>Σ_i a_i b_i, of vectors of one length.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ReadOnlySpan<Vector256<double>> wideA = MemoryMarshal.Cast<double, Vector256<double>>(a);
        ReadOnlySpan<Vector256<double>> wideB = MemoryMarshal.Cast<double, Vector256<double>>(b[..a.Length]);
        Vector256<double> sums = Vector256<double>.Zero;
        for (int i = 0; i < wideA.Length; i++)
            sums += wideA[i] * wideB[i];
        double sum = Vector256.Sum(sums);
        for (int i = wideA.Length * Vector256<double>.Count; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>target_i += factor · source_i, of vectors of one length.</summary>
    public static void AddScaled(Span<double> target, double factor, ReadOnlySpan<double> source)
    {
        Span<Vector256<double>> wideTarget = MemoryMarshal.Cast<double, Vector256<double>>(target);
        ReadOnlySpan<Vector256<double>> wideSource =
            MemoryMarshal.Cast<double, Vector256<double>>(source[..target.Length]);
        for (int i = 0; i < wideTarget.Length; i++)
            wideTarget[i] += factor * wideSource[i];
        for (int i = wideTarget.Length * Vector256<double>.Count; i < target.Length; i++)
            target[i] += factor * source[i];
    }
}
