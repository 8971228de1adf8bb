using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RbmTheory.Simulation.Arithmetic;

/// <summary>Transposes eight vectors of eight numbers: number l of vector k becomes number k of vector l.</summary>
/// <remarks>24 exchanges for 64 numbers, one or two a cycle; taken one by one, each number costs a load and a
/// store.</remarks>
internal static class LaneTranspose
{
    /// <summary>Transposes eight vectors in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Eight(
        ref Vector256<float> v0, ref Vector256<float> v1, ref Vector256<float> v2, ref Vector256<float> v3,
        ref Vector256<float> v4, ref Vector256<float> v5, ref Vector256<float> v6, ref Vector256<float> v7)
    {
        Pairs(ref v0, ref v1);
        Pairs(ref v2, ref v3);
        Pairs(ref v4, ref v5);
        Pairs(ref v6, ref v7);
        Fours(ref v0, ref v2);
        Fours(ref v1, ref v3);
        Fours(ref v4, ref v6);
        Fours(ref v5, ref v7);
        Halves(ref v0, ref v4);
        Halves(ref v1, ref v5);
        Halves(ref v2, ref v6);
        Halves(ref v3, ref v7);
        (v1, v2, v5, v6) = (v2, v1, v6, v5);
    }

    /// <summary>a_0 b_0 a_1 b_1 | a_4 b_4 a_5 b_5 and a_2 b_2 a_3 b_3 | a_6 b_6 a_7 b_7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pairs(ref Vector256<float> a, ref Vector256<float> b)
    {
        if (Avx.IsSupported)
        {
            (a, b) = (Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b));
            return;
        }

        (a, b) = (Vector256.Create(a[0], b[0], a[1], b[1], a[4], b[4], a[5], b[5]),
            Vector256.Create(a[2], b[2], a[3], b[3], a[6], b[6], a[7], b[7]));
    }

    /// <summary>The same of numbers two by two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fours(ref Vector256<float> a, ref Vector256<float> b)
    {
        Vector256<double> x = a.AsDouble(), y = b.AsDouble();
        (a, b) = Avx.IsSupported
            ? (Avx.UnpackLow(x, y).AsSingle(), Avx.UnpackHigh(x, y).AsSingle())
            : (Vector256.Create(x[0], y[0], x[2], y[2]).AsSingle(),
                Vector256.Create(x[1], y[1], x[3], y[3]).AsSingle());
    }

    /// <summary>Lower halves, then upper halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halves(ref Vector256<float> a, ref Vector256<float> b)
        => (a, b) = (Vector256.Create(a.GetLower(), b.GetLower()), Vector256.Create(a.GetUpper(), b.GetUpper()));
}
