namespace RbmTheory.Simulation.Observables;

/// <summary>
/// Vectors in clusters by single linkage: two vectors nearer to each other than a distance are in one cluster, and so
/// are two that a chain of such pairs joins. (DBSCAN with clusters of one vector or more.)
/// </summary>
/// <remarks>n vectors of N numbers cost n²N/2 additions at most.</remarks>
public static class SingleLinkage
{
    /// <summary>The cluster of each vector; clusters are numbered from 0 in the order in which their first vector
    /// comes.</summary>
    /// <param name="vectors">One after another.</param>
    /// <param name="length">N, at least 1.</param>
    /// <param name="distance">Pairs nearer than this are joined, Euclidean; above 0.</param>
    /// <exception cref="ArgumentException">The length of the vectors is no multiple of N, or a number is out of
    /// range.</exception>
    public static int[] Of(ReadOnlySpan<float> vectors, int length, double distance)
    {
        Require.Positive(distance);
        (int count, int rest) = Math.DivRem(vectors.Length, Require.AtLeast(length, 1));
        if (rest != 0)
            throw Require.Error("vectors.Length", vectors.Length, $"a multiple of {length}");
        int[] clusters = new int[count];
        Array.Fill(clusters, -1);
        Stack<int> open = [];
        for (int first = 0, next = 0; first < count; first++)
        {
            if (clusters[first] >= 0)
                continue;
            clusters[first] = next;
            for (open.Push(first); open.TryPop(out int one);)
            {
                for (int other = first + 1; other < count; other++)
                {
                    if (clusters[other] >= 0
                        || !AreNear(Vector(vectors, one), Vector(vectors, other), distance * distance))
                        continue;
                    clusters[other] = next;
                    open.Push(other);
                }
            }

            next++;
        }

        return clusters;

        ReadOnlySpan<float> Vector(ReadOnlySpan<float> all, int index) => all.Slice(index * length, length);
    }

    private static bool AreNear(ReadOnlySpan<float> one, ReadOnlySpan<float> other, double square)
    {
        double sum = 0;
        for (int i = 0; i < one.Length && sum < square; i++)
            sum += (double)(one[i] - other[i]) * (one[i] - other[i]);
        return sum < square;
    }
}
