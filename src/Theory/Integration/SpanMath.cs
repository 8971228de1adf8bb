using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Theory.Integration;

/// <summary>
/// The loops in which integrations spend their time. The sums work in four lanes whatever the machine has, without
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

    /// <summary>max_i |a_i|, +∞ where one is not a number.</summary>
    public static double LargestMagnitude(ReadOnlySpan<double> a)
    {
        // Max propagates NaN.
        ReadOnlySpan<Vector256<double>> wide = MemoryMarshal.Cast<double, Vector256<double>>(a);
        Vector256<double> lanes = Vector256<double>.Zero;
        foreach (Vector256<double> values in wide)
            lanes = Vector256.Max(lanes, Vector256.Abs(values));
        double largest = Math.Max(Math.Max(lanes[0], lanes[1]), Math.Max(lanes[2], lanes[3]));
        foreach (double value in a[(wide.Length * Vector256<double>.Count)..])
            largest = Math.Max(largest, Math.Abs(value));
        return double.IsNaN(largest) ? double.PositiveInfinity : largest;
    }

    /// <summary>target_i = factor · target_i + source_i, of vectors of one length.</summary>
    public static void ScaleAndAdd(Span<double> target, double factor, ReadOnlySpan<double> source)
    {
        Span<Vector256<double>> wideTarget = MemoryMarshal.Cast<double, Vector256<double>>(target);
        ReadOnlySpan<Vector256<double>> wideSource =
            MemoryMarshal.Cast<double, Vector256<double>>(source[..target.Length]);
        for (int i = 0; i < wideTarget.Length; i++)
            wideTarget[i] = (factor * wideTarget[i]) + wideSource[i];
        for (int i = wideTarget.Length * Vector256<double>.Count; i < target.Length; i++)
            target[i] = (factor * target[i]) + source[i];
    }

    /// <summary>target_i *= factor.</summary>
    public static void Scale(Span<double> target, double factor)
    {
        Span<Vector256<double>> wide = MemoryMarshal.Cast<double, Vector256<double>>(target);
        for (int i = 0; i < wide.Length; i++)
            wide[i] *= factor;
        for (int i = wide.Length * Vector256<double>.Count; i < target.Length; i++)
            target[i] *= factor;
    }

    /// <summary>target_i = source_i + shift, of vectors of one length, which may be the same one.</summary>
    public static void Shift(ReadOnlySpan<double> source, double shift, Span<double> target)
    {
        ReadOnlySpan<Vector256<double>> wideSource =
            MemoryMarshal.Cast<double, Vector256<double>>(source[..target.Length]);
        Span<Vector256<double>> wideTarget = MemoryMarshal.Cast<double, Vector256<double>>(target);
        for (int i = 0; i < wideTarget.Length; i++)
            wideTarget[i] = wideSource[i] + Vector256.Create(shift);
        for (int i = wideTarget.Length * Vector256<double>.Count; i < target.Length; i++)
            target[i] = source[i] + shift;
    }

    /// <summary>target_i = a_i + b_i, of vectors of one length.</summary>
    public static void Sum(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> target)
    {
        ReadOnlySpan<Vector256<double>> wideA = MemoryMarshal.Cast<double, Vector256<double>>(a[..target.Length]);
        ReadOnlySpan<Vector256<double>> wideB = MemoryMarshal.Cast<double, Vector256<double>>(b[..target.Length]);
        Span<Vector256<double>> wideTarget = MemoryMarshal.Cast<double, Vector256<double>>(target);
        for (int i = 0; i < wideTarget.Length; i++)
            wideTarget[i] = wideA[i] + wideB[i];
        for (int i = wideTarget.Length * Vector256<double>.Count; i < target.Length; i++)
            target[i] = a[i] + b[i];
    }

    /// <summary>target_i += w_i (w_i² + shift), of vectors of one length.</summary>
    public static void AddCubic(Span<double> target, double shift, ReadOnlySpan<double> w)
    {
        Span<Vector256<double>> wideTarget = MemoryMarshal.Cast<double, Vector256<double>>(target);
        ReadOnlySpan<Vector256<double>> wide = MemoryMarshal.Cast<double, Vector256<double>>(w[..target.Length]);
        for (int i = 0; i < wideTarget.Length; i++)
            wideTarget[i] += wide[i] * ((wide[i] * wide[i]) + Vector256.Create(shift));
        for (int i = wideTarget.Length * Vector256<double>.Count; i < target.Length; i++)
            target[i] += w[i] * ((w[i] * w[i]) + shift);
    }
}
