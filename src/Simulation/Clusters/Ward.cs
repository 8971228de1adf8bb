namespace RbmTheory.Simulation.Clusters;

/// <summary>
/// Vectors in clusters by Ward's method: every vector is a cluster at first, and the two clusters are joined, again and
/// again, whose union adds least to the sum of squares about the means of the clusters,
/// <code>Δ_ij = n_i n_j/(n_i + n_j) |c_i − c_j|²,</code>
/// n members and mean c. The increase that a third cluster k would add with the union follows from those before (Lance
/// and Williams):
/// <code>Δ_{k,ij} = ((n_i + n_k) Δ_ik + (n_j + n_k) Δ_jk − n_k Δ_ij)/(n_i + n_j + n_k).</code>
/// </summary>
/// <remarks>
/// By chains of nearest neighbours: from any cluster to the nearest, from that to its nearest, until two are each
/// other's; they are joined. Since no union brings a third cluster nearer than its parts were, that gives the same
/// unions as looking for the smallest of all, in n² steps in place of n³. Room is taken for n² numbers. No package that
/// can be had has it, see <see cref="KMeans"/>.
/// </remarks>
public sealed class Ward
{
    private readonly (int One, int Other, double Increase)[] _unions;

    private Ward((int, int, double Increase)[] unions) => _unions = unions;

    /// <summary>What each union adds to the sum of squares, smallest first: n − 1 numbers.</summary>
    public IReadOnlyList<double> Increases => Array.ConvertAll(_unions, union => union.Increase);

    /// <summary>Joins vectors until all are one.</summary>
    /// <param name="vectors">One after another, at least one.</param>
    /// <param name="length">N, at least 1.</param>
    /// <exception cref="ArgumentException">The length of the vectors is no multiple of N, or N is out of
    /// range.</exception>
    public static Ward Of(ReadOnlySpan<float> vectors, int length)
    {
        int count = VectorCount.Of(vectors, length);
        double[][] increases = new double[count][];
        for (int i = 0; i < count; i++)
        {
            increases[i] = new double[count];
            for (int j = 0; j < i; j++)
            {
                increases[i][j] = increases[j][i] = 0.5 * SquareDistance.Of(
                    vectors.Slice(i * length, length), vectors.Slice(j * length, length));
            }
        }

        List<(int One, int Other, double Increase)> unions = [];
        int[] sizes = new int[count];
        Array.Fill(sizes, 1);
        List<int> chain = [];
        while (unions.Count < count - 1)
        {
            if (chain.Count == 0)
                chain.Add(Array.FindIndex(sizes, size => size > 0));
            int last = chain[^1], before = chain.Count > 1 ? chain[^2] : -1;
            int nearest = Nearest(increases[last], sizes, last, before);
            if (nearest != before)
            {
                chain.Add(nearest);
                continue;
            }

            unions.Add((before, last, increases[before][last]));
            Join(increases, sizes, before, last);
            chain.RemoveRange(chain.Count - 2, 2);
        }

        // Stable: of equal increases the one that was found first.
        return new([.. unions.OrderBy(union => union.Increase)]);
    }

    /// <summary>The cluster of each vector where the smallest increases have been made, all but K − 1; clusters are
    /// numbered from 0 in the order in which their first vector comes.</summary>
    /// <param name="clusters">K, at least 1 and at most the number of vectors.</param>
    /// <exception cref="ArgumentException">The number is out of range.</exception>
    public int[] Cut(int clusters)
    {
        int count = _unions.Length + 1;
        Require.InRange(clusters, 1, count);
        int[] parents = [.. Enumerable.Range(0, count)];
        foreach ((int one, int other, _) in _unions.Take(count - clusters))
            parents[Top(parents, one)] = Top(parents, other);
        return ClusterNumbers.InOrder([.. Enumerable.Range(0, count).Select(n => Top(parents, n))]);
    }

    /// <summary>How many unions it takes, smallest first, until two vectors are in one cluster: n × n numbers, 0 for a
    /// vector and itself.</summary>
    public int[,] UnionsUntilTogether()
    {
        int count = _unions.Length + 1;
        int[,] until = new int[count, count];
        List<int>[] members = [.. Enumerable.Range(0, count).Select(n => new List<int> { n })];
        int[] parents = [.. Enumerable.Range(0, count)];
        for (int union = 0; union < _unions.Length; union++)
        {
            int one = Top(parents, _unions[union].One), other = Top(parents, _unions[union].Other);
            foreach (int i in members[one])
            {
                foreach (int j in members[other])
                    until[i, j] = until[j, i] = union + 1;
            }

            members[one].AddRange(members[other]);
            parents[other] = one;
        }

        return until;
    }

    private static int Top(int[] parents, int member)
    {
        while (parents[member] != member)
            member = parents[member] = parents[parents[member]];
        return member;
    }

    /// <summary>The nearest other cluster; of equally near ones that which is asked for, else the first.</summary>
    private static int Nearest(double[] increases, int[] sizes, int own, int preferred)
    {
        int nearest = preferred;
        for (int k = 0; k < sizes.Length; k++)
        {
            if (k != own && sizes[k] > 0 && (nearest < 0 || increases[k] < increases[nearest]))
                nearest = k;
        }

        return nearest;
    }

    /// <summary>The first of two becomes their union, the second is empty.</summary>
    private static void Join(double[][] increases, int[] sizes, int one, int other)
    {
        double between = increases[one][other];
        int both = sizes[one] + sizes[other];
        for (int k = 0; k < sizes.Length; k++)
        {
            if (k == one || k == other || sizes[k] == 0)
                continue;
            increases[one][k] = increases[k][one] = ((sizes[one] + sizes[k]) * increases[one][k]
                + (sizes[other] + sizes[k]) * increases[other][k] - sizes[k] * between) / (both + sizes[k]);
        }

        (sizes[one], sizes[other]) = (both, 0);
    }
}
