using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Kernels.Scalar;

namespace RbmTheory.Simulation.Kernels;

/// <summary><see cref="PowerOfTwo.Exp2"/> of eight numbers at a time, with the same bits; in two halves too, for loops
/// that keep apart what depends on each other.</summary>
internal static class LanePowerOfTwo
{
    /// <summary>2^x, |x| at most <see cref="PowerOfTwo.HighestArgument"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp2(Vector256<float> x) => Join(Split(x, out Vector256<int> exponent), exponent);

    /// <summary>r of 2^x = 2^n 2^r, |r| ≤ ½, and n where the exponent of a number stands.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Split(Vector256<float> x, out Vector256<int> exponent)
    {
        Vector256<float> rounder = Vector256.Create(PowerOfTwo.Rounder);
        Vector256<float> shifted = x + rounder;
        exponent = shifted.AsInt32() << 23;
        return x - (shifted - rounder);
    }

    /// <summary>2^n 2^r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Join(Vector256<float> r, Vector256<int> exponent)
    {
        Vector256<float> p = Vector256.FusedMultiplyAdd(
            Vector256.Create(PowerOfTwo.C5), r, Vector256.Create(PowerOfTwo.C4));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(PowerOfTwo.C3));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(PowerOfTwo.C2));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(PowerOfTwo.C1));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256<float>.One);
        return (p.AsInt32() + exponent).AsSingle();
    }
}
