using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Arithmetic;

/// <summary><see cref="PowerOfTwo.Exp2"/> for eight numbers at a time, with the same bits; also in two steps,
/// <see cref="Split"/> and <see cref="Join"/>, for loops that do the first step for many numbers before the
/// second.</summary>
internal static class LanePowerOfTwo
{
    /// <summary>2^x, |x| at most <see cref="PowerOfTwo.HighestArgument"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp2(Vector256<float> x) => Join(Split(x, out Vector256<int> exponent), exponent);

    /// <summary>r of 2^x = 2^n 2^r, |r| ≤ ½, and n shifted to the exponent bits of a float.</summary>
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

    /// <summary>Replaces four x by 2^x, step by step for all four: each step of one power waits for the step before,
    /// and a processor does not reorder enough instructions to overlap whole powers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp2(
        ref Vector256<float> x0, ref Vector256<float> x1, ref Vector256<float> x2, ref Vector256<float> x3)
    {
        x0 = Split(x0, out Vector256<int> e0);
        x1 = Split(x1, out Vector256<int> e1);
        x2 = Split(x2, out Vector256<int> e2);
        x3 = Split(x3, out Vector256<int> e3);
        Vector256<float> p0 = Vector256.Create(PowerOfTwo.C5), p1 = p0, p2 = p0, p3 = p0;
        Horner(x0, x1, x2, x3, ref p0, ref p1, ref p2, ref p3, PowerOfTwo.C4);
        Horner(x0, x1, x2, x3, ref p0, ref p1, ref p2, ref p3, PowerOfTwo.C3);
        Horner(x0, x1, x2, x3, ref p0, ref p1, ref p2, ref p3, PowerOfTwo.C2);
        Horner(x0, x1, x2, x3, ref p0, ref p1, ref p2, ref p3, PowerOfTwo.C1);
        Horner(x0, x1, x2, x3, ref p0, ref p1, ref p2, ref p3, 1f);
        x0 = (p0.AsInt32() + e0).AsSingle();
        x1 = (p1.AsInt32() + e1).AsSingle();
        x2 = (p2.AsInt32() + e2).AsSingle();
        x3 = (p3.AsInt32() + e3).AsSingle();
    }

    /// <summary>Replaces three x by 2^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp2(ref Vector256<float> x0, ref Vector256<float> x1, ref Vector256<float> x2)
    {
        x0 = Split(x0, out Vector256<int> e0);
        x1 = Split(x1, out Vector256<int> e1);
        x2 = Split(x2, out Vector256<int> e2);
        Vector256<float> p0 = Vector256.Create(PowerOfTwo.C5), p1 = p0, p2 = p0;
        Horner(x0, x1, x2, ref p0, ref p1, ref p2, PowerOfTwo.C4);
        Horner(x0, x1, x2, ref p0, ref p1, ref p2, PowerOfTwo.C3);
        Horner(x0, x1, x2, ref p0, ref p1, ref p2, PowerOfTwo.C2);
        Horner(x0, x1, x2, ref p0, ref p1, ref p2, PowerOfTwo.C1);
        Horner(x0, x1, x2, ref p0, ref p1, ref p2, 1f);
        x0 = (p0.AsInt32() + e0).AsSingle();
        x1 = (p1.AsInt32() + e1).AsSingle();
        x2 = (p2.AsInt32() + e2).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Horner(
        Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3, ref Vector256<float> p0,
        ref Vector256<float> p1, ref Vector256<float> p2, ref Vector256<float> p3, float coefficient)
    {
        Horner(r0, r1, r2, ref p0, ref p1, ref p2, coefficient);
        p3 = Vector256.FusedMultiplyAdd(p3, r3, Vector256.Create(coefficient));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Horner(
        Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, ref Vector256<float> p0,
        ref Vector256<float> p1, ref Vector256<float> p2, float coefficient)
    {
        p0 = Vector256.FusedMultiplyAdd(p0, r0, Vector256.Create(coefficient));
        p1 = Vector256.FusedMultiplyAdd(p1, r1, Vector256.Create(coefficient));
        p2 = Vector256.FusedMultiplyAdd(p2, r2, Vector256.Create(coefficient));
    }
}
