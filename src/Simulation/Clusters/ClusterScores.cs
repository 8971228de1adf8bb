namespace RbmTheory.Simulation.Clusters;

/// <summary>
/// How clusters of n members lie to classes that are known. With n_kl members of class l in cluster k, a_k and b_l
/// members of each,
/// <code>
/// purity = Σ_k max_l n_kl / n,
/// I = Σ_kl (n_kl/n) ln(n n_kl/(a_k b_l)),    NMI = I / ½(H_a + H_b),    AMI = (I − ⟨I⟩)/(½(H_a + H_b) − ⟨I⟩),
/// ARI = (R − ⟨R⟩)/(½(R_a + R_b) − ⟨R⟩),   R = Σ_kl C(n_kl, 2),   ⟨R⟩ = R_a R_b/C(n, 2),
/// </code>
/// H the entropies of a/n and b/n, R_a = Σ_k C(a_k, 2), R_b likewise, C the binomial coefficient, and ⟨·⟩ the mean over
/// all ways to deal out members to clusters of the same sizes: n_kl is then hypergeometric (Hubert and Arabie; Vinh,
/// Epps and Bailey).
/// </summary>
/// <remarks>Purity and NMI grow with the number of clusters whatever these are: at one member a cluster purity is 1.
/// The adjusted ones are 0 on average for clusters that know nothing of the classes, and 1 for the classes themselves.
/// Only clusters of one number should be compared.</remarks>
/// <param name="Purity">In (0, 1].</param>
/// <param name="MutualInformation">NMI, in [0, 1]; 1 where there is one cluster and one class.</param>
/// <param name="AdjustedMutualInformation">AMI, at most 1.</param>
/// <param name="AdjustedRand">ARI, at most 1.</param>
public readonly record struct ClusterScores(
    double Purity, double MutualInformation, double AdjustedMutualInformation, double AdjustedRand)
{
    /// <summary>Scores clusters.</summary>
    /// <param name="clusters">The cluster of each member, any whole numbers.</param>
    /// <param name="classes">The class of each, as many.</param>
    /// <exception cref="ArgumentException">There is no member, or the numbers of members differ.</exception>
    public static ClusterScores Of(IReadOnlyList<int> clusters, IReadOnlyList<int> classes)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(classes);
        int n = Require.AtLeast(clusters.Count, 1);
        Require.Length(classes.Count, n);
        int[][] table = Table(ClusterNumbers.InOrder(clusters), ClusterNumbers.InOrder(classes));
        int[] a = [.. table.Select(row => row.Sum())];
        int[] b = [.. Enumerable.Range(0, table[0].Length).Select(l => table.Sum(row => row[l]))];
        double entropies = (Entropy(a, n) + Entropy(b, n)) / 2;
        double information = 0, pairs = table.Sum(row => row.Sum(Pairs));
        for (int k = 0; k < a.Length; k++)
        {
            for (int l = 0; l < b.Length; l++)
                information += Term(table[k][l], a[k], b[l], n);
        }

        double chance = ExpectedInformation(a, b, n), most = (a.Sum(Pairs) + b.Sum(Pairs)) / 2;
        double expected = n > 1 ? a.Sum(Pairs) * b.Sum(Pairs) / Pairs(n) : 0;
        return new(table.Sum(row => row.Max()) / (double)n, Ratio(information, entropies),
            Ratio(information - chance, entropies - chance), Ratio(pairs - expected, most - expected));
    }

    /// <summary>Where nothing can be told apart, clusters and classes are the same.</summary>
    private static double Ratio(double found, double most) => Math.Abs(most) > 1e-12 ? found / most : 1;

    private static int[][] Table(int[] clusters, int[] classes)
    {
        int columns = classes.Max() + 1;
        int[][] table = [.. Enumerable.Range(0, clusters.Max() + 1).Select(_ => new int[columns])];
        for (int member = 0; member < clusters.Length; member++)
            table[clusters[member]][classes[member]]++;
        return table;
    }

    private static double Pairs(int members) => members * (members - 1.0) / 2;

    private static double Entropy(int[] sizes, int n)
        => -sizes.Sum(size => size / (double)n * Math.Log(size / (double)n));

    private static double Term(int both, int a, int b, int n)
        => both == 0 ? 0 : both / (double)n * Math.Log((double)n * both / ((double)a * b));

    /// <summary>⟨I⟩: Σ over all n_kl that a and b leave room for, times their hypergeometric probability.</summary>
    private static double ExpectedInformation(int[] a, int[] b, int n)
    {
        double[] log = new double[n + 1]; // ln k!
        for (int k = 1; k <= n; k++)
            log[k] = log[k - 1] + Math.Log(k);
        double sum = 0;
        // Clusters of one size have the same part: there are few sizes.
        foreach (IGrouping<int, int> ofOne in a.GroupBy(size => size))
        {
            foreach (IGrouping<int, int> ofOther in b.GroupBy(size => size))
            {
                (int x, int y) = (ofOne.Key, ofOther.Key);
                double part = 0;
                for (int both = Math.Max(1, x + y - n); both <= Math.Min(x, y); both++)
                {
                    double probability = Math.Exp(log[x] + log[y] + log[n - x] + log[n - y] - log[n] - log[both]
                        - log[x - both] - log[y - both] - log[n - x - y + both]);
                    part += probability * Term(both, x, y, n);
                }

                sum += part * ofOne.Count() * ofOther.Count();
            }
        }

        return sum;
    }
}
