namespace RbmTheory.Simulation.Kernels.Dense;

/// <summary>Sums over samples of the outer products of two vectors. Every element is Σ_s a_s b_s in the order of s,
/// each step a fused multiply-add, and so is the last, which adds the sum times its scale.</summary>
internal static class OuterProducts
{
    /// <summary>sums_ij ← sums_ij + scale · Σ_s left_si right_sj.</summary>
    /// <param name="left">S × m numbers, row-major.</param>
    /// <param name="right">S × n numbers, row-major.</param>
    /// <param name="samples">S.</param>
    /// <param name="sums">m × n numbers, row-major; added to.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="firstRow">The first i.</param>
    /// <param name="endRow">The one after the last i.</param>
    public static void Add(ReadOnlySpan<float> left, ReadOnlySpan<float> right, int samples, Span<float> sums,
        float scale, int firstRow, int endRow)
    {
        int m = left.Length / samples, n = right.Length / samples;
        for (int i = firstRow; i < endRow; i++)
        {
            for (int j = 0; j < n; j++)
            {
                float sum = 0;
                for (int s = 0; s < samples; s++)
                    sum = MathF.FusedMultiplyAdd(left[s * m + i], right[s * n + j], sum);
                sums[i * n + j] = MathF.FusedMultiplyAdd(scale, sum, sums[i * n + j]);
            }
        }
    }
}
