using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Arithmetic;

/// <summary><see cref="Exponential"/> for eight numbers at a time: the same operations in the same order, and so
/// the same bits.</summary>
internal static class LaneExponential
{
    /// <summary>e^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        Vector256<float> rounder = Vector256.Create(12582912f);
        Vector256<float> lowest = Vector256.Create(Exponential.LowestArgument);
        Vector256<float> highest = Vector256.Create(Exponential.HighestArgument);
        x = Vector256.ConditionalSelect(Vector256.LessThan(x, lowest), lowest, x);
        x = Vector256.ConditionalSelect(Vector256.GreaterThan(x, highest), highest, x);
        Vector256<float> shifted = x * Vector256.Create(1.44269504f) + rounder;
        Vector256<float> n = shifted - rounder;
        Vector256<float> r = x - n * Vector256.Create(0.693359375f);
        r -= n * Vector256.Create(-2.12194440e-4f);
        Vector256<float> p = Vector256.Create(1.9875691500e-4f);
        p = p * r + Vector256.Create(1.3981999507e-3f);
        p = p * r + Vector256.Create(8.3334519073e-3f);
        p = p * r + Vector256.Create(4.1665795894e-2f);
        p = p * r + Vector256.Create(1.6666665459e-1f);
        p = p * r + Vector256.Create(5.0000001201e-1f);
        Vector256<float> mantissa = p * (r * r) + r + Vector256<float>.One;
        return mantissa * ((shifted.AsInt32() << 23) + Vector256.Create(127 << 23)).AsSingle();
    }

    /// <summary>1/(1 + e^{−x}).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Logistic(Vector256<float> x)
        => Vector256<float>.One / (Vector256<float>.One + Exp(-x));

    /// <summary>tanh x; both formulas are computed, and one is selected.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x)
    {
        Vector256<float> magnitude = Vector256.Abs(x);
        Vector256<float> tail = Vector256<float>.One
            - Vector256.Create(2f) / (Exp(magnitude + magnitude) + Vector256<float>.One);
        tail = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), -tail, tail);

        Vector256<float> square = x * x;
        Vector256<float> q = Vector256.Create(-5.70498872745e-3f);
        q = q * square + Vector256.Create(2.06390887954e-2f);
        q = q * square - Vector256.Create(5.37397155531e-2f);
        q = q * square + Vector256.Create(1.33314422036e-1f);
        q = q * square - Vector256.Create(3.33332819422e-1f);
        Vector256<float> core = q * square * x + x;
        return Vector256.ConditionalSelect(
            Vector256.GreaterThanOrEqual(magnitude, Vector256.Create(0.625f)), tail, core);
    }
}
