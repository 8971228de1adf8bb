using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Machines;

namespace RbmTheory.Simulation.Training;

/// <summary>
/// One step along the gradient, λ ← λ + ν ∂L/∂λ, rounded after the product and after the sum, which sees whether the
/// training can go on from there.
/// </summary>
/// <remarks>
/// <para>It can while every |λ| is below 2^48. A machine has fewer than 2^31 weights. A real hidden unit has
/// |h| ≲ Σ_i |w_iμ|, and a visible unit the input Σ_μ w_iμ h_μ, below 2^31 · 2^48 · 2^48 = 2^127: all inputs of units
/// are finite in single precision, and so are their means and the gradient. Nothing else has to be watched: chains are
/// drawn from such inputs and kept as bytes, each of which is a value of a unit; and what is not finite in a mean or in
/// a gradient, whatever its cause, makes its parameter so in the same update. Units of bounded values do not come
/// there: |∂L/∂λ| ≤ 2, and 2^48 is 10^13 updates at a rate of 10.</para>
/// <para>The largest magnitude is kept as an integer, as positive floats and their bits have one order, with ∞ and NaN
/// above all others.</para>
/// </remarks>
internal static class Ascent
{
    private const int MagnitudeBits = int.MaxValue, LimitBits = (127 + 48) << 23;

    /// <summary>Makes the step of some of the weights, and with the first of them that of all other parameters; the
    /// gradient is set to 0 for the next update.</summary>
    /// <param name="parameters">λ.</param>
    /// <param name="gradient">∂L/∂λ, of the same shape.</param>
    /// <param name="rate">ν.</param>
    /// <param name="weights">Which weights.</param>
    /// <returns>Whether every one of these parameters is a number of magnitude below 2^48.</returns>
    public static bool Make(Parameters parameters, Parameters gradient, float rate, Range weights)
    {
        int highest = Make(parameters.Weights.AsSpan(weights), gradient.Weights.AsSpan(weights), rate);
        if (weights.Start.Value == 0)
        {
            highest = Math.Max(highest, Make(parameters.VisibleFields, gradient.VisibleFields, rate));
            highest = Math.Max(highest, Make(parameters.HiddenFields, gradient.HiddenFields, rate));
            highest = Math.Max(highest, Make(parameters.HiddenParameters, gradient.HiddenParameters, rate));
        }

        return highest < LimitBits;
    }

    /// <summary>Adds the derivative of the penalty −(λ/2) Σ w², −λw, to that of the likelihood, rounded after the
    /// product and after the difference.</summary>
    /// <param name="gradient">∂L/∂w; receives ∂L/∂w − λw.</param>
    /// <param name="weights">w, of the same length.</param>
    /// <param name="decay">λ.</param>
    public static void AddDecay(Span<float> gradient, ReadOnlySpan<float> weights, float decay)
    {
        int i = 0;
        for (; i <= gradient.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Span<float> eight = gradient[i..];
            Vector256<float> pull = Vector256.Create(decay) * Vector256.Create(weights[i..]);
            (Vector256.Create<float>(eight) - pull).CopyTo(eight);
        }

        for (; i < gradient.Length; i++)
            gradient[i] -= decay * weights[i];
    }

    /// <summary>The kinds of parameters with any that are beyond 2^48 or no number, and how many are.</summary>
    /// <param name="parameters">λ after a step.</param>
    public static string WhatDiverged(Parameters parameters)
    {
        (string Name, float[] Values)[] kinds =
        [
            ("weights", parameters.Weights), ("visible fields", parameters.VisibleFields),
            ("hidden fields", parameters.HiddenFields), ("θ", parameters.HiddenParameters),
        ];
        return string.Join(", ", kinds.Select(kind => (kind.Name, kind.Values.Length, Bad: kind.Values.Count(IsBeyond)))
            .Where(kind => kind.Bad > 0).Select(kind => $"{kind.Bad} of {kind.Length} {kind.Name}"));
    }

    private static bool IsBeyond(float value) => Magnitude(value) >= LimitBits;

    private static int Magnitude(float value) => BitConverter.SingleToInt32Bits(value) & MagnitudeBits;

    private static int Make(Span<float> parameters, Span<float> gradient, float rate)
    {
        Vector256<int> highest = Vector256<int>.Zero;
        int i = 0;
        for (; i <= gradient.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Span<float> eight = parameters[i..], slope = gradient[i..];
            Vector256<float> next = Vector256.Create(eight) + Vector256.Create(rate) * Vector256.Create(slope);
            highest = Vector256.Max(highest, next.AsInt32() & Vector256.Create(MagnitudeBits));
            next.CopyTo(eight);
            Vector256<float>.Zero.CopyTo(slope);
        }

        int most = 0;
        for (; i < gradient.Length; i++)
        {
            parameters[i] += rate * gradient[i];
            gradient[i] = 0;
            most = Math.Max(most, Magnitude(parameters[i]));
        }

        for (int lane = 0; lane < Vector256<int>.Count; lane++)
            most = Math.Max(most, highest[lane]);
        return most;
    }
}
