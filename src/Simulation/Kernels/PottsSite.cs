using System.Runtime.Intrinsics;
using RbmTheory.Simulation.Kernels.Scalar;

namespace RbmTheory.Simulation.Kernels;

/// <summary>The weights and fields of one site of P colours, as the visible side needs them: relative to colour
/// 0.</summary>
internal readonly ref struct PottsSite
{
    /// <summary>(g_a − g_0) log₂ e at [a − 1], length P − 1.</summary>
    public required ReadOnlySpan<float> Fields { get; init; }

    /// <summary>w_{μ,a} − w_{μ,0} at [(a − 1) × stride + μ].</summary>
    public required ReadOnlySpan<float> Differences { get; init; }

    /// <summary>At least M.</summary>
    public required int Stride { get; init; }

    /// <summary>The largest magnitude of the fields.</summary>
    public required float LargestField { get; init; }

    /// <summary>Those of the weights to each hidden unit, length M.</summary>
    public required ReadOnlySpan<float> LargestDifferences { get; init; }

    /// <summary>What |x_a| does not exceed, see <see cref="PottsSteps.Bound"/>.</summary>
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
