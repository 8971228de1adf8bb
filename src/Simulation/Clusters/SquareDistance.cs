using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Clusters;

/// <summary>|x − y|² of vectors in single precision. Terms are added in 16 sums of every 16th one, in a fixed order:
/// the same bits whatever vectors the processor has.</summary>
internal static class SquareDistance
{
    private static readonly int Step = Vector256<float>.Count;

    /// <summary>The square of the Euclidean distance.</summary>
    /// <param name="one">A vector.</param>
    /// <param name="other">Another, as long.</param>
    public static double Of(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        Vector256<float> a = default, b = default;
        int i = 0;
        for (; i <= one.Length - 2 * Step; i += 2 * Step)
        {
            Vector256<float> first = Vector256.Create(one[i..]) - Vector256.Create(other[i..]);
            Vector256<float> second = Vector256.Create(one[(i + Step)..]) - Vector256.Create(other[(i + Step)..]);
            a += first * first;
            b += second * second;
        }

        a += b;
        double sum = 0;
        for (int lane = 0; lane < Step; lane++)
            sum += a[lane];
        for (; i < one.Length; i++)
            sum += (double)(one[i] - other[i]) * (one[i] - other[i]);
        return sum;
    }
}
