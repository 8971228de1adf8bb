namespace RbmTheory.Simulation.Observables;

/// <summary>
/// How much of the space of the first k vectors of one basis lies in that of another,
/// <code>O_k(A, B) = (1/k) Σ_{i,j ≤ k} ⟨a_i, b_j⟩² = ‖A_kᵀ B_k‖² / k,</code>
/// in [0, 1]: 1 for the same space, k/n on average for random ones of n dimensions. Single vectors swap and rotate
/// among those of nearly equal values; their space does not.
/// </summary>
public static class SubspaceOverlap
{
    /// <summary>O_k for several k.</summary>
    /// <param name="first">a_1, a_2, …, orthonormal, as many as the largest k or more.</param>
    /// <param name="second">b_1, b_2, …, orthonormal, as many numbers each.</param>
    /// <param name="dimensions">Each k, at least 1, in any order.</param>
    /// <returns>O_k, in the order of the k.</returns>
    /// <exception cref="ArgumentException">A k is below 1 or above the number of vectors; lengths differ.</exception>
    public static double[] Of(
        IReadOnlyList<double[]> first, IReadOnlyList<double[]> second, IReadOnlyList<int> dimensions)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(dimensions);
        int most = 0;
        foreach (int dimension in dimensions)
            most = Math.Max(most, Require.InRange(dimension, 1, Math.Min(first.Count, second.Count)));

        // Of k, the sum of ⟨a_i, b_j⟩² with max(i, j) = k.
        double[] added = new double[most];
        for (int i = 0; i < most; i++)
        {
            for (int j = 0; j < most; j++)
            {
                double product = Product(first[i], second[j]);
                added[Math.Max(i, j)] += product * product;
            }
        }

        double[] sums = new double[most];
        for (int k = 0; k < most; k++)
            sums[k] = added[k] + (k == 0 ? 0 : sums[k - 1]);
        return [.. dimensions.Select(k => sums[k - 1] / k)];
    }

    /// <summary>⟨a, b⟩.</summary>
    internal static double Product(double[] a, double[] b)
    {
        Require.Length(b.Length, a.Length);
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
