namespace RbmTheory.Simulation.Trees;

/// <summary>
/// How much of a known tree another one has: of all triples of members of which the known tree says which two part
/// last, the fraction of which the other says the same; where it says nothing, as all three part at once or not at all,
/// the triple counts ⅓, as a guess would. 1 for the tree itself, ⅓ on average for one that knows nothing of it.
/// </summary>
public static class TreeRecovery
{
    /// <summary>Scores a tree. n members cost n³/6 comparisons.</summary>
    /// <param name="found">n × n: a number for each pair of members, smaller where they part later; of three members
    /// the two largest numbers are equal, as in every tree.</param>
    /// <param name="known">The same of the known tree.</param>
    /// <returns>In [0, 1]; not a number where the known tree resolves no triple.</returns>
    /// <exception cref="ArgumentException">The two are not squares of one size.</exception>
    public static double Of(int[,] found, int[,] known)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(known);
        int count = found.GetLength(0);
        Require.Length(found.GetLength(1), count);
        Require.Length(known.GetLength(0), count);
        Require.Length(known.GetLength(1), count);
        long resolved = 0, same = 0, unsaid = 0;
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                for (int k = 0; k < j; k++)
                {
                    int nearest = Nearest(known, i, j, k);
                    if (nearest < 0)
                        continue;
                    int other = Nearest(found, i, j, k);
                    resolved++;
                    same += other == nearest ? 1 : 0;
                    unsaid += other < 0 ? 1 : 0;
                }
            }
        }

        return (same + unsaid / 3.0) / resolved;
    }

    /// <summary>Which of three members is apart from the two that part last; −1 where none is.</summary>
    private static int Nearest(int[,] tree, int i, int j, int k)
    {
        int one = tree[j, k], two = tree[i, k], three = tree[i, j];
        return one < two && one < three ? i : two < one && two < three ? j : three < one && three < two ? k : -1;
    }
}
