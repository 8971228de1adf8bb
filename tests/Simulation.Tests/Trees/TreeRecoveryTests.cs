using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Trees;

namespace RbmTheory.Simulation.Tests.Trees;

public class TreeRecoveryTests
{
    [Fact]
    public void A_tree_has_all_of_itself_and_nothing_said_is_a_guess()
    {
        int[,] known = Matrix([[0, 1, 2, 3, 3], [1, 0, 2, 3, 3], [2, 2, 0, 3, 3], [3, 3, 3, 0, 1], [3, 3, 3, 1, 0]]);
        Assert.Equal(1, TreeRecovery.Of(known, known));
        Assert.Equal(1.0 / 3, TreeRecovery.Of(new int[5, 5], known), 1e-12);
        Assert.Equal(double.NaN, TreeRecovery.Of(known, new int[5, 5]));
    }

    [Fact]
    public void A_case_solved_by_hand()
    {
        // Known: (0, 1) before 2. Found: (1, 2) before 0, and 3 apart. Triples 012: wrong. 013, 023, 123: known says the
        // pair within 012; found says nothing of 013 and 023 but that 3 is apart, as known does: right.
        int[,] known = Matrix([[0, 1, 2, 3], [1, 0, 2, 3], [2, 2, 0, 3], [3, 3, 3, 0]]);
        int[,] found = Matrix([[0, 5, 5, 9], [5, 0, 4, 9], [5, 4, 0, 9], [9, 9, 9, 0]]);
        Assert.Equal(3.0 / 4, TreeRecovery.Of(found, known), 1e-12);
        // {1, 2} alone known: 012 wrong, 013 and 023 unsaid, 123 right.
        int[,] little = Matrix([[0, 9, 9, 9], [9, 0, 4, 9], [9, 4, 0, 9], [9, 9, 9, 0]]);
        Assert.Equal((1 + 2.0 / 3) / 4, TreeRecovery.Of(little, known), 1e-12);
    }

    [Fact]
    public void Trees_that_know_nothing_have_a_third()
    {
        // Random orders of the members of a known tree of 27: triples of a shuffled tree are right by a third. 400 shuffles
        // of scores with a deviation below 0.1: 0.005, four of them.
        const int Count = 27;
        int[,] known = new int[Count, Count];
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < Count; j++)
                known[i, j] = i == j ? 0 : i / 3 == j / 3 ? 1 : i / 9 == j / 9 ? 2 : 3;
        }

        RandomStream stream = new(1, StreamPurpose.Other, 0);
        double sum = 0;
        for (int k = 0; k < 400; k++)
        {
            int[] order = [.. Enumerable.Range(0, Count)];
            for (int i = Count - 1; i > 0; i--)
            {
                int other = stream.NextInt(i + 1);
                (order[i], order[other]) = (order[other], order[i]);
            }

            int[,] found = new int[Count, Count];
            for (int i = 0; i < Count; i++)
            {
                for (int j = 0; j < Count; j++)
                    found[i, j] = known[order[i], order[j]];
            }

            sum += TreeRecovery.Of(found, known);
        }

        // Of a triple that known resolves the shuffled tree resolves all but those of three branches, 27 · … of 2925, and
        // these count a third too.
        Assert.Equal(1.0 / 3, sum / 400, 0.02);
    }

    private static int[,] Matrix(int[][] rows)
    {
        int[,] matrix = new int[rows.Length, rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < rows.Length; j++)
                matrix[i, j] = rows[i][j];
        }

        return matrix;
    }
}
