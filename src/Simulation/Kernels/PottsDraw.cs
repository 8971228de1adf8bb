using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Kernels.Scalar;

namespace RbmTheory.Simulation.Kernels;

/// <summary>Draws the colour of a Potts unit in each of eight lanes; the twin is
/// <see cref="PottsSteps.DrawColour"/>.</summary>
internal static class PottsDraw
{
    /// <summary>The colours c = #{a &lt; P − 1: S_a ≤ u S_{P−1}}, S_a = Σ_{b ≤ a} 2^{x_b − max x}.</summary>
    /// <param name="inputs">x_a at [a × step]; S_a takes its place.</param>
    /// <param name="step">Distance between the inputs of two colours.</param>
    /// <param name="highest">max x.</param>
    /// <param name="bits">u is the centre of one of 2^23 equal cells of [0, 1), given by bits 31 … 9 of the word.</param>
    public static Vector256<int> Colours(
        Span<Vector256<float>> inputs, int step, Vector256<float> highest, Vector256<uint> bits)
    {
        Vector256<float> total = Vector256<float>.Zero;
        for (int x = 0; x < inputs.Length; x += step)
        {
            total += Exp2(inputs[x] - highest);
            inputs[x] = total;
        }

        Vector256<float> uniform = Vector256.ConvertToSingle(((bits >>> 8) | Vector256<uint>.One).AsInt32());
        Vector256<float> threshold = uniform * Vector256.Create(1f / (1 << 24)) * total;
        Vector256<int> colours = Vector256<int>.Zero;
        for (int x = 0; x < inputs.Length - step; x += step)
            colours -= Vector256.LessThanOrEqual(inputs[x], threshold).AsInt32();
        return colours;
    }

    /// <summary><see cref="PowerOfTwo.Exp2"/> in each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exp2(Vector256<float> x)
    {
        x = Vector256.MaxNative(x, Vector256.Create(PowerOfTwo.LowestArgument));
        Vector256<float> shifted = x + Vector256.Create(PowerOfTwo.Rounder);
        Vector256<float> r = x - (shifted - Vector256.Create(PowerOfTwo.Rounder));
        Vector256<float> p = Vector256.FusedMultiplyAdd(
            Vector256.Create(PowerOfTwo.C5), r, Vector256.Create(PowerOfTwo.C4));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(PowerOfTwo.C3));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(PowerOfTwo.C2));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(PowerOfTwo.C1));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256<float>.One);
        return (p.AsInt32() + (shifted.AsInt32() << 23)).AsSingle();
    }
}
