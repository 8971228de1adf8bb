using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Kernels.Potts;

/// <summary>The weights and fields of one site of P colours, as the visible side needs them: relative to colour
/// 0.</summary>
internal readonly ref struct PottsSite
{
    /// <summary>Where <see cref="Bound(ReadOnlySpan{float})"/> is larger, the largest x_a of the site is subtracted
    /// from all before powers of two are taken, which changes them by a common factor and not the law. Up to it the sum
    /// of the powers is at most 256 × 2^100.</summary>
    public const float LargestBound = 100f;

    /// <summary>(g_a − g_0) log₂ e at [a − 1], length P − 1.</summary>
    public required ReadOnlySpan<float> Fields { get; init; }

    /// <summary>w_{μ,a} − w_{μ,0} at [(a − 1) × stride + μ].</summary>
    public required ReadOnlySpan<float> Differences { get; init; }

    /// <summary>Distance of the weights of two colours, at least M.</summary>
    public required int Stride { get; init; }

    /// <summary>The largest magnitude of <see cref="Fields"/>.</summary>
    public required float LargestField { get; init; }

    /// <summary>The largest magnitude of the differences of the weights to each hidden unit, length M.</summary>
    public required ReadOnlySpan<float> LargestDifferences { get; init; }

    /// <summary>The largest |value − value of colour 0|.</summary>
    /// <param name="values">Of one site, length P.</param>
    public static float LargestDifference(ReadOnlySpan<float> values)
    {
        float largest = 0;
        foreach (float value in values)
            largest = MathF.Abs(value - values[0]) > largest ? MathF.Abs(value - values[0]) : largest;
        return largest;
    }

    /// <summary>A bound of every |x_a|: max_a |g_a − g_0| log₂ e + Σ_μ max_a |w_{μ,a} − w_{μ,0}| |h_μ log₂ e|, added in
    /// the order of the hidden units.</summary>
    /// <param name="hidden">|h_μ| log₂ e or more, length M.</param>
    public float Bound(ReadOnlySpan<float> hidden)
    {
        float bound = LargestField;
        for (int mu = 0; mu < LargestDifferences.Length; mu++)
            bound += LargestDifferences[mu] * hidden[mu];
        return bound;
    }

    /// <summary>The same in eight rows.</summary>
    /// <param name="hidden">h_μ log₂ e at [4 μ].</param>
    public Vector256<float> Bound(ReadOnlySpan<Vector256<float>> hidden)
    {
        Vector256<float> bound = Vector256.Create(LargestField);
        for (int mu = 0; mu < LargestDifferences.Length; mu++)
            bound += Vector256.Create(LargestDifferences[mu]) * Vector256.Abs(hidden[mu * PottsScratch.Vectors]);
        return bound;
    }
}
