using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Arithmetic;

namespace RbmTheory.Simulation.Kernels.Potts;

/// <summary>
/// The powers 2^{x_a} of one site of four vectors of eight rows, x_a = (g_a − g_0) log₂ e + Σ_μ (w_{μ,a} − w_{μ,0})
/// (h_μ log₂ e), added in the order of the hidden units by fused multiply-adds. The power of colour 0 is stored
/// separately.
/// </summary>
/// <remarks>
/// All rows use the same weights, and the vectors are computed together, step by step: one power is ten operations of
/// three to four cycles, each of which needs the result of the one before, and of powers computed one after the other a
/// processor overlaps no more than five. As chunks of three vectors are common, there is a method for them.
/// </remarks>
internal static class PottsPowers
{
    private const int Vectors = PottsScratch.Vectors;

    private static Vector256<float> Lowest => Vector256.Create(-PowerOfTwo.HighestArgument);

    /// <summary>Where every |x_a| is small.</summary>
    /// <param name="site">The weights.</param>
    /// <param name="hidden">h_μ log₂ e at [4 μ + v].</param>
    /// <param name="powers">Receives 2^{x_a} at [4 (a − 1) + v].</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void OfFour(
        in PottsSite site, ReadOnlySpan<Vector256<float>> hidden, ref Vector256<float> powers)
    {
        ref float weights = ref MemoryMarshal.GetReference(site.Differences);
        foreach (float field in site.Fields)
        {
            Vector256<float> x0, x1, x2, x3;
            x0 = x1 = x2 = x3 = Vector256.Create(field);
            ref Vector256<float> h = ref MemoryMarshal.GetReference(hidden);
            for (int mu = 0; mu < hidden.Length / Vectors; mu++)
            {
                Vector256<float> w = Vector256.Create(Unsafe.Add(ref weights, mu));
                x0 = Vector256.FusedMultiplyAdd(w, h, x0);
                x1 = Vector256.FusedMultiplyAdd(w, Unsafe.Add(ref h, 1), x1);
                x2 = Vector256.FusedMultiplyAdd(w, Unsafe.Add(ref h, 2), x2);
                x3 = Vector256.FusedMultiplyAdd(w, Unsafe.Add(ref h, 3), x3);
                h = ref Unsafe.Add(ref h, Vectors);
            }

            LanePowerOfTwo.Exp2(ref x0, ref x1, ref x2, ref x3);
            powers = x0;
            Unsafe.Add(ref powers, 1) = x1;
            Unsafe.Add(ref powers, 2) = x2;
            Unsafe.Add(ref powers, 3) = x3;
            powers = ref Unsafe.Add(ref powers, Vectors);
            weights = ref Unsafe.Add(ref weights, site.Stride);
        }
    }

    /// <summary>The same for the first three vectors of rows.</summary>
    /// <param name="site">The weights.</param>
    /// <param name="hidden">h_μ log₂ e at [4 μ + v].</param>
    /// <param name="powers">Receives 2^{x_a} at [4 (a − 1) + v].</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void OfThree(
        in PottsSite site, ReadOnlySpan<Vector256<float>> hidden, ref Vector256<float> powers)
    {
        ref float weights = ref MemoryMarshal.GetReference(site.Differences);
        foreach (float field in site.Fields)
        {
            Vector256<float> x0, x1, x2;
            x0 = x1 = x2 = Vector256.Create(field);
            ref Vector256<float> h = ref MemoryMarshal.GetReference(hidden);
            for (int mu = 0; mu < hidden.Length / Vectors; mu++)
            {
                Vector256<float> w = Vector256.Create(Unsafe.Add(ref weights, mu));
                x0 = Vector256.FusedMultiplyAdd(w, h, x0);
                x1 = Vector256.FusedMultiplyAdd(w, Unsafe.Add(ref h, 1), x1);
                x2 = Vector256.FusedMultiplyAdd(w, Unsafe.Add(ref h, 2), x2);
                h = ref Unsafe.Add(ref h, Vectors);
            }

            LanePowerOfTwo.Exp2(ref x0, ref x1, ref x2);
            powers = x0;
            Unsafe.Add(ref powers, 1) = x1;
            Unsafe.Add(ref powers, 2) = x2;
            powers = ref Unsafe.Add(ref powers, Vectors);
            weights = ref Unsafe.Add(ref weights, site.Stride);
        }
    }

    /// <summary>Any x_a: in lanes whose bound is too large for powers of two, the largest x is subtracted from
    /// all.</summary>
    /// <param name="site">The weights.</param>
    /// <param name="hidden">h_μ log₂ e at [4 μ + v].</param>
    /// <param name="powers">Receives 2^{x_a} at [4 (a − 1) + v].</param>
    /// <param name="first">Receives 2^{x_0} at [v].</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Shifted(
        in PottsSite site, ReadOnlySpan<Vector256<float>> hidden, Span<Vector256<float>> powers,
        Span<Vector256<float>> first)
    {
        for (int v = 0; v < Vectors; v++)
        {
            Vector256<float> bound = site.Bound(hidden[v..]), highest = Vector256<float>.Zero;
            for (int a = 0; a < site.Fields.Length; a++)
            {
                Vector256<float> x = Vector256.Create(site.Fields[a]);
                for (int mu = 0; mu < hidden.Length / Vectors; mu++)
                {
                    x = Vector256.FusedMultiplyAdd(
                        Vector256.Create(site.Differences[a * site.Stride + mu]), hidden[mu * Vectors + v], x);
                }

                highest = Vector256.MaxNative(x, highest);
                powers[a * Vectors + v] = x;
            }

            Vector256<float> small = Vector256.LessThanOrEqual(bound, Vector256.Create(PottsSite.LargestBound));
            highest = Vector256.AndNot(highest, small);
            for (int a = 0; a < site.Fields.Length; a++)
                powers[a * Vectors + v] = Vector256.MaxNative(powers[a * Vectors + v] - highest, Lowest);
            first[v] = LanePowerOfTwo.Exp2(Vector256.MaxNative(-highest, Lowest));
        }

        for (; !powers.IsEmpty; powers = powers[Vectors..])
            LanePowerOfTwo.Exp2(ref powers[0], ref powers[1], ref powers[2], ref powers[3]);
    }
}
