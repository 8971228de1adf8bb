using RbmTheory.Simulation.Data;

namespace RbmTheory.Simulation.Tests;

/// <summary>
/// Laws of Potts units summed over every state in double precision, sharing no code with what they check. Digit i of a
/// state, to the base P, is the colour of unit i.
/// </summary>
internal static class PottsEnumeration
{
    /// <summary>A symmetric kernel without any other symmetry.</summary>
    public static readonly double[,] Uneven = { { 0.3, -0.7, 0.2 }, { -0.7, -0.1, 0.6 }, { 0.2, 0.6, 0.9 } };

    public static int[] Colours(int state, int sites, int colours)
    {
        int[] row = new int[sites];
        for (int i = 0; i < sites; i++, state /= colours)
            row[i] = state % colours;
        return row;
    }

    public static int Index(ReadOnlySpan<byte> row, int colours)
    {
        int state = 0;
        for (int i = row.Length - 1; i >= 0; i--)
            state = state * colours + row[i];
        return state;
    }

    public static int States(int sites, int colours) => (int)Math.Round(Math.Pow(colours, sites));

    /// <summary>Σ_{i&lt;j} J_{d(i,j)} M(v_i, v_j), couplings[d − 1] = J_d.</summary>
    public static double LogWeight(IReadOnlyList<int> row, double[] couplings, double[,] kernel)
    {
        double sum = 0;
        for (int i = 0; i < row.Count; i++)
        {
            for (int j = i + 1; j < row.Count; j++)
            {
                int distance = Math.Min(j - i, row.Count - j + i);
                sum += distance <= couplings.Length ? couplings[distance - 1] * kernel[row[i], row[j]] : 0;
            }
        }

        return sum;
    }

    public static double[] Law(int sites, double[] couplings, double[,] kernel)
    {
        int colours = kernel.GetLength(0);
        double[] weights = [.. Enumerable.Range(0, States(sites, colours))
            .Select(state => Math.Exp(LogWeight(Colours(state, sites, colours), couplings, kernel)))];
        double sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }

    public static int[] Counts(PottsSet set)
    {
        int[] counts = new int[States(set.Sites, set.Colours)];
        for (int sample = 0; sample < set.Samples; sample++)
            counts[Index(set.Sample(sample), set.Colours)]++;
        return counts;
    }

    /// <summary>How often two units have each pair of colours, [a × P + b].</summary>
    public static int[] PairCounts(PottsSet set, int first, int second)
    {
        int[] counts = new int[set.Colours * set.Colours];
        for (int sample = 0; sample < set.Samples; sample++)
            counts[set.Sample(sample)[first] * set.Colours + set.Sample(sample)[second]]++;
        return counts;
    }
}
