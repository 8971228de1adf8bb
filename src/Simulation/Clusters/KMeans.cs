using RbmTheory.Simulation.Random;

namespace RbmTheory.Simulation.Clusters;

/// <summary>
/// Vectors in K clusters by k-means: each vector is in the cluster whose mean is nearest, so that the sum of squares
/// about the means,
/// <code>S = Σ_n |x_n − c_{k(n)}|²,    c_k the mean of cluster k,</code>
/// is at a local minimum. It starts from K of the vectors, drawn one after another with probabilities proportional to
/// the square of the distance to the nearest one drawn before (k-means++), and moves vectors and means in turns
/// (Lloyd).
/// </summary>
/// <remarks>
/// Written here because no package that can be had does it well: of those with k-means, Microsoft.ML brings native
/// libraries and a whole framework of data views, and none has Ward's clusters, <see cref="Ward"/>, beside it. A round
/// costs n K N terms.
/// </remarks>
/// <param name="Clusters">The cluster of each vector, in [0, K), none of them empty; numbered in the order in which
/// their first vector comes.</param>
/// <param name="SquareSum">S.</param>
public sealed record KMeans(IReadOnlyList<int> Clusters, double SquareSum)
{
    private const int MostRounds = 300;

    /// <summary>Finds the clusters.</summary>
    /// <param name="vectors">One after another.</param>
    /// <param name="length">N, at least 1.</param>
    /// <param name="clusters">K, at least 1 and at most the number of vectors.</param>
    /// <param name="stream">Where the random numbers come from.</param>
    /// <exception cref="ArgumentException">The length of the vectors is no multiple of N, or a number is out of
    /// range.</exception>
    public static KMeans Of(ReadOnlySpan<float> vectors, int length, int clusters, ref RandomStream stream)
    {
        int count = VectorCount.Of(vectors, length);
        Require.InRange(clusters, 1, count);
        float[] means = Start(vectors, length, clusters, ref stream);
        int[] found = new int[count];
        Array.Fill(found, -1);
        double sum = 0;
        for (int round = 0; round < MostRounds && Assign(vectors, length, means, found, out sum); round++)
            Move(vectors, length, means, found);
        return new(ClusterNumbers.InOrder(found), sum);
    }

    private static float[] Start(ReadOnlySpan<float> vectors, int length, int clusters, ref RandomStream stream)
    {
        int count = vectors.Length / length, drawn = stream.NextInt(count);
        float[] means = new float[clusters * length];
        double[] squares = new double[count];
        Array.Fill(squares, double.PositiveInfinity);
        for (int k = 0; k < clusters; k++)
        {
            ReadOnlySpan<float> mean = vectors.Slice(drawn * length, length);
            mean.CopyTo(means.AsSpan(k * length));
            for (int n = 0; n < count; n++)
                squares[n] = Math.Min(squares[n], SquareDistance.Of(vectors.Slice(n * length, length), mean));
            drawn = Draw(squares, ref stream);
        }

        return means;
    }

    /// <summary>A vector, with probability in proportion to its square; any where all are 0.</summary>
    private static int Draw(double[] squares, ref RandomStream stream)
    {
        double sum = squares.Sum(), left = stream.NextDouble() * sum;
        if (sum == 0)
            return stream.NextInt(squares.Length);
        int last = Array.FindLastIndex(squares, square => square > 0);
        for (int n = 0; n < last; n++)
        {
            left -= squares[n];
            if (left < 0)
                return n;
        }

        return last;
    }

    /// <summary>Puts every vector to the nearest mean; of equally near ones to the first. Returns whether any
    /// moved.</summary>
    private static bool Assign(ReadOnlySpan<float> vectors, int length, float[] means, int[] found, out double sum)
    {
        bool hasMoved = false;
        double[] squares = new double[found.Length];
        int[] sizes = new int[means.Length / length];
        for (int n = 0; n < found.Length; n++)
        {
            ReadOnlySpan<float> vector = vectors.Slice(n * length, length);
            (int nearest, squares[n]) = (0, double.PositiveInfinity);
            for (int k = 0; k < sizes.Length; k++)
            {
                double square = SquareDistance.Of(vector, means.AsSpan(k * length, length));
                if (square < squares[n])
                    (nearest, squares[n]) = (k, square);
            }

            hasMoved |= found[n] != nearest;
            found[n] = nearest;
            sizes[nearest]++;
        }

        // A cluster that lost all its vectors gets the one that is farthest from its mean.
        for (int k = 0; k < sizes.Length; k++)
        {
            if (sizes[k] > 0)
                continue;
            int[] others = [.. Enumerable.Range(0, found.Length).Where(n => sizes[found[n]] > 1)];
            int farthest = others.MaxBy(n => squares[n]);
            sizes[found[farthest]]--;
            (found[farthest], sizes[k], squares[farthest], hasMoved) = (k, 1, 0, true);
        }

        sum = squares.Sum();
        return hasMoved;
    }

    private static void Move(ReadOnlySpan<float> vectors, int length, float[] means, int[] found)
    {
        double[] sums = new double[means.Length];
        int[] sizes = new int[means.Length / length];
        for (int n = 0; n < found.Length; n++)
        {
            sizes[found[n]]++;
            ReadOnlySpan<float> vector = vectors.Slice(n * length, length);
            Span<double> sum = sums.AsSpan(found[n] * length, length);
            for (int i = 0; i < length; i++)
                sum[i] += vector[i];
        }

        for (int i = 0; i < means.Length; i++)
            means[i] = (float)(sums[i] / sizes[i / length]);
    }
}
