using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Kernels.Scalar;

namespace RbmTheory.Simulation.Kernels;

/// <summary>Draws the colour of a Potts unit in each of eight lanes; the twin is
/// <see cref="PottsSteps.DrawColour"/>.</summary>
internal static class PottsDraw
{
    private static Vector256<float> Lowest => Vector256.Create(-PowerOfTwo.HighestArgument);

    /// <summary>Subtracts the largest x from all, in the lanes whose bound is too large for powers of two.</summary>
    /// <param name="inputs">x, length P.</param>
    /// <param name="bound">Of |x|.</param>
    public static void Shift(Span<Vector256<float>> inputs, Vector256<float> bound)
    {
        Vector256<float> highest = Vector256.Create(float.NegativeInfinity);
        foreach (Vector256<float> input in inputs)
            highest = Vector256.MaxNative(input, highest);
        Vector256<float> small = Vector256.LessThanOrEqual(bound, Vector256.Create(PottsSteps.LargestBound));
        highest = Vector256.AndNot(highest, small);
        foreach (ref Vector256<float> input in inputs)
            input = Vector256.MaxNative(input - highest, Lowest);
    }

    /// <summary>The colours c = #{a &lt; P − 1: S_a ≤ u S_{P−1}}, S_a = Σ_{b ≤ a} 2^{x_b}.</summary>
    /// <param name="inputs">x, length P; S takes its place.</param>
    /// <param name="bits">u is the centre of one of 2^23 equal cells of [0, 1), given by bits 31 … 9 of the
    /// word.</param>
    public static Vector256<int> Colours(Span<Vector256<float>> inputs, Vector256<uint> bits)
    {
        Vector256<float> total = Vector256<float>.Zero;
        foreach (ref Vector256<float> input in inputs)
        {
            total += LanePowerOfTwo.Exp2(input);
            input = total;
        }

        return Choose(inputs, total, bits);
    }

    /// <summary>The same for x_a = g_a + w_a h, with one hidden unit: x is never stored.</summary>
    /// <param name="weights">w, length P.</param>
    /// <param name="fields">g, length P.</param>
    /// <param name="hidden">h.</param>
    /// <param name="sums">Receives S, length P.</param>
    /// <param name="bits">The random words.</param>
    public static Vector256<int> Colours(
        ReadOnlySpan<float> weights, ReadOnlySpan<float> fields, Vector256<float> hidden, Span<Vector256<float>> sums,
        Vector256<uint> bits)
    {
        Vector256<float> total = Vector256<float>.Zero;
        for (int a = 0; a < sums.Length && a < weights.Length && a < fields.Length; a++)
        {
            total += LanePowerOfTwo.Exp2(Vector256.FusedMultiplyAdd(
                Vector256.Create(weights[a]), hidden, Vector256.Create(fields[a])));
            sums[a] = total;
        }

        return Choose(sums, total, bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Choose(Span<Vector256<float>> sums, Vector256<float> total, Vector256<uint> bits)
    {
        Vector256<float> uniform = Vector256.ConvertToSingle(((bits >>> 8) | Vector256<uint>.One).AsInt32());
        Vector256<float> threshold = uniform * Vector256.Create(1f / (1 << 24)) * total;
        Vector256<int> colours = Vector256<int>.Zero;
        foreach (Vector256<float> sum in sums[..^1])
            colours -= Vector256.LessThanOrEqual(sum, threshold).AsInt32();
        return colours;
    }
}
