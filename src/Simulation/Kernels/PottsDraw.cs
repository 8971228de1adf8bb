using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Kernels.Scalar;

namespace RbmTheory.Simulation.Kernels;

/// <summary>Draws the colour of a Potts unit in each of eight lanes; the twin is
/// <see cref="PottsSteps.DrawColour"/>. Inputs x_a are those relative to colour 0, whose own is 0 and is not
/// stored: a stands for the colours 1 … P − 1.</summary>
internal static class PottsDraw
{
    private static Vector256<float> Lowest => Vector256.Create(-PowerOfTwo.HighestArgument);

    /// <summary>Subtracts the largest x from all, in the lanes whose bound is too large for powers of two.</summary>
    /// <param name="inputs">x_a, length P − 1.</param>
    /// <param name="bound">Of |x|.</param>
    /// <returns>2^{x_0}, of which x_0 = 0 was shifted like the others.</returns>
    public static Vector256<float> Shift(Span<Vector256<float>> inputs, Vector256<float> bound)
    {
        Vector256<float> highest = Vector256<float>.Zero;
        foreach (Vector256<float> input in inputs)
            highest = Vector256.MaxNative(input, highest);
        Vector256<float> small = Vector256.LessThanOrEqual(bound, Vector256.Create(PottsSteps.LargestBound));
        highest = Vector256.AndNot(highest, small);
        foreach (ref Vector256<float> input in inputs)
            input = Vector256.MaxNative(input - highest, Lowest);
        return LanePowerOfTwo.Exp2(Vector256.MaxNative(-highest, Lowest));
    }

    /// <summary>2^x in place of x.</summary>
    /// <param name="inputs">x.</param>
    public static void Powers(Span<Vector256<float>> inputs)
    {
        foreach (ref Vector256<float> input in inputs)
            input = LanePowerOfTwo.Exp2(input);
    }

    /// <summary>S_{P−1} = Σ_a 2^{x_a}, added in the order of the colours.</summary>
    /// <param name="first">2^{x_0}.</param>
    /// <param name="powers">2^{x_a}, length P − 1.</param>
    public static Vector256<float> Total(Vector256<float> first, ReadOnlySpan<Vector256<float>> powers)
    {
        foreach (Vector256<float> power in powers)
            first += power;
        return first;
    }

    /// <summary>u, the centre of one of 2^23 equal cells of [0, 1), given by bits 31 … 9 of a random word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Uniform(Vector256<uint> bits)
        => Vector256.ConvertToSingle(((bits >>> 8) | Vector256<uint>.One).AsInt32()) * Vector256.Create(1f / (1 << 24));

    /// <summary>The colours c = #{a &lt; P − 1: S_a ≤ u S_{P−1}}, S_a = Σ_{b ≤ a} 2^{x_b}. The sums are made a second
    /// time: an addition costs less than a store and a load.</summary>
    /// <param name="first">2^{x_0}.</param>
    /// <param name="powers">2^{x_a}, length P − 1.</param>
    /// <param name="threshold">u S_{P−1}.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Choose(
        Vector256<float> first, ReadOnlySpan<Vector256<float>> powers, Vector256<float> threshold)
    {
        Vector256<int> colours = Vector256<int>.Zero;
        foreach (Vector256<float> power in powers)
        {
            colours -= Vector256.LessThanOrEqual(first, threshold).AsInt32();
            first += power;
        }

        return colours;
    }
}
