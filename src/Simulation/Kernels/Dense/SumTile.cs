using System.Runtime.CompilerServices;

namespace RbmTheory.Simulation.Kernels.Dense;

/// <summary>
/// Sums of products Σ_k a_rk b_kc for four rows r and three vectors of columns c, all twelve vectors in registers.
/// </summary>
/// <remarks>
/// <para>A sum starts from 0 and adds its products in ascending k, each by one fused multiply-add. IEEE 754 defines the
/// result of that to the last bit, and no lane sees another: the width of a vector changes no number.</para>
/// <para>A step is three loads of b, four of a to all lanes, and twelve fused multiply-adds, of which a core does two a
/// cycle: they are what bounds it. Three vectors of b, one of a and twelve of sums fill the sixteen registers of
/// AVX2.</para>
/// </remarks>
/// <typeparam name="TLanes">The operations of a vector.</typeparam>
/// <typeparam name="TVector">The vector.</typeparam>
internal static class SumTile<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Columns of the tile.</summary>
    public static int Columns => 3 * TLanes.Count;

    /// <summary>Computes the sums.</summary>
    /// <param name="left">a_00.</param>
    /// <param name="rowStride">From a_rk to that of the next row, in numbers.</param>
    /// <param name="stepStride">From a_rk to that of the next k.</param>
    /// <param name="right">b_00; b_kc is k × <see cref="Columns"/> + c numbers further on.</param>
    /// <param name="steps">Number of products of a sum.</param>
    /// <param name="sums">Receives those of one row after the other, 4 × <see cref="Columns"/>.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Sum(
        ref readonly float left, nint rowStride, nint stepStride, ref readonly float right, nint steps,
        ref float sums)
    {
        ref float a = ref Unsafe.AsRef(in left);
        ref float b = ref Unsafe.AsRef(in right);
        TVector s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
        TVector s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        for (nint k = 0; k < steps; k++)
        {
            TVector b0 = TLanes.Load(ref b);
            TVector b1 = TLanes.Load(ref Unsafe.Add(ref b, TLanes.Count));
            TVector b2 = TLanes.Load(ref Unsafe.Add(ref b, 2 * TLanes.Count));
            AddTo(ref s00, ref s01, ref s02, a, b0, b1, b2);
            AddTo(ref s10, ref s11, ref s12, Unsafe.Add(ref a, rowStride), b0, b1, b2);
            AddTo(ref s20, ref s21, ref s22, Unsafe.Add(ref a, 2 * rowStride), b0, b1, b2);
            AddTo(ref s30, ref s31, ref s32, Unsafe.Add(ref a, 3 * rowStride), b0, b1, b2);
            a = ref Unsafe.Add(ref a, stepStride);
            b = ref Unsafe.Add(ref b, Columns);
        }

        Store(s00, s01, s02, ref sums);
        Store(s10, s11, s12, ref Unsafe.Add(ref sums, Columns));
        Store(s20, s21, s22, ref Unsafe.Add(ref sums, 2 * Columns));
        Store(s30, s31, s32, ref Unsafe.Add(ref sums, 3 * Columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(
        ref TVector first, ref TVector second, ref TVector third, float a, TVector b0, TVector b1, TVector b2)
    {
        TVector all = TLanes.All(a);
        first = TLanes.Add(all, b0, first);
        second = TLanes.Add(all, b1, second);
        third = TLanes.Add(all, b2, third);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector first, TVector second, TVector third, ref float row)
    {
        TLanes.Store(first, ref row);
        TLanes.Store(second, ref Unsafe.Add(ref row, TLanes.Count));
        TLanes.Store(third, ref Unsafe.Add(ref row, 2 * TLanes.Count));
    }
}
