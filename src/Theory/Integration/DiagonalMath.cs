using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Theory.Integration;

/// <summary>
/// Products of diagonal matrices with vectors, in four lanes whatever the machine has, without fused products: the same
/// bits everywhere. All lengths are that of the target.
/// </summary>
internal static class DiagonalMath
{
    /// <summary>target_k = a_k x_k.</summary>
    public static void Product(Span<double> target, ReadOnlySpan<double> a, ReadOnlySpan<double> x)
    {
        Span<Vector256<double>> wideTarget = MemoryMarshal.Cast<double, Vector256<double>>(target);
        ReadOnlySpan<Vector256<double>> wideA = MemoryMarshal.Cast<double, Vector256<double>>(a[..target.Length]);
        ReadOnlySpan<Vector256<double>> wideX = MemoryMarshal.Cast<double, Vector256<double>>(x[..target.Length]);
        for (int i = 0; i < wideTarget.Length; i++)
            wideTarget[i] = wideA[i] * wideX[i];
        for (int i = wideTarget.Length * Vector256<double>.Count; i < target.Length; i++)
            target[i] = a[i] * x[i];
    }

    /// <summary>target_k += a_k x_k.</summary>
    public static void AddProduct(Span<double> target, ReadOnlySpan<double> a, ReadOnlySpan<double> x)
    {
        Span<Vector256<double>> wideTarget = MemoryMarshal.Cast<double, Vector256<double>>(target);
        ReadOnlySpan<Vector256<double>> wideA = MemoryMarshal.Cast<double, Vector256<double>>(a[..target.Length]);
        ReadOnlySpan<Vector256<double>> wideX = MemoryMarshal.Cast<double, Vector256<double>>(x[..target.Length]);
        for (int i = 0; i < wideTarget.Length; i++)
            wideTarget[i] += wideA[i] * wideX[i];
        for (int i = wideTarget.Length * Vector256<double>.Count; i < target.Length; i++)
            target[i] += a[i] * x[i];
    }
}
